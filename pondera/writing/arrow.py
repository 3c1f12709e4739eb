"""The tables in Arrow's types, which Parquet, DuckDB and pandas are made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa

from normalize.dataset import Rows
from normalize.schema import DECIMAL_DIGITS, DECIMAL_PLACES, DESCRIPTIONS, TABLES, columns

BATCH_ROWS = 50_000
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
    (English) and ``description_es``."""
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
        metadata=dict(zip(("description", "description_es"), DESCRIPTIONS[table], strict=True)),
    )


def arrow_table(table: str, rows: Iterable[Any]) -> Any:
    """The ``pyarrow.Table`` of some rows of a table."""
    rows = list(rows)
    schema = arrow_schema(table)
    return pa.table([[getattr(row, name) for row in rows] for name in schema.names], schema=schema)


class Batches:
    """Gathers the rows of documents into batches worth writing."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[Any]] = {table: [] for table in TABLES}

    def add(self, rows: Rows) -> Iterator[tuple[str, Any]]:
        """The tables, as name and ``pyarrow.Table``, that have become full."""
        for table, waiting in self._waiting.items():
            waiting.extend(getattr(rows, table))
            while len(waiting) >= BATCH_ROWS:
                yield table, arrow_table(table, waiting[:BATCH_ROWS])
                del waiting[:BATCH_ROWS]

    def rest(self) -> Iterator[tuple[str, Any]]:
        """What is left of every table that has rows waiting."""
        for table, waiting in self._waiting.items():
            if waiting:
                yield table, arrow_table(table, waiting)
                waiting.clear()
