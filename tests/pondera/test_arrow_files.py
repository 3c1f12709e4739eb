"""Parquet and DuckDB hold the same rows under the declared types."""

from __future__ import annotations

from decimal import Decimal
from importlib.metadata import version
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from normalize.dataset import Rows
from normalize.schema import TABLES, columns
from pondera.writing import arrow
from pondera.writing.files import DatasetFiles


def write(name: str, rows: list[Rows], folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    files = DatasetFiles(folder, [name])
    for part in rows:
        files.write(part)
    files.close()


def test_parquet_gives_back_every_row_of_every_table(rows: Rows, tmp_path: Path) -> None:
    write("parquet", [rows], tmp_path)
    for table in TABLES:
        found = pq.read_table(tmp_path / f"{table}.parquet").to_pylist()
        names = [column.name for column in columns(table)]
        assert found == [{name: getattr(row, name) for name in names} for row in getattr(rows, table)]


def test_parquet_types_descriptions_and_compression(rows: Rows, tmp_path: Path) -> None:
    write("parquet", [rows], tmp_path)
    file = pq.ParquetFile(tmp_path / "measures.parquet")
    field = file.schema_arrow.field("value")
    assert field.type == pa.decimal128(38, 10)
    assert not field.nullable
    assert file.schema_arrow.field("value_high").nullable
    assert b"percent" in field.metadata[b"description"]
    assert b"porcentuales" in field.metadata[b"description_es"]
    said = file.schema_arrow.metadata
    assert said[b"pondera"].decode() == version("pondera")
    assert said[b"title_es"].decode() == "Cifras de los ítems"
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def test_row_groups_do_not_depend_on_how_the_rows_came(
    rows: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrow, "BATCH_ROWS", 4)
    write("parquet", [rows] * 3, tmp_path / "three")
    write("parquet", [Rows.of([rows, rows, rows])], tmp_path / "one")
    for table in TABLES:
        three, one = (pq.ParquetFile(tmp_path / name / f"{table}.parquet") for name in ("three", "one"))
        assert three.read().equals(one.read())
        sizes = [
            [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)]
            for file in (three, one)
        ]
        assert sizes[0] == sizes[1]
    assert pq.ParquetFile(tmp_path / "one" / "cells.parquet").num_row_groups == 7  # 27 rows by 4


def test_a_table_without_rows_has_a_file_with_its_columns(tmp_path: Path) -> None:
    write("parquet", [], tmp_path)
    assert pq.read_table(tmp_path / "findings.parquet").schema.names == [
        column.name for column in columns("findings")
    ]


def test_duckdb_holds_the_tables_with_their_types(rows: Rows, tmp_path: Path) -> None:
    write("duckdb", [rows], tmp_path)
    with duckdb.connect(str(tmp_path / "dataset.duckdb"), read_only=True) as base:
        for table in TABLES:
            count = base.execute(f'SELECT count(*) FROM "{table}"').fetchall()
            assert count == [(len(getattr(rows, table)),)]
        kinds = base.execute(
            "SELECT data_type, is_nullable FROM information_schema.columns"
            " WHERE table_name = 'measures' AND column_name = 'value'"
        ).fetchall()
        assert kinds == [("DECIMAL(38,10)", "NO")]
        comment = base.execute("SELECT comment FROM duckdb_tables() WHERE table_name = 'items'").fetchall()
        assert "planificada" in comment[0][0]


def test_duckdb_views_answer(rows: Rows, tmp_path: Path) -> None:
    write("duckdb", [rows], tmp_path)
    with duckdb.connect(str(tmp_path / "dataset.duckdb"), read_only=True) as base:
        by_rule = base.execute("SELECT rule, severity, findings, documents FROM findings_by_rule").fetchall()
        assert by_rule == [("weights-sum", "error", 1, 1)]
        weights = base.execute(
            "SELECT region, level, weights, weight_sum FROM weights_by_region ORDER BY level"
        ).fetchall()
        assert weights == [("Aysén", 0, 1, Decimal(60)), ("Aysén", 1, 1, Decimal(30))]
        compliance = base.execute(
            "SELECT number, weight_percent, compliance_percent FROM compliance"
        ).fetchall()
        assert compliance == [("1", Decimal(60), Decimal(100)), ("2", Decimal(30), Decimal(0))]
        assert base.execute("SELECT errors FROM findings_by_document").fetchall() == [(1,)]
        assert base.execute("SELECT * FROM not_read").fetchall() == []
        figures = base.execute('SELECT path, measure, raw, "row", "column" FROM figures LIMIT 1').fetchall()
        assert figures == [("carpeta/plan.docx", "weight", "60%", 1, 1)]


def test_plan_and_execution_stand_side_by_side(rows: Rows, tmp_path: Path) -> None:
    from dataclasses import replace

    first = rows.measures[0]
    paired = tuple(
        replace(first, measure=measure, value=Decimal(value), period=period, unit="hora", position=position)
        for measure, value, period, position in (
            ("programmed", "200", "2021", 0),
            ("executed", "150", "2021", 0),
            ("programmed", "10", "2022", 0),
            ("programmed", "20", "2022", 1),  # two figures in one cell: no telling which was executed
            ("executed", "15", "2022", 0),
        )
    )
    write("duckdb", [replace(rows, measures=paired)], tmp_path)
    with duckdb.connect(str(tmp_path / "dataset.duckdb"), read_only=True) as base:
        found = base.execute(
            "SELECT period, programmed, executed, difference, executed_percent FROM plan_vs_executed"
        ).fetchall()
    assert found == [("2021", Decimal(200), Decimal(150), Decimal(-50), 75.0)]
