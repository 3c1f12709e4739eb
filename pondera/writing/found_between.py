"""What is found between the documents of a dataset: on the disk, as findings in the order of the documents'
paths, until the dataset's own findings are written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from check import waived_between
from normalize.schema import FindingRow, columns
from pondera.writing.arrow import BATCH_ROWS, arrow_schema, arrow_table
from pondera.writing.parts import identifier, quoted


@dataclass(frozen=True, slots=True)
class Between:
    """What is found between the documents of a dataset."""

    find: Callable[[duckdb.DuckDBPyConnection], Iterator[FindingRow]]
    """From the tables of the dataset, under their names."""
    rules: frozenset[str]
    """Names of the rules that it applies: what parts hold of their findings is outdated."""


def write_found(
    base: duckdb.DuckDBPyConnection,
    between: Between,
    tables: Mapping[str, str],
    waivers: Mapping[str, Mapping[str, str]],
    file: Path,
) -> Counter[tuple[str, str]]:
    """Has ``file`` hold what is found between the documents of ``tables`` (name → query); gives how many, by
    rule and severity. Raises OSError where the disk is full."""
    for table, query in tables.items():
        fields = ", ".join(f"rows.{identifier(column.name)}" for column in columns(table))
        base.execute(f"CREATE VIEW {identifier(table)} AS SELECT {fields} FROM ({query}) rows")
    counts: Counter[tuple[str, str]] = Counter()
    with pq.ParquetWriter(file, arrow_schema("findings")) as writer:
        found = waived_between(between.find(base), waivers)
        while some := list(islice(found, BATCH_ROWS)):
            counts.update((finding.rule, finding.severity) for finding in some)
            writer.write_table(arrow_table("findings", some))
    return counts


def waivers_in(
    base: duckdb.DuckDBPyConnection, findings: str, rules: Collection[str]
) -> dict[str, dict[str, str]]:
    """Document → key → reason of the waivers in ``findings`` (a query) that may accept what ``rules`` find
    between documents: those that accept nothing else, and those that did so in a part that is a whole
    dataset."""
    waivers: dict[str, dict[str, str]] = defaultdict(dict)
    accepting = " OR ".join(f"rule = {quoted(rule)}" for rule in sorted(rules)) or "false"
    for document_id, key, reason in base.execute(f"""
        SELECT document_id, CASE waived WHEN '' THEN observed ELSE fingerprint END,
               CASE waived WHEN '' THEN expected ELSE waived END
        FROM ({findings})
        WHERE (rule = 'waiver-unused' AND expected <> '') OR (waived <> '' AND ({accepting}))
    """).fetchall():
        waivers[document_id][key] = reason
    return waivers
