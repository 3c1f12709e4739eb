"""``pondera run --quarantine``: the list of what could not be read, and copies of it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

PAGE = "# Plan\n\n| Actividad | Ponderación |\n|---|---|\n| Sembrar | 5% |\n"
BROKEN = b"PK\x03\x04 and nothing more"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "plan.md").write_text(PAGE, encoding="utf-8")
    (folder / "broken.docx").write_bytes(BROKEN)
    (folder / "copy.docx").write_bytes(BROKEN)
    (folder / "empty.md").touch()
    (folder / "lost.md").symlink_to(folder / "nowhere.md")
    return folder


def listed(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "quarantine.csv").open(encoding="utf-8", newline="") as file:
        return {row["path"]: row for row in csv.DictReader(file)}


def run(program, archive: Path, tmp_path: Path, *more: object) -> None:
    options = ("--format", "csv", "--workers", "0", "--no-report", "--quiet", "--lang", "en")
    done = program(
        "run", archive, "--to", tmp_path / "out", "--quarantine", tmp_path / "aside", *options, *more
    )
    assert (done.code, done.err) == (0, "")


def test_a_list_with_reasons_and_nothing_else(program, archive: Path, tmp_path: Path) -> None:
    run(program, archive, tmp_path)
    assert [path.name for path in (tmp_path / "aside").iterdir()] == ["quarantine.csv"]
    found = listed(tmp_path / "aside")
    assert sorted(found) == ["broken.docx", "copy.docx", "empty.md", "lost.md"]
    with (tmp_path / "out" / "documents.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["path"]: row for row in csv.DictReader(file)}
    for path, row in found.items():
        assert row["status_detail"] == rows[path]["status_detail"] != ""
        assert (row["sha256"], row["original"]) == (rows[path]["sha256"], str(archive / path))
        assert row["copy"] == ""
    lines = (tmp_path / "out" / "events.jsonl").read_text(encoding="utf-8").splitlines()
    told = [
        event["linkingObjectIdentifier"]["path"]
        for event in map(json.loads, lines)
        if event["eventType"] == "quarantine"
    ]
    assert sorted(told) == sorted(found)


def test_copies_once_each_and_originals_stay(program, archive: Path, tmp_path: Path) -> None:
    run(program, archive, tmp_path, "--quarantine-copies")
    found = listed(tmp_path / "aside")
    copied = {path: row["copy"] for path, row in found.items() if row["copy"]}
    assert sorted(copied) == ["broken.docx", "empty.md"]
    for path, copy in copied.items():
        assert (tmp_path / "aside" / copy).read_bytes() == (archive / path).read_bytes()
    assert sum(path.is_file() for path in (tmp_path / "aside").rglob("*")) == 3
    assert (archive / "broken.docx").read_bytes() == BROKEN


def test_what_was_put_right_leaves_the_list(program, archive: Path, tmp_path: Path) -> None:
    run(program, archive, tmp_path)
    (archive / "empty.md").write_text(PAGE.replace("5%", "6%"), encoding="utf-8")
    run(program, archive, tmp_path)
    assert sorted(listed(tmp_path / "aside")) == ["broken.docx", "copy.docx", "lost.md"]


def test_a_list_that_was_thrown_away_is_written_again(program, archive: Path, tmp_path: Path) -> None:
    run(program, archive, tmp_path)
    (tmp_path / "aside" / "quarantine.csv").unlink()
    run(program, archive, tmp_path)
    assert len(listed(tmp_path / "aside")) == 4
