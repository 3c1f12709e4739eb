"""weight-conflict: one item, two tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

NAMES = (
    "Publicar el boletín trimestral de la institución",
    "Capacitar a los encargados comunales de archivo",
    "Actualizar el registro regional de usuarios",
    "Instalar puntos de atención en zonas rurales",
)
WEIGHTS = ("40%", "30%", "20%", "10%")


@pytest.fixture
def two_tables(table: Callable, told: Callable) -> Callable:
    """Names and weights of a summary → what is told of a document with the programme and the summary."""

    def make(summary: dict[str, str], names: tuple[str, ...] = NAMES, numbers: str = "{}") -> object:
        rows = [(name, "Informe", weight) for name, weight in zip(names, WEIGHTS, strict=True)]
        lines = [(numbers.format(at), name, w) for at, (name, w) in enumerate(summary.items(), 1)]
        return told(
            "# Programa de Trabajo 2021",
            table(("Actividad", "Medio de verificación", "Ponderación (%)"), *rows),
            "# Resumen de ponderaciones",
            table(("N°", "Actividad", "Ponderación (%)"), *lines),
        )

    return make


def test_equal_weights_are_no_conflict(two_tables: Callable) -> None:
    assert two_tables(dict(zip(NAMES, WEIGHTS, strict=True))).rules == []


def test_an_item_with_two_weights(two_tables: Callable) -> None:
    told = two_tables(dict(zip(NAMES, ("35%", "35%", "20%", "10%"), strict=True)))
    conflicts = [finding for finding in told.findings if finding.rule == "weight-conflict"]
    assert told.grave() == ["weight-conflict", "weight-conflict"]
    assert [(f.expected, f.observed) for f in conflicts] == [("40%", "35%"), ("30%", "35%")]
    assert told.item(conflicts[0]) == NAMES[0]
    assert told.cells(conflicts[0]) == ["35%", "40%"]
    assert "in table 1" in conflicts[0].message_en


def test_a_misspelt_item_is_the_same(two_tables: Callable) -> None:
    names = [name.replace("boletín", "boletin") for name in NAMES]
    told = two_tables(dict(zip(names, ("45%", "25%", "20%", "10%"), strict=True)))
    assert told.grave() == ["weight-conflict", "weight-conflict"]


def test_another_item_is_not(two_tables: Callable) -> None:
    names = ["Ordenar la bodega de materiales", *NAMES[1:]]
    told = two_tables(dict(zip(names, ("25%", "30%", "20%", "25%"), strict=True)))
    assert told.rules == ["weight-conflict"]
    assert told.item(told.only("weight-conflict")) == NAMES[3]


def test_items_that_differ_by_a_figure_are_different(two_tables: Callable) -> None:
    names = tuple(f"Ejecutar la etapa {at} del plan de trabajo institucional" for at in range(1, 5))
    summary = {name.replace("etapa", "etapa 9"): w for name, w in zip(names, reversed(WEIGHTS), strict=True)}
    assert two_tables(summary, names).rules == []


def test_letters_before_the_numbers_make_no_difference(two_tables: Callable) -> None:
    told = two_tables(dict(zip(NAMES, ("45%", "25%", "20%", "10%"), strict=True)), numbers="A{}")
    assert told.grave() == ["weight-conflict", "weight-conflict"]


@pytest.mark.parametrize(("second", "severity"), [("Ordenar la bodega", "info"), ("Publicar", "error")])
def test_one_short_label_in_two_tables_is_a_note(
    table: Callable, told: Callable, second: str, severity: str
) -> None:
    header = ("Actividad", "Medio de verificación", "Ponderación (%)")
    one = [("Capacitar", "Acta", "60%"), ("Publicar", "Informe", "40%")]
    other = [("Capacitar", "Acta", "55%"), (second, "Informe", "45%")]
    found = told("# Programa 2021", table(header, *one), "# Anexo", table(header, *other))
    assert {f.severity for f in found.findings if f.rule == "weight-conflict"} == {severity}


def test_tables_that_weigh_against_different_wholes_are_a_note(two_tables: Callable) -> None:
    found = two_tables(dict(zip(NAMES, ("4%", "3%", "2%", "91%"), strict=True)))
    assert {f.severity for f in found.findings if f.rule == "weight-conflict"} == {"info"}
