"""Rulings: the horizontal and vertical lines of a page, joined from whatever pieces they were drawn in.

Strokes, sides of stroked rectangles, thin filled rectangles, dashes, dots and double rules all come out as
one ruling each. Filled areas give their edges too, marked as such: a band of colour bounds a row as well
as a line does, where it ends in another colour.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ingest.pdf.frame import turned
from ingest.pdf.glyphs import Flags
from ingest.pdf.paths import Paths, is_white
from ingest.pdf.pdfium import Floats, Indices

THIN = 3.2
"""Points: a filled rectangle up to this is a line; two rules this near are one double rule."""
_JOIN = 4.5
"""Points: pieces of one line may stand this far apart (dashes, rules broken at crossings)."""
_SHORTEST = 5.0
"""Points: anything shorter rules nothing."""
_CELL = 9.0
"""Points: a coloured area smaller than this each way is the ground of no cell."""
_MOST_FILLS = 1500
_MOST_PAIRS = 2_000_000
"""Of lines and areas looked at together: bounds the memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Rulings:
    """In the frame, in points. ``h`` rows are y, x0, x1; ``v`` rows are x, y0, y1; both sorted."""

    h: Floats
    v: Floats
    h_fill: Flags
    """The line is only the edge of a filled area."""
    v_fill: Flags
    fills: Floats
    """(n, 4): coloured areas, no lines."""
    curves: Floats
    """(n, 4): the boxes of curved and oblique paths."""
    pictures: Floats

    def inside(self, x0: float, y0: float, x1: float, y1: float, slack: float = 2.0) -> Rulings:
        h = (self.h[:, 0] >= y0 - slack) & (self.h[:, 0] <= y1 + slack)
        h &= (self.h[:, 2] > x0 + slack) & (self.h[:, 1] < x1 - slack)
        v = (self.v[:, 0] >= x0 - slack) & (self.v[:, 0] <= x1 + slack)
        v &= (self.v[:, 2] > y0 + slack) & (self.v[:, 1] < y1 - slack)
        f = (
            (self.fills[:, 0] < x1)
            & (self.fills[:, 2] > x0)
            & (self.fills[:, 1] < y1)
            & (self.fills[:, 3] > y0)
        )
        fills = self.fills[f]
        return Rulings(
            self.h[h], self.v[v], self.h_fill[h], self.v_fill[v], fills, self.curves, self.pictures
        )

    def between(self, x0: float, x1: float) -> Rulings:
        """Those horizontal rulings whose middle stands between two x, and all that is no such ruling."""
        middle = (self.h[:, 1] + self.h[:, 2]) / 2
        own = (middle > x0) & (middle < x1)
        return replace(self, h=self.h[own], h_fill=self.h_fill[own])

    def none(self) -> Rulings:
        """Without any ruling."""
        return replace(self, h=self.h[:0], v=self.v[:0], h_fill=self.h_fill[:0], v_fill=self.v_fill[:0])

    def level_only(self) -> Rulings:
        """Without the vertical rulings."""
        return replace(self, v=self.v[:0], v_fill=self.v_fill[:0])


def find_rulings(paths: Paths, turn: int, width: float, height: float) -> Rulings:
    """The rulings of a page in the frame turned by ``turn``."""
    curves, pictures = (_turned(boxes, turn, width, height) for boxes in (paths.oblique, paths.pictures))
    strokes, fills = _turned(paths.strokes, turn, width, height), _turned(paths.fills, turn, width, height)
    fill_ink = paths.fill_ink
    if turn % 2:
        width, height = height, width
    spans = fills[:, 2:4] - fills[:, 0:2]
    thin = spans.min(axis=1) <= THIN if len(fills) else np.zeros(0, bool)
    large = (spans[:, 0] > 0.9 * width) & (spans[:, 1] > 0.5 * height)
    coloured = ~thin & ~large & ~is_white(fill_ink)
    areas, inks = fills[coloured], fill_ink[coloured]
    lines = np.concatenate((strokes, fills[thin]))
    white = is_white(np.concatenate((paths.stroke_ink, fill_ink[thin])))
    if white.any():
        lines = lines[~white | _touching(lines, areas, white)]
    extent = lines[:, 2:4] - lines[:, 0:2]
    flat, steep = extent[:, 1] <= THIN, extent[:, 0] <= THIN
    # A dot is a piece of a dotted line of either direction.
    x0, y0, x1, y1 = lines[flat].T
    h = _joined(np.array(((y0 + y1) / 2, x0, x1)).T)
    x0, y0, x1, y1 = lines[steep].T
    v = _joined(np.array(((x0 + x1) / 2, y0, y1)).T)
    edges_h, edges_v = _edges(areas, inks)
    edges_h, edges_v = _beyond(edges_h, h), _beyond(edges_v, v)
    h, h_fill = _sorted(h, edges_h)
    v, v_fill = _sorted(v, edges_v)
    return Rulings(h, v, h_fill, v_fill, areas, curves, pictures)


def _touching(lines: Floats, areas: Floats, asked: Flags) -> Flags:
    """Which of the lines asked about touch a coloured area: a white line is seen on colour only."""
    result = np.zeros(len(lines), dtype=bool)
    which = asked.nonzero()[0]
    step = max(_MOST_PAIRS // max(len(areas), 1), 1)
    for some in (which[k : k + step] for k in range(0, len(which) if len(areas) else 0, step)):
        x0, y0, x1, y1 = (column[:, None] for column in lines[some, :4].T)
        hit = (
            (x0 < areas[:, 2] + 1.5)
            & (x1 > areas[:, 0] - 1.5)
            & (y0 < areas[:, 3] + 1.5)
            & (y1 > areas[:, 1] - 1.5)
        )
        result[some] = hit.any(axis=1)
    return result


def _sorted(drawn: Floats, edges: Floats) -> tuple[Floats, Flags]:
    if not len(edges):
        return drawn[np.lexsort((drawn[:, 1], drawn[:, 0]))], np.zeros(len(drawn), bool)
    both = np.concatenate((drawn, edges))
    is_edge = np.concatenate((np.zeros(len(drawn), bool), np.ones(len(edges), bool)))
    order = np.lexsort((both[:, 1], both[:, 0]))
    return both[order], is_edge[order]


def _turned(boxes: Floats, turn: int, width: float, height: float) -> Floats:
    if not turn % 4 or not len(boxes):
        return boxes
    a, b = turned(boxes[:, :2], turn, width, height), turned(boxes[:, 2:4], turn, width, height)
    return np.concatenate((np.minimum(a, b), np.maximum(a, b), boxes[:, 4:]), axis=1)


def _joined(pieces: Floats) -> Floats:
    """Pieces (position, start, stop) of lines joined: first by position, then along it."""
    if not len(pieces):
        return pieces.reshape(0, 3)
    pieces = pieces[pieces[:, 0].argsort(kind="stable")]
    lane = _lanes(pieces[:, 0])
    order = np.lexsort((pieces[:, 1], lane))
    lane, (at, start, stop) = lane[order], pieces[order].T
    # How far the pieces so far reach; lanes are set so far apart that none reaches into the next.
    apart = lane * (float(np.abs(pieces[:, 1:]).max()) * 2.0 + 2.0 * _JOIN)
    reach = np.maximum.accumulate(stop + apart)
    opens = np.concatenate(([True], (start + apart)[1:] > reach[:-1] + _JOIN))
    first = opens.nonzero()[0]
    length = np.maximum(stop - start, 0.01)
    made: Floats = np.array(
        (
            np.add.reduceat(length * at, first) / np.add.reduceat(length, first),
            start[first],
            np.maximum.reduceat(stop, first),
        )
    ).T
    kept: Floats = made[made[:, 2] - made[:, 1] >= _SHORTEST]
    return kept


def _lanes(positions: Floats) -> Indices:
    """Numbers of the lines that sorted positions belong to: a chain of small steps is one line, as long as
    the chain stays thin."""
    lane: Indices = np.zeros(len(positions), dtype=np.int64)
    np.cumsum(positions[1:] - positions[:-1] > THIN / 2 + 0.2, out=lane[1:])
    begin = np.concatenate(([True], lane[1:] != lane[:-1])).nonzero()[0]
    end = np.append(begin[1:], len(positions))
    thick = (positions[end - 1] - positions[begin] > THIN).nonzero()[0]
    for start, stop in zip(begin[thick].tolist(), end[thick].tolist(), strict=True):
        first = positions[start]
        for i in range(start + 1, stop):
            if positions[i] - first > THIN:
                first = positions[i]
                lane[i:] += 1
    return lane


def _edges(areas: Floats, inks: np.ndarray) -> tuple[Floats, Floats]:
    """The edges of filled areas, where the colour changes: (y, x0, x1) and (x, y0, y1)."""
    none = np.zeros((0, 3))
    if not len(areas):
        return none, none
    tall = (areas[:, 3] - areas[:, 1] >= 6.0) & (areas[:, 2] - areas[:, 0] >= 6.0)
    areas, inks = areas[tall], inks[tall]
    if not len(areas) or len(areas) > _MOST_FILLS:
        return none, none
    x0, y0, x1, y1 = areas.T
    h = np.concatenate((areas[:, [1, 0, 2]], areas[:, [3, 0, 2]]))
    v = np.concatenate((areas[:, [0, 1, 3]], areas[:, [2, 1, 3]]))
    outside_h = np.concatenate((y0 - 1.5, y1 + 1.5))
    outside_v = np.concatenate((x0 - 1.5, x1 + 1.5))
    both = np.concatenate((inks, inks))
    return (
        _joined(_uncovered(h, outside_h, both, areas[:, [1, 3, 0, 2]], inks)),
        _joined(
            np.concatenate((_uncovered(v, outside_v, both, areas[:, [0, 2, 1, 3]], inks), _seams(areas)))
        ),
    )


def _seams(areas: Floats) -> Floats:
    """Where two areas of one height meet side by side (x, y0, y1): the grounds of neighbouring cells, even
    where they have one colour."""
    wide = areas[:, 2] - areas[:, 0] >= _CELL
    tall = areas[:, 3] - areas[:, 1] >= _CELL
    before, after = areas[wide & tall], areas[wide]
    meet = np.abs(before[:, 2][:, None] - after[:, 0]) <= 1.2
    left, right = np.nonzero(meet)
    level = (np.abs(before[left][:, [1, 3]] - after[right][:, [1, 3]]) <= 1.0).all(axis=1)
    left, right = left[level], right[level]
    return np.column_stack(((before[left, 2] + after[right, 0]) / 2, before[left, 1], before[left, 3]))


def _uncovered(
    edges: Floats, outside: Floats, edge_ink: np.ndarray, areas: Floats, inks: np.ndarray
) -> Floats:
    """Edges without those whose outer side is covered by areas of the same colour. Areas are
    (across0, across1, along0, along1) as seen from the edge's direction."""
    near = (areas[:, 0] <= outside[:, None]) & (areas[:, 1] >= outside[:, None])
    near &= edge_ink[:, None] == inks
    edge, area = np.nonzero(near)
    shared = np.minimum(edges[edge, 2], areas[area, 3]) - np.maximum(edges[edge, 1], areas[area, 2])
    covered = np.zeros(len(edges))
    np.maximum.at(covered, edge, shared)
    kept: Floats = edges[covered < 0.7 * (edges[:, 2] - edges[:, 1])]
    return kept


def _beyond(edges: Floats, drawn: Floats) -> Floats:
    """Edges of areas that no drawn line follows already."""
    if not len(edges) or not len(drawn):
        return edges
    covered = np.empty(len(edges))
    step = max(_MOST_PAIRS // len(drawn), 1)
    for k in range(0, len(edges), step):
        y, x0, x1 = (column[:, None] for column in edges[k : k + step].T)
        shared = np.minimum(x1, drawn[:, 2]) - np.maximum(x0, drawn[:, 1])
        near = np.abs(y - drawn[:, 0]) <= THIN
        covered[k : k + step] = np.where(near, np.clip(shared, 0, None), 0.0).sum(axis=1)
    kept: Floats = edges[covered < 0.6 * (edges[:, 2] - edges[:, 1])]
    return kept
