"""All tables and the views of ``views.sql`` in one DuckDB file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import duckdb

from normalize.schema import DESCRIPTIONS, TABLES, Column, columns
from pondera.writing.names import DATABASE
from pondera.writing.parts import SQL_TYPES, identifier, quoted

_LIMITS: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "64MiB", "threads": 1}
"""A batch is small; without a limit the library keeps what it has written as long as there is memory."""


class DuckdbFile:
    """Raises OSError where the disk does not take the file, as the other writers do: while rows are written,
    while they are committed, and when the file is made whole."""

    def __init__(self, folder: Path) -> None:
        with _system_errors():
            self._base = duckdb.connect(str(folder / DATABASE), config=_LIMITS)
            for table in TABLES:
                self._declare(table)

    def write(self, table: str, batch: object) -> None:
        with _system_errors():
            self._insert(table, batch)

    def close(self) -> None:
        with _system_errors():
            self._base.execute((files("pondera.writing") / "views.sql").read_text(encoding="utf-8"))
            self._base.execute("CHECKPOINT")  # closing would keep silent of a disk that is full
            self._base.close()

    def _declare(self, table: str) -> None:
        declared = ", ".join(_declaration(column) for column in columns(table))
        self._base.execute(f"CREATE TABLE {identifier(table)} ({declared})")
        self._base.execute(
            f"COMMENT ON TABLE {identifier(table)} IS {quoted(' / '.join(DESCRIPTIONS[table]))}"
        )
        for column in columns(table):
            words = quoted(f"{column.en} / {column.es}")
            self._base.execute(f"COMMENT ON COLUMN {identifier(table)}.{identifier(column.name)} IS {words}")

    def _insert(self, table: str, batch: object) -> None:
        self._base.register("batch", batch)
        self._base.execute(f"INSERT INTO {identifier(table)} SELECT * FROM batch")
        self._base.unregister("batch")


@contextmanager
def _system_errors() -> Iterator[None]:
    try:
        yield
    except (duckdb.IOException, duckdb.FatalException, duckdb.TransactionException) as error:
        raise OSError(str(error)) from error


def _declaration(column: Column) -> str:
    return f"{identifier(column.name)} {SQL_TYPES[column.type]}{'' if column.nullable else ' NOT NULL'}"
