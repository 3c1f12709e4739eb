"""verification-missing, responsible-missing, few-activities: broken, nearly broken, clean."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import check

NAMES = (
    "Publicar el boletín trimestral",
    "Capacitar a los encargados",
    "Actualizar el registro",
    "Instalar puntos",
)
WEIGHTS = ("40%", "30%", "20%", "10%")


@pytest.fixture
def programme(table: Callable, told: Callable) -> Callable:
    def make(evidence: tuple[str, ...], people: tuple[str, ...]) -> object:
        header = ("Actividad", "Medio de verificación", "Ponderación (%)", "Responsable")
        rows = zip(NAMES, evidence, WEIGHTS, people, strict=True)
        return told("# Programa de Trabajo 2021", table(header, *rows))

    return make


FULL = ("Informe", "Acta", "Oficio", "Encuesta")
PEOPLE = ("Unidad A", "Unidad B", "Unidad C", "Unidad D")


def test_nothing_is_missing(programme: Callable) -> None:
    assert programme(FULL, PEOPLE).rules == []


def test_one_means_of_verification_is_missing(programme: Callable) -> None:
    told = programme(("Informe", "Acta", "", "Encuesta"), PEOPLE)
    finding = told.only("verification-missing")
    assert told.rules == ["verification-missing"]
    assert finding.severity == "warning"
    assert told.item(finding) == NAMES[2]
    assert (finding.row, finding.column) == (3, 1)
    assert told.cells(finding) == [""]
    assert "nothing under “Medio de verificación”" in finding.message_en


def test_nobody_is_responsible_for_one(programme: Callable) -> None:
    told = programme(FULL, ("Unidad A", "", "Unidad C", "Unidad D"))
    assert told.rules == ["responsible-missing"]
    assert told.item(told.only("responsible-missing")) == NAMES[1]


def test_an_empty_column_is_said_once(programme: Callable) -> None:
    told = programme(FULL, ("", "", "", ""))
    finding = told.only("responsible-missing")
    assert told.rules == ["responsible-missing"]
    assert (finding.item_id, finding.column) == ("", 3)
    assert "empty in all 4 rows" in finding.message_en


def test_a_column_filled_for_few_rows_is_filled_otherwise(programme: Callable) -> None:
    assert programme(("Informe", "", "", ""), PEOPLE).rules == []


def test_a_merged_cell_covers_its_rows(table: Callable, told: Callable) -> None:
    rows = [
        (NAMES[0], ("Informe", 2, 1), "40%"),
        (NAMES[1], "30%"),
        (NAMES[2], "Oficio", "20%"),
        (NAMES[3], "Encuesta", "10%"),
    ]
    header = ("Actividad", "Medio de verificación", "Ponderación (%)")
    assert told("# Programa 2021", table(header, *rows)).rules == []


def test_the_first_activitys_evidence_does_not_cover_the_next(table: Callable, told: Callable) -> None:
    header = ("Producto", "Actividad", "Medio de verificación", "Ponderación (%)")
    rows = [
        (("Gestión de archivos", 3, 1), NAMES[0], "Informe", "40%"),
        (NAMES[1], "", "30%"),
        (NAMES[2], "Oficio", "20%"),
        (("Atención ciudadana", 1, 1), NAMES[3], "Encuesta", "10%"),
    ]
    found = told("# Programa 2021", table(header, *rows))
    assert found.item(found.only("verification-missing")) == NAMES[1]


@pytest.mark.parametrize(("method", "severity"), [("text-pipes", "info"), ("docx", "warning")])
def test_formats_without_spans_may_hide_one(
    table: Callable, told: Callable, method: str, severity: str
) -> None:
    """A row that is empty in another column too may be the rest of the one above."""
    header = ("Actividad", "Medio de verificación", "Ponderación (%)", "Responsable")
    rows = [
        (NAMES[0], "Informe", "40%", "Unidad A"),
        (NAMES[1], "Acta", "30%", "Unidad B"),
        (NAMES[2], "", "20%", ""),
        (NAMES[3], "Oficio", "10%", "Unidad C"),
    ]
    found = told("# Programa 2021", table(header, *rows, method=method))
    assert {f.rule: f.severity for f in found.findings} == {
        "verification-missing": severity,
        "responsible-missing": severity,
    }


@pytest.fixture
def objectives(table: Callable, told: Callable) -> Callable:
    def make(parameters: check.Parameters) -> object:
        header = ("Objetivo específico", "Actividad", "Medio de verificación", "Ponderación (%)")
        rows = [
            (("Mejorar la atención de usuarios", 2, 1), NAMES[0], "Informe", "40%"),
            (NAMES[1], "Acta", "30%"),
            ("Ordenar los archivos de la institución", NAMES[2], "Oficio", "30%"),
        ]
        return told("# Programa de Trabajo 2021", table(header, *rows), parameters=parameters)

    return make


def test_few_activities_only_where_a_least_number_is_asked_for(objectives: Callable) -> None:
    assert objectives(check.Parameters()).rules == []
    assert objectives(check.Parameters(least_activities=1)).rules == []
    told = objectives(check.Parameters(least_activities=2))
    finding = told.only("few-activities")
    assert told.rules == ["few-activities"]
    assert (finding.severity, finding.expected, finding.observed) == ("warning", "≥ 2", "1")
    assert told.item(finding) == "Ordenar los archivos de la institución"
