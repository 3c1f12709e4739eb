"""compliance-missing, compliance-scale, compliance-children: broken, nearly broken, clean."""

from __future__ import annotations

from collections.abc import Callable

import pytest

NAMES = (
    "Publicar el boletín trimestral",
    "Capacitar a los encargados",
    "Actualizar el registro",
    "Instalar puntos",
)
WEIGHTS = ("40%", "30%", "20%", "10%")


@pytest.fixture
def evaluation(table: Callable, told: Callable) -> Callable:
    def make(*compliance: str, header: str = "Cumplimiento (%)") -> object:
        rows = [
            (name, "Informe", weight, done)
            for name, weight, done in zip(NAMES, WEIGHTS, compliance, strict=True)
        ]
        head = ("Actividad", "Medio de verificación", "Ponderación (%)", header)
        return told("# Evaluación del Programa de Trabajo 2021", table(head, *rows))

    return make


def test_a_weighted_item_without_compliance(evaluation: Callable) -> None:
    told = evaluation("100%", "", "50%", "80%")
    finding = told.only("compliance-missing")
    assert told.rules == ["compliance-missing"]
    assert finding.severity == "warning"
    assert told.item(finding) == NAMES[1]
    assert (finding.row, finding.column) == (2, 3)
    assert "nothing under “Cumplimiento (%)”" in finding.message_en


@pytest.mark.parametrize("compliance", [("100%", "0%", "50%", "80%"), ("", "", "", "80%")])
def test_none_is_missing(evaluation: Callable, compliance: tuple[str, ...]) -> None:
    assert "compliance-missing" not in evaluation(*compliance).rules


def test_compliance_off_a_scale_of_two(evaluation: Callable) -> None:
    told = evaluation("100%", "0%", "70%", "100%", header="Cumple (100%) / No cumple (0%)")
    finding = told.only("compliance-scale")
    assert told.rules == ["compliance-scale"]
    assert (finding.severity, finding.expected, finding.observed) == ("warning", "0 / 100", "70%")
    assert told.cells(finding) == ["70%"]


@pytest.mark.parametrize("header", ["Cumplimiento (%)", "% de cumplimiento (100% = total)"])
def test_other_scales_have_other_values(evaluation: Callable, header: str) -> None:
    assert evaluation("100%", "0%", "70%", "100%", header=header).rules == []


@pytest.fixture
def parent(table: Callable, told: Callable) -> Callable:
    """Compliance of an objective and of its three activities, beside a clean objective."""

    def make(own: str, *parts: str) -> object:
        head = ("N°", "Objetivo / Actividad", "Ponderación (%)", "Cumplimiento (%)")
        rows = [
            ("1", "Publicar los estudios", "60%", own),
            *(
                (f"1.{at}", name, "", done)
                for at, (name, done) in enumerate(zip(NAMES, parts, strict=False), 1)
            ),
            ("2", "Ampliar la cobertura", "40%", "100%"),
            ("2.1", "Abrir oficinas nuevas", "", "100%"),
            ("2.2", "Mover las oficinas viejas", "", "100%"),
        ]
        return told("# Evaluación del Programa de Trabajo 2021", table(head, *rows))

    return make


@pytest.mark.parametrize(
    ("own", "parts"),
    [("100%", ("100%", "100%", "100%")), ("0%", ("100%", "0%", "50%")), ("66%", ("100%", "0%", "100%"))],
)
def test_parents_that_agree_with_their_parts(parent: Callable, own: str, parts: tuple[str, ...]) -> None:
    assert parent(own, *parts).rules == []


def test_a_parent_not_done_whose_parts_are(parent: Callable) -> None:
    told = parent("0%", "100%", "100%", "100%")
    finding = told.only("compliance-children")
    assert told.rules == ["compliance-children"]
    assert (finding.severity, finding.expected, finding.observed) == ("warning", "100%", "0%")
    assert told.item(finding) == "Publicar los estudios"
    assert told.cells(finding) == ["0%", "100%", "100%", "100%"]


def test_a_parent_done_with_a_part_that_is_not(parent: Callable) -> None:
    finding = parent("100%", "100%", "50%", "100%").only("compliance-children")
    assert finding.expected == "0%"
    assert "though not all its parts are done (100%, 50%, 100%)" in finding.message_en
