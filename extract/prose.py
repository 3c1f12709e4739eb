"""Figures in sentences: progress that a cell tells in words ("avance de un 70%", "% Avance: 0")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grid import Grid
from extract.headers import Layout
from extract.nodes import Node
from extract.owners import Owned, Rows
from extract.reading import Column, Evidence, ItemKind, Measure, Role, RowKind
from extract.shapes import Shape, shape_of
from extract.words import either

_TELLING = frozenset({Role.COMPLIANCE, Role.PROGRESS, Role.REMARKS, Role.EXECUTED})
_PROGRESS = re.compile(
    rf"{either('progress')}\w*[^.\n\d%]{{0,24}}?(?P<figure>\d[\d.,]*(?<=\d)\s*%?)", re.IGNORECASE
)


def progress_told(
    grid: Grid, layout: Layout, columns: Sequence[Column], kinds: Sequence[RowKind], nodes: Sequence[Node]
) -> list[Owned]:
    """Progress that the long cells of a table tell. A cell that tells as many figures as its row has items of
    the lowest level gives each its own, in their order; where the numbers differ nothing is guessed."""
    found: list[Owned] = []
    begun = Rows(nodes)
    for column in columns:
        if column.role not in _TELLING:
            continue
        for row in layout.body:
            cell = grid.at(row, column.column)
            if (
                kinds[row] is not RowKind.ITEM
                or cell is None
                or cell.row != row
                or shape_of(cell.text) is not Shape.LONG
            ):
                continue
            told = list(_PROGRESS.finditer(cell.text))
            figures = [match["figure"].strip() for match in told]
            there = [node for node in begun.within(cell.rows) if node.kind is not ItemKind.RESULT]
            lowest = [node for node in there if node.rank == max(other.rank for other in there)]
            if figures and len(figures) == len(lowest):
                found += [
                    Owned(
                        node,
                        Measure.PROGRESS,
                        figure,
                        cell,
                        column,
                        place,
                        0.8,
                        (Evidence("told in words", match.group(), 0.8),),
                    )
                    for place, (node, figure, match) in enumerate(zip(lowest, figures, told, strict=True))
                ]
    return found
