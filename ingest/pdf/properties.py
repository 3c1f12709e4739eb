"""What a PDF says of itself: its information dictionary (ISO 32000-1, 14.3.3) and the catalog's language."""

from __future__ import annotations

import ctypes
import re

import pypdfium2 as pdfium2
import pypdfium2.raw as raw

_NAMES = {"Title": "title", "Author": "creator", "Subject": "description", "Keywords": "subject"}
_LONGEST = 100_000
"""Bytes of an entry; what is longer is no title."""
_DATES = {"CreationDate": "created", "ModDate": "modified"}
_DATE = re.compile(
    r"D?:?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?\s*(?:([+-])(\d{2})'?(\d{2})?'?|(Z).*)?"
)


def properties_of(document: pdfium2.PdfDocument) -> dict[str, str]:
    """Dublin Core names and values; dates in ISO 8601; empty entries left out."""
    made = {ours: _entry(document, theirs).strip("\x00 ") for theirs, ours in _NAMES.items()}
    made |= {ours: iso_date(_entry(document, theirs)) for theirs, ours in _DATES.items()}
    if language := _language(document):
        made["language"] = language
    return {name: value for name, value in made.items() if value}


def iso_date(text: str) -> str:
    """A PDF date (ISO 32000-1, 7.9.4) in ISO 8601, as precise as it is; empty when it is none."""
    found = _DATE.match(text)
    if not found:
        return ""
    year, month, day, hour, minute, second, sign, off_hour, off_minute, zulu = found.groups()
    date = "-".join(part for part in (year, month, month and day) if part)
    if not (day and hour and minute):
        return date
    zone = "Z" if zulu else f"{sign}{off_hour}:{off_minute or '00'}" if sign else ""
    return f"{date}T{hour}:{minute}:{second or '00'}{zone}"


def _entry(document: pdfium2.PdfDocument, name: str) -> str:
    """An entry of the information dictionary; half characters in it become U+FFFD."""
    key = name.encode()
    length = raw.FPDF_GetMetaText(document.raw, key, None, 0)
    if not 2 < length < _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDF_GetMetaText(document.raw, key, buffer, length)
    return buffer.raw[:-2].decode("utf-16-le", "replace")


def _language(document: pdfium2.PdfDocument) -> str:
    length = raw.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if not 2 < length < 200:
        return ""
    buffer = (ctypes.c_ubyte * length)()
    raw.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    return bytes(buffer).decode("utf-16-le", "replace").strip("\x00 ")
