"""``pondera check``: where documents contradict themselves, for people."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.access import Access, PdfReader
from pondera.cli.options import Files, Lang, Password, PdfLibrary, language_for, user_settings
from pondera.cli.words import word
from pondera.exit_codes import ExitCode
from pondera.messages import Language, say

if TYPE_CHECKING:
    from rich.text import Text

    from normalize.dataset import Rows
    from normalize.schema import FindingRow
    from pondera.pipeline import Outcome
    from pondera.quoting import QuotedRow

QUOTED_ROWS = 8
LABEL_WIDTH, CELL_WIDTH = 28, 88


class FailOn(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


def check(
    files: Files,
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help=word("help-fail-on"))] = FailOn.ERROR,
    password: Password = None,
    pdf_reader: PdfLibrary = PdfReader.PDFIUM,
    lang: Lang = None,
) -> None:
    from ingest.walk import walk
    from pondera.cli.terminal import console
    from pondera.collection import read_all

    language = language_for(files, lang)
    settings = user_settings(access=Access(password, pdf_reader))
    screen = console()
    worst = ExitCode.CLEAN
    for outcome in read_all(walk(files), language, settings):
        for line in document_lines(outcome, language):
            screen.print(line)
        worst = max(worst, exit_code(outcome, fail_on))
    raise typer.Exit(worst)


def exit_code(outcome: Outcome, fail_on: FailOn) -> ExitCode:
    """What one document means for the end of the command; of several, the highest counts."""
    if outcome.fault:
        return ExitCode.INTERNAL
    if outcome.is_unread:
        return ExitCode.UNREADABLE
    gravest_first = [level.value for level in FailOn if level is not FailOn.NEVER]
    counted = gravest_first[: gravest_first.index(fail_on) + 1] if fail_on in gravest_first else []
    if any(finding.severity in counted for finding in outcome.rows.findings):
        return ExitCode.FINDINGS
    return ExitCode.CLEAN


def document_lines(outcome: Outcome, language: Language) -> list[Text]:
    """What there is to say about one document."""
    from rich.text import Text

    from pondera.plain_text import one_line

    document, rows = outcome.document, outcome.rows
    lines = [Text(one_line(document.path), style="bold")]
    if document.duplicate_of:
        return [*lines, Text("  " + say("check-copy", language, first=one_line(document.duplicate_of)))]
    if document.status_detail:
        status = say(f"status-{document.status}", language)
        lines.append(Text(f"  {status}. {one_line(document.status_detail)}", style="yellow"))
    if outcome.is_unread:
        return lines
    for finding in rows.findings:
        lines += finding_lines(finding, rows, language)
    if not rows.measures:
        lines.append(Text("  " + say("check-no-figures", language), style="yellow"))
    elif not rows.findings:
        lines.append(Text("  " + say("check-clean", language, figures=len(rows.measures)), style="green"))
    return lines


def _place(row: QuotedRow, language: Language) -> str:
    page = say("check-page", language, page=row.page) if row.page is not None else ""
    return say("check-row", language, table=row.table, row=row.row) + page


def finding_lines(finding: FindingRow, rows: Rows, language: Language) -> list[Text]:
    """One finding with the row that it names in full, and of the others that it rests on a line each."""
    from rich.text import Text

    from pondera.plain_text import one_line
    from pondera.quoting import quoted_rows

    style = {"error": "bold red", "warning": "yellow", "info": "cyan"}[finding.severity]
    message = finding.message_es if language is Language.ES else finding.message_en
    head = Text("  ").append(say(f"severity-{finding.severity}", language), style=style)
    lines = [head.append(f" {finding.rule}: {one_line(message)}")]
    quoted = quoted_rows(finding, rows)
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
