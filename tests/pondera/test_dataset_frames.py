"""The dataset in memory: pandas tables with types that do not bend the data."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import pondera
from normalize.dataset import Rows
from normalize.schema import TABLES, columns
from pondera.dataset import Dataset


def test_every_table_is_an_attribute_with_its_columns(rows: Rows) -> None:
    dataset = Dataset(rows)
    for table in TABLES:
        frame = getattr(dataset, table)
        assert list(frame.columns) == [column.name for column in columns(table)]
        assert len(frame) == len(getattr(rows, table))
        assert table in dir(dataset)


def test_an_empty_table_has_its_columns_and_types() -> None:
    frame = Dataset(Rows()).measures
    assert frame.empty
    assert frame["row"].dtype == pd.Int64Dtype()
    assert isinstance(frame["measure"].dtype, pd.CategoricalDtype)


def test_decimals_stay_exact(rows: Rows) -> None:
    values = Dataset(rows).measures["value"]
    assert values.dtype == object
    assert all(isinstance(value, Decimal) for value in values)
    assert sum(values) == Decimal(190)


def test_integers_may_be_missing(rows: Rows) -> None:
    pages = Dataset(rows).documents["pages"]
    assert pages.dtype == pd.Int64Dtype()
    assert pages.isna().all()
    assert Dataset(rows).documents["year"].tolist() == [2021]


def test_a_closed_vocabulary_is_categorical_with_all_its_words(rows: Rows) -> None:
    kinds = Dataset(rows).items["kind"]
    (declared,) = (column.values for column in columns("items") if column.name == "kind")
    assert tuple(kinds.cat.categories) == declared
    assert kinds.tolist() == ["activity", "activity"]


def test_no_word_of_a_vocabulary_is_missing_not_a_word(rows: Rows) -> None:
    untyped = replace(rows, documents=(replace(rows.documents[0], document_type=""),))
    assert Dataset(untyped).documents["document_type"].isna().all()


def test_truth_and_text(rows: Rows) -> None:
    dataset = Dataset(rows)
    assert dataset.weight_groups["consistent"].tolist() == [False]
    assert dataset.weight_groups["consistent"].dtype == bool
    assert dataset.items["text_raw"].tolist()[0] == "1.- Sembrar, regar\ny cosechar"


def test_to_arrow_has_the_types_of_the_files(rows: Rows) -> None:
    table = Dataset(rows).to_arrow("measures")
    assert table.schema.field("value").type == pa.decimal128(38, 10)
    assert table.num_rows == 4


def test_a_table_that_there_is_not(rows: Rows) -> None:
    with pytest.raises(AttributeError, match="measures"):
        _ = Dataset(rows).measure
    with pytest.raises(KeyError):
        Dataset(rows).to_arrow("measure")


def test_a_dataset_says_what_is_in_it(rows: Rows) -> None:
    assert "documents 1" in repr(Dataset(rows))
    assert "measures 4" in repr(Dataset(rows))


def test_read_gives_the_dataset_of_a_document(samples: Path) -> None:
    plan = pondera.read(samples / "programa-trabajo-2021.docx")
    assert plan.documents["path"].tolist() == ["programa-trabajo-2021.docx"]
    weights = plan.measures.query("measure == 'weight'")["value"]
    assert Decimal("0.6") in set(weights)
    assert plan.rows.cells


def test_read_takes_folders_and_several_paths(samples: Path) -> None:
    both = pondera.read(str(samples / "programa-trabajo-2021.docx"), samples / "evaluacion-2021.docx")
    assert len(both.documents) == 2
    assert len(pondera.read(samples).documents) >= 5


def test_read_says_why_a_file_gave_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.docx").touch()
    (document,) = pondera.read(tmp_path / "empty.docx", language="en").rows.documents
    assert document.status == "failed"
    assert "empty" in document.status_detail


def test_read_refuses_a_language_that_is_not_spoken(samples: Path) -> None:
    with pytest.raises(ValueError, match="fr"):
        pondera.read(samples, language="fr")


def test_run_writes_a_dataset(samples: Path, tmp_path: Path) -> None:
    summary = pondera.run(
        samples / "evaluacion-2021.docx", to=tmp_path / "out", formats=["csv"], language="es"
    )
    assert summary.documents == 1
    assert (tmp_path / "out" / "measures.csv").exists()
    again = pondera.run([str(samples / "evaluacion-2021.docx")], to=str(tmp_path / "out"), formats=("csv",))
    assert again.figures == summary.figures


def test_importing_is_light() -> None:
    code = "import sys, pondera; pondera.read; pondera.run; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"pandas", "pyarrow", "duckdb", "numpy", "lxml", "spacy", "typer", "rich"}
    assert "pondera" in done.stdout.split()
    assert not heavy & set(done.stdout.split())


def test_the_version_is_the_installed_one() -> None:
    from importlib.metadata import version

    assert pondera.__version__ == version("pondera")
    with pytest.raises(AttributeError):
        _ = pondera.nothing


def test_polars_has_exact_decimals_and_closed_vocabularies(rows: Rows) -> None:
    frame = Dataset(rows).to_polars("measures")
    assert frame.schema["value"] == pl.Decimal(38, 10)
    assert frame["value"].to_list() == [row.value for row in rows.measures]
    assert isinstance(frame.schema["measure"], pl.Enum)
    assert frame.schema["row"] == pl.Int64
    untyped = replace(rows, documents=(replace(rows.documents[0], document_type=""),))
    assert Dataset(untyped).to_polars("documents")["document_type"].to_list() == [None]


def test_every_table_goes_to_pandas_polars_and_arrow(rows: Rows) -> None:
    dataset = Dataset(rows)
    for table in TABLES:
        count = len(getattr(rows, table))
        assert dataset.to_pandas(table) is getattr(dataset, table)
        assert dataset.to_polars(table).height == dataset.to_arrow(table).num_rows == count
        assert dataset.to_polars(table).columns == [column.name for column in columns(table)]
    for method in (dataset.to_pandas, dataset.to_polars, dataset.to_arrow):
        with pytest.raises(KeyError, match="is no table"):
            method("plans")
