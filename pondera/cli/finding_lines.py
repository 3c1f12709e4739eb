"""Findings as a person reads them at a terminal: the table's row quoted, the wrong cell marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from check import Versions
from check.versions import Change, Kind
from normalize.dataset import Rows
from normalize.schema import FindingRow
from pondera.messages import Language, say
from pondera.plain_text import one_line
from pondera.quoting import QuotedRow, quoted_rows

if TYPE_CHECKING:
    from pondera.pipeline import Outcome

QUOTED_ROWS = 8
LABEL_WIDTH, CELL_WIDTH = 28, 88
_STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def document_lines(outcome: Outcome, language: Language) -> list[Text]:
    """What there is to say about one document."""
    document, rows = outcome.document, outcome.rows
    lines = _head(outcome, language)
    if document.duplicate_of:
        return [*lines, Text("  " + say("check-copy", language, first=one_line(document.duplicate_of)))]
    if outcome.is_unread:
        return lines
    for finding in rows.findings:
        lines += finding_lines(finding, rows, language)
    if not rows.measures:
        lines.append(Text("  " + say("check-no-figures", language), style="yellow"))
    elif not rows.findings:
        lines.append(Text("  " + say("check-clean", language, figures=len(rows.measures)), style="green"))
    return lines


def version_lines(outcome: Outcome, versions: Versions, language: Language) -> list[Text]:
    """What is new, solved and still there, and what changed, since an older version of a document."""
    lines = _head(outcome, language)
    for key, findings in (("new", versions.new), ("still", versions.still), ("solved", versions.solved)):
        lines.append(Text(f"  {say(f'check-{key}', language, findings=len(findings))}", style="bold"))
        for finding in findings:
            told = finding_lines(finding, outcome.rows, language)
            lines += told if key != "solved" else told[:1]
    lines.append(Text(f"  {say('check-changes', language, changes=len(versions.changes))}", style="bold"))
    return [*lines, *(Text(f"    {_change(change, language)}") for change in versions.changes)]


def _change(change: Change, language: Language) -> str:
    measure = say(f"measure-{change.measure}", language) if change.measure else ""
    period = f" {change.period}" if change.period else ""
    item = one_line(change.item, CELL_WIDTH)
    if change.kind is Kind.ITEM_REWORDED:
        item = one_line(change.before, CELL_WIDTH)
    return say(
        f"change-{change.kind.value}",
        language,
        item=item,
        measure=f"{measure}{period}",
        before=change.before,
        after=one_line(change.after, CELL_WIDTH),
    )


def _head(outcome: Outcome, language: Language) -> list[Text]:
    document = outcome.document
    lines = [Text(one_line(document.path), style="bold")]
    if document.status_detail and not document.duplicate_of:
        status = say(f"status-{document.status}", language)
        lines.append(Text(f"  {status}. {one_line(document.status_detail)}", style="yellow"))
    if document.notes and not document.duplicate_of:
        lines.append(Text(f"  {one_line(document.notes)}", style="dim"))
    return lines


def finding_lines(finding: FindingRow, rows: Rows, language: Language) -> list[Text]:
    """One finding with the row that it names in full, and of the others that it rests on a line each."""
    message = finding.message_es if language is Language.ES else finding.message_en
    severity = say(f"severity-{finding.severity}", language)
    head = Text("  ").append(severity, style="dim" if finding.waived else _STYLES[finding.severity])
    head.append(f" {finding.rule}: {one_line(message)}").append(f" [{finding.fingerprint}]", style="dim")
    if finding.waived:
        waived = say("check-waived", language, reason=one_line(finding.waived))
        return [head, Text(f"    {waived}", style="green")]
    return [head, *_quoted(quoted_rows(finding, rows), language)]


def _quoted(quoted: list[QuotedRow], language: Language) -> list[Text]:
    lines = []
    for row in quoted[:1]:
        lines.append(Text(f"    {_place(row, language)}", style="dim"))
        for cell in row.cells:
            if cell.text.strip() or cell.marked:
                label = one_line(cell.header, LABEL_WIDTH).ljust(LABEL_WIDTH)
                mark = "▸" if cell.marked else " "
                text = one_line(cell.text, CELL_WIDTH)
                lines.append(Text(f"      {label} {mark} {text}", style="bold" if cell.marked else ""))
    for row in quoted[1:QUOTED_ROWS]:
        told = Text(f"    {_place(row, language)}: ", style="dim")
        marked = " ".join(f"▸ {one_line(cell.text, LABEL_WIDTH)}" for cell in row.cells if cell.marked)
        lines.append(
            told.append(f"{one_line(row.label, CELL_WIDTH // 2)} ", style="").append(marked, style="bold")
        )
    if len(quoted) > QUOTED_ROWS:
        lines.append(Text("    " + say("check-more", language, rows=len(quoted) - QUOTED_ROWS), style="dim"))
    return lines


def _place(row: QuotedRow, language: Language) -> str:
    page = say("check-page", language, page=row.page) if row.page is not None else ""
    return say("check-row", language, table=row.table, row=row.row) + page
