"""Running text: paragraphs, items of lists, explanations of notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import Paragraph, Part
from ingest.text.lines import Line
from ingest.text.setting import Setting

BULLET = re.compile(r"\s*[-–—*+•·▪●○◦‣➢✓\uf0b7]\s+")
NUMBER = re.compile(r"\s*\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})(?:[.)]\s+|[.)]?[-–°]\s*)(?=[^\W\d]|[¿¡\"“(*])")
_RULING = re.compile(r"\s*(?:(?:[-=*~─━═]\s*){3,}|[-*+•·])\s*")
"""A line drawn across the page, or an item of a list with nothing in it."""
_LONGEST_RULING = 1_000
_NOTE_START = re.compile(r"\s*(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]|<sup\b|\[\^)", re.IGNORECASE)


def begins_item(line: Line) -> bool:
    """Whether a line begins with the sign or number of an item of a list."""
    return BULLET.match(line.text) is not None or NUMBER.match(line.text) is not None


def paragraphs_of(lines: Sequence[Line], setting: Setting) -> list[Paragraph]:
    """The paragraphs that empty lines and the items of lists part ``lines`` into."""
    paragraphs: list[Paragraph] = []
    held: list[Line] = []
    for line in lines:
        is_ruling = len(line.text) <= _LONGEST_RULING and _RULING.fullmatch(line.text) is not None
        if line.is_blank or is_ruling or begins_item(line) or _NOTE_START.match(line.text):
            _close(held, setting, paragraphs)
            held = []
        if not line.is_blank and not is_ruling:
            held.append(line)
    _close(held, setting, paragraphs)
    return paragraphs


def _close(lines: Sequence[Line], setting: Setting, paragraphs: list[Paragraph]) -> None:
    if not lines:
        return
    source = "\n".join(line.text for line in lines)
    bullet = BULLET.match(source)
    behind_bullet = source[bullet.end() :] if bullet else source
    if _NOTE_START.match(behind_bullet):
        note = setting.inline(behind_bullet)
        if note.leading_mark:
            text = note.text.removeprefix(":").lstrip()
            paragraphs.append(
                Paragraph(text, Part.NOTE, note.is_bold, marks=note.marks, place=lines[0].place)
            )
            return
    content = setting.inline(source)
    if content.text or content.marks:
        paragraphs.append(
            Paragraph(content.text, is_bold=content.is_bold, marks=content.marks, place=lines[0].place)
        )
