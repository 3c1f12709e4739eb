"""What is painted besides text: straight strokes, filled rectangles, pictures; through form XObjects.

Curves and oblique lines are left out: no table is ruled by them, and charts are full of them. Their number
is kept, since it tells a chart from a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

from ingest.pdf import pdfium
from ingest.pdf.pdfium import Argument, Floats, Function, Indices

Flags = npt.NDArray[np.bool_]

_STRAIGHT = 0.6
"""Points that a stroke may deviate from horizontal or vertical over its whole length."""
_THIN = 3.0
"""Points: a filled outline up to this is a line, though its corners be cut."""
_FORM_DEPTH = 12
_PAPER = 0xF8


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """On the page as displayed, in points."""

    strokes: Floats
    """(n, 5): x0, y0, x1, y1 of an axis-parallel line and its width."""
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


def is_white(inks: Indices) -> Flags:
    """Which colours (0xRRGGBB) cannot be told from paper."""
    white: Flags = ((inks >> 16) >= _PAPER) & ((inks >> 8 & 0xFF) >= _PAPER) & ((inks & 0xFF) >= _PAPER)
    return white


class Collector:
    """Gathers painted things as they come; ``done`` gives the arrays."""

    def __init__(self, width: float, height: float) -> None:
        self.page = (width, height)
        self.strokes: list[tuple[float, float, float, float, float]] = []
        self.stroke_inks: list[int] = []
        self.fills: list[tuple[float, float, float, float]] = []
        self.inks: list[int] = []
        self.pictures: list[tuple[float, float, float, float]] = []
        self.oblique: list[tuple[float, float, float, float]] = []
        self.cut = False

    def line(self, ax: float, ay: float, bx: float, by: float, width: float, ink: int) -> None:
        if abs(ay - by) <= _STRAIGHT or abs(ax - bx) <= _STRAIGHT:
            self.strokes.append((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), width))
            self.stroke_inks.append(ink)
        else:
            self.oblique.append((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))

    def rectangle(self, x0: float, y0: float, x1: float, y1: float, ink: int) -> None:
        self.fills.append((x0, y0, x1, y1))
        self.inks.append(ink)

    def done(self) -> Paths:
        def array(rows: Sequence[tuple[float, ...]], columns: int) -> Floats:
            return np.array(rows, dtype=np.float64).reshape(-1, columns)

        return _on_page(
            self.page,
            array(self.strokes, 5),
            np.array(self.stroke_inks, dtype=np.int64),
            array(self.fills, 4),
            np.array(self.inks, dtype=np.int64),
            array(self.pictures, 4),
            array(self.oblique, 4),
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
    """Painted things cut at the edges of a page of that width and height."""
    bounds = np.array([*page, *page]) + 1.0

    def clipped(boxes: Floats) -> Floats:
        made = np.where(np.isfinite(boxes), boxes, 0.0)
        made[:, :4] = np.clip(made[:, :4], -1.0, bounds)
        return made

    return Paths(
        clipped(strokes), stroke_ink, clipped(fills), fill_ink, clipped(pictures), clipped(oblique), cut
    )


def read_paths(page: int, to_display: Floats, width: float, height: float, most: int) -> Paths:
    """The painted things of an open page; ``most`` bounds path segments and page objects."""
    found = _objects(page, to_display, most)
    kind = np.array(found.kinds, dtype=np.int64)
    items = pdfium.pointers(found.items)
    path = np.flatnonzero(kind == raw.FPDF_PAGEOBJ_PATH)
    paths = [items[i] for i in path.tolist()]
    count = len(paths)
    filled, stroked = pdfium.MODE.written(pdfium.path_draw_mode, count, paths).T
    segments = pdfium.answers(pdfium.path_segment_count, np.int64, count, paths)
    segments[(filled == 0) & (stroked == 0)] = 0
    cost = np.ones(len(items), dtype=np.int64)
    cost[path] += segments
    within = np.cumsum(cost) <= most
    cut = found.cut or not within.all()

    frames = np.array(found.matrices)[found.frames]
    drawn = np.flatnonzero(within[path] & (segments >= 2))
    outlines = _painted(
        [paths[i] for i in drawn.tolist()],
        frames[path[drawn]],
        filled[drawn] != 0,
        stroked[drawn] != 0,
        segments[drawn],
    )
    picture = np.flatnonzero(np.isin(kind, _PICTURES) & within)
    pictures = _bounds([items[i] for i in picture.tolist()], frames[picture])
    return _on_page((width, height), *outlines[:4], pictures, outlines[4], cut)


_PICTURES = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING)

Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f as in ISO 32000-1, 8.3.3."""


@dataclass(slots=True)
class _Objects:
    """Page objects in painting order, those of forms in their place, as PDFium's handles."""

    items: list[int]
    kinds: list[int]
    frames: list[int]
    """Which of the matrices leads from each object's parent to the page as displayed."""
    matrices: list[Matrix]
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
    items = list(map(read, repeat(owner, count), range(count)))
    kinds = list(map(pdfium.object_type, pdfium.pointers(items)))
    start = 0
    for stop in [i for i, kind in enumerate(kinds) if kind == raw.FPDF_PAGEOBJ_FORM] + [count]:
        if stop > start:
            found.items += items[start:stop]
            found.kinds += kinds[start:stop]
            found.frames += [frame] * (stop - start)
        start = stop + 1
        if stop < count and depth < _FORM_DEPTH:
            form = pdfium.pointer(items[stop])
            inner = pdfium.MATRIX.written(pdfium.object_matrix, 1, [form])[0].tolist()
            found.matrices.append(_after(found.matrices[frame], inner))
            inside = pdfium.form_object_count(form)
            _gather(found, form, inside, pdfium.form_object, len(found.matrices) - 1, most, depth + 1)


def _after(outer: Any, inner: Any) -> Any:
    """The matrix that applies ``inner`` first, then ``outer``: six numbers or six arrays each."""
    a, b, c, d, e, f = outer
    p, q, r, s, t, u = inner
    return (a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f)


def _bounds(items: Sequence[Argument], frames: Floats) -> Floats:
    sides = pdfium.SIDES.written(pdfium.object_bounds, len(items), items).astype(np.float64)
    left, bottom, right, top = sides.T
    a, b, c, d, e, f = frames.T
    x0, y0 = a * left + c * bottom + e, b * left + d * bottom + f
    x1, y1 = a * right + c * top + e, b * right + d * top + f
    return np.column_stack((np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)))


def _inks(read: Function, paths: Sequence[Argument], asked: Flags) -> tuple[Indices, Flags]:
    """The colours of the paths asked about, and which of them leave a mark."""
    inks, seen = np.zeros(len(paths), dtype=np.int64), np.zeros(len(paths), dtype=bool)
    which = np.flatnonzero(asked)
    own = [paths[i] for i in which.tolist()]
    red, green, blue, opacity = pdfium.COLOUR.written(read, len(own), own).astype(np.int64).T
    inks[which] = red << 16 | green << 8 | blue
    seen[which] = opacity > 0
    return inks, seen


def _painted(
    paths: Sequence[Argument], frames: Floats, filled: Flags, stroked: Flags, segments: Indices
) -> tuple[Floats, Indices, Floats, Indices, Floats]:
    """Of paths in painting order: strokes and their inks, filled rectangles and theirs, and the boxes of
    whatever is curved or oblique."""
    # A filled rectangle, the commonest path of all: its bounds say everything.
    plain = ~stroked & ((segments == 4) | (segments == 5))
    fill_ink, filled = _inks(pdfium.object_fill, paths, filled)
    simple, rest = np.flatnonzero(plain & filled), np.flatnonzero(~plain)
    drawn = _outlines([paths[i] for i in rest.tolist()], frames[rest], segments[rest])
    of = rest[drawn.path]
    stroke_ink, stroked = _inks(pdfium.object_stroke, paths, stroked)
    left, top, right, bottom = drawn.box.T
    large = drawn.upright & ((drawn.length == 4) | (drawn.length == 5))
    thin = ~stroked[of] & (np.minimum(right - left, bottom - top) <= _THIN) & (drawn.length <= 6)
    plain_fill = ~drawn.curved & filled[of]
    solid = np.flatnonzero(plain_fill & (large | thin))
    odd = drawn.curved | (plain_fill & ~stroked[of] & ~(large | thin))

    order = np.argsort(np.concatenate((simple, of[solid])), kind="stable")
    fills = np.concatenate((_bounds([paths[i] for i in simple.tolist()], frames[simple]), drawn.box[solid]))
    inks = fill_ink[np.concatenate((simple, of[solid]))]

    line, part = drawn.lines(stroked[of] & ~drawn.curved)
    straight = (line[:, 3] - line[:, 1] <= _STRAIGHT) | (line[:, 2] - line[:, 0] <= _STRAIGHT)
    width = pdfium.NUMBER.written(pdfium.object_stroke_width, len(paths), paths)[:, 0] * 1.0
    strokes = np.column_stack((line, (width[rest] * drawn.scale)[drawn.path[part]]))
    return (
        strokes[straight],
        stroke_ink[of[part[straight]]],
        fills[order],
        inks[order],
        np.concatenate((drawn.box[odd], line[~straight])),
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
    scale: Floats
    """Of each path: what its frame makes of a unit of length."""

    def lines(self, wanted: Flags) -> tuple[Floats, Indices]:
        """The lines of the outlines wanted, one after the other, as boxes; and the outline of each."""
        chosen = np.flatnonzero(wanted)
        length = self.length[chosen]
        part = np.repeat(chosen, length)
        start = self.first[part]
        here = np.arange(len(part)) - np.repeat(np.cumsum(length) - length, length) + start
        is_last = here == start + self.length[part] - 1
        there = np.where(is_last, start, here + 1)
        kept = ~is_last | self.closed[part]
        here, there = here[kept], there[kept]
        ax, ay, bx, by = self.x[here], self.y[here], self.x[there], self.y[there]
        boxes = (np.minimum(ax, bx), np.minimum(ay, by), np.maximum(ax, bx), np.maximum(ay, by))
        return np.column_stack(boxes), part[kept]


def _outlines(paths: Sequence[Argument], frames: Floats, segments: Indices) -> _Outlines:
    """The outlines of paths with so many segments, each path under its frame."""
    count = int(segments.sum())
    lengths = segments.tolist()
    owners = chain.from_iterable(map(repeat, paths, lengths))
    numbers = chain.from_iterable(map(range, lengths))
    points = pdfium.pointers(map(pdfium.path_segment, owners, numbers))
    at = pdfium.SEGMENT_POINT.written(pdfium.segment_point, count, points).astype(np.float64)
    kind = pdfium.answers(pdfium.segment_type, np.int64, count, points)
    closes = pdfium.answers(pdfium.segment_closes, np.bool_, count, points)
    own = pdfium.MATRIX.written(pdfium.object_matrix, len(paths), paths).astype(np.float64)
    matrix = np.column_stack(_after(frames.T, own.T)) if paths else np.zeros((0, 6))
    of = np.repeat(np.arange(len(paths)), segments)
    a, b, c, d, e, f = matrix[of].T
    x, y = a * at[:, 0] + c * at[:, 1] + e, b * at[:, 0] + d * at[:, 1] + f

    opens = kind == raw.FPDF_SEGMENT_MOVETO
    opens[np.cumsum(segments) - segments] = True
    first = np.flatnonzero(opens)
    length = np.diff(first, append=count)
    level = np.ones(count, dtype=bool)
    level[1:] = (np.abs(np.diff(x)) <= _STRAIGHT) | (np.abs(np.diff(y)) <= _STRAIGHT) | opens[1:]
    whole = length >= 2
    if not count:
        none = np.zeros(0, dtype=bool)
        return _Outlines(x, y, first, length, of, np.zeros((0, 4)), none, none, none, np.zeros(0))
    box = (
        np.minimum.reduceat(x, first),
        np.minimum.reduceat(y, first),
        np.maximum.reduceat(x, first),
        np.maximum.reduceat(y, first),
    )
    return _Outlines(
        x,
        y,
        first[whole],
        length[whole],
        of[first[whole]],
        np.column_stack(box)[whole],
        np.logical_or.reduceat(kind == raw.FPDF_SEGMENT_BEZIERTO, first)[whole],
        np.logical_and.reduceat(level, first)[whole],
        np.logical_or.reduceat(closes, first)[whole],
        np.abs(matrix[:, 0] * matrix[:, 3] - matrix[:, 1] * matrix[:, 2]) ** 0.5,
    )
