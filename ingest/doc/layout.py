"""Lines into rows and rows into tables ([MS-DOC] 2.4.3 and 2.4.5): what stands in a table is told by each
paragraph's depth, its cells by cell marks, its rows by marks that end them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.doc.lines import CELL_MARK, Line
from ingest.doc.rows import RowShape, row_shape


@dataclass(slots=True)
class DraftCell:
    """The contents of a cell in their order."""

    items: list[Line | DraftTable] = field(default_factory=list)

    @property
    def has_content(self) -> bool:
        """Anything that a person sees, tables inside it included."""
        return any(not isinstance(item, Line) or item.text or item.marks for item in self.items)

    @property
    def lines(self) -> list[Line]:
        return [item for item in self.items if isinstance(item, Line)]

    @property
    def tables(self) -> list[DraftTable]:
        return [item for item in self.items if isinstance(item, DraftTable)]


@dataclass(slots=True)
class DraftRow:
    cells: list[DraftCell]
    shape: RowShape
    is_deleted: bool
    end: int


@dataclass(slots=True)
class DraftTable:
    rows: list[DraftRow]
    end: int
    """Position (CP) after its last row."""


Item = Line | DraftTable


@dataclass(slots=True)
class _Level:
    """A table that is being read at one depth: whole rows, whole cells of the next row, the cell after."""

    rows: list[DraftRow] = field(default_factory=list)
    cells: list[DraftCell] = field(default_factory=list)
    cell: DraftCell = field(default_factory=DraftCell)

    def closed(self) -> list[Item]:
        """What it comes to when its depth is left: cells that no row end follows are no table."""
        items: list[Item] = []
        items += _tables(self.rows)
        for cell in (*self.cells, self.cell):
            items += cell.items
        return items


def arrange(lines: Iterable[Line], deepest: int) -> list[Item]:
    """The lines of one story as paragraphs and tables; tables deeper than ``deepest`` count as that deep."""
    out: list[Item] = []
    levels: list[_Level] = []
    for line in lines:
        depth = min(line.shape.depth, deepest)
        while len(levels) > depth:
            closed = levels.pop().closed()
            (levels[-1].cell.items if levels else out).extend(closed)
        while len(levels) < depth:
            levels.append(_Level())
        if not levels:
            out.append(line)
            continue
        level = levels[-1]
        if line.shape.ends_row and (depth > 1 or line.mark == CELL_MARK):
            if level.cell.items:
                level.cells.append(level.cell)
            if level.cells:
                level.rows.append(DraftRow(level.cells, row_shape(line.shape.row), line.is_deleted, line.end))
            level.cells, level.cell = [], DraftCell()
        else:
            level.cell.items.append(line)
            if line.mark == CELL_MARK or (depth > 1 and line.shape.ends_cell):
                level.cells.append(level.cell)
                level.cell = DraftCell()
    while levels:
        closed = levels.pop().closed()
        (levels[-1].cell.items if levels else out).extend(closed)
    return out


def _tables(rows: list[DraftRow]) -> list[DraftTable]:
    """Rows that follow each other without a paragraph between them are one table, unless they stand at
    different places of the page."""
    tables: list[DraftTable] = []
    for row in rows:
        if row.is_deleted and not any(cell.has_content for cell in row.cells):
            continue
        if tables and tables[-1].rows[-1].shape.position == row.shape.position:
            tables[-1].rows.append(row)
            tables[-1].end = row.end
        else:
            tables.append(DraftTable([row], row.end))
    return tables
