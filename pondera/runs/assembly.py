"""The records of a collection → the files of its dataset."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from normalize.schema import TABLES, DocumentRow
from pondera.runs.ledger import Ledger, Listed
from pondera.runs.records import BrokenRecord, document_of, tables, unpacked
from pondera.runs.segments import Segments
from pondera.runs.summary import Summary
from pondera.writing.arrow import arrow_schema, arrow_table
from pondera.writing.merging import Between, merge

_PART = "part"
_CHUNK_BYTES = 4 << 20
_CHUNK_DOCUMENTS = 500
"""Packed records that are unpacked at once, and rows of documents."""

Told = Callable[[Listed, dict[str, Any], DocumentRow], None]
"""Hears of every file of the dataset in order: what is said about its reading, and its row."""


class BrokenReading(ValueError):
    """The record of a content can no longer be read (a machine lost its power while it was written): it must
    be read again."""

    def __init__(self, content: str) -> None:
        super().__init__(content)
        self.content = content


def assemble(
    ledger: Ledger,
    state: Path,
    folder: Path,
    formats: Sequence[str],
    *,
    base: Path | None,
    between: Between,
    summary: Summary,
    told: Sequence[Told] = (),
) -> None:
    """Writes the dataset of all that the ledger lists to ``folder``. ``state`` holds the segments; ``base``
    is a dataset that is part of it and of which the ledger knows nothing.

    Raises ``BrokenReading``; OSError where the disk is full. Memory: some documents at a time.
    """
    part = state / _PART
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    try:
        _write_part(ledger, state, part, summary, told)
        merged = merge([*([base] if base else []), part], folder, formats, between=between)
        summary.add_between(merged.between)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _write_part(ledger: Ledger, state: Path, part: Path, summary: Summary, told: Sequence[Told]) -> None:
    with ExitStack() as stack:
        segments = Segments(state)
        stack.callback(segments.close)
        writers = {
            table: stack.enter_context(
                pq.ParquetWriter(part / f"{table}.parquet", arrow_schema(table), compression="lz4")
            )
            for table in TABLES
        }
        for documents, batches in _chunks(ledger, segments, summary, told):
            writers["documents"].write_table(arrow_table("documents", documents))
            if batches:
                for table, rows in tables(batches):
                    summary.count_rows(table, rows)
                    if table != "documents" and rows.num_rows:
                        writers[table].write_table(rows)


def _chunks(
    ledger: Ledger, segments: Segments, summary: Summary, told: Sequence[Told]
) -> Iterator[tuple[list[DocumentRow], list[Any]]]:
    """Rows of documents, and the records of those among them that are no copies."""
    documents: list[DocumentRow] = []
    batches: list[Any] = []
    held = 0
    for listed in ledger.listed():
        try:
            about, record = segments.read(listed.entry)
            batch = unpacked(record)
        except BrokenRecord as broken:
            raise BrokenReading(listed.content) from broken
        row = replace(document_of(batch), path=listed.name)
        if listed.copy == 1:
            batches.append(batch)
            held += len(record)
        else:
            first = ledger.first_name(listed.content)
            row = replace(row, document_id=f"{row.document_id}-{listed.copy}", duplicate_of=first)
        documents.append(row)
        summary.add(row, about, is_copy=listed.copy > 1)
        if listed.checked is not None:
            fits = all(listed.checked[name] == about[name] for name in ("sha256", "sha512"))
            summary.add_check(row.path, fits=fits)
        for one in told:
            one(listed, about, row)
        if held > _CHUNK_BYTES or len(documents) >= _CHUNK_DOCUMENTS:
            yield documents, batches
            documents, batches, held = [], [], 0
    if documents:
        yield documents, batches
