"""A part in the order of its dataset becomes what merging it gives, and only some of its rows are held."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from normalize.dataset import Rows
from normalize.schema import PARQUET_ONLY, TABLES, FindingRow
from pondera.writing import completing
from pondera.writing.arrow import arrow_table
from pondera.writing.completing import complete
from pondera.writing.found_between import Between
from pondera.writing.merging import merge

Make = Callable[..., Rows]
BOTH = ("csv", "parquet")


def digest(of: str) -> str:
    return hashlib.sha256(of.encode()).hexdigest()


def part(documents: Sequence[Rows], folder: Path) -> Path:
    """As a run keeps what it has read: by path, then by content."""
    folder.mkdir()
    key = lambda rows: (rows.documents[0].path, rows.documents[0].sha256)  # noqa: E731
    whole = Rows.of(sorted(documents, key=key))
    for table in TABLES:
        pq.write_table(arrow_table(table, getattr(whole, table)), folder / f"{table}.parquet")
    return folder


def copy_of(rows: Rows, path: str, number: int) -> Rows:
    first = rows.documents[0]
    identifier = f"{first.document_id}-{number}"
    return Rows(documents=(replace(first, document_id=identifier, path=path, duplicate_of=first.path),))


def missed(rows: Rows, path: str) -> Rows:
    identifier = digest("missed:" + path)[:16]
    document = replace(rows.documents[0], document_id=identifier, sha256="", path=path, status="failed")
    return Rows(documents=(document,))


def finding(
    rows: Rows, rule: str, document_id: str, item_id: str = "", **other: str
) -> tuple[str, FindingRow]:
    key = f"{document_id}-{rule}-{item_id}"
    made = replace(
        rows.findings[0], finding_id=key, fingerprint=key, document_id=document_id, item_id=item_id, rule=rule
    )
    return document_id, replace(made, **other)


@pytest.fixture
def documents(make_rows: Make) -> list[Rows]:
    """Ten documents, a copy, a file that nobody could open and another document at its path; a path that is
    there three times, and one document was read under another path."""
    made = [make_rows(f"{name}.docx", digest(name)) for name in "abcdefghij"]
    moved = make_rows("old.docx", digest("moved"))
    moved = replace(moved, documents=(replace(moved.documents[0], path="moved.docx"),))
    there = [make_rows("same.docx", digest(f"same {number}")) for number in range(3)]
    return [*made, moved, *there, copy_of(made[1], "k.docx", 2), missed(made[0], "c.docx")]


def assert_same(one: Path, other: Path) -> None:
    for table in TABLES:
        for name in [f"{table}.parquet"] + [f"{table}.csv"] * (table not in PARQUET_ONLY):
            assert (one / name).read_bytes() == (other / name).read_bytes(), name
    assert (one / "datapackage.json").read_bytes() == (other / "datapackage.json").read_bytes()
    assert not list(one.glob(".*")), "what was spilled is gone"


def between(documents: Sequence[Rows]) -> Between:
    """Findings on a first, a copied, a last document, and one that a waiver accepts."""
    ids = [rows.documents[0].document_id for rows in documents]
    item = documents[0].items[0].item_id
    found = [
        finding(documents[0], "new-rule", ids[0], item),
        finding(documents[0], "year-drift", ids[0], item),
        finding(documents[0], "new-rule", ids[-2]),
        finding(documents[0], "new-rule", ids[11]),
        finding(documents[0], "year-drift", ids[4]),
    ]
    paths = {rows.documents[0].document_id: rows.documents[0].path for rows in documents}

    def find(base: duckdb.DuckDBPyConnection) -> Iterator[FindingRow]:
        assert base.execute("SELECT count(*) FROM documents").fetchall() == [(len(documents),)]
        assert base.execute("SELECT count(*) FROM names").fetchall() == [(0,)]
        yield from (row for _, row in sorted(found, key=lambda one: (paths[one[0]], one[0])))

    return Between(find, frozenset({"new-rule", "year-drift"}))


@pytest.mark.parametrize("at_once", [1, 2, 3, 1000])
def test_it_is_what_merging_the_part_gives(
    documents: list[Rows], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(completing, "AT_ONCE", at_once)
    waived = documents[4]
    _, unused = finding(
        waived,
        "waiver-unused",
        waived.documents[0].document_id,
        observed=f"{waived.documents[0].document_id}-year-drift-",
        expected="known",
    )
    _, other = finding(waived, "waiver-unused", waived.documents[0].document_id, observed="no", expected="x")
    documents[4] = replace(waived, findings=(*waived.findings, unused, other))
    source = part(documents, tmp_path / "part")
    for name in ("merged", "completed"):
        (tmp_path / name).mkdir()
    said = merge([source], tmp_path / "merged", BOTH, between=between(documents))
    counts = complete(source, tmp_path / "completed", BOTH, between=between(documents))
    assert counts == said.between == {("new-rule", "error"): 3, ("year-drift", "error"): 2}
    assert_same(tmp_path / "completed", tmp_path / "merged")
    found = pq.read_table(tmp_path / "completed" / "findings.parquet")
    of_waived = [
        (rule, waived)
        for rule, waived, document in zip(
            *(found[name].to_pylist() for name in ("rule", "waived", "document_id")), strict=True
        )
        if document == documents[4].documents[0].document_id
    ]
    assert of_waived == [("weights-sum", ""), ("waiver-unused", ""), ("year-drift", "known")]
    activities = pq.read_table(tmp_path / "completed" / "activities.parquet")
    assert "moved.docx" in activities["path"].to_pylist()
    assert "old.docx" not in activities["path"].to_pylist()


def test_nothing_found_and_no_rows_at_all(make_rows: Make, tmp_path: Path) -> None:
    nothing = Between(lambda _: iter(()), frozenset())
    for name, rows in (("none", []), ("unread", [missed(make_rows("a.doc"), "a.doc")])):
        to = tmp_path / f"{name}-made"
        to.mkdir()
        assert not complete(part(rows, tmp_path / name), to, BOTH, between=nothing)
        assert pq.read_table(to / "documents.parquet").num_rows == len(rows)


def test_tables_that_no_format_holds_are_empty_for_rules(documents: list[Rows], tmp_path: Path) -> None:
    seen: list[int] = []

    def find(base: duckdb.DuckDBPyConnection) -> Iterator[FindingRow]:
        for table in ("cells", "items"):
            ((count,),) = base.execute(f"SELECT count(*) FROM {table}").fetchall()
            seen.append(count)
        return iter(())

    to = tmp_path / "to"
    to.mkdir()
    complete(part(documents, tmp_path / "part"), to, ("csv",), between=Between(find, frozenset()))
    assert seen[0] == 0 < seen[1]


def test_a_disk_that_spills_no_more_is_the_systems_error(documents: list[Rows], tmp_path: Path) -> None:
    def find(_: duckdb.DuckDBPyConnection) -> Iterator[FindingRow]:
        raise duckdb.IOException("No space left on device")

    to = tmp_path / "to"
    to.mkdir()
    with pytest.raises(OSError, match="No space left"):
        complete(part(documents, tmp_path / "part"), to, ("csv",), between=Between(find, frozenset()))
