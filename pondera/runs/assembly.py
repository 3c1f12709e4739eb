"""The records of a collection → the files of its dataset."""

from __future__ import annotations

import shutil
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from normalize.schema import TABLES, DocumentRow
from pondera.pipeline import UNREAD
from pondera.runs.ledger import Ledger, Listed
from pondera.runs.records import EVENTS, rows_of, tables, unpacked
from pondera.runs.segments import BrokenRecord, Entry, Segments
from pondera.runs.summary import Summary
from pondera.writing.arrow import arrow_schema, arrow_table
from pondera.writing.completing import complete
from pondera.writing.found_between import Between
from pondera.writing.merging import merge

_PART = "part"
_CHUNK_BYTES = 4 << 20
_CHUNK_DOCUMENTS = 500
"""Packed records that are unpacked at once, and rows of documents."""
_MOST_HELD = 32
"""Entries that are held unpacked."""


class Hearer(Protocol):
    """Hears of every file of the dataset in order."""

    def tell(self, listed: Listed, about: dict[str, Any], document: DocumentRow) -> None:
        """A file; what is said about its reading (``work.Desk.keep``), and its row."""

    def tell_plain(self, events: Sequence[str]) -> None:
        """Files of which nothing is to be told but what their worker did: each one's lines of
        ``events.jsonl``."""


class BrokenReading(ValueError):
    """The record of a content, in a segment, can no longer be read (a machine lost its power while it was
    written): it must be read again."""

    def __init__(self, content: str, segment: str) -> None:
        super().__init__(content, segment)
        self.content = content
        self.segment = segment


def assemble(
    ledger: Ledger,
    state: Path,
    folder: Path,
    formats: Sequence[str],
    *,
    base: Path | None,
    between: Between,
    summary: Summary,
    told: Sequence[Hearer] = (),
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
        if base is None:
            found = complete(part, folder, formats, between=between)
        else:
            found = merge([base, part], folder, formats, between=between).between
        summary.add_between(found)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _write_part(ledger: Ledger, state: Path, part: Path, summary: Summary, told: Sequence[Hearer]) -> None:
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
            writers["documents"].write_table(documents)
            if batches:
                for table, rows in tables(batches):
                    summary.count_rows(table, rows)
                    if rows.num_rows:
                        writers[table].write_table(rows)


def _chunks(
    ledger: Ledger, segments: Segments, summary: Summary, told: Sequence[Hearer]
) -> Iterator[tuple[Any, list[Any]]]:
    """Rows of documents (``pyarrow.Table``), and the records of those among them that are no copies."""
    documents: list[Any] = []
    batches: list[Any] = []
    count = held = 0
    entries = _Entries(segments)
    for some in _together(ledger.listed()):
        first = some[0].entry
        try:
            entry = entries.read(first)
        except BrokenRecord as broken:
            raise BrokenReading(some[0].content, first.segment) from broken
        said = entry.said[first.row : first.row + len(some)]
        for listed, about in zip(some, said, strict=True):
            summary.add(listed.name, about, is_copy=listed.copy > 1)
            if listed.checked is not None:
                fits = all(listed.checked[name] == about[name] for name in ("sha256", "sha512"))
                summary.add_check(listed.name, fits=fits)
        if some[0].copy == 1:
            batches.append(entry.batch.slice(first.row, len(some)))
            held += entry.bytes * len(some) // len(entry.said)
        if all(map(_is_plain, some, said)):
            documents.append(rows_of("documents", batches[-1]))
            lines = batches[-1].column(EVENTS).to_pylist()
            for one in told:
                one.tell_plain(lines)
        else:
            rows = [_row(ledger, entry, listed) for listed in some]
            documents.append(arrow_table("documents", rows))
            for listed, about, row in zip(some, said, rows, strict=True):
                for one in told:
                    one.tell(listed, about, row)
        count += len(some)
        if held > _CHUNK_BYTES or count >= _CHUNK_DOCUMENTS:
            yield pa.concat_tables(documents), batches
            documents, batches, count, held = [], [], 0, 0
    if documents:
        yield pa.concat_tables(documents), batches


def _together(every: Iterable[Listed]) -> Iterator[list[Listed]]:
    """Files whose documents were read one after the other, a copy by itself."""
    some: list[Listed] = []
    for listed in every:
        if some and not (listed.copy == some[-1].copy == 1 and listed.entry == some[-1].entry.next):
            yield some
            some = []
        some.append(listed)
    if some:
        yield some


def _is_plain(listed: Listed, about: dict[str, Any]) -> bool:
    """Whether a file's row and its events are what its worker made."""
    return (
        listed.copy == 1
        and listed.name == about["name"]
        and listed.checked is None
        and about["status"] not in UNREAD
    )


def _row(ledger: Ledger, entry: _Unpacked, listed: Listed) -> DocumentRow:
    (found,) = rows_of("documents", entry.batch.slice(listed.entry.row, 1)).to_pylist()
    row = DocumentRow(**{**found, "path": listed.name})
    if listed.copy == 1:
        return row
    first = ledger.first_name(listed.content)
    return replace(row, document_id=f"{row.document_id}-{listed.copy}", duplicate_of=first)


@dataclass(frozen=True, slots=True)
class _Unpacked:
    """An entry: what is said of its documents, and their rows."""

    said: list[dict[str, Any]]
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
            found = self._held[key] = _Unpacked(said, unpacked(record), len(record))
            self._bytes += found.bytes
            while len(self._held) > 1 and (self._bytes > _CHUNK_BYTES or len(self._held) > _MOST_HELD):
                _, left = self._held.popitem(last=False)
                self._bytes -= left.bytes
        self._held.move_to_end(key)
        return found
