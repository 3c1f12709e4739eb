"""Columns from text: the gaps that stay open from line to line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ingest.pdf.glyphs import Flags
from ingest.pdf.lines import Line
from ingest.pdf.patience import ask
from ingest.pdf.pdfium import Floats
from ingest.pdf.values import is_figure

_MOST = 100
"""Gaps: what has more of them is no table but scattered signs, and weighing each would take minutes."""
_STEP = 0.5
"""Points between the places that are looked at."""


@dataclass(frozen=True, slots=True)
class Separator:
    """An open gap between two columns: where it runs, and how many lines have text on both sides."""

    x: float
    left: float
    right: float
    support: float
    crossed: float
    first: float
    last: float
    """The limits inside which no better place was found."""


def separators(
    lines: Sequence[Line], x0: float, x1: float, em: float, *, narrowest: float, least: float, crossing: float
) -> list[Separator]:
    """The gaps that part the columns of ``lines`` between x0 and x1.

    A place separates when at least ``least`` lines have text on both sides of it and a gap there, and the
    lines whose text runs across are fewer than ``crossing`` times those. A line with a single chunk that
    runs across counts half: titles and section rows do. ``narrowest``: ems that the gap has to be wide.
    """
    count = int((x1 - x0) / _STEP) + 2
    if count < 3 or len(lines) < 1:
        return []
    gaps, texts = np.zeros(count + 1), np.zeros(count + 1)
    for line in lines:
        weight = 0.5 if len(line.chunks) == 1 else 1.0
        right, after_figure = None, False
        for chunk in line.chunks:
            a, b = _at(chunk.x0 - x0, count), _at(chunk.x1 - x0, count)
            texts[a] += weight
            texts[b + 1 if b + 1 <= count else count] -= weight
            figure = is_figure(chunk.text)
            if right is not None and a > right:
                # Two figures never share a cell.
                sure = 2.0 if figure and after_figure else 1.0
                gaps[right] += sure
                gaps[a] -= sure
            right = b if right is None else max(right, b)
            after_figure = figure
    support, cross = np.cumsum(gaps)[:count], np.cumsum(texts)[:count]
    found: list[Separator] = []
    # Strictest first: where few lines cross, a sparse column still parts two gaps that a lenient look would
    # take for one.
    enough = support >= least
    before: Flags | None = None
    for share in (0.0, 0.05, 0.12, 0.25, 1.0) if enough.any() else ():
        good = enough & (cross <= share * crossing * support)
        if before is not None and np.array_equal(good, before):
            continue
        before = good
        found += [
            new for new in _gaps(good, support, cross, x0, narrowest * em) if not _holds_one(new, found)
        ]
    if len(found) > _MOST:
        return []
    return _with_columns_beside(sorted(found, key=lambda s: s.x), lines)


def _holds_one(gap: Separator, found: Sequence[Separator]) -> bool:
    ask()
    return any(gap.first < old.x < gap.last for old in found)


def _at(offset: float, count: int) -> int:
    return min(max(round(offset / _STEP), 0), count - 1)


def _gaps(good: Flags, support: Floats, cross: Floats, x0: float, narrowest: float) -> list[Separator]:
    """Runs of good places, each narrowed to where it is best."""
    padded = np.concatenate(([False], good, [False]))
    starts = np.flatnonzero(~padded[:-1] & padded[1:])
    stops = np.flatnonzero(padded[:-1] & ~padded[1:])
    found: list[Separator] = []
    for start, stop in zip(starts.tolist(), stops.tolist(), strict=True):
        worth = support[start:stop] - 2.0 * cross[start:stop]
        best = worth.max()
        inside = np.flatnonzero(worth >= best - 1e-9)
        a = b = int(inside[0])
        # The widest stretch of best places.
        run_start = a
        for i, j in zip(inside.tolist(), [*inside.tolist()[1:], -5], strict=True):
            if j != i + 1:
                if i - run_start >= b - a:
                    a, b = run_start, i
                run_start = j
        left, right = x0 + (start + a) * _STEP, x0 + (start + b) * _STEP
        if (stop - start) * _STEP < narrowest:
            continue
        place = start + (a + b) // 2
        found.append(
            Separator(
                (left + right) / 2,
                left,
                right,
                float(support[place]),
                float(cross[place]),
                x0 + start * _STEP,
                x0 + stop * _STEP,
            )
        )
    return found


def _with_columns_beside(found: list[Separator], lines: Sequence[Line]) -> list[Separator]:
    """Separators that have, on one line at least, text wholly in the column before and wholly in the one
    after: what never stands side by side is one column (a header that ends left of its figures). Of two
    such neighbours the nearer one takes what stands alone."""
    kept = list(found)
    while kept:
        limits = [float("-inf"), *(s.x for s in kept), float("inf")]
        beside = [0] * len(kept)
        for line in lines:
            ask()
            inside = set()
            for chunk in line.chunks:
                k = sum(1 for x in limits[1:-1] if x <= chunk.centre)
                if chunk.x0 >= limits[k] - 2 and chunk.x1 <= limits[k + 1] + 2:
                    inside.add(k)
            for k in range(len(kept)):
                beside[k] += k in inside and k + 1 in inside
        alone = [k for k, count in enumerate(beside) if not count]
        if not alone:
            break
        del kept[min(alone, key=lambda k: _distance(lines, limits[k : k + 3]))]
    return kept


def _distance(lines: Sequence[Line], limits: Sequence[float]) -> float:
    """Between the text of two neighbouring columns (three limits)."""
    chunks = [chunk for line in lines for chunk in line.chunks]
    left = [chunk.x1 for chunk in chunks if limits[0] <= chunk.centre < limits[1]]
    right = [chunk.x0 for chunk in chunks if limits[1] <= chunk.centre < limits[2]]
    return min(right, default=limits[1]) - max(left, default=limits[1])
