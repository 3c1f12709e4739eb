"""A logical table: what of a grid is one table, as understood."""

from __future__ import annotations

from dataclasses import replace

from extract.grid import Grid
from extract.headers import Layout
from extract.kinds import kind_evidence
from extract.reading import Column, Evidence, LogicalTable, RowKind, TableKind
from ingest.document import Table


def logical_table(
    block: Table,
    position: int,
    number: int,
    grid: Grid,
    layout: Layout,
    columns: tuple[Column, ...],
    kinds: list[RowKind],
    kind: TableKind,
    caption: str,
) -> LogicalTable:
    """The part of a grid that is one table, its rows counted from its own first row."""
    cells = tuple(replace(cell, is_header=cell.row in layout.header) for cell in grid.cells)
    pages = [cell.place.page for cell in cells if cell.place.page is not None]
    return LogicalTable(
        number=number,
        cells=cells,
        kind=kind,
        caption=caption,
        columns=columns,
        row_kinds=tuple(kinds),
        header_rows=len(layout.header),
        method=block.method,
        confidence=round(block.confidence * (0.5 + 0.5 * layout.score if layout.header else 0.8), 3),
        column_count=grid.column_count,
        page_first=min(pages, default=block.page_first),
        page_last=max(pages, default=block.page_last),
        block=position,
        evidence=(_header_evidence(layout), kind_evidence(columns)),
    )


def _header_evidence(layout: Layout) -> Evidence:
    """Where the header was found."""
    if not layout.header:
        return Evidence("no header found", "", 0.6)
    return Evidence("header rows", ", ".join(str(row + 1) for row in layout.header), layout.score)
