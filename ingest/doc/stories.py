"""The stories of a document: main text, footnotes, headers, endnotes, text boxes ([MS-DOC] 2.3).

Their characters follow each other in one text; tables of positions say where each note, header and text box
begins and which character of the main text it hangs on.
"""

from __future__ import annotations

from typing import NamedTuple

from ingest.doc.binary import i16, plc, u16, u32
from ingest.doc.fib import Fib
from ingest.doc.numbering import printed
from ingest.doc.sprms import S_ENDNOTE_FORMAT, S_FOOTNOTE_FORMAT, modifiers
from ingest.document import Part

MAIN, FOOTNOTES, HEADERS, _MACROS, _ANNOTATIONS, ENDNOTES, TEXT_BOXES, HEADER_TEXT_BOXES = range(8)
_SEPARATORS = 6
"""Stories of separators that stand before the headers."""
_FOOTERS = frozenset({2, 3, 5})
"""Which of a section's six stories are footers: even, odd, first page."""
_NOTE_FORMATS_AT = 492
"""Offset in the Dop (of Word 97 and later) of the number formats of foot- and endnotes."""
_LOWER_ROMAN = 2


class Stretch(NamedTuple):
    """A part of a story: its characters from ``start`` up to ``end``."""

    start: int
    end: int
    mark: str = ""
    """The note mark that it explains."""
    part: Part = Part.BODY
    anchor: int = -1
    """The character of the main text that it hangs on."""


class Notes(NamedTuple):
    marks: dict[int, str | None]
    """What is printed at each character that a note hangs on; ``None`` where the mark was typed there."""
    stretches: list[Stretch]


def story(fib: Fib, number: int) -> tuple[int, int]:
    """First character of a story and the one after its last."""
    start = sum(fib.counts[:number])
    return start, start + fib.counts[number]


def read_notes(fib: Fib, main: bytes, table: bytes) -> Notes:
    """Footnotes and endnotes, each with its printed number."""
    footnote_form, endnote_form = _note_formats(fib, main, table)
    marks: dict[int, str | None] = {}
    stretches: list[Stretch] = []
    for kind, name, form in ((FOOTNOTES, "footnote", footnote_form), (ENDNOTES, "endnote", endnote_form)):
        anchors, automatic = plc(fib.find(table, f"{name}_refs"), 2)
        texts, _ = plc(fib.find(table, f"{name}_text"), 0)
        start, end = story(fib, kind)
        number = 0
        for index, kind_of_mark in enumerate(automatic):
            label = None
            if i16(kind_of_mark, 0):
                number += 1
                label = printed(number, form)
            if anchors[index] < fib.counts[MAIN]:
                marks.setdefault(anchors[index], label)
            if index + 1 < len(texts):
                first, last = start + texts[index], min(start + texts[index + 1], end)
                if first < last:
                    stretches.append(Stretch(first, last, label or "", Part.NOTE, anchors[index]))
    return Notes(marks, stretches)


def _note_formats(fib: Fib, main: bytes, table: bytes) -> tuple[int, int]:
    """Number formats of footnotes and endnotes: those of the first section that states them, else the
    document's."""
    if fib.is_old:
        return 0, 0
    dop = fib.find(table, "dop")
    footnote, endnote = 0, _LOWER_ROMAN
    if len(dop) >= _NOTE_FORMATS_AT + 4:
        footnote, endnote = u16(dop, _NOTE_FORMATS_AT), u16(dop, _NOTE_FORMATS_AT + 2)
    _, sections = plc(fib.find(table, "sections"), 12)
    for section in sections[:1]:
        at = u32(section, 2)
        for code, operand in modifiers(main[at + 2 : at + 2 + u16(main, at)] if at < len(main) else b""):
            if code == S_FOOTNOTE_FORMAT:
                footnote = u16(operand, 0)
            elif code == S_ENDNOTE_FORMAT:
                endnote = u16(operand, 0)
    return footnote, endnote


def read_headers(fib: Fib, table: bytes) -> list[Stretch]:
    """Headers and footers of all sections; a section without its own takes over those before it."""
    start, end = story(fib, HEADERS)
    positions, _ = plc(fib.find(table, "headers"), 0)
    found = []
    for index, (first, last) in enumerate(zip(positions, positions[1:], strict=False)):
        # Word 6.0 and 95 keep only those stories that exist, and tell which in the sections' properties
        which = index - _SEPARATORS
        if which < 0 or last <= first or start + last > end:
            continue
        part = Part.FOOTER if which % 6 in _FOOTERS else Part.HEADER
        found.append(Stretch(start + first, start + last, part=part))
    return found


def read_text_boxes(fib: Fib, table: bytes) -> list[Stretch]:
    """Text boxes of the main text in their order, each with the character that its shape hangs on."""
    anchors: dict[int, int] = {}
    positions, shapes = plc(fib.find(table, "shapes"), 26)
    for at, shape in zip(positions, shapes, strict=False):
        anchors.setdefault(u32(shape, 0), at)
    return _boxes(fib, table, "text_boxes", TEXT_BOXES, anchors)


def read_header_text_boxes(fib: Fib, table: bytes) -> list[Stretch]:
    return _boxes(fib, table, "header_text_boxes", HEADER_TEXT_BOXES, {})


def _boxes(fib: Fib, table: bytes, name: str, number: int, anchors: dict[int, int]) -> list[Stretch]:
    start, end = story(fib, number)
    positions, boxes = plc(fib.find(table, name), 22)
    found = []
    # the last entry stands for no box
    for index, box in enumerate(boxes[:-1] if len(boxes) > 1 else boxes):
        first, last = start + positions[index], min(start + positions[index + 1], end)
        if first < last:
            anchor = anchors.get(u32(box, 14), -1)
            found.append(Stretch(first, last, part=Part.TEXT_BOX, anchor=anchor))
    return found
