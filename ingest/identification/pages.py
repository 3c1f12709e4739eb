"""PDF and RTF: which version, by the header and by what the file declares."""

from __future__ import annotations

import re

from ingest.identification.kinds import Identification, kinds, known_as

_PDF_SPAN = 1024
"""The header stands within as many bytes (ISO 32000-1, annex H.3, note 13)."""
_LATE_SPAN = 8192
"""Readers that rebuild a damaged file find a header as late as here."""
_PDF_END = 2048
"""Bytes at the end that name the cross-reference table (7.5.5) and a little that may follow."""
_PDF_HEADER = re.compile(rb"%PDF-(\d\.\d)?")
_PDFA_NAMESPACE = b"http://www.aiim.org/pdfa/ns/id"
_PDFA_REACH = 8192
"""Bytes on both sides of the namespace in which part and conformance stand."""
_PDFA_PART = re.compile(rb"""pdfaid:part\s*(?:=\s*["']|>)\s*(\d)""")
_PDFA_CONFORMANCE = re.compile(rb"""pdfaid:conformance\s*(?:=\s*["']|>)\s*([A-Za-z])""")

_RTF_HEADER = re.compile(rb"\s*\{\\rtf")
_RTF_CHARACTER_SET = re.compile(rb"\\(?:ansi|mac|pca|pc)(?![a-z])")
_RTF_19 = (rb"\*\colorschememapping", rb"\afelev", rb"\*\datastore", rb"\*\defchp")
_RTF_SPAN = 1 << 20


def identify_pdf(data: bytes) -> Identification | None:
    """The version of a PDF, or of PDF/A where its metadata declare it; ``None`` for what is no PDF.

    A header that does not stand at the very start counts only before an object, so that a text that speaks
    of PDF is none.
    """
    header = _PDF_HEADER.search(data, 0, _PDF_SPAN + 8) or _late_header(data)
    if header is None or (
        header.start() > 0 and not _is_blank(data[: header.start()]) and b" obj" not in data
    ):
        return None
    version = (header[1] or b"").decode()
    declared = _pdfa(data)
    for key in (f"pdfa-{declared}", f"pdf-{version}"):
        if key in kinds():
            return known_as(key)
    return known_as("pdf")


def _late_header(data: bytes) -> re.Match[bytes] | None:
    """A header behind so much that is no PDF (headers of a transfer, most often) counts where the file ends
    as a PDF does, and holds an object."""
    found = _PDF_HEADER.search(data, _PDF_SPAN, _LATE_SPAN)
    if found is None or found[1] is None:
        return None
    end = data[-_PDF_END:]
    return found if b"startxref" in end and b"%%EOF" in end else None


def _is_blank(start: bytes) -> bool:
    return not start.strip(b"\xef\xbb\xbf \t\r\n\0")


def _pdfa(data: bytes) -> str:
    """``2b`` for PDF/A-2b; empty where the XMP packet, which PDF/A keeps uncompressed, declares nothing."""
    at = data.find(_PDFA_NAMESPACE)
    if at < 0:
        return ""
    around = data[max(0, at - _PDFA_REACH) : at + _PDFA_REACH]
    part, conformance = _PDFA_PART.search(around), _PDFA_CONFORMANCE.search(around)
    if part is None or conformance is None:
        return ""
    return (part[1] + conformance[1].lower()).decode()


def identify_rtf(data: bytes) -> Identification | None:
    """The version of an RTF file by the control words that each brought, as PRONOM's signatures have it;
    ``None`` for what is no RTF."""
    if _RTF_HEADER.match(data) is None:
        return None
    head = data[:_RTF_SPAN]
    if b"\\ansicpg" not in head:
        return known_as("rtf-1.0" if _RTF_CHARACTER_SET.search(head) else "rtf")
    if b"\\stshfdbch" not in head:
        return known_as("rtf-1.5")
    if any(word in head for word in _RTF_19):
        return known_as("rtf-1.9")
    return known_as("rtf-1.8" if b"\\lsdstimax" in head else "rtf-1.7")
