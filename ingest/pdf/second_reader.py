"""The second reader: pdfplumber (pdfminer) gives the same glyphs and paths by another road.

It takes over where PDFium cannot open a file that pdfminer can, and stands beside PDFium in differential
tests. Ten times slower; everything after the glyphs is the same code.
"""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import numpy as np
import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from ingest.errors import Unreadable
from ingest.pdf.frame import displayed, moved
from ingest.pdf.glyphs import Glyphs, assembled, bold_name, directions, empty
from ingest.pdf.opening import MOST_GLYPHS, MOST_PATHS, Sheet
from ingest.pdf.paths import Collector, Paths
from ingest.problems import problem

# pdfminer remarks on every oddity of a damaged file; what matters becomes a problem of the document.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())
logging.getLogger("pdfminer").propagate = False

_DAMAGE = (
    MalformedPDFException,
    PdfminerException,
    MalformedPDFException,
    PDFException,
    PSException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    EOFError,
    struct.error,
    zlib.error,
)
"""What pdfminer raises on damaged files, besides its own exceptions."""


@contextmanager
def opened(data: bytes, password: str | None) -> Iterator[PDF]:
    """The document, closed at the end. Raises Unreadable when it is encrypted or pdfminer finds none."""
    try:
        document = pdfplumber.open(io.BytesIO(data), password=password or "")
        count = len(document.pages)
    except _DAMAGE as refusal:
        causes = (refusal, refusal.__cause__, refusal.__context__, *refusal.args)
        if any(isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError) for cause in causes):
            raise Unreadable(problem("wrong_password" if password else "encrypted")) from refusal
        raise Unreadable(problem("damaged", what=f"pdfminer: {type(refusal).__name__}")) from refusal
    if not count:
        raise Unreadable(problem("damaged", what="PDF without pages"))
    try:
        yield document
    finally:
        document.close()


def read_sheet(document: PDF, index: int) -> Sheet | None:
    """One page (index from 0), or None when pdfminer cannot read it."""
    page = document.pages[index]
    try:
        left, top, width, height = _shown(page)
        glyphs = _glyphs(page.chars[:MOST_GLYPHS], left, top)
        paths = _paths(page, left, top, width, height)
        cut = len(page.chars) > MOST_GLYPHS or paths.cut
        return Sheet(index + 1, width, height, glyphs, paths, cut)
    except _DAMAGE:
        return None
    finally:
        page.close()


def _shown(page: Any) -> tuple[float, float, float, float]:
    """Left, top, width and height of what is shown of a page: its crop box within its media box, turned as
    the page is (pdfplumber turns the coordinates of the crop box, but not where they count from)."""
    media, crop = (np.array(box, dtype=np.float64) for box in (page.page_obj.mediabox, page.page_obj.cropbox))
    media = np.concatenate((np.minimum(media[:2], media[2:]), np.maximum(media[:2], media[2:])))
    crop = np.concatenate((np.minimum(crop[:2], crop[2:]), np.maximum(crop[:2], crop[2:])))
    crop = np.concatenate((np.maximum(crop[:2], media[:2]), np.minimum(crop[2:], media[2:])))
    if (crop[2:] <= crop[:2]).any():
        crop = media
    x0, y0, x1, y1 = media.tolist()
    corners = moved(displayed(page.rotation // 90, x0, y0, x1, y1), crop.reshape(2, 2))
    (left, top), (right, bottom) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
    return page.bbox[0] + left, page.bbox[1] + top, right - left, bottom - top


def _glyphs(chars: list[dict[str, Any]], left: float, top: float) -> Glyphs:
    rows = [(char, sign) for char in chars for sign in (char["text"] or "\ufffd")]
    rows = [(char, sign) for char, sign in rows if char.get("size")]
    if not rows:
        return empty()
    matrix = np.array([char["matrix"] for char, _ in rows], dtype=np.float64)
    box = np.array([[c["x0"] - left, c["top"] - top, c["x1"] - left, c["bottom"] - top] for c, _ in rows])
    upright = np.array([bool(char["upright"]) for char, _ in rows])
    along = np.where(upright, box[:, 2] - box[:, 0], box[:, 3] - box[:, 1])
    size = np.where(upright, box[:, 3] - box[:, 1], box[:, 2] - box[:, 0])
    # The matrix places the glyph on its baseline, in pdfminer's coordinates (y upwards).
    x = matrix[:, 4] - left
    y = box[:, 1] + np.array([char["y1"] for char, _ in rows]) - matrix[:, 5]
    return assembled(
        np.array([ord(sign) for _, sign in rows], dtype=np.uint32),
        np.column_stack((x, y)),
        along,
        size,
        directions(matrix),
        bold=np.array([bold_name(str(char["fontname"])) for char, _ in rows]),
        ink=np.array([_ink(char.get("non_stroking_color")) for char, _ in rows], dtype=np.int64),
        unmapped=np.array([sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff" for _, sign in rows]),
    )


def _ink(colour: object) -> int:
    """0xRRGGBB of a pdfminer colour: a number (grey), or 1 (grey), 3 (RGB) or 4 (CMYK) of them."""
    parts = [
        float(p)
        for p in (colour if isinstance(colour, list | tuple) else [colour])
        if isinstance(p, int | float)
    ]
    if len(parts) == 4:
        parts = [(1 - part) * (1 - parts[3]) for part in parts[:3]]
    elif len(parts) == 1:
        parts = parts * 3
    if len(parts) != 3:
        return 0
    red, green, blue = (min(max(round(part * 255), 0), 255) for part in parts)
    return red << 16 | green << 8 | blue


def _paths(page: Any, left: float, top: float, width: float, height: float) -> Paths:
    to = Collector(width, height)
    for item in [*page.rects, *page.lines, *page.curves][:MOST_PATHS]:
        points = [(x - left, y - top) for x, y in item.get("pts") or []]
        x0, y0, x1, y1 = item["x0"] - left, item["top"] - top, item["x1"] - left, item["bottom"] - top
        kind = item["object_type"]
        if kind == "curve" and not _is_polyline(points):
            to.oblique.append((x0, y0, x1, y1))
            continue
        if kind == "rect" and item.get("fill"):
            to.rectangle(x0, y0, x1, y1, _ink(item.get("non_stroking_color")))
        if item.get("stroke"):
            stroke_ink = _ink(item.get("stroking_color"))
            if kind == "rect":
                points = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
            for a, b in pairwise(points):
                to.line(a[0], a[1], b[0], b[1], stroke_ink)
    to.pictures += [(i["x0"] - left, i["top"] - top, i["x1"] - left, i["bottom"] - top) for i in page.images]
    to.cut = len(page.rects) + len(page.lines) + len(page.curves) > MOST_PATHS
    return to.done()


def _is_polyline(points: list[tuple[float, float]]) -> bool:
    return len(points) > 1 and all(
        abs(a[0] - b[0]) < 0.6 or abs(a[1] - b[1]) < 0.6 for a, b in pairwise(points)
    )
