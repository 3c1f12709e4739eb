"""A PDF opened with PDFium, its pages read one at a time into arrays."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import pypdfium2 as pdfium2
import pypdfium2.raw as raw

from ingest.errors import Unreadable
from ingest.pdf import pdfium
from ingest.pdf.frame import displayed
from ingest.pdf.glyphs import Glyphs, read_glyphs
from ingest.pdf.paths import Paths, read_paths
from ingest.problems import problem

MOST_GLYPHS = 150_000
"""On one page; a page of small print has 15,000."""
MOST_PATHS = 60_000
"""Path segments on one page; a page ruled on every side of every cell has some thousands."""
_SANE_SIDE = 15_000.0
"""Points: 5 m; ISO 32000-1 annex C allows 14,400."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """All that was read of a page, as displayed: points, origin at the top left."""

    number: int
    """From 1."""
    width: float
    height: float
    glyphs: Glyphs
    paths: Paths
    cut: bool = False
    """Some of its glyphs or paths were over the bound and left out."""
    instead: bool = False
    """The second reader read it where the first could not."""

    @property
    def is_empty(self) -> bool:
        """Nothing at all stands on it."""
        return not (len(self.glyphs) or self.paths.anything)


@contextmanager
def opened(data: bytes, password: str | None) -> Iterator[pdfium2.PdfDocument]:
    """The document, closed at the end. Raises Unreadable when it is encrypted or PDFium finds no document."""
    try:
        document = _open(data, password)
    except pdfium2.PdfiumError as refusal:
        if "assword" in str(refusal) or "ecurity" in str(refusal):
            raise Unreadable(problem("wrong_password" if password else "encrypted")) from refusal
        rebuilt = with_trailer(data)
        if rebuilt is None:
            raise Unreadable(problem("damaged", what="PDFium: " + str(refusal))) from refusal
        try:
            document = _open(rebuilt, password)
        except pdfium2.PdfiumError:
            raise Unreadable(problem("damaged", what="PDFium: " + str(refusal))) from refusal
    try:
        yield document
    finally:
        document.close()


def _open(data: bytes, password: str | None) -> pdfium2.PdfDocument:
    """The document with a password, or without: many are protected against changes only, and open to all."""
    try:
        return pdfium2.PdfDocument(data, password=password)
    except pdfium2.PdfiumError as refusal:
        if not password or "assword" not in str(refusal):
            raise
        with suppress(pdfium2.PdfiumError):
            return pdfium2.PdfDocument(data)
        raise


_ROOT = re.compile(rb"/Root\s+(\d+)\s+(\d+)\s+R")
_CATALOG = re.compile(rb"(\d+)\s+(\d+)\s+obj\s*<<(?:(?!endobj).){0,2000}?/Type\s*/Catalog\b", re.DOTALL)


def with_trailer(data: bytes) -> bytes | None:
    """A file that was cut off before its trailer, with a new one that names its catalog, so that PDFium can
    rebuild the list of its objects; None where no catalog is left."""
    found = list(_ROOT.finditer(data)) or list(_CATALOG.finditer(data))
    if not found or b"trailer" in data[found[-1].start() :]:
        return None
    number, generation = found[-1].groups()
    end = b"\nendstream\nendobj\n" if data.rfind(b"endobj") < data.rfind(b" obj") else b"\n"
    return data + end + b"trailer\n<< /Root %s %s R >>\nstartxref\n0\n%%%%EOF\n" % (number, generation)


def is_cut(data: bytes) -> bool:
    """Whether the file ends without the mark that ends every PDF (ISO 32000-1, 7.5.5): cut in transfer."""
    return b"%%EOF" not in data[-4096:]


def read_sheet(document: pdfium2.PdfDocument, index: int) -> Sheet | None:
    """One page (index from 0), or None when it cannot be loaded. The page is closed again."""
    try:
        page = document[index]
    except pdfium2.PdfiumError:
        return None
    try:
        bounds = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page.raw, ctypes.byref(bounds))
        left, right = sorted((bounds.left, bounds.right))
        bottom, top = sorted((bounds.bottom, bounds.top))
        finite = all(map(math.isfinite, (left, right, bottom, top)))
        if not finite or not (right - left > 0 and top - bottom > 0):
            left, bottom, right, top = 0.0, 0.0, 612.0, 792.0
        right, top = min(right, left + _SANE_SIDE), min(top, bottom + _SANE_SIDE)
        rotation = raw.FPDFPage_GetRotation(page.raw)
        to_display = displayed(rotation, left, bottom, right, top)
        width, height = right - left, top - bottom
        if rotation % 2:
            width, height = height, width
        paths = read_paths(pdfium.handle(page.raw), to_display, width, height, MOST_PATHS)
        text = raw.FPDFText_LoadPage(page.raw)
        if not text:
            return Sheet(index + 1, width, height, read_glyphs(0, to_display, 0)[0], paths, paths.cut)
        try:
            glyphs, cut = read_glyphs(pdfium.handle(text), to_display, MOST_GLYPHS)
        finally:
            raw.FPDFText_ClosePage(text)
        return Sheet(index + 1, width, height, glyphs, paths, cut or paths.cut)
    finally:
        page.close()
