"""All tables and the views of ``views.sql`` in one DuckDB file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import duckdb

from normalize.dataset import Rows
from normalize.schema import DECIMAL_DIGITS, DECIMAL_PLACES, DESCRIPTIONS, TABLES, Column, columns
from pondera.writing.arrow import Batches
from pondera.writing.names import DATABASE

_TYPES = {
    str: "VARCHAR",
    int: "BIGINT",
    float: "DOUBLE",
    bool: "BOOLEAN",
    Decimal: f"DECIMAL({DECIMAL_DIGITS}, {DECIMAL_PLACES})",
}


class DuckdbFile:
    """Raises OSError where the disk does not take the file, as the other writers do."""

    def __init__(self, folder: Path) -> None:
        self._batches = Batches()
        with _system_errors():
            self._base = duckdb.connect(str(folder / DATABASE))
            for table in TABLES:
                self._declare(table)

    def write(self, rows: Rows) -> None:
        with _system_errors():
            for table, batch in self._batches.add(rows):
                self._insert(table, batch)

    def close(self) -> None:
        with _system_errors():
            for table, batch in self._batches.rest():
                self._insert(table, batch)
            self._base.execute((files("pondera.writing") / "views.sql").read_text(encoding="utf-8"))
            self._base.close()

    def _declare(self, table: str) -> None:
        declared = ", ".join(_declaration(column) for column in columns(table))
        self._base.execute(f"CREATE TABLE {_name(table)} ({declared})")
        self._base.execute(f"COMMENT ON TABLE {_name(table)} IS {_text(' / '.join(DESCRIPTIONS[table]))}")
        for column in columns(table):
            words = _text(f"{column.en} / {column.es}")
            self._base.execute(f"COMMENT ON COLUMN {_name(table)}.{_name(column.name)} IS {words}")

    def _insert(self, table: str, batch: object) -> None:
        self._base.register("batch", batch)
        self._base.execute(f"INSERT INTO {_name(table)} SELECT * FROM batch")
        self._base.unregister("batch")


@contextmanager
def _system_errors() -> Iterator[None]:
    try:
        yield
    except duckdb.IOException as error:
        raise OSError(str(error)) from error


def _declaration(column: Column) -> str:
    return f"{_name(column.name)} {_TYPES[column.type]}{'' if column.nullable else ' NOT NULL'}"


def _name(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
