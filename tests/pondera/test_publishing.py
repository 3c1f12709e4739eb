"""The files of a run appear together or not at all, and nobody else's file is touched."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pondera.writing.names import DATASET, DESCRIPTOR, OWN_FILES
from pondera.writing.publishing import Strangers, staged

FILE_EVENTS = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "open", "shutil.rmtree"})
NAMES = ("documents.csv", "items.csv", "measures.csv", "run.json", DESCRIPTOR)


def publish(target: Path, generation: str, names: tuple[str, ...] = NAMES) -> None:
    """A small dataset, every file of which says which run wrote it."""
    with staged(target) as folder:
        for name in names:
            content = {"name": DATASET, "generation": generation} if name == DESCRIPTOR else generation
            (folder / name).write_text(json.dumps(content), encoding="utf-8")


def generations(target: Path) -> dict[str, str]:
    found = {}
    for name in OWN_FILES:
        if (target / name).exists():
            content = json.loads((target / name).read_text(encoding="utf-8"))
            found[name] = content["generation"] if name == DESCRIPTOR else content
    return found


def whole(generation: str, names: tuple[str, ...] = NAMES) -> dict[str, str]:
    return dict.fromkeys(names, generation)


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if ".pondera-" in path.name]


def test_a_target_that_does_not_exist_is_made(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b"
    publish(target, "first")
    assert generations(target) == whole("first")
    assert hidden(target) == hidden(target.parent) == []


def test_other_files_in_the_target_stay(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "sub").mkdir()
    publish(tmp_path, "first")
    publish(tmp_path, "second")
    assert generations(tmp_path) == whole("second")
    assert (tmp_path / "README.md").read_text() == "mine"
    assert (tmp_path / "sub").is_dir()
    assert hidden(tmp_path) == []


def test_files_of_the_last_run_that_this_one_does_not_write_go(tmp_path: Path) -> None:
    publish(tmp_path, "first")
    publish(tmp_path, "second", ("items.csv", DESCRIPTOR))
    assert generations(tmp_path) == whole("second", ("items.csv", DESCRIPTOR))


def test_files_that_no_run_wrote_are_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "items.csv").write_text("mine")
    with pytest.raises(Strangers) as refusal:
        publish(tmp_path, "first")
    assert refusal.value.names == ["items.csv"]
    assert (tmp_path / "items.csv").read_text() == "mine"
    assert hidden(tmp_path) == []


@pytest.mark.parametrize("content", ["not json", '{"name": "my-own"}', "[1]"])
def test_another_data_package_is_not_taken_for_ours(tmp_path: Path, content: str) -> None:
    (tmp_path / DESCRIPTOR).write_text(content)
    with pytest.raises(Strangers):
        publish(tmp_path, "first")
    assert (tmp_path / DESCRIPTOR).read_text() == content


def test_a_target_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("mine")
    with pytest.raises(NotADirectoryError):
        publish(tmp_path / "target", "first")


def test_a_run_that_fails_leaves_the_last_dataset(tmp_path: Path) -> None:
    publish(tmp_path, "first")
    with pytest.raises(RuntimeError), staged(tmp_path) as folder:
        (folder / "items.csv").write_text("half")
        raise RuntimeError
    assert generations(tmp_path) == whole("first")
    assert hidden(tmp_path) == []


def test_a_run_that_fails_before_the_target_exists_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), staged(tmp_path / "target"):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_a_target_that_somebody_makes_in_the_meantime_keeps_what_it_holds(tmp_path: Path) -> None:
    target = tmp_path / "target"
    with staged(target) as folder:
        (folder / DESCRIPTOR).write_text(json.dumps({"name": DATASET, "generation": "first"}))
        target.mkdir()
        (target / "notes.txt").write_text("mine")
    assert generations(target) == {DESCRIPTOR: "first"}
    assert (target / "notes.txt").read_text() == "mine"
    assert hidden(tmp_path) == []


def test_a_run_that_goes_on_is_not_swept_away_by_another(tmp_path: Path) -> None:
    with staged(tmp_path) as folder:
        (folder / DESCRIPTOR).write_text(json.dumps({"name": DATASET, "generation": "slow"}))
        publish(tmp_path, "quick")
        assert folder.is_dir()
    assert generations(tmp_path) == {DESCRIPTOR: "slow"}
    assert hidden(tmp_path) == []


def killed_at(event_number: int, work: Callable[[], None]) -> bool:
    """Does the work in a process that kills itself just before its nth dealing with a file. True where it was
    killed, False where it came to its end first."""
    child = os.fork()
    if child == 0:
        seen = 0

        def count(event: str, _: tuple[object, ...]) -> None:
            nonlocal seen
            if event in FILE_EVENTS:
                seen += 1
                if seen == event_number:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        work()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("exists", [True, False])
def test_killed_at_any_instant_no_half_dataset_looks_whole(tmp_path: Path, exists: bool) -> None:
    instants = 0
    while True:
        home = tmp_path / str(instants)
        target = home / "target"
        home.mkdir()
        if exists:
            publish(target, "old")
            (target / "README.md").write_text("mine")
        instants += 1
        was_killed = killed_at(instants, lambda target=target: publish(target, "new", NAMES[1:]))  # type: ignore[misc]
        found = generations(target)
        if DESCRIPTOR in found:
            assert found in (whole("old"), whole("new", NAMES[1:]))
        if exists:
            assert (target / "README.md").read_text() == "mine"
        publish(target, "next")  # the next run is not in the way of what is left
        assert generations(target) == whole("next")
        assert hidden(home) == hidden(target) == []
        if not was_killed:
            break
    assert instants > 15  # else the injection no longer sees the file operations


def test_the_lock_is_held_as_long_as_the_run_goes_on(tmp_path: Path) -> None:
    with staged(tmp_path) as folder, (folder / ".lock").open("a") as lock, pytest.raises(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
