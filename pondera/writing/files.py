"""A dataset written in several formats at once, from rows or from Arrow tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from normalize.dataset import Rows
from normalize.schema import PARQUET_ONLY, TABLES
from pondera.writing import WITHOUT_CELLS, table_writer
from pondera.writing.arrow import Batches, arrow_table

ROWS_HELD = 5_000
"""Rows of a table that are held as Python objects before they become Arrow's."""


class DatasetFiles:
    """The files of a dataset's tables in ``folder``. Raises OSError where the disk does not take them,
    ValueError for an unknown format. Memory: one batch per table."""

    def __init__(self, folder: Path, formats: Sequence[str]) -> None:
        self.tables = tuple(
            table for table in TABLES if table not in PARQUET_ONLY or not WITHOUT_CELLS.issuperset(formats)
        )
        """Those that one of the formats holds."""
        self._writers = [table_writer(name, folder) for name in formats]
        self._batches = Batches()
        self._rows: dict[str, list[Any]] = {table: [] for table in TABLES}

    def write(self, rows: Rows) -> None:
        """Rows of one document or of several, the next in order."""
        for table, waiting in self._rows.items():
            waiting.extend(getattr(rows, table))
            if len(waiting) >= ROWS_HELD:
                self._flush(table)

    def write_table(self, table: str, rows: Any) -> None:
        """Rows of one table (``pyarrow.Table`` or ``RecordBatch``), the next in order."""
        self._flush(table)
        self._write_full(self._batches.add(table, rows))

    def close(self) -> None:
        for table in TABLES:
            self._flush(table)
        self._write_full(self._batches.rest())
        for writer in self._writers:
            writer.close()

    def _flush(self, table: str) -> None:
        if waiting := self._rows[table]:
            self._write_full(self._batches.add(table, arrow_table(table, waiting)))
            waiting.clear()

    def _write_full(self, batches: Iterable[tuple[str, Any]]) -> None:
        for table, batch in batches:
            for writer in self._writers:
                writer.write(table, batch)


def write_fragment(rows: Iterable[Rows], folder: Path, stem: str = "") -> None:
    """Some documents' rows as one part for ``merging.merge``: ``<table>.parquet`` for each table that has any
    (``<stem>.<table>.parquet`` with a stem, so that one folder can hold many). All are held in memory, and a
    process that is killed leaves files that are no Parquet: move them into place when this returns."""
    whole = Rows.of(rows)
    for table in TABLES:
        if of_table := getattr(whole, table):
            name = f"{stem}.{table}.parquet" if stem else f"{table}.parquet"
            pq.write_table(arrow_table(table, of_table), folder / name, compression="zstd")
