"""Where the parts of a collection hold their tables, as relations of DuckDB."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from normalize.schema import (
    DECIMAL_DIGITS,
    DECIMAL_PLACES,
    OF_COLLECTION,
    PARQUET_ONLY,
    TABLES,
    Column,
    columns,
)
from pondera.writing.names import DATABASE, DESCRIPTOR

SQL_TYPES = {
    str: "VARCHAR",
    int: "BIGINT",
    float: "DOUBLE",
    bool: "BOOLEAN",
    Decimal: f"DECIMAL({DECIMAL_DIGITS}, {DECIMAL_PLACES})",
}
"""Of the declared types."""
OF_DOCUMENTS = TABLES.keys() - OF_COLLECTION
"""The tables that a part holds; the others are made of all parts."""


class NoDataset(ValueError):
    """A folder that was given as a part of a collection holds no tables."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} holds no dataset")
        self.folder = folder


class NoCells(ValueError):
    """A dataset was written as CSV alone, which has no table of cells."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} has no cells: it was written as CSV alone")
        self.folder = folder


class OtherColumns(ValueError):
    """A dataset lacks a table, or a column that must have a value: another version of Pondera wrote it."""

    def __init__(self, folder: Path, table: str, column: str = "*") -> None:
        super().__init__(f"{folder} has no {table}.{column}: another version wrote it")
        self.folder = folder
        self.table = table
        self.column = column


@dataclass(frozen=True, slots=True)
class Part:
    """Some documents' tables, all from one folder and by one stem: ``files`` are Parquet files by table."""

    folder: Path
    files: dict[str, Path]
    """Empty where the folder has a database or CSV files alone."""


def parts_in(folder: Path) -> list[Part]:
    """The parts that a folder holds, the later last: those with a stem (``000001.items.parquet``) by name
    behind the one without. A fragment has no file for a table without rows, a whole dataset has. Raises
    ``NoDataset`` for a folder with none, ``OtherColumns`` for a whole dataset that lacks a table."""
    is_whole = (folder / DESCRIPTOR).is_file()
    by_stem: dict[str, dict[str, Path]] = {}
    for path in sorted(folder.glob("*.parquet")):
        stem, _, table = path.name.removesuffix(".parquet").rpartition(".")
        if table in TABLES:
            by_stem.setdefault(stem, {})[table] = path
    if by_stem:
        if is_whole:
            _refuse_without(folder, OF_DOCUMENTS - by_stem.get("", {}).keys())
        return [Part(folder, files) for _, files in sorted(by_stem.items())]
    if is_whole and (folder / DATABASE).is_file():
        return [Part(folder, {})]
    if is_whole and (folder / "documents.csv").is_file():
        there = {path.stem for path in folder.glob("*.csv")}
        _refuse_without(folder, OF_DOCUMENTS - PARQUET_ONLY - there)
        return [Part(folder, {})]
    raise NoDataset(folder)


def _refuse_without(folder: Path, tables: Set[str]) -> None:
    if tables:
        raise OtherColumns(folder, min(tables))


class Relations:
    """The tables of all parts, table by table, each as one query: the declared columns, ``part`` (its index
    among the parts) and ``line`` (its row there, in order)."""

    def __init__(self, base: duckdb.DuckDBPyConnection, parts: Sequence[Part]) -> None:
        self._base = base
        self._parts = parts
        self._attached: dict[int, str] = {}
        base.execute("CREATE TABLE part_files (part INTEGER, name VARCHAR)")
        rows = [(number, str(path)) for number, part in enumerate(parts) for path in part.files.values()]
        if rows:
            base.executemany("INSERT INTO part_files VALUES (?, ?)", rows)
        for number, part in enumerate(parts):
            if not part.files and (part.folder / DATABASE).is_file():
                base.execute(f"ATTACH {quoted(str(part.folder / DATABASE))} AS part_{number} (READ_ONLY)")
                self._attached[number] = f"part_{number}"
                there = base.execute(
                    "SELECT table_name FROM duckdb_tables() WHERE database_name = ?", [f"part_{number}"]
                ).fetchall()
                _refuse_without(part.folder, OF_DOCUMENTS - {name for (name,) in there})

    def of(self, table: str) -> str:
        """The query of a table's rows, not of one of ``schema.OF_COLLECTION``. Raises ``NoCells`` and
        ``OtherColumns``."""
        queries = [self._from_parquet(table)] if any(table in part.files for part in self._parts) else []
        for number, part in enumerate(self._parts):
            if not part.files:
                queries.append(
                    self._from_database(number, table)
                    if number in self._attached
                    else self._from_csv(number, table)
                )
        return " UNION ALL ".join(queries) or nothing(table)

    def _from_parquet(self, table: str) -> str:
        files = [part.files[table] for part in self._parts if table in part.files]
        listed = ", ".join(quoted(no_pattern(str(path))) for path in files)
        source = f"read_parquet([{listed}], union_by_name = true, filename = true, file_row_number = true)"
        fields = self._fields(table, source, files[0].parent)
        return (
            f"SELECT {fields}, part_files.part, file_row_number AS line FROM {source} source"
            " JOIN part_files ON part_files.name = source.filename"
        )

    def _from_database(self, number: int, table: str) -> str:
        source = f"{self._attached[number]}.main.{identifier(table)}"
        fields = self._fields(table, source, self._parts[number].folder)
        return f"SELECT {fields}, {number} AS part, rowid AS line FROM {source} source"

    def _from_csv(self, number: int, table: str) -> str:
        folder = self._parts[number].folder
        if table in PARQUET_ONLY:
            raise NoCells(folder)
        path = quoted(no_pattern(str(folder / f"{table}.csv")))
        source = (
            f"read_csv({path}, all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"',"
            " parallel = false)"
        )
        fields = self._fields(table, source, folder)
        return f"SELECT {fields}, {number} AS part, row_number() OVER () AS line FROM {source} source"

    def _fields(self, table: str, source: str, folder: Path) -> str:
        there = set(self._base.sql(f"SELECT * FROM {source} LIMIT 0").columns)
        return ", ".join(_field(table, column, there, folder) for column in columns(table))


def nothing(table: str) -> str:
    """The query of a table without rows."""
    fields = ", ".join(
        f"NULL::{SQL_TYPES[column.type]} AS {identifier(column.name)}" for column in columns(table)
    )
    return f"SELECT {fields}, NULL::INTEGER AS part, NULL::BIGINT AS line WHERE false"


def _field(table: str, column: Column, there: set[str], folder: Path) -> str:
    """A column, also where the version that wrote the part did not have it yet."""
    name, kind = identifier(column.name), SQL_TYPES[column.type]
    if column.name not in there:
        if column.required or (not column.nullable and column.type is not str):
            raise OtherColumns(folder, table, column.name)
        return f"{'NULL' if column.nullable else quoted('')}::{kind} AS {name}"
    value = f"source.{name}"
    if not column.nullable and column.type is str:
        value = f"coalesce({value}, '')"  # null where an older part lacks it, and for an empty field of CSV
    return f"{value}::{kind} AS {name}"


def identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def no_pattern(path: str) -> str:
    """A path in which nothing stands for other names."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in path)
