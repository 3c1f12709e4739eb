"""Paragraphs as a person sees them: deleted and hidden text gone, fields as their results, symbols as signs,
automatic numbers in front, note marks apart."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.doc.fields import unseen
from ingest.doc.fonts import Fonts
from ingest.doc.formatting import Run
from ingest.doc.lists import Numbering
from ingest.doc.looks import Formats, Look, Shape
from ingest.docx.raised import Piece, settled
from ingest.docx.symbols import is_symbol_font, symbol, symbols

CELL_MARK, PARAGRAPH_MARK, SECTION_MARK = "\x07", "\r", "\f"

_NOTE_MARK = "\x02"
_SIGN_OF_SYMBOL = "("
_CONTROLS = re.compile("[\0-\x08\x0b-\x1f\ud800-\udfff]")
_SHOWN_CONTROLS = {"\x0b": "\n", "\f": "\f", "\x0e": "\f", "\x1e": "-"}
"""Line, page and column break (the latter are nothing at either end of a paragraph); the hyphen that does not break. All others are marks of something unseen."""
_PAIRS = re.compile("[\ud800-\udbff][\udc00-\udfff]")


class Line(NamedTuple):
    """A paragraph as it is seen."""

    start: int
    """Position (CP) of its first character."""
    end: int
    text: str
    shape: Shape
    mark: str
    """The character that ends it: paragraph, cell or section mark; empty at the end of a broken text."""
    is_bold: bool
    size: float | None
    marks: tuple[str, ...]
    is_deleted: bool = False
    """Its mark is deleted: what follows goes on in the same paragraph."""


@dataclass(slots=True)
class _Gathered:
    """What is seen of a paragraph, while its runs are walked."""

    parts: list[str] = field(default_factory=list)
    pieces: list[Piece] | None = None
    """The parts with what is raised or a note mark, once there is any such thing."""
    is_bold: bool = True
    is_blank: bool = True
    size: int = 0

    def add(self, text: str, look: Look) -> None:
        if look.is_raised or self.pieces is not None:
            self._pieces().append(Piece(text, look.is_raised))
        else:
            self.parts.append(text)
        if self.is_blank or self.is_bold:
            if text and not text.isspace():
                self.is_blank = False
                self.is_bold = self.is_bold and look.is_bold
                self.size = self.size or look.size

    def add_note(self, mark: str) -> None:
        self._pieces().append(Piece(mark, is_note=True))

    def _pieces(self) -> list[Piece]:
        if self.pieces is None:
            self.pieces = [Piece(part) for part in self.parts]
        return self.pieces

    def settled(self) -> tuple[str, tuple[str, ...]]:
        """The text, and the note marks that hang on it."""
        if self.pieces is None:
            return "".join(self.parts), ()
        found = settled(self.pieces)
        return found.text, tuple(mark for mark in found.marks if mark)


class Lines:
    """Reads any stretch of the text as lines. Numbers of lists count on from call to call."""

    def __init__(
        self,
        characters: str,
        paragraphs: list[Run],
        runs: list[Run],
        formats: Formats,
        numbering: Numbering,
        fonts: Fonts,
        notes: Mapping[int, str | None],
        is_8_bit: bool,
    ) -> None:
        self._characters = characters
        self._paragraphs = paragraphs
        self._runs = runs
        self._formats = formats
        self._numbering = numbering
        self._fonts = fonts
        self._notes = notes
        self._custom = sorted(at for at, label in notes.items() if label is None)
        self._is_8_bit = is_8_bit
        self._unseen: list[tuple[int, int]] = []

    def between(self, start: int, end: int) -> Iterator[Line]:
        """The lines of the characters from ``start`` to ``end``. Fields do not reach beyond them."""
        end = min(end, len(self._characters))
        self._unseen = unseen(self._characters, start, end, self._is_special)
        index = bisect_right(self._paragraphs, start, key=_end)
        run = bisect_right(self._runs, start, key=_end)
        carried: Line | None = None
        while index < len(self._paragraphs):
            paragraph = self._paragraphs[index]
            if paragraph.start >= end:
                break
            first, last = max(paragraph.start, start), min(paragraph.end, end)
            line, run = self._line(first, last, self._formats.shape(paragraph.properties), run)
            if carried is not None:
                line = _joined(carried, line)
                carried = None
            if line.is_deleted and line.mark == PARAGRAPH_MARK and not line.shape.ends_cell:
                carried = line
            else:
                yield line
            index += 1
        if carried is not None:
            yield carried

    def _is_special(self, at: int) -> bool:
        index = bisect_right(self._runs, at, key=_end)
        return index < len(self._runs) and self._formats.look(0, self._runs[index].properties).is_special

    def _line(self, start: int, end: int, shape: Shape, run: int) -> tuple[Line, int]:
        """The line of a paragraph and the run that its last character stands in."""
        characters, runs, look_of = self._characters, self._runs, self._formats.look
        mark = characters[end - 1] if characters[end - 1] in "\r\x07\f" else ""
        stop = end - 1 if mark else end
        found = _Gathered()
        at = start
        while at < stop and run < len(runs):
            until = min(runs[run].end, stop)
            if until > at:
                look = look_of(shape.style, runs[run].properties)
                if look.is_plain and not self._unseen and not self._custom:
                    found.add(self._clean(characters[at:until], look), look)
                else:
                    self._add(found, at, until, look)
                at = until
            if runs[run].end <= stop:
                run += 1
        while run < len(runs) and runs[run].end < end:
            run += 1
        of_mark = look_of(shape.style, runs[run].properties) if run < len(runs) else Look()
        text, marks = found.settled()
        if "\f" in text:
            text = text.strip("\f").replace("\f", "\n")
        is_deleted = bool(mark) and of_mark.is_deleted
        if shape.list and not (is_deleted and not text):
            text = self._numbering.label(shape.list, shape.level) + text
        size = found.size or of_mark.size
        return Line(
            start, end, text, shape, mark, found.is_bold and not found.is_blank,
            size / 2 if size else None, marks, is_deleted,
        ), run  # fmt: skip

    def _add(self, found: _Gathered, start: int, end: int, look: Look) -> None:
        """The seen part of a run that is not plain, or that fields or notes cut."""
        if look.is_hidden or look.is_deleted:
            return
        for first, last in self._seen(start, end):
            chunk = self._characters[first:last]
            if self._custom and self._has_custom_mark(first, last):
                found.add_note(self._clean(chunk, look).strip())
            elif look.is_special or look.symbol:
                for offset, sign in enumerate(chunk):
                    if sign == _NOTE_MARK:
                        found.add_note(self._notes.get(first + offset) or "")
                    elif look.symbol and sign == _SIGN_OF_SYMBOL:
                        found.add(symbol(chr(look.symbol), self._fonts.name(look.symbol_font)), look)
                    elif sign >= " ":
                        found.add(self._clean(sign, look), look)
            else:
                found.add(self._clean(chunk, look), look)

    def _seen(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        index = bisect_right(self._unseen, start, key=_second)
        while start < end and index < len(self._unseen) and self._unseen[index][0] < end:
            first, last = self._unseen[index]
            if first > start:
                yield start, first
            start = max(start, last)
            index += 1
        if start < end:
            yield start, end

    def _has_custom_mark(self, start: int, end: int) -> bool:
        index = bisect_left(self._custom, start)
        return index < len(self._custom) and self._custom[index] < end

    def _clean(self, chunk: str, look: Look) -> str:
        if self._is_8_bit:
            stored = chunk.encode("latin-1", "replace")
            if is_symbol_font(self._fonts.name(look.font)) and not stored.isascii():
                chunk = "".join([chr(0xF000 + byte) if byte >= 0x80 else chr(byte) for byte in stored])
            else:
                chunk = stored.decode(self._fonts.code_page(look.font), "replace")
        if _CONTROLS.search(chunk):
            chunk = _PAIRS.sub(_paired, chunk)
            chunk = _CONTROLS.sub(lambda match: _SHOWN_CONTROLS.get(match.group(), ""), chunk)
        return chunk if chunk.isascii() else symbols(chunk, self._fonts.name(look.font))


def _end(run: Run) -> int:
    return run.end


def _second(span: tuple[int, int]) -> int:
    return span[1]


def _paired(match: re.Match[str]) -> str:
    return match.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _joined(before: Line, after: Line) -> Line:
    """Two lines whose mark between them is deleted: one paragraph, formatted as the second."""
    return after._replace(
        start=before.start,
        text=before.text + after.text,
        is_bold=(before.is_bold or not before.text) and (after.is_bold or not after.text),
        size=before.size or after.size,
        marks=before.marks + after.marks,
    )
