"""The report of a dataset that stands in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from markupsafe import Markup

from normalize.dataset import Rows
from normalize.schema import DocumentRow
from pondera.messages import Language
from pondera.report.writer import Report, nowhere
from pondera.writing.reading import documents_in

TABLES = ("documents", "tables", "cells", "items", "measures", "weight_groups", "findings")
"""Those that the report is made of."""


def add_report(
    folder: Path,
    language: Language,
    original: Callable[[DocumentRow], Path | None] = nowhere,
    *,
    pages: Callable[[Iterable[Rows]], Iterator[tuple[Rows, Markup]]] | None = None,
) -> None:
    """Writes the report of the dataset in ``folder`` into it; ``original`` as for ``writer.Report``;
    ``pages`` makes the documents' pages where this process is not to. Of a dataset that was written as CSV
    alone the tables cannot be redrawn. Raises as ``documents_in``, OSError where the disk is full."""
    report = Report(folder, language, original)
    documents = documents_in(folder, TABLES)
    if pages is None:
        for rows in documents:
            report.write(rows)
    else:
        for rows, page in pages(documents):
            report.write(rows, page)
    report.close()
