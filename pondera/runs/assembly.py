"""The records of a collection → the files of its dataset."""

from __future__ import annotations

import shutil
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from normalize.schema import TABLES, DocumentRow
from pondera.runs.ledger import Ledger, Listed
from pondera.runs.records import tables, unpacked
from pondera.runs.segments import BrokenRecord, Entry, Segments
from pondera.runs.summary import Summary
from pondera.writing.arrow import arrow_schema, arrow_table
from pondera.writing.merging import Between, merge

_PART = "part"
_CHUNK_BYTES = 4 << 20
_CHUNK_DOCUMENTS = 500
"""Packed records that are unpacked at once, and rows of documents."""
_MOST_HELD = 32
"""Entries that are held unpacked."""

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
    entries = _Entries(segments)
    for listed in ledger.listed():
        try:
            entry = entries.read(listed.entry)
        except BrokenRecord as broken:
            raise BrokenReading(listed.content) from broken
        about = entry.said[listed.entry.row]
        row = replace(entry.documents[listed.entry.row], path=listed.name)
        if listed.copy == 1:
            batches.append(entry.batch.slice(listed.entry.row, 1))
            held += entry.bytes // len(entry.said)
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


@dataclass(frozen=True, slots=True)
class _Unpacked:
    """An entry: what is said of its documents, their rows in ``documents``, and all rows of all tables."""

    said: list[dict[str, Any]]
    documents: list[DocumentRow]
    batch: Any
    bytes: int


class _Entries:
    """Entries as they are asked for: one that holds several documents is unpacked once, as long as others of
    them come soon."""

    def __init__(self, segments: Segments) -> None:
        self._segments = segments
        self._held: OrderedDict[tuple[str, int], _Unpacked] = OrderedDict()
        self._bytes = 0

    def read(self, entry: Entry) -> _Unpacked:
        """Raises ``BrokenRecord``."""
        key = entry.segment, entry.offset
        found = self._held.get(key)
        if found is None:
            said, record = self._segments.read(entry)
            batch = unpacked(record)
            documents = [DocumentRow(**row) for row in batch.column("documents").flatten().to_pylist()]
            found = self._held[key] = _Unpacked(said, documents, batch, len(record))
            self._bytes += found.bytes
            while len(self._held) > 1 and (self._bytes > _CHUNK_BYTES or len(self._held) > _MOST_HELD):
                _, left = self._held.popitem(last=False)
                self._bytes -= left.bytes
        self._held.move_to_end(key)
        return found
