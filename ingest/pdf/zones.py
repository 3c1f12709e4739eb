"""Tables side by side: the free text of a page cut at the gutters between them.

A gutter is a gap that stays open over some lines with whole tables on both sides: each has labels before its
figures or words in two columns at least, and either the rules of both end at the gutter, or the lines of the
one do not stand level with those of the other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.pdf.lines import Chunk, Line
from ingest.pdf.patience import ask
from ingest.pdf.rulings import Rulings
from ingest.pdf.values import is_value

_NARROWEST = 1.0
"""Ems."""
_LINES = 3
"""A table beside another has at least so many lines with two pieces of text."""
_REACH = 12.0
"""Points beyond the middle of a gutter that a rule may reach."""
_LEVEL = 0.15
"""Ems: baselines this near are level."""

_YEAR = re.compile("(?:19|20)[0-9]{2}")


@dataclass
class _Gutter:
    x0: float
    x1: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Zone:
    """Words that are looked at by themselves, and the x between which they stand."""

    words: tuple[int, ...]
    x0: float
    x1: float


def zones(lines: Sequence[Line], rulings: Rulings) -> list[Zone]:
    """The zones of a page's lines, from left to right; the last is what stands beside no gutter."""
    cut: list[Zone] = []
    gone: set[int] = set()
    for gutter in _gutters(lines):
        ask()
        own = lines[gutter.first : gutter.last + 1]
        middle = (gutter.x0 + gutter.x1) / 2
        chunks = [chunk for line in own for chunk in line.chunks if gone.isdisjoint(chunk.words)]
        left = [chunk for chunk in chunks if chunk.x1 <= middle]
        right = [chunk for chunk in chunks if chunk.x0 >= middle]
        if not _is_table(left) or not _is_table(right) or not _labelled(right):
            continue
        if not _rules_end(rulings, gutter, own) and not _out_of_step(left, right):
            continue
        for side, x0, x1 in (
            (left, float("-inf"), middle),
            (right, middle, float("inf")),
        ):
            words = tuple(word for chunk in side for word in chunk.words)
            cut.append(Zone(words, x0, x1))
            gone.update(words)
    rest = tuple(word for line in lines for chunk in line.chunks for word in chunk.words if word not in gone)
    return [*cut, Zone(rest, float("-inf"), float("inf"))]


def _gutters(lines: Sequence[Line]) -> list[_Gutter]:
    """Gaps that stay open from line to line, the widest first."""
    done: list[_Gutter] = []
    active: list[_Gutter] = []
    for i, line in enumerate(lines):
        em = line.size
        still: list[_Gutter] = []
        for gutter in active:
            ask()
            x0, x1 = gutter.x0, gutter.x1
            for chunk in line.chunks:
                if chunk.x1 <= x0 or chunk.x0 >= x1:
                    continue
                if chunk.x1 < x1 - _NARROWEST * em:
                    x0 = chunk.x1
                elif chunk.x0 > x0 + _NARROWEST * em:
                    x1 = chunk.x0
                else:
                    x0 = x1
            near = line.base - lines[gutter.last].base < 3.5 * em
            if x1 - x0 < _NARROWEST * em or not near:
                done.append(gutter)
            else:
                still.append(_Gutter(x0, x1, gutter.first, i))
        active = still
        for a, b in zip(line.chunks, line.chunks[1:], strict=False):
            ask()
            if b.x0 - a.x1 >= _NARROWEST * em and not any(g.x0 < b.x0 and a.x1 < g.x1 for g in active):
                active.append(_Gutter(a.x1, b.x0, i, i))
    found = [gutter for gutter in done + active if gutter.last - gutter.first >= _LINES - 1]
    return sorted(found, key=lambda gutter: gutter.x0 - gutter.x1)


def _is_table(chunks: Sequence[Chunk]) -> bool:
    """Whether pieces of text look like a table by themselves: lines with two of them."""
    rows = _rows(chunks)
    beside = sum(1 for row in rows if len(row) > 1)
    return beside >= max(_LINES, 0.3 * len(rows))


def _labelled(chunks: Sequence[Chunk]) -> bool:
    """Whether lines with several pieces of text begin with words, or with years that follow each other:
    another column of labels."""
    beside = [row for row in _rows(chunks) if len(row) > 1]
    if 2 * sum(1 for row in beside if not is_value(row[0].text)) >= len(beside):
        return True
    years = [int(row[0].text) for row in beside if _YEAR.fullmatch(row[0].text)]
    return len(years) >= max(_LINES, 0.7 * len(beside)) and all(b - a == 1 for a, b in pairwise(years))


def _rows(chunks: Sequence[Chunk]) -> list[list[Chunk]]:
    rows: list[list[Chunk]] = []
    for chunk in sorted(chunks, key=lambda chunk: (chunk.base, chunk.x0)):
        if rows and chunk.base - rows[-1][0].base <= _LEVEL * chunk.size:
            rows[-1].append(chunk)
        else:
            rows.append([chunk])
    for row in rows:
        row.sort(key=lambda chunk: chunk.x0)
    return rows


def _rules_end(rulings: Rulings, gutter: _Gutter, own: Sequence[Line]) -> bool:
    """Whether rules stand on both sides at the height of the lines, three at least, and none runs across."""
    top, foot = own[0].y0 - 2 * own[0].size, own[-1].y1 + own[-1].size
    h = rulings.h[(rulings.h[:, 0] >= top) & (rulings.h[:, 0] <= foot)]
    middle = (gutter.x0 + gutter.x1) / 2
    left = (h[:, 2] <= gutter.x1) & (h[:, 2] < middle + _REACH)
    right = (h[:, 1] >= gutter.x0) & (h[:, 1] > middle - _REACH)
    across = (h[:, 1] < middle - _REACH) & (h[:, 2] > middle + _REACH)
    across &= (h[:, 0] > own[0].base) & (h[:, 0] < own[-1].base)
    chunks = [chunk for line in own for chunk in line.chunks]
    sides = (
        max((c.x1 for c in chunks if c.x1 <= middle), default=middle) - min(c.x0 for c in chunks),
        max(c.x1 for c in chunks) - min((c.x0 for c in chunks if c.x0 >= middle), default=middle),
    )
    wide = [h[side][:, 2] - h[side][:, 1] for side in (left, right)]
    counts = [int((w > 0.6 * side).sum()) for w, side in zip(wide, sides, strict=True)]
    return not across.any() and min(counts) >= 1 and sum(counts) >= 3


def _out_of_step(left: Sequence[Chunk], right: Sequence[Chunk]) -> bool:
    """Whether most lines of either side stand level with none of the other."""
    a, b = [row[0] for row in _rows(left)], [row[0] for row in _rows(right)]
    top, foot = max(a[0].base, b[0].base) - 1, min(a[-1].base, b[-1].base) + 1
    for own, other in ((a, b), (b, a)):
        inside = [chunk for chunk in own if top <= chunk.base <= foot]
        bases = [chunk.base for chunk in other]
        level = sum(1 for chunk in inside if _is_level(chunk, bases))
        if len(inside) < _LINES or level > 0.5 * len(inside):
            return False
    return True


def _is_level(chunk: Chunk, bases: Sequence[float]) -> bool:
    """Whether one of some baselines (from the top) is that of a piece of text."""
    at = bisect_left(bases, chunk.base)
    return any(abs(chunk.base - base) < _LEVEL * chunk.size for base in bases[max(at - 1, 0) : at + 1])
