"""What is painted besides text: straight strokes, filled rectangles, pictures; through form XObjects.

Curves and oblique lines are left out: no table is ruled by them, and charts are full of them. Their number
is kept, since it tells a chart from a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

from ingest.pdf import pdfium
from ingest.pdf.clips import EVERYTHING, windows_in_frames
from ingest.pdf.pdfium import Argument, Floats, Function, Indices

Flags = npt.NDArray[np.bool_]

_STRAIGHT = 0.6
"""Points that a stroke may deviate from horizontal or vertical over its whole length."""
_THIN = 3.0
"""Points: a filled outline up to this is a line, though its corners be cut."""
_BESIDE = 0.5
"""Points that a line may lie outside its clipping path and be seen: half its width."""
_FORM_DEPTH = 12
_PAPER = 0xF8


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """On the page as displayed, in points."""

    strokes: Floats
    """(n, 4): x0, y0, x1, y1 of lines parallel to an axis."""
    stroke_ink: Indices
    fills: Floats
    """(n, 4): filled rectangles (thin ones are lines: see ``rulings``), in painting order."""
    fill_ink: Indices
    """Their colours as 0xRRGGBB."""
    pictures: Floats
    """(n, 4): where images are drawn."""
    oblique: Floats
    """(n, 4): the boxes of curved or oblique parts of paths."""
    cut: bool = False
    """There were more than the bound: the rest was not looked at."""

    @property
    def anything(self) -> bool:
        return self.cut or any(map(len, (self.strokes, self.fills, self.pictures, self.oblique)))


def is_white(inks: Indices) -> Flags:
    """Which colours (0xRRGGBB) cannot be told from paper."""
    if not len(inks) or inks.max() < _PAPER << 16:
        return np.zeros(len(inks), dtype=bool)
    white: Flags = ((inks >> 16) >= _PAPER) & ((inks >> 8 & 0xFF) >= _PAPER) & ((inks & 0xFF) >= _PAPER)
    return white


class Collector:
    """Gathers painted things as they come; ``done`` gives the arrays."""

    def __init__(self, width: float, height: float) -> None:
        self.page = (width, height)
        self.strokes: list[tuple[float, float, float, float]] = []
        self.stroke_inks: list[int] = []
        self.fills: list[tuple[float, float, float, float]] = []
        self.inks: list[int] = []
        self.pictures: list[tuple[float, float, float, float]] = []
        self.oblique: list[tuple[float, float, float, float]] = []
        self.cut = False

    def line(self, ax: float, ay: float, bx: float, by: float, ink: int) -> None:
        if abs(ay - by) <= _STRAIGHT or abs(ax - bx) <= _STRAIGHT:
            self.strokes.append((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
            self.stroke_inks.append(ink)
        else:
            self.oblique.append((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))

    def rectangle(self, x0: float, y0: float, x1: float, y1: float, ink: int) -> None:
        self.fills.append((x0, y0, x1, y1))
        self.inks.append(ink)

    def done(self) -> Paths:
        def boxes(rows: Sequence[tuple[float, float, float, float]]) -> Floats:
            return np.array(rows, dtype=np.float64).reshape(-1, 4)

        return _on_page(
            self.page,
            boxes(self.strokes),
            np.array(self.stroke_inks, dtype=np.int64),
            boxes(self.fills),
            np.array(self.inks, dtype=np.int64),
            boxes(self.pictures),
            boxes(self.oblique),
            self.cut,
        )


def _on_page(
    page: tuple[float, float],
    strokes: Floats,
    stroke_ink: Indices,
    fills: Floats,
    fill_ink: Indices,
    pictures: Floats,
    oblique: Floats,
    cut: bool,
) -> Paths:
    """Painted things cut at the edges of a page of that width and height; none of those beyond them."""
    bounds = np.array([*page, *page]) + 1.0
    strokes, stroke_ink = _within(strokes, stroke_ink, page)
    fills, fill_ink = _within(fills, fill_ink, page)

    def clipped(boxes: Floats) -> Floats:
        if not len(boxes):
            return boxes
        made = np.where(np.isfinite(boxes), boxes, 0.0)
        return np.minimum(np.maximum(made, -1.0, out=made), bounds, out=made)

    return Paths(
        clipped(strokes), stroke_ink, clipped(fills), fill_ink, clipped(pictures), clipped(oblique), cut
    )


def _within(boxes: Floats, inks: Indices, page: tuple[float, float]) -> tuple[Floats, Indices]:
    """Boxes that reach onto the page, with their inks. Their coordinates may be no numbers."""
    if not len(boxes):
        return boxes, inks
    beyond = (boxes[:, 2:] < -1.0).any(axis=1) | (boxes[:, :2] > np.array(page) + 1.0).any(axis=1)
    return (boxes[~beyond], inks[~beyond]) if beyond.any() else (boxes, inks)


def read_paths(page: int, to_display: Floats, width: float, height: float, most: int) -> Paths:
    """The painted things of an open page; ``most`` bounds path segments and page objects."""
    found = _objects(page, to_display, most)
    kind = np.array(found.kinds, dtype=np.int64)
    items = found.items
    path = (kind == raw.FPDF_PAGEOBJ_PATH).nonzero()[0]
    paths = _chosen(items, path)
    filled, stroked = pdfium.MODE.written(pdfium.path_draw_mode, len(paths), paths).T
    segments = pdfium.answers(pdfium.path_segment_count, np.int64, len(paths), paths)
    segments[(filled == 0) & (stroked == 0)] = 0
    cost = np.ones(len(items), dtype=np.int64)
    cost[path] += segments
    within = cost.cumsum() <= most
    cut = found.cut or not within.all()

    frames = np.array(found.matrices)[np.array(found.frames, dtype=np.int64)]
    drawn = (within[path] & (segments >= 2)).nonzero()[0]
    seen, placed = _chosen(paths, drawn), frames[path[drawn]]
    painted = _painted(seen, placed, filled[drawn] != 0, stroked[drawn] != 0, segments[drawn])
    window = _windows(found, seen, placed, np.array(found.frames, dtype=np.int64)[path[drawn]])
    if window is not None:
        painted = painted.through(window)
    picture = (((kind == raw.FPDF_PAGEOBJ_IMAGE) | (kind == raw.FPDF_PAGEOBJ_SHADING)) & within).nonzero()[0]
    pictures = _bounds(_chosen(items, picture), frames[picture])
    return _on_page(
        (width, height),
        painted.strokes,
        painted.stroke_ink,
        painted.fills,
        painted.fill_ink,
        pictures,
        painted.oblique,
        cut,
    )


def _windows(found: _Objects, paths: list[Argument], frames: Floats, of: Indices) -> Floats | None:
    """(n, 4): what clipping leaves to be seen of each path, and of the form that it stands in; None where
    nothing is clipped."""
    own = windows_in_frames(paths, frames) if paths else None
    if not found.windows:
        return own
    around = np.array([found.windows.get(frame, EVERYTHING) for frame in range(len(found.matrices))])[of]
    return around if own is None else _shared(own, around)


def _shared(a: Floats, b: Floats) -> Floats:
    """What boxes have in common: x1 < x0 or y1 < y0 where that is nothing."""
    return np.concatenate((np.maximum(a[..., :2], b[..., :2]), np.minimum(a[..., 2:], b[..., 2:])), axis=-1)


def _chosen(items: list[Argument], which: Indices) -> list[Argument]:
    return items if len(which) == len(items) else [items[i] for i in which.tolist()]


Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f as in ISO 32000-1, 8.3.3."""


@dataclass(slots=True)
class _Objects:
    """Page objects in painting order, forms and what they hold one after the other, by their addresses."""

    items: list[Argument]
    kinds: list[int]
    frames: list[int]
    """Which of the matrices leads from each object's parent to the page as displayed."""
    matrices: list[Matrix]
    windows: dict[int, Floats] = field(default_factory=dict)
    """The box of the page in which what stands in a form can be seen, by the form's matrix."""
    cut: bool = False


def _objects(page: int, to_display: Floats, most: int) -> _Objects:
    (a, c, e), (b, d, f) = to_display.tolist()
    found = _Objects([], [], [], [(a, b, c, d, e, f)])
    owner = pdfium.pointer(page)
    _gather(found, owner, pdfium.page_object_count(owner), pdfium.page_object, 0, most, 0)
    return found


def _gather(
    found: _Objects, owner: Argument, count: int, read: Function, frame: int, most: int, depth: int
) -> None:
    room = most - len(found.items)
    if count > room:
        found.cut = True
        count = room
    items = pdfium.pointers(map(read, repeat(owner, count), range(count)))
    kinds = list(map(pdfium.object_type, items))
    start = 0
    while start < count:
        try:
            stop = kinds.index(raw.FPDF_PAGEOBJ_FORM, start) + 1
        except ValueError:
            stop = count
        found.items += items[start:stop]
        found.kinds += kinds[start:stop]
        found.frames += [frame] * (stop - start)
        start = stop
        if kinds[stop - 1] == raw.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
            form = items[stop - 1]
            inner = pdfium.MATRIX.written(pdfium.object_matrix, 1, [form])[0].tolist()
            window = windows_in_frames([form], np.array([found.matrices[frame]]))
            found.matrices.append(_after(found.matrices[frame], inner))
            around = found.windows.get(frame)
            if window is not None:
                around = window[0] if around is None else _shared(window[0], around)
            if around is not None:
                found.windows[len(found.matrices) - 1] = around
            inside = pdfium.form_object_count(form)
            _gather(found, form, inside, pdfium.form_object, len(found.matrices) - 1, most, depth + 1)


def _after(outer: Any, inner: Any) -> Any:
    """The matrix that applies ``inner`` first, then ``outer``: six numbers or six arrays each."""
    a, b, c, d, e, f = outer
    p, q, r, s, t, u = inner
    return (a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f)


_NO_BOXES: Floats = np.zeros((0, 4))


def _boxes(ax: Floats, ay: Floats, bx: Floats, by: Floats) -> Floats:
    """The boxes of pairs of opposite corners."""
    made = np.empty((len(ax), 4))
    np.minimum(ax, bx, out=made[:, 0])
    np.minimum(ay, by, out=made[:, 1])
    np.maximum(ax, bx, out=made[:, 2])
    np.maximum(ay, by, out=made[:, 3])
    return made


def _bounds(items: Sequence[Argument], frames: Floats) -> Floats:
    if not items:
        return _NO_BOXES
    sides = pdfium.SIDES.written(pdfium.object_bounds, len(items), items).astype(np.float64)
    left, bottom, right, top = sides.T
    a, b, c, d, e, f = frames.T
    return _boxes(
        a * left + c * bottom + e,
        b * left + d * bottom + f,
        a * right + c * top + e,
        b * right + d * top + f,
    )


def _inks(read: Function, paths: list[Argument], asked: Flags) -> tuple[Indices, Flags]:
    """The colours of the paths asked about, and which of them leave a mark."""
    inks, seen = np.zeros(len(paths), dtype=np.int64), np.zeros(len(paths), dtype=bool)
    which = asked.nonzero()[0]
    if len(which):
        own = pdfium.COLOUR.written(read, len(which), _chosen(paths, which)).astype(np.int64)
        red, green, blue, opacity = own.T
        inks[which] = red << 16 | green << 8 | blue
        seen[which] = opacity > 0
    return inks, seen


@dataclass(frozen=True, slots=True, eq=False)
class _Painted:
    """Of paths in painting order: strokes and filled rectangles, with their inks and the numbers of the paths
    that they belong to, and the boxes of whatever is curved or oblique."""

    strokes: Floats
    stroke_ink: Indices
    stroke_of: Indices
    fills: Floats
    fill_ink: Indices
    fill_of: Indices
    oblique: Floats

    def through(self, window: Floats) -> _Painted:
        """What is seen through the window of each path."""
        strokes, stroke_ink, stroke_of = _clipped(self.strokes, self.stroke_ink, self.stroke_of, window)
        fills, fill_ink, fill_of = _clipped(self.fills, self.fill_ink, self.fill_of, window)
        return _Painted(strokes, stroke_ink, stroke_of, fills, fill_ink, fill_of, self.oblique)


def _clipped(boxes: Floats, inks: Indices, of: Indices, window: Floats) -> tuple[Floats, Indices, Indices]:
    shown = _shared(boxes, window[of])
    wide: Flags = shown[:, 2:] - shown[:, :2] > -_BESIDE
    seen = wide[:, 0] & wide[:, 1]
    shown = shown[seen]
    # A line on the window's very edge is half seen, and stays a line.
    low, high = np.minimum(shown[:, :2], shown[:, 2:]), np.maximum(shown[:, :2], shown[:, 2:])
    return np.concatenate((low, high), axis=1), inks[seen], of[seen]


def _painted(
    paths: list[Argument], frames: Floats, filled: Flags, stroked: Flags, segments: Indices
) -> _Painted:
    if not paths:
        return _Painted(_NO_BOXES, segments, segments, _NO_BOXES, segments, segments, _NO_BOXES)
    # A filled rectangle, the commonest path of all: its bounds say everything.
    plain = ~stroked & ((segments == 4) | (segments == 5))
    fill_ink, filled = _inks(pdfium.object_fill, paths, filled)
    simple, rest = (plain & filled).nonzero()[0], (~plain).nonzero()[0]
    fills = _bounds(_chosen(paths, simple), frames[simple])
    if not len(rest):
        return _Painted(_NO_BOXES, rest, rest, fills, fill_ink[simple], simple, _NO_BOXES)
    drawn = _outlines(_chosen(paths, rest), frames[rest], segments[rest])
    of = rest[drawn.path]
    stroke_ink, stroked = _inks(pdfium.object_stroke, paths, stroked)
    filled, stroked = filled[of] & ~drawn.curved, stroked[of] & ~drawn.curved
    left, top, right, bottom = drawn.box.T
    large = drawn.upright & ((drawn.length == 4) | (drawn.length == 5))
    thin = ~stroked & (np.minimum(right - left, bottom - top) <= _THIN) & (drawn.length <= 6)
    solid = (filled & (large | thin)).nonzero()[0]
    odd = drawn.curved | (filled & ~stroked & ~(large | thin))

    owner = np.concatenate((simple, of[solid]))
    order = owner.argsort(kind="stable")
    fills = np.concatenate((fills, drawn.box[solid]))[order]
    lines, part = drawn.lines(stroked)
    straight = (lines[:, 3] - lines[:, 1] <= _STRAIGHT) | (lines[:, 2] - lines[:, 0] <= _STRAIGHT)
    line_of = of[part[straight]]
    return _Painted(
        lines[straight],
        stroke_ink[line_of],
        line_of,
        fills,
        fill_ink[owner[order]],
        owner[order],
        np.concatenate((drawn.box[odd], lines[~straight])),
    )


@dataclass(slots=True)
class _Outlines:
    """The m outlines (subpaths) of paths, as displayed."""

    x: Floats
    y: Floats
    first: Indices
    """Number of each outline's first point."""
    length: Indices
    """Its number of points: at least two."""
    path: Indices
    box: Floats
    curved: Flags
    upright: Flags
    """All its lines are parallel to an axis."""
    closed: Flags

    def lines(self, wanted: Flags) -> tuple[Floats, Indices]:
        """The lines of the outlines wanted, one after the other, as boxes; and the outline of each."""
        chosen = wanted.nonzero()[0]
        length = self.length[chosen]
        part = chosen.repeat(length)
        start = self.first[part]
        here = np.arange(len(part)) - (length.cumsum() - length).repeat(length) + start
        is_last = here == start + self.length[part] - 1
        there = np.where(is_last, start, here + 1)
        kept = ~is_last | self.closed[part]
        here, there = here[kept], there[kept]
        return _boxes(self.x[here], self.y[here], self.x[there], self.y[there]), part[kept]


def _outlines(paths: Sequence[Argument], frames: Floats, segments: Indices) -> _Outlines:
    """The outlines of paths with so many segments (at least one path), each path under its frame."""
    count = int(segments.sum())
    lengths = segments.tolist()
    owners = chain.from_iterable(map(repeat, paths, lengths))
    points = pdfium.pointers(map(pdfium.path_segment, owners, chain.from_iterable(map(range, lengths))))
    at = pdfium.SEGMENT_POINT.written(pdfium.segment_point, count, points).astype(np.float64)
    own = pdfium.MATRIX.written(pdfium.object_matrix, len(paths), paths).astype(np.float64)
    of = np.arange(len(paths)).repeat(segments)
    a, b, c, d, e, f = np.array(_after(frames.T, own.T))[:, of]
    x, y = a * at[:, 0] + c * at[:, 1] + e, b * at[:, 0] + d * at[:, 1] + f

    kind = pdfium.answers(pdfium.segment_type, np.int8, count, points)
    opens = kind == raw.FPDF_SEGMENT_MOVETO
    opens[0] = True
    opens[1:] |= of[1:] != of[:-1]
    level = opens.copy()
    level[1:] |= (np.abs(x[1:] - x[:-1]) <= _STRAIGHT) | (np.abs(y[1:] - y[:-1]) <= _STRAIGHT)
    first = opens.nonzero()[0]
    last = np.append(first[1:], count) - 1
    box = np.empty((len(first), 4))
    for side, (reduced, values) in enumerate(
        ((np.minimum, x), (np.minimum, y), (np.maximum, x), (np.maximum, y))
    ):
        reduced.reduceat(values, first, out=box[:, side])
    # A line back to the first point, where there is one, is told by the last segment.
    ends = [points[i] for i in last.tolist()]
    closed = pdfium.answers(pdfium.segment_closes, np.bool_, len(ends), ends)
    curved = np.logical_or.reduceat(kind == raw.FPDF_SEGMENT_BEZIERTO, first)
    upright = np.logical_and.reduceat(level, first)
    whole = last > first
    return _Outlines(
        x,
        y,
        first[whole],
        (last - first + 1)[whole],
        of[first[whole]],
        box[whole],
        curved[whole],
        upright[whole],
        closed[whole],
    )
