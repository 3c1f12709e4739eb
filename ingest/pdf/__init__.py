"""PDF → ``Document``: glyphs and rulings by PDFium, words, tables and paragraphs by geometry.

The way of a page: ``opening`` (arrays of glyphs and paths) → ``rulings``, ``words`` → ``typeset`` →
``regions`` and ``text_areas`` (where tables are) → ``meshes``, ``columned``, ``band_cells``, ``cells`` (what
they hold) → ``pages``; then, over all pages, ``furniture``, ``headings`` and ``reading``.
Format: ISO 32000-1 (PDF 1.7).
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.access import PdfReader
from ingest.document import Document, Source
from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.pdf import opening
from ingest.pdf.opening import Sheet
from ingest.pdf.overlong import LONGEST, shortened
from ingest.pdf.properties import properties_of
from ingest.pdf.reading import assemble
from ingest.problems import Outcome, problem

__all__ = ["read_document", "read_with", "sheets"]

_PAGES_AT_ONCE = 50
"""Fewer would not keep less; with all 1,000 pages of a file at once PDFium kept 90 MiB more."""


def read_document(
    data: bytes,
    source: Source,
    limits: Limits,
    password: str | None,
    reader: PdfReader = PdfReader.PDFIUM,
) -> Document:
    """The document in a PDF; where PDFium is to read it and cannot open it, pdfplumber does.

    Raises Unreadable when neither can open it, or when it is encrypted and the password does not fit.
    """
    del (
        limits
    )  # The bounds of a page stand in ``opening`` and ``overlong``; the file's size is checked before.
    if reader is PdfReader.PDFPLUMBER:
        return read_with(reader, data, source, password)
    try:
        document = read_with(reader, data, source, password)
    except Unreadable as refusal:
        if refusal.problem.kind in ("encrypted", "wrong_password"):
            raise
        return _by_the_other(data, source, password, refusal)
    if any(found.outcome is Outcome.NOT_READ for found in document.problems):
        return _by_the_other(data, source, password, Unreadable(document.problems[0]))
    return document


def read_with(reader: PdfReader, data: bytes, source: Source, password: str | None = None) -> Document:
    """The document in a PDF by one of the two readers. Raises Unreadable when it cannot open the file."""
    if reader is PdfReader.PDFPLUMBER:
        return assemble(source, sheets(reader, data, password), {})
    short = shortened(data)
    data = short or data
    noted = [problem("pdf_cut")] if opening.is_cut(data) else []
    if short:
        noted.append(problem("pdf_content_overlong", limit=f"{LONGEST >> 20} MiB"))
    properties: dict[str, str] = {}
    document = assemble(source, sheets(reader, data, password, properties), properties, noted)
    if not document.pages:
        raise Unreadable(problem("damaged", what="PDF without pages"))
    return document


def sheets(
    reader: PdfReader, data: bytes, password: str | None, properties: dict[str, str] | None = None
) -> Iterator[Sheet | None]:
    """The pages one by one; None for one that cannot be read. Raises Unreadable for a file that cannot be
    opened. What PDFium knows of the file is added to ``properties`` when it is opened.

    PDFium keeps what it has loaded (fonts above all) until the document is closed: that is done now and
    then, so that memory does not grow with the pages.
    """
    if reader is PdfReader.PDFPLUMBER:
        from ingest.pdf import second_reader

        with second_reader.opened(data, password) as plumbed:
            for index in range(len(plumbed.pages)):
                yield second_reader.read_sheet(plumbed, index)
        return
    start, count = 0, 1
    while start < count:
        with opening.opened(data, password) as pdf:
            count = len(pdf)
            if properties is not None and not start:
                properties.update(properties_of(pdf))
            for index in range(start, min(start + _PAGES_AT_ONCE, count)):
                yield opening.read_sheet(pdf, index)
        start += _PAGES_AT_ONCE


def _by_the_other(data: bytes, source: Source, password: str | None, first: Unreadable) -> Document:
    try:
        return read_with(PdfReader.PDFPLUMBER, data, source, password)
    except Unreadable:
        raise first from None
