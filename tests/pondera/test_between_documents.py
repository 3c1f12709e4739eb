"""Findings between documents in what a run writes: in every format, in the order of the documents."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

import pondera
from normalize.schema import columns
from pondera.writing.arrow import arrow_schema
from pondera.writing.csv_files import printed

PLAN = """# Programa de Trabajo {year}

Instituto de Previsión Social. Región de Coquimbo

| Actividad | Medio de verificación | Ponderación (%) |
|---|---|---|
| Publicar el boletín trimestral | Informe | {first}% |
| Capacitar a los encargados regionales | Acta | {second}% |
| Revisar los convenios vigentes | Informe | 20% |
"""
NAMES = [column.name for column in columns("findings")]
LIST = ", ".join(f'"{name}"' for name in NAMES)


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Plans of three years, the second and third with other weights, the third not adding up to 100."""
    folder = tmp_path / "in"
    folder.mkdir()
    for year, first, second in ((2019, 50, 30), (2020, 20, 60), (2021, 60, 30)):
        text = PLAN.format(year=year, first=first, second=second)
        (folder / f"{year}.md").write_text(text, encoding="utf-8")
    return folder


def rows_of(folder: Path, form: str) -> list[tuple[str, ...]]:
    if form == "csv":
        with (folder / "findings.csv").open(encoding="utf-8", newline="") as file:
            return [tuple(row[name] for name in NAMES) for row in csv.DictReader(file)]
    if form == "parquet":
        found = [
            tuple(row[name] for name in NAMES)
            for row in pq.read_table(folder / "findings.parquet").to_pylist()
        ]
    else:
        with duckdb.connect(str(folder / "dataset.duckdb"), read_only=True) as base:
            found = base.execute(f"SELECT {LIST} FROM findings ORDER BY rowid").fetchall()
    return [tuple(printed(value) for value in row) for row in found]


def test_they_stand_behind_those_of_their_document_in_every_format(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    summary = pondera.run(plans, to=out)
    found = rows_of(out, "csv")
    rules = [row[NAMES.index("rule")] for row in found]
    assert rules == ["year-drift", "year-drift", "weights-sum", "year-drift", "year-drift"]
    assert rows_of(out, "parquet") == found
    assert rows_of(out, "duckdb") == found
    assert pq.read_schema(out / "findings.parquet").equals(arrow_schema("findings"), check_metadata=True)
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert record["counts"]["rules"] == {"weights-sum": 1, "year-drift": 4}
    assert summary.findings == {"error": 1, "info": 4}
    assert not list(out.glob(".between-*"))


@pytest.mark.parametrize("form", ["csv", "parquet", "duckdb"])
def test_each_format_will_do_alone(plans: Path, tmp_path: Path, form: str) -> None:
    pondera.run(plans, to=tmp_path / "all")
    pondera.run(plans, to=tmp_path / "alone", formats=[form])
    assert rows_of(tmp_path / "alone", form) == rows_of(tmp_path / "all", "csv")


def test_a_dataset_in_memory_has_the_same(plans: Path, tmp_path: Path) -> None:
    pondera.run(plans, to=tmp_path / "out", formats=["csv"])
    held = pondera.read(plans)
    found = [tuple(printed(getattr(row, name)) for name in NAMES) for row in held.rows.findings]
    assert found == rows_of(tmp_path / "out", "csv")
