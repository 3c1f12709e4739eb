"""The files of a dataset, each format from the one declared schema."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from normalize.dataset import Rows

FORMATS = ("csv", "parquet", "duckdb")


class TableWriter(Protocol):
    """Takes the rows of one document after the other, in the order in which the files shall hold them."""

    def write(self, rows: Rows) -> None: ...

    def close(self) -> None: ...


def table_writer(name: str, folder: Path) -> TableWriter:
    """The writer of one of ``FORMATS``, which makes its files in ``folder``. Raises ValueError for any other
    name."""
    if name == "csv":
        from pondera.writing.csv_files import CsvFiles

        return CsvFiles(folder)
    if name == "parquet":
        from pondera.writing.parquet_files import ParquetFiles

        return ParquetFiles(folder)
    if name == "duckdb":
        from pondera.writing.duckdb_file import DuckdbFile

        return DuckdbFile(folder)
    raise ValueError(f"no such format: {name}")
