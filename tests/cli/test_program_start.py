"""The program as a process: it starts fast, helps in the person's language, and says what went wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

PONDERA = Path(sys.executable).with_name("pondera")


def call(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
    return subprocess.run(
        [PONDERA, *arguments],
        capture_output=True,
        text=True,
        env={**inherited, "COLUMNS": "200", **environment},
    )


def test_it_says_its_version() -> None:
    done = call("--version")
    assert done.stdout == f"pondera {version('pondera')}\n"
    assert done.returncode == 0


def test_starting_loads_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", PONDERA, "--version"], capture_output=True, text=True, check=True
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "typer" in loaded
    heavy = {
        "pandas",
        "pyarrow",
        "duckdb",
        "numpy",
        "lxml.etree",
        "spacy",
        "rich.console",
        "normalize.schema",
    }
    assert not heavy & loaded
    assert len(loaded) < 400  # 290 when written; a start that doubles has taken in something heavy


@pytest.mark.parametrize("command", ["", "run", "tables", "check", "show"])
def test_help_is_in_the_language_of_the_person(command: str) -> None:
    arguments = [*command.split(), "--help"]
    spanish, english = call(*arguments, LANG="es_CL.UTF-8"), call(*arguments, LANG="en_US.UTF-8")
    assert spanish.returncode == english.returncode == 0
    assert spanish.stdout != english.stdout
    assert call(*arguments, "--lang", "en").stdout == english.stdout or not command
    assert re.search(r"\b(documentos?|archivos?)\b", spanish.stdout, re.IGNORECASE)
    assert re.search(r"\b(documents?|files?)\b", english.stdout, re.IGNORECASE)


def test_without_arguments_it_helps() -> None:
    done = call()
    assert done.returncode == 2
    assert "check" in done.stdout + done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["fly"], ["run"], ["run", "samples"], ["run", "--fast"], ["check", "x", "--fail-on", "sometimes"]],
)
def test_a_command_that_cannot_be_carried_out_gives_2(arguments: list[str]) -> None:
    done = call(*arguments)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_wrong_is_said_in_the_language_asked_for() -> None:
    assert "No existe nada.docx" in call("check", "nada.docx").stderr
    assert "does not exist" in call("check", "nada.docx", LANG="en_US.UTF-8").stderr
    assert "does not exist" in call("check", "nada.docx", "--lang", "en").stderr
    assert "does not exist" in call("check", "nada.docx", "--lang=en", LANG="es_ES.UTF-8").stderr


def test_a_terminal_without_our_characters_is_no_obstacle(samples: Path) -> None:
    done = call("check", str(samples / "evaluacion-2021.docx"), PYTHONIOENCODING="ascii")
    assert done.returncode == 1, done.stderr
    assert "\\u25b8" in done.stdout


def test_a_reader_of_the_output_that_goes_away_leaves_no_trace(samples: Path) -> None:
    command = f"'{PONDERA}' tables '{samples}' | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    assert len(done.stdout) == 10
