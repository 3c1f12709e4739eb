"""The rows of a table that a finding rests on, for people to see what is meant."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from normalize.dataset import Rows
from normalize.schema import CellRow, FindingRow


@dataclass(frozen=True, slots=True)
class QuotedCell:
    header: str
    text: str
    marked: bool
    """The finding rests on it."""


@dataclass(frozen=True, slots=True)
class QuotedRow:
    table: int
    """Number of the table in the document, from 1."""
    row: int
    """From 1, header included, as a person counts."""
    page: int | None
    label: str
    """What the row is about: the innermost item that stands in it, or else its first text."""
    cells: tuple[QuotedCell, ...]


def quoted_rows(finding: FindingRow, rows: Rows) -> list[QuotedRow]:
    """The row that the finding names, then the other rows of its evidence, as they stand in the tables;
    cells that span into a row are part of it. Evidence that points nowhere is left out."""
    marked = _evidence(finding)
    wanted = [(finding.table_id, finding.row)] if finding.row is not None else []
    if finding.row is not None and finding.column is not None:
        marked.add((finding.table_id, finding.row, finding.column))
    wanted += sorted({(table, row) for table, row, _ in marked} - set(wanted))
    numbers = {table.table_id: table.number for table in rows.tables}
    labels = {(item.table_id, item.row): f"{item.number} {item.text}".strip() for item in rows.items}
    headers = {(column.table_id, column.column): column.header for column in rows.columns}
    return [
        QuotedRow(
            numbers[table],
            row + 1,
            next((cell.page for cell in cells if cell.page is not None), None),
            labels.get((table, row)) or next((cell.text for cell in cells if cell.text.strip()), ""),
            tuple(
                QuotedCell(headers.get((table, cell.column), ""), cell.text, _rests_on(marked, cell))
                for cell in cells
            ),
        )
        for table, row in wanted
        if table in numbers and (cells := _cells(rows.cells, table, row))
    ]


def _evidence(finding: FindingRow) -> set[tuple[str, int, int]]:
    cells = json.loads(finding.evidence) if finding.evidence else []
    return {
        (cell["table_id"], cell["row"], cell["column"])
        for cell in cells
        if cell["table_id"] and cell["row"] is not None and cell["column"] is not None
    }


def _cells(cells: Iterable[CellRow], table: str, row: int) -> list[CellRow]:
    return sorted(
        (cell for cell in cells if cell.table_id == table and cell.row <= row < cell.row + cell.row_span),
        key=lambda cell: cell.column,
    )


def _rests_on(marked: set[tuple[str, int, int]], cell: CellRow) -> bool:
    return any(
        (cell.table_id, row, column) in marked
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    )
