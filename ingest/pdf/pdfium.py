"""PDFium's functions bound for bulk use: called from C loops (``map``), addresses passed as integers.

Source: PDFium's public headers fpdf_text.h, fpdf_edit.h. One call per glyph through ordinary bindings
(typed pointers, ``byref``, the interpreter lock released each time) costs about 1.5 µs; with integer
addresses into a numpy array and the lock kept, 0.35 µs: reading all boxes is then cheaper than the parsing.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable
from itertools import repeat

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

_PTR, _INT = ctypes.c_void_p, ctypes.c_int
_ADDRESS = ctypes.c_size_t


def _bound(function: object, result: type, *arguments: type) -> Callable[..., int]:
    address = ctypes.cast(function, _PTR).value  # type: ignore[arg-type]
    assert address is not None
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


char_count = _bound(raw.FPDFText_CountChars, _INT, _PTR)
char_unicode = _bound(raw.FPDFText_GetUnicode, ctypes.c_uint, _PTR, _INT)
char_object = _bound(raw.FPDFText_GetTextObject, _ADDRESS, _PTR, _INT)
char_loose_box = _bound(raw.FPDFText_GetLooseCharBox, _INT, _PTR, _INT, _PTR)
char_origin = _bound(raw.FPDFText_GetCharOrigin, _INT, _PTR, _INT, _PTR, _PTR)
char_matrix = _bound(raw.FPDFText_GetMatrix, _INT, _PTR, _INT, _PTR)
char_unmapped = _bound(raw.FPDFText_HasUnicodeMapError, _INT, _PTR, _INT)

text_size = _bound(raw.FPDFTextObj_GetFontSize, _INT, _PTR, _PTR)
text_font = _bound(raw.FPDFTextObj_GetFont, _ADDRESS, _PTR)
text_render_mode = _bound(raw.FPDFTextObj_GetTextRenderMode, _INT, _PTR)
font_weight = _bound(raw.FPDFFont_GetWeight, _INT, _PTR)
font_flags = _bound(raw.FPDFFont_GetFlags, _INT, _PTR)
font_name = _bound(raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, _PTR, _PTR, ctypes.c_size_t)

object_fill = _bound(raw.FPDFPageObj_GetFillColor, _INT, _PTR, _PTR, _PTR, _PTR, _PTR)
object_stroke = _bound(raw.FPDFPageObj_GetStrokeColor, _INT, _PTR, _PTR, _PTR, _PTR, _PTR)
object_stroke_width = _bound(raw.FPDFPageObj_GetStrokeWidth, _INT, _PTR, _PTR)
object_type = _bound(raw.FPDFPageObj_GetType, _INT, _PTR)
object_matrix = _bound(raw.FPDFPageObj_GetMatrix, _INT, _PTR, _PTR)
object_bounds = _bound(raw.FPDFPageObj_GetBounds, _INT, _PTR, _PTR, _PTR, _PTR, _PTR)
page_object_count = _bound(raw.FPDFPage_CountObjects, _INT, _PTR)
page_object = _bound(raw.FPDFPage_GetObject, _ADDRESS, _PTR, _INT)
form_object_count = _bound(raw.FPDFFormObj_CountObjects, _INT, _PTR)
form_object = _bound(raw.FPDFFormObj_GetObject, _ADDRESS, _PTR, ctypes.c_ulong)
path_draw_mode = _bound(raw.FPDFPath_GetDrawMode, _INT, _PTR, _PTR, _PTR)
path_segment_count = _bound(raw.FPDFPath_CountSegments, _INT, _PTR)
path_segment = _bound(raw.FPDFPath_GetPathSegment, _ADDRESS, _PTR, _INT)
segment_type = _bound(raw.FPDFPathSegment_GetType, _INT, _PTR)
segment_point = _bound(raw.FPDFPathSegment_GetPoint, _INT, _PTR, _PTR, _PTR)
segment_closes = _bound(raw.FPDFPathSegment_GetClose, _INT, _PTR)

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]


def handle(pointer: object) -> int:
    """The address in one of PDFium's typed handles; 0 for a null one."""
    return ctypes.cast(pointer, _PTR).value or 0  # type: ignore[arg-type]


def each(function: Callable[..., int], owner: int, count: int, *slots: range) -> None:
    """``function(owner, i, *addresses)`` for i in 0…count−1, looped in C; slots are ranges of addresses."""
    deque(map(function, repeat(owner), range(count), *slots), maxlen=0)


def slots(array: np.ndarray, field: int = 0) -> range:
    """The addresses of one field of each row of a two-dimensional, C-contiguous array."""
    start = array.ctypes.data + field * array.itemsize
    return range(start, start + array.nbytes, array.strides[0] or 1)
