"""A Word binary file as a ``Document``: its stories in reading order, with what could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.doc.compound import Compound, open_compound
from ingest.doc.fib import Fib, read_fib
from ingest.doc.fonts import read_fonts
from ingest.doc.formatting import paragraphs_of, read_pages, runs_of
from ingest.doc.layout import arrange
from ingest.doc.lines import Line, Lines
from ingest.doc.lists import read_numbering
from ingest.doc.looks import Formats
from ingest.doc.pieces import read_text
from ingest.doc.stories import (
    MAIN,
    Stretch,
    read_header_text_boxes,
    read_headers,
    read_notes,
    read_text_boxes,
    story,
)
from ingest.doc.styles import read_styles
from ingest.doc.tables import TableWriter
from ingest.document import Block, Document, Heading, Paragraph, Part, Place, Source
from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.problems import Problem, problem

_MAIN_STREAM = "WordDocument"


def read_document(data: bytes, source: Source, limits: Limits, password: str | None) -> Document:
    """The document in a compound file with a WordDocument stream.

    Raises Unreadable where there is no such stream, where Word 2 or older wrote it, or where it is encrypted
    and the password is missing or wrong. What is damaged in part is read as far as it goes.
    """
    compound = open_compound(data)
    if compound is None:
        raise Unreadable(problem("damaged", what="OLE"))
    main = compound.read(_MAIN_STREAM)
    fib = read_fib(main)
    if fib.is_encrypted:
        raise Unreadable(problem("encrypted"))
    table = main if fib.is_old else compound.read(fib.table_stream)
    reading = _Reading(fib, main, table, compound, limits)
    blocks = tuple(reading.blocks())
    return Document(source, blocks, tuple(reading.problems))


class _Reading:
    def __init__(self, fib: Fib, main: bytes, table: bytes, compound: Compound, limits: Limits) -> None:
        self.problems: list[Problem] = []
        self._fib, self._table, self._limits = fib, table, limits
        text = read_text(fib, main, table)
        if not text.is_whole:
            self.problems.append(problem("damaged_part", what="text"))
        paragraphs = paragraphs_of(text, read_pages(fib, main, table, "papx"), fib.is_old)
        runs = runs_of(text, read_pages(fib, main, table, "chpx"), fib.is_old)
        styles = read_styles(fib.find(table, "stsh"), fib.is_old)
        fonts = read_fonts(fib.find(table, "fonts"), fib.is_old, fib.mac, fib.language)
        self._notes = read_notes(fib, main, table)
        formats = Formats(styles, lambda: main if fib.is_old else compound.read("Data"))
        self._lines = Lines(
            text.characters,
            paragraphs,
            runs,
            formats,
            read_numbering(fib, table, fonts),
            fonts,
            self._notes.marks,
            fib.is_old and not fib.is_wide,
        )
        self._tables = TableWriter(limits)

    def blocks(self) -> Iterator[Block]:
        fib, table = self._fib, self._table
        for stretch in (*read_headers(fib, table), *read_header_text_boxes(fib, table)):
            yield from self._stretch(stretch)
        start, end = story(fib, MAIN)
        yield from self._stretch(Stretch(start, end))
        for stretch in (*read_text_boxes(fib, table), *self._notes.stretches):
            yield from self._stretch(stretch)

    def _stretch(self, stretch: Stretch) -> Iterator[Block]:
        part = stretch.part
        count = 0
        for item in arrange(self._lines.between(stretch.start, stretch.end), self._limits.table_depth):
            if not isinstance(item, Line):
                yield from self._tables.write(item, part.value)
                continue
            count += 1
            place = Place(path=f"{part.value}/paragraph[{count}]")
            if part is Part.BODY and item.shape.outline and item.text.strip():
                yield Heading(item.text, item.shape.outline, item.marks, place)
            else:
                yield Paragraph(item.text, part, item.is_bold, item.size, item.marks, place)
