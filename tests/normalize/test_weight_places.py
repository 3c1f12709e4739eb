from __future__ import annotations

import pytest

from extract.reading import Column, Item, ItemKind, LogicalTable, Role, RowKind, TableKind
from ingest.document import Cell
from normalize.weight_places import WeightPlaces

NUMBER, TEXT, OTHER, WEIGHT = range(4)


def places(*cells):
    columns = (Column(NUMBER, "N°", Role.NUMBER), Column(WEIGHT, "Peso", Role.WEIGHT))
    table = LogicalTable(
        1, cells, TableKind.WEIGHTS, "", columns, (RowKind.ITEM,) * 3, 0, "docx", 1.0, 4
    )  # fmt: skip
    return WeightPlaces([table])


def item(row, table=1):
    return Item(9, ItemKind.ACTIVITY, "texto", table=table, row=row, column=TEXT)


@pytest.mark.parametrize("blank", ["", " ", "-", "–", "…", "\u00a0", "___"])
def test_an_empty_cell_leaves_a_weight_out(blank):
    found = places(Cell(0, TEXT, "a"), Cell(0, WEIGHT, "5%"), Cell(1, TEXT, "b"), Cell(1, WEIGHT, blank))
    assert found.is_left_out(item(1), WEIGHT, [0])
    assert not found.is_left_out(item(0), WEIGHT, [0])


def test_so_does_a_cell_that_is_not_there():
    assert places(Cell(0, TEXT, "a"), Cell(0, WEIGHT, "5%")).is_left_out(item(1), WEIGHT, [0])


def test_a_text_that_is_no_number_leaves_nothing_out():
    found = places(Cell(0, TEXT, "a"), Cell(0, WEIGHT, "5%"), Cell(1, TEXT, "b"), Cell(1, WEIGHT, "ver nota"))
    assert not found.is_left_out(item(1), WEIGHT, [0])


def test_a_merged_cell_speaks_for_all_of_its_rows():
    found = places(Cell(0, TEXT, "a"), Cell(1, TEXT, "b"), Cell(0, WEIGHT, "5%", row_span=2))
    assert not found.is_left_out(item(1), WEIGHT, [0])
    empty = places(Cell(0, TEXT, "a"), Cell(1, TEXT, "b"), Cell(0, WEIGHT, "", row_span=2))
    assert not empty.is_left_out(item(1), WEIGHT, [0])


def test_a_row_of_a_form_that_was_left_blank_leaves_nothing_out():
    filled = [Cell(0, TEXT, "a"), Cell(0, OTHER, "quién"), Cell(0, WEIGHT, "5%")]
    template = [
        Cell(1, NUMBER, "2"),
        Cell(1, TEXT, "Otros objetivos"),
        Cell(1, OTHER, ""),
        Cell(1, WEIGHT, ""),
    ]
    assert not places(*filled, *template).is_left_out(item(1), WEIGHT, [0])


def test_items_outside_of_tables_have_no_place():
    assert not places(Cell(0, TEXT, "a")).is_left_out(item(1, table=None), WEIGHT, [0])
    assert not places(Cell(0, TEXT, "a")).is_left_out(item(1, table=7), WEIGHT, [0])
    assert not places(Cell(0, TEXT, "a")).is_left_out(item(None), WEIGHT, [0])
