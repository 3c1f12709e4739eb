"""Rows of cells that end at measured edges become one grid of columns.

RTF specification 1.9.1, "Table Definitions": a row states its left edge (``\\trleft``) and where each cell
ends (``\\cellx``), in twips. ``\\clmgf`` and ``\\clmrg`` merge cells across, ``\\clvmgf`` and ``\\clvmrg``
down. Edges are settled by the rule of .docx tables, whose unit is the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.docx.grid import Merge, Placed, Slot, placed
from ingest.rtf.drafts import DraftCell, DraftRow

_UNMEASURED = 1440
"""Twips that a cell without an edge of its own is taken to be wide: the same in all rows of a table."""


class _Measured(NamedTuple):
    left: int
    right: int
    merge: Merge
    cell: DraftCell


def grid_of(rows: Sequence[DraftRow], most: int) -> tuple[list[Placed[DraftCell]], int]:
    """The cells in reading order, and how many of the rows they come from: fewer than given where rows
    times columns would pass ``most``."""
    farthest = max((cell.edge for row in rows for cell in row.shape.cells), default=0)
    measured = [_measured(row, farthest) for row in rows]
    edges = sorted({edge for row in measured for cell in row for edge in (cell.left, cell.right)})
    widths = [right - left for left, right in pairwise(edges)]
    slots = [
        [
            Slot(bisect_left(edges, cell.left), bisect_left(edges, cell.right), cell.merge, cell.cell)
            for cell in row
        ]
        for row in measured
    ]
    return placed(slots, widths, most)


def _measured(row: DraftRow, farthest: int) -> list[_Measured]:
    """The cells of a row from edge to edge, each at least a twip wide, merged across."""
    shapes = row.shape.cells
    left = min(row.shape.left, shapes[0].edge - 1) if shapes else row.shape.left
    found: list[_Measured] = []
    is_merging = False
    for number, cell in enumerate(row.cells):
        if number < len(shapes):
            shape = shapes[number]
            right = max(shape.edge, left + 1)
            merge = Merge.CONTINUE if shape.goes_on_down else Merge.NONE
            merge = Merge.RESTART if shape.starts_down else merge
            if shape.goes_on_across and is_merging:
                before = found.pop()
                before.cell.covered.append(cell)
                found.append(before._replace(right=right))
                left = right
                continue
            is_merging = shape.starts_across
        else:
            is_merging = False
            merge = Merge.NONE
            right = max(farthest, left) + _UNMEASURED
        found.append(_Measured(left, right, merge, cell))
        left = right
    return found
