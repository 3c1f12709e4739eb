"""Rows of cells that end at measured edges become rows over grid columns.

RTF specification 1.9.1, "Table Definitions": a row states its left edge (``\\trleft``) and where each cell
ends (``\\cellx``), in twips. ``\\clmgf`` and ``\\clmrg`` merge cells across, ``\\clvmgf`` and ``\\clvmrg``
down.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from ingest.rtf.row_shape import RowShape
from ingest.wordprocessing.drafts import DraftCell, DraftTable
from ingest.wordprocessing.grid import Merge, Slot

_UNMEASURED = 1440
"""Twips that a cell without an edge of its own is taken to be wide: the same in all rows of a table."""


class Row(NamedTuple):
    cells: list[DraftCell]
    shape: RowShape


class _Measured(NamedTuple):
    left: int
    right: int
    merge: Merge
    cell: DraftCell


def table_of(rows: Sequence[Row]) -> DraftTable:
    """The table that rows make. Its grid columns lie between all edges of all its rows."""
    farthest = max((cell.edge for row in rows for cell in row.shape.cells), default=0)
    measured = [_measured(row, farthest) for row in rows]
    edges = sorted({edge for row in measured for cell in row for edge in (cell.left, cell.right)})
    return DraftTable(
        [
            [
                Slot(bisect_left(edges, cell.left), bisect_left(edges, cell.right), cell.merge, cell.cell)
                for cell in row
            ]
            for row in measured
        ],
        [right - left for left, right in pairwise(edges)],
        sum(1 for _ in takewhile(lambda row: row.shape.is_header, rows)),
    )


def _measured(row: Row, farthest: int) -> list[_Measured]:
    """The cells of a row from edge to edge, each at least a twip wide, merged across. Blank ones at its end
    that its properties do not know are slips of the writer (LibreOffice ends cells with tables twice)."""
    shapes = row.shape.cells
    left = min(row.shape.left, shapes[0].edge - 1) if shapes else row.shape.left
    found: list[_Measured] = []
    is_merging = False
    cells = row.cells
    while shapes and len(cells) > len(shapes) and cells[-1].is_blank:
        cells = cells[:-1]
    for number, cell in enumerate(cells):
        if number >= len(shapes):
            right = max(farthest, left) + _UNMEASURED
            found.append(_Measured(left, right, Merge.NONE, cell))
            left = right
            continue
        shape = shapes[number]
        right = max(shape.edge, left + 1)
        if shape.goes_on_across and is_merging:
            before = found.pop()
            before.cell.covered.append(cell)
            found.append(before._replace(right=right))
        else:
            is_merging = shape.starts_across
            merge = Merge.CONTINUE if shape.goes_on_down else Merge.NONE
            found.append(_Measured(left, right, Merge.RESTART if shape.starts_down else merge, cell))
        left = right
    return found
