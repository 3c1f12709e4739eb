"""From rows of cells to ``Table`` values, within the bounds of one table."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ingest.document import Cell, Place, Table
from ingest.problems import problem
from ingest.text.pieces import InlineText
from ingest.text.setting import Setting


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell in its row; its column follows from those before it."""

    content: InlineText
    place: Place
    column_span: int = 1


def grid_row(
    contents: Sequence[InlineText], place: Place, widths: Sequence[int] | None = None
) -> list[GridCell]:
    """The cells of a row at one place; ``widths`` are those of its cells, whose further fields are empty."""
    if widths is None:
        return [GridCell(content, place) for content in contents]
    cells: list[GridCell] = []
    column = 0
    for width in widths:
        cells.append(GridCell(contents[column], place, width))
        column += width
    return cells


def tables_of(
    rows: Sequence[Sequence[GridCell]],
    method: str,
    confidence: float,
    setting: Setting,
    header_rows: Collection[int] = (),
) -> list[Table]:
    """One table; several only where rows times columns exceed ``setting.limits.table_cells``, and then a
    problem says so. Rows may differ in length; ``header_rows`` are their numbers from 0."""
    limit = setting.limits.table_cells
    tables: list[Table] = []
    part: list[Sequence[GridCell]] = []
    first = width = 0
    for number, row in enumerate(rows):
        row_width = sum(cell.column_span for cell in row)
        if part and (len(part) + 1) * max(width, row_width) > limit:
            tables.append(_table(part, method, confidence, {head - first for head in header_rows}))
            part, width, first = [], 0, number
        part.append(row)
        width = max(width, row_width)
    if part:
        tables.append(_table(part, method, confidence, {head - first for head in header_rows}))
    if len(tables) > 1:
        setting.problems.append(problem("table_cut", place=tables[0].place.path, limit=limit))
    return tables


def _table(
    rows: Sequence[Sequence[GridCell]], method: str, confidence: float, header_rows: Collection[int]
) -> Table:
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            cells.append(
                Cell(
                    row=number,
                    column=column,
                    text=cell.content.text,
                    column_span=cell.column_span,
                    is_header=number in header_rows,
                    is_bold=cell.content.is_bold,
                    marks=cell.content.marks,
                    place=cell.place,
                )
            )
            column += cell.column_span
    place = cells[0].place if cells else Place()
    return Table(tuple(cells), method, round(confidence, 3), place=place)
