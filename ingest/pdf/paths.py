"""What is painted besides text: straight strokes, filled rectangles, pictures; through form XObjects.

Curves and oblique lines are left out: no table is ruled by them, and charts are full of them. Their number
is kept, since it tells a chart from a table.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

from ingest.pdf import pdfium
from ingest.pdf.pdfium import Floats, Indices

_STRAIGHT = 0.6
"""Points that a stroke may deviate from horizontal or vertical over its whole length."""
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


def is_white(inks: Indices) -> npt.NDArray[np.bool_]:
    """Which colours (0xRRGGBB) cannot be told from paper."""
    white: npt.NDArray[np.bool_] = (
        ((inks >> 16) >= _PAPER) & ((inks >> 8 & 0xFF) >= _PAPER) & ((inks & 0xFF) >= _PAPER)
    )
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
        width, height = self.page
        bounds = np.array([width, height, width, height])

        def array(rows: list[tuple[float, ...]], columns: int) -> Floats:
            made = np.array(rows, dtype=np.float64).reshape(-1, columns)
            made = np.where(np.isfinite(made), made, 0.0)
            made[:, :4] = np.clip(made[:, :4], -1.0, bounds + 1.0)
            return made

        return Paths(
            array(list(self.strokes), 5),
            np.array(self.stroke_inks, dtype=np.int64),
            array(list(self.fills), 4),
            np.array(self.inks, dtype=np.int64),
            array(list(self.pictures), 4),
            array(list(self.oblique), 4),
            self.cut,
        )


def read_paths(page: int, to_display: Floats, width: float, height: float, most: int) -> Paths:
    """The painted things of an open page; ``most`` bounds path segments and page objects."""
    reader = _Reader(Collector(width, height), most)
    (a, c, e), (b, d, f) = to_display.tolist()
    matrix = (a, b, c, d, e, f)
    for i in range(pdfium.page_object_count(page)):
        if reader.left <= 0:
            reader.to.cut = True
            break
        reader.take(pdfium.page_object(page, i), matrix, 0)
    return reader.to.done()


Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f as in ISO 32000-1, 8.3.3: plain numbers, since a page has thousands of small paths."""


def _after(outer: Matrix, inner: Matrix) -> Matrix:
    """The matrix that applies ``inner`` first, then ``outer``."""
    a, b, c, d, e, f = outer
    p, q, r, s, t, u = inner
    return (a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f)


class _Reader:
    def __init__(self, to: Collector, most: int) -> None:
        self.to = to
        self.left = most
        self._f = (ctypes.c_float * 8)()
        self._i = (ctypes.c_int * 4)()
        self._u = (ctypes.c_uint * 4)()
        self._fa = ctypes.addressof(self._f)
        self._ia = ctypes.addressof(self._i)
        self._ua = ctypes.addressof(self._u)

    def take(self, item: int, matrix: Matrix, depth: int) -> None:
        self.left -= 1
        kind = pdfium.object_type(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(item, matrix)
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            x0, y0, x1, y1 = self._bounds(item, matrix)
            self.to.pictures.append((x0, y0, x1, y1))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
            inner = _after(matrix, self._matrix(item))
            for i in range(pdfium.form_object_count(item)):
                if self.left <= 0:
                    self.to.cut = True
                    return
                self.take(pdfium.form_object(item, i), inner, depth + 1)

    def _matrix(self, item: int) -> Matrix:
        if not pdfium.object_matrix(item, self._fa):
            return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        a, b, c, d, e, f = self._f[:6]
        return (a, b, c, d, e, f)

    def _bounds(self, item: int, matrix: Matrix) -> tuple[float, float, float, float]:
        at = self._fa
        pdfium.object_bounds(item, at, at + 4, at + 8, at + 12)
        left, bottom, right, top = self._f[:4]
        a, b, c, d, e, f = matrix
        x0, y0 = a * left + c * bottom + e, b * left + d * bottom + f
        x1, y1 = a * right + c * top + e, b * right + d * top + f
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _ink(self, read: object, item: int) -> tuple[int, int]:
        at = self._ua
        if not read(item, at, at + 4, at + 8, at + 12):  # type: ignore[operator]
            return 0, 255
        red, green, blue, alpha = self._u
        return red << 16 | green << 8 | blue, alpha

    def _path(self, item: int, matrix: Matrix) -> None:
        at = self._ia
        if not pdfium.path_draw_mode(item, at, at + 4):
            return
        fill_mode, stroked = self._i[0], self._i[1]
        if not fill_mode and not stroked:
            return
        count = pdfium.path_segment_count(item)
        if count > self.left:
            self.to.cut = True
            count = self.left
        self.left -= count
        if count < 2:
            return
        if not stroked and count in (4, 5):
            # A filled rectangle, the commonest path of all: its bounds say everything.
            ink, alpha = self._ink(pdfium.object_fill, item)
            if alpha:
                self.to.rectangle(*self._bounds(item, matrix), ink)
            return
        own = _after(matrix, self._matrix(item))
        points, kinds, closes = self._segments(item, count, own)
        width, stroke_ink = 0.0, 0
        if stroked:
            stroke_ink, alpha = self._ink(pdfium.object_stroke, item)
            stroked = int(alpha > 0)
            pdfium.object_stroke_width(item, self._fa)
            width = self._f[0] * abs(own[0] * own[3] - own[1] * own[2]) ** 0.5
        ink, alpha = self._ink(pdfium.object_fill, item) if fill_mode else (0, 0)
        fill = bool(fill_mode) and alpha > 0
        starts = [i for i, kind in enumerate(kinds) if kind == raw.FPDF_SEGMENT_MOVETO] or [0]
        for start, stop in zip(starts, [*starts[1:], count], strict=True):
            self._outline(
                points[start:stop], kinds[start:stop], any(closes[start:stop]), width,
                stroke_ink if stroked else None, ink if fill else None,
            )  # fmt: skip

    def _segments(
        self, item: int, count: int, matrix: Matrix
    ) -> tuple[list[tuple[float, float]], list[int], list[bool]]:
        a, b, c, d, e, f = matrix
        at, read = self._fa, self._f
        points: list[tuple[float, float]] = []
        kinds: list[int] = []
        closes: list[bool] = []
        for i in range(count):
            segment = pdfium.path_segment(item, i)
            pdfium.segment_point(segment, at, at + 4)
            x, y = read[0], read[1]
            points.append((a * x + c * y + e, b * x + d * y + f))
            kinds.append(pdfium.segment_type(segment))
            closes.append(bool(pdfium.segment_closes(segment)))
        return points, kinds, closes

    def _outline(
        self,
        points: list[tuple[float, float]],
        kinds: list[int],
        closed: bool,
        width: float,
        stroke_ink: int | None,
        ink: int | None,
    ) -> None:
        if len(points) < 2:
            return
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
        if raw.FPDF_SEGMENT_BEZIERTO in kinds:
            self.to.oblique.append((x0, y0, x1, y1))
            return
        upright = all(
            abs(a[0] - b[0]) <= _STRAIGHT or abs(a[1] - b[1]) <= _STRAIGHT for a, b in pairwise(points)
        )
        if ink is not None and upright and len(points) in (4, 5):
            self.to.rectangle(x0, y0, x1, y1, ink)
        elif ink is not None and stroke_ink is None:
            if min(x1 - x0, y1 - y0) <= 3.0 and len(points) <= 6:
                self.to.rectangle(x0, y0, x1, y1, ink)
            else:
                self.to.oblique.append((x0, y0, x1, y1))
        if stroke_ink is not None:
            ring = [*points, points[0]] if closed else points
            for a, b in pairwise(ring):
                self.to.line(a[0], a[1], b[0], b[1], width, stroke_ink)
