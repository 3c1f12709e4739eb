"""The files of a dataset, each format from the one declared schema.

Rows come as ``pyarrow`` tables, table by table or mixed, each table's rows in the order in which its file
shall hold them. ``merging.merge`` makes the dataset of a collection from the parts that it was read in;
``files.DatasetFiles`` writes one in several formats.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

BY_DEFAULT = ("csv", "parquet", "duckdb")
FORMATS = (*BY_DEFAULT, "xlsx")
WITHOUT_CELLS = frozenset({"csv", "xlsx"})
"""Formats that do not hold the tables of ``schema.PARQUET_ONLY``."""


class TableWriter(Protocol):
    """Takes the rows of the tables batch by batch."""

    def write(self, table: str, batch: Any) -> None:
        """``batch`` is a ``pyarrow.Table`` in the schema of ``arrow.arrow_schema(table)``."""

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
    if name == "xlsx":
        from pondera.writing.workbook import Workbook

        return Workbook(folder)
    raise ValueError(f"no such format: {name}")
