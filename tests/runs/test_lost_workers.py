"""Documents that a worker is lost over: each costs itself alone, and its row says what happened."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pondera.messages import Language, say
from pondera.runs.options import Bounds, Options
from pondera.runs.running import run_collection
from pondera.runs.summary import Summary

FAULTY = '''
"""A worker's job that goes wrong as a file's name says."""
import ctypes, os, signal
from pondera.runs.pool import read as sound

def read(desk, task):
    name = os.path.basename(os.fsdecode(task.location))
    if name.startswith("hang"):
        while True:
            pass
    if name.startswith("crash"):
        ctypes.string_at(0)
    if name.startswith("leave0"):
        os._exit(0)
    if name.startswith("leave3"):
        os._exit(3)
    if name.startswith("kill"):
        os.kill(os.getpid(), signal.SIGKILL)
    if name.startswith("swell"):
        held = []
        while True:
            held.append(bytearray(16 << 20))
    if name.startswith("once") and task.attempt == 1:
        os._exit(9)
    return sound(desk, task)
'''
ENDS = {
    "hang.docx": ("timeout", "4"),
    "crash.docx": ("crashed", "SIGSEGV"),
    "kill.docx": ("killed", "SIGKILL"),
    "leave0.docx": ("exited", "0"),
    "leave3.docx": ("exited", "3"),
    "swell.docx": ("memory", "300"),
}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a module whose job goes wrong; workers find it by this process's path."""
    folder = tmp_path_factory.mktemp("faulty")
    (folder / "faulty_job.py").write_text(FAULTY)
    sys.path.insert(0, str(folder))
    try:
        yield folder
    finally:
        sys.path.remove(str(folder))


@pytest.fixture(scope="module")
def run(faulty: Path, samples: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Summary, Path]:
    """What comes of sound documents among such that cost a worker each."""
    assert (faulty / "faulty_job.py").exists()
    import faulty_job  # type: ignore[import-not-found]

    folder = tmp_path_factory.mktemp("archive")
    plan = (samples / "programa-trabajo-2021.docx").read_bytes()
    for number, name in enumerate([*ENDS, "once.docx", "sound.docx", "zsound.docx"]):
        (folder / name).write_bytes(plan + bytes(number))
    to = tmp_path_factory.mktemp("lost") / "out"
    summary = run_collection(
        [folder],
        to,
        formats=["csv"],
        language=Language.EN,
        options=Options(workers=2, bounds=Bounds(timeout=4, memory=300)),
        job=faulty_job.read,
    )
    return summary, to


def rows(to: Path) -> dict[str, dict[str, str]]:
    with (to / "documents.csv").open(encoding="utf-8", newline="") as file:
        return {row["path"]: row for row in csv.DictReader(file)}


def test_everything_else_goes_on(run: tuple[Summary, Path]) -> None:
    summary, to = run
    found = rows(to)
    assert len(found) == len(ENDS) + 3
    for name in ("once.docx", "sound.docx", "zsound.docx"):
        assert found[name]["status"] in ("ok", "partial"), found[name]
    assert summary.statuses["failed"] == len(ENDS)


@pytest.mark.parametrize("name", sorted(ENDS))
def test_the_row_says_which_of_them_happened(run: tuple[Summary, Path], name: str) -> None:
    _, to = run
    row = rows(to)[name]
    kind, detail = ENDS[name]
    told = say(f"end-{kind}", Language.EN, what=detail)
    assert row["status_detail"] == f"{told} {say('end-again', Language.EN, times=2)}"
    assert len(row["sha256"]) == 64
    assert int(row["size_bytes"]) > 0


def test_retries_are_recorded(run: tuple[Summary, Path]) -> None:
    summary, to = run
    record = json.loads((to / "run.json").read_text(encoding="utf-8"))
    retried = {one["path"]: [end["kind"] for end in one["ended"]] for one in record["retried"]}
    assert retried["once.docx"] == ["exited"]
    assert retried["hang.docx"] == ["timeout", "timeout"]
    assert summary.faults == {"timeout": 1, "crashed": 1, "killed": 1, "exited": 2, "memory": 1}
    assert summary.lost["timeout"] >= 2
    events = [json.loads(line) for line in (to / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    (told,) = [
        event["eventDetailInformation"]["eventDetail"]
        for event in events
        if event["linkingObjectIdentifier"]["path"] == "once.docx" and event["eventType"] == "extraction"
    ]
    assert told.endswith("attempts that were lost: exited 9")


def test_in_a_batch_of_small_files_only_the_guilty_one_is_marked(faulty: Path, tmp_path: Path) -> None:
    assert (faulty / "faulty_job.py").exists()
    import faulty_job

    folder = tmp_path / "in"
    folder.mkdir()
    names = [f"{number:03}.md" for number in range(90)]
    names += ["crash7.md", "hang7.md", "once7.md"]
    for name in names:
        page = f"# {name}\n\n| Actividad | Ponderación |\n|---|---|\n| Sembrar | 9% |\n"
        (folder / name).write_text(page, encoding="utf-8")
    summary = run_collection(
        [folder],
        tmp_path / "out",
        formats=["csv"],
        language=Language.EN,
        options=Options(workers=1, bounds=Bounds(timeout=2, memory=300)),
        job=faulty_job.read,
    )
    assert len(rows(tmp_path / "out")) == summary.documents == len(names)
    failed = {row["path"] for row in rows(tmp_path / "out").values() if row["status"] == "failed"}
    assert failed == {"crash7.md", "hang7.md"}
    ends = {one["path"]: [end["kind"] for end in one["ended"]] for one in summary.retried}
    assert ends == {
        "crash7.md": ["crashed", "crashed"],
        "hang7.md": ["timeout", "timeout"],
        "once7.md": ["exited"],
    }
    sound = run_collection(
        [folder], tmp_path / "sound", formats=["csv"], language=Language.EN, options=Options(workers=0)
    )
    assert sound.statuses["failed"] == 0
    alone = rows(tmp_path / "sound")
    assert {name: row for name, row in rows(tmp_path / "out").items() if name not in failed} == {
        name: row for name, row in alone.items() if name not in failed
    }


def test_another_bound_has_them_read_again(run: tuple[Summary, Path], tmp_path: Path) -> None:
    """With more time, what took too long is tried again; what crashed is not."""
    _, to = run
    folder = Path(json.loads((to / "run.json").read_text(encoding="utf-8"))["options"]["paths"][0])
    shutil.copytree(to, tmp_path / "out")
    again = run_collection(
        [folder],
        tmp_path / "out",
        formats=["csv"],
        language=Language.EN,
        options=Options(workers=1, bounds=Bounds(timeout=60, memory=300)),
    )
    assert again.read == 1
    assert rows(tmp_path / "out")["hang.docx"]["status"] in ("ok", "partial")
    assert rows(tmp_path / "out")["crash.docx"]["status"] == "failed"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", ["timeout", "memory", "killed", "crashed", "exited"])
def test_each_end_has_words_that_say_what_to_do(kind: str, language: Language) -> None:
    told = say(f"end-{kind}", language, what="7")
    assert "7" in told and told.endswith(".") and len(told) < 300
