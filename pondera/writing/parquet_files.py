"""Every table as Parquet, compressed with zstd. Row groups end at fixed counts of rows, so that the files do
not depend on how the rows came."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq

from normalize.dataset import Rows
from normalize.schema import TABLES
from pondera.writing.arrow import Batches, arrow_schema


class ParquetFiles:
    def __init__(self, folder: Path) -> None:
        self._batches = Batches()
        self._files = {
            table: pq.ParquetWriter(folder / f"{table}.parquet", arrow_schema(table), compression="zstd")
            for table in TABLES
        }

    def write(self, rows: Rows) -> None:
        with self._closing_once():
            for table, batch in self._batches.add(rows):
                self._files[table].write_table(batch)

    def close(self) -> None:
        with self._closing_once():
            for table, batch in self._batches.rest():
                self._files[table].write_table(batch)
            for file in self._files.values():
                file.close()

    @contextmanager
    def _closing_once(self) -> Iterator[None]:
        """A writer whose disk is full would try to close its file again when it is deleted, and print the
        trace of that."""
        try:
            yield
        except OSError:
            for file in self._files.values():
                file.is_open = False
            raise
