"""The grid by itself: what holds for any rows of cells."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.docx.ragged import evenness, mended
from ingest.docx.rows import Row
from ingest.wordprocessing.grid import Merge, Slot, columns_of, placed

SPANS = st.lists(st.tuples(st.integers(1, 5), st.sampled_from(Merge)), min_size=1, max_size=6)
ROWS = st.lists(st.tuples(st.integers(0, 3), SPANS), min_size=1, max_size=8)
WIDTHS = st.lists(st.integers(0, 300), max_size=12)


def slots(rows):
    made = []
    for number, (indent, spans) in enumerate(rows):
        at, row = indent, []
        for place, (span, merge) in enumerate(spans):
            row.append(Slot(at, at + span, merge, (number, place)))
            at += span
        made.append(row)
    return made


@given(ROWS, WIDTHS)
def test_cells_never_overlap_and_none_is_lost(rows, widths):
    given_slots = slots(rows)
    cells, read = placed(given_slots, widths, 1_000_000)
    assert read == len(rows)
    taken = set()
    for cell in cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                assert (row, column) not in taken
                taken.add((row, column))
    kept = [cell.content for cell in cells if cell.content is not None]
    covered = [content for cell in cells for content in cell.covered]
    assert sorted(kept + covered) == sorted(slot.content for row in given_slots for slot in row)
    assert kept == sorted(kept)


@given(ROWS, WIDTHS)
def test_columns_keep_the_order_of_edges_and_no_cell_vanishes(rows, widths):
    given_slots = slots(rows)
    columns = columns_of(given_slots, widths)
    edges = sorted(columns)
    assert [columns[edge] for edge in edges] == sorted(columns.values())
    assert all(columns[slot.start] < columns[slot.stop] for row in given_slots for slot in row)


@given(ROWS, st.integers(1, 40))
def test_no_grid_passes_its_limit(rows, most):
    cells, read = placed(slots(rows), [], most)
    height = max((cell.row + cell.row_span for cell in cells), default=0)
    width = max((cell.column + cell.column_span for cell in cells), default=0)
    assert height <= read
    assert height * width <= most


def test_no_rows_have_no_cells():
    assert placed([], [], 10) == ([], 0)


def row(*cells: int, stop: int, indent: int = 0) -> Row:
    """A row of cells of these widths, each over one grid column."""
    made = [Slot(at, at + 1, Merge.NONE, None) for at in range(len(cells))]
    return Row(made, stop=stop, indent=indent, widths=cells)


@given(st.lists(st.integers(200, 3000), min_size=2, max_size=8), st.data())
def test_rows_are_put_where_their_widths_lead(grid, data):
    cuts = sorted(data.draw(st.sets(st.integers(1, len(grid) - 1), min_size=1)))
    edges = [0, *cuts, len(grid)]
    widths = [sum(grid[a:b]) for a, b in pairwise(edges)]
    (found,) = mended([row(*widths, stop=len(widths))], grid)
    if len(widths) < len(grid):
        assert [(slot.start, slot.stop) for slot in found.slots] == [*pairwise(edges)]
    assert found.stop == len(grid)


def test_an_indent_shifts_the_row():
    (found,) = mended([row(1000, 1000, stop=2, indent=1000)], [1000, 1000, 1000])
    assert [(slot.start, slot.stop) for slot in found.slots] == [(1, 2), (2, 3)]


def test_a_grid_of_unknown_widths_mends_nothing():
    rows = [row(1000, 1000, stop=2)]
    assert mended(rows, [0, 0, 0]) == rows
    assert mended(rows, []) == rows


def test_evenness_is_the_share_of_rows_that_end_alike():
    rows = [row(1, 1, stop=2), row(1, 1, stop=2), row(1, stop=1), row(1, 1, stop=2)]
    assert evenness(rows) == 0.75
    assert evenness([]) == 1.0
