"""What an annotated copy says: one note per finding where it points to, and one about the document."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from normalize.dataset import Rows
from normalize.schema import CellRow, FindingRow
from pondera.messages import Language, say
from pondera.plain_text import in_xml, one_line
from pondera.report.document_page import said
from pondera.report.wording import localized
from pondera.report.wording import say as say_of_report
from pondera.writing.csv_files import printed

AUTHOR = "Pondera"
INITIALS = "P"
"""By these a copy's notes are told from those of people."""
MOST_EVIDENCE = 6


@dataclass(frozen=True, slots=True)
class Note:
    """A finding in words, and the cell that it stands at; none where it speaks of no cell."""

    finding: FindingRow
    heading: str
    text: str
    cell: CellRow | None


def notes_of(rows: Rows, language: Language) -> list[Note]:
    """One per finding, in their order."""
    items = {item.item_id: (item.row, item.column) for item in rows.items}
    cells: dict[str, list[CellRow]] = {}
    for cell in rows.cells:
        cells.setdefault(cell.table_id, []).append(cell)
    return [_note(finding, items, cells, rows, language) for finding in rows.findings]


def _note(
    finding: FindingRow,
    items: dict[str, tuple[int | None, int | None]],
    cells: dict[str, list[CellRow]],
    rows: Rows,
    language: Language,
) -> Note:
    row, column = finding.row, finding.column
    if row is None:
        row, column = items.get(finding.item_id, (None, None))
    cell = _cell_at(cells.get(finding.table_id, ()), row, column)
    heading = f"{say(f'severity-{finding.severity}', language)} · {finding.rule}"
    lines = [one_line(said(finding, language))]
    for key, value in (
        ("expected", finding.expected),
        ("observed", finding.observed),
        (
            "difference",
            "" if finding.difference is None else localized(printed(finding.difference), language),
        ),
    ):
        if value:
            lines.append(f"{say_of_report(f'report-{key}', language)}: {one_line(value, 500)}")
    if rests_on := _rests_on(finding, rows, language):
        lines.append(rests_on)
    return Note(finding, heading, in_xml("\n".join(lines)), cell)


def _cell_at(cells: Sequence[CellRow], row: int | None, column: int | None) -> CellRow | None:
    """The cell at a position; of a row, its first with a text; of a table, its first."""
    for cell in cells:
        in_row = row is None or cell.row <= row < cell.row + cell.row_span
        in_column = (
            bool(cell.text.strip())
            if column is None
            else cell.column <= column < cell.column + cell.column_span
        )
        if in_row and in_column:
            return cell
    return None


def _rests_on(finding: FindingRow, rows: Rows, language: Language) -> str:
    """The other cells that a finding rests on, as table and row, counted from 1."""
    numbers = {table.table_id: table.number for table in rows.tables}
    told = json.loads(finding.evidence) if finding.evidence else []
    own = (finding.table_id, finding.row)
    places = dict.fromkeys(
        (cell["table_id"], cell["row"])
        for cell in told
        if cell["table_id"] in numbers and cell["row"] is not None and (cell["table_id"], cell["row"]) != own
    )
    shown = [
        say("check-row", language, table=numbers[table], row=row + 1)
        for table, row in list(places)[:MOST_EVIDENCE]
    ]
    if len(places) > MOST_EVIDENCE:
        shown.append(say("check-more", language, rows=len(places) - MOST_EVIDENCE))
    words = say("annotate-rests-on", language)
    return f"{words}: {'; '.join(shown)}" if shown else ""


def summary_of(rows: Rows, unplaced: Sequence[Note], language: Language) -> str:
    """What is said at the document's beginning: how much was found, what was not read, and the findings that
    no cell could be found for."""
    document = rows.documents[0]
    counts = {
        severity: sum(finding.severity == severity for finding in rows.findings)
        for severity in ("error", "warning", "info")
    }
    lines = [f"{AUTHOR} {version('pondera')}"]
    if rows.findings:
        lines.append(say("summary-findings", language, **counts))
    elif rows.measures:
        lines.append(say("check-clean", language, figures=len(rows.measures)))
    else:
        lines.append(say("check-no-figures", language))
    if document.status_detail:
        lines.append(f"{say(f'status-{document.status}', language)}: {one_line(document.status_detail)}")
    for note in unplaced:
        lines += ["", note.heading, note.text]
    return in_xml("\n".join(lines))
