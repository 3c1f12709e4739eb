"""``pondera merge`` at the terminal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import pondera


@pytest.fixture(scope="module")
def runs(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders ``one``, ``other`` and ``both``: runs over a document, another, and both."""
    home = tmp_path_factory.mktemp("merge")
    names = ("plan-anual-2023.docx", "programa-trabajo-2021.docx")
    for folder, some in (("one", names[:1]), ("other", names[1:]), ("both", names)):
        (home / "in" / folder).mkdir(parents=True)
        for name in some:
            shutil.copy(samples / name, home / "in" / folder)
        pondera.run(home / "in" / folder, to=home / folder, formats=["csv", "parquet"])
    return home


def same_tables(one: Path, other: Path) -> None:
    for file in sorted(other.glob("*.csv")) + sorted(other.glob("*.parquet")):
        assert (one / file.name).read_bytes() == file.read_bytes(), file.name


def test_two_datasets_become_what_one_run_gives(program, runs: Path, tmp_path: Path) -> None:
    to = tmp_path / "out"
    done = program("merge", runs / "one", runs / "other", "--to", to, "--format", "csv,parquet")
    assert done.code == 0
    assert "Documentos: 2" in done.out
    same_tables(to, runs / "both")
    again = program("merge", to, runs / "one", "--to", to, "--format", "csv,parquet")
    assert "Leídos en varios conjuntos: 1" in again.out
    same_tables(to, runs / "both")


def test_a_run_into_a_merged_dataset_adds_to_all_of_it(program, runs: Path, tmp_path: Path) -> None:
    to = tmp_path / "out"
    pondera.run(runs / "in" / "one", to=to, formats=["csv", "parquet"])
    assert program("merge", to, runs / "other", "--to", to, "--quiet").out == ""
    pondera.run(runs / "in" / "one", to=to, formats=["csv", "parquet"])
    assert pq.read_table(to / "documents.parquet").num_rows == 2
    same_tables(to, runs / "both")


def test_what_is_no_dataset_gives_3(program, runs: Path, tmp_path: Path) -> None:
    done = program("merge", runs / "one", tmp_path, "--to", tmp_path / "out")
    assert done.code == 3
    assert "no tiene un conjunto de datos" in done.err
    assert not (tmp_path / "out").exists()


def test_what_is_not_there_gives_3(program, runs: Path, tmp_path: Path) -> None:
    assert program("merge", runs / "one", tmp_path / "no", "--to", tmp_path / "out").code == 3


def test_an_unknown_format_gives_2(program, runs: Path, tmp_path: Path) -> None:
    assert program("merge", runs / "one", "--to", tmp_path / "out", "--format", "ods").code == 2


def test_csv_alone_cannot_become_parquet(program, runs: Path, tmp_path: Path) -> None:
    pondera.merge(runs / "one", to=tmp_path / "csv", formats=["csv"])
    done = program("merge", tmp_path / "csv", "--to", tmp_path / "out")
    assert done.code == 2
    assert "solo como CSV" in done.err
    assert program("merge", tmp_path / "csv", "--to", tmp_path / "out", "--format", "csv").code == 0


def test_a_target_with_files_of_somebody_else_gives_2(program, runs: Path, tmp_path: Path) -> None:
    (tmp_path / "items.csv").write_text("mine")
    done = program("merge", runs / "one", "--to", tmp_path)
    assert done.code == 2
    assert (tmp_path / "items.csv").read_text() == "mine"
