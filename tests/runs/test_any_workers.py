"""The dataset does not tell how many workers read it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from normalize.schema import TABLES
from pondera.messages import Language
from pondera.runs.options import Options
from pondera.runs.running import run_collection


@pytest.fixture(scope="module")
def archive(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents that take unlike times to read, so that workers finish them out of order."""
    folder = tmp_path_factory.mktemp("workers") / "in"
    (folder / "sub").mkdir(parents=True)
    for name in ("plan-anual-2023.docx", "programa-trabajo-2021.docx"):
        shutil.copy(samples / name, folder)
        shutil.copy(samples / name, folder / "sub")  # copies: read once
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 and nothing more")
    for number in range(60):  # so many that workers get several at a time
        page = f"# Plan {number}\n\n| Actividad | Ponderación |\n|---|---|\n| Sembrar | {number}% |\n"
        (folder / f"{number}.md").write_text(page, encoding="utf-8")
    return folder


def dataset(archive: Path, to: Path, workers: int) -> dict[str, bytes]:
    options = Options(workers=workers)
    run_collection([archive], to, formats=["csv", "parquet"], language=Language.EN, options=options)
    return {path.name: path.read_bytes() for path in sorted(to.iterdir()) if path.is_file()}


def test_csv_parquet_and_descriptor_are_the_same_bytes_for_0_1_and_3(archive: Path, tmp_path: Path) -> None:
    alone, one, three = (dataset(archive, tmp_path / str(workers), workers) for workers in (0, 1, 3))
    compared = {name for name in alone if not name.endswith(("jsonl", "run.json"))}
    assert "datapackage.json" in compared
    assert {f"{table}.parquet" for table in TABLES} <= compared
    assert sum(name.endswith(".csv") for name in compared) > 5
    assert alone["documents.csv"].count(b"\r\n") == 1 + 65
    for name in sorted(compared):
        assert alone[name] == one[name] == three[name], name
