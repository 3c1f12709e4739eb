"""``pondera tables``: the tables as they stand in the documents."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import typer

from pondera.cli.options import Lang, Paths, refuse_missing
from pondera.cli.words import word
from pondera.exit_codes import ExitCode
from pondera.messages import language_of


class Form(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"


def tables(
    paths: Paths,
    form: Annotated[Form, typer.Option("--format", help=word("help-tables-format"))] = Form.JSONL,
    lang: Lang = None,
) -> None:
    from ingest.document import Status
    from ingest.walk import walk
    from pondera.raw_tables import FORMS, RawTables, raw_tables

    refuse_missing(paths)
    language = language_of(lang)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    statuses = []

    def documents() -> Iterator[RawTables]:
        for file in walk(paths):
            document = raw_tables(file, language)
            statuses.append(document.status)
            yield document

    for text in FORMS[form](documents()):
        sys.stdout.write(text)
        sys.stdout.flush()
    if all(status == Status.FAILED for status in statuses):
        raise typer.Exit(ExitCode.UNREADABLE)
