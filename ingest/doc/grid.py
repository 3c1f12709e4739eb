"""Rows with edges of their own become one grid: columns are counted over all edges of the table."""

from __future__ import annotations

from collections.abc import Sequence

SNAP = 85
"""Edges this near are one (twips; 1.5 mm): a narrower column holds no text that a person could read."""


def columns(rows: Sequence[Sequence[tuple[int, int]]]) -> dict[int, int]:
    """The column that each edge stands at, for rows of cells given by their left and right edges in twips.

    Edges within ``SNAP`` of the first of a group are one, unless one row has both: no cell is without a
    column.
    """
    rows_of: dict[int, set[int]] = {}
    for number, row in enumerate(rows):
        for left, right in row:
            rows_of.setdefault(left, set()).add(number)
            rows_of.setdefault(right, set()).add(number)
    found: dict[int, int] = {}
    column, first = -1, 0
    taken: set[int] = set()
    for edge in sorted(rows_of):
        if column < 0 or edge - first > SNAP or not taken.isdisjoint(rows_of[edge]):
            column += 1
            first = edge
            taken = set()
        taken |= rows_of[edge]
        found[edge] = column
    return found
