"""The rows of a table that state totals, and which rows each of them adds up."""

from __future__ import annotations

from collections.abc import Sequence

from extract.figures import figures_in
from extract.folding import fold, mend_breaks
from extract.grid import Grid
from extract.headers import Layout
from extract.owners import measure_of
from extract.reading import Column, Role, RowKind, Total
from extract.shapes import FIGURED, names_money, shape_of

_PARTIAL = ("subtotal", "sub total")
_ADDING = frozenset({RowKind.ITEM, RowKind.SECTION})


def totals_of(
    grid: Grid, layout: Layout, columns: Sequence[Column], kinds: Sequence[RowKind], table: int
) -> list[Total]:
    """The figures of the total rows of a table, row by row."""
    found = []
    since = layout.body.start
    for row in layout.body:
        if kinds[row] is not RowKind.TOTAL:
            continue
        cells = grid.filled(row)
        label = "" if shape_of(cells[0].text) in FIGURED else cells[0].text.strip()
        partial = fold(label).startswith(_PARTIAL)
        covered = tuple(
            other
            for other in range(since if partial else _start_of_grand(layout, kinds, row), row)
            if kinds[other] in _ADDING
        )
        for cell in cells:
            raws = figures_in(cell.text)
            if (
                (cell is cells[0] and label and len(cells) != 1)
                or len(raws) != 1
                or shape_of(cell.text) not in FIGURED
            ):
                continue
            column = columns[cell.columns.stop - 1]
            found.append(
                Total(
                    table=table,
                    row=row,
                    column=cell.column,
                    label=label,
                    raw=raws[0],
                    measure=measure_of(column.role),
                    covers=covered,
                    period=column.period,
                    unit=" ".join(
                        part
                        for part in (_counted(grid, columns, column, (row, *covered)), column.unit)
                        if part
                    ),
                    place=cell.place,
                    confidence=column.confidence,
                )
            )
        since = row + 1
    return found


def _counted(grid: Grid, columns: Sequence[Column], column: Column, rows: Sequence[int]) -> str:
    """The unit that the rows of a total share; what things cost is not counted in it, unless it is money."""
    unit = _unit_of_rows(grid, columns, rows)
    return "" if column.role in (Role.BUDGET, Role.AMOUNT) and not names_money(unit) else unit


def _unit_of_rows(grid: Grid, columns: Sequence[Column], rows: Sequence[int]) -> str:
    """The unit of measure that a total row states, or that all the rows which it covers share."""
    measured = next((column.column for column in columns if column.role is Role.UNIT_OF_MEASURE), None)
    if measured is None:
        return ""
    units = dict.fromkeys(mend_breaks(text) for row in rows if (text := grid.text(row, measured)))
    return next(iter(units)) if len(units) == 1 else ""


def _start_of_grand(layout: Layout, kinds: Sequence[RowKind], row: int) -> int:
    """Where a total begins to add: after the last total if a section began since (each section has its own),
    else at the top of the table."""
    for other in range(row - 1, layout.body.start - 1, -1):
        if kinds[other] is RowKind.TOTAL:
            opened = any(kinds[between] is RowKind.SECTION for between in range(other + 1, row))
            return other + 1 if opened else layout.body.start
    return layout.body.start
