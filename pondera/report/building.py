"""The report of a dataset that stands in a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from normalize.schema import DocumentRow
from pondera.messages import Language
from pondera.report.writer import Report, nowhere
from pondera.writing.reading import documents_in

TABLES = ("documents", "tables", "cells", "items", "measures", "weight_groups", "findings")
"""Those that the report is made of."""


def add_report(
    folder: Path, language: Language, original: Callable[[DocumentRow], Path | None] = nowhere
) -> None:
    """Writes the report of the dataset in ``folder`` into it; ``original`` as for ``writer.Report``. Of a
    dataset that was written as CSV alone the tables cannot be redrawn. Raises as ``documents_in``, OSError
    where the disk is full."""
    report = Report(folder, language, original)
    for rows in documents_in(folder, TABLES):
        report.write(rows)
    report.close()
