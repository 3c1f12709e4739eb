"""The rows of some documents as bytes: a record batch in Arrow's IPC format with a row per document, one
column per table of the dataset, which holds the list of that table's rows, and one of events. Columns
stay columns, so that the dataset is made of many records without making a single row again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any

import pyarrow as pa

from normalize.dataset import Rows
from normalize.schema import TABLES, columns
from pondera.runs.segments import BrokenRecord
from pondera.writing.arrow import arrow_schema

_CODEC = "zstd"


EVENTS = "events"
"""The column behind those of the tables: what ``events.jsonl`` says of each document, line by line."""


def packed(documents: Sequence[Rows], events: Sequence[str]) -> bytes:
    """The record of some documents' rows and of what their events say."""
    listed = [_listed(table, [getattr(rows, table) for rows in documents]) for table in TABLES]
    batch = pa.RecordBatch.from_arrays([*listed, pa.array(events, pa.string())], schema=_schema())
    plain = batch.serialize()
    return len(plain).to_bytes(8, "little") + bytes(pa.compress(plain, _CODEC, asbytes=True))


def unpacked(record: bytes) -> Any:
    """The ``pyarrow.RecordBatch`` of a record. Raises ``BrokenRecord``."""
    try:
        plain = pa.decompress(record[8:], int.from_bytes(record[:8], "little"), _CODEC)
        return pa.ipc.read_record_batch(plain, _schema())
    except (pa.ArrowException, OSError, OverflowError) as error:
        raise BrokenRecord(str(error)) from error


def tables(batches: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """The rows of some records of each table but ``documents``, as name and ``pyarrow.Table``, in the
    records' order."""
    for table in TABLES:
        if table != "documents":
            yield table, pa.concat_tables([rows_of(table, batch) for batch in batches])


def rows_of(table: str, batch: Any) -> Any:
    """The rows of a table in (a slice of) a record, as ``pyarrow.Table``."""
    rows = batch.column(table).flatten()
    schema = arrow_schema(table)
    return pa.Table.from_arrays(rows.flatten(), schema=schema)


@cache
def _schema() -> Any:
    listed = [pa.field(table, pa.list_(_row_type(table))) for table in TABLES]
    return pa.schema([*listed, pa.field(EVENTS, pa.string())])


@cache
def _row_type(table: str) -> Any:
    return pa.struct(list(arrow_schema(table)))


@cache
def _nothing(table: str, documents: int) -> Any:
    return pa.array([[]] * documents, pa.list_(_row_type(table)))


@cache
def _values(table: str) -> Callable[[Any], tuple[Any, ...]]:
    """Gives the values of a row in the order of the columns."""
    return attrgetter(*(column.name for column in columns(table)))


def _listed(table: str, by_document: Sequence[Sequence[Any]]) -> Any:
    rows = list(chain.from_iterable(by_document))
    if not rows:
        return _nothing(table, len(by_document))
    kind = _row_type(table)
    by_column = zip(*map(_values(table), rows), strict=True)
    arrays = [pa.array(values, field.type) for values, field in zip(by_column, kind, strict=True)]
    return pa.ListArray.from_arrays(
        pa.array(accumulate(map(len, by_document), initial=0), pa.int32()),
        pa.StructArray.from_arrays(arrays, fields=list(kind)),
    )
