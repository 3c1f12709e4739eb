"""What opens a file besides its bytes: the password of protected ones, and the library that reads a PDF."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class PdfReader(StrEnum):
    """Which library gives a PDF's glyphs and lines. PDFium hands over to pdfplumber what it cannot open."""

    PDFIUM = "pdfium"
    PDFPLUMBER = "pdfplumber"


@dataclass(frozen=True, slots=True)
class Access:
    password: str | None = field(default=None, repr=False)
    """Tried on every protected file; never written anywhere."""
    pdf_reader: PdfReader = PdfReader.PDFIUM


PLAIN = Access()
