"""The rows of one document as bytes: a record batch of one row in Arrow's IPC format, with one column per
table of the dataset, which holds the list of that table's rows. Columns stay columns, so that the dataset is
made of many records without making a single row again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import pyarrow as pa

from normalize.dataset import Rows
from normalize.schema import TABLES, DocumentRow, columns
from pondera.writing.arrow import arrow_schema

_CODEC = "zstd"


class BrokenRecord(ValueError):
    """Bytes that hold no record: of a file that was cut or changed."""


def packed(rows: Rows) -> bytes:
    """The record of a document's rows."""
    batch = pa.RecordBatch.from_arrays(
        [_listed(table, getattr(rows, table)) for table in TABLES], schema=_schema()
    )
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
    """Each table's rows of some records, as name and ``pyarrow.Table``, in the records' order."""
    together = pa.Table.from_batches(batches, _schema())
    for table in TABLES:
        listed = together.column(table).combine_chunks()
        rows = listed.flatten()
        schema = arrow_schema(table)
        yield table, pa.Table.from_arrays([rows.field(name) for name in schema.names], schema=schema)


def document_of(batch: Any) -> DocumentRow:
    """The row that stands in ``documents``."""
    (row,) = batch.column("documents")[0].as_py()
    return DocumentRow(**row)


@cache
def _schema() -> Any:
    return pa.schema([pa.field(table, pa.list_(_row_type(table))) for table in TABLES])


@cache
def _row_type(table: str) -> Any:
    return pa.struct(list(arrow_schema(table)))


@cache
def _nothing(table: str) -> Any:
    return pa.array([[]], pa.list_(_row_type(table)))


def _listed(table: str, rows: Sequence[Any]) -> Any:
    if not rows:
        return _nothing(table)
    kind = _row_type(table)
    arrays = [
        pa.array([getattr(row, column.name) for row in rows], field.type)
        for column, field in zip(columns(table), kind, strict=True)
    ]
    return pa.ListArray.from_arrays(
        pa.array([0, len(rows)], pa.int32()), pa.StructArray.from_arrays(arrays, fields=list(kind))
    )
