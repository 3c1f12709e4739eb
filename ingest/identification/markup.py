"""XML by its root element, HTML by its document type, e-mail by its header lines, and plain text."""

from __future__ import annotations

import codecs
import re

from ingest.document import Format
from ingest.encoding import decode
from ingest.identification.kinds import Identification, kinds, known_as
from ingest.text_kind import kind_of_text

_HEAD = 1 << 16
"""Bytes in which a root element, a document type or header lines stand."""
_TEXT_HEAD = 1 << 20
"""Bytes that decide between HTML, Markdown and plain text."""

_PROLOG = re.compile(
    r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(r"<(?:([\w.-]+):)?([\w.-]+)([^>]*)", re.DOTALL)
_FLAT_ODF_TEXT = "application/vnd.oasis.opendocument.text"

_DOCTYPE = re.compile(r"<!doctype\s{1,9}([^>]{0,999})>", re.IGNORECASE)
_HTML_VERSIONS = (
    (re.compile(r"//DTD XHTML 1\.1"), "xhtml-1.1"),
    (re.compile(r"//DTD XHTML 1\.0"), "xhtml-1.0"),
    (re.compile(r"//DTD HTML 4\.01"), "html-4.01"),
    (re.compile(r"//DTD HTML 4\.0"), "html-4.0"),
    (re.compile(r"//DTD HTML 3\.2"), "html-3.2"),
    (re.compile(r"//(?:IETF|W3C)//DTD HTML(?: 2\.0)?//", re.IGNORECASE), "html-2.0"),
    (re.compile(r"\s*html\s*(?:SYSTEM\s*[\"']about:legacy-compat[\"']\s*)?$", re.IGNORECASE), "html-5"),
)

_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t]|From \S+@")
_ROUTING = frozenset({"mime-version", "message-id", "received", "return-path", "content-type", "x-mimeole"})
"""Header fields that only a mail program writes: a memo too begins with From, To and Date."""

_CONTROL = re.compile("[\x00-\x07\x0e-\x19\x1c-\x1f\x7f\ufffd]")
"""Characters that no text holds; backspace, end of file and escape stay in what printers and DOS wrote."""
_MOST_CONTROLS = 0.01
"""Share of them above which bytes are no text: random bytes hold ten times as many."""
_SAMPLE = 1 << 16
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def identify_markup(data: bytes) -> Identification | None:
    """XML and e-mail, which show themselves by their first lines; ``None`` for all else."""
    head = _plain(data[:_HEAD])
    return _xml(head) or _email(head)


def _plain(head: bytes) -> str:
    """The head with one character per byte, its zero bytes left out: enough to see ASCII marks in any of
    the encodings that hold them."""
    return head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").decode("latin-1")


def _xml(head: str) -> Identification | None:
    start = head.lstrip()
    if not start.startswith("<"):
        return None
    prolog = _PROLOG.match(start)
    root = _ROOT.match(start, prolog.end() if prolog else 0)
    if root is None:
        return known_as("xml") if start.startswith("<?xml") else None
    prefix, name, attributes = root[1] or "", root[2], root[3]
    if name.lower() == "html":
        return _html(head, is_xml=start.startswith("<?xml"))
    if name == "document" and "urn:oasis:names:tc:opendocument" in attributes:
        return known_as("fodt" if _FLAT_ODF_TEXT in attributes else "flat-odf")
    if name == "package" and "office/2006/xmlPackage" in attributes:
        return known_as("docx-flat" if "wordprocessingml" in head or "Word.Document" in head else "xml")
    if name == "wordDocument" and "office/word/2003/wordml" in attributes:
        return known_as("word-2003-xml")
    if name == "Workbook" and "office:spreadsheet" in attributes:
        return known_as("xml-spreadsheet")
    return known_as("xml") if start.startswith("<?xml") or prefix or "xmlns" in attributes else None


def _html(head: str, *, is_xml: bool = False) -> Identification:
    doctype = _DOCTYPE.search(head)
    if doctype is not None:
        for pattern, key in _HTML_VERSIONS:
            if pattern.search(doctype[1]):
                return known_as(key)
    return known_as("xhtml" if is_xml else "html")


def _email(head: str) -> Identification | None:
    lines = head.split("\n\n", 1)[0].split("\r\n\r\n", 1)[0].splitlines()
    if not lines or _HEADER_LINE.match(lines[0]) is None:
        return None
    fields = {found[1].lower() for line in lines if (found := _HEADER_LINE.match(line)) and found[1]}
    if not fields & _ROUTING or len(fields) < 2:
        return None
    if "mime-version" not in fields:
        return known_as("eml-plain") if {"from", "date"} <= fields else None
    is_bundle = re.search(r"^Content-Type:\s*multipart/related", head, re.IGNORECASE | re.MULTILINE)
    return known_as("mhtml" if is_bundle else "eml")


def identify_text(data: bytes) -> Identification | None:
    """HTML, Markdown or plain text; ``None`` for bytes that are no text.

    Memory: one MiB of the text, decoded.
    """
    if not looks_like_text(data):
        return None
    found = kind_of_text(decode(data[:_TEXT_HEAD]).text)
    if found.format is Format.HTML:
        version = _html(_plain(data[:_HEAD]))
        return Identification(Format.HTML, version.puid, f"{version.basis}; {found.basis}")
    return Identification(found.format, kinds()[found.format.value].puid, found.basis)


def looks_like_text(data: bytes) -> bool:
    """Whether samples from the start, the middle and the end hold hardly any control character."""
    codec = _wide_codec(data[:_SAMPLE]) or "latin-1"
    starts = (
        {0, len(data) // 2 // 4 * 4, max(0, len(data) - _SAMPLE) // 4 * 4} if len(data) > _SAMPLE else {0}
    )
    return all(_is_text(data[start : start + _SAMPLE].decode(codec, "replace")) for start in sorted(starts))


def _wide_codec(sample: bytes) -> str | None:
    """The codec of UTF-16 and UTF-32, told by a byte order mark or by every other byte being zero."""
    for mark, codec in _WIDE_MARKS:
        if sample.startswith(mark):
            return codec
    pairs = len(sample) // 2
    zeros = [sample[offset : pairs * 2 : 2].count(0) for offset in (0, 1)]
    for offset, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        if pairs and zeros[offset] >= 0.5 * pairs and zeros[1 - offset] <= 0.05 * pairs:
            return codec
    return None


def _is_text(sample: str) -> bool:
    return len(_CONTROL.findall(sample)) <= _MOST_CONTROLS * len(sample)
