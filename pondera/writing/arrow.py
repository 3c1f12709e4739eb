"""The tables in Arrow's types, which Parquet, DuckDB and pandas are made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from importlib.metadata import version
from typing import Any

import pyarrow as pa

from normalize.schema import DECIMAL_DIGITS, DECIMAL_PLACES, DESCRIPTIONS, TABLES, TITLES, columns

BATCH_ROWS = 10_000
"""Rows of a table that are held before they are written, and the size of a Parquet row group."""

_TYPES = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    Decimal: pa.decimal128(DECIMAL_DIGITS, DECIMAL_PLACES),
}


@cache
def arrow_schema(table: str) -> Any:
    """The ``pyarrow.Schema`` of a table. The metadata of the table and of each field hold ``description``
    (English) and ``description_es``; the table's also its ``title``, ``title_es``, and as ``pondera`` the
    version that wrote it."""
    return pa.schema(
        [
            pa.field(
                column.name,
                _TYPES[column.type],
                nullable=column.nullable,
                metadata={"description": column.en, "description_es": column.es},
            )
            for column in columns(table)
        ],
        metadata={
            **dict(zip(("title", "title_es"), TITLES[table], strict=True)),
            **dict(zip(("description", "description_es"), DESCRIPTIONS[table], strict=True)),
            "pondera": version("pondera"),
        },
    )


def arrow_table(table: str, rows: Iterable[Any]) -> Any:
    """The ``pyarrow.Table`` of some rows of a table."""
    rows = list(rows)
    schema = arrow_schema(table)
    return pa.table([[getattr(row, name) for row in rows] for name in schema.names], schema=schema)


class Batches:
    """Gathers the rows of tables into batches of ``BATCH_ROWS``, whatever the pieces that they come in, so
    that the files do not depend on those."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[Any]] = {table: [] for table in TABLES}
        self._counts = dict.fromkeys(TABLES, 0)

    def add(self, table: str, rows: Any) -> Iterator[tuple[str, Any]]:
        """Takes rows (``pyarrow.Table`` or ``RecordBatch``) and gives the table's batches that have become
        full."""
        if rows.num_rows == 0:
            return
        piece = rows if isinstance(rows, pa.Table) else pa.Table.from_batches([rows])
        self._waiting[table].append(piece)
        self._counts[table] += piece.num_rows
        if self._counts[table] < BATCH_ROWS:
            return
        whole = pa.concat_tables(self._waiting[table])
        full = whole.num_rows // BATCH_ROWS * BATCH_ROWS
        for start in range(0, full, BATCH_ROWS):
            yield table, whole.slice(start, BATCH_ROWS).combine_chunks()
        rest = whole.slice(full)
        self._waiting[table] = [rest.combine_chunks()] if rest.num_rows else []
        self._counts[table] = rest.num_rows

    def rest(self) -> Iterator[tuple[str, Any]]:
        """What is left of every table that has rows waiting."""
        for table, waiting in self._waiting.items():
            if waiting:
                yield table, pa.concat_tables(waiting).combine_chunks()
                self._waiting[table], self._counts[table] = [], 0
