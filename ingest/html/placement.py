"""Where the cells of an HTML table stand: the table model of the HTML standard (4.9.12.1, forming a table),
with three differences. Cells never overlap: one that would is cut short. Rows and columns in which no cell
begins, which only spans make (``colspan="10"`` over five columns), are taken out. Spans that would cover more
than a bound are not followed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.html.parsing import Element

MOST_COLUMNS_SPANNED = 1_000
MOST_ROWS_SPANNED = 65_534
"""As the standard bounds the attributes."""


@dataclass(frozen=True, slots=True)
class SpanningCell:
    element: Element
    row_span: int
    """0: down to the end of the group of rows."""
    column_span: int


@dataclass(frozen=True, slots=True)
class PlacedCell:
    element: Element
    row: int
    column: int
    row_span: int
    column_span: int


Row = Sequence[SpanningCell]


def place(groups: Sequence[Sequence[Row]], most_positions: int) -> list[PlacedCell]:
    """The cells of groups of rows, in reading order. ``most_positions`` bounds the grid positions that
    spans may cover in all; beyond it each cell stands alone."""
    placed: list[PlacedCell] = []
    first = positions = 0
    for rows in groups:
        taken: dict[int, int] = {}
        for number, row in enumerate(rows):
            column = 0
            for cell in row:
                while taken.get(column, 0) > number:
                    column += 1
                down = min(cell.row_span or len(rows), len(rows) - number)
                across = max(cell.column_span, 1)
                if positions + down * across > most_positions:
                    down = across = 1
                across = _free(taken, column, across, number)
                positions += down * across
                for covered in range(column, column + across):
                    taken[covered] = number + down
                placed.append(PlacedCell(cell.element, first + number, column, down, across))
                column += across
        first += len(rows)
    return _compact(_without_overhang(placed))


def _free(taken: dict[int, int], column: int, across: int, row: int) -> int:
    """How many of the columns from ``column`` on nothing from a row above covers."""
    for offset in range(1, across):
        if taken.get(column + offset, 0) > row:
            return offset
    return across


def _without_overhang(cells: Sequence[PlacedCell]) -> list[PlacedCell]:
    """Cells that are alone in their row reach no further than the widest row of several."""
    by_row: dict[int, int] = {}
    for cell in cells:
        by_row[cell.row] = by_row.get(cell.row, 0) + 1
    edge = max((cell.column + cell.column_span for cell in cells if by_row[cell.row] > 1), default=1)
    return [
        cell
        if by_row[cell.row] > 1 or cell.column >= edge
        else PlacedCell(
            cell.element, cell.row, cell.column, cell.row_span, min(cell.column_span, edge - cell.column)
        )
        for cell in cells
    ]


def _compact(cells: Sequence[PlacedCell]) -> list[PlacedCell]:
    """Without the rows and columns that no cell begins in."""
    rows = sorted({cell.row for cell in cells})
    columns = sorted({cell.column for cell in cells})
    compact: list[PlacedCell] = []
    for cell in cells:
        row, row_end = bisect_left(rows, cell.row), bisect_left(rows, cell.row + cell.row_span)
        column, end = bisect_left(columns, cell.column), bisect_left(columns, cell.column + cell.column_span)
        compact.append(PlacedCell(cell.element, row, column, row_end - row, end - column))
    return compact
