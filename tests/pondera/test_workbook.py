"""The Excel workbook, as an independent reader of such files sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.dataset import Rows
from normalize.schema import PARQUET_ONLY, TABLES, columns
from pondera.writing import workbook
from pondera.writing.files import DatasetFiles


def write(rows: Rows, folder: Path) -> Any:
    folder.mkdir(exist_ok=True)
    files = DatasetFiles(folder, ["xlsx"])
    files.write(rows)
    files.close()
    assert [file.name for file in folder.iterdir()] == ["dataset.xlsx"], "nothing else is left"
    return openpyxl.load_workbook(folder / "dataset.xlsx")


def values(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


def column(sheet: Any, name: str) -> list[Any]:
    at = [cell.value for cell in sheet[1]].index(name)
    return [row[at] for row in values(sheet)]


def with_text(rows: Rows, *texts: str) -> Rows:
    return replace(rows, items=tuple(replace(rows.items[0], text_raw=text) for text in texts))


def test_every_table_has_a_sheet_with_its_rows_and_a_frozen_header(rows: Rows, tmp_path: Path) -> None:
    book = write(rows, tmp_path / "out")
    assert book.sheetnames[:4] == ["about", "activities", "findings", "documents"]
    assert set(book.sheetnames) == {"about", *TABLES} - PARQUET_ONLY
    for table in set(TABLES) - PARQUET_ONLY:
        sheet, names = book[table], [one.name for one in columns(table)]
        assert [cell.value for cell in sheet[1]] == names
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        wanted = [[getattr(row, name) for name in names] for row in getattr(rows, table)]
        found = values(sheet) if wanted else []
        assert [[one or None for one in row] for row in found] == [
            [(float(one) if isinstance(one, Decimal) else one) or None for one in row] for row in wanted
        ]


def test_a_finding_leads_to_its_activity_and_without_one_to_its_item(rows: Rows, tmp_path: Path) -> None:
    first, second = rows.items
    findings = tuple(replace(rows.findings[0], item_id=item.item_id) for item in (first, second))
    book = write(replace(rows, findings=findings, activities=rows.activities[:1]), tmp_path / "out")
    at = [cell.value for cell in book["findings"][1]].index("item_id") + 1
    places = [book["findings"].cell(row, at).hyperlink.location for row in (2, 3)]
    assert places == ["'activities'!A2", "'items'!A3"]
    assert column(book["findings"], "item_id") == [first.item_id, second.item_id]


@pytest.mark.parametrize("text", ["=1+1", "+56 2 123", "-5%", "@SUM(A1)", '=HYPERLINK("http://a")', "\t=2"])
def test_a_text_is_never_a_formula(rows: Rows, tmp_path: Path, text: str) -> None:
    book = write(with_text(rows, text), tmp_path / "out")
    at = [cell.value for cell in book["items"][1]].index("text_raw") + 1
    cell = book["items"].cell(2, at)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_rows_beyond_a_sheet_go_on_in_the_next(
    rows: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "SHEET_ROWS", 4)
    texts = [f"text {number}" for number in range(7)]
    book = write(with_text(rows, *texts), tmp_path / "out")
    sheets = [book[name] for name in ("items", "items (2)", "items (3)")]
    assert [text for sheet in sheets for text in column(sheet, "text_raw")] == texts
    assert [sheet.auto_filter.ref for sheet in sheets] == ["A1:U4", "A1:U4", "A1:U2"]
    about = {row[0]: row[2] for row in values(book["about"]) if row[2]}
    assert about["items"] == 7


def test_findings_go_on_where_a_sheet_has_no_more_links(
    rows: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "SHEET_LINKS", 2)
    book = write(replace(rows, findings=rows.findings * 3), tmp_path / "out")
    assert [book[name].max_row for name in ("findings", "findings (2)")] == [3, 2]
    assert book["findings (2)"].cell(2, 4).hyperlink.location == "'activities'!A3"


def test_a_text_too_long_for_a_cell_is_whole_in_a_sheet_of_its_own(
    rows: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "CELL_CHARACTERS", 40)
    long = "uno dos tres " * 9 + "🌱" * 30
    book = write(with_text(rows, "short", long), tmp_path / "out")
    short, cut = column(book["items"], "text_raw")
    assert short == "short"
    assert cut.endswith(" […] → long_texts")
    assert long.startswith(cut.removesuffix(" […] → long_texts"))
    pieces = [row for row in values(book["long_texts"]) if row[0] == "items!I3"]
    assert "".join(piece for _, _, piece in pieces) == long
    assert [number for _, number, _ in pieces] == list(range(1, len(pieces) + 1))
    assert all(len(piece.encode("utf-16-le")) // 2 <= 40 for _, _, piece in pieces)


def test_a_number_with_more_digits_than_excel_has_is_written_as_text(rows: Rows, tmp_path: Path) -> None:
    exact, long = Decimal("131373642.55"), Decimal("12345678901234567.89")
    measures = tuple(replace(rows.measures[0], value=value) for value in (exact, long, Decimal("12.5000")))
    book = write(replace(rows, measures=measures), tmp_path / "out")
    assert column(book["measures"], "value") == [131373642.55, "12345678901234567.89", 12.5]


def test_the_same_rows_give_the_same_bytes(make_rows: Callable[..., Rows], tmp_path: Path) -> None:
    for name in ("one", "other"):
        write(make_rows(), tmp_path / name)
    one, other = ((tmp_path / name / "dataset.xlsx").read_bytes() for name in ("one", "other"))
    assert one == other


def test_the_first_sheet_says_what_every_column_means_in_both_languages(rows: Rows, tmp_path: Path) -> None:
    said = {tuple(row) for row in values(write(rows, tmp_path / "out")["about"])}
    for table in set(TABLES) - PARQUET_ONLY:
        for one in columns(table):
            assert (table, one.name, None, one.en, one.es) in said


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), st.integers(2, 20))
def test_pieces_of_a_text_make_it_again(text: str, size: int) -> None:
    pieces = list(workbook._pieces(text, size))
    assert "".join(pieces) == text
    assert all(0 < len(piece.encode("utf-16-le")) // 2 <= size for piece in pieces)
