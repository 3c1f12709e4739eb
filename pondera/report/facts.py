"""What a page says of one document, worked out of its rows: findings with what they rest on, doubts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.document import Box, Format
from normalize.dataset import Rows
from normalize.schema import CellRow, FindingRow, MeasureRow, TableRow
from pondera.report.excerpts import Excerpt, Position, excerpt, rows_around
from pondera.report.pictures import Pages, Picture, pages_of

SEVERITIES = ("error", "warning", "info")
MOST_PICTURES = 40
"""Of one document; the findings beyond go without."""
MOST_CELLS = 4_000
"""Of all tables that a document's page draws in full."""
DOUBTFUL = 0.5
"""Confidence below which a reading is named as doubtful."""


@dataclass(frozen=True, slots=True)
class ToldFinding:
    """A finding with what a person needs to judge it."""

    row: FindingRow
    table: TableRow | None
    quoted: Excerpt | None
    picture: Picture | None
    cell: str
    """The anchor of its cell among the document's tables; empty where that is not drawn."""
    elsewhere: int
    """How many of the cells that it rests on stand in other tables."""


@dataclass(frozen=True, slots=True)
class DrawnTable:
    row: TableRow
    drawing: Excerpt


@dataclass(frozen=True, slots=True)
class Doubts:
    """What Pondera itself is not sure of."""

    tables: tuple[TableRow, ...]
    figures: tuple[MeasureRow, ...]


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    rows: Rows
    findings: tuple[ToldFinding, ...]
    tables: tuple[DrawnTable, ...]
    tables_left_out: int
    doubts: Doubts
    is_pdf: bool
    has_original: bool
    """The file that was read is still where it was, and has the same bytes."""
    pictures_left_out: int

    @property
    def drawn(self) -> frozenset[str]:
        return frozenset(table.row.table_id for table in self.tables)


def anchor(table_id: str, position: Position) -> str:
    """The ``id`` of a cell on the pages."""
    return f"{table_id}-{position[0]}-{position[1]}"


def facts_of(rows: Rows, original: Path | None) -> DocumentFacts:
    """What there is to say of the one document in ``rows``; ``original`` is its file, where that is known."""
    document = rows.documents[0]
    cells: dict[str, list[CellRow]] = defaultdict(list)
    for cell in rows.cells:
        cells[cell.table_id].append(cell)
    drawn, left_out = _drawn(rows, cells)
    is_pdf = document.format == Format.PDF
    wanted = [finding for finding in rows.findings if is_pdf and finding.table_id]
    with pages_of(original if wanted else None, document.sha256) as pages:
        told = _told(rows, cells, pages, {table.row.table_id for table in drawn})
    return DocumentFacts(
        rows,
        told,
        drawn,
        left_out,
        _doubts(rows),
        is_pdf,
        pages is not None,
        max(0, len(wanted) - MOST_PICTURES) if pages is not None else 0,
    )


def _doubts(rows: Rows) -> Doubts:
    return Doubts(
        tuple(table for table in rows.tables if table.confidence < DOUBTFUL),
        tuple(figure for figure in rows.measures if figure.confidence < DOUBTFUL),
    )


def evidence_of(finding: FindingRow) -> list[tuple[str, Position]]:
    """The cells that a finding rests on, as table and position, the one that it names left out."""
    told = json.loads(finding.evidence) if finding.evidence else []
    own = (finding.table_id, (finding.row, finding.column))
    found = [
        (str(cell["table_id"]), (int(cell["row"]), int(cell["column"])))
        for cell in told
        if cell["table_id"] and cell["row"] is not None and cell["column"] is not None
    ]
    return [spot for spot in dict.fromkeys(found) if spot != own]


def _marked(rows: Rows) -> tuple[dict[str, set[Position]], dict[str, set[Position]]]:
    """By table, the cells that findings name, and those that they rest on."""
    wrong: dict[str, set[Position]] = defaultdict(set)
    evidence: dict[str, set[Position]] = defaultdict(set)
    for finding in rows.findings:
        if finding.row is not None and finding.column is not None:
            wrong[finding.table_id].add((finding.row, finding.column))
        for table, position in evidence_of(finding):
            evidence[table].add(position)
    return wrong, evidence


def _drawn(rows: Rows, cells: dict[str, list[CellRow]]) -> tuple[tuple[DrawnTable, ...], int]:
    """The tables as they were read; where they are many or long, only as far as there is room, and always the
    rows that findings speak of."""
    wrong, evidence = _marked(rows)
    room = MOST_CELLS
    drawn: list[DrawnTable] = []
    for table in rows.tables:
        of_table = cells.get(table.table_id, [])
        marked = sorted({row for row, _ in (*wrong[table.table_id], *evidence[table.table_id])})
        shown: Sequence[int] = range(table.rows)
        if len(of_table) > room:
            fitting = room * table.rows // max(len(of_table), 1)
            shown = sorted({*range(fitting), *marked[:MOST_CELLS]})
        if not shown or not of_table:
            continue
        drawing = excerpt(of_table, shown, table.rows, wrong[table.table_id], evidence[table.table_id])
        room = max(0, room - sum(len(row.cells) for row in drawing.rows))
        drawn.append(DrawnTable(table, drawing))
    return tuple(drawn), len(rows.tables) - len(drawn) if rows.cells else 0


def _told(
    rows: Rows, cells: dict[str, list[CellRow]], pages: Pages | None, drawn: set[str]
) -> tuple[ToldFinding, ...]:
    tables = {table.table_id: table for table in rows.tables}
    at = {(item.item_id): (item.row, item.column) for item in rows.items}
    pictured = 0
    told = []
    for finding in rows.findings:
        table = tables.get(finding.table_id)
        spot = _spot(finding, at)
        rests_on = evidence_of(finding)
        here = [position for name, position in rests_on if name == finding.table_id]
        if spot is None and here:
            spot = here[0]  # a sum is wrong, and no one cell
        quoted = picture = None
        if table is not None and spot is not None and table.table_id in cells:
            of_table = cells.get(table.table_id, [])
            header = {cell.row for cell in of_table if cell.is_header}
            chosen = rows_around(header, [spot[0]], [row for row, _ in here])
            quoted = excerpt(of_table, chosen, table.rows, _wrong(finding), here)
            if pages is not None and pictured < MOST_PICTURES:
                picture = _picture(pages, of_table, spot, here)
                pictured += picture is not None
        told.append(
            ToldFinding(
                finding,
                table,
                quoted,
                picture,
                _cell_anchor(finding, spot, cells) if finding.table_id in drawn else "",
                sum(name != finding.table_id for name, _ in rests_on),
            )
        )
    return tuple(sorted(told, key=lambda one: SEVERITIES.index(one.row.severity)))


def _wrong(finding: FindingRow) -> list[Position]:
    """The cell that a finding names, if it names one."""
    return [] if finding.row is None or finding.column is None else [(finding.row, finding.column)]


def _spot(
    finding: FindingRow, items: dict[str, tuple[int | None, int | None]]
) -> tuple[int, int | None] | None:
    """The row and column that a finding points to; where it names none, those of its item."""
    if finding.row is not None:
        return finding.row, finding.column
    row, column = items.get(finding.item_id, (None, None))
    return None if row is None else (row, column)


def _cell_anchor(
    finding: FindingRow, spot: tuple[int, int | None] | None, cells: dict[str, list[CellRow]]
) -> str:
    cell = _covering(cells.get(finding.table_id, []), spot) if spot is not None else None
    return anchor(finding.table_id, (cell.row, cell.column)) if cell is not None else finding.table_id


def _covering(cells: Iterable[CellRow], spot: tuple[int, int | None]) -> CellRow | None:
    """The cell at a position; of a whole row, its first with a text."""
    row, column = spot
    for cell in cells:
        if cell.row <= row < cell.row + cell.row_span and (
            cell.text.strip() if column is None else cell.column <= column < cell.column + cell.column_span
        ):
            return cell
    return None


def _picture(
    pages: Pages, cells: list[CellRow], spot: tuple[int, int | None], evidence: Iterable[Position]
) -> Picture | None:
    wrong = _covering(cells, spot)
    box = None if wrong is None else box_of(wrong)
    if wrong is None or box is None or wrong.page is None:
        return None
    others = [cell for position in evidence if (cell := _covering(cells, position)) is not None]
    boxes = [found for cell in others if cell.page == wrong.page and (found := box_of(cell)) is not None]
    return pages.around(wrong.page, box, boxes)


def box_of(cell: CellRow) -> Box | None:
    """Where a cell stands on its page, in points from its top left."""
    if cell.x0 is None or cell.y0 is None or cell.x1 is None or cell.y1 is None:
        return None
    return Box(cell.x0, cell.y0, cell.x1, cell.y1)
