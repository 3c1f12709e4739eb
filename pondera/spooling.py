"""Documents that were read, on disk until all are: for what is found between them, in memory that does not
grow with their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import duckdb

import check
from normalize.dataset import Rows
from normalize.schema import TABLES, FindingRow
from pondera.between_documents import between
from pondera.collection import with_findings_between
from pondera.pipeline import Outcome
from pondera.settings import Settings
from pondera.writing.files import DatasetFiles
from pondera.writing.parts import identifier, quoted
from pondera.writing.reading import documents_in

MEMORY_MIB = 512
"""What DuckDB may hold at once; what does not fit goes to the folder."""


def with_findings_between_them(
    outcomes: Iterable[Outcome], folder: Path, settings: Settings
) -> Iterator[Outcome]:
    """The outcomes in their order, each with what is found between its document and the others, once all are
    read; ``folder`` is an empty one for their rows. Raises OSError where the disk is full. Memory: one
    document, and the findings between all."""
    files = DatasetFiles(folder, ["parquet"])
    left: list[FindingRow] = []
    kept: list[Outcome] = []
    for outcome in outcomes:
        files.write(outcome.rows)
        left += [finding for finding in outcome.rows.findings if finding.rule == "waiver-unused"]
        kept.append(replace(outcome, rows=Rows(documents=outcome.rows.documents)))
    files.close()
    found: dict[str, list[FindingRow]] = {}
    for finding in check.waived_between(_between(folder, settings), check.left_over(left)):
        found.setdefault(finding.document_id, []).append(finding)
    for outcome, rows in zip(kept, documents_in(folder), strict=True):
        yield replace(outcome, rows=with_findings_between(rows, found.get(outcome.document.document_id, ())))


def _between(folder: Path, settings: Settings) -> Iterator[FindingRow]:
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{MEMORY_MIB}MiB",
        "temp_directory": str(folder),
    }
    with duckdb.connect(config=config) as base:
        for table in TABLES:
            path = quoted(str(folder / f"{table}.parquet"))
            base.execute(f"CREATE VIEW {identifier(table)} AS SELECT * FROM read_parquet({path})")
        yield from between(settings).find(base)
