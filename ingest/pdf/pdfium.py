"""PDFium's functions bound for bulk use: called from C loops (``map``) with arguments made beforehand.

Source: PDFium's public headers fpdf_text.h, fpdf_edit.h. An ordinary call (typed pointers, ``byref``, the
interpreter's lock released each time) costs about 1.5 µs. Here the lock is kept, nothing is converted
(addresses come as ``ctypes`` arguments, made once and used again) and results land in arrays: 0.25 µs, so
that reading all boxes costs less than the parsing.

PDFium may be called by one thread at a time; so may these.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

_INT, _UNSIGNED, _ADDRESS = ctypes.c_int, ctypes.c_uint, ctypes.c_size_t

Argument = Any
"""An address as ctypes takes it without further conversion (its type has no public name), or an int."""

Function = Callable[..., int]


def _bound(function: object, result: type) -> Function:
    address = ctypes.cast(function, ctypes.c_void_p).value  # type: ignore[arg-type]
    assert address is not None
    return ctypes.PYFUNCTYPE(result)(address)


char_count = _bound(raw.FPDFText_CountChars, _INT)
char_unicode = _bound(raw.FPDFText_GetUnicode, _UNSIGNED)
char_object = _bound(raw.FPDFText_GetTextObject, _ADDRESS)
char_loose_box = _bound(raw.FPDFText_GetLooseCharBox, _INT)
char_origin = _bound(raw.FPDFText_GetCharOrigin, _INT)
char_matrix = _bound(raw.FPDFText_GetMatrix, _INT)
text_of_chars = _bound(raw.FPDFText_GetText, _INT)

text_size = _bound(raw.FPDFTextObj_GetFontSize, _INT)
text_font = _bound(raw.FPDFTextObj_GetFont, _ADDRESS)
text_render_mode = _bound(raw.FPDFTextObj_GetTextRenderMode, _INT)
font_weight = _bound(raw.FPDFFont_GetWeight, _INT)
font_flags = _bound(raw.FPDFFont_GetFlags, _INT)
font_name = _bound(raw.FPDFFont_GetBaseFontName, _ADDRESS)

object_fill = _bound(raw.FPDFPageObj_GetFillColor, _INT)
object_stroke = _bound(raw.FPDFPageObj_GetStrokeColor, _INT)
object_type = _bound(raw.FPDFPageObj_GetType, _INT)
object_matrix = _bound(raw.FPDFPageObj_GetMatrix, _INT)
object_bounds = _bound(raw.FPDFPageObj_GetBounds, _INT)
object_clip = _bound(raw.FPDFPageObj_GetClipPath, _ADDRESS)
clip_path_count = _bound(raw.FPDFClipPath_CountPaths, _INT)
clip_segment_count = _bound(raw.FPDFClipPath_CountPathSegments, _INT)
clip_segment = _bound(raw.FPDFClipPath_GetPathSegment, _ADDRESS)
page_object_count = _bound(raw.FPDFPage_CountObjects, _INT)
page_object = _bound(raw.FPDFPage_GetObject, _ADDRESS)
form_object_count = _bound(raw.FPDFFormObj_CountObjects, _INT)
form_object = _bound(raw.FPDFFormObj_GetObject, _ADDRESS)
path_draw_mode = _bound(raw.FPDFPath_GetDrawMode, _INT)
path_segment_count = _bound(raw.FPDFPath_CountSegments, _INT)
path_segment = _bound(raw.FPDFPath_GetPathSegment, _ADDRESS)
segment_type = _bound(raw.FPDFPathSegment_GetType, _INT)
segment_point = _bound(raw.FPDFPathSegment_GetPoint, _INT)
segment_closes = _bound(raw.FPDFPathSegment_GetClose, _INT)

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

pointer: Callable[[int], Argument] = ctypes.c_void_p.from_param
"""An address as an argument of the functions above (a bare int would be cut to 32 bits)."""


def pointers(addresses: Iterable[int]) -> list[Argument]:
    return list(map(pointer, addresses))


def handle(typed: object) -> int:
    """The address in one of PDFium's typed handles; 0 for a null one."""
    return ctypes.cast(typed, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def answers(function: Function, dtype: type, count: int, *arguments: Iterable[Argument]) -> np.ndarray:
    """What ``function`` returns for each of ``count`` sets of arguments."""
    return np.fromiter(map(function, *arguments), dtype, count)


class Slots:
    """Rows of numbers for PDFium to write into, and the addresses of their fields as arguments."""

    ROWS = 1024

    def __init__(self, *default: float, dtype: type, pointers: int = 1) -> None:
        """``default``: the row where a function writes nothing; ``pointers``: how many it wants of a row."""
        self._default: np.ndarray = np.array(default, dtype)
        self._rows: np.ndarray = np.empty((self.ROWS, len(default)), dtype)
        memory = (ctypes.c_char * self._rows.nbytes).from_buffer(self._rows.data)
        row, field = self._rows.strides
        self._at = [
            [ctypes.byref(memory, start) for start in range(k * field, self._rows.nbytes, row)]
            for k in range(pointers)
        ]

    def written(self, function: Function, count: int, *arguments: Sequence[Argument]) -> np.ndarray:
        """The rows that ``function`` writes for each of ``count`` sets of arguments; addresses come last."""
        made = np.empty((count, len(self._default)), self._rows.dtype)
        for start in range(0, count, self.ROWS):
            stop = min(start + self.ROWS, count)
            self._rows[: stop - start] = self._default
            own = arguments if count <= self.ROWS else [argument[start:stop] for argument in arguments]
            deque(map(function, *own, *self._at), maxlen=0)
            made[start:stop] = self._rows[: stop - start]
        return made


BOX = Slots(0, 0, 0, 0, dtype=np.float32)
"""For functions that take one address of four floats."""
SIDES = Slots(0, 0, 0, 0, dtype=np.float32, pointers=4)
MATRIX = Slots(1, 0, 0, 1, 0, 0, dtype=np.float32)
COLOUR = Slots(0, 0, 0, 255, dtype=np.uint32, pointers=4)
"""Red, green, blue, opacity; opaque black where an object has no colour of its own."""
POINT = Slots(0, 0, dtype=np.float64, pointers=2)
SEGMENT_POINT = Slots(0, 0, dtype=np.float32, pointers=2)
MODE = Slots(0, 0, dtype=np.int32, pointers=2)
SIZE = Slots(1, dtype=np.float32)


_SURROGATES = 0xD800 >> 11


def text(page: Argument, count: int) -> npt.NDArray[np.uint32]:
    """The code points of a text page's characters: in one call where each gives one unit of UTF-16."""
    units = np.zeros(count + 1, np.uint16)
    given = text_of_chars(page, 0, count, pointer(units.ctypes.data)) - 1
    if given == count and not (units >> 11 == _SURROGATES).any():
        return units[:count].astype(np.uint32)
    # Some character gives no unit or two: then the text does not tell which.
    return answers(char_unicode, np.uint32, count, repeat(page), range(count))
