"""A dataset in a folder, back to rows: one document after the other, in the order of its files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from normalize.dataset import Rows
from normalize.schema import TABLES, columns
from pondera.writing.parts import NoCells, Relations, identifier, parts_in

AT_ONCE = 2_000
"""Rows of a table that are held before they are needed."""
MEMORY_MIB = 256


OF_DOCUMENTS = tuple(
    table for table in TABLES if any(column.name in ("document_id", "table_id") for column in columns(table))
)
"""The tables whose rows are each about one document."""


def documents_in(folder: Path, tables: Sequence[str] = OF_DOCUMENTS) -> Iterator[Rows]:
    """The rows of each document of a dataset, of the given tables (``documents`` always), from its Parquet
    files, else from its database, else from CSV, which has no cells. Raises ``parts.NoDataset`` where the
    folder holds none, ``parts.OtherColumns`` where another version wrote it. Memory: some rows of each table.
    """
    with ExitStack() as stack:
        streams = {
            table: _Stream(table, stack.enter_context(duckdb.connect(config=_LIMITS)), folder)
            for table in dict.fromkeys(["documents", *tables])
        }
        documents = streams.pop("documents")
        for document in documents.rows():
            of_document = {table: tuple(stream.of(document.document_id)) for table, stream in streams.items()}
            yield Rows(documents=(document,), **of_document)


_LIMITS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": f"{MEMORY_MIB}MiB",
    "threads": 1,
}


class _Stream:
    """One table's rows, taken document by document."""

    def __init__(self, table: str, base: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self._table = table
        self._base = base
        self._names = [column.name for column in columns(table)]
        self._folder = folder
        self._waiting: Iterator[Any] = iter(())
        self._next: Any = None
        if table != "documents":
            self._waiting = self.rows()
            self._next = next(self._waiting, None)
            self._owner = self._names.index("document_id" if "document_id" in self._names else "table_id")

    def rows(self) -> Iterator[Any]:
        """All of them, in order."""
        row_type = TABLES[self._table]
        parts = parts_in(self._folder)
        if len(parts) == 1 and (file := parts[0].files.get(self._table)) is not None:
            parquet = pq.ParquetFile(file)
            if parquet.schema_arrow.names == self._names:  # as we write it: in order, nothing to be sorted
                for batch in parquet.iter_batches(AT_ONCE):
                    for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                        yield row_type(*values)
                return
        try:
            query = Relations(self._base, parts).of(self._table)
        except NoCells:
            return
        fields = ", ".join(map(identifier, self._names))
        found = self._base.sql(f"SELECT {fields} FROM ({query}) ORDER BY part, line")
        for batch in found.to_arrow_reader(AT_ONCE):
            for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                yield row_type(*values)

    def of(self, document_id: str) -> Iterator[Any]:
        while self._next is not None and self._document(self._next) == document_id:
            yield self._next
            self._next = next(self._waiting, None)

    def _document(self, row: Any) -> str:
        if self._names[self._owner] == "document_id":
            return str(row.document_id)
        return str(row.table_id).rpartition("-t")[0]
