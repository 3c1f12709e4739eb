"""What a run says of its progress where there is no terminal."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

import pytest

import pondera.cli.terminal
from pondera.cli.terminal import EVERY_SECONDS, Lines, duration
from pondera.messages import Language


class Clock:
    """A clock that somebody sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.EN, ("3/9 documents", "0.5 per second", "12 s left", "not read 1")),
        (Language.ES, ("3/9 documentos", "0.5 por segundo", "faltan 12 s", "no leídos 1")),
    ],
)
def test_a_line_has_pace_time_left_and_failures(
    capsys: pytest.CaptureFixture[str], language: Language, words: tuple[str, ...]
) -> None:
    clock = Clock()
    with Lines(language, every=0.01, clock=clock) as lines:
        time.sleep(0.05)
        assert capsys.readouterr().err == ""  # nobody knows yet how many there are
        lines.started(9)
        clock.now = 6
        lines.finished("a.md", "ok", "")
        lines.finished("b.md", "failed", "why")
        lines.finished("c.md", "partial", "why")
        told = ""
        latest = time.monotonic() + 20
        while told.count("\n") < 3 and time.monotonic() < latest:
            time.sleep(0.01)
            told += capsys.readouterr().err
    line = told.splitlines()[-1]
    for word in words:
        assert word in line, line
    assert told.count("\n") >= 3  # also while nothing is finished
    capsys.readouterr()
    time.sleep(0.05)
    assert capsys.readouterr().err == ""


def test_a_run_without_a_terminal_writes_lines_and_with_quiet_none(
    program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert EVERY_SECONDS == 10
    monkeypatch.setattr(pondera.cli.terminal, "Lines", partial(Lines, every=0.001))
    (tmp_path / "in").mkdir()
    for number in range(20):
        (tmp_path / "in" / f"{number}.md").write_text(f"# Plan {number}\n", encoding="utf-8")
    command = ("run", tmp_path / "in", "--format", "csv", "--no-report", "--workers", "0", "--lang", "en")
    told = program(*command, "--to", tmp_path / "out").err.splitlines()
    assert told
    assert all("/20 documents" in line and "\x1b" not in line for line in told)
    assert program(*command, "--to", tmp_path / "quiet", "--quiet").err == ""


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (3570, "1 h 00 min"),
        (3600, "1 h 00 min"),
        (7500, "2 h 05 min"),
    ],
)
def test_time_left_is_told_as_people_tell_it(seconds: float, told: str) -> None:
    assert duration(seconds) == told
