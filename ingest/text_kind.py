"""Which reader a decoded text is for: HTML, Markdown or plain text. Pure: looks at the text alone.

HTML shows itself by its first tag. Markdown is claimed only for what a plain text would hardly hold: rows of
cells between pipes, or headings led by ``#`` that stand alone between blank lines. Emphasis, escapes and
inline tags alone do not make a text Markdown: exports of office files carry them too, and the reader of plain
text understands them.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from ingest.document import Format

_LOOKED_AT = 1 << 20
"""Characters from the start that decide."""
_PREAMBLE = 4_096
"""Characters within which ``<html>`` may come late (a mail header, a browser's note where it was saved)."""

_SPACE = re.compile(r"\s+")
_HTML_START = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title|style|table)\b", re.IGNORECASE)
_HTML_ROOT = re.compile(r"<(?:!doctype\s+html|html|body)\b[^>]*>", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"<(?:div|p|h[1-6]|center|section|article|main|ul|ol|font)\b", re.IGNORECASE)
_CLOSING_BLOCK_TAG = re.compile(
    r"</(?:div|p|h[1-6]|center|section|article|main|ul|ol|table|td)\s*>", re.IGNORECASE
)
_HEADING = re.compile(r" {0,3}#{1,6}[ ][^\t]*\S")
_PIPE_ROW = re.compile(r"\s*\|.*\|\s*")
_DELIMITER_CELL = re.compile(r"\s*:?-+:?\s*")


class TextKind(NamedTuple):
    format: Format
    """``HTML``, ``MARKDOWN`` or ``TEXT``."""
    basis: str
    """What it was recognized by, for ``Source.basis``."""


def kind_of_text(text: str) -> TextKind:
    """The format of a decoded text and what that rests on. Never fails; linear in the text's length."""
    text = text[:_LOOKED_AT]
    markdown = _markdown_basis(text)
    html = _html_basis(text)
    if html and not (markdown and not _HTML_ROOT.search(text[:_PREAMBLE])):
        return TextKind(Format.HTML, html)
    if markdown:
        return TextKind(Format.MARKDOWN, markdown)
    return TextKind(Format.TEXT, "text")


def _html_basis(text: str) -> str:
    start = _first_tag(text)
    if _HTML_START.match(text, start):
        return "text starting with an HTML tag"
    if _HTML_ROOT.search(text[:_PREAMBLE]):
        return "text with an <html> or <body> tag near its start"
    if _BLOCK_TAG.match(text, start) and _CLOSING_BLOCK_TAG.search(text):
        return "text starting with an HTML tag"
    return ""


def _first_tag(text: str) -> int:
    """Where the text starts behind white space, XML declarations and comments."""
    at = _after_space(text, 0)
    while True:
        opening, closing = ("<?", ">") if text.startswith("<?", at) else ("<!--", "-->")
        end = text.find(closing, at + len(opening)) if text.startswith(opening, at) else -1
        if end < 0:
            return at
        at = _after_space(text, end + len(closing))


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _markdown_basis(text: str) -> str:
    lines = text.splitlines()
    for above, line in pairwise(lines):
        if "|" in above and is_delimiter_row(line):
            return "text with a pipe table"
        if _PIPE_ROW.fullmatch(above) and _PIPE_ROW.fullmatch(line):
            return "text with rows of cells between pipes"
    for number, line in enumerate(lines):
        if _HEADING.fullmatch(line) and _is_blank(lines, number - 1) and _is_blank(lines, number + 1):
            return "text with headings led by #"
    return ""


def is_delimiter_row(line: str) -> bool:
    """Whether a line is the row of dashes under the head of a pipe table (``|---|:-:|``), as GitHub's
    Markdown specification (tables, "delimiter row") has it: only dashes and colons between pipes."""
    if "|" not in line or "-" not in line:
        return False
    cells = line.strip().removeprefix("|").removesuffix("|").split("|")
    return all(_DELIMITER_CELL.fullmatch(cell) for cell in cells)


def _is_blank(lines: list[str], number: int) -> bool:
    return not 0 <= number < len(lines) or not lines[number].strip()
