"""Tables that are cards: keys beside what belongs to them, one thing per card."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract import Reading
from extract.reading import ItemKind, Measure, TableKind
from ingest import Table

Make = Callable[..., Table]
Read = Callable[..., Reading]

CARD = [
    ["Indicador", "Informes de calidad de agua publicados"],
    ["Fórmula de cálculo", "Publicados / previstos x 100"],
    ["Valor base (2019)", "6"],
    ["Meta", "12 informes"],
    ["Responsables", "División Monitoreo"],
    ["Ponderación", "45%"],
]


def test_a_card_names_one_item_with_its_figures_in_their_own_cells(table: Make, reading: Read) -> None:
    read = reading("# Objetivo 1. Monitorear las cuencas", table(CARD))
    (item,) = read.items
    assert (item.kind, item.text) == (ItemKind.INDICATOR, "Informes de calidad de agua publicados")
    assert (item.row, item.column, item.responsible) == (0, 1, "División Monitoreo")
    assert [(one.measure, one.raw, one.row, one.column) for one in read.figures] == [
        (Measure.BASELINE, "6", 2, 1),
        (Measure.TARGET, "12 informes", 3, 1),
        (Measure.WEIGHT, "45%", 5, 1),
    ]
    assert read.tables[0].kind is TableKind.INDICATORS
    assert read.tables[0].header_rows == 0


def test_cards_below_each_other_are_an_item_each(table: Make, reading: Read) -> None:
    second = [["Indicador", "Días de respuesta"], ["Meta", "20 días"], ["Ponderación", "55%"]]
    read = reading(table([*CARD, *second]))
    assert [item.text for item in read.items] == [
        "Informes de calidad de agua publicados",
        "Días de respuesta",
    ]
    weights = [one for one in read.figures if one.measure is Measure.WEIGHT]
    assert [(one.raw, one.row, one.item) for one in weights] == [("45%", 5, 1), ("55%", 8, 2)]


def test_a_card_of_two_pairs_a_row(table: Make, reading: Read) -> None:
    read = reading(
        table(
            [
                [("FICHA", 1, 4)],
                ["Indicador:", ("Archivos digitalizados", 1, 3)],
                ["Meta:", "80", "Ponderación:", "30%"],
            ]
        )
    )
    # a key beside a value that spans the rest of its row, and two pairs beside each other
    assert [item.text for item in read.items] == ["Archivos digitalizados"]
    assert [(one.raw, one.row, one.column) for one in read.figures] == [("80", 2, 1), ("30%", 2, 3)]


@pytest.mark.parametrize(
    "rows",
    [
        [["Examen", "30%"], ["Trabajos", "40%"], ["Nota final", "30%"]],
        [["Actividad", "Ponderación"], ["Meta", "40%"], ["Plazo", "60%"]],
        [["Servicio", "Archivo"], ["Región", "Maule"], ["Cargo", "Jefe"]],
        [["Indicador", "Archivos digitalizados"], ["Meta", "80"]],
        [["Indicador", "Archivos"], ["Meta", ("80", 2, 1)], ["Ponderación"]],
        [["Cargo", "Jefe de la unidad"], ["Renta bruta", "$ 2.300.000"], ["Sede", "Maule"]],
    ],
    ids=["weights of things", "header of columns", "facts alone", "two rows", "spans rows", "no thing"],
)
def test_what_is_no_card_is_read_as_before(rows: list[list[str]], table: Make, reading: Read) -> None:
    read = reading(table(rows))
    assert all("keys of a card" not in str(column.evidence) for column in read.tables[0].columns)
