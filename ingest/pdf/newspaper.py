"""Newspaper columns: a gutter with running text on one side of it at least, whatever stands on the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.pdf.gutters import Gutter
from ingest.pdf.lines import Chunk, Line, median
from ingest.pdf.patience import ask
from ingest.pdf.prose import PROSE_LINES, column_prose, has_long
from ingest.pdf.rulings import Rulings
from ingest.pdf.typeset import Typeset
from ingest.pdf.values import is_value

_OVERLAP = 0.5
"""Of a gutter's height: what another one shares with it bounds the column beside it."""
_BREAK = 1.25
"""Of the usual distance between lines: more begins a new row or paragraph."""
_LEVEL = 0.3
"""Ems: baselines this near are level."""
_BAND = 1.9
"""Ems between two lines over both columns: what is further apart is another part of the page."""
_MOST_RULES = 0
"""Rules that may run across a gutter between columns."""


@dataclass(frozen=True, slots=True)
class Columns:
    gutter: Gutter
    prose: frozenset[int]
    """Words of running text beside it."""


def newspaper(
    page: Typeset, lines: Sequence[Line], open_gaps: Sequence[Gutter], rulings: Rulings
) -> Columns | None:
    """The tallest gutter between columns of which one at least is running text, as far as they reach."""
    tall = [gutter for gutter in open_gaps if gutter.lines >= PROSE_LINES]
    if not tall or sum(1 for line in lines if has_long(line)) < PROSE_LINES:
        return None
    for gutter in sorted(tall, key=lambda gutter: (-gutter.lines, gutter.x0)):
        ask()
        own = lines[gutter.first : gutter.last + 1]
        low, high = _bounds(gutter, tall)
        sides = [
            [chunk for line in own for chunk in line.chunks if a < chunk.centre < b]
            for a, b in ((low, gutter.middle), (gutter.middle, high))
        ]
        if not all(sides):
            continue
        found = [_running(page, side) for side in sides]
        prose = frozenset(word for words in found for word in words)
        # Long labels with their figures beside them.
        labels = not found[1] and 2 * sum(1 for chunk in sides[1] if is_value(chunk.text)) > len(sides[1])
        if (
            not prose
            or labels
            or _in_rows(sides[0], sides[1], found[0])
            or _in_rows(sides[1], sides[0], found[1])
        ):
            continue
        reach = _reach(lines, gutter, prose)
        if _crossing(rulings, lines, reach) <= _MOST_RULES:
            return Columns(reach, prose)
    return None


def _bounds(gutter: Gutter, tall: Sequence[Gutter]) -> tuple[float, float]:
    """From where to where the columns beside a gutter reach: the middles of the next ones about as tall."""
    low, high = float("-inf"), float("inf")
    for other in tall:
        shared = min(gutter.last, other.last) - max(gutter.first, other.first) + 1
        if other is not gutter and shared > _OVERLAP * gutter.lines:
            if other.x1 <= gutter.middle:
                low = max(low, other.middle)
            elif other.x0 >= gutter.middle:
                high = min(high, other.middle)
    return low, high


def _running(page: Typeset, side: Sequence[Chunk]) -> list[int]:
    return column_prose(page, sorted(word for chunk in side for word in chunk.words))


def _in_rows(side: Sequence[Chunk], other: Sequence[Chunk], prose: Sequence[int]) -> bool:
    """Whether the paragraphs of a column begin level with those of the other: the long cells of a table."""
    running = set(prose)
    own = [chunk for chunk in side if running.issuperset(chunk.words)]
    begins = _begins(own)
    beside = _begins(other)
    level = [base for base in begins if any(abs(base - b) < _LEVEL * own[0].size for b in beside)]
    return len(begins) >= 3 and len(level) >= 0.7 * len(begins)


def _begins(chunks: Sequence[Chunk]) -> list[float]:
    """The first baselines of the paragraphs or rows of a column."""
    bases: list[float] = []
    for chunk in sorted(chunks, key=lambda chunk: chunk.base):
        if not bases or chunk.base - bases[-1] > 0.5 * chunk.size:
            bases.append(chunk.base)
    steps = [b - a for a, b in pairwise(bases)]
    usual = sorted(steps)[len(steps) // 4] if steps else 0.0
    return [b for a, b in pairwise(bases) if b - a > _BREAK * usual]


def _reach(lines: Sequence[Line], gutter: Gutter, prose: frozenset[int]) -> Gutter:
    """A gutter from its first line with running text to its last, and on over the lines that follow without
    room over both columns."""
    running = [
        k
        for k in range(gutter.first, gutter.last + 1)
        if any(prose.issuperset(chunk.words) for chunk in lines[k].chunks)
    ]
    first, last = running[0], running[-1]
    while first > gutter.first and _together(lines[first - 1], lines[first], gutter.middle):
        first -= 1
    while last < gutter.last and _together(lines[last], lines[last + 1], gutter.middle):
        last += 1
    return replace(gutter, first=first, last=last)


def _together(above: Line, below: Line, x: float) -> bool:
    """Whether two lines stand in one part of the page: near each other, or on one side of x both."""
    if below.base - above.base < _BAND * max(above.size, below.size):
        return True
    return (above.x1 < x and below.x1 < x) or (above.x0 > x and below.x0 > x)


def _crossing(rulings: Rulings, lines: Sequence[Line], gutter: Gutter) -> int:
    """Rules that run across a gutter, between its lines."""
    h = rulings.h
    inside = (h[:, 0] > lines[gutter.first].base) & (h[:, 0] < lines[gutter.last].base)
    em = median([line.size for line in lines[gutter.first : gutter.last + 1]])
    return int((inside & (h[:, 1] < gutter.x0 - em) & (h[:, 2] > gutter.x1 + em)).sum())
