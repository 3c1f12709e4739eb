"""Tables whose rows are periods of one thing that stands above them ("Meta 1: Certificar empresas" over
"I trimestre | 25 | 24"): the thing is the item, and each of its figures has its row's period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.contents import FIGURES, THINGS
from extract.figures import figures_in
from extract.folding import fold
from extract.grid import Grid
from extract.headers import Layout
from extract.nodes import Node
from extract.outline import Title, node_of_title
from extract.owners import Owned, measure_of
from extract.periods import is_period
from extract.reading import Column, Evidence, ItemKind, Role, RowKind

_NAMING = frozenset({Role.DEADLINE, Role.DESCRIPTION, Role.OTHER, Role.NUMBER, Role.COUNT})
"""Roles that the column of periods may have been given."""
_SHARE = 0.9
_SURE = 0.8


def period_column(
    grid: Grid, layout: Layout, columns: Sequence[Column], kinds: Sequence[RowKind]
) -> int | None:
    """The column whose cells are the periods of the rows, where the table names nothing else."""
    if not layout.header or any(column.role in THINGS for column in columns):
        return None
    rows = [row for row in layout.body if kinds[row] is RowKind.ITEM]
    for column in columns[:2]:
        texts = [text for row in rows if (text := grid.text(row, column.column))]
        if (
            column.role in _NAMING
            and len(rows) >= 2
            and len(set(map(fold, texts))) >= 2
            and sum(map(is_period, texts)) >= _SHARE * len(rows)
            and any(other.role in FIGURES for other in columns if other is not column)
        ):
            return column.column
    return None


def thing_above(title: Title | None, known: Sequence[Node], kind: ItemKind) -> tuple[Node, bool] | None:
    """What the rows speak of: the item that the title names, and whether it is a new one; none without a
    title."""
    if title is None:
        return None
    node = node_of_title(title, kind)
    again = next((one for one in known if fold(one.text) == fold(node.text)), None)
    return (again, False) if again is not None else (node, True)


def figures_by_period(
    grid: Grid,
    layout: Layout,
    columns: Sequence[Column],
    kinds: Sequence[RowKind],
    periods: int,
    node: Node,
) -> list[Owned]:
    """The figures of all rows, each with its row's period beside its column's own."""
    found = []
    for row in layout.body:
        if kinds[row] is not RowKind.ITEM:
            continue
        for column in columns:
            measure = measure_of(column.role)
            cell = grid.at(row, column.column)
            if column.column == periods or measure is None or cell is None or cell.row != row:
                continue
            why = (Evidence("row of a period", grid.text(row, periods), _SURE),)
            dated = replace(column, period=(*column.period, grid.text(row, periods)))
            found += [
                Owned(node, measure, raw, cell, dated, place, _SURE, why)
                for place, raw in enumerate(figures_in(cell.text))
            ]
    return found
