"""Words that a narrow cell broke where its width ended, and the rules of stacked tables that do not meet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ingest import Document

Reader = Callable[..., Document]


def _cell(sheet: Any, read_sheets: Reader, above: str, below: str, elsewhere: str, right: float) -> str:
    """What is read of a word over another in a cell from 40 to ``right``."""
    page = sheet().grid([40, right, 300], [100, 114, 150])
    page.text(42, 111, "Un.").text(right + 4, 111, elsewhere)
    page.text(42, 125, above).text(42, 137, below).text(right + 4, 125, "12")
    (table,) = read_sheets(page).tables()
    return next(cell.text for cell in table.cells if (cell.row, cell.column) == (1, 0))


@pytest.mark.parametrize(
    ("above", "below", "read"),
    [
        ("kilómetr", "o", "kilómetro"),
        ("capacitació", "n", "capacitación"),
        ("CUATRIMEST", "RE", "CUATRIMESTRE"),
        ("responsab", "ilidad", "responsabilidad"),
        ("ciudades", "o villas", "ciudades o villas"),
        ("museos", "abiertos", "museos abiertos"),
        ("longitud", "km", "longitud km"),
        ("OFICINA", "RR.HH.", "OFICINA RR.HH."),
        ("OFICINA", "TI", "OFICINA TI"),
        ("museos", "Otros", "museos\nOtros"),
    ],
)
def test_a_broken_word_is_one(above: str, below: str, read: str, sheet: Any, read_sheets: Reader) -> None:
    (alone,) = read_sheets(sheet().text(42, 125, above)).blocks
    right = alone.place.box.x1 + 3
    assert _cell(sheet, read_sheets, above, below, "La responsabilidad", right) == read


def test_a_word_that_leaves_room_is_whole(sheet: Any, read_sheets: Reader) -> None:
    assert _cell(sheet, read_sheets, "kilómetr", "o", "Otra", 200) != "kilómetro"


def test_limits_that_nearly_meet_are_one(sheet: Any, read_sheets: Reader) -> None:
    page = sheet()
    for top, middle in ((100, 200), (140, 204)):
        page.grid([40, middle, 300], [top, top + 20, top + 40])
        for k, (label, figure) in enumerate((("Meta", "15"), ("Logro", "18"))):
            page.text(44, top + 14 + 20 * k, label).text(middle + 4, top + 14 + 20 * k, figure)
    (table,) = read_sheets(page).tables()
    assert table.column_count == 2
    assert [(cell.column, cell.column_span) for cell in table.cells] == [(0, 1), (1, 1)] * 4
