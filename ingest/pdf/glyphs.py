"""The glyphs of a page as arrays: code point, box, baseline, size, direction, weight.

PDFium through bulk calls was chosen by measurement (``benchmarks/pdf_tables.py --reading``; a count of the
characters of 62 files against PDFium and pdfminer): it reads more than twice as fast as with one ordinary
call per glyph, and as exactly. pdf_oxide 0.3.78 reads some five times faster still, but lost up to 23 % of
the characters of pages with subset fonts, silently. The layer is thin, so that this can be looked at again.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.pdf import pdfium
from ingest.pdf.frame import moved
from ingest.pdf.pdfium import Floats, Indices

Flags = npt.NDArray[np.bool_]

ASCENT, DESCENT = 0.75, 0.22
"""Of the em: the part of a line that its glyphs fill above and below the baseline, whatever its font says
(fonts with absurd metrics are common)."""

_HYPHEN_AT_LINE_END = 0x02
"""PDFium's own sign for a hyphen that ends a line."""
_SPACES = np.array([0x20, 0xA0, 0x09, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A,
                    0x202F, 0x205F, 0x3000], dtype=np.uint32)  # fmt: skip
_BOLD_FLAG = 1 << 18
"""ForceBold, ISO 32000-1 table 123."""
_INVISIBLE = (3, 7)


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """n glyphs in the order of the content stream. Boxes are x0, y0, x1, y1 on the page as displayed."""

    code: npt.NDArray[np.uint32]
    box: Floats
    """(n, 4): the glyph's advance along the text, ``ASCENT`` and ``DESCENT`` of its size across it."""
    origin: Floats
    """(n, 2): where the glyph stands on its baseline."""
    size: Floats
    """Of the em in points, as displayed."""
    direction: npt.NDArray[np.int8]
    """Quarter turns counter-clockwise of the reading direction: 0 →, 1 ↑, 2 ←, 3 ↓."""
    bold: Flags
    piece: Indices
    """Number of the text-showing operation that drew it."""
    ink: npt.NDArray[np.int64]
    """Fill colour as 0xRRGGBB."""
    space: Flags
    unmapped: Flags
    """Its font does not say which character it is."""
    invisible: Flags
    """Drawn in a mode that leaves no mark (the text layer of a scan)."""

    def __len__(self) -> int:
        return len(self.code)

    def only(self, keep: Flags) -> Glyphs:
        return Glyphs(*(getattr(self, name)[keep] for name in self.__slots__))


def empty() -> Glyphs:
    return assembled(
        np.zeros(0, np.uint32), np.zeros((0, 2)), np.zeros(0), np.zeros((0, 2)), np.zeros((0, 6))
    )


def assembled(
    code: npt.NDArray[np.uint32],
    origin: Floats,
    advance: Floats,
    scale: Floats,
    matrix: Floats,
    **rest: np.ndarray,
) -> Glyphs:
    """Glyphs from their baseline points, advance widths, (size, ) scales and text matrices (a b c d e f)."""
    count = len(code)
    size = scale[:, 0]
    angle = np.arctan2(matrix[:, 1], matrix[:, 0])
    direction = (np.rint(angle / (np.pi / 2)).astype(np.int8)) % 4
    along = np.array([[1, 0], [0, -1], [-1, 0], [0, 1]], dtype=np.float64)[direction]
    up = np.array([[0, -1], [-1, 0], [0, 1], [1, 0]], dtype=np.float64)[direction]
    end = origin + along * advance[:, None]
    corners = np.stack(
        (
            origin + up * (ASCENT * size)[:, None],
            end + up * (ASCENT * size)[:, None],
            origin - up * (DESCENT * size)[:, None],
            end - up * (DESCENT * size)[:, None],
        )
    )
    box = (
        np.concatenate((corners.min(axis=0), corners.max(axis=0)), axis=1)
        if count
        else np.zeros((0, 4), np.float64)
    )
    none = np.zeros(count, dtype=bool)
    return Glyphs(
        code=code,
        box=box,
        origin=origin,
        size=size,
        direction=direction,
        bold=rest.get("bold", none),
        piece=rest.get("piece", np.arange(count)),
        ink=rest.get("ink", np.zeros(count, np.int64)),
        space=np.isin(code, _SPACES),
        unmapped=rest.get("unmapped", none),
        invisible=rest.get("invisible", none),
    )


def read_glyphs(text_page: int, to_display: Floats, most: int) -> tuple[Glyphs, bool]:
    """The glyphs of an open text page, and whether there were more than ``most`` (the rest is left out)."""
    count = pdfium.char_count(text_page)
    cut = count > most
    count = min(max(count, 0), most)
    if not count:
        return empty(), cut
    code = np.fromiter(map(pdfium.char_unicode, (text_page,) * count, range(count)), np.uint32, count)
    owner = np.fromiter(map(pdfium.char_object, (text_page,) * count, range(count)), np.uint64, count)
    loose = np.zeros((count, 4), np.float32)
    pdfium.each(pdfium.char_loose_box, text_page, count, pdfium.slots(loose))
    # Characters that PDFium makes up (spaces, line ends) have no text object.
    drawn = (owner != 0) & (code != 0x0D) & (code != 0x0A)
    starts = np.flatnonzero(np.diff(owner, prepend=np.uint64(0)) != 0)
    piece = np.cumsum(np.isin(np.arange(count), starts)) - 1
    pieces = _pieces(text_page, owner, starts)
    piece = np.clip(piece, 0, None)

    matrix = pieces.matrix[piece]
    linear = to_display[:, :2]
    # Text matrix in display space, y up again so that angles count counter-clockwise.
    along = matrix[:, :2] @ linear.T
    across = matrix[:, 2:4] @ linear.T
    shown = np.column_stack((along[:, 0], -along[:, 1], across[:, 0], -across[:, 1]))
    height = np.hypot(shown[:, 2], shown[:, 3])
    size = pieces.size[piece] * np.where(height > 0, height, 1.0)
    left_top = moved(to_display, loose[:, [0, 1]].astype(np.float64))
    right_bottom = moved(to_display, loose[:, [2, 3]].astype(np.float64))
    low, high = np.minimum(left_top, right_bottom), np.maximum(left_top, right_bottom)
    # The glyphs of one operation share the baseline of its first one (the matrix alone leaves out the text's
    # rise); along it, each stands where its advance begins. A call per glyph would add a fifth to the time.
    base = moved(to_display, pieces.origin[piece])
    sideways = np.abs(shown[:, 1]) > np.abs(shown[:, 0])
    backwards = np.where(sideways, shown[:, 1] > 0, shown[:, 0] < 0)
    start = np.where(backwards[:, None], high, low)
    base = np.where(np.column_stack((~sideways, sideways)), start, base)
    advance = np.where(sideways, high[:, 1] - low[:, 1], high[:, 0] - low[:, 0])
    code[code == _HYPHEN_AT_LINE_END] = ord("-")
    unmapped = (code == 0) | (code == 0xFFFD) | ((code >= 0xE000) & (code <= 0xF8FF)) | (code < 0x20)
    glyphs = assembled(
        code,
        base,
        advance,
        size[:, None],
        shown,
        bold=pieces.bold[piece],
        piece=piece,
        ink=pieces.ink[piece],
        unmapped=unmapped,
        invisible=pieces.invisible[piece],
    )
    keep = drawn & np.isfinite(glyphs.box).all(axis=1) & (glyphs.size > 0.5)
    return glyphs.only(keep), cut


@dataclass(frozen=True, slots=True, eq=False)
class _Pieces:
    """What the glyphs of one text-showing operation share."""

    size: Floats
    matrix: Floats
    origin: Floats
    """Of its first glyph."""
    bold: Flags
    ink: npt.NDArray[np.int64]
    invisible: Flags


def _pieces(text_page: int, owner: npt.NDArray[np.uint64], starts: Indices) -> _Pieces:
    count = len(starts)
    size = np.ones((count, 1), np.float32)
    matrix = np.zeros((count, 6), np.float32)
    origin = np.zeros((count, 2), np.float64)
    bold, invisible = np.zeros(count, bool), np.zeros(count, bool)
    ink = np.zeros(count, np.int64)
    colour = (ctypes.c_uint * 4)()
    at = ctypes.addressof(colour)
    fonts: dict[int, bool] = {}
    places = zip(starts.tolist(), pdfium.slots(size), pdfium.slots(matrix), pdfium.slots(origin), strict=True)
    for i, (start, size_at, matrix_at, origin_at) in enumerate(places):
        text = int(owner[start])
        if not text:
            continue
        pdfium.text_size(text, size_at)
        pdfium.char_matrix(text_page, start, matrix_at)
        pdfium.char_origin(text_page, start, origin_at, origin_at + 8)
        font = pdfium.text_font(text)
        if font not in fonts:
            fonts[font] = is_bold(font)
        mode = pdfium.text_render_mode(text)
        bold[i] = fonts[font] or mode == 2
        invisible[i] = mode in _INVISIBLE
        if pdfium.object_fill(text, at, at + 4, at + 8, at + 12):
            ink[i] = colour[0] << 16 | colour[1] << 8 | colour[2]
            invisible[i] |= colour[3] == 0
    return _Pieces(size[:, 0].astype(np.float64), matrix.astype(np.float64), origin, bold, ink, invisible)


def is_bold(font: int) -> bool:
    """Whether a font (PDFium handle) is bold, by its weight, its flags or its name."""
    if not font:
        return False
    if pdfium.font_weight(font) >= 600 or pdfium.font_flags(font) & _BOLD_FLAG:
        return True
    name = ctypes.create_string_buffer(128)
    pdfium.font_name(font, ctypes.addressof(name), len(name))
    return bold_name(name.value.decode("utf-8", "replace"))


def bold_name(name: str) -> bool:
    """Whether a font's name says that it is bold: ``ABCDEF+Arial-BoldMT``, ``Helvetica-Black``."""
    lower = name.lower()
    return any(part in lower for part in ("bold", "black", "heavy", "demi")) and "demilight" not in lower
