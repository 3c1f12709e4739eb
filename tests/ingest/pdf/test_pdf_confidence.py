"""How sure a table is: each doubt alone makes it less so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ingest import Document, Table

Reader = Callable[..., Document]

HEAD = ["Place", "2011", "2012", "2013"]
ROWS = [
    ["Arica", "120", "335", "210"],
    ["Iquique", "715", "207", "118"],
    ["Calama", "115", "302", "664"],
    ["Maule", "134", "613", "951"],
    ["Ancud", "212", "618", "48"],
]
XS = [80.0, 240.0, 310.0, 380.0]


def body(page: Any, rows: list[list[str]], y: float = 100.0) -> Any:
    for k, (label, *figures) in enumerate(rows):
        page.text(XS[0], y + 14 * k, label)
        for x, figure in zip(XS[1:], figures, strict=True):
            page.text(x - 5.56 * len(figure), y + 14 * k, figure)
    return page


def only_table(document: Document) -> Table:
    (table,) = document.tables()
    return table


def changed(row: int, *cells: str) -> list[list[str]]:
    """The header and the rows, one of them replaced."""
    rows = [HEAD, *ROWS]
    return [*rows[:row], list(cells), *rows[row + 1 :]]


DOUBTFUL = {
    "bare": changed(0, "Place", "2011", "", "2013"),
    "headless": ROWS,
    "unnamed": changed(3, "", "302", "664", "115"),
    "cut": changed(3, "and its coast", "115", "302", "664"),
    "astray": changed(3, "", "115", "", ""),
    "empty": changed(3, "Calama", "", "302", ""),
}


@pytest.mark.parametrize("doubt", DOUBTFUL)
def test_a_doubt_takes_its_share(sheet: Any, read_sheets: Reader, doubt: str) -> None:
    sure = only_table(read_sheets(body(sheet(), [HEAD, *ROWS])))
    assert 0.8 < sure.confidence < 0.9
    assert only_table(read_sheets(body(sheet(), DOUBTFUL[doubt]))).confidence < sure.confidence


def test_words_right_above_figures_that_were_left_out_are_a_doubt(sheet: Any, read_sheets: Reader) -> None:
    rows = [HEAD, *ROWS]
    sure = only_table(read_sheets(body(sheet(), rows)))
    lone = only_table(read_sheets(body(sheet().text(225, 87, "Table 3. All places of it"), rows)))
    assert lone.row_count == sure.row_count
    assert lone.confidence < 0.8 * sure.confidence


def test_rules_on_every_side_leave_no_doubt(sheet: Any, read_sheets: Reader) -> None:
    rows = changed(3, "and its coast", "", "302", "")
    page = body(sheet(), rows)
    for y in range(7):
        page.line(76, 90 + 14 * y, 390, 90 + 14 * y)
    for x in (76, 200, 250, 320, 390):
        page.line(x, 90, x, 174)
    table = only_table(read_sheets(page))
    assert table.method == "pdf-lines" and table.confidence == 0.99
