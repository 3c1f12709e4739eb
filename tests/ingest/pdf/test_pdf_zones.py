"""Tables beside other things: other tables, running text in newspaper columns or round them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ingest import Document, Table

Reader = Callable[..., Document]

PROSE = [
    "The programme of the region was given to",
    "the council, which had asked for it in the",
    "spring and read it with care. Three of its",
    "members would rather have waited, and said",
    "so, but the others held that nothing was to",
    "be won by it. What the year had brought is",
    "told in the annex, and whoever reads it may",
    "see that the plan was kept, but for two of",
    "the works along the coast, which the winter",
    "put off. They are to be taken up again when",
    "the roads are open, and paid from what was",
    "left over of the year before. The members",
]
ROWS = [
    ["Arica", "120", "335"],
    ["Iquique", "715", "207"],
    ["Calama", "115", "302"],
    ["Maule", "134", "613"],
    ["Ancud", "212", "618"],
    ["Lota", "431", "90"],
]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]


def column(page: Any, x: float, y: float, lines: list[str], step: float = 12) -> Any:
    for k, line in enumerate(lines):
        page.text(x, y + step * k, line)
    return page


def body(page: Any, x: float, y: float, rows: list[list[str]], step: float = 12) -> Any:
    """Labels at x, figures that end 110 and 160 points right of it."""
    for k, (label, *figures) in enumerate(rows):
        page.text(x, y + step * k, label)
        for right, figure in zip((110, 160), figures, strict=False):
            page.text(x + right - 5.56 * len(figure), y + step * k, figure)
    return page


def test_a_table_in_a_newspaper_column_takes_in_no_prose(sheet: Any, read_sheets: Reader) -> None:
    page = column(sheet(), 60, 80, PROSE)
    body(page, 60, 236, ROWS)
    column(page, 60, 320, PROSE)
    column(page, 300, 80, PROSE * 3)
    (table,) = read_sheets(page).tables()
    assert texts(table) == ROWS


@pytest.mark.parametrize("side", [0, 1])
def test_prose_runs_round_a_table_whose_rows_stand_between_its_lines(
    sheet: Any, read_sheets: Reader, side: int
) -> None:
    page = column(sheet(), (60, 300)[side], 80, PROSE)
    (table,) = read_sheets(body(page, (320, 60)[side], 89, ROWS, step=15)).tables()
    assert texts(table) == ROWS


def test_three_newspaper_columns_are_no_table(sheet: Any, read_sheets: Reader) -> None:
    page = sheet(width=842.0)
    for x in (50, 290, 530):
        column(page, x, 80, PROSE * 2)
    assert not list(read_sheets(page).tables())


def test_long_cells_that_begin_level_are_a_table_and_no_columns_of_prose(
    sheet: Any, read_sheets: Reader
) -> None:
    page = sheet().text(60, 80, "Objective", font="F2").text(330, 80, "Indicator", font="F2")
    for k in range(4):
        column(page, 60, 100 + 44 * k, PROSE[3 * k : 3 * k + 3])
        column(page, 330, 100 + 44 * k, [f"Share of works {k}", "that were done"])
    (table,) = read_sheets(page).tables()
    assert table.row_count == 5 and table.column_count == 2


def test_long_labels_belong_to_their_figures(sheet: Any, read_sheets: Reader) -> None:
    page = sheet()
    for k in range(6):
        column(page, 60, 100 + 24 * k, [PROSE[2 * k], PROSE[2 * k + 1][:30].lower()])
        page.text(330, 112 + 24 * k, str(100 + 7 * k)).text(400, 112 + 24 * k, str(90 - k))
    (table,) = read_sheets(page).tables()
    assert table.column_count == 3


def test_tables_beside_each_other_with_rows_of_their_own(sheet: Any, read_sheets: Reader) -> None:
    page = body(sheet(), 60, 100, ROWS, step=18)
    left, right = read_sheets(body(page, 300, 100, ROWS[::-1], step=12)).tables()
    assert texts(left) == ROWS and texts(right) == ROWS[::-1]


@pytest.mark.parametrize("how", ["titles", "captions", "heads", "longer", "shades", "rules"])
def test_tables_beside_each_other_whose_rows_stand_level(sheet: Any, read_sheets: Reader, how: str) -> None:
    page, right = sheet(), ROWS[::-1]
    if how == "titles":
        page.text(60, 86, "Income of the coast", font="F2").text(300, 86, "Spending of the coast", font="F2")
    elif how == "captions":
        page.text(60, 86, "Table 1. Income").text(300, 86, "Table 2. Spending")
    elif how == "heads":
        for x in (60, 300):
            page.text(x, 88, "Place").text(x + 88, 88, "2011").text(x + 138, 88, "2012")
    elif how == "longer":
        right = [*right, *ROWS]
    elif how == "shades":
        for k in range(0, 6, 2):
            page.fill(58, 91 + 12 * k, 222, 103 + 12 * k, ink="0.9 g")
    else:
        for x in (58, 298):
            page.line(x, 90, x + 164, 90)
    body(page, 60, 100, ROWS)
    first, second = read_sheets(body(page, 300, 100, right)).tables()
    assert texts(first)[-6:] == ROWS and texts(second)[-len(right) :] == right


def test_three_tables_beside_each_other(sheet: Any, read_sheets: Reader) -> None:
    page = sheet(width=842.0)
    for k, x in enumerate((50, 290, 530)):
        page.text(x, 86, f"Table {k + 1}. Works")
        body(page, x, 100, ROWS)
    assert [texts(table) for table in read_sheets(page).tables()] == [ROWS] * 3


def test_one_table_with_words_in_its_middle_stays_one(sheet: Any, read_sheets: Reader) -> None:
    page = body(sheet(), 60, 100, ROWS)
    for k, words in enumerate(("coast", "coast", "desert", "valley", "island", "coast")):
        page.text(300, 100 + 12 * k, words).text(380, 100 + 12 * k, str(11 + k))
    (table,) = read_sheets(page).tables()
    assert table.column_count == 5


def test_a_frame_round_a_ruled_table_is_none_of_its_cells(sheet: Any, read_sheets: Reader) -> None:
    page = body(sheet(), 64, 100, ROWS).grid([60, 140, 190, 240], [90 + 12 * k for k in range(7)])
    page.grid([50, 250], [80, 190]).text(60, 180, "Source: the council")
    (table,) = read_sheets(page).tables()
    assert texts(table) == ROWS


def order(document: Document) -> list[str]:
    """The first words of each block, as they are read."""
    return [block.cells[0].text if isinstance(block, Table) else block.text for block in document.blocks]


def test_each_table_comes_after_the_title_over_it(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().text(60, 86, "Table 1. Income").text(300, 76, "Table 2. Spending")
    page.text(300, 92, "(in pesos)")
    document = read_sheets(body(body(page, 60, 100, ROWS), 300, 103, ROWS[::-1]))
    assert order(document) == ["Table 1. Income", "Arica", "Table 2. Spending\n(in pesos)", "Lota"]
    assert [table.caption for table in document.tables()] == [
        "Table 1. Income",
        "Table 2. Spending\n(in pesos)",
    ]


def test_a_table_comes_after_its_name_at_its_left(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().text(60, 60, "Size of the office", font="F2").text(60, 104, "STAFF", font="F2")
    page.grid([150, 230, 290, 340], [94 + 12 * k for k in range(7)])
    document = read_sheets(body(page, 154, 104, ROWS))
    assert order(document) == ["Size of the office", "STAFF", "Arica"]
