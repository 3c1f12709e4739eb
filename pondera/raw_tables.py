"""The tables of a document as they stand in it, before anything is understood, in four forms of text. A table
that runs over pages is one; each of its cells keeps its own page."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import ingest
from extract.joining import CUT_BY_PAGES, join_tables
from ingest.access import PLAIN, Access
from ingest.document import Cell, Document, Format, Status, Table
from ingest.problems import Outcome
from ingest.walk import Found, Missed
from pondera.messages import Language
from pondera.pipeline import Failure, attempt
from pondera.plain_text import one_line, printable


@dataclass(frozen=True, slots=True)
class RawTables:
    """One document's tables in reading order, and how much of it could be read."""

    path: str
    format: str
    status: str
    status_detail: str
    tables: tuple[Table, ...] = ()


def raw_tables(file: Found | Missed, language: Language, access: Access = PLAIN) -> RawTables:
    """The tables in a file, whatever happens to it: see ``pipeline.attempt``."""
    if isinstance(file, Missed):
        return RawTables(file.name, Format.UNKNOWN, Status.FAILED, file.problem.message(language))
    result = attempt(partial(_read, file.path, file.name, access), file.path, file.name, language)
    if isinstance(result, Failure):
        return RawTables(file.name, Format.UNKNOWN, Status.FAILED, result.detail)
    document, tables = result
    told = sorted(document.problems, key=lambda problem: -problem.outcome)
    detail = " ".join(problem.message(language) for problem in told if problem.outcome > Outcome.NOTED)
    return RawTables(file.name, document.source.format, document.status, detail, tables)


def _read(path: Path, name: str, access: Access) -> tuple[Document, tuple[Table, ...]]:
    """A document with its tables; where pages may have cut them, those that run over pages put together."""
    document = ingest.read(path, name=name, password=access.password, pdf_reader=access.pdf_reader)
    if document.source.format not in CUT_BY_PAGES:
        return document, tuple(document.tables())
    return document, tuple(joined.table for joined in join_tables(document))


def _jsonl(documents: Iterable[RawTables]) -> Iterator[str]:
    return (json.dumps(record(document), ensure_ascii=False) + "\n" for document in documents)


def record(document: RawTables) -> dict[str, Any]:
    """One document's tables as JSON values: pages from 1, rows and columns from 0, boxes in points."""
    return {
        "path": document.path,
        "format": document.format,
        "status": document.status,
        "status_detail": document.status_detail,
        "tables": [
            {
                "table": number,
                "page_first": table.page_first,
                "page_last": table.page_last,
                "rows": table.row_count,
                "columns": table.column_count,
                "method": table.method,
                "confidence": table.confidence,
                "cells": [_cell_record(cell) for cell in table.cells],
            }
            for number, table in enumerate(document.tables, 1)
        ],
    }


def _cell_record(cell: Cell) -> dict[str, Any]:
    """``text`` is what was typed, as the file stores it; where a person sees something else (automatic
    numbers, bullets, check boxes, raised figures, signs of symbol fonts) a key ``shown`` has that."""
    box = cell.place.box
    record = {
        "row": cell.row,
        "column": cell.column,
        "row_span": cell.row_span,
        "column_span": cell.column_span,
        "text": cell.typed_text,
        "is_header": cell.is_header,
        "page": cell.place.page,
        "box": [box.x0, box.y0, box.x1, box.y1] if box else None,
    }
    return record if cell.typed_text == cell.text else {**record, "shown": cell.text}


def _texts(table: Table) -> list[list[str]]:
    """Rows of texts; a spanning cell's stands at its top left, the other positions are empty."""
    texts = [[""] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        texts[cell.row][cell.column] = cell.text
    return texts


def _csv(documents: Iterable[RawTables]) -> Iterator[str]:
    rows = [
        [document.path, str(number), str(row), *texts]
        for document in documents
        for number, table in enumerate(document.tables, 1)
        for row, texts in enumerate(_texts(table))
    ]
    width = max(map(len, rows), default=3)
    header = ["path", "table", "row", *(f"column_{column}" for column in range(width - 3))]
    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerows(chain([header], (row + [""] * (width - len(row)) for row in rows)))
    yield page.getvalue()


def _markdown(documents: Iterable[RawTables]) -> Iterator[str]:
    return map(_markdown_document, documents)


def _markdown_document(document: RawTables) -> str:
    parts = [f"# {one_line(document.path)}\n"]
    if document.status_detail:
        parts.append(f"{document.status}: {printable(document.status_detail)}\n")
    for number, table in enumerate(document.tables, 1):
        parts.append(f"## {_name(number, table)}\n")
        lines = [" | ".join(map(_pipe_text, texts)) for texts in _texts(table)]
        rule = " | ".join(["---"] * table.column_count)
        parts.append("\n".join(f"| {line} |" for line in [*lines[:1], rule, *lines[1:]]) + "\n")
    return "\n".join(parts) + "\n"


def _pipe_text(text: str) -> str:
    return printable(text).replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>")


def _name(number: int, table: Table) -> str:
    page = f", p. {table.page_first}" if table.page_first is not None else ""
    return f"{number}{page} ({table.row_count} × {table.column_count})"


def _html(documents: Iterable[RawTables]) -> Iterator[str]:
    style = "table{border-collapse:collapse}td,th{border:1px solid;vertical-align:top;white-space:pre-wrap}"
    yield '<!doctype html>\n<html>\n<meta charset="utf-8">\n'
    yield f"<title>Pondera</title>\n<style>{style}</style>\n"
    for document in documents:
        yield f"<h1>{_escaped(document.path)}</h1>\n"
        if document.status_detail:
            yield f"<p>{document.status}: {_escaped(document.status_detail)}</p>\n"
        for number, table in enumerate(document.tables, 1):
            yield f"<h2>{_name(number, table)}</h2>\n<table>\n"
            for row in range(table.row_count):
                cells = (cell for cell in table.cells if cell.row == row)
                yield f"<tr>{''.join(map(_html_cell, cells))}</tr>\n"
            yield "</table>\n"
    yield "</html>\n"


def _html_cell(cell: Cell) -> str:
    tag = "th" if cell.is_header else "td"
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("rowspan", cell.row_span), ("colspan", cell.column_span))
        if count > 1
    )
    return f"<{tag}{spans}>{_escaped(cell.text)}</{tag}>"


def _escaped(text: str) -> str:
    return html.escape(printable(text))


FORMS: dict[str, Callable[[Iterable[RawTables]], Iterator[str]]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "markdown": _markdown,
    "html": _html,
}
"""Each gives pieces of text that follow one another, one or more per document as soon as it is read (CSV: all
at the end, since its width is that of the widest table)."""
