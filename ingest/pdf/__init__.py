"""PDF → ``Document``: glyphs and rulings by PDFium, words, tables and paragraphs by geometry.

The way of a page: ``opening`` (arrays of glyphs and paths) → ``rulings``, ``words`` → ``typeset`` →
``regions`` and ``text_areas`` (where tables are) → ``meshes``, ``columned``, ``band_cells``, ``cells`` (what
they hold) → ``pages``; then, over all pages, ``furniture``, ``headings`` and ``reading``.
Format: ISO 32000-1 (PDF 1.7).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.access import PdfReader
from ingest.document import Document, Source
from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.pdf import opening
from ingest.pdf.form_graph import MOST, without_excess
from ingest.pdf.opening import Sheet
from ingest.pdf.overlong import LONGEST, shortened
from ingest.pdf.properties import properties_of
from ingest.pdf.reading import assemble
from ingest.problems import Outcome, Problem, problem

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF

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
    data, noted = _bounded(data)
    if reader is PdfReader.PDFPLUMBER:
        return read_with(reader, data, source, password, noted)
    try:
        document = read_with(reader, data, source, password, noted)
    except Unreadable as refusal:
        if refusal.problem.kind in ("encrypted", "wrong_password"):
            raise
        return _by_the_other(data, source, password, noted, refusal)
    if any(found.outcome is Outcome.NOT_READ for found in document.problems):
        return _by_the_other(data, source, password, noted, Unreadable(document.problems[0]))
    return document


def read_with(
    reader: PdfReader, data: bytes, source: Source, password: str | None = None, noted: Sequence[Problem] = ()
) -> Document:
    """The document in a PDF by one of the two readers; ``noted`` is what was found wrong before. Raises
    Unreadable when it cannot open the file."""
    if reader is PdfReader.PDFPLUMBER:
        return assemble(source, sheets(reader, data, password), {}, noted)
    cut = [problem("pdf_cut")] if opening.is_cut(data) else []
    properties: dict[str, str] = {}  # Known from the first page on: the file is opened once for both.
    document = assemble(source, sheets(reader, data, password, properties), properties, [*cut, *noted])
    if not document.pages:
        raise Unreadable(problem("damaged", what="PDF without pages"))
    return document


def _by_the_other(
    data: bytes, source: Source, password: str | None, noted: Sequence[Problem], first: Unreadable
) -> Document:
    told = [*noted, problem("pdf_by_second_reader")]
    try:
        return read_with(PdfReader.PDFPLUMBER, data, source, password, told)
    except Unreadable:
        raise first from None


def _bounded(data: bytes) -> tuple[bytes, list[Problem]]:
    """The file without what no page could hold without filling the memory, and what is to be told of that."""
    noted = []
    if short := shortened(data):
        noted.append(problem("pdf_content_overlong", limit=f"{LONGEST >> 20} MiB"))
    if plain := without_excess(short or data):
        noted.append(problem("pdf_forms_overfull", limit=f"{MOST >> 20} MiB"))
    return plain or short or data, noted


def sheets(
    reader: PdfReader, data: bytes, password: str | None, properties: dict[str, str] | None = None
) -> Iterator[Sheet | None]:
    """The pages one by one; None for one that cannot be read. Raises Unreadable for a file that cannot be
    opened. What PDFium knows of the file is added to ``properties`` when it is opened.

    PDFium keeps what it has loaded (fonts above all) until the document is closed: that is done now and
    then, so that memory does not grow with the pages. Pages that it cannot read, or finds empty, are asked of
    pdfplumber.
    """
    if reader is PdfReader.PDFPLUMBER:
        from ingest.pdf import second_reader

        with second_reader.opened(data, password) as plumbed:
            for index in range(len(plumbed.pages)):
                yield second_reader.read_sheet(plumbed, index)
        return
    start, count = 0, 1
    with ExitStack() as open_besides:
        second: SecondReader | None = None
        while start < count:
            with opening.opened(data, password) as pdf:
                count = len(pdf)
                if properties is not None and not start:
                    properties.update(properties_of(pdf))
                for index in range(start, min(start + _PAGES_AT_ONCE, count)):
                    sheet = opening.read_sheet(pdf, index)
                    if sheet is None or sheet.is_empty:
                        second = second or open_besides.enter_context(SecondReader(data, password, count))
                        sheet = second.read_instead(sheet, index)
                    yield sheet
            start += _PAGES_AT_ONCE


class SecondReader:
    """pdfplumber beside PDFium, for single pages of a document of ``count`` pages."""

    def __init__(self, data: bytes, password: str | None, count: int) -> None:
        self._data, self._password, self._count = data, password, count
        self._open = ExitStack()
        self._document: PDF | None = None

    def __enter__(self) -> SecondReader:
        from ingest.pdf import second_reader

        with suppress(Unreadable):
            document = self._open.enter_context(second_reader.opened(self._data, self._password))
            # Where it leaves pages out, nobody knows which of them is which.
            if len(document.pages) == self._count:
                self._document = document
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def read_instead(self, sheet: Sheet | None, index: int) -> Sheet | None:
        """The page as pdfplumber sees it, where it sees more of it; else what there was."""
        from ingest.pdf import second_reader

        other = second_reader.read_sheet(self._document, index) if self._document is not None else None
        return (
            sheet if other is None or (other.is_empty and sheet is not None) else replace(other, instead=True)
        )
