"""The figures of a table's items, each with its unit and its period, as found."""

from __future__ import annotations

from extract.folding import fold, mend_breaks
from extract.found_figures import FoundFigure
from extract.grid import Grid
from extract.owners import Owned
from extract.reading import Column, Measure, Role
from extract.shapes import Shape, names_money, shape_of
from extract.words import words

_YEARS = frozenset(words("table", "years"))
_MONEY = frozenset({Measure.BUDGET, Measure.AMOUNT})
"""What a row's things are counted in is no unit of what they cost."""


def found_figure(owned: Owned, table: int, grid: Grid, columns: tuple[Column, ...]) -> FoundFigure:
    """A figure that an item owns, in table number ``table``: its unit also from the column that names what is
    counted, its period also from the year beside it."""
    unit = owned.column.unit
    measured = next((column for column in columns if column.role is Role.UNIT_OF_MEASURE), None)
    if measured is not None and owned.node.row is not None:
        counted = mend_breaks(grid.text(owned.cell.row, measured.column))
        if owned.measure not in _MONEY or names_money(counted):
            unit = " ".join(part for part in (counted, unit) if part)
    return FoundFigure(
        node=owned.node,
        measure=owned.measure,
        raw=owned.raw,
        table=table,
        row=owned.cell.row,
        column=owned.cell.column,
        position=owned.position,
        period=owned.column.period or _year_beside(owned, grid, columns),
        unit=unit,
        bound=owned.column.bound,
        place=owned.cell.place,
        confidence=round(min(owned.confidence, max(owned.column.confidence, 0.5)), 3),
        evidence=owned.evidence,
    )


def _year_beside(owned: Owned, grid: Grid, columns: tuple[Column, ...]) -> tuple[str, ...]:
    """The year that the same row states under the figure's own band ("Línea de base" over "Año | Valor")."""
    band = owned.column.levels[:-1]
    for other in columns if band else ():
        if other.levels[:-1] == band and fold(other.levels[-1]) in _YEARS:
            year = grid.text(owned.cell.row, other.column)
            return (year,) if shape_of(year) is Shape.YEAR else ()
    return ()
