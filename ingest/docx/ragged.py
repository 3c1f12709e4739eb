"""Rows that do not fill the grid: placed by the widths of their cells where these tell where they stand.

Programs that write Word files do not always say how many grid columns a cell spans. Its width then tells: a
row of two cells of 5 cm over a grid of four columns of 2.5 cm spans two and two, although it says one and
one. Word lays such a row out by the widths.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from ingest.docx.rows import Row
from ingest.wordprocessing.grid import SLIVER


def mended(rows: Sequence[Row], grid: Sequence[int]) -> list[Row]:
    """The rows, those that end before the grid does moved to where the widths of their cells put them.
    ``grid`` are the widths of the grid columns in twentieths of a point."""
    edges = [0, *accumulate(grid)]
    if not all(width > 0 for width in grid):
        return [*rows]
    return [row if row.stop == len(grid) else _by_widths(row, edges) for row in rows]


def evenness(rows: Sequence[Row]) -> float:
    """The share (0 to 1) of the rows that end where most of them do: how far the spans can be trusted."""
    ends = Counter(row.stop for row in rows)
    return max(ends.values()) / len(rows) if rows else 1.0


def _by_widths(row: Row, edges: list[int]) -> Row:
    """The row over the edges that its widths lead to; as it was where one leads to no edge, or where they
    do not fill the grid."""
    if not all(row.widths):
        return row
    reached = [_nearest(edges, at) for at in accumulate(row.widths, initial=row.indent)]
    if any(edge is None for edge in reached) or reached[-1] != len(edges) - 1:
        return row
    found = [edge for edge in reached if edge is not None]
    if any(before >= after for before, after in pairwise(found)):
        return row
    slots = [
        replace(slot, start=start, stop=stop)
        for slot, (start, stop) in zip(row.slots, pairwise(found), strict=True)
    ]
    return replace(row, slots=slots, stop=found[-1])


def _nearest(edges: list[int], at: int) -> int | None:
    """The edge that a position stands at, give or take a sliver."""
    after = bisect_left(edges, at)
    near = min(
        (edge for edge in (after - 1, after) if 0 <= edge < len(edges)),
        key=lambda edge: abs(edges[edge] - at),
    )
    return near if abs(edges[near] - at) < SLIVER else None
