"""PDF → ``Document``: glyphs and rulings by PDFium, words, tables and paragraphs by geometry.

The way of a page: ``opening`` (arrays of glyphs and paths) → ``rulings``, ``words`` → ``lines`` → ``regions``
and ``runs`` (where tables are) → ``lattice``, ``columns``, ``rows``, ``headers``, ``cells`` (what they hold)
→ ``pages``; then, over all pages, ``furniture``, ``headings`` and ``reading``.
Format: ISO 32000-1 (PDF 1.7).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ingest.document import Document, Source
from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.pdf import opening
from ingest.pdf.opening import Sheet
from ingest.pdf.properties import properties_of
from ingest.pdf.reading import assemble
from ingest.problems import Outcome, problem

__all__ = ["read_document", "read_with"]

Library = Literal["pdfium", "pdfplumber"]

_PAGES_AT_ONCE = 100


def read_document(data: bytes, source: Source, limits: Limits, password: str | None) -> Document:
    """The document in a PDF, by PDFium; by pdfplumber where PDFium cannot open it.

    Raises Unreadable when neither can open it, or when it is encrypted and the password does not fit.
    """
    del limits  # The bounds of a page stand in ``opening``; the file's size is checked before.
    try:
        document = read_with("pdfium", data, source, password)
    except Unreadable as refusal:
        if refusal.problem.kind in ("encrypted", "wrong_password"):
            raise
        return _by_the_other(data, source, password, refusal)
    if any(found.outcome is Outcome.NOT_READ for found in document.problems):
        return _by_the_other(data, source, password, Unreadable(document.problems[0]))
    return document


def read_with(library: Library, data: bytes, source: Source, password: str | None = None) -> Document:
    """The document in a PDF by one of the two readers. Raises Unreadable when it cannot open the file."""
    if library == "pdfplumber":
        from ingest.pdf import second_reader

        with second_reader.opened(data, password) as plumbed:
            sheets = (second_reader.read_sheet(plumbed, k) for k in range(len(plumbed.pages)))
            return assemble(source, sheets, {})
    with opening.opened(data, password) as pdf:
        count = len(pdf)
        properties = properties_of(pdf)
    if not count:
        raise Unreadable(problem("damaged", what="PDF without pages"))
    noted = [problem("pdf_cut")] if opening.is_cut(data) else []
    return assemble(source, _sheets(data, password, count), properties, noted)


def _sheets(data: bytes, password: str | None, count: int) -> Iterator[Sheet | None]:
    """The pages one by one. PDFium keeps what it has loaded (fonts above all) until the document is closed:
    that is done now and then, so that memory does not grow with the pages."""
    for start in range(0, count, _PAGES_AT_ONCE):
        with opening.opened(data, password) as pdf:
            for index in range(start, min(start + _PAGES_AT_ONCE, count)):
                yield opening.read_sheet(pdf, index)


def _by_the_other(data: bytes, source: Source, password: str | None, first: Unreadable) -> Document:
    try:
        return read_with("pdfplumber", data, source, password)
    except Unreadable:
        raise first from None
