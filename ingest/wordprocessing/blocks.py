"""Drafts become blocks: tables get columns, numbers and captions, and everything its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Block, Cell, Heading, Host, Paragraph, Part, Place, Table
from ingest.limits import Limits
from ingest.problems import Problem, problem
from ingest.wordprocessing.captions import Top, captions
from ingest.wordprocessing.drafts import Draft, DraftBox, DraftCell, DraftParagraph, DraftTable
from ingest.wordprocessing.grid import Placed, placed
from ingest.wordprocessing.pictures import Pictures
from ingest.wordprocessing.typed import typed_together


def in_margin(cells: Iterable[Iterable[str]]) -> str:
    """A row of a table in a page's margin, given the lines of its cells, as one line."""
    return "\t".join(" ".join(" ".join(lines).split()) for lines in cells).strip()


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where writing stands: path, part, the enclosing cell, the mark of the note that is written."""

    path: str
    part: Part
    host: Host | None = None
    mark: str = ""


@dataclass(slots=True)
class BlockWriter:
    """Writes one document's blocks; tables are numbered in the order in which they begin."""

    method: str
    limits: Limits
    blocks: list[Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    pictures: Pictures = field(default_factory=Pictures)
    _tables: int = 0

    def write(self, drafts: Sequence[Draft], path: str, part: Part, mark: str = "") -> None:
        """Append a flow's blocks; ``path`` is what their places begin with."""
        self._write(drafts, _Spot(path, part, mark=mark))

    def _write(self, drafts: Sequence[Draft], spot: _Spot) -> None:
        paragraphs = tables = boxes = 0
        tops: list[tuple[Top, int]] = []
        for draft in drafts:
            at = len(self.blocks)
            if isinstance(draft, DraftParagraph):
                paragraphs, boxes = paragraphs + 1, 0
                self.pictures.add(draft.pictures, f"{spot.path}/paragraph[{paragraphs}]", spot.part)
                if draft.marks or (draft.text and not draft.text.isspace()):
                    self._paragraph(draft, replace(spot, path=f"{spot.path}/paragraph[{paragraphs}]"))
                top = Top.CAPTION if draft.is_caption else Top.OTHER
            elif isinstance(draft, DraftTable):
                tables += 1
                self._table(draft, replace(spot, path=f"{spot.path}/table[{tables}]"))
                top = Top.TABLE
            else:
                boxes += 1
                self._box(draft, replace(spot, path=f"{spot.path}/paragraph[{paragraphs}]"), boxes)
                top = Top.OTHER
            if len(self.blocks) > at:
                tops.append((top, at))
        for table, caption in captions([top for top, _ in tops]).items():
            found, words = self.blocks[tops[table][1]], self.blocks[tops[caption][1]]
            if isinstance(found, Table) and isinstance(words, Paragraph):
                self.blocks[tops[table][1]] = replace(found, caption=words.text)

    def _paragraph(self, draft: DraftParagraph, spot: _Spot) -> None:
        text = draft.text.strip("\n") if draft.text.strip() else ""
        place = Place(path=spot.path)
        if draft.heading and text and spot.part is Part.BODY and not draft.is_caption:
            self.blocks.append(Heading(text, draft.heading, draft.marks, place))
            return
        marks = draft.marks
        if spot.part is Part.NOTE:
            text = text.lstrip()
        if spot.mark:
            marks = (spot.mark, *(mark for mark in marks if mark != spot.mark))
        self.blocks.append(Paragraph(text, spot.part, draft.is_bold, draft.size, marks, place))

    def _box(self, box: DraftBox, spot: _Spot, number: int) -> None:
        part = Part.TEXT_BOX if spot.part is Part.BODY else spot.part
        self._write(box.content, replace(spot, path=f"{spot.path}/text_box[{number}]", part=part))

    def _table(self, draft: DraftTable, spot: _Spot) -> None:
        if spot.part in (Part.HEADER, Part.FOOTER):
            self._rows_as_paragraphs(draft, spot)
            return
        found, read = placed(draft.rows, draft.widths, self.limits.table_cells)
        if read < len(draft.rows):
            self.problems.append(problem("table_too_large", place=spot.path, read=read, rows=len(draft.rows)))
        if not found:
            return
        at = len(self.blocks)
        table = Table((), self.method, host=spot.host, place=Place(path=spot.path))
        self.blocks.append(table)
        self._tables += 1
        cells = self._cells(draft, found, replace(spot, host=None))
        self.blocks[at] = replace(table, cells=tuple(cells))

    def _rows_as_paragraphs(self, draft: DraftTable, spot: _Spot) -> None:
        """A table in a page's margin only sets its words apart: each row is a paragraph."""
        for at, row in enumerate(draft.rows, 1):
            inside = replace(spot, path=f"{spot.path}/row[{at}]")
            cells = [slot.content.paragraphs for slot in row]
            text = in_margin([[paragraph.text for paragraph in cell] for cell in cells])
            marks = tuple(mark for cell in cells for paragraph in cell for mark in paragraph.marks)
            if text or marks:
                self.blocks.append(Paragraph(text, spot.part, marks=marks, place=Place(path=inside.path)))
            for slot in row:
                self._beside(slot.content, inside)

    def _cells(self, table: DraftTable, found: list[Placed[DraftCell]], spot: _Spot) -> Iterable[Cell]:
        number = self._tables
        places = [Place(path=f"{spot.path}/row[{at}]") for at in range(1, len(table.rows) + 1)]
        for cell in found:
            place = places[cell.row]
            content = cell.content or DraftCell()
            yield _cell(cell, content.paragraphs, cell.row < table.headers, place)
            for seen in (content, *cell.covered):
                self.pictures.add(sum(line.pictures for line in seen.paragraphs), place.path, spot.part)
            if not all(covered.is_blank for covered in (*cell.covered, *content.covered)):
                self.problems.append(problem("covered_text", place=place.path))
            if content.has_more:
                inside = replace(spot, path=place.path, host=Host(number, cell.row, cell.column))
                self._beside(content, inside)

    def _beside(self, cell: DraftCell, spot: _Spot) -> None:
        """The tables and text boxes of a cell."""
        tables = paragraphs = boxes = 0
        for piece in cell.content:
            if isinstance(piece, DraftParagraph):
                paragraphs, boxes = paragraphs + 1, 0
            elif isinstance(piece, DraftTable):
                tables += 1
                self._table(piece, replace(spot, path=f"{spot.path}/table[{tables}]"))
            else:
                boxes += 1
                self._box(piece, replace(spot, path=f"{spot.path}/paragraph[{paragraphs}]"), boxes)


def _cell(
    cell: Placed[DraftCell], paragraphs: Sequence[DraftParagraph], is_header: bool, place: Place
) -> Cell:
    text = "\n".join([paragraph.text for paragraph in paragraphs])
    is_seen = bool(text) and not text.isspace()
    return Cell(
        cell.row,
        cell.column,
        text if is_seen else "",
        cell.row_span,
        cell.column_span,
        is_header,
        is_seen and all(paragraph.is_bold for paragraph in paragraphs if paragraph.text.strip()),
        tuple(mark for paragraph in paragraphs for mark in paragraph.marks),
        place,
        typed_together(paragraphs, "\n") if is_seen else None,
    )
