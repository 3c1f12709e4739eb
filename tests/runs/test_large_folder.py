"""Ten thousand files in one folder."""

from __future__ import annotations

import csv
from contextlib import closing
from pathlib import Path

import pytest

from ingest.walk import Found, walk
from pondera.messages import Language
from pondera.runs.ledger import Ledger
from pondera.runs.options import Bounds, Options
from pondera.runs.running import run_collection

FILES = 10_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("many") / "in"
    made.mkdir()
    for number in range(FILES):
        (made / f"{number}.txt").touch()
    return made


def test_the_ledger_has_each_once_and_in_order(folder: Path, tmp_path: Path) -> None:
    def found() -> list[tuple[bytes, str, int, int, str]]:
        files = [file for file in walk([folder]) if isinstance(file, Found)]
        return [(str(file.path).encode(), file.name, 0, 1, "") for file in files]

    with closing(Ledger(tmp_path)) as ledger:
        assert ledger.find(found(), rehash=False) == FILES
        assert ledger.plan_looks() == FILES
        names = [task.name for task in ledger.planned()]
        assert names == sorted(f"{number}.txt" for number in range(FILES))
        for task in ledger.planned():
            ledger.seen(task.number, f"{task.number % 10:064}", 0, 1)
        assert ledger.find(found(), rehash=False) == FILES
        assert ledger.plan_looks() == 0
        assert ledger.plan_reading("key", Bounds()) == 10  # one of each content
        assert list(ledger.unseen()) == []


def test_a_run_loses_none_and_doubles_none(folder: Path, tmp_path: Path) -> None:
    options = Options(workers=0)
    summary = run_collection(
        [folder], tmp_path / "out", formats=["csv"], language=Language.EN, options=options
    )
    assert (summary.documents, summary.copies, summary.read) == (FILES, FILES - 1, 1)
    with (tmp_path / "out" / "documents.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["path"] for row in rows] == sorted(f"{number}.txt" for number in range(FILES))
    assert len({row["document_id"] for row in rows}) == FILES
    again = run_collection([folder], tmp_path / "out", formats=["csv"], language=Language.EN, options=options)
    assert (again.read, again.documents, again.published) == (0, FILES, False)
