"""``pondera tables``: the tables as they stand in the documents."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ingest.access import Access, PdfReader
from pondera.cli.options import Lang, Password, Paths, PdfLibrary, language_for_some
from pondera.cli.words import word
from pondera.exit_codes import ExitCode


class Form(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"


def tables(
    paths: Paths,
    form: Annotated[Form, typer.Option("--format", help=word("help-tables-format"))] = Form.JSONL,
    draw: Annotated[
        Path | None, typer.Option("--draw", help=word("help-draw"), metavar="DIR", show_default=False)
    ] = None,
    password: Password = None,
    pdf_reader: PdfLibrary = PdfReader.PDFIUM,
    lang: Lang = None,
) -> None:
    from ingest.document import Format, Status
    from ingest.walk import Found, walk
    from pondera.cli.drawing import Drawing
    from pondera.raw_tables import FORMS, RawTables, raw_tables

    language = language_for_some(paths, lang)
    access = Access(password, pdf_reader)
    drawing = Drawing(draw, access, language) if draw else None
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    statuses = []

    def documents() -> Iterator[RawTables]:
        for file in walk(paths, tell_absent=True):
            document = raw_tables(file, language, access)
            statuses.append(document.status)
            if drawing and isinstance(file, Found) and document.format == Format.PDF:
                drawing.add(file)
            yield document

    for text in FORMS[form](documents()):
        sys.stdout.write(text)
        sys.stdout.flush()
    if drawing:
        drawing.finish()
    if all(status == Status.FAILED for status in statuses) or not all(map(os.path.lexists, paths)):
        raise typer.Exit(ExitCode.UNREADABLE)
