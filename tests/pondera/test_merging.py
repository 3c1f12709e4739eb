"""Parts of a collection become the dataset that one run over all of it would give."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import pondera
from normalize.dataset import Rows
from normalize.names import named
from normalize.schema import PARQUET_ONLY, TABLES, FindingRow
from pondera.between_documents import between
from pondera.settings import NOTHING_SET
from pondera.writing import arrow, merging
from pondera.writing.datapackage import write_datapackage
from pondera.writing.files import DatasetFiles, write_fragment
from pondera.writing.found_between import Between
from pondera.writing.merging import Unread, merge
from pondera.writing.parts import NoCells, NoDataset, OtherColumns

Make = Callable[..., Rows]
BOTH = ("csv", "parquet")


def digest(of: str) -> str:
    return hashlib.sha256(of.encode()).hexdigest()


def unread(rows: Rows) -> Rows:
    """The same document where nothing could be read of it."""
    return Rows(documents=(replace(rows.documents[0], status="failed", status_detail="time"),))


def missed(rows: Rows, path: str) -> Rows:
    """A file that could not be opened."""
    return Rows(
        documents=(
            replace(
                rows.documents[0],
                document_id=digest("missed:" + path)[:16],
                sha256="",
                path=path,
                status="failed",
            ),
        )
    )


def copy_of(rows: Rows, path: str, number: int = 2) -> Rows:
    first = rows.documents[0]
    return Rows(
        documents=(
            replace(first, document_id=f"{first.document_id}-{number}", path=path, duplicate_of=first.path),
        )
    )


def dataset(rows: Iterable[Rows], folder: Path, formats: tuple[str, ...] = BOTH) -> Path:
    folder.mkdir(parents=True)
    files = DatasetFiles(folder, formats)
    files.write(named(Rows.of(rows)))
    files.close()
    write_datapackage(folder, formats, "0.1.0")
    return folder


def fragment(rows: Iterable[Rows], folder: Path, stem: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    write_fragment(rows, folder, stem)
    return folder


def merged(parts: list[Path], folder: Path, **options: object) -> Path:
    folder.mkdir()
    merge(parts, folder, BOTH, **options)  # type: ignore[arg-type]
    return folder


def assert_same(one: Path, other: Path) -> None:
    for table in TABLES:
        names = [f"{table}.parquet"] + [f"{table}.csv"] * (table not in PARQUET_ONLY)
        for name in names:
            assert (one / name).read_bytes() == (other / name).read_bytes(), name
    assert not list(one.glob(".*")), "what was spilled is gone"


def paths(folder: Path) -> list[str]:
    found: list[str] = pq.read_table(folder / "documents.parquet")["path"].to_pylist()
    return found


def test_fragments_in_any_order_make_what_one_run_writes(
    make_rows: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrow, "BATCH_ROWS", 7)
    monkeypatch.setattr(merging, "BATCH_ROWS", 5)
    documents = [make_rows(f"{name}.docx", digest(name)) for name in "abcdefghij"]
    whole = dataset(documents, tmp_path / "whole")
    shuffled = documents[:]
    random.Random(4).shuffle(shuffled)
    for number in range(5):
        fragment(shuffled[2 * number : 2 * number + 2], tmp_path / "parts", f"{9 - number:03}")
    assert_same(merged([tmp_path / "parts"], tmp_path / "merged"), whole)


def test_two_datasets_make_what_one_run_over_both_writes(make_rows: Make, tmp_path: Path) -> None:
    first, second, third = (make_rows(path, digest(path)) for path in ("a.doc", "b/z.doc", "c.doc"))
    one = dataset([first, third], tmp_path / "one")
    other = dataset([second], tmp_path / "other")
    assert_same(
        merged([one, other], tmp_path / "merged"), dataset([first, second, third], tmp_path / "whole")
    )


def test_bytes_in_both_count_once_and_the_later_reading_is_taken(make_rows: Make, tmp_path: Path) -> None:
    old, new = make_rows("a.doc"), make_rows("a.doc")
    new = replace(new, items=tuple(replace(item, text="as read later") for item in new.items))
    (tmp_path / "merged").mkdir()
    parts = [dataset([old], tmp_path / "old"), dataset([new], tmp_path / "new")]
    said = merge(parts, tmp_path / "merged", BOTH)
    assert (said.documents, said.read_twice, said.dropped, said.same_path) == (1, 1, 1, ())
    assert_same(tmp_path / "merged", dataset([new], tmp_path / "whole"))


def test_a_reading_that_worked_outlives_a_later_one_that_did_not(make_rows: Make, tmp_path: Path) -> None:
    good = make_rows("a.doc")
    parts = [dataset([good], tmp_path / "good"), dataset([unread(good)], tmp_path / "failed")]
    assert_same(merged(parts, tmp_path / "merged"), tmp_path / "good")
    assert_same(merged(parts[::-1], tmp_path / "turned"), tmp_path / "good")


def test_the_same_bytes_under_other_paths_are_copies_of_the_first_by_path(
    make_rows: Make, tmp_path: Path
) -> None:
    at_b = [make_rows("b.doc"), copy_of(make_rows("b.doc"), "d.doc")]
    at_a = [make_rows("a.doc"), copy_of(make_rows("a.doc"), "c.doc")]
    parts = [dataset(at_b, tmp_path / "one"), dataset(at_a, tmp_path / "other")]
    first = make_rows("a.doc")
    whole = [
        first,
        *(copy_of(first, path, number) for number, path in enumerate(("b.doc", "c.doc", "d.doc"), 2)),
    ]
    assert_same(merged(parts, tmp_path / "merged"), dataset(whole, tmp_path / "whole"))
    assert_same(merged(parts[::-1], tmp_path / "turned"), tmp_path / "whole")
    (tmp_path / "said").mkdir()
    assert merge(parts, tmp_path / "said", BOTH).copies == 3


def test_one_path_with_other_bytes_stays_twice_and_is_told(make_rows: Make, tmp_path: Path) -> None:
    one, other = make_rows("plan.doc", digest("1")), make_rows("plan.doc", digest("2"))
    parts = [dataset([one], tmp_path / "2019"), dataset([other], tmp_path / "2020")]
    (tmp_path / "merged").mkdir()
    said = merge(parts, tmp_path / "merged", BOTH)
    assert (said.documents, said.same_path) == (2, ("plan.doc",))


def test_a_file_that_could_not_be_opened_gives_way_to_a_later_reading_of_its_path(
    make_rows: Make, tmp_path: Path
) -> None:
    good = make_rows("a.doc")
    parts = [dataset([missed(good, "a.doc")], tmp_path / "one"), dataset([good], tmp_path / "other")]
    assert_same(merged(parts, tmp_path / "merged"), tmp_path / "other")
    assert paths(merged(parts[::-1], tmp_path / "turned")) == ["a.doc", "a.doc"], "it may be another file"
    twice = [dataset([missed(good, "a.doc")], tmp_path / "again"), parts[0]]
    assert paths(merged(twice, tmp_path / "missed")) == ["a.doc"]


def test_only_the_files_that_are_there_are_kept_and_renamed_ones_are_known(
    make_rows: Make, tmp_path: Path
) -> None:
    kept, gone = make_rows("a.doc", digest("a")), make_rows("b.doc", digest("b"))
    part = fragment([kept, gone, missed(gone, "x.doc")], tmp_path / "parts")
    there = pa.table({"path": ["new/a.doc", "old/a.doc", "x.doc"], "sha256": [digest("a")] * 2 + [""]})
    result = merged([part], tmp_path / "merged", files=there)
    renamed = make_rows("new/a.doc", digest("a"))
    whole = [renamed, copy_of(renamed, "old/a.doc"), missed(gone, "x.doc")]
    assert_same(result, dataset(whole, tmp_path / "whole"))


def test_files_that_nobody_read_are_refused(make_rows: Make, tmp_path: Path) -> None:
    part = fragment([make_rows("a.doc")], tmp_path / "parts")
    there = pa.table({"path": ["b.doc"], "sha256": [digest("b")]})
    with pytest.raises(Unread, match=r"b\.doc"):
        merged([part], tmp_path / "merged", files=there)


@pytest.mark.parametrize("formats", [("duckdb",), ("csv", "duckdb"), ("parquet",)])
def test_a_dataset_in_other_formats_is_a_part_as_well(
    make_rows: Make, tmp_path: Path, formats: tuple[str, ...]
) -> None:
    documents = [make_rows("a.doc", digest("a")), make_rows("b.doc", digest("b"))]
    part = dataset(documents, tmp_path / "part [1]*", formats)  # a name with signs of patterns
    assert_same(merged([part], tmp_path / "merged"), dataset(documents, tmp_path / "whole"))


def test_csv_alone_has_no_cells_and_that_is_said(make_rows: Make, tmp_path: Path) -> None:
    documents = [make_rows("a.doc", digest("a")), make_rows("b.doc", digest("b"))]
    part = dataset(documents, tmp_path / "part", ("csv",))
    with pytest.raises(NoCells):
        merged([part], tmp_path / "merged")
    to = tmp_path / "csv"
    to.mkdir()
    merge([part], to, ("csv",))
    for file in part.glob("*.csv"):
        assert (to / file.name).read_bytes() == file.read_bytes()


def test_a_folder_without_a_dataset_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoDataset):
        merged([tmp_path / "empty"], tmp_path / "merged")


def test_a_dataset_of_an_older_version_is_filled_up_or_refused(make_rows: Make, tmp_path: Path) -> None:
    part = dataset([make_rows("a.doc")], tmp_path / "part", ("parquet",))
    items = pq.read_table(part / "items.parquet")
    pq.write_table(items.drop_columns(["starts", "column"]), part / "items.parquet")
    result = pq.read_table(merged([part], tmp_path / "merged") / "items.parquet")
    assert result["starts"].to_pylist() == ["", ""]
    assert result["column"].to_pylist() == [None, None]
    newer = dataset([make_rows("b.doc", digest("b"))], tmp_path / "newer", ("parquet",))
    both = pq.read_table(merged([part, newer], tmp_path / "both") / "items.parquet")
    assert both["starts"].to_pylist() == [""] * 4
    pq.write_table(items.drop_columns(["level"]), part / "items.parquet")
    with pytest.raises(OtherColumns, match=r"items\.level"):
        merged([part], tmp_path / "again")


@pytest.mark.parametrize("formats", [("parquet",), ("duckdb",), ("csv",)])
def test_a_dataset_that_lacks_a_table_is_refused_and_one_without_names_is_not(
    make_rows: Make, tmp_path: Path, formats: tuple[str, ...]
) -> None:
    part = dataset([make_rows("a.doc")], tmp_path / "part", formats)
    for table in ("names", "totals"):
        if formats == ("duckdb",):
            with duckdb.connect(str(part / "dataset.duckdb")) as base:
                base.execute(f"DROP TABLE {table}")
        else:
            (part / f"{table}.{formats[0]}").unlink()
        to = tmp_path / table
        to.mkdir()
        if table == "names":
            merge([part], to, ("csv",))
            assert (to / "names.csv").is_file()
        else:
            with pytest.raises(OtherColumns, match="totals"):
                merge([part], to, ("csv",))


def test_the_merged_database_answers(make_rows: Make, tmp_path: Path) -> None:
    parts = [dataset([make_rows(f"{name}.doc", digest(name))], tmp_path / name) for name in "ab"]
    to = tmp_path / "merged"
    to.mkdir()
    merge(parts, to, ("duckdb",))
    with duckdb.connect(str(to / "dataset.duckdb"), read_only=True) as base:
        assert base.execute("SELECT findings FROM findings_by_rule").fetchall() == [(2,)]


def found_of(rows: Rows, rule: str, document_id: str, item_id: str = "") -> FindingRow:
    finding_id = f"{document_id}-{rule}"
    return replace(
        rows.findings[0], finding_id=finding_id, document_id=document_id, item_id=item_id, rule=rule
    )


def test_findings_between_documents_are_made_anew_and_stand_behind_those_of_their_document(
    make_rows: Make, tmp_path: Path
) -> None:
    one, other = make_rows("a.doc", digest("a")), make_rows("b.doc", digest("b"))
    document_id, item = one.documents[0].document_id, one.items[0].item_id
    outdated = found_of(one, "year-drift", document_id)
    parts = [
        dataset([replace(one, findings=(*one.findings, outdated))], tmp_path / "one"),
        dataset([other, copy_of(other, "c.doc")], tmp_path / "other"),
    ]
    copy_id = f"{other.documents[0].document_id}-2"
    new = [found_of(one, "new-rule", copy_id), found_of(one, "year-drift", document_id, item)]
    seen: dict[str, int] = {}

    def find(base: duckdb.DuckDBPyConnection) -> Iterator[FindingRow]:
        for table in TABLES:
            ((seen[table],),) = base.execute(f'SELECT count(*) FROM "{table}"').fetchall()
        yield from new

    to = tmp_path / "merged"
    to.mkdir()
    rules = frozenset({"year-drift", "new-rule"})
    said = merge(parts, to, BOTH, between=Between(find, rules))
    assert said.between == {("year-drift", "error"): 1, ("new-rule", "error"): 1}
    found = pq.read_table(to / "findings.parquet")
    assert list(zip(found["document_id"].to_pylist(), found["rule"].to_pylist(), strict=True)) == [
        (document_id, "weights-sum"),
        (document_id, "year-drift"),
        (other.documents[0].document_id, "weights-sum"),
        (copy_id, "new-rule"),
    ]
    counts = pq.read_table(to / "activities.parquet")["findings"].to_pylist()
    assert counts == [1, 1, 0, 1], "the first activity has one more than in its own document"
    assert (seen["documents"], seen["findings"], seen["items"], seen["names"]) == (3, 2, 4, 0)


def test_merging_two_runs_is_running_over_both_findings_between_documents_included(tmp_path: Path) -> None:
    row = "| {} | Informe | {}% |"
    for year, weights in (("2019", (50, 30, 20)), ("2020", (20, 60, 20))):
        folder = tmp_path / "in" / year
        folder.mkdir(parents=True)
        head = [f"# Programa de Trabajo {year}", "", "Instituto de Previsión Social. Región de Coquimbo", ""]
        table = ["| Actividad | Medio de verificación | Ponderación (%) |", "|---|---|---|"]
        texts = ("Publicar el boletín trimestral", "Capacitar a los encargados", "Revisar los convenios")
        lines = [*head, *table, *(row.format(*pair) for pair in zip(texts, weights, strict=True))]
        (folder / f"{year}.md").write_text("\n".join(lines), encoding="utf-8")
    pondera.run(tmp_path / "in", to=tmp_path / "both", formats=BOTH)
    for year in ("2019", "2020"):
        pondera.run(tmp_path / "in" / year, to=tmp_path / year, formats=BOTH)
    to = tmp_path / "merged"
    to.mkdir()
    merge([tmp_path / "2020", tmp_path / "2019"], to, BOTH, between=between(NOTHING_SET))
    found, wanted = (pq.read_table(folder / "findings.parquet") for folder in (to, tmp_path / "both"))
    assert "year-drift" in wanted["rule"].to_pylist()
    for column in wanted.schema.names:
        assert found[column].to_pylist() == wanted[column].to_pylist(), column
