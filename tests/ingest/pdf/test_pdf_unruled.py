"""Tables as statistical reports have them: few rules or none, stacked headers, sections, missing figures; and
what looks like them and is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ingest import Document, Table

Reader = Callable[..., Document]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]


def spans(table: Table) -> dict[str, tuple[int, int, int, int]]:
    """Text of each cell → row, column, row span, column span."""
    return {
        " ".join(cell.text.split()): (cell.row, cell.column, cell.row_span, cell.column_span)
        for cell in table.cells
    }


def only_table(document: Document) -> Table:
    (table,) = document.tables()
    return table


def body(page: Any, rows: list[list[str]], xs: list[float], y: float, font: str = "F1") -> Any:
    """Labels from the first x on, figures before the others (each sign 5.56 wide at size 10)."""
    for k, (label, *figures) in enumerate(rows):
        page.text(xs[0], y + 13 * k, label, font=font)
        for x, figure in zip(xs[1:], figures, strict=True):
            page.text(x - 5.56 * len(figure), y + 13 * k, figure, font=font)
    return page


PLACES = [
    ["Arica", "120", "335", "210"],
    ["Iquique", "715", "207", "118"],
    ["Calama", "115", "302", "664"],
    ["Maule", "134", "613", "951"],
]
RIGHTS = [80.0, 240.0, 310.0, 380.0]


def test_a_label_that_wraps_heads_its_own_column_only(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().text(285, 100, "Public").text(215, 112, "Urban").text(274, 112, "and local")
    page.text(355, 112, "Rural")
    table = only_table(read_sheets(body(page, PLACES, RIGHTS, 125)))
    assert spans(table)["Public and local"] == (0, 2, 1, 1)
    assert table.row_count == 5


def test_a_year_over_three_columns_heads_them_all(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().text(286, 98, "1995")
    for x, words in zip((222, 290, 362), ("Men", "All", "Sons"), strict=True):
        page.text(x, 112, words)
    table = only_table(read_sheets(body(page, PLACES, RIGHTS, 126)))
    assert spans(table)["1995"] == (0, 1, 1, 3)


def test_the_lines_of_a_label_share_the_rule_under_them(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().text(244, 88, "Rates of").text(248, 99, "change").line(215, 103, 312, 103)
    for x, words in zip((222, 290, 355), ("Men", "All", "Total"), strict=True):
        page.text(x, 114, words)
    page.line(78, 78, 384, 78).line(78, 118, 384, 118)
    table = only_table(read_sheets(body(page, PLACES, RIGHTS, 130).line(78, 174, 384, 174)))
    assert spans(table)["Rates of change"] == (0, 1, 1, 2)
    assert spans(table)["Total"] == (0, 3, 2, 1)  # nothing stands above it: it reaches up


def test_a_section_in_the_middle_spans_the_table(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().text(218, 100, "1995").text(288, 100, "1996").text(358, 100, "1997")
    page.text(196, 113, "Coastal region", font="F2")
    body(page, PLACES, RIGHTS, 126).text(196, 178, "Inland regions", font="F2")
    table = only_table(read_sheets(body(page, PLACES, RIGHTS, 191)))
    assert spans(table)["Coastal region"] == (1, 0, 1, 4)
    assert spans(table)["Inland regions"] == (6, 0, 1, 4)


def test_the_header_above_a_section_is_not_lost(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().text(218, 100, "1995").text(80, 113, "Coast")
    rows = [row[:2] for row in PLACES]
    table = only_table(read_sheets(body(page, rows, RIGHTS[:2], 126)))
    assert texts(table)[:3] == [["", "1995"], ["Coast", ""], ["Arica", "120"]]


def test_few_dots_alone_are_a_missing_figure_and_many_lead_on(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().text(218, 100, "1995").text(288, 100, "1996").text(358, 100, "1997")
    rows = [["Arica .........", "120", "...", "210"], ["Maule .........", "...", "207", "118"], *PLACES[:2]]
    table = only_table(read_sheets(body(page, rows, RIGHTS, 113)))
    assert texts(table)[1] == ["Arica .........", "120", "...", "210"]
    assert texts(table)[2] == ["Maule .........", "...", "207", "118"]


def test_spaces_of_a_typewriter_part_no_words(sheet: Any, read_sheets: Reader) -> None:
    rows = [
        "West Virginia      120     335",
        "South Dakota       715     207",
        "New Mexico         115     302",
    ]
    page = sheet()
    for k, row in enumerate(["State             Rate   Total", *rows]):
        for start in (0, 18):
            page.text(80 + 6 * start, 100 + 13 * k, row[start:18] if not start else row[18:], font="F3")
    table = only_table(read_sheets(page))
    assert [row[0] for row in texts(table)] == ["State", "West Virginia", "South Dakota", "New Mexico"]
    assert table.column_count == 3


def test_tables_of_years_beside_each_other(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().text(80, 100, "Region").text(220, 100, "Rate")
    page.text(330, 100, "Year").text(470, 100, "Rate")
    for y in (88.0, 103.0):
        page.line(78, y, 244, y).line(328, y, 494, y)
    body(page, [row[:2] for row in PLACES], RIGHTS[:2], 115)
    rows = [[str(1990 + k), str(300 + k)] for k in range(7)]
    for k, (year, figure) in enumerate(rows):
        page.text(330, 114 + 11 * k, year).text(473, 114 + 11 * k, figure)
    left, right = read_sheets(page).tables()
    assert [row[0] for row in texts(left)] == ["Region", "Arica", "Iquique", "Calama", "Maule"]
    assert texts(right) == [["Year", "Rate"], *rows]


def test_a_heading_with_room_around_it_parts_ruled_tables(sheet: Any, read_sheets: Reader) -> None:
    page = sheet()
    for top in (100.0, 200.0):
        for k in range(5):
            page.line(78, top + 14 * k, 384, top + 14 * k)
        for k, row in enumerate(PLACES):
            body(page, [row], RIGHTS, top + 11 + 14 * k)
    page.text(80, 181, "Number of offices that applied it")
    first, second = read_sheets(page).tables()
    assert first.row_count == second.row_count == 4


def test_formulas_are_no_tables(sheet: Any, read_sheets: Reader) -> None:
    page = sheet()
    for y in (100, 160, 220):
        page.text(200, y - 5, "G").text(200, y + 3, "n").text(140, y, "HC1").text(230, y - 4, "2").text(
            320, y, "(14)"
        )
    assert not list(read_sheets(page).tables())


def test_the_numbered_lines_of_a_program_are_no_table(sheet: Any, read_sheets: Reader) -> None:
    page = sheet()
    for k, words in enumerate(
        ["begin the loop", "read one line", "keep its sum", "end the loop", "write it", "stop"]
    ):
        page.text(80, 100 + 16 * k, str(123 + k)).text(120, 100 + 16 * k, words)
    assert not list(read_sheets(page).tables())


def test_a_curve_in_steps_is_no_table(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().line(80, 100, 80, 300).line(80, 300, 400, 300).line(80, 100, 400, 100)
    for k in range(12):
        x, y = 90 + 25 * k, 290 - 14 * k
        page.line(x, y, x + 25, y).line(x + 25, y, x + 25, y - 14)
    page.text(120, 120, "Men").text(220, 120, "Women").text(100, 240, "0.5").text(300, 280, "Years")
    assert not list(read_sheets(page).tables())


def test_bars_in_groups_are_no_table(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().line(90, 100, 90, 240).line(90, 240, 350, 240)
    for k, (first, second) in enumerate(((40, 90), (70, 55), (110, 80), (25, 130))):
        x = 100 + 60 * k
        page.fill(x, 240 - first, x + 20, 240, "0.2 0.4 0.7 rg").fill(x + 20, 240 - second, x + 40, 240)
        page.text(x, 238 - first, str(first), 7).text(x + 22, 238 - second, str(second), 7)
        page.text(x + 8, 252, str(1990 + k), 7).text(70, 240 - 30 * k, str(20 * k), 7)
        page.line(90, 240 - 30 * k, 350, 240 - 30 * k)
    assert not list(read_sheets(page).tables())


def test_a_header_of_groups_and_holes_is_less_sure(sheet: Any, read_sheets: Reader) -> None:
    plain = (
        sheet().text(80, 112, "Place").text(218, 112, "1995").text(288, 112, "1996").text(358, 112, "1997")
    )
    sure = only_table(read_sheets(body(plain, PLACES, RIGHTS, 125)))
    grouped = sheet().text(270, 98, "1990 to 1997")
    grouped.text(222, 112, "Men").text(290, 112, "All").text(362, 112, "Sons")
    holes = [row if k % 2 else [row[0], row[1], "", row[3]] for k, row in enumerate(PLACES)]
    unsure = only_table(read_sheets(body(grouped, holes, RIGHTS, 126)))
    assert unsure.confidence < sure.confidence - 0.05


def test_the_first_line_of_the_left_label_belongs_to_the_header(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().text(80, 100, "Kind of").text(80, 111, "place and year").text(218, 111, "1995")
    page.text(288, 111, "1996").text(358, 111, "1997")
    table = only_table(read_sheets(body(page, PLACES, RIGHTS, 125)))
    assert spans(table)["Kind of place and year"] == (0, 0, 1, 1)
