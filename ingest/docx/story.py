"""Stories: the body, a header, a note, read from top to bottom into blocks.

A table's slot among the blocks is taken when it begins, so that the tables inside its cells, and the text
boxes that hang on them, follow it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.document import Block, Cell, Heading, Host, Paragraph, Part, Place, Table
from ingest.docx.cells import cell_text
from ingest.docx.hanging import ALTERNATE, DIAGRAM, WORD_ART, alternative, relation_of_diagram
from ingest.docx.line import Line, joined
from ingest.docx.lines import DROPPED, LineReader
from ingest.docx.names import A, W
from ingest.docx.notes import NoteMarks
from ingest.docx.numbering import Numbering
from ingest.docx.parts import Parts, relation_id
from ingest.docx.ragged import evenness, mended
from ingest.docx.regions import BoldRegions
from ingest.docx.rows import Row, column_widths, goes_on, rows_of, within
from ingest.docx.styles import Styles
from ingest.limits import Limits
from ingest.wordprocessing.blocks import in_margin
from ingest.wordprocessing.captions import Top, captions
from ingest.wordprocessing.grid import Placed, placed
from ingest.wordprocessing.pictures import Pictures
from ingest.wordprocessing.typed import typed_of

_PARAGRAPH, _TABLE, _TEXT = W + "p", W + "tbl", W + "t"
_SECTION_END = f"{W}pPr/{W}sectPr"
_NOT_CONTENT = frozenset(W + name for name in ("sdtPr", "sdtEndPr", "customXmlPr", "sectPr", "tcPr", "pPr"))
_DEEPEST_BOX = 8
"""Text boxes inside text boxes."""
METHOD = "docx"


@dataclass(slots=True)
class Shared:
    """What all stories of a document share, and the blocks that they add to."""

    parts: Parts
    styles: Styles
    numbering: Numbering
    notes: NoteMarks
    limits: Limits
    blocks: list[Block] = field(default_factory=list)
    pictures: Pictures = field(default_factory=Pictures)
    tables: int = 0
    cells: dict[tuple[int, int, int], etree._Element] = field(default_factory=dict)
    """The ``w:tc`` of each cell, by the number of its table (from 1), its row and its column."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where reading stands."""

    path: str
    part: Part
    mark: str = ""
    """Of the note that is read."""
    host: Host | None = None
    """The cell around."""
    tables: int = 0
    """How many tables are around."""
    boxes: int = 0
    """How many text boxes are around."""
    in_bold: bool = False
    """The table's style makes text bold here."""


class Story:
    """Reads one story. ``name`` is the package part that it stands in (for its relationships)."""

    def __init__(self, shared: Shared, root: etree._Element, name: str) -> None:
        self._shared = shared
        self._name = name
        self._lines = LineReader(root, shared.styles, shared.notes, shared.parts.report)

    def read(self, container: etree._Element, path: str, part: Part, mark: str = "") -> None:
        """Append the blocks of a container; their places' paths begin with ``path``. ``mark`` is that of
        a note."""
        self._flow(container, _Spot(path, part, mark))

    def _flow(self, container: etree._Element, spot: _Spot) -> None:
        blocks = self._shared.blocks
        paragraphs = tables = 0
        tops: list[Top] = []
        stands_at: list[int] = []
        for item in self._items(container, spot):
            at = len(blocks)
            if isinstance(item, Line):
                paragraphs += 1
                top = Top.CAPTION if item.style.is_caption else Top.OTHER
                self._paragraph(item, replace(spot, path=f"{spot.path}/paragraph[{paragraphs}]"))
            else:
                tables += 1
                top = Top.TABLE
                self._table(item, replace(spot, path=f"{spot.path}/table[{tables}]"))
            if len(blocks) > at:
                tops.append(top)
                stands_at.append(at)
        for of_table, of_caption in captions(tops).items():
            table, words = blocks[stands_at[of_table]], blocks[stands_at[of_caption]]
            if isinstance(table, Table) and isinstance(words, Paragraph):
                blocks[stands_at[of_table]] = replace(table, caption=words.text)

    def _items(self, container: etree._Element, spot: _Spot) -> Iterator[Line | list[etree._Element]]:
        """The paragraphs (numbered, and joined where a paragraph mark is gone) and tables of a container;
        tables that are shown as one together."""
        waiting: list[Line] = []
        tables: list[etree._Element] = []
        for element in self._elements(container):
            if tables and not (element.tag == _TABLE and goes_on(tables[-1], element)):
                yield tables
                tables = []
            if element.tag == _PARAGRAPH:
                waiting.append(self._lines.read(element, spot.in_bold))
            if waiting and not (element.tag == _PARAGRAPH and waiting[-1].runs_on):
                yield self._numbered(joined(waiting))
                waiting = []
            if element.tag == _TABLE:
                tables.append(element)
            elif element.find(_SECTION_END) is not None:
                self._shared.notes.end_section()
        if tables:
            yield tables
        if waiting:
            yield self._numbered(joined(waiting))

    def _elements(self, container: etree._Element) -> Iterator[etree._Element]:
        """The ``w:p`` and ``w:tbl`` of a container in order, through content controls and other wrappers."""
        waiting = [iter((container,) if container.tag == _TABLE else container)]
        while waiting:
            child = next(waiting[-1], None)
            if child is None:
                waiting.pop()
            elif child.tag in (_PARAGRAPH, _TABLE):
                yield child
            elif child.tag == W + "altChunk":
                target = self._shared.parts.target(self._name, relation_id(child))
                self._shared.parts.report("imported_part", part=target or "altChunk")
            elif child.tag in DROPPED:
                continue
            elif child.tag == ALTERNATE:
                branch = alternative(child)
                if branch is not None:
                    waiting.append(iter(branch))
            elif child.tag not in _NOT_CONTENT and len(child):
                waiting.append(iter(child))

    def _numbered(self, line: Line) -> Line:
        """The line with its automatic number or bullet before its text."""
        if line.runs_on and not line.text:
            return line
        label = self._shared.numbering.label(line.place, line.style)
        if not label:
            return line
        label = label if line.text else label.rstrip()
        return replace(line, text=label + line.text, typed=typed_of(line))

    def _paragraph(self, line: Line, spot: _Spot) -> None:
        text = line.text.strip("\n") if line.text.strip() else ""
        place = Place(path=spot.path)
        self._shared.pictures.add(line.pictures, spot.path, spot.part)
        if text or line.marks:
            level = line.style.heading if line.outline is None else line.outline or None
            if level is not None and text and spot.part is Part.BODY:
                self._shared.blocks.append(Heading(text, level, line.marks, place))
            else:
                marks = line.marks
                if spot.mark:
                    text = text.lstrip()
                    marks = (spot.mark, *(mark for mark in marks if mark != spot.mark))
                self._shared.blocks.append(Paragraph(text, spot.part, line.is_bold, line.size, marks, place))
        self._beside(line, spot)

    def _beside(self, line: Line, spot: _Spot) -> None:
        """What hangs on a line: text boxes, diagrams, tables that a broken file holds inside a paragraph."""
        part = Part.TEXT_BOX if spot.part is Part.BODY else spot.part
        for at, box in enumerate(line.boxes, 1):
            inside = replace(spot, path=f"{spot.path}/text_box[{at}]", part=part, boxes=spot.boxes + 1)
            if spot.boxes >= _DEEPEST_BOX:
                self._shared.parts.report("nested_too_deep", limit=_DEEPEST_BOX)
                for paragraph in box.iter(_PARAGRAPH):
                    self._paragraph(replace(self._lines.read(paragraph), boxes=[]), inside)
            elif box.tag == DIAGRAM:
                self._diagram(box, inside)
            elif box.tag == WORD_ART:
                self._drawn_words(box, inside)
            else:
                self._flow(box, inside)

    def _diagram(self, ids: etree._Element, spot: _Spot) -> None:
        data = self._shared.parts.target(self._name, relation_of_diagram(ids))
        root = None if data is None else self._shared.parts.tree(data)
        for paragraph in () if root is None else root.iter(A + "p"):
            text = "".join(found.text or "" for found in paragraph.iter(A + "t"))
            if text.strip():
                self._shared.blocks.append(Paragraph(text, spot.part, place=Place(path=spot.path)))

    def _drawn_words(self, path: etree._Element, spot: _Spot) -> None:
        text = path.get("string", "").strip()
        if text:
            self._shared.blocks.append(Paragraph(text, spot.part, place=Place(path=spot.path)))

    def _table(self, tables: list[etree._Element], spot: _Spot) -> None:
        every_row = (row for table in tables for row in rows_of(table))
        rows = [*within(every_row, self._shared.limits.table_cells)]
        if spot.part in (Part.HEADER, Part.FOOTER):
            self._rows_as_paragraphs(rows, spot)
            return
        widths = column_widths(tables[0])
        rows = mended(rows, widths)
        found, read = placed([row.slots for row in rows], widths, self._shared.limits.table_cells)
        left_out = len(rows) - read + sum(1 for _ in every_row)
        if left_out:
            self._shared.parts.report("table_too_large", place=spot.path, read=read, rows=read + left_out)
        if not found:
            return
        at = len(self._shared.blocks)
        table = Table((), METHOD, evenness(rows), host=spot.host, place=Place(path=spot.path))
        self._shared.blocks.append(table)
        self._shared.tables += 1
        bold = BoldRegions(tables[0], self._shared.styles)
        inside = replace(spot, host=None, tables=spot.tables + 1)
        self._shared.blocks[at] = replace(table, cells=tuple(self._cells(rows[:read], found, bold, inside)))

    def _rows_as_paragraphs(self, rows: list[Row], spot: _Spot) -> None:
        """A table in a page's margin only sets its words apart: each row is a paragraph."""
        for at, row in enumerate(rows, 1):
            inside = replace(spot, path=f"{spot.path}/row[{at}]", tables=spot.tables + 1)
            text = in_margin(
                [line.text for line in self._cell_lines(slot.content, inside)] for slot in row.slots
            )
            if text:
                self._shared.blocks.append(Paragraph(text, spot.part, place=Place(path=inside.path)))

    def _cells(
        self, rows: list[Row], found: list[Placed[etree._Element]], bold: BoldRegions, spot: _Spot
    ) -> Iterator[Cell]:
        number = self._shared.tables
        headers = next((at for at, row in enumerate(rows) if not row.is_header), len(rows))
        places = [Place(path=f"{spot.path}/row[{at}]") for at in range(1, len(rows) + 1)]
        columns = max(cell.column + cell.column_span for cell in found)
        for cell in found:
            at, column, stop = cell.row, cell.column, cell.column + cell.column_span
            if cell.content is None:
                yield Cell(at, column, "", 1, cell.column_span, at < headers, place=places[at])
                continue
            in_bold = bold.holds(at, column, len(rows), stop, columns)
            host = Host(number, at, column)
            inside = _Spot(places[at].path, spot.part, spot.mark, host, spot.tables, spot.boxes, in_bold)
            self._shared.cells[host.table, host.row, host.column] = cell.content
            said = cell_text(self._cell_lines(cell.content, inside))
            if any(_has_text(covered) for covered in cell.covered):
                self._shared.parts.report("covered_text", place=spot.path)
            yield Cell(
                at,
                column,
                said.text,
                cell.row_span,
                cell.column_span,
                at < headers,
                said.is_bold,
                said.marks,
                places[at],
                said.typed,
            )

    def _cell_lines(self, cell: etree._Element, spot: _Spot) -> Iterator[Line]:
        """The paragraphs of a cell; tables and text boxes inside it become blocks of their own."""
        tables = 0
        for item in self._items(cell, spot):
            if isinstance(item, Line):
                yield item
                self._shared.pictures.add(item.pictures, spot.path, spot.part)
                if item.boxes:
                    self._beside(item, spot)
                continue
            tables += 1
            if spot.tables < self._shared.limits.table_depth:
                self._table(item, replace(spot, path=f"{spot.path}/table[{tables}]"))
                continue
            self._shared.parts.report("nested_too_deep", limit=self._shared.limits.table_depth)
            for table in item:
                for paragraph in table.iter(_PARAGRAPH):
                    yield self._lines.read(paragraph, spot.in_bold)


def _has_text(cell: etree._Element) -> bool:
    return any(text.text and not text.text.isspace() for text in cell.iter(_TEXT))
