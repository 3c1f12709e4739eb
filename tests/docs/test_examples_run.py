"""The code in the READMEs and in the guide runs as it stands."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import typer

import pondera
from pondera.cli.application import application
from pondera.documentation import QUOTING


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


@pytest.fixture(scope="module")
def folder(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with ``samples`` and ``output``, as after ``make run``, to be in."""
    made = tmp_path_factory.mktemp("clone")
    (made / "samples").symlink_to(project / "samples", target_is_directory=True)
    before = Path.cwd()
    os.chdir(made)
    try:
        pondera.run("samples", to="output", language="es")
        yield made
    finally:
        os.chdir(before)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("page", [*QUOTING, "docs/python.md"])
def test_python(project: Path, page: str) -> None:
    told = io.StringIO()
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(told):
        for block in blocks(project / page, "python"):
            exec(compile(block, page, "exec"), names)
    assert told.getvalue()
    weights = next(names[name] for name in ("weights", "ponderaciones") if name in names)
    assert isinstance(weights, pd.DataFrame)
    assert len(weights) > 0


@pytest.mark.parametrize("page", QUOTING)
def test_sql(project: Path, folder: Path, page: str) -> None:
    (block,) = blocks(project / page, "sql")
    with duckdb.connect(str(folder / "output" / "dataset.duckdb"), read_only=True) as base:
        for statement in block.split(";"):
            if statement.strip():
                assert base.execute(statement).fetchall()


@pytest.mark.parametrize("page", QUOTING)
def test_what_the_r_code_names_is_in_the_files(project: Path, folder: Path, page: str) -> None:
    """R itself is not asked for here: the files and columns that its code names are."""
    (block,) = blocks(project / page, "r")
    files = re.findall(r'read_csv\("([^"]+)"\)', block)
    assert files
    header = {column for file in files for column in pd.read_csv(folder / file, nrows=0).columns}
    assert {"measure", "item_id"} <= header


def test_every_command_that_is_shown_can_be_parsed(project: Path) -> None:
    commands = typer.main.get_command(application)
    shown = [
        line.removeprefix("$ ").removeprefix(".venv/bin/").removeprefix("pondera ")
        for page in [*QUOTING, "docs/index.md", "docs/command-line.md"]
        for language in ("sh", "console")
        for block in blocks(project / page, language)
        for line in block.splitlines()
        if re.match(r"(\$ |\.venv/bin/)?pondera ", line)
    ]
    assert len(shown) >= 10
    for line in shown:
        name, *arguments = shlex.split(line)
        command = commands.commands[name]  # type: ignore[attr-defined]
        command.make_context(name, arguments)  # raises for an option or argument that there is not
