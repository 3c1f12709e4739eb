"""Paragraphs as a person sees them: deleted and hidden text gone, fields as their results, symbols as signs,
automatic numbers in front, note marks apart."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ingest.doc import forms
from ingest.doc.fields import END, Field, Fields, read_fields
from ingest.doc.fonts import Fonts
from ingest.doc.formatting import Run
from ingest.doc.gathered import Gathered
from ingest.doc.lists import Numbering
from ingest.doc.looks import Formats, Look, Shape
from ingest.wordprocessing.symbols import is_symbol_font, symbol, symbols
from ingest.wordprocessing.typed import typed_of, typed_together

CELL_MARK, PARAGRAPH_MARK, SECTION_MARK = "\x07", "\r", "\f"
_ENDS = CELL_MARK + PARAGRAPH_MARK + SECTION_MARK

_NOTE_MARK, _PICTURE, _DRAWING = "\x02", "\x01", "\x08"
_SIGN_OF_SYMBOL = "("
_CONTROLS = re.compile("[\0-\x08\x0b-\x1f\ud800-\udfff]")
_SHOWN_CONTROLS = {"\x0b": "\n", "\f": "\f", "\x0e": "\f", "\x1e": "\u2011", "\x1f": "\u00ad"}
"""Line, page and column break (the latter are nothing at either end of a paragraph), the hyphen that does not
break and the one that shows only where it breaks. All others are marks of something unseen."""
_PRIVATE = re.compile("([\uf000-\uf0ff]+)")
"""Characters of fonts of pictures: what they show, the font alone says."""
_UNUSUAL = re.compile("[\0-\x08\x0b-\x1f\ud800-\udfff\uf000-\uf0ff]")
"""Whatever is not shown as it is stored."""
_PAIRS = re.compile("[\ud800-\udbff][\udc00-\udfff]")


class Line(NamedTuple):
    """A paragraph as it is seen."""

    start: int
    """Position (CP) of its first character."""
    end: int
    text: str
    """As it is shown, automatic number included."""
    typed: str | None
    """What was typed where that is not the text: without automatic numbers, before raised figures and signs
    of symbol fonts are written as such."""
    shape: Shape
    mark: str
    """The character that ends it: paragraph, cell or section mark; empty at the end of a broken text."""
    is_bold: bool
    size: float | None
    marks: tuple[str, ...]
    is_deleted: bool = False
    """A tracked change took its mark away."""
    runs_on: bool = False
    """Its mark is deleted or hidden: what follows goes on in the same paragraph."""
    pictures: int = 0
    """How many pictures stand in it."""

    @property
    def joins_next(self) -> bool:
        return (
            self.runs_on and self.mark == PARAGRAPH_MARK and not (self.shape.ends_cell or self.shape.ends_row)
        )


@dataclass(frozen=True, slots=True)
class Stored:
    """What lines are read from."""

    characters: str
    paragraphs: list[Run]
    runs: list[Run]
    formats: Formats
    numbering: Callable[[], Numbering]
    """The lists, read when the first number is asked for."""
    fonts: Fonts
    notes: Mapping[int, str | None]
    """What is printed at each character that a note hangs on; ``None`` where the mark was typed there."""
    is_8_bit: bool
    """The characters are bytes, to be decoded by the code page of their font."""
    data: Callable[[], bytes]
    """The Data stream."""
    drawn: Mapping[int, int]
    """How many pictures float above the text at each character that they hang on."""


class Lines:
    """Reads any stretch of the text as lines. Numbers of lists count on from call to call."""

    def __init__(self, stored: Stored) -> None:
        self._stored = stored
        self._custom = sorted(at for at, label in stored.notes.items() if label is None)
        self._fields = Fields([], {}, {})
        self._unseen_ends: list[int] = []
        self._code_pages: dict[int, str] = {}
        """Of text of 8 bits by the number of its font; empty for a symbol font."""
        self.has_tracked_changes = False
        self.has_hidden_text = False
        self.pictures = 0
        """How many pictures were met so far."""
        self.embedded: dict[str, None] = {}
        """Programs of embedded objects with words or figures that are not read, in their order."""

    def between(self, start: int, end: int) -> Iterator[Line]:
        """The lines of the characters from ``start`` to ``end``. Fields do not reach beyond them."""
        stored = self._stored
        paragraphs = stored.paragraphs
        end = min(end, len(stored.characters))
        self._fields = read_fields(stored.characters, start, end, self._is_special)
        self._unseen_ends = [last for _, last in self._fields.unseen]
        self.embedded |= dict.fromkeys(self._fields.embedded.values())
        index = bisect_right(paragraphs, start, key=_end)
        run = bisect_right(stored.runs, start, key=_end)
        carried: list[Line] = []
        while index < len(paragraphs) and paragraphs[index].start < end:
            paragraph = paragraphs[index]
            first, last = max(paragraph.start, start), min(paragraph.end, end)
            line, run = self._line(first, last, stored.formats.shape(paragraph.properties), run)
            index += 1
            if carried and carried[-1].shape.depth != line.shape.depth:
                # nothing joins across the border of a table
                yield self._numbered(_joined(carried))
                carried = []
            if line.joins_next:
                carried.append(line)
                continue
            if carried:
                line = _joined([*carried, line])
                carried = []
            yield self._numbered(line) if line.shape.list else line
        if carried:
            yield self._numbered(_joined(carried))

    def _is_special(self, at: int) -> bool:
        return self._look_at(at).is_special

    def _look_at(self, at: int) -> Look:
        runs = self._stored.runs
        index = bisect_right(runs, at, key=_end)
        return self._stored.formats.look(0, runs[index].properties) if index < len(runs) else Look()

    def _line(self, start: int, end: int, shape: Shape, run: int) -> tuple[Line, int]:
        """The line of a paragraph, and the run that its last character stands in."""
        stored = self._stored
        characters, runs, look_of = stored.characters, stored.runs, stored.formats.look
        mark = characters[end - 1] if characters[end - 1] in _ENDS else ""
        stop = end - 1 if mark else end
        is_simple = not self._custom and not (self._unseen_ends and self._is_cut(start, end))
        while run < len(runs) and runs[run].end <= start:
            run += 1
        if is_simple and run < len(runs) and runs[run].end >= end:
            look = look_of(shape.style, runs[run].properties)
            text = characters[start:stop]
            if stored.is_8_bit:
                text = self._decoded(text, look.font)
            if look.is_plain and (text.isprintable() or not _UNUSUAL.search(text)):
                is_bold = look.is_bold and bool(text) and not text.isspace()
                size = look.size / 2 if look.size else None
                return Line(start, end, text, None, shape, mark, is_bold, size, ()), run
        found = Gathered()
        pictures = self.pictures
        at = start
        while at < stop and run < len(runs):
            until = min(runs[run].end, stop)
            if until > at:
                look = look_of(shape.style, runs[run].properties)
                if is_simple and look.is_plain:
                    self._put(found, characters[at:until], look)
                else:
                    self._add(found, at, until, look)
                at = until
            if runs[run].end <= stop:
                run += 1
        while run < len(runs) and runs[run].end < end:
            run += 1
        of_mark = look_of(shape.style, runs[run].properties) if run < len(runs) else Look()
        is_deleted = bool(mark) and of_mark.is_deleted
        runs_on = is_deleted or (bool(mark) and of_mark.is_hidden)
        self.has_tracked_changes = self.has_tracked_changes or is_deleted
        seen = found.settled()
        text, typed, marks = seen.text, seen.typed, seen.marks
        if mark == PARAGRAPH_MARK and runs_on and not is_deleted and text and not text[-1].isspace():
            # Word sets nothing between the two; two figures must not become one
            text += " "
            typed = None if typed is None else typed + " "
        size = found.size or of_mark.size
        return Line(
            start, end, text, typed, shape, mark, found.is_bold and not found.is_blank,
            size / 2 if size else None, marks, is_deleted, runs_on, self.pictures - pictures,
        ), run  # fmt: skip

    def _numbered(self, line: Line) -> Line:
        """The line with its automatic number or bullet before its text."""
        shape = line.shape
        if not shape.list or shape.ends_row or (line.runs_on and not line.text):
            return line
        label = self._stored.numbering().label(shape.list, shape.level)
        if not label:
            return line
        label = label if line.text else label.rstrip()
        return line._replace(text=label + line.text, typed=typed_of(line))

    def _add(self, found: Gathered, start: int, end: int, look: Look) -> None:
        """The seen part of a run that is not plain, or that fields or notes cut."""
        self.has_tracked_changes = self.has_tracked_changes or look.is_deleted or look.is_inserted
        if look.is_deleted:
            return
        for first, last in self._seen(start, end):
            chunk = self._stored.characters[first:last]
            if look.is_hidden:
                self.has_hidden_text = self.has_hidden_text or bool(self._clean(chunk, look).strip())
            elif self._custom and self._has_custom_mark(first, last):
                found.add_note(self._clean(chunk, look).strip())
            elif look.is_special or look.symbol:
                for offset, sign in enumerate(chunk):
                    self._add_special(found, first + offset, sign, look)
            else:
                self._put(found, chunk, look)

    def _add_special(self, found: Gathered, at: int, sign: str, look: Look) -> None:
        if sign == _NOTE_MARK:
            found.add_note(self._stored.notes.get(at) or "")
        elif look.symbol and sign == _SIGN_OF_SYMBOL:
            font = self._stored.fonts.name(look.symbol_font)
            stands = chr(look.symbol) if look.symbol >= 0x20 else ""
            found.add(symbol(stands, font) if stands else "", look, typed=stands)
        elif sign == END:
            field = self._fields.replaced.get(at)
            if field is not None:
                found.add(self._form(field) or field.shown(), look, typed="" if field.has_form_data else None)
        elif sign == _PICTURE:
            self.pictures += at + 1 not in self._fields.embedded
        elif sign == _DRAWING:
            self.pictures += self._stored.drawn.get(at, 0)
        elif sign >= " ":
            self._put(found, sign, look)

    def _form(self, field: Field) -> str:
        if not field.has_form_data:
            return ""
        at = self._stored.characters.find(_PICTURE, field.begin, field.end)
        data = self._look_at(at).data if at >= 0 else -1
        return forms.shown(self._stored.data(), data) if data >= 0 else ""

    def _is_cut(self, start: int, end: int) -> bool:
        """Whether fields keep any of these characters from view."""
        index = bisect_right(self._unseen_ends, start)
        return index < len(self._unseen_ends) and self._fields.unseen[index][0] < end

    def _seen(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        unseen = self._fields.unseen
        index = bisect_right(self._unseen_ends, start)
        while start < end and index < len(unseen) and unseen[index][0] < end:
            first, last = unseen[index]
            if first > start:
                yield start, first
            start = max(start, last)
            index += 1
        if start < end:
            yield start, end

    def _has_custom_mark(self, start: int, end: int) -> bool:
        index = bisect_left(self._custom, start)
        return index < len(self._custom) and self._custom[index] < end

    def _put(self, found: Gathered, chunk: str, look: Look) -> None:
        chunk = self._clean(chunk, look)
        if chunk.isprintable() or not _PRIVATE.search(chunk):
            found.add(chunk, look)
            return
        font = self._stored.fonts.name(look.font)
        for part in _PRIVATE.split(chunk):
            found.add(symbols(part, font), look, typed=part)

    def _clean(self, chunk: str, look: Look) -> str:
        if self._stored.is_8_bit:
            chunk = self._decoded(chunk, look.font)
        if not chunk.isprintable() and _CONTROLS.search(chunk):
            chunk = _PAIRS.sub(_paired, chunk)
            chunk = _CONTROLS.sub(lambda match: _SHOWN_CONTROLS.get(match.group(), ""), chunk)
        return chunk

    def _decoded(self, chunk: str, font: int) -> str:
        """Bytes by the code page of their font, all of which begin with ASCII; those of a symbol font
        stand for private characters."""
        if chunk.isascii():
            return chunk
        page = self._code_pages.get(font)
        if page is None:
            fonts = self._stored.fonts
            page = self._code_pages[font] = "" if is_symbol_font(fonts.name(font)) else fonts.code_page(font)
        stored = chunk.encode("latin-1", "replace")
        if page:
            return stored.decode(page, "replace")
        return "".join([chr(0xF000 + byte) if byte >= 0x80 else chr(byte) for byte in stored])


def _end(run: Run) -> int:
    return run.end


def _paired(match: re.Match[str]) -> str:
    return match.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _joined(lines: list[Line]) -> Line:
    """Lines whose marks between them are gone as one paragraph, formatted as the last of them."""
    if len(lines) == 1:
        return lines[0]
    with_words = [line for line in lines if line.text.strip()]
    return lines[-1]._replace(
        start=lines[0].start,
        text="".join(line.text for line in lines),
        typed=typed_together(lines),
        is_bold=bool(with_words) and all(line.is_bold for line in with_words),
        size=max(lines, key=lambda line: len(line.text)).size,
        marks=tuple(mark for line in lines for mark in line.marks),
        pictures=sum(line.pictures for line in lines),
    )
