"""Rows, cells, merges and nesting, from the marks and sprms that say them."""

from __future__ import annotations

import struct
from typing import Any

import pytest

from ingest.document import Heading, Host, Paragraph, Table
from ingest.limits import Limits

IN_TABLE, ROW_END, DEPTH, INNER_CELL, INNER_ROW_END = 0x2416, 0x2417, 0x6649, 0x244B, 0x244C
FIRST_MERGED, MERGED, DOWN, RESTART = 1, 2, 0x20, 0x40
EDGES = [0, 1000, 2000, 3000]


def test_rows_and_cells(write: Any) -> None:
    file = (
        write.file().add("antes\r").row(["a", "b", "c"], EDGES).row(["d", "e", "f"], EDGES).add("después\r")
    )
    assert file.texts() == ["antes", "después"]
    assert file.cells() == [
        (0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (0, 2, 1, 1, "c"),
        (1, 0, 1, 1, "d"), (1, 1, 1, 1, "e"), (1, 2, 1, 1, "f"),
    ]  # fmt: skip


def test_paragraphs_of_a_cell_are_lines(write: Any) -> None:
    file = write.file()
    file.add("uno\r", write.sprm(IN_TABLE, 1)).row(["dos\x0btres"], [0, 900])
    assert file.cells() == [(0, 0, 1, 1, "uno\ndos\ntres")]


def test_wide_cells_span_the_columns_of_other_rows(write: Any) -> None:
    file = write.file().row(["a", "b"], [0, 2000, 3000]).row(["c", "d", "e"], EDGES)
    assert file.cells()[:2] == [(0, 0, 1, 2, "a"), (0, 2, 1, 1, "b")]


def test_cells_merged_across(write: Any) -> None:
    flags = [FIRST_MERGED, MERGED, 0]
    file = write.file().row(["a", "", "c"], EDGES, flags).row(["d", "e", "f"], EDGES)
    assert file.cells()[:2] == [(0, 0, 1, 2, "a"), (0, 2, 1, 1, "c")]


def test_a_merged_cell_without_a_first_one_stands_alone(write: Any) -> None:
    assert len(write.file().row(["a", "b", "c"], EDGES, [0, MERGED, 0]).cells()) == 3


def test_text_of_a_cell_that_is_merged_to_the_left_is_kept(write: Any) -> None:
    file = write.file().row(["a", "b", "c"], EDGES, [FIRST_MERGED, MERGED, 0]).row(["d", "e", "f"], EDGES)
    assert file.cells()[0] == (0, 0, 1, 2, "a\nb")


def test_cells_merged_down(write: Any) -> None:
    file = write.file()
    file.row(["a", "b"], [0, 1000, 2000], [DOWN | RESTART, 0])
    file.row(["", "c"], [0, 1000, 2000], [DOWN, 0])
    file.row(["", "d"], [4, 1003, 2000], [DOWN, 0])
    file.row(["e", "f"], [0, 1000, 2000], [DOWN | RESTART, 0])
    assert [cell[:5] for cell in file.cells()] == [
        (0, 0, 3, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c"), (2, 1, 1, 1, "d"),
        (3, 0, 1, 1, "e"), (3, 1, 1, 1, "f"),
    ]  # fmt: skip


def test_a_merge_down_needs_a_cell_of_the_same_columns_above(write: Any) -> None:
    file = write.file()
    file.row(["a", "b"], [0, 1000, 2000], [DOWN | RESTART, 0])
    file.row(["", "c"], [0, 1500, 2000], [DOWN, 0])
    assert (1, 0, 1, 2, "") in file.cells()


def test_text_that_a_merged_cell_covers_is_reported(write: Any) -> None:
    file = write.file()
    file.row(["a"], [0, 1000], [DOWN | RESTART]).row(["tapado"], [0, 1000], [DOWN])
    reading = file.reading()
    (table,) = [block for block in reading.blocks() if isinstance(block, Table)]
    assert [cell.text for cell in table.cells] == ["a"]
    assert [problem.kind for problem in reading.problems] == ["covered_text"]


@pytest.mark.parametrize(
    ("code", "operand", "expected"),
    [
        (0x5624, b"\x00\x02", [(0, 2, "a\nb"), (2, 1, "c")]),  # sprmTMerge
        (0x7621, b"\x01\x01\xf4\x01", [(0, 1, "a"), (1, 1, "b"), (2, 2, "c")]),  # sprmTInsert
        (0x7621, b"\x05\x01\xe8\x03", [(0, 1, "a"), (1, 1, "b"), (2, 1, "c")]),  # beyond the row
        (0x7621, b"\x00\xff\x00\x00", [(0, 1, "a"), (1, 1, "b"), (2, 1, "c")]),  # more than a row holds
        (0x5622, b"\x00\x01", [(0, 1, "a"), (1, 1, "b"), (2, 2, "c")]),  # sprmTDelete
        (0x7623, b"\x00\x01\xd0\x07", [(0, 2, "a"), (2, 1, "b"), (3, 1, "c")]),  # sprmTDxaCol
        (0x9601, b"\xe8\x03", [(0, 1, ""), (1, 1, "a"), (2, 1, "b"), (3, 1, "c")]),  # sprmTDxaLeft
    ],
)
def test_changes_to_a_defined_row(write: Any, code: int, operand: bytes, expected: list[Any]) -> None:
    change = code.to_bytes(2, "little") + operand
    file = write.file().row(["a", "b", "c"], EDGES, None, change).row(["d", "e", "f"], EDGES)
    assert [(column, span, text) for row, column, _, span, text in file.cells() if not row] == expected


@pytest.mark.parametrize("code", [0x5400, 0x548A])
def test_rows_at_the_right_margin_end_together(write: Any, code: int) -> None:
    right = write.sprm(code, 2)
    file = write.file().row(["B"], [0, 1000], None, right).row(["media", "5"], [0, 1000, 2000], None, right)
    assert file.cells() == [(0, 0, 1, 1, ""), (0, 1, 1, 1, "B"), (1, 0, 1, 1, "media"), (1, 1, 1, 1, "5")]


def test_rows_of_different_alignment_keep_their_edges(write: Any) -> None:
    file = write.file().row(["B"], [0, 1000], None, write.sprm(0x5400, 2)).row(["a", "5"], [0, 1000, 2000])
    assert file.cells()[0] == (0, 0, 1, 1, "B")


@pytest.mark.parametrize(("indent", "blanks"), [(30, 0), (60, 1), (1000, 1)])
def test_what_a_row_leaves_out_before_its_first_cell_is_blank(write: Any, indent: int, blanks: int) -> None:
    """As ``w:gridBefore`` is in .docx files; a hair's breadth is nothing."""
    file = write.file().row(["a", "b"], [0, 1000, 2000]).row(["c"], [indent, 2000])
    assert [cell for cell in file.cells() if cell[0] == 1][:blanks] == [(1, 0, 1, 1, "")] * blanks
    assert [cell[4] for cell in file.cells() if cell[0] == 1][-1] == "c"


def test_a_split_undoes_a_merge(write: Any) -> None:
    split = (0x5625).to_bytes(2, "little") + b"\x00\x03"
    file = write.file().row(["a", "b", "c"], EDGES, [FIRST_MERGED, MERGED, MERGED], split)
    assert len(file.cells()) == 3


def test_a_vertical_merge_by_its_own_sprm(write: Any) -> None:
    restart, down = write.sprm(0xD62B, b"\x00\x03"), write.sprm(0xD62B, b"\x00\x01")
    file = write.file().row(["a", "b"], [0, 1000, 2000], None, restart)
    file.row(["", "c"], [0, 1000, 2000], None, down)
    assert file.cells()[0] == (0, 0, 2, 1, "a")


def test_a_resized_cell_moves_what_stands_to_its_right(write: Any) -> None:
    wider = (0x7623).to_bytes(2, "little") + b"\x00\x01" + (2000).to_bytes(2, "little")
    file = write.file().row(["a", "b"], [0, 1000, 2000], None, wider).row(["c", "d"], [0, 2000, 3000])
    assert [cell[:4] for cell in file.cells()] == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_only_rows_at_the_top_are_headings(write: Any) -> None:
    header = write.sprm(0x3404, 1)
    file = (
        write.file()
        .row(["a"], [0, 900], None, header)
        .row(["b"], [0, 900])
        .row(["c"], [0, 900], None, header)
    )
    assert [cell.is_header for cell in file.tables()[0].cells] == [True, False, False]


def test_an_empty_paragraph_cuts_a_table_in_two(write: Any) -> None:
    file = write.file().row(["a"], [0, 900]).add("\r").row(["b"], [0, 900])
    assert [table.cells[0].text for table in file.tables()] == ["a", "b"]


def test_tables_that_float_at_different_places_are_two(write: Any) -> None:
    here, there = write.sprm(0x940E, 100), write.sprm(0x940E, 5000)
    file = write.file().row(["a"], [0, 900], None, here).row(["b"], [0, 900], None, there)
    assert len(file.tables()) == 2


def test_a_place_that_is_stated_twice_is_the_same_place(write: Any) -> None:
    """Word states it again in the properties that stand in the Data stream."""
    place = write.sprm(0x360D, 0x60) + write.sprm(0x940F, 100)
    moved = write.sprm(0x940F, 5000) + place
    file = write.file().row(["a"], [0, 900], None, place).row(["b"], [0, 900], None, place, place)
    file.row(["c"], [0, 900], None, moved)
    assert [[cell.text for cell in table.cells] for table in file.tables()] == [["a", "b", "c"]]


def test_cells_without_the_end_of_a_row_are_no_table(write: Any) -> None:
    file = write.file().row(["a"], [0, 900]).add("suelto\x07", write.sprm(IN_TABLE, 1)).add("fin\r")
    assert file.texts() == ["suelto", "fin"]
    assert len(file.tables()) == 1


def test_a_table_inside_a_cell(write: Any) -> None:
    two = write.sprm(DEPTH, 2)
    inside = (write.sprm(IN_TABLE, 1), two)
    end = write.sprm(INNER_CELL, 1)
    file = write.file()
    file.add("antes\r", write.sprm(IN_TABLE, 1), write.sprm(DEPTH, 1))
    file.add("x\r", *inside, end).add("y\r", *inside, end)
    file.add("\r", *inside, end, write.sprm(INNER_ROW_END, 1), write.row_definition([0, 300, 600]))
    file.row(["después", "b"], [0, 1000, 2000])
    outer, inner = file.tables()
    assert [cell.text for cell in outer.cells] == ["antes\ndespués", "b"]
    assert [cell.text for cell in inner.cells] == ["x", "y"]
    assert inner.host == Host(1, 0, 0)
    assert inner.place.path == "body/table[1]/row[1]/table[1]"


def test_a_depth_out_of_all_bounds_is_bounded(write: Any) -> None:
    file = write.file()
    for number in range(50):
        file.add(f"{number}\x07", write.sprm(IN_TABLE, 1), write.sprm(DEPTH, 0x7FFFFFFF))
    reading = file.reading(Limits(table_depth=3))
    assert len(reading.blocks()) == 50
    assert [problem.kind for problem in reading.problems] == ["nested_too_deep"]


def test_a_row_without_definition_still_has_its_cells(write: Any) -> None:
    file = write.file()
    file.add("a\x07", write.sprm(IN_TABLE, 1)).add("b\x07", write.sprm(IN_TABLE, 1))
    file.add("\x07", write.sprm(IN_TABLE, 1), write.sprm(ROW_END, 1))
    assert file.cells() == [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")]


def test_more_cells_than_the_row_defines(write: Any) -> None:
    assert [cell[4] for cell in write.file().row(["a", "b", "c"], [0, 1000]).cells()] == ["a", "b", "c"]


def test_cells_of_no_width_keep_their_columns(write: Any) -> None:
    file = write.file().row(["a", "b", "c"], [0, 1000, 1000, 2000])
    assert [cell[1] for cell in file.cells()] == [0, 1, 2]


def test_a_row_whose_mark_is_deleted_is_gone(write: Any) -> None:
    deleted = write.sprm(0x0800, 1)
    file = write.file().row(["a"], [0, 900])
    file.add([("b", deleted), ("\x07", deleted)], write.sprm(IN_TABLE, 1))
    file.add(
        [("\x07", deleted)], write.sprm(IN_TABLE, 1), write.sprm(ROW_END, 1), write.row_definition([0, 900])
    )
    assert [cell[4] for cell in file.cells()] == ["a"]


def test_a_grid_above_the_limit_is_read_row_by_row(write: Any) -> None:
    file = write.file().row(["a", "b"], [0, 1000, 2000]).row(["c", "d"], [0, 1500, 2000])
    reading = file.reading(Limits(table_cells=4))
    (table,) = [block for block in reading.blocks() if isinstance(block, Table)]
    assert [(cell.row, cell.column) for cell in table.cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert [problem.kind for problem in reading.problems] == ["grid_unsure"]


def test_bold_cells(write: Any) -> None:
    bold = write.sprm(0x0835, 1)
    table = write.file().row([[("Meta", bold)], "x"], [0, 900, 1800]).tables()[0]
    assert [cell.is_bold for cell in table.cells] == [True, False]


def test_a_caption_belongs_to_the_table_after_it(styled: Any) -> None:
    file = styled().add("Cuadro 1. Metas\r", style=2).row(["a"], [0, 900])
    assert file.tables()[0].caption == "Cuadro 1. Metas"
    assert isinstance(file.blocks()[0], Paragraph)


def test_a_row_whose_mark_is_hidden_stays(write: Any) -> None:
    hidden = write.sprm(0x083C, 1)
    file = write.file().row(["a"], [0, 900]).add("b\x07", write.sprm(IN_TABLE, 1))
    file.add(
        [("\x07", hidden)], write.sprm(IN_TABLE, 1), write.sprm(ROW_END, 1), write.row_definition([0, 900])
    )
    assert [cell[4] for cell in file.cells()] == ["a", "b"]


def test_a_deleted_row_that_holds_a_table_stays(write: Any) -> None:
    inside = (write.sprm(IN_TABLE, 1), write.sprm(DEPTH, 2), write.sprm(INNER_CELL, 1))
    file = write.file().add("x\r", *inside)
    file.add("\r", *inside, write.sprm(INNER_ROW_END, 1), write.row_definition([0, 300]))
    file.add("\x07", write.sprm(IN_TABLE, 1))
    deleted = write.sprm(0x0800, 1)
    file.add(
        [("\x07", deleted)], write.sprm(IN_TABLE, 1), write.sprm(ROW_END, 1), write.row_definition([0, 900])
    )
    assert [[cell.text for cell in table.cells] for table in file.tables()] == [[""], ["x"]]


def test_a_main_text_of_no_characters_is_taken_for_a_broken_count(write: Any) -> None:
    file = write.file().add("texto\r")
    file.counts[1] = 6
    reading = file.reading()
    assert [block.text for block in reading.blocks() if isinstance(block, Paragraph)] == ["texto"]
    assert [problem.kind for problem in reading.problems] == ["damaged_part"]


def test_an_indent_counts_from_the_text_of_the_first_cell(write: Any) -> None:
    gap, left = write.sprm(0x9602, 100), write.sprm(0x9601, 400)
    file = write.file()
    file.add("a\x07", write.sprm(IN_TABLE, 1))
    file.add(
        "\x07", write.sprm(IN_TABLE, 1), write.sprm(ROW_END, 1), gap, write.row_definition([0, 900]), left
    )  # fmt: skip
    file.row(["b"], [300, 1200])
    assert [cell[:4] for cell in file.cells()] == [(0, 0, 1, 1), (1, 0, 1, 1)]


def test_a_wider_gap_moves_the_first_edge(write: Any) -> None:
    wider = write.sprm(0x9602, 300)
    file = write.file().row(["a"], [0, 900], None, wider).row(["b", "c"], [-300, 0, 900])
    assert [cell[:4] for cell in file.cells()] == [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_properties_that_do_not_fit_on_their_page_stand_in_the_data_stream(write: Any) -> None:
    row = write.row_definition([0, 500, 1000])
    file = write.file(data=b"\0\0" + struct.pack("<H", len(row)) + row)
    file.add("a\x07", write.sprm(IN_TABLE, 1)).add("b\x07", write.sprm(IN_TABLE, 1))
    file.add("\x07", write.sprm(IN_TABLE, 1), write.sprm(ROW_END, 1), write.sprm(0x646B, 2))
    file.row(["c", "d"], [0, 500, 1000])
    assert [cell[:4] for cell in file.cells()] == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_paragraphs_may_change_their_style_and_their_depth(write: Any, styled: Any) -> None:
    file = styled().add("x\r", write.sprm(0x4600, 1), style=0)
    assert isinstance(file.blocks()[0], Heading)
    inner = (write.sprm(IN_TABLE, 1), write.sprm(DEPTH, 1), write.sprm(0x664A, 1))
    file = write.file().add("x\r", *inner, write.sprm(INNER_CELL, 1))
    file.add(
        "\r", *inner, write.sprm(INNER_CELL, 1), write.sprm(INNER_ROW_END, 1), write.row_definition([0, 9])
    )
    file.row(["y"], [0, 900])
    assert [table.host is None for table in file.tables()] == [True, False]
