"""The parts that a collection was read in → one dataset, sorted, streamed, in memory that does not grow.

DuckDB joins and sorts on disk where the memory limit is reached; rows then stream in batches to the writers.
Sorting is by the documents' paths and by the rows' own order, so the files are the same whatever the parts
were and in whatever order they were read.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from normalize.names import SOURCES, Name, fold_names, name_of
from normalize.schema import OF_COLLECTION, TABLES, columns
from pondera.writing.arrow import BATCH_ROWS, arrow_schema, arrow_table
from pondera.writing.datapackage import write_datapackage
from pondera.writing.files import DatasetFiles
from pondera.writing.found_between import Between, waivers_in, write_found
from pondera.writing.limits import MEMORY_MIB, limits
from pondera.writing.parts import (
    OtherColumns,
    Part,
    Relations,
    identifier,
    no_pattern,
    nothing,
    parts_in,
    quoted,
)

MOST_TOLD = 20
"""Paths that are named of those that a person should know of."""


class Unread(LookupError):
    """Files were asked for that no part has read: their paths, the first few."""

    def __init__(self, count: int, paths: Sequence[str]) -> None:
        super().__init__(f"{count} files were not read by any part: {', '.join(paths)}")
        self.count = count
        self.paths = paths


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of the parts."""

    documents: int
    """Rows of ``documents`` in the new dataset."""
    copies: int
    """Those that are copies of others."""
    read_twice: int
    """Files (by their bytes) that several parts had read; the last reading that worked was taken."""
    same_path: tuple[str, ...]
    """Paths that stand for files with different bytes: all are kept. The first few."""
    dropped: int
    """Rows of ``documents`` that are in no more: replaced, not asked for, or unopened and read later."""
    between: Counter[tuple[str, str]]
    """How many findings between documents there are, by rule and severity."""


def merge(
    parts: Sequence[Path],
    folder: Path,
    formats: Sequence[str],
    *,
    files: Any = None,
    between: Between | None = None,
    memory_mib: int = MEMORY_MIB,
) -> Merged:
    """Writes the dataset of all ``parts`` to ``folder``: every table in each of ``formats``, and
    ``datapackage.json``. ``run.json`` is left to the caller, and so is putting the files into place at once
    (``publishing.staged``).

    A part is a folder with a whole dataset (Parquet where it has it, else its database, else CSV) or with
    fragments that ``files.write_fragment`` wrote: ``<table>.parquet``, ``<stem>.<table>.parquet``, in the
    order of their stems. One folder may hold any number of fragments.

    Documents are told apart by the SHA-256 of their bytes. Where several parts have read the same bytes, the
    last reading counts, but one that worked before one that failed, and the rows of the others are dropped.
    Files with the same bytes under several paths are copies: the first by path has all rows, the others only
    theirs in ``documents`` (``-2``, ``-3``, …). Files with the same path and other bytes all stay. A file
    that could not be opened (no ``sha256``) gives way to one of the same path that a later part read.

    ``files`` names the files that there are, as a ``pyarrow.Table`` with the columns ``path`` and ``sha256``
    (empty for one that could not be opened): documents that are not among them are left out, and bytes that
    were read under another path are not read again. Without it, all files of all parts count.

    What belongs to the collection as a whole is made anew from what is merged: ``names``, the findings
    ``between`` documents (behind those of their own document), how many findings an activity has.

    Raises ``parts.NoDataset`` for a folder that holds none, ``parts.NoCells`` and ``parts.OtherColumns`` for
    a dataset from which no whole one can be made, ``Unread`` where ``files`` names bytes that no part has
    read, OSError where the disk is full. Memory: ``memory_mib`` and one batch per table, however many the
    documents; the spill goes to a hidden folder in ``folder`` that is gone afterwards.
    """
    every = [part for path in parts for part in parts_in(path)]
    with tempfile.TemporaryDirectory(prefix=".merging-", dir=folder) as spill:
        try:
            with duckdb.connect(f"{spill}/merging.duckdb", config=limits(spill, memory_mib)) as base:
                merging = _Merging(base, every)
                merged = merging.choose(files)
                dataset = DatasetFiles(folder, formats)
                if between is not None:
                    found = Path(spill) / "between.parquet"
                    merged.between.update(merging.find_between(between, found, dataset.tables))
                for table in dataset.tables:
                    for batch in merging.rows(table):
                        dataset.write_table(table, batch)
                dataset.close()
        except duckdb.IOException as refusal:
            raise OSError(str(refusal)) from refusal
    write_datapackage(folder, formats, version("pondera"))
    return merged


class _Merging:
    """Which reading of which part stands for each file, and the rows of the tables by that."""

    def __init__(self, base: duckdb.DuckDBPyConnection, parts: Sequence[Part]) -> None:
        self._base = base
        self._parts = parts
        self._relations = Relations(base, parts)
        self._outdated: frozenset[str] = frozenset()
        self._found: Path | None = None
        base.execute(f"""
            CREATE TABLE seen AS
            SELECT part, line, document_id, sha256, path, duplicate_of <> '' AS is_copy,
                   status IN ('failed', 'needs_ocr') AS is_unread
            FROM ({self._relations.of("documents")})
        """)

    def choose(self, files: Any) -> Merged:
        """Fills ``chosen``: one row per file of the new dataset, in order, and which row stands for it."""
        base = self._base
        base.execute("""
            CREATE TABLE readings AS
            SELECT * EXCLUDE (place) FROM (
                SELECT *, row_number() OVER (
                    PARTITION BY sha256, CASE sha256 WHEN '' THEN path ELSE '' END
                    ORDER BY is_copy, is_unread, part DESC, path, line DESC
                ) AS place FROM seen
            ) WHERE place = 1
        """)
        if files is None:
            base.execute("""
                CREATE TABLE listed AS
                SELECT DISTINCT path, sha256 FROM seen
                WHERE sha256 <> '' OR NOT EXISTS (
                    SELECT 1 FROM seen later
                    WHERE later.path = seen.path AND later.sha256 <> '' AND later.part > seen.part
                )
            """)
        else:
            base.register("given", files.select(["path", "sha256"]))
            base.execute("CREATE TABLE listed AS SELECT DISTINCT path, sha256 FROM given")
            base.unregister("given")
        base.execute("""
            CREATE TABLE chosen AS
            SELECT row_number() OVER (ORDER BY listed.path, listed.sha256) AS rank,
                   listed.path, part, line, document_id AS source,
                   split_part(document_id, '-', 1)
                       || CASE row_number() OVER same WHEN 1 THEN '' ELSE '-' || row_number() OVER same END
                       AS document_id,
                   row_number() OVER same AS copy, first_value(listed.path) OVER same AS first_path
            FROM listed JOIN readings ON readings.sha256 = listed.sha256
                AND (listed.sha256 <> '' OR readings.path = listed.path)
            WINDOW same AS (
                PARTITION BY listed.sha256, CASE listed.sha256 WHEN '' THEN listed.path ELSE '' END
                ORDER BY listed.path
            )
        """)
        self._refuse_unread()
        return Merged(
            documents=self._count("SELECT count(*) FROM chosen"),
            copies=self._count("SELECT count(*) FROM chosen WHERE copy > 1"),
            read_twice=self._count("""
                SELECT count(*) FROM (
                    SELECT sha256 FROM seen WHERE NOT is_copy AND sha256 <> ''
                    GROUP BY sha256 HAVING count(*) > 1
                )
            """),
            same_path=tuple(
                self._texts(
                    "SELECT path FROM chosen GROUP BY path HAVING count(*) > 1"
                    f" ORDER BY path LIMIT {MOST_TOLD}"
                )
            ),
            dropped=self._count("SELECT count(*) FROM seen") - self._count("SELECT count(*) FROM chosen"),
            between=Counter(),
        )

    def find_between(self, between: Between, file: Path, known: Sequence[str]) -> Counter[tuple[str, str]]:
        """Has ``file`` hold what is found between the chosen documents by the ``known`` tables; gives how
        many, by rule and severity."""
        waivers = waivers_in(self._base, self._query("findings"), between.rules)
        self._outdated = between.rules
        tables = {
            table: self._query(table) if table in known and table not in OF_COLLECTION else nothing(table)
            for table in TABLES
        }
        counts = write_found(self._base, between, tables, waivers, file)
        self._found = file
        return counts

    def rows(self, table: str) -> Iterator[Any]:
        """A table's rows in order, as ``pyarrow.Table`` in the declared schema."""
        if table == "names":
            yield arrow_table(table, fold_names(self._names()))
            return
        schema = arrow_schema(table)
        fields = ", ".join(f"rows.{identifier(name)}" for name in schema.names)
        found = self._base.sql(f"SELECT {fields} FROM ({self._query(table)}) rows ORDER BY rank, late, line")
        for batch in found.to_arrow_reader(BATCH_ROWS):
            for field, values in zip(schema, batch.columns, strict=True):
                if values.null_count and not field.nullable:
                    raise OtherColumns(self._parts[0].folder, table, field.name)
            yield pa.Table.from_batches([batch]).cast(schema)

    def _query(self, table: str) -> str:
        """The rows of a table that were chosen: its columns; ``rank``, ``late`` and ``line``, by which they
        are in order."""
        changed = _CHANGED.get(table, {})
        fields = ", ".join(
            f"{changed[column.name]} AS {identifier(column.name)}"
            if column.name in changed
            else f"source.{identifier(column.name)}"
            for column in columns(table)
        )
        query = f"SELECT {fields}, chosen.rank, false AS late, source.line {self._chosen(table)}"
        if table == "findings":
            query += "".join(f" AND source.rule <> {quoted(rule)}" for rule in sorted(self._outdated))
            if self._found is not None:
                query += f"""
                    AND NOT (source.rule = 'waiver-unused' AND EXISTS (
                        SELECT 1 FROM read_parquet({quoted(no_pattern(str(self._found)))}) AS found
                        WHERE found.waived <> '' AND found.document_id = source.document_id
                          AND source.observed IN (found.fingerprint, found.finding_id)
                    ))
                """
                query += self._between(fields)
        if table == "activities":
            named = f"SELECT item_id FROM ({self._query('findings')}) WHERE item_id <> ''"
            query = f"""
                SELECT activity.* REPLACE (coalesce(counted.findings, 0) AS findings)
                FROM ({query}) activity LEFT JOIN (
                    SELECT item_id, count(*) AS findings FROM ({named}) GROUP BY item_id
                ) counted USING (item_id)
            """
        return query

    def _between(self, fields: str) -> str:
        path = quoted(no_pattern(str(self._found)))
        return (
            f" UNION ALL SELECT {fields}, chosen.rank, true, source.line FROM ("
            f"SELECT *, file_row_number AS line FROM read_parquet({path}, file_row_number = true)"
            ") source JOIN chosen USING (document_id)"
        )

    def _names(self) -> Counter[Name]:
        """The names in the documents and items that were chosen, as ``normalize.names.names_in`` has them."""
        found: Counter[Name] = Counter()
        for source in SOURCES:
            known = f"source.{identifier(source.known)}" if source.known else "''"
            rows = self._base.execute(f"""
                SELECT source.{identifier(source.column)}, {known}, count(*)
                {self._chosen(source.table)} AND chosen.copy = 1 GROUP BY ALL
            """)
            while some := rows.fetchmany(BATCH_ROWS):
                for printed, canonical, count in some:
                    if (name := name_of(source.kind, printed, canonical)) is not None:
                        found[name] += count
        return found

    def _chosen(self, table: str) -> str:
        """The clauses that give the rows of a table as ``source`` with the ``chosen`` row of their file."""
        same = "chosen.line = source.line"
        if table != "documents":
            same = f"chosen.copy = 1 AND chosen.source = {_document_of(table)}"
        return (
            f"FROM ({self._relations.of(table)}) source"
            f" JOIN chosen ON chosen.part = source.part AND {same} WHERE true"
        )

    def _refuse_unread(self) -> None:
        without = (
            "FROM listed WHERE NOT EXISTS (SELECT 1 FROM readings WHERE readings.sha256 = listed.sha256"
            " AND (listed.sha256 <> '' OR readings.path = listed.path))"
        )
        if count := self._count(f"SELECT count(*) {without}"):
            raise Unread(count, self._texts(f"SELECT path {without} ORDER BY path LIMIT {MOST_TOLD}"))

    def _count(self, query: str) -> int:
        ((count,),) = self._base.execute(query).fetchall()
        return int(count)

    def _texts(self, query: str) -> list[str]:
        return [text for (text,) in self._base.execute(query).fetchall()]


_CHANGED = {
    "documents": {
        "document_id": "chosen.document_id",
        "path": "chosen.path",
        "duplicate_of": "CASE WHEN copy > 1 THEN first_path ELSE '' END",
    },
    "activities": {"path": "chosen.path"},
}
"""What of a row depends on the other files: table → column → its value."""


def _document_of(table: str) -> str:
    """The document's identifier in a row of a table that has it, or a part of another."""
    names = [column.name for column in columns(table)]
    return "source.document_id" if "document_id" in names else "split_part(source.table_id, '-t', 1)"
