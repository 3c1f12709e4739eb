"""Findings between documents: queries over the tables of a whole dataset, in DuckDB.

The dataset stays where it is (files, or tables in memory), DuckDB spills to the disk what does not fit, and
the findings come one by one: a million documents need no more memory than a thousand.
"""

from __future__ import annotations

import heapq
import logging
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import duckdb

import check.rules  # noqa: F401 - declares the rules
from check.doubts import of_figures
from check.profiles import Profiles, shipped
from check.rule import Breach, Rule, Severity, declared
from check.said import Identifiers, Said
from check.user_rules import UserRule, user_finding
from check.view import NAME_LENGTH, Spot
from extract.reading import DocumentType
from normalize.schema import FindingRow

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

log = logging.getLogger("pondera.check")

AT_ONCE = 2000
"""Findings of a rule that are fetched together."""
MOST_MIB = 1024
"""What DuckDB may hold for a query that cannot do with what it was given."""
_MIB = {"bytes": 2**-20, "KiB": 2**-10, "MiB": 1.0, "GiB": 2.0**10, "TiB": 2.0**20}

Found = tuple[tuple[str, str], FindingRow]
"""Path and identifier of its document, and the finding."""

_PLACED = r"""
SELECT found.*, document.path AS document_path, document.document_type AS document_type,
       item.text AS item_text, "table".caption AS caption
FROM (SELECT *, {defaults} FROM bare_rows) AS found
JOIN documents AS document ON document.document_id = found.document_id
LEFT JOIN items AS item ON item.item_id = found.item_id
LEFT JOIN tables AS "table" ON "table".table_id = found.table_id
ORDER BY document.path, document.document_id, "table".number, found."row", found."column",
         CAST(regexp_extract(found.item_id, '-i(\d+)$', 1) AS BIGINT), {order}
"""
_PLACES = ("table_id", "item_id", "row", "column", "page")
_OF_BREACH = frozenset(
    (
        *(
            "document_id",
            "expected",
            "observed",
            "difference",
            "confidence",
            "severity",
            "wording",
            "evidence",
        ),
        *("document_path", "document_type", "item_text", "caption", *_PLACES),
    )
)
"""What a query of ours gives; all else fills the blanks of its rule's sentence."""


def findings_between(
    base: DuckDBPyConnection, profiles: Profiles | None = None, rules: Sequence[UserRule] = ()
) -> Iterator[FindingRow]:
    """What is inconsistent between the documents of a dataset, and what a user's own queries find in it, in
    the order of the documents' paths; each is reported on one of the documents. ``base`` holds the tables of
    the dataset, or views of them, under their names."""
    profiles = profiles or shipped()
    between = [rule for rule in declared() if rule.is_between]
    streams = [_built_in(_cursor(base, profiles), rule, profiles) for rule in between]
    streams += [_users(_cursor(base, profiles), rule) for rule in rules]
    for _, finding in heapq.merge(*streams, key=lambda found: found[0]):
        yield finding


def _cursor(base: DuckDBPyConnection, profiles: Profiles) -> DuckDBPyConnection:
    """A connection of its own for each query, so that all are read at once, with what ours start from."""
    cursor = base.cursor()
    cursor.execute("CREATE TEMP TABLE parameters (document_type VARCHAR, drift DECIMAL(38, 10))")
    types = ["", *DocumentType]
    cursor.executemany(
        "INSERT INTO parameters VALUES (?, ?)", [[str(name), profiles.of(name).drift] for name in types]
    )
    cursor.execute("CREATE TEMP TABLE region_counts (country VARCHAR, since BIGINT, regions BIGINT)")
    cursor.executemany(
        "INSERT INTO region_counts VALUES (?, ?, ?)",
        [[country, *known] for country, counts in region_counts().items() for known in counts],
    )
    cursor.execute(_sql("comparing"))
    return cursor


def _built_in(cursor: DuckDBPyConnection, rule: Rule, profiles: Profiles) -> Iterator[Found]:
    """What one of our rules finds; where it breaks down, the first document is told."""
    try:
        for ids, found in _rows(cursor, _sql(rule.name)):
            parameters = profiles.of(found["document_type"])
            if rule.name in parameters.off:
                continue
            breach = _breach(found)
            said = Said.of(rule, breach, parameters, of_figures(breach))
            words = [found["item_text"] or "", found["caption"] or ""]
            finding_id = ids.next(rule.name, "", words if found["item_text"] or found["caption"] else [])
            yield (found["document_path"], ids.document_id), said.row(ids.document_id, finding_id)
    except Exception as mistake:
        log.exception("rule %s broke down between documents", rule.name)
        yield from _failed(cursor, rule.name, mistake)


def _users(cursor: DuckDBPyConnection, rule: UserRule) -> Iterator[Found]:
    """As ``_built_in``, for a user's rule."""
    try:
        for ids, found in _rows(cursor, rule.query):
            yield (found["document_path"], ids.document_id), user_finding(rule, found, ids)
    except Exception as mistake:
        log.exception("rule %s broke down", rule.name)
        yield from _failed(cursor, rule.name, mistake)


def _rows(cursor: DuckDBPyConnection, query: str) -> Iterator[tuple[Identifiers, Mapping[str, Any]]]:
    """The rows of a query by the names of their columns, in the order of their documents, then of their
    places and of all that they say, each with what gives identifiers to the findings of its document. Places
    that the query does not give are null."""
    # By itself first, and kept before the first is looked at: each query half way through holds memory.
    _execute(cursor, f"CREATE OR REPLACE TEMP TABLE bare_rows AS SELECT * FROM ({query})")
    given = [column[0] for column in cursor.execute("SELECT * FROM bare_rows LIMIT 0").description]
    absent = [f'NULL AS "{name}"' for name in _PLACES if name not in given]
    order = [f'found."{name}"' for name in given if name not in ("evidence", *_PLACES)]
    placed = _PLACED.format(defaults=", ".join(absent) or "1 AS nothing", order=", ".join(order))
    names = [column[0] for column in cursor.execute(f"{placed} LIMIT 0").description]
    _execute(cursor, f"CREATE OR REPLACE TEMP TABLE found_rows AS {placed}")
    cursor.execute("DROP TABLE bare_rows")
    cursor.execute("SELECT * FROM found_rows")
    ids = Identifiers("")
    while some := cursor.fetchmany(AT_ONCE):
        for values in some:
            found = dict(zip(names, values, strict=True))
            found.pop("nothing", None)
            if found["document_id"] != ids.document_id:
                ids = Identifiers(found["document_id"])
            yield ids, found


def _execute(cursor: DuckDBPyConnection, query: str) -> None:
    """Executes a query. Not all that DuckDB holds can go to the disk (groups with texts, lists): a query that
    needs more memory than it may have gets twice as much, and the next one does not."""
    before = ""
    try:
        while True:
            try:
                cursor.execute(query)
                return
            except duckdb.OutOfMemoryException:
                ((limit,),) = cursor.execute("SELECT current_setting('memory_limit')").fetchall()
                number, unit = limit.split()
                mib = 2 * float(number) * _MIB[unit]
                if mib > MOST_MIB:
                    raise
                before = before or limit
                cursor.execute(f"SET memory_limit = '{mib:.0f}MiB'")
    finally:
        if before:
            cursor.execute(f"SET memory_limit = '{before}'")


def _breach(found: Mapping[str, Any]) -> Breach:
    facts = {key: _short(value) for key, value in found.items() if key not in _OF_BREACH}
    severity = found.get("severity")
    confidence = found.get("confidence")
    return Breach(
        _spot(found),
        expected=found.get("expected") or "",
        observed=found.get("observed") or "",
        difference=found.get("difference"),
        facts=facts,
        evidence=tuple(_spot(place) for place in found.get("evidence") or ()),
        confidence=1.0 if confidence is None else confidence,
        severity=Severity(severity) if severity else None,
        wording=found.get("wording") or "",
    )


def _spot(found: Mapping[str, Any]) -> Spot:
    return Spot(found["table_id"] or "", found["item_id"] or "", found["row"], found["column"], found["page"])


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= NAME_LENGTH else text[: NAME_LENGTH - 3].rstrip() + "…"


def _failed(cursor: DuckDBPyConnection, name: str, mistake: Exception) -> Iterator[Found]:
    first = cursor.execute(
        "SELECT path, document_id FROM documents ORDER BY path, document_id LIMIT 1"
    ).fetchone()
    if first is not None:
        path, document_id = first
        ids = Identifiers(document_id)
        yield (
            (path, document_id),
            Said.failed(name, mistake).row(document_id, ids.next("rule-failed", name, [])),
        )


@cache
def _sql(name: str) -> str:
    return (files("check.rules") / f"{name}.sql").read_text(encoding="utf-8")


@cache
def region_counts() -> dict[str, list[tuple[int, int]]]:
    """Country → since which year's plans it has how many regions."""
    return tomllib.loads((files("check") / "regions.toml").read_text(encoding="utf-8"))
