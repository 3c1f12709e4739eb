"""The Frictionless descriptor: its own tool accepts it, and finds what breaks it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from frictionless import validate

from normalize.dataset import Rows
from normalize.schema import PARQUET_ONLY, TABLES, columns
from pondera.writing import FORMATS
from pondera.writing.datapackage import descriptor, write_datapackage
from pondera.writing.files import DatasetFiles


def write(rows: list[Rows], folder: Path, formats: tuple[str, ...] = FORMATS) -> Path:
    files = DatasetFiles(folder, formats)
    for part in rows:
        files.write(part)
    files.close()
    write_datapackage(folder, formats, "0.1.0")
    return folder / "datapackage.json"


@pytest.mark.parametrize(
    "formats", [FORMATS, ("csv",), ("parquet",), ("parquet", "duckdb"), ("csv", "duckdb")]
)
def test_its_own_tool_accepts_the_dataset(
    make_rows: Callable[..., Rows], tmp_path: Path, formats: tuple[str, ...]
) -> None:
    described = write([make_rows(), make_rows("otro.docx", "cd" * 32)], tmp_path, formats)
    report = validate(str(described))
    assert report.valid, report.flatten(["type", "message"])
    assert report.stats["tasks"] == len(TABLES) - len(PARQUET_ONLY) * ("parquet" not in formats)


def test_a_database_alone_is_listed(rows: Rows, tmp_path: Path) -> None:
    described = write([rows], tmp_path, ("duckdb",))
    assert [resource["path"] for resource in json.loads(described.read_bytes())["resources"]] == [
        "dataset.duckdb"
    ]
    assert validate(str(described)).valid


def test_the_command_that_the_guide_names_accepts_it(rows: Rows, tmp_path: Path) -> None:
    described = write([rows], tmp_path)
    command = Path(sys.executable).with_name("frictionless")
    done = subprocess.run([command, "validate", described.name], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_item_without_a_table_breaks_no_foreign_key(rows: Rows, tmp_path: Path) -> None:
    first, *others = rows.items
    described = write([replace(rows, items=(replace(first, table_id="", row=None), *others))], tmp_path)
    assert validate(str(described)).valid


@pytest.mark.parametrize(
    ("broken", "kind"),
    [
        (lambda rows: replace(rows, items=rows.items * 2), "primary-key"),
        (lambda rows: replace(rows, tables=()), "foreign-key"),
        (
            lambda rows: replace(rows, documents=(replace(rows.documents[0], status="well"),)),
            "constraint-error",
        ),
        (
            lambda rows: replace(rows, documents=(replace(rows.documents[0], path=""),)),
            "constraint-error",
        ),
        (
            lambda rows: replace(rows, measures=(replace(rows.measures[0], confidence=1.5),)),
            "constraint-error",
        ),
        (lambda rows: replace(rows, cells=rows.cells * 2), "primary-key"),
        (lambda rows: replace(rows, cells=(replace(rows.cells[0], table_id="t"),)), "foreign-key"),
    ],
)
def test_its_own_tool_finds_what_breaks_the_schema(
    rows: Rows, tmp_path: Path, broken: Callable[[Rows], Rows], kind: str
) -> None:
    report = validate(str(write([broken(rows)], tmp_path)))
    assert kind in {found for (found,) in report.flatten(["type"])}


def test_every_column_is_described_in_both_languages() -> None:
    resources = {resource["name"]: resource for resource in descriptor(["csv"], "0.1.0")["resources"]}
    assert set(resources) == set(TABLES) - PARQUET_ONLY
    for table, resource in resources.items():
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == [column.name for column in columns(table)]
        assert all(field["description"] and field["description_es"] for field in fields)
        assert resource["description"] != resource["description_es"]
        assert resource["title"] != resource["title_es"]


def test_each_table_is_described_once_by_its_csv_file_where_there_is_one() -> None:
    resources = descriptor(["csv", "parquet"], "0.1.0")["resources"]
    paths = {resource["name"]: resource["path"] for resource in resources}
    assert len(paths) == len(resources)
    assert paths == {table: f"{table}.{'parquet' if table in PARQUET_ONLY else 'csv'}" for table in TABLES}


def test_nothing_in_it_tells_when_it_was_written(rows: Rows, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    assert write([rows], first).read_bytes() == write([rows], second).read_bytes()
    assert json.loads((first / "datapackage.json").read_bytes())["name"] == "pondera-dataset"
