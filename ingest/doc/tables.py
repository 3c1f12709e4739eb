"""Rows as they were read into ``Table`` values: merged cells become one, spans are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest.doc.grid import columns
from ingest.doc.layout import DraftCell, DraftRow, DraftTable
from ingest.doc.rows import CellShape
from ingest.document import Cell, Host, Place, Table
from ingest.limits import Limits
from ingest.wordprocessing.grid import INDENT
from ingest.wordprocessing.typed import typed_together

Report = Callable[..., None]
"""Takes the kind of a problem and the facts of its sentence."""
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
    report: Report
    confidence: float = 1.0
    count: int = 0

    def write(self, draft: DraftTable, path: str, host: Host | None = None) -> Iterator[Table]:
        """The table of a draft and those inside it; ``path`` is its place."""
        self.count += 1
        number = self.count
        cells, columns_of = self._merged(draft.rows, path)
        headers = next((n for n, row in enumerate(draft.rows) if not row.shape.is_header), len(draft.rows))
        written: list[Cell] = []
        inner: list[tuple[DraftTable, str, Host]] = []
        for at, row in enumerate(cells):
            place = Place(path=f"{path}/row[{at + 1}]")
            for cell in row:
                column = columns_of[cell.left]
                written.append(_cell(cell, column, columns_of[cell.right] - column, at < headers, place))
                tables = [table for content in cell.parts for table in content.tables]
                for nested, table in enumerate(tables, 1):
                    inner.append((table, f"{place.path}/table[{nested}]", Host(number, at, column)))
        yield Table(tuple(written), METHOD, self.confidence, host, Place(path=path))
        for table, its_path, its_host in inner:
            yield from self.write(table, its_path, its_host)

    def _merged(self, rows: list[DraftRow], path: str) -> tuple[list[list[_Merged]], dict[int, int]]:
        """The cells that begin in each row, and the column of each of their edges."""
        found = [_merged_across(row, number) for number, row in enumerate(rows)]
        if all(row.shape.is_at_right for row in rows):
            _align(found)
        columns_of = columns(_spans(found))
        if len(set(columns_of.values())) * len(rows) > self.limits.table_cells:
            self.report("grid_unsure", place=path)
            for row in found:
                for index, cell in enumerate(row):
                    cell.left, cell.right = index, index + 1
            return found, {edge: edge for edge in range(max(map(len, found)) + 1)}
        edges = {column: edge for edge, column in columns_of.items()}
        above: dict[tuple[int, int], _Merged] = {}
        for number, row in enumerate(found):
            row[:0] = [
                _Merged(number, edges[column], edges[column + 1], [], False, False)
                for column in range(columns_of[row[0].left])
            ]
            below: dict[tuple[int, int], _Merged] = {}
            for cell in list(row):
                key = (columns_of[cell.left], columns_of[cell.right])
                over = above.get(key)
                if cell.joins_above and over is not None:
                    over.row_span += 1
                    if any(content.has_content for content in cell.parts):
                        self.report("covered_text", place=path)
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
            if cell.has_content:
                merged[-1].parts.append(cell)
        else:
            merged.append(_Merged(number, shape.left, right, [cell], shape.is_merged_down, shape.joins_above))
    return merged


def _align(rows: list[list[_Merged]]) -> None:
    """Moves rows that stand at the right margin so that they end together, as they are seen."""
    farthest = max(row[-1].right for row in rows)
    for row in rows:
        shift = farthest - row[-1].right
        for cell in row:
            cell.left, cell.right = cell.left + shift, cell.right + shift


def _spans(rows: list[list[_Merged]]) -> list[list[tuple[int, int]]]:
    """The edges of the cells of each row, and of what a row leaves out before its first cell."""
    start = min(row[0].left for row in rows)
    spans = [[(cell.left, cell.right) for cell in row] for row in rows]
    for row in spans:
        if row[0][0] - start >= INDENT:
            row.append((start, row[0][0]))
    return spans


def _cell(merged: _Merged, column: int, span: int, is_header: bool, place: Place) -> Cell:
    lines = [line for part in merged.parts for line in part.lines]
    visible = [line for line in lines if line.text.strip()]
    return Cell(
        merged.row,
        column,
        "\n".join([line.text for line in lines]) if visible else "",
        merged.row_span,
        span,
        is_header,
        bool(visible) and all(line.is_bold for line in visible),
        tuple(mark for line in lines for mark in line.marks),
        place,
        typed_together(lines, "\n") if visible else None,
    )
