"""Tables drawn with coloured cells: grounds that stand side by side show the columns, also of the rows
between and below them that have no colour.

A header of coloured cells over a white body, or every other row coloured: the seams between the grounds are
the rules of the columns. Coloured rows with the same seams are one table when the rows between them fit into
its columns and stand no further apart than its rows do; so do the rows below the last and above the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from ingest.pdf.lines import Chunk, Line, median
from ingest.pdf.patience import ask
from ingest.pdf.rulings import Rulings
from ingest.pdf.wording import caption

Box = tuple[float, float, float, float, int, int]
"""x0, y0, x1, y1, and how many horizontal and vertical rulings meet in it."""

_SAME = 3.0
"""Points: seams this near are one."""
_PADDING = 0.9
"""Ems: what may stand between the text of a row and the colour or text beside it; more where the rows
themselves have more."""
_LARGER = 1.15
"""Of the text of the table: a heading is set larger."""
_MOST_HEADER_LINES = 8


@dataclass
class _Chain:
    """A table in the making: coloured rows one below the other."""

    x0: float
    y0: float
    x1: float
    y1: float
    xs: list[float]
    bands: list[tuple[float, float]]
    em: float
    padding: float
    counts: tuple[int, int]
    whites: list[list[Line]] = field(default_factory=list)
    """Lines of each gap between coloured rows."""
    above: list[Line] = field(default_factory=list)
    below: list[Line] = field(default_factory=list)

    @property
    def room(self) -> float:
        return max(_PADDING * self.em, min(self.padding, 3.0 * self.em) + 2.0)


def with_bands(rulings: Rulings, boxes: Sequence[Box], lines: Sequence[Line]) -> tuple[list[Box], Rulings]:
    """Boxes of rulings with those put together that are coloured rows of one table, and the rulings with the
    seams of each drawn on through its white rows. ``lines``: the free text of the page."""
    chains: list[_Chain] = []
    other: list[Box] = []
    for box in sorted(boxes, key=lambda box: (box[1], box[0])):
        chain = _started(rulings, box, lines)
        if chain is None:
            other.append(box)
        elif not any(_linked(before, chain, lines) for before in reversed(chains)):
            chains.append(chain)
    if not chains:
        return list(boxes), rulings
    made: list[Box] = list(other)
    h: list[tuple[float, float, float]] = []
    v: list[tuple[float, float, float]] = []
    for chain in chains:
        ask()
        tops = [
            box[1] for box in (*other, *(_box(c) for c in chains if c is not chain)) if box[1] > chain.y1 - 1
        ]
        _downwards(chain, lines, min(tops, default=float("inf")))
        ends = [
            box[3] for box in (*other, *(_box(c) for c in chains if c is not chain)) if box[3] < chain.y0 + 1
        ]
        _upwards(chain, lines, max(ends, default=float("-inf")))
        if chain.whites or chain.above or chain.below:
            _drawn_on(chain, h, v)
        made.append(_box(chain))
    return made, _with(rulings, h, v)


def _box(chain: _Chain) -> Box:
    return chain.x0, chain.y0, chain.x1, chain.y1, *chain.counts


def _started(rulings: Rulings, box: Box, lines: Sequence[Line]) -> _Chain | None:
    """A chain of one box whose columns are parted by the seams of coloured cells alone."""
    ask()
    x0, y0, x1, y1, across, down = box
    own = rulings.inside(x0, y0, x1, y1)
    inner = (own.v[:, 0] > x0 + _SAME) & (own.v[:, 0] < x1 - _SAME)
    if not inner.any() or not own.v_fill.all() or not own.h_fill.all():
        return None
    xs = sorted({round(x, 1) for x in own.v[inner, 0].tolist()})
    text = [line for line in lines if y0 - 1 < line.base < y1 + 1 and line.x0 < x1 and line.x1 > x0]
    chunks = [chunk for line in text for chunk in line.chunks if x0 - 1 < chunk.centre < x1 + 1]
    if not chunks:
        return None
    ys = [y0, *(y for y in own.h[:, 0].tolist() if y0 + _SAME < y < y1 - _SAME), y1]
    em = median([chunk.size for chunk in chunks])
    padding = max(_padding(chunks, y0, y1) for y0, y1 in pairwise(ys))
    return _Chain(x0, y0, x1, y1, [x0, *xs, x1], list(pairwise(ys)), em, padding, (across, down))


def _padding(chunks: Sequence[Chunk], y0: float, y1: float) -> float:
    """Above and below the text of a coloured row, together; 0 where it has none."""
    own = [chunk for chunk in chunks if y0 - 1 < chunk.base < y1 + 1]
    if not own:
        return 0.0
    return max(0.0, y1 - y0 - max(chunk.y1 for chunk in own) + min(chunk.y0 for chunk in own))


def _linked(chain: _Chain, band: _Chain, lines: Sequence[Line]) -> bool:
    """Puts a coloured row into the chain above it, if it belongs there."""
    ask()
    if band.y0 < chain.y1 - 1 or not _shares_columns(chain, band):
        return False
    between = [
        line
        for line in lines
        if chain.y1 - 1 < line.base < band.y0 + 1 and line.x0 < chain.x1 and line.x1 > chain.x0
    ]
    if not between or not _fits(chain, between, chain.y1) or band.y0 - between[-1].y1 > chain.room:
        return False
    chain.whites.append(between)
    chain.xs = _union(chain.xs, band.xs)
    chain.x0, chain.x1 = min(chain.x0, band.x0), max(chain.x1, band.x1)
    chain.bands += [(chain.y1, band.y0), *band.bands]
    chain.y1 = band.y1
    chain.padding = max(chain.padding, band.padding)
    chain.counts = chain.counts[0] + band.counts[0], chain.counts[1] + band.counts[1]
    return True


def _shares_columns(chain: _Chain, band: _Chain) -> bool:
    """Whether the seams of one are all among those of the other."""

    def among(few: Sequence[float], many: Sequence[float]) -> bool:
        return all(any(abs(x - other) <= _SAME for other in many) for x in few)

    return among(band.xs, chain.xs) or among(chain.xs, band.xs)


def _union(xs: Sequence[float], more: Sequence[float]) -> list[float]:
    return sorted([*xs, *(x for x in more if all(abs(x - other) > _SAME for other in xs))])


def _fits(chain: _Chain, between: Sequence[Line], y: float) -> bool:
    """Whether white rows stand within the table, no further from each other and from ``y`` than its rows."""
    for line in between:
        if line.y0 - y > chain.room or line.size > _LARGER * chain.em or caption().match(line.text):
            return False
        if line.x0 < chain.x0 - _SAME or line.x1 > chain.x1 + _SAME:
            return False
        y = max(y, line.y1)
    return True


def _crossed(chain: _Chain, line: Line) -> list[float]:
    """The inner seams that run through a piece of the line's text."""
    return [x for x in chain.xs[1:-1] if any(c.x0 < x - 2 and c.x1 > x + 2 for c in line.chunks)]


def _in_columns(chain: _Chain, line: Line) -> bool:
    """Whether a line has text in two columns at least."""
    return len({_column(chain, chunk) for chunk in line.chunks}) > 1


def _downwards(chain: _Chain, lines: Sequence[Line], floor: float) -> None:
    """Takes the white rows below the last coloured one into the table."""
    taken: list[Line] = []
    last = 0
    y = chain.y1
    for line in lines:
        if line.base < chain.y1 + 1 or line.x0 > chain.x1 or line.x1 < chain.x0:
            continue
        if line.y1 > floor + 1 or not _fits(chain, [line], y):
            break
        tight = bool(taken) and line.base - taken[-1].base < 1.4 * line.size
        taken.append(line)
        y = max(y, line.y1)
        crossed = _crossed(chain, line)
        if (_in_columns(chain, line) and len(crossed) < len(chain.xs) - 2) or (
            tight and not crossed and last == len(taken) - 1
        ):
            last = len(taken)
    chain.below = taken[:last]
    if chain.below:
        chain.y1 = max(line.y1 for line in chain.below) + min(2.0, chain.padding / 2)


def _upwards(chain: _Chain, lines: Sequence[Line], ceiling: float) -> None:
    """Takes the header above the first coloured row into the table, where that has none: lines with text over
    most columns, none of it across a seam, and over them labels of several columns."""
    taken: list[Line] = []
    columns: set[int] = set()
    last = 0
    y = chain.y0
    for line in reversed(lines):
        if line.base > chain.y0 + 1 or line.x0 > chain.x1 or line.x1 < chain.x0:
            continue
        apart = y - line.y1 > chain.room or line.y0 < ceiling
        if apart or not _fits(chain, [line], line.y0) or len(taken) == _MOST_HEADER_LINES:
            break
        headed = len(columns) > max(1.0, 0.6 * (len(chain.xs) - 1))
        if _crossed(chain, line) and not (headed and _centred(chain, line)):
            break
        taken.append(line)
        y = min(y, line.y0)
        columns |= {_column(chain, chunk) for chunk in line.chunks}
        if _in_columns(chain, line) and len(columns) > max(1.0, 0.6 * (len(chain.xs) - 1)):
            last = len(taken)
    chain.above = taken[:last][::-1]
    if chain.above:
        chain.y0 = min(line.y0 for line in chain.above) - 1.0


def _column(chain: _Chain, chunk: Chunk) -> int:
    return sum(1 for x in chain.xs if x < chunk.centre)


def _centred(chain: _Chain, line: Line) -> bool:
    """Whether each text that runs across seams stands in the middle of the columns that it runs over."""
    for chunk in line.chunks:
        inside = [k for k, x in enumerate(chain.xs) if chunk.x0 < x - 2 and chunk.x1 > x + 2]
        if inside:
            if inside[0] == 0 or inside[-1] == len(chain.xs) - 1:
                return False
            middle = (chain.xs[inside[0] - 1] + chain.xs[inside[-1] + 1]) / 2
            if abs(chunk.centre - middle) > chunk.size:
                return False
    return len(line.chunks) > 1


def _drawn_on(
    chain: _Chain, h: list[tuple[float, float, float]], v: list[tuple[float, float, float]]
) -> None:
    """Adds the seams through the white rows, but where text runs across them; a line above the first coloured
    row or below the last that runs across one is a row by itself."""
    for lines in chain.whites:
        y0, y1 = next(band for band in chain.bands if band[0] - 1 < lines[0].base < band[1] + 1)
        crossed = {x for line in lines for x in _crossed(chain, line)}
        v += [(x, y0, y1) for x in chain.xs if x not in crossed]
        h += [(y, chain.x0, chain.x1) for y in (y0, y1)]
    for lines, y0, y1 in (
        (chain.above, chain.y0, chain.bands[0][0]),
        (chain.below, chain.bands[-1][1], chain.y1),
    ):
        if not lines:
            continue
        limits = [y0, *((a.y1 + b.y0) / 2 for a, b in pairwise(lines)), y1]
        h += [(y, chain.x0, chain.x1) for y in (y0, y1)]
        for line, top, bottom in zip(lines, limits[:-1], limits[1:], strict=True):
            crossed = set(_crossed(chain, line))
            v += [(x, top, bottom) for x in chain.xs if x not in crossed]
            if crossed:
                h += [(y, chain.x0, chain.x1) for y in (top, bottom)]


def _with(
    rulings: Rulings, h: Sequence[tuple[float, float, float]], v: Sequence[tuple[float, float, float]]
) -> Rulings:
    """Rulings with more of them, marked as edges of colour."""
    if not h and not v:
        return rulings
    made = replace(
        rulings,
        h=np.concatenate((rulings.h, np.array(h, dtype=np.float64).reshape(-1, 3))),
        v=np.concatenate((rulings.v, np.array(v, dtype=np.float64).reshape(-1, 3))),
        h_fill=np.concatenate((rulings.h_fill, np.ones(len(h), dtype=bool))),
        v_fill=np.concatenate((rulings.v_fill, np.ones(len(v), dtype=bool))),
    )
    by_y, by_x = np.lexsort((made.h[:, 1], made.h[:, 0])), np.lexsort((made.v[:, 1], made.v[:, 0]))
    return replace(made, h=made.h[by_y], h_fill=made.h_fill[by_y], v=made.v[by_x], v_fill=made.v_fill[by_x])
