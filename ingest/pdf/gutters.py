"""Gutters: gaps between pieces of text that stay open from line to line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.pdf.lines import Line
from ingest.pdf.patience import ask

NARROWEST = 1.0
"""Ems."""
FEWEST = 3
"""Lines over which a gutter is open."""
_FARTHEST = 3.5
"""Ems between two lines of it."""


@dataclass(slots=True)
class Gutter:
    x0: float
    x1: float
    first: int
    last: int
    """Lines, both included."""

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def lines(self) -> int:
        return self.last - self.first + 1


def gutters(lines: Sequence[Line]) -> list[Gutter]:
    """Gaps that stay open from line to line, the widest first."""
    done: list[Gutter] = []
    active: list[Gutter] = []
    for i, line in enumerate(lines):
        em = line.size
        still: list[Gutter] = []
        for gutter in active:
            ask()
            x0, x1 = gutter.x0, gutter.x1
            for chunk in line.chunks:
                if chunk.x1 <= x0 or chunk.x0 >= x1:
                    continue
                if chunk.x1 < x1 - NARROWEST * em:
                    x0 = chunk.x1
                elif chunk.x0 > x0 + NARROWEST * em:
                    x1 = chunk.x0
                else:
                    x0 = x1
            near = line.base - lines[gutter.last].base < _FARTHEST * em
            if x1 - x0 < NARROWEST * em or not near:
                done.append(gutter)
            else:
                still.append(Gutter(x0, x1, gutter.first, i))
        active = still
        for x0, x1, first in _opening(lines, i):
            ask()
            if x1 - x0 >= NARROWEST * em and not any(g.x0 < x1 and x0 < g.x1 for g in active):
                active.append(Gutter(x0, x1, first, i))
    found = [gutter for gutter in done + active if gutter.lines >= FEWEST]
    return sorted(found, key=lambda gutter: gutter.x0 - gutter.x1)


def _opening(lines: Sequence[Line], i: int) -> list[tuple[float, float, int]]:
    """Gaps that a line opens, with the line that each begins with: between its own pieces, or between it and
    the line just above, where that stands wholly beside it."""
    line = lines[i]
    found = [(a.x1, b.x0, i) for a, b in pairwise(line.chunks)]
    above = lines[i - 1] if i else line
    if line.base - above.base < line.size:
        if above.x1 < line.x0:
            found.append((above.x1, line.x0, i - 1))
        elif line.x1 < above.x0:
            found.append((line.x1, above.x0, i - 1))
    return found
