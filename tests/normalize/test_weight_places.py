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


def leaves_out(found, *items, rows=(0,)):
    return [left.row for left in found.left_out(items, WEIGHT, rows)]


@pytest.mark.parametrize("blank", ["", " ", "-", "–", "…", "\u00a0", "___"])
def test_an_empty_cell_leaves_a_weight_out(blank):
    found = places(Cell(0, TEXT, "a"), Cell(0, WEIGHT, "5%"), Cell(1, TEXT, "b"), Cell(1, WEIGHT, blank))
    assert leaves_out(found, item(0), item(1)) == [1]


def test_so_does_a_cell_that_is_not_there():
    assert leaves_out(places(Cell(0, TEXT, "a"), Cell(0, WEIGHT, "5%")), item(1)) == [1]


def test_a_text_that_is_no_number_leaves_nothing_out():
    found = places(Cell(0, TEXT, "a"), Cell(0, WEIGHT, "5%"), Cell(1, TEXT, "b"), Cell(1, WEIGHT, "ver nota"))
    assert leaves_out(found, item(1)) == []


def test_a_merged_cell_speaks_for_all_of_its_rows():
    found = places(Cell(0, TEXT, "a"), Cell(1, TEXT, "b"), Cell(0, WEIGHT, "5%", row_span=2))
    assert leaves_out(found, item(1)) == []
    empty = places(Cell(0, TEXT, "a"), Cell(1, TEXT, "b"), Cell(0, WEIGHT, "", row_span=2))
    assert leaves_out(empty, item(1)) == []


def test_a_row_of_a_form_that_was_left_blank_leaves_nothing_out():
    filled = [Cell(0, TEXT, "a"), Cell(0, OTHER, "quién"), Cell(0, WEIGHT, "5%")]
    template = [
        Cell(1, NUMBER, "2"),
        Cell(1, TEXT, "Otros objetivos"),
        Cell(1, OTHER, ""),
        Cell(1, WEIGHT, ""),
    ]
    assert leaves_out(places(*filled, *template), item(1)) == []


def test_items_outside_of_tables_have_no_place():
    assert leaves_out(places(Cell(0, TEXT, "a")), item(1, table=None)) == []
    assert leaves_out(places(Cell(0, TEXT, "a")), item(1, table=7)) == []
    assert leaves_out(places(Cell(0, TEXT, "a")), item(None)) == []
