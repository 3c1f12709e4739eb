"""CSV as RFC 4180 has it: what is written is what a CSV reader gives back."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.dataset import Rows
from normalize.schema import PARQUET_ONLY, TABLES, columns
from pondera.writing.csv_files import printed
from pondera.writing.files import DatasetFiles


def write(rows: Rows, folder: Path) -> None:
    files = DatasetFiles(folder, ["csv"])
    files.write(rows)
    files.close()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-3, "-3"),
        (0.95, "0.95"),
        (1e-07, "0.0000001"),
        (1e22, "10000000000000000000000"),
        (Decimal("5"), "5"),
        (Decimal("5.00"), "5"),
        (Decimal("5.10"), "5.1"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("-0"), "0"),
        (Decimal("-0.00"), "0"),
        (Decimal("100"), "100"),
        (Decimal("-12.50"), "-12.5"),
    ],
)
def test_a_value_as_it_is_printed(value: object, text: str) -> None:
    assert printed(value) == text  # type: ignore[arg-type]


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_decimals_are_plain_digits_and_keep_their_value(value: Decimal) -> None:
    text = printed(value)
    assert re.fullmatch(r"-?\d+(\.\d*[1-9])?", text)
    assert Decimal(text) == value


def test_every_table_but_cells_has_a_file_with_its_header(rows: Rows, tmp_path: Path) -> None:
    write(rows, tmp_path)
    assert {file.stem for file in tmp_path.iterdir()} == set(TABLES) - PARQUET_ONLY
    for table in set(TABLES) - PARQUET_ONLY:
        with (tmp_path / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == [column.name for column in columns(table)]


def test_line_breaks_commas_and_quotes_inside_a_text_survive(rows: Rows, tmp_path: Path) -> None:
    write(rows, tmp_path)
    with (tmp_path / "items.csv").open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    assert first["text_raw"] == "1.- Sembrar, regar\ny cosechar"


def test_records_end_with_crlf_and_there_is_no_byte_order_mark(rows: Rows, tmp_path: Path) -> None:
    write(rows, tmp_path)
    data = (tmp_path / "documents.csv").read_bytes()
    assert data.startswith(b"document_id,")
    assert data.count(b"\r\n") == 2
    assert data.endswith(b"\r\n")
