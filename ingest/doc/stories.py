"""The stories of a document: main text, footnotes, headers, endnotes, text boxes ([MS-DOC] 2.3).

Their characters follow each other in one text; tables of positions say where each note, header and text box
begins and which character of the main text it hangs on.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from ingest.doc.binary import i16, part, plc, u8, u16, u32
from ingest.doc.fib import Fib
from ingest.doc.numbering import printed
from ingest.doc.sprms import S_ENDNOTE_FORMAT, S_FOOTNOTE_FORMAT, S_HEADERS, S_TITLE_PAGE, modifiers
from ingest.doc.word6 import translate
from ingest.document import Part

MAIN, FOOTNOTES, HEADERS, _MACROS, COMMENTS, ENDNOTES, TEXT_BOXES, HEADER_TEXT_BOXES = range(8)
_SEPARATORS = 6
"""Stories of separators that stand before the headers."""
_FOOTERS = frozenset({2, 3, 5})
"""Which of a section's six stories are footers: even, odd, first page."""
_ODD_HEADER = 1
_EVEN, _FIRST = frozenset({0, 2}), frozenset({4, 5})
_NOTE_FORMATS_AT = 492
"""Offset in the Dop (of Word 97 and later) of the number formats of foot- and endnotes."""
_LOWER_ROMAN = 2
_MOST_SECTIONS, _LONGEST_SECTION = 1000, 2048
"""Sections whose properties are read, and bytes of each: what they say here stands in the first few."""


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
        number = free = 0
        for index, kind_of_mark in enumerate(automatic):
            label = None
            if i16(kind_of_mark, 0):
                number += 1
                label = printed(number, form)
            if anchors[index] < fib.counts[MAIN]:
                marks.setdefault(anchors[index], label)
            if index + 1 < len(texts):
                first, last = start + texts[index], min(start + texts[index + 1], end)
                if free <= first < last:
                    free = last
                    stretches.append(Stretch(first, last, label or "", Part.NOTE, anchors[index]))
    return Notes(marks, stretches)


def _note_formats(fib: Fib, main: bytes, table: bytes) -> tuple[int, int]:
    """Number formats of footnotes and endnotes: those that the first section states, else the document's."""
    if fib.is_old:
        return 0, 0
    dop = fib.find(table, "dop")
    footnote, endnote = 0, _LOWER_ROMAN
    if len(dop) >= _NOTE_FORMATS_AT + 4:
        footnote, endnote = u16(dop, _NOTE_FORMATS_AT), u16(dop, _NOTE_FORMATS_AT + 2)
    for section in _sections(fib, main, table)[:1]:
        footnote = section.get(S_FOOTNOTE_FORMAT, footnote)
        endnote = section.get(S_ENDNOTE_FORMAT, endnote)
    return footnote, endnote


def _sections(fib: Fib, main: bytes, table: bytes) -> list[dict[int, int]]:
    """What each section states, by sprm (those whose operand is a number of one or two bytes)."""
    _, stored = plc(fib.find(table, "sections"), 12)
    found: list[dict[int, int]] = []
    for section in stored[:_MOST_SECTIONS]:
        at = u32(section, 2)
        grpprl = part(main, at + 2, min(u16(main, at), _LONGEST_SECTION))
        said = modifiers(translate(grpprl) if fib.is_old else grpprl)
        found.append({code: int.from_bytes(operand, "little") for code, operand in said if len(operand) <= 2})
    return found


def read_headers(fib: Fib, main: bytes, table: bytes) -> list[Stretch]:
    """Headers, then footers, of all sections; those that no page shows are left out.

    Each section has six: header and footer of even pages, of all others, of the first page; one that is
    empty is that of the section before it.
    """
    start, end = story(fib, HEADERS)
    positions, _ = plc(fib.find(table, "headers"), 0)
    sections = _sections(fib, main, table)
    dop = fib.find(table, "dop")
    has_even = bool(u8(dop, 0) & 1)
    kinds = _stored_headers(sections, u8(dop, 1)) if fib.is_old else None
    found = []
    free = 0
    for index, (first, last) in enumerate(pairwise(positions)):
        if not free <= first < last or start + last > end:
            continue
        free = last
        if kinds is None:
            section, which = divmod(index - _SEPARATORS, 6)
        else:
            section, which = kinds[index] if index < len(kinds) else (0, _ODD_HEADER)
        if section < 0 or (which in _EVEN and not has_even):
            continue
        if which in _FIRST and section < len(sections) and not sections[section].get(S_TITLE_PAGE, 0):
            continue
        kind = Part.FOOTER if which in _FOOTERS else Part.HEADER
        found.append(Stretch(start + first, start + last, part=kind))
    return sorted(found, key=lambda stretch: stretch.part is Part.FOOTER)


def _stored_headers(sections: list[dict[int, int]], separators: int) -> list[tuple[int, int]]:
    """Section and kind of each story of Word 6.0 and 95, which keep only those that exist: a mask in the
    document's properties tells the separators of notes, one in each section's its headers and footers."""
    found = [(-1, 0)] * separators.bit_count()
    for number, section in enumerate(sections):
        mask = section.get(S_HEADERS, 0)
        found += [(number, which) for which in range(6) if mask & 1 << which]
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
    free = 0
    # the last entry stands for no box
    for index, box in enumerate(boxes[:-1] if len(boxes) > 1 else boxes):
        first, last = start + positions[index], min(start + positions[index + 1], end)
        if free <= first < last:
            free = last
            anchor = anchors.get(u32(box, 14), -1)
            found.append(Stretch(first, last, part=Part.TEXT_BOX, anchor=anchor))
    return found
