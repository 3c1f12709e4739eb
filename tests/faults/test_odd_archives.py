"""Archives as they should not be: nothing is lost, nothing doubled, and the rest is read."""

from __future__ import annotations

import csv
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.problems import problem
from ingest.walk import Missed
from pondera.messages import Language
from pondera.pipeline import missed_document
from pondera.runs.options import Options
from pondera.runs.pool import read
from pondera.runs.running import run_collection
from pondera.runs.task import Answer, Seen, Task
from pondera.runs.work import Desk, now
from pondera.writing.names import STATE

PAGE = "| Actividad | Ponderación |\n|---|---|\n| Sembrar {0} | {0}% |\n"
HERE = Options(workers=0)


def documents(to: Path) -> list[dict[str, str]]:
    with (to / "documents.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in (b"a\xf1o.md", b"a\xf3o.md"):
        (tmp_path / "in" / os.fsdecode(name)).write_text(PAGE.format(name[1]), encoding="utf-8")
    run_collection([tmp_path / "in"], tmp_path / "out", formats=["csv"], language=Language.EN)
    assert [row["path"] for row in documents(tmp_path / "out")] == ["a\\xf1o.md", "a\\xf3o.md"]
    again = run_collection(
        [tmp_path / "in"], tmp_path / "out", formats=["csv"], language=Language.EN, options=HERE
    )
    assert again.read == 0


def test_a_folder_two_hundred_deep(tmp_path: Path) -> None:
    deepest = tmp_path / "in"
    for _ in range(200):
        deepest = deepest / "d"
    deepest.mkdir(parents=True)
    (deepest / "plan.md").write_text(PAGE.format(1), encoding="utf-8")
    summary = run_collection(
        [tmp_path / "in"], tmp_path / "out", formats=["csv"], language=Language.EN, options=HERE
    )
    assert (summary.documents, summary.statuses["failed"]) == (1, 0)


def test_a_file_that_disappears_before_it_is_read_has_a_row(tmp_path: Path) -> None:
    archive = tmp_path / "in"
    archive.mkdir()
    for number in range(3):
        (archive / f"{number}.md").write_text(PAGE.format(number) + " " * number, encoding="utf-8")

    def gone(desk: Desk, task: Task) -> Answer:
        if task.name == "1.md":
            (archive / "1.md").unlink()
        return read(desk, task)

    summary = run_collection(
        [archive], tmp_path / "out", formats=["csv"], language=Language.EN, options=HERE, job=gone
    )
    assert [row["status"] for row in documents(tmp_path / "out")].count("failed") == 1
    assert summary.documents == 3
    again = run_collection([archive], tmp_path / "out", formats=["csv"], language=Language.EN, options=HERE)
    assert (again.documents, again.read) == (2, 0)
    same_as_fresh(archive, tmp_path / "out", tmp_path)


def test_a_file_without_permission_has_a_row_and_is_tried_again(tmp_path: Path) -> None:
    archive = tmp_path / "in"
    archive.mkdir()
    (archive / "a.md").write_text(PAGE.format(1), encoding="utf-8")
    (archive / "b.md").write_text(PAGE.format(22), encoding="utf-8")
    refused = run_collection(
        [archive], tmp_path / "out", formats=["csv"], language=Language.EN, options=HERE, job=_refused
    )
    assert refused.statuses == {"ok": 1, "failed": 1}
    again = run_collection([archive], tmp_path / "out", formats=["csv"], language=Language.EN, options=HERE)
    assert (again.read, again.statuses) == (1, {"ok": 2})
    same_as_fresh(archive, tmp_path / "out", tmp_path)


def _refused(desk: Desk, task: Task) -> Answer:
    """Reads; a.md as the system has it read to somebody without permission (the superuser always has it)."""
    if task.name != "a.md":
        return read(desk, task)
    missed = Missed(task.name, Path(os.fsdecode(task.location)), problem("no_permission"))
    return desk.keep(task, missed_document(missed, Language.EN), Seen(), began=now())


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one MiB; the test is skipped where one cannot be made."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True)
    if made.returncode:
        pytest.skip("no small disk can be made here: " + made.stderr.decode().strip())
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize(
    ("formats", "taken"),
    [(["csv"], 900_000), (["csv", "duckdb"], 500_000), (["csv", "duckdb"], 0)],
    ids=["while reading", "while rows are committed", "while the database is made whole"],
)
def test_a_disk_that_fills_ends_the_run_and_loses_nothing(
    small_disk: Path, tmp_path: Path, formats: list[str], taken: int
) -> None:
    archive = tmp_path / "in"
    archive.mkdir()
    for number in range(6):
        (archive / f"{number}.md").write_text(PAGE.format(number), encoding="utf-8")
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(taken))
    with pytest.raises(OSError):
        run_collection([archive], small_disk / "out", formats=formats, language=Language.EN, options=HERE)
    assert {path.name for path in (small_disk / "out").iterdir()} <= {STATE}
    subprocess.run(["mount", "-o", "remount,size=40m", str(small_disk)], check=True)
    summary = run_collection(
        [archive], small_disk / "out", formats=["csv"], language=Language.EN, options=HERE
    )
    assert summary.documents == 6
    same_as_fresh(archive, small_disk / "out", tmp_path)


def same_as_fresh(archive: Path, to: Path, tmp_path: Path) -> None:
    """Nothing lost, nothing doubled, the same bytes as a run that nothing befell."""
    run_collection([archive], tmp_path / "fresh", formats=["csv"], language=Language.EN, options=HERE)
    found, fresh = (
        {path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))}
        for folder in (to, tmp_path / "fresh")
    )
    assert found == fresh
