"""Every table as Parquet, compressed with zstd; each batch is a row group."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from normalize.schema import TABLES
from pondera.writing.arrow import arrow_schema


class ParquetFiles:
    def __init__(self, folder: Path) -> None:
        self._files = {
            table: pq.ParquetWriter(folder / f"{table}.parquet", arrow_schema(table), compression="zstd")
            for table in TABLES
        }

    def write(self, table: str, batch: Any) -> None:
        with self._closing_once():
            self._files[table].write_table(batch)

    def close(self) -> None:
        with self._closing_once():
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
