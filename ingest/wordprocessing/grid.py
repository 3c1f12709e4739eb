"""Where the cells of a table stand: columns from spans, vertical merges, one grid of edges for all rows.

ECMA-376 part 1, 17.4: a row lists its cells, each over a number of grid columns (``gridSpan``), after a
number of columns that it leaves out (``gridBefore``). A cell that continues a vertical merge
(``vMerge``) belongs to the cell above it. Columns that no cell begins or ends at are not counted, nor are
slivers that come from borders drawn a hair's breadth apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate, pairwise
from typing import Generic, TypeVar

SLIVER = 113
"""Twentieths of a point (2 mm): where edges stand closer and no cell stands between them, they were meant to
be one. No text fits between: Word's usual margins in a cell are 3.8 mm."""
INDENT = 57
"""Twentieths of a point (1 mm): what a row leaves out before its first cell is a blank from here on."""

Content = TypeVar("Content")


class Merge(Enum):
    """A cell's part in a vertical merge."""

    NONE = "none"
    RESTART = "restart"
    CONTINUE = "continue"


@dataclass(frozen=True, slots=True)
class Slot(Generic[Content]):
    """A cell as its row lists it: grid columns from ``start`` up to ``stop``, before edges are settled."""

    start: int
    stop: int
    merge: Merge
    content: Content


@dataclass(slots=True)
class Placed(Generic[Content]):
    """A cell in the settled grid; ``covered`` are the contents of cells that it covers."""

    row: int
    column: int
    row_span: int
    column_span: int
    content: Content | None
    """``None`` for a blank at the head of a row that begins further right."""
    covered: list[Content]


def placed(
    rows: Sequence[Sequence[Slot[Content]]], widths: Sequence[int], most: int
) -> tuple[list[Placed[Content]], int]:
    """The cells in reading order, and how many of the rows they come from: fewer than given where rows
    times columns would pass ``most``. ``widths`` are those of the grid columns in twentieths of a point
    (zeros where they are not known). Linear in the number of cells, apart from sorting the edges.
    """
    columns = columns_of(rows, widths)
    column_count = max(columns.values(), default=0)
    rows = rows[: most // max(1, column_count)]
    cells: list[Placed[Content]] = []
    above: dict[int, Placed[Content]] = {}
    for at, row in enumerate(rows):
        indent = columns[row[0].start] if row else 0
        cells.extend(Placed(at, column, 1, 1, None, []) for column in range(indent))
        reached: dict[int, Placed[Content]] = {}
        for slot in row:
            column = columns[slot.start]
            span = columns[slot.stop] - column
            owner = above.get(column) if slot.merge is Merge.CONTINUE else None
            if owner is not None and owner.column_span == span:
                owner.row_span = at + 1 - owner.row
                owner.covered.append(slot.content)
            else:
                owner = Placed(at, column, 1, span, slot.content, [])
                cells.append(owner)
            if slot.merge is not Merge.NONE:
                reached[column] = owner
        above = reached
    return cells, len(rows)


def columns_of(rows: Iterable[Sequence[Slot[Content]]], widths: Sequence[int]) -> dict[int, int]:
    """The settled column (from 0) of each edge that a cell begins or ends at."""
    spans = {(slot.start, slot.stop) for row in rows for slot in row}
    edges = sorted({edge for span in spans for edge in span})
    if not edges:
        return {}
    position = [0, *accumulate(max(0, width) for width in widths)]

    def at(edge: int) -> int:
        return position[min(edge, len(position) - 1)]

    spans |= {(0, row[0].start) for row in rows if row and at(row[0].start) >= INDENT}
    columns = {edges[0]: 0}
    column, first = 0, edges[0]
    members = [first]
    for before, edge in pairwise(edges):
        is_known = edge < len(position) and at(edge) > at(before)
        is_sliver = is_known and at(edge) - at(first) < SLIVER
        if is_sliver and not any((member, edge) in spans for member in members):
            members.append(edge)
        else:
            column, first, members = column + 1, edge, [edge]
        columns[edge] = column
    return columns
