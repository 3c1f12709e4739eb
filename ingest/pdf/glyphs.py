"""The glyphs of a page as arrays: code point, box, baseline, size, direction, weight.

PDFium through bulk calls was chosen by measurement: figures and reasons stand in ``docs/pdf.md``. What it
leaves out is text drawn again over itself.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import numpy.typing as npt

from ingest.pdf import pdfium
from ingest.pdf.clips import windows
from ingest.pdf.frame import moved
from ingest.pdf.pdfium import Floats, Indices

Flags = npt.NDArray[np.bool_]

ASCENT, DESCENT = 0.75, 0.22
"""Of the em: the part of a line that its glyphs fill above and below the baseline, whatever its font says
(fonts with absurd metrics are common)."""

_HYPHENS_AT_LINE_END = (0x02, 0xFFFE)
"""PDFium's own signs for a hyphen that ends a line, as a character and in the text."""
_IS_SPACE = np.zeros(0x3002, dtype=bool)
"""By code point; the last stands for all beyond."""
_IS_SPACE[[0x09, 0x20, 0xA0, *range(0x2002, 0x200B), 0x202F, 0x205F, 0x3000]] = True
_BOLD_FLAG = 1 << 18
"""ForceBold, ISO 32000-1 table 123."""
_LINE_END = 0x0D
_STRIDE = 6
_FROM_THE_RIGHT = (0x590, 0x8FF), (0x200F, 0x200F), (0x202B, 0x202E), (0x2067, 0x2067), (0xFB1D, 0xFEFF)
"""Code points of scripts that are written from the right, and of signs that turn text (beyond them, all from
U+10000 on)."""
_FILLED_AND_STROKED, _INVISIBLE, _CLIP = 2, 3, 7
"""Text rendering modes, ISO 32000-1 table 106."""


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
    clipped: Flags
    """Of a text object that lies outside its clipping path."""

    def __len__(self) -> int:
        return len(self.code)

    def only(self, keep: Flags) -> Glyphs:
        if keep.all():
            return self
        chosen = keep.nonzero()[0]
        return Glyphs(*(getattr(self, name)[chosen] for name in self.__slots__))


def text_of(code: npt.NDArray[np.uint32]) -> str:
    """Code points as text, one sign each; what is no code point becomes U+FFFD."""
    known = np.where(code > 0x10FFFF, np.uint32(0xFFFD), code).astype("<u4")
    return known.tobytes().decode("utf-32-le", "surrogatepass")


def empty() -> Glyphs:
    none = np.zeros(0)
    return assembled(np.zeros(0, np.uint32), np.zeros((0, 2)), none, none, np.zeros(0, np.int8))


def directions(matrix: Floats) -> npt.NDArray[np.int8]:
    """The reading direction under each text matrix (a b c d …, y upwards)."""
    turns = np.rint(np.arctan2(matrix[:, 1], matrix[:, 0]) / (np.pi / 2)).astype(np.int8)
    return turns % np.int8(4)


def assembled(
    code: npt.NDArray[np.uint32],
    origin: Floats,
    advance: Floats,
    size: Floats,
    direction: npt.NDArray[np.int8],
    **rest: np.ndarray,
) -> Glyphs:
    """Glyphs from their baseline points, advance widths, sizes and reading directions."""
    count = len(code)
    none = np.zeros(count, dtype=bool)
    return Glyphs(
        code=code,
        box=_boxes(origin, advance, size, direction),
        origin=origin,
        size=size,
        direction=direction,
        bold=rest.get("bold", none),
        piece=rest.get("piece", np.arange(count)),
        ink=rest.get("ink", np.zeros(count, np.int64)),
        space=_IS_SPACE[np.minimum(code, len(_IS_SPACE) - 1)],
        unmapped=rest.get("unmapped", none),
        invisible=rest.get("invisible", none),
        clipped=np.zeros(count, dtype=bool),
    )


def _boxes(origin: Floats, advance: Floats, size: Floats, direction: npt.NDArray[np.int8]) -> Floats:
    box = np.empty((len(origin), 4))
    if not direction.any():
        box[:, 0], box[:, 1] = origin[:, 0], origin[:, 1] - ASCENT * size
        box[:, 2], box[:, 3] = origin[:, 0] + advance, origin[:, 1] + DESCENT * size
        return box
    for turn in range(4):
        own = (direction == turn).nonzero()[0]
        if not len(own):
            continue
        (x, y), along = origin[own].T, advance[own]
        above, below = ASCENT * size[own], DESCENT * size[own]
        sides = (
            (x, y - above, x + along, y + below),
            (x - above, y - along, x + below, y),
            (x - along, y - below, x, y + above),
            (x - below, y, x + above, y + along),
        )[turn]
        for side, values in enumerate(sides):
            box[own, side] = values
    return box


def read_glyphs(text_page: int, to_display: Floats, most: int) -> tuple[Glyphs, bool]:
    """The glyphs of an open text page, and whether there were more than ``most`` (the rest is left out)."""
    page = pdfium.pointer(text_page)
    count = pdfium.char_count(page)
    cut = count > most
    count = min(max(count, 0), most)
    if not count:
        return empty(), cut
    code = pdfium.text(page, count)
    _pair_surrogates(code)
    owner = _owners(page, code)
    starts = np.concatenate(([True], owner[1:] != owner[:-1])).nonzero()[0]
    real = owner[starts] != 0
    piece = (real.cumsum() - 1).repeat(np.append(starts[1:], count) - starts)
    # Characters that PDFium makes up (spaces, line ends) have no text object.
    drawn = ((owner != 0) & (code != _LINE_END) & (code != 0x0A)).nonzero()[0]
    if not len(drawn):
        return empty(), cut
    starts = starts[real]
    pieces = _pieces(page, owner[starts].tolist(), starts.tolist(), to_display)
    code, piece = code[drawn], piece[drawn]
    loose = pdfium.BOX.written(pdfium.char_loose_box, len(drawn), (page,) * len(drawn), drawn.tolist())
    corners = loose.astype(np.float64)
    # The glyphs of one operation share the baseline of its first one (the matrix alone leaves out the text's
    # rise); along it, each stands where its advance begins. A call per glyph would add a fifth to the time.
    direction, base = pieces.direction[piece], pieces.origin[piece]
    if direction.any():
        a, b = moved(to_display, corners[:, :2]), moved(to_display, corners[:, 2:])
        low, high = np.minimum(a, b), np.maximum(a, b)
        sideways, backwards = direction % 2 == 1, (direction == 1) | (direction == 2)
        start = np.where(backwards[:, None], high, low)
        base = np.where(np.column_stack((~sideways, sideways)), start, base)
        advance = np.where(sideways, high[:, 1] - low[:, 1], high[:, 0] - low[:, 0])
    else:
        x, y, shift = to_display[0].tolist()
        left = corners[:, 0] * x + corners[:, 1] * y + shift
        right = corners[:, 2] * x + corners[:, 3] * y + shift
        base[:, 0] = np.minimum(left, right)
        advance = np.maximum(left, right) - base[:, 0]
    for sign in _HYPHENS_AT_LINE_END:
        code[code == sign] = ord("-")
    glyphs = assembled(
        code,
        base,
        advance,
        pieces.size[piece],
        direction,
        bold=pieces.bold[piece],
        piece=piece,
        ink=pieces.ink[piece],
        unmapped=(code == 0xFFFD) | ((code >= 0xE000) & (code <= 0xF8FF)) | (code < 0x20),
        invisible=pieces.invisible[piece],
    )
    if pieces.window is not None:
        glyphs.clipped[:] = _outside(glyphs.box, piece, pieces.window)
    return glyphs.only(np.isfinite(glyphs.box.sum(axis=1)) & (glyphs.size > 0.5)), cut


def _owners(page: pdfium.Argument, code: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """The text object of each character, 0 for those that PDFium makes up.

    Every ``_STRIDE``-th is asked, and those between two of different objects or of none: the characters of
    an object follow each other, unless PDFium turns the pieces of a line that is written from the right.
    """
    count = len(code)
    if count <= _STRIDE or from_the_right(code):
        return pdfium.answers(pdfium.char_object, np.uint64, count, repeat(page), range(count))
    asked = list(range(0, count, _STRIDE))
    known = pdfium.answers(pdfium.char_object, np.uint64, len(asked), repeat(page), asked)
    owner = known.repeat(_STRIDE)[:count]
    settled = np.zeros(len(known), dtype=bool)
    settled[:-1] = (known[1:] == known[:-1]) & (known[1:] != 0)
    doubtful = (~settled).repeat(_STRIDE)[:count]
    doubtful[::_STRIDE] = False
    rest = doubtful.nonzero()[0]
    owner[rest] = pdfium.answers(pdfium.char_object, np.uint64, len(rest), repeat(page), rest.tolist())
    return owner


def from_the_right(code: npt.NDArray[np.uint32]) -> bool:
    """Whether some of the signs are written from the right, or may be."""
    code = code[code >= _FROM_THE_RIGHT[0][0]]
    return bool(len(code)) and any(
        ((code >= first) & (code <= last)).any() for first, last in (*_FROM_THE_RIGHT, (0x10000, 0xFFFFFFFF))
    )


def _pair_surrogates(code: npt.NDArray[np.uint32]) -> None:
    """Makes one sign of the two halves that PDFium gives for one beyond U+FFFF (in place; the second half
    becomes a line end, which is not drawn), and U+FFFD of half ones."""
    halves = code >> 11 == 0xD800 >> 11
    if not halves.any():
        return
    high = (halves[:-1] & halves[1:] & (code[:-1] < 0xDC00) & (code[1:] >= 0xDC00)).nonzero()[0]
    whole = 0x10000 + ((code[high] - 0xD800) << 10) + (code[high + 1] - 0xDC00)
    code[halves] = 0xFFFD
    code[high], code[high + 1] = whole, _LINE_END


@dataclass(frozen=True, slots=True, eq=False)
class _Pieces:
    """What the glyphs of one text-showing operation share, on the page as displayed."""

    size: Floats
    direction: npt.NDArray[np.int8]
    origin: Floats
    """Of its first glyph."""
    bold: Flags
    ink: npt.NDArray[np.int64]
    invisible: Flags
    window: Floats | None
    """(n, 4): the box in which each can be seen; None where nothing is clipped."""


def _outside(box: Floats, piece: Indices, window: Floats) -> Flags:
    """Which glyphs belong to a piece of which no glyph reaches into its window."""
    seen = window[piece]
    inside = (box[:, 2] > seen[:, 0]) & (box[:, 0] < seen[:, 2])
    inside &= (box[:, 3] > seen[:, 1]) & (box[:, 1] < seen[:, 3])
    unseen: Flags = (np.bincount(piece[inside], minlength=len(window)) == 0)[piece]
    return unseen


def _pieces(page: pdfium.Argument, owners: list[int], starts: list[int], to_display: Floats) -> _Pieces:
    """``owners``: the text objects of the pieces; ``starts``: their first characters."""
    count, texts = len(owners), pdfium.pointers(owners)
    matrix = pdfium.MATRIX.written(pdfium.char_matrix, count, (page,) * count, starts).astype(np.float64)
    origin = pdfium.POINT.written(pdfium.char_origin, count, (page,) * count, starts)
    # Text matrix in display space, y up again so that angles count counter-clockwise.
    shown = (matrix[:, :4].reshape(-1, 2, 2) @ to_display[:, :2].T).reshape(-1, 4)
    shown[:, 1::2] *= -1.0
    height = np.hypot(shown[:, 2], shown[:, 3])
    size = pdfium.SIZE.written(pdfium.text_size, count, texts)[:, 0].astype(np.float64)
    mode = pdfium.answers(pdfium.text_render_mode, np.int8, count, texts)
    red, green, blue, opacity = pdfium.COLOUR.written(pdfium.object_fill, count, texts).astype(np.int64).T
    fonts = list(map(pdfium.text_font, texts))
    bold = {font: is_bold(font) for font in set(fonts)}
    return _Pieces(
        size * np.where(height > 0, height, 1.0),
        directions(shown),
        moved(to_display, origin),
        np.array([bold[font] for font in fonts]) | (mode == _FILLED_AND_STROKED),
        red << 16 | green << 8 | blue,
        (mode == _INVISIBLE) | (mode == _CLIP) | (opacity == 0),
        windows(texts, matrix, to_display),
    )


def is_bold(font: int) -> bool:
    """Whether a font (PDFium handle) is bold, by its weight, its flags or its name."""
    if not font:
        return False
    own = pdfium.pointer(font)
    if pdfium.font_weight(own) >= 600 or pdfium.font_flags(own) & _BOLD_FLAG:
        return True
    name = ctypes.create_string_buffer(128)
    pdfium.font_name(own, ctypes.byref(name), len(name))
    return bold_name(name.value.decode("utf-8", "replace"))


def bold_name(name: str) -> bool:
    """Whether a font's name says that it is bold: ``ABCDEF+Arial-BoldMT``, ``Helvetica-Black``."""
    lower = name.lower()
    return any(part in lower for part in ("bold", "black", "heavy", "demi")) and "demilight" not in lower
