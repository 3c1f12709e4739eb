"""Where rows and tables end in a run of cells whose rows are not marked.

When Word saves a table as text in this way, each cell begins with a tab on a line of its own and a row ends
with an empty line; but cells may end with empty paragraphs too, so that an empty line is necessary for a
row's end without being sufficient, and the number of columns is nowhere said. Of all ways to part the cells
into tables, rows and loose cells, the one with the shortest description is taken (minimum description length,
Rissanen 1978), in bits (``word_costs``):

- a table costs ``TABLE + COLUMN * k`` for its k columns, ``FEW_ROWS`` more with less than two full rows;
- a full row of k cells costs ``FULL_ROW``; a row of fewer cells (a title, a total, a band: its cells span
  columns) ``TITLE`` before the table's first full row, ``SPANNING`` after it, more for several cells;
- the empty lines behind a cell cost by where it stands: few inside a row, one or two at its end, two or more
  at a table's end (``Blanks``); the shares are learnt from the text itself, in up to three rounds;
- a cell's content (empty, figure, short, long: ``contents``) costs what the column's earlier cells make of
  it, minus the logarithm of ``(n + 0.4) / (N + 1.6)`` where n of N earlier cells are like it. This finds the
  repetition: figures under figures, empty cells under empty cells; words where a column has held figures
  alone cost more;
- the first full row may be a header: short texts, cheap whatever stands below;
- text behind empty lines inside a cell may be a paragraph after the table (a cut): leaving it in the cell
  costs ``SWALLOW``, more where the cell would begin empty.

The search is exact over all of these but for one thing: of two ways to reach the same cell with the same
number of columns, only the cheaper is kept, though their columns' earlier cells may differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.text.word_costs import MARKED, MOST_COLUMNS, UNMARKED, Blanks, bits
from ingest.text.word_parts import CellFacts, RowSpan, TableRun
from ingest.text.word_search import Search

_ROUNDS = 3
"""Searches, each with the shares of empty lines that the one before has found."""


def part(cells: Sequence[CellFacts]) -> list[TableRun]:
    """The tables and loose cells that ``cells`` make, in order, covering each cell once. Time and memory
    grow linearly with the cells."""
    if not any(cell.blanks for cell in cells[:-1]):
        return Search(cells, UNMARKED, MOST_COLUMNS).runs()
    blanks = MARKED
    runs: list[TableRun] = []
    for _ in range(_ROUNDS):
        before = runs
        runs = _joined(_searched(cells, 0, len(cells), blanks, MOST_COLUMNS), cells)
        if runs == before:
            break
        blanks = _learnt(cells, runs)
    return runs


def _searched(
    cells: Sequence[CellFacts], start: int, stop: int, blanks: Blanks, most_columns: int
) -> list[TableRun]:
    """The best parts of the cells from ``start`` to ``stop``; what looks wider than it is, searched again."""
    runs: list[TableRun] = []
    for found in Search(cells[start:stop], blanks, most_columns).runs():
        rows = tuple(RowSpan(row.start + start, row.stop + start) for row in found.rows)
        run = replace(found, rows=rows)
        width = _true_width(run, cells)
        if width < run.columns:
            runs.extend(_searched(cells, rows[0].start, rows[-1].stop, blanks, width))
        else:
            runs.append(run)
    return runs


def _true_width(run: TableRun, cells: Sequence[CellFacts]) -> int:
    """The number of columns of a table, less than ``run.columns`` where its rows are really several each:
    rows that differ by turns (a product, its activities) look like one pattern twice as wide. There, an empty
    line stands in every row at the same place, and at no other as often."""
    full = [row for row in run.rows if row.cells == run.columns]
    if run.columns < 4 or len(full) < 2:
        return run.columns
    always = [all(cells[row.start + column].blanks for row in full) for column in range(run.columns - 1)]
    for width in range(2, run.columns // 2 + 1):
        ends = range(width - 1, run.columns - 1, width)
        if run.columns % width == 0 and all(always[end] for end in ends) and sum(always) == len(ends):
            return width
    return run.columns


def _joined(runs: Sequence[TableRun], cells: Sequence[CellFacts]) -> list[TableRun]:
    """Tables that no text parts, put together again: of one width, where one was unfolded; and a single row
    above a wider table, which is the upper level of its header."""
    joined: list[TableRun] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last is not None and 1 < last.columns <= run.columns and not last.is_cut:
            ends_like_a_row = cells[last.rows[-1].stop - 1].blanks < 2
            is_same = last.columns == run.columns == run.rows[0].cells and ends_like_a_row
            if is_same or (last.columns < run.columns and len(last.rows) == 1):
                joined[-1] = replace(run, rows=last.rows + run.rows)
                continue
        joined.append(run)
    return joined


def _learnt(cells: Sequence[CellFacts], runs: Sequence[TableRun]) -> Blanks:
    """The shares of empty lines inside and at the end of rows, as ``runs`` have them; what was assumed before
    counts as five cells."""
    inside, row_end = [3.5, 0.9, 0.4, 0.2], [1e-9, 3.0, 1.3, 0.7]
    for run in runs:
        if run.columns < 2:
            continue
        for row in run.rows:
            for cell in cells[row.start : row.stop - 1]:
                inside[cell.blanks] += 1
            if row is not run.rows[-1]:
                row_end[cells[row.stop - 1].blanks] += 1
    return replace(
        MARKED,
        inside=bits(*(count / sum(inside) for count in inside)),
        row_end=bits(*(count / sum(row_end) for count in row_end)),
    )
