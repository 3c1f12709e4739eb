"""``pondera run --watch``: goes on as files come, and ends well."""

from __future__ import annotations

import csv
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from frictionless import validate

from pondera.cli.run import WATCH_SECONDS, watched
from pondera.messages import Language
from pondera.runs.options import Options
from pondera.runs.running import run_collection
from pondera.runs.summary import Summary
from pondera.writing.names import DESCRIPTOR

PROGRAM = """
import importlib
from pondera.cli import main
importlib.import_module("pondera.cli.run").WATCH_SECONDS = 0.1
main()
"""


def put(folder: Path, number: int) -> None:
    page = f"# Plan {number}\n\n| Actividad | Ponderación |\n|---|---|\n| Sembrar {number} | {number}% |\n"
    (folder / f".{number}").write_text(page, encoding="utf-8")
    (folder / f".{number}").rename(folder / f"{number}.md")


def paths(to: Path) -> list[str]:
    """Those of a whole dataset; none where there is none."""
    if not (to / DESCRIPTOR).exists():
        return []
    try:
        with (to / "documents.csv").open(encoding="utf-8", newline="") as file:
            return [row["path"] for row in csv.DictReader(file)]
    except FileNotFoundError:  # it is just being replaced
        return []


def test_what_arrives_is_read_and_what_has_not_changed_is_not_told_again(tmp_path: Path) -> None:
    archive, to = tmp_path / "in", tmp_path / "out"
    archive.mkdir()
    fresh: list[bool] = []
    told: list[tuple[int, int]] = []
    pauses: list[float] = []

    def once(options: Options) -> Summary:
        fresh.append(options.fresh)
        return run_collection([archive], to, formats=["csv"], language=Language.EN, options=options)

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 4:
            raise KeyboardInterrupt
        if len(pauses) != 3:
            put(archive, len(pauses))

    watched(
        once,
        Options(workers=0, fresh=True),
        lambda summary: told.append((summary.documents, summary.read)),
        pause,
    )
    assert fresh == [True, True, False, False]  # nothing to read at first; then read once from the start
    assert told == [(1, 1), (2, 1)]
    assert pauses == [WATCH_SECONDS] * 4
    assert paths(to) == ["1.md", "2.md"]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_with_a_whole_dataset(tmp_path: Path, end: signal.Signals) -> None:
    archive, to = tmp_path / "in", tmp_path / "out"
    archive.mkdir()
    put(archive, 1)
    options = ["--to", str(to), "--format", "csv", "--no-report", "--workers", "1", "--watch", "--lang", "en"]
    running = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "run", str(archive), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )

    def wait_until(reached: Callable[[], bool]) -> None:
        latest = time.monotonic() + 60
        while running.poll() is None and time.monotonic() < latest and not reached():
            time.sleep(0.05)

    try:
        wait_until(lambda: paths(to) == ["1.md"])
        put(archive, 2)
        wait_until(lambda: paths(to) == ["1.md", "2.md"])
        running.send_signal(end)
        out, err = running.communicate(timeout=60)
    finally:
        running.kill()
        running.wait()
    assert running.returncode == 0
    assert all("documents, " in line for line in err.splitlines()), err  # a slow machine tells its progress
    assert "Documents: 1 (read 1, " in out
    assert paths(to) == ["1.md", "2.md"]
    assert validate(str(to / DESCRIPTOR)).valid
    assert list(to.glob(".pondera-*")) == []
