"""A run as a whole: what it writes, the same bytes every time, what it refuses."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from frictionless import validate

import extract
from normalize.schema import TABLES
from pondera.messages import Language
from pondera.runs.options import MEMORY_MIB, Bounds, Options
from pondera.runs.running import NothingToRead, run_collection
from pondera.writing.names import OWN_FILES, STATE
from pondera.writing.publishing import Strangers

UNASKED = {"cells.csv", "passages.csv", "dataset.xlsx"}
"""Files that a run writes only when it is asked to, or never."""


@pytest.fixture
def archive(tmp_path: Path, samples: Path) -> Path:
    """Two plans, and a file that is none."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for name in ("programa-trabajo-2021.docx", "evaluacion-2021.docx"):
        shutil.copy(samples / name, folder)
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 and nothing more")
    return folder


def same_dataset(first: Path, second: Path) -> None:
    for file in sorted(first.glob("*.csv")):
        assert file.read_bytes() == (second / file.name).read_bytes(), file.name
    for table in TABLES:
        one, two = (pq.read_table(folder / f"{table}.parquet") for folder in (first, second))
        assert one.equals(two, check_metadata=True), table
    assert (first / "datapackage.json").read_bytes() == (second / "datapackage.json").read_bytes()


def test_a_run_writes_every_file_of_a_dataset(archive: Path, tmp_path: Path) -> None:
    to = tmp_path / "out"
    summary = run_collection([archive], to, language=Language.ES, options=Options(report=True))
    assert {file.name for file in to.iterdir()} == {*OWN_FILES, STATE} - UNASKED
    assert summary.documents == 3
    assert summary.statuses == {"ok": 2, "failed": 1}
    assert summary.tables == 2
    assert summary.items > 10
    assert summary.figures > 20
    assert [failure["path"] for failure in summary.failures] == ["broken.docx"]
    assert summary.failures[0]["status_detail"]


def test_its_own_tool_accepts_what_a_run_writes(archive: Path, tmp_path: Path) -> None:
    run_collection([archive], tmp_path / "out", language=Language.ES)
    report = validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])


def test_its_own_tool_accepts_copies_and_files_that_nobody_saw(archive: Path, tmp_path: Path) -> None:
    shutil.copy(archive / "broken.docx", archive / "copy.docx")
    (archive / "link.docx").symlink_to(archive / "nowhere.docx")
    run_collection([archive], tmp_path / "out", formats=["csv"], language=Language.ES)
    report = validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])


def test_same_input_same_bytes_in_any_order(archive: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()
    for file in sorted(archive.iterdir(), reverse=True):  # made in another order, with other times
        shutil.copyfile(file, again / file.name)
        os.utime(again / file.name, (1, 1))
    run_collection([archive], tmp_path / "first", language=Language.ES)
    run_collection([again], tmp_path / "second", language=Language.ES)
    same_dataset(tmp_path / "first", tmp_path / "second")


def test_same_bytes_in_any_order_of_arguments(archive: Path, tmp_path: Path) -> None:
    files = sorted(archive.iterdir())
    run_collection(files, tmp_path / "first", language=Language.ES)
    run_collection([*reversed(files), files[0]], tmp_path / "second", language=Language.ES)
    same_dataset(tmp_path / "first", tmp_path / "second")


def test_the_same_run_again_gives_the_same_and_does_not_read_itself(archive: Path, tmp_path: Path) -> None:
    to = archive / "out"
    run_collection([archive], to, language=Language.ES)
    shutil.copytree(to, tmp_path / "first")
    run_collection([archive], to, language=Language.ES)
    same_dataset(tmp_path / "first", to)


def test_the_language_is_the_one_asked_for(archive: Path, tmp_path: Path) -> None:
    texts = set()
    for language in Language:
        run_collection([archive], tmp_path / language, formats=["csv"], language=language)
        texts.add((tmp_path / language / "documents.csv").read_text(encoding="utf-8"))
    assert len(texts) == 2


@pytest.mark.parametrize("formats", [["csv"], ["parquet"], ["duckdb"], ["parquet", "csv"]])
def test_only_the_formats_asked_for_are_written(archive: Path, tmp_path: Path, formats: list[str]) -> None:
    to = tmp_path / "out"
    run_collection([archive], to, formats=formats, language=Language.ES)
    endings = {file.suffix[1:] for file in to.iterdir() if file.name != STATE}
    assert endings == {*formats, "json", "jsonl"}


def test_what_changes_from_run_to_run_is_in_run_json(archive: Path, tmp_path: Path) -> None:
    options = Options(workers=1, bounds=Bounds(timeout=60))
    run_collection([archive], tmp_path / "out", formats=["csv"], language=Language.EN, options=options)
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert record["options"] == {
        "paths": [str(archive)],
        "to": str(tmp_path / "out"),
        "format": ["csv"],
        "lang": "en",
        "vocabulary": 0,
        "institutions": 0,
        "pdf_reader": "pdfium",
        "rules": [],
        "workers": 1,
        "timeout": 60,
        "memory": MEMORY_MIB,
    }
    assert record["counts"]["documents"] == 3
    assert record["counts"]["statuses"] == {"failed": 1, "ok": 2}
    assert record["timings"]["seconds"] >= record["timings"]["reading_seconds"] > 0
    assert len(record["timings"]["slowest"]) == 3
    assert record["failures"][0]["path"] == "broken.docx"
    assert record["pondera"]
    assert record["started"].endswith("+00:00")


def test_a_breakdown_on_one_document_does_not_stop_the_run(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    understand = extract.understand

    def breaks_on_one(document: object, *rest: object, **named: object) -> object:
        if document.source.path.startswith("evaluacion"):  # type: ignore[attr-defined]
            raise ZeroDivisionError
        return understand(document, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(extract, "understand", breaks_on_one)
    summary = run_collection(
        [archive], tmp_path / "out", formats=["csv"], language=Language.EN, options=Options(workers=0)
    )
    assert summary.documents == 3
    faults = {failure["path"]: failure.get("fault") for failure in summary.failures}
    assert faults == {"broken.docx": None, "evaluacion-2021.docx": "ZeroDivisionError"}
    assert summary.items > 5


def test_the_watcher_hears_of_every_document(archive: Path, tmp_path: Path) -> None:
    class Ear:
        def __init__(self) -> None:
            self.heard: list[str | int] = []

        def started(self, documents: int) -> None:
            self.heard.append(documents)

        def finished(self, path: str, status: str, detail: str) -> None:
            self.heard.append(path)
            assert (status == "ok") == (detail == "")

    ear = Ear()
    run_collection(
        [archive],
        tmp_path / "out",
        formats=["csv"],
        language=Language.ES,
        watcher=ear,
        options=Options(workers=1),
    )
    assert ear.heard == [3, "broken.docx", "evaluacion-2021.docx", "programa-trabajo-2021.docx"]


def test_nothing_to_read_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToRead):
        run_collection([tmp_path / "empty"], tmp_path / "out", language=Language.ES)
    assert not (tmp_path / "out").exists()


def test_a_path_that_does_not_exist_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        run_collection([tmp_path / "nothing"], tmp_path / "out", language=Language.ES)
    assert not (tmp_path / "out").exists()


def test_the_folder_that_is_read_is_not_written_to(archive: Path) -> None:
    before = sorted(archive.iterdir())
    with pytest.raises(ValueError, match="folder that is read"):
        run_collection([archive], archive, language=Language.ES)
    assert sorted(archive.iterdir()) == before


def test_an_unknown_format_is_refused(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="sav"):
        run_collection([archive], tmp_path / "out", formats=["csv", "sav"], language=Language.ES)


def test_strangers_in_the_target_are_found_before_anything_is_read(archive: Path, tmp_path: Path) -> None:
    to = tmp_path / "out"
    to.mkdir()
    (to / "items.csv").write_text("mine")
    with pytest.raises(Strangers):
        run_collection([archive], to, language=Language.ES)
    assert (to / "items.csv").read_text() == "mine"
