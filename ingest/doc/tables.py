"""Rows as they were read into ``Table`` values: merged cells become one, spans are counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.doc.grid import columns
from ingest.doc.layout import DraftCell, DraftRow, DraftTable
from ingest.doc.lines import Line
from ingest.doc.rows import CellShape
from ingest.document import Cell, Host, Place, Table
from ingest.limits import Limits

METHOD = "doc"
_BEYOND = 1440
"""Width that is taken for a cell of which the row says nothing (twips)."""


@dataclass(slots=True)
class _Merged:
    """A cell of the finished table: one or more cells of the file."""

    row: int
    left: int
    right: int
    parts: list[DraftCell]
    goes_down: bool
    joins_above: bool
    row_span: int = 1


@dataclass(slots=True)
class TableWriter:
    """Turns drafts into tables, each followed by the tables inside it; numbers them through the document."""

    limits: Limits
    confidence: float = 1.0
    count: int = 0
    is_cut: bool = field(default=False)
    """A table was too large for a grid; its cells stand in the order of their rows."""

    def write(self, draft: DraftTable, place: str, host: Host | None = None) -> Iterator[Table]:
        self.count += 1
        number = self.count
        cells, columns_of = self._merged(draft.rows)
        headers = next((n for n, row in enumerate(draft.rows) if not row.shape.is_header), len(draft.rows))
        path = f"{place}/table[{number}]"
        written: list[Cell] = []
        inner: list[tuple[DraftTable, Host]] = []
        for row in cells:
            for cell in row:
                column = columns_of[cell.left]
                made = _cell(cell, column, columns_of[cell.right] - column, cell.row < headers, path)
                written.append(made)
                for part in cell.parts:
                    inner += [(table, Host(number, made.row, made.column)) for table in part.tables]
        yield Table(tuple(written), METHOD, self.confidence, host, Place(path=path))
        for table, its_host in inner:
            yield from self.write(table, place, its_host)

    def _merged(self, rows: list[DraftRow]) -> tuple[list[list[_Merged]], dict[int, int]]:
        """The cells that begin in each row, and the column of each of their edges."""
        found = [_merged_across(row, number) for number, row in enumerate(rows)]
        columns_of = columns([[(cell.left, cell.right) for cell in row] for row in found])
        if len(set(columns_of.values())) * len(rows) > self.limits.table_cells:
            self.is_cut = True
            for row in found:
                for index, cell in enumerate(row):
                    cell.left, cell.right = index, index + 1
            return found, {edge: edge for edge in range(max(map(len, found)) + 1)}
        above: dict[tuple[int, int], _Merged] = {}
        for row in found:
            below: dict[tuple[int, int], _Merged] = {}
            for cell in list(row):
                key = (columns_of[cell.left], columns_of[cell.right])
                over = above.get(key)
                if cell.joins_above and over is not None:
                    over.row_span += 1
                    over.parts += [part for part in cell.parts if _has_content(part)]
                    row.remove(cell)
                    below[key] = over
                elif cell.goes_down:
                    below[key] = cell
            above = below
        return found, columns_of


def _merged_across(row: DraftRow, number: int) -> list[_Merged]:
    shapes = row.shape.cells
    merged: list[_Merged] = []
    right = 0
    for index, cell in enumerate(row.cells):
        shape = shapes[index] if index < len(shapes) else None
        if shape is None:
            shape = CellShape(right, right + _BEYOND, False, False, False)
        right = shape.right
        if shape.joins_left and merged:
            merged[-1].right = right
            if _has_content(cell):
                merged[-1].parts.append(cell)
        else:
            merged.append(
                _Merged(number, shape.left, right, [cell], shape.is_merged_down, shape.joins_above)
            )
    return merged


def _has_content(cell: DraftCell) -> bool:
    return any(not isinstance(item, Line) or item.text or item.marks for item in cell.items)


def _cell(merged: _Merged, column: int, span: int, is_header: bool, path: str) -> Cell:
    lines = [line for part in merged.parts for line in part.lines]
    visible = [line for line in lines if line.text.strip()]
    return Cell(
        merged.row,
        column,
        "\n".join([line.text for line in lines]),
        merged.row_span,
        span,
        is_header,
        bool(visible) and all(line.is_bold for line in visible),
        tuple(mark for line in lines for mark in line.marks),
        Place(path=f"{path}/row[{merged.row + 1}]/cell[{column + 1}]"),
    )
