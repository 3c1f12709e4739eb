"""Findings between documents, of a dataset that a run has written or that is held in memory.

They stand in ``findings`` behind those of their own document, so that its rows stay in the order of the
documents, and nothing is held in memory but a batch of rows.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import partial
from itertools import islice
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

import check
from check.rule import declared
from normalize.dataset import Rows
from normalize.schema import DECIMAL_DIGITS, DECIMAL_PLACES, TABLES, FindingRow, columns
from pondera.settings import Settings
from pondera.writing.arrow import BATCH_ROWS, arrow_schema, arrow_table
from pondera.writing.csv_files import printed
from pondera.writing.merging import Between
from pondera.writing.names import DATABASE

_MEMORY = "1GB"
"""What DuckDB may take before it spills to the disk."""
_TYPES = {
    str: "VARCHAR",
    int: "BIGINT",
    float: "DOUBLE",
    bool: "BOOLEAN",
    Decimal: f"DECIMAL({DECIMAL_DIGITS}, {DECIMAL_PLACES})",
}
_NAMES = tuple(column.name for column in columns("findings"))
_MERGED = """
SELECT {names} FROM (
    SELECT *, 0 AS part, {place} AS nth FROM {findings}
    UNION ALL BY NAME SELECT *, 1 AS part, file_row_number AS nth
    FROM read_parquet({added}, file_row_number = true)
) AS finding
JOIN (SELECT document_id, {place} AS document FROM {documents}) USING (document_id)
ORDER BY document, part, nth
"""


def rows_between(rows: Rows, settings: Settings) -> tuple[FindingRow, ...]:
    """What is inconsistent between the documents of a dataset in memory, and what a user's rules find."""
    with _base(":memory:") as base:
        for table in TABLES:
            base.register("given", arrow_table(table, getattr(rows, table)))
            base.execute(f'CREATE TABLE "{table}" AS SELECT * FROM given')
            base.unregister("given")
        return tuple(check.findings_between(base, settings.profiles, settings.rules))


def between(settings: Settings) -> Between:
    """What is inconsistent between documents, and what a user's rules find, by the settings of a run."""
    own = {rule.name for rule in declared() if rule.is_between}
    return Between(
        find=partial(check.findings_between, profiles=settings.profiles, rules=settings.rules),
        rules=frozenset(own | {rule.name for rule in settings.rules}),
    )


def add_findings_between(
    folder: Path, formats: Sequence[str], settings: Settings
) -> Counter[tuple[str, str]]:
    """Writes what is inconsistent between the documents of a dataset, and what a user's rules find, into the
    ``findings`` of the dataset in ``folder``, which is whole but for them. Gives how many there are, by rule
    and severity. Raises OSError where the disk does not take them."""
    counts: Counter[tuple[str, str]] = Counter()
    with TemporaryDirectory(dir=folder, prefix=".between-") as scratch:
        added = Path(scratch) / "findings.parquet"
        with _written_base(folder, formats, Path(scratch)) as base, _writer(added) as writer:
            found = check.findings_between(base, settings.profiles, settings.rules)
            while some := list(islice(found, BATCH_ROWS)):
                counts.update((finding.rule, finding.severity) for finding in some)
                writer.write_table(arrow_table("findings", some))
        if counts:
            for name in formats:
                _MERGERS[name](folder, added, Path(scratch))
    return counts


@contextmanager
def _base(name: str, *, scratch: Path | None = None, read_only: bool = False) -> Iterator[Any]:
    try:
        with duckdb.connect(name, read_only=read_only) as base:
            base.execute(f"SET memory_limit = '{_MEMORY}'")
            if scratch is not None:
                base.execute(f"SET temp_directory = {_text(scratch)}")
            yield base
    except duckdb.IOException as error:
        raise OSError(str(error)) from error


@contextmanager
def _written_base(folder: Path, formats: Sequence[str], scratch: Path) -> Iterator[Any]:
    """The tables as they were written: the database, else views of the files."""
    if "duckdb" in formats:
        with _base(str(folder / DATABASE), scratch=scratch, read_only=True) as base:
            yield base
        return
    with _base(":memory:", scratch=scratch) as base:
        for table in TABLES:
            parquet, plain = folder / f"{table}.parquet", folder / f"{table}.csv"
            if parquet.exists():
                source = f"SELECT * FROM read_parquet({_text(parquet)})"
            elif plain.exists():
                source = _csv_query(table, plain)
            else:  # CSV has no such table
                nulls = (f'NULL::{_type(column)} AS "{column.name}"' for column in columns(table))
                source = f"SELECT {', '.join(nulls)} LIMIT 0"
            base.execute(f'CREATE VIEW "{table}" AS {source}')
        yield base


def _csv_query(table: str, path: Path) -> str:
    """A CSV file with the types of its table; texts are never null."""
    types = ", ".join(f"{_text(column.name)}: {_text(_type(column))}" for column in columns(table))
    read = ", ".join(
        f'coalesce("{column.name}", \'\') AS "{column.name}"'
        if column.type is str and not column.nullable
        else f'"{column.name}"'
        for column in columns(table)
    )
    return (
        f"SELECT {read} FROM read_csv({_text(path)}, header = true, auto_detect = false, delim = ',', "
        f"quote = '\"', escape = '\"', new_line = '\\r\\n', strict_mode = false, columns = {{{types}}})"
    )


def _type(column: Any) -> str:
    return _TYPES[column.type]


@contextmanager
def _writer(path: Path) -> Iterator[Any]:
    with pq.ParquetWriter(path, arrow_schema("findings"), compression="zstd") as writer:
        yield writer


def _merged_csv(folder: Path, added: Path, scratch: Path) -> None:
    """One pass over both, in the order of the documents."""
    new = scratch / "findings.csv"
    with (
        (folder / "documents.csv").open(encoding="utf-8", newline="") as documents,
        (folder / "findings.csv").open(encoding="utf-8", newline="") as findings,
        new.open("w", encoding="utf-8", newline="") as file,
    ):
        writer = csv.writer(file, lineterminator="\r\n")
        before = csv.reader(findings)
        writer.writerow(next(before))
        after = _printed_rows(added)
        at = _NAMES.index("document_id")
        old, more = next(before, None), next(after, None)
        for document in csv.DictReader(documents):
            for row, rest in ((old, before), (more, after)):
                while row is not None and row[at] == document["document_id"]:
                    writer.writerow(row)
                    row = next(rest, None)
                if rest is before:
                    old = row
                else:
                    more = row
    new.replace(folder / "findings.csv")


def _printed_rows(path: Path) -> Iterator[list[str]]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches():
            values = attrgetter(*_NAMES)
            for row in batch.to_pylist():
                yield [printed(value) for value in values(FindingRow(**row))]


def _merged_parquet(folder: Path, added: Path, scratch: Path) -> None:
    """Row groups end where they do in every Parquet file of ours: at fixed counts of rows."""
    new = scratch / "merged.parquet"

    def source(table: str) -> str:
        return f"read_parquet({_text(folder / f'{table}.parquet')}, file_row_number = true)"

    query = _MERGED.format(
        names=", ".join(f'"{name}"' for name in _NAMES),
        place="file_row_number",
        findings=source("findings"),
        documents=source("documents"),
        added=_text(added),
    )
    schema = arrow_schema("findings")
    with _base(":memory:", scratch=scratch) as base, _writer(new) as writer:
        waiting = schema.empty_table()
        for batch in base.sql(query).to_arrow_reader(BATCH_ROWS):
            table = pa.Table.from_batches([batch]).cast(pa.schema([f.remove_metadata() for f in schema]))
            waiting = pa.concat_tables([waiting, pa.table(table.columns, schema=schema)])
            while len(waiting) >= BATCH_ROWS:
                writer.write_table(waiting.slice(0, BATCH_ROWS))
                waiting = waiting.slice(BATCH_ROWS)
        if len(waiting):
            writer.write_table(waiting)
    new.replace(folder / "findings.parquet")


def _merged_duckdb(folder: Path, added: Path, scratch: Path) -> None:
    query = _MERGED.format(
        names=", ".join(f'"{name}"' for name in _NAMES),
        place="rowid",
        findings="findings",
        documents="documents",
        added=_text(added),
    )
    with _base(str(folder / DATABASE), scratch=scratch) as base:
        base.execute(f"CREATE TEMP TABLE merged AS {query}")
        base.execute("BEGIN; DELETE FROM findings; INSERT INTO findings SELECT * FROM merged; COMMIT")
        base.execute("DROP TABLE merged; CHECKPOINT")


_MERGERS = {"csv": _merged_csv, "parquet": _merged_parquet, "duckdb": _merged_duckdb}


def _text(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
