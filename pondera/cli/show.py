"""``pondera show``: a document as Pondera understands it."""

from __future__ import annotations

import io
import sys
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.access import Access, PdfReader
from pondera.cli.options import Lang, Password, PdfLibrary, language_for, user_settings
from pondera.cli.words import word
from pondera.exit_codes import ExitCode
from pondera.messages import Language, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from normalize.dataset import Rows
    from normalize.schema import DocumentRow, ItemRow, MeasureRow
    from pondera.pipeline import Outcome

TEXT_WIDTH = 100
FACTS = ("title", "institution", "unit", "region", "country", "year", "number_format")


def show(
    file: Annotated[Path, typer.Argument(help=word("help-file"), metavar="FILE", show_default=False)],
    why: Annotated[bool, typer.Option("--why", help=word("help-why"))] = False,
    html: Annotated[bool, typer.Option("--html", help=word("help-show-html"))] = False,
    password: Password = None,
    pdf_reader: PdfLibrary = PdfReader.PDFIUM,
    lang: Lang = None,
) -> None:
    from pondera.cli.terminal import console
    from pondera.pipeline import Failure, attempt, read_document, understood

    language = language_for([file], lang)
    settings = user_settings(access=Access(password, pdf_reader))
    outcome = read_document(file, file.name, language, settings)
    if html:
        _write_page(outcome, file, language)
        raise typer.Exit(exit_code(outcome))
    screen = console()
    for line in status_lines(outcome.document, language):
        screen.print(line)
    if not why or outcome.is_unread:
        for line in fact_lines(outcome.document, language):
            screen.print(line)
    if code := exit_code(outcome):
        raise typer.Exit(code)
    if not why:
        for line in item_lines(outcome.rows, language):
            screen.print(line)
        return
    from pondera.cli.why import why_lines

    reading = attempt(partial(understood, file, file.name, settings), file, file.name, language)
    if isinstance(reading, Failure):  # the file went away between the two readings
        raise typer.Exit(ExitCode.UNREADABLE)
    for line in why_lines(reading, language):
        screen.print(line)


def exit_code(outcome: Outcome) -> ExitCode:
    if outcome.fault:
        return ExitCode.INTERNAL
    return ExitCode.UNREADABLE if outcome.is_unread else ExitCode.CLEAN


def _write_page(outcome: Outcome, file: Path, language: Language) -> None:
    """The document's page of the report, on standard output."""
    from pondera.report.single import document_html

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    sys.stdout.write(document_html(outcome.rows, file, language) + "\n")


def status_lines(document: DocumentRow, language: Language) -> list[Text]:
    """The document's name and how much of it was read."""
    from rich.text import Text

    from pondera.plain_text import one_line

    status = say(f"status-{document.status}", language)
    lines = [
        Text(one_line(document.path), style="bold"),
        Text(f"  {document.format}, {status}. {one_line(document.status_detail)}".rstrip(" .")),
    ]
    return [*lines, Text(f"  {one_line(document.notes)}")] if document.notes else lines


def fact_lines(document: DocumentRow, language: Language) -> list[Text]:
    """What the document says of itself."""
    from rich.text import Text

    from pondera.plain_text import one_line

    lines = []
    if document.document_type:
        kind = say(f"type-{document.document_type}", language)
        lines.append(Text(f"  {say('fact-document_type', language)}: {kind}"))
    for fact in FACTS:
        value = getattr(document, fact)
        if value not in (None, ""):
            name = say(f"fact-{fact}", language)
            lines.append(Text(f"  {name}: {one_line(str(value), TEXT_WIDTH)}"))
    return lines


def item_lines(rows: Rows, language: Language) -> Iterator[Text]:
    """The items as an indented tree, each with its figures; table by table where an item has no parent."""
    from rich.text import Text

    from pondera.figure_text import figure_text
    from pondera.plain_text import one_line

    children: dict[str, list[ItemRow]] = defaultdict(list)
    known = {item.item_id for item in rows.items}
    for item in rows.items:
        children[item.parent_id if item.parent_id in known else ""].append(item)
    figures: dict[str, list[MeasureRow]] = defaultdict(list)
    for measure in rows.measures:
        figures[measure.item_id].append(measure)

    if not rows.items:
        yield Text("  " + say("show-nothing", language), style="yellow")
    waiting = [(item, 1) for item in reversed(children[""])]
    while waiting:
        item, depth = waiting.pop()
        label = one_line(f"{item.number} {item.text}", TEXT_WIDTH)
        line = (
            Text("  " * depth)
            .append(say(f"kind-{item.kind}", language), style="dim")
            .append(" ")
            .append(label)
        )
        if told := "; ".join(figure_text(figure, language) for figure in figures[item.item_id]):
            line.append(f"  [{told}]", style="green")
        yield line
        waiting += [(child, depth + 1) for child in reversed(children[item.item_id])]
