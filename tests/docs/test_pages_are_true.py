"""The documentation says what the program does: every command, option, exit code, column and file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from check.rule import declared
from normalize.schema import PARQUET_ONLY, TABLES, columns
from pondera.cli.application import application
from pondera.documentation import QUOTING, pages, with_transcripts
from pondera.exit_codes import ExitCode
from pondera.writing.names import OWN_FILES

PAGES = (
    "README.md",
    "README.es.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "samples/README.md",
    "output/README.md",
)


def options() -> Iterator[tuple[str, str]]:
    """Every command with each spelling of its options."""
    for name, command in typer.main.get_command(application).commands.items():  # type: ignore[attr-defined]
        for parameter in command.params:
            for spelling in parameter.opts:
                if spelling.startswith("-") and spelling not in ("-h", "--help"):
                    yield name, spelling


def sections(page: str) -> dict[str, str]:
    """Heading → text below it."""
    parts = re.split(r"^## (.*)$", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture(scope="module")
def command_line(project: Path) -> dict[str, str]:
    return sections((project / "docs" / "command-line.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(pages()))
def test_generated_pages_are_up_to_date(project: Path, name: str) -> None:
    assert (project / "docs" / name).read_text(encoding="utf-8") == pages()[name], "run `make docs`"


def test_the_dictionary_has_every_table_and_column() -> None:
    found = sections(pages()["dataset.md"])
    for table in TABLES:
        for column in columns(table):
            assert f"| {column.name} | " in found[table]


def test_the_rules_page_has_every_rule() -> None:
    assert set(sections(pages()["rules.md"])) == {rule.name for rule in declared()}


@pytest.mark.parametrize(("command", "option"), sorted(options()))
def test_every_option_is_documented_with_its_command(
    command_line: dict[str, str], command: str, option: str
) -> None:
    (text,) = (text for heading, text in command_line.items() if heading.startswith(f"pondera {command} "))
    assert f"`{option}" in text or f"`--to DIR`, `{option}`" in text


def test_every_command_that_is_documented_exists(command_line: dict[str, str]) -> None:
    documented = {heading.split()[1] for heading in command_line if heading.startswith("pondera ")}
    assert documented == {command for command, _ in options()}


def test_every_exit_code_is_documented(command_line: dict[str, str]) -> None:
    found = dict(re.findall(r"^\| (\d+) \| ([A-Z]+) \|", command_line["Exit codes"], re.MULTILINE))
    assert found == {str(code.value): code.name for code in ExitCode}


@pytest.mark.parametrize("page", QUOTING)
def test_every_file_of_a_run_is_in_the_readme(project: Path, page: str) -> None:
    text = (project / page).read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_*]+\.(?:csv|parquet|duckdb|xlsx|jsonl?|html))`", text))
    for file in set(OWN_FILES) - {f"{table}.csv" for table in PARQUET_ONLY}:
        assert file in named or (file.endswith(".parquet") and "*.parquet" in named), file
    assert named <= {*OWN_FILES, "*.parquet"}


@pytest.mark.parametrize("page", QUOTING)
def test_quoted_outputs_are_what_the_program_says(project: Path, page: str) -> None:
    text = (project / page).read_text(encoding="utf-8")
    assert text.count("$ pondera ") >= 2
    assert with_transcripts(text, project) == text, "run `make docs`"


def test_both_readmes_have_the_same_shape(project: Path) -> None:
    english, spanish = ((project / page).read_text(encoding="utf-8") for page in QUOTING)
    for pattern in (r"^#+ ", r"^```\w*$", r"^\| `", r"^- ", r"\]\([^)]*\)"):
        assert len(re.findall(pattern, english, re.MULTILINE)) == len(
            re.findall(pattern, spanish, re.MULTILINE)
        ), pattern


def markdown(project: Path) -> list[Path]:
    return [*(project / page for page in PAGES), *sorted((project / "docs").glob("*.md"))]


def test_links_lead_somewhere(project: Path) -> None:
    for page in markdown(project):
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_make_targets_that_are_named_exist(project: Path) -> None:
    makefile = (project / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for page in markdown(project):
        text = page.read_text(encoding="utf-8")
        named = set(re.findall(r"`make ([a-z]+)`", text)) | set(
            re.findall(r"^make ([a-z]+)", text, re.MULTILINE)
        )
        assert named <= targets, page.name


def test_files_that_are_named_exist(project: Path) -> None:
    text = (project / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for path in re.findall(r"`([\w.]+/[\w./]*)`", text):
        assert (project / path).exists(), path
