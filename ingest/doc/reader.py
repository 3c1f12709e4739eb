"""A Word binary file as a ``Document``: its stories in reading order, with what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial

from ingest.doc.compound import open_compound
from ingest.doc.drawings import floating_pictures
from ingest.doc.fib import Fib, read_fib
from ingest.doc.fonts import read_fonts
from ingest.doc.formatting import paragraphs_of, read_pages, runs_of, stray_pages
from ingest.doc.layout import DraftTable, arrange
from ingest.doc.lines import Line, Lines, Stored
from ingest.doc.lists import read_numbering
from ingest.doc.looks import Formats
from ingest.doc.pieces import read_text
from ingest.doc.protection import MAIN_STREAM, unlocked
from ingest.doc.salvage import salvage
from ingest.doc.stories import (
    COMMENTS,
    MAIN,
    Stretch,
    read_header_text_boxes,
    read_headers,
    read_notes,
    read_text_boxes,
    story,
)
from ingest.doc.styles import read_styles
from ingest.doc.summary import read_summary
from ingest.doc.tables import TableWriter
from ingest.document import Block, Document, Heading, Paragraph, Part, Place, Source, Table
from ingest.errors import Unreadable
from ingest.limits import Limits
from ingest.problems import Problem, problem
from ingest.wordprocessing.blocks import in_margin
from ingest.wordprocessing.captions import Top, captions
from ingest.wordprocessing.pictures import Pictures
from ingest.wordprocessing.wordless import is_wordless

_SURE_OF_OLD, _SURE_OF_REMAINS = 0.9, 0.6
"""How sure tables are that Word 6.0 or 95 wrote, and those of a file whose index is lost."""
_FLOATS = "\x08"
_DRAWN = frozenset("\x01" + _FLOATS)
"""What stands in the text for pictures and for shapes that float above it."""
_SUMMARY_STREAM = "\x05SummaryInformation"


def read_document(data: bytes, source: Source, limits: Limits, password: str | None) -> Document:
    """The document in a compound file with a WordDocument stream.

    Raises Unreadable where there is no such stream, where Word 2 or older wrote it, or where it is encrypted
    and the password is missing or wrong. What is damaged in part is read as far as it goes.
    """
    compound = open_compound(data)
    main = b"" if compound is None else compound.read(MAIN_STREAM)
    if compound is None or not main:
        return _salvaged(data, source, limits)
    fib = read_fib(main)
    if fib.is_encrypted:
        compound = unlocked(data, compound, fib, password)
        main = compound.read(MAIN_STREAM)
        fib = read_fib(main, is_opened=True)
    table = main if fib.is_old else compound.read(fib.table_stream) or compound.read(fib.other_table_stream)
    reading = Reading(fib, main, table, partial(compound.read, "Data"), limits)
    blocks = reading.blocks()
    if not compound.is_whole:
        reading.report("damaged_part", what=MAIN_STREAM)
    if fib.is_old and any(isinstance(block, Table) for block in blocks):
        reading.report("old_word_tables")
    properties = read_summary(compound.read(_SUMMARY_STREAM))
    return Document(source, tuple(blocks), reading.problems, properties=properties)


def _salvaged(data: bytes, source: Source, limits: Limits) -> Document:
    """What is left of a file whose directory is lost. Raises Unreadable where nothing is."""
    found = salvage(data)
    if found is None:
        raise Unreadable(problem("damaged", what="OLE"))
    fib = read_fib(found.main)
    if fib.is_encrypted:
        raise Unreadable(problem("encrypted"))
    reading = Reading(fib, found.main, found.table, bytes, limits, _SURE_OF_REMAINS)
    reading.report("index_lost")
    blocks = tuple(reading.blocks())
    if not blocks:
        raise Unreadable(problem("damaged", what="OLE"))
    return Document(source, blocks, reading.problems)


class Reading:
    """One document while it is read."""

    def __init__(
        self,
        fib: Fib,
        main: bytes,
        table: bytes,
        data: Callable[[], bytes],
        limits: Limits,
        confidence: float = 1.0,
    ) -> None:
        self._problems: dict[Problem, None] = {}
        self._fib, self._main, self._table, self._limits = fib, main, table, limits
        text = read_text(fib, main, table)
        if not text.is_whole:
            self.report("damaged_part", what="text")
        pages = {kind: read_pages(fib, main, table, kind) for kind in ("papx", "chpx")}
        if text.characters and not all(found.is_whole for found in pages.values()):
            self.report("damaged_part", what="FKP")
        if not pages["papx"].starts:
            pages = {kind: stray_pages(fib, main, kind) for kind in pages}
        styles = read_styles(fib.find(table, "stsh"), fib.is_old)
        fonts = read_fonts(fib.find(table, "fonts"), fib.is_old, fib.mac, fib.language)
        self._notes = read_notes(fib, main, table)
        if fib.is_old:
            data = partial(bytes, main)
        stored = Stored(
            text.characters,
            paragraphs_of(text, pages["papx"]),
            runs_of(text, pages["chpx"]),
            Formats(styles, data),
            cache(partial(read_numbering, fib, table, fonts)),
            fonts,
            self._notes.marks,
            fib.is_old and not fib.is_wide,
            data,
            floating_pictures(fib, table) if _FLOATS in text.characters else {},
        )
        self._pictures = Pictures()
        self._characters = text.characters
        self.lines = Lines(stored)
        self._tables = TableWriter(
            limits, self.report, min(confidence, _SURE_OF_OLD) if fib.is_old else confidence
        )

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(self._problems)

    def report(self, kind: str, **facts: object) -> None:
        self._problems[problem(kind, **facts)] = None

    def blocks(self) -> list[Block]:
        """All blocks: headers and footers, the main text with its text boxes, notes."""
        fib, table = self._fib, self._table
        found: list[Block] = []
        seen: set[tuple[Part, str]] = set()
        margins = read_headers(fib, self._main, table)
        footers = [stretch for stretch in margins if stretch.part is Part.FOOTER]
        headers = [stretch for stretch in margins if stretch.part is not Part.FOOTER]
        for stretch in (*headers, *read_header_text_boxes(fib, table), *footers):
            said = (stretch.part, self._characters[stretch.start : stretch.end].strip("\r"))
            if said not in seen:
                seen.add(said)
                found += self._margin(stretch, len(seen))
        found += self._body(Stretch(*story(fib, MAIN)))
        for number, stretch in enumerate(self._notes.stretches, 1):
            found += self._note(stretch, number)
        if is_wordless(found) and not _DRAWN.isdisjoint(self._characters):
            self.report("only_pictures")
        else:
            self._problems |= dict.fromkeys(self._pictures.problems())
        if fib.counts[COMMENTS]:
            self.report("comments_left_out")
        for program in self.lines.embedded:
            self.report("embedded_object", program=program)
        if self.lines.has_tracked_changes:
            self.report("tracked_changes")
        if self.lines.has_hidden_text:
            self.report("hidden_text")
        return found

    def _items(self, stretch: Stretch) -> list[Line | DraftTable]:
        return arrange(self._watched(stretch), self._limits.table_depth)

    def _watched(self, stretch: Stretch) -> Iterator[Line]:
        deepest = self._limits.table_depth
        for line in self.lines.between(stretch.start, stretch.end):
            if line.shape.has_old_number and line.text.strip():
                self.report("old_word_numbers")
            if line.shape.depth > deepest:
                self.report("nested_too_deep", limit=deepest)
            yield line

    def _margin(self, stretch: Stretch, number: int) -> Iterator[Paragraph]:
        """A header, a footer or a text box in one: its tables only lay it out, and are read row by row."""
        place = Place(path=f"{stretch.part.value}[{number}]")
        part = Part.HEADER if stretch.part is Part.TEXT_BOX else stretch.part
        for item in self._items(stretch):
            if isinstance(item, Line):
                if item.text.strip() or item.marks:
                    yield Paragraph(item.text.strip("\n"), part, item.is_bold, item.size, item.marks, place)
                continue
            for row in item.rows:
                cells = [[*_all_lines(cell.items)] for cell in row.cells]
                text = in_margin([line.text for line in cell] for cell in cells)
                marks = tuple(mark for cell in cells for line in cell for mark in line.marks)
                if text or marks:
                    yield Paragraph(text, part, marks=marks, place=place)

    def _note(self, stretch: Stretch, number: int) -> Iterator[Block]:
        mark = (stretch.mark,) if stretch.mark else ()
        for block in self._flow(stretch, f"note[{number}]", []):
            if isinstance(block, Paragraph):
                marks = mark + tuple(other for other in block.marks if other != stretch.mark)
                yield replace(block, text=block.text.lstrip(), marks=marks)
            else:
                yield block

    def _body(self, stretch: Stretch) -> list[Block]:
        if stretch.start == stretch.end and self._characters:
            self.report("damaged_part", what="ccpText")
            stretch = Stretch(0, len(self._characters))
        boxes = sorted(read_text_boxes(self._fib, self._table), key=lambda box: box.anchor)
        hanging = [box for box in boxes if stretch.start <= box.anchor < stretch.end]
        found = list(self._flow(stretch, "body", hanging))
        for number, box in enumerate((box for box in boxes if box not in hanging), 1):
            found += self._flow(box, f"text_box[{number}]", [])
        return found

    def _flow(self, stretch: Stretch, path: str, boxes: list[Stretch]) -> list[Block]:
        """The blocks of a stretch, and of the text boxes that hang on it after what they hang on."""
        blocks: list[Block] = []
        tops: list[Top] = []
        stands_at: list[int] = []
        paragraphs = tables = hung = 0
        pictures = self.lines.pictures
        items = self._items(stretch)
        has_pictures = self.lines.pictures > pictures
        for item in items:
            at = len(blocks)
            if isinstance(item, Line):
                paragraphs += 1
                its_path = f"{path}/paragraph[{paragraphs}]"
                blocks += _paragraph(item, stretch.part, its_path)
                top = Top.CAPTION if item.shape.is_caption else Top.OTHER
            else:
                tables += 1
                its_path = f"{path}/table[{tables}]"
                blocks += self._tables.write(item, its_path)
                top = Top.TABLE
            if has_pictures:
                self._tell_pictures(item, its_path, stretch.part)
            if len(blocks) > at:
                tops.append(top)
                stands_at.append(at)
            end = item.end if hung < len(boxes) else 0
            beside = 0
            while hung < len(boxes) and boxes[hung].anchor < end:
                beside += 1
                blocks += self._flow(boxes[hung], f"{its_path}/text_box[{beside}]", [])
                hung += 1
        for of_table, of_caption in captions(tops).items():
            found, words = blocks[stands_at[of_table]], blocks[stands_at[of_caption]]
            if isinstance(found, Table) and isinstance(words, Paragraph):
                blocks[stands_at[of_table]] = replace(found, caption=words.text)
        return blocks

    def _tell_pictures(self, item: Line | DraftTable, path: str, part: Part) -> None:
        if isinstance(item, Line):
            self._pictures.add(item.pictures, path, part)
            return
        for number, row in enumerate(item.rows, 1):
            place = f"{path}/row[{number}]"
            for cell in row.cells:
                self._pictures.add(sum(line.pictures for line in cell.lines), place, part)
                for nested, table in enumerate(cell.tables, 1):
                    self._tell_pictures(table, f"{place}/table[{nested}]", part)


def _paragraph(line: Line, part: Part, path: str) -> Iterator[Block]:
    text = line.text.strip("\n") if line.text.strip() else ""
    if not text and not line.marks:
        return
    place = Place(path=path)
    if part is Part.BODY and line.shape.outline and text:
        yield Heading(text, line.shape.outline, line.marks, place)
    else:
        yield Paragraph(text, part, line.is_bold, line.size, line.marks, place)


def _all_lines(items: list[Line | DraftTable]) -> Iterator[Line]:
    for item in items:
        if isinstance(item, Line):
            yield item
        else:
            for row in item.rows:
                for cell in row.cells:
                    yield from _all_lines(cell.items)
