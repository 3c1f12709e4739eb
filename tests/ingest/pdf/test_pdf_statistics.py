"""Tables as statistical offices and budgets print them: labels that head rows, lists of questions, years and
units in the header, titles in the middle, note marks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pdfminer.fontmetrics import FONT_METRICS

from ingest import Document, Table

Reader = Callable[..., Document]
RIGHTS = (300.0, 380.0, 460.0)


def width(text: str, font: str = "F1") -> float:
    metrics = FONT_METRICS["Helvetica-Bold" if font == "F2" else "Helvetica"][1]
    return sum(metrics.get(sign, 500) for sign in text) / 100


def printed(page: Any, rows: list[tuple[str, ...]], y: float, indents: dict[str, float] | None = None) -> Any:
    """Labels at the left, 13 points apart, figures that end at ``RIGHTS``; an empty row is room."""
    for k, (label, *figures) in enumerate(rows):
        page.text(80 + (indents or {}).get(label, 0.0), y + 13 * k, label)
        for right, figure in zip(RIGHTS, figures, strict=False):
            page.text(right - width(figure), y + 13 * k, figure)
    return page


def centred(page: Any, x: float, y: float, text: str, font: str = "F1") -> Any:
    return page.text(x - width(text, font) / 2, y, text, font=font)


def labels(table: Table) -> list[str]:
    return [" ".join(cell.text.split()) for cell in table.cells if cell.column == 0 and cell.text]


def place(table: Table, text: str) -> tuple[int, int, int, int]:
    """Row, column, row span, column span of a text."""
    cell = next(cell for cell in table.cells if " ".join(cell.text.split()) == text)
    return cell.row, cell.column, cell.row_span, cell.column_span


def only_table(document: Document) -> Table:
    (table,) = document.tables()
    return table


HEAD = ("", "1999", "2000", "2001")


def test_a_label_with_a_colon_heads_the_rows_below(sheet: Any, read_sheets: Reader) -> None:
    rows = [HEAD, ("Under one year:",), ("1980", "12.5", "3.1", "8.0"), ("1990", "14.1", "5.2", "9.9")]
    rows += [("Over one year:",), ("1980", "2.5", "3.3", "4.0"), ("1990", "1.1", "7.2", "6.9")]
    table = only_table(read_sheets(printed(sheet(), rows, 100, {"1980": 10, "1990": 10})))
    assert labels(table) == ["Under one year:", "1980", "1990", "Over one year:", "1980", "1990"]


def test_a_label_with_a_colon_goes_on_in_lower_case(sheet: Any, read_sheets: Reader) -> None:
    rows = [HEAD, ("Sales, net of taxes paid abroad:",), ("to agencies", "12.5", "3.1", "8.0")]
    rows += [("Rents", "14.1", "5.2", "9.9"), ("Fees", "1.1", "7.2", "6.9")]
    assert labels(only_table(read_sheets(printed(sheet(), rows, 100))))[0].endswith("to agencies")


def test_letters_of_questions_begin_rows(sheet: Any, read_sheets: Reader) -> None:
    rows = [HEAD, ("a. Pay", "43%", "28%", "7%"), ("b. Opportunities for advancing", "5%", "4%", "8%")]
    rows += [("c. Relations with those at work",), ("and at the head office", "26%", "43%", "2%")]
    rows += [("d. Rooms, light and heating", "7%", "5%", "9%"), ("e. Overall", "50%", "49%", "35%")]
    found = labels(only_table(read_sheets(printed(sheet(), rows, 100))))
    assert [label[:2] for label in found] == ["a.", "b.", "c.", "d.", "e."]
    assert found[2] == "c. Relations with those at work and at the head office"


def test_text_goes_on_after_a_semicolon(sheet: Any, read_sheets: Reader) -> None:
    page = printed(sheet(), [("Barium", "0.05", "2007"), ("", "", ""), ("Fluoride", "1.10", "2007")], 100)
    printed(page, [("Nitrate", "3.00", "2007"), ("Lead", "0.10", "2008")], 139)
    for y, line in (
        (100, "Drilling wastes, metal;"),
        (111, "erosion of natural deposits"),
        (126, "Additive"),
    ):
        page.text(410, y, line)
    page.text(410, 139, "Runoff").text(410, 152, "Pipes")
    for y in (86, 160):
        page.line(78, y, 560, y)
    found = {cell.text.replace("\n", " ") for cell in only_table(read_sheets(page)).cells}
    assert "Drilling wastes, metal; erosion of natural deposits" in found


def test_plain_titles_in_the_middle_span_the_table(sheet: Any, read_sheets: Reader) -> None:
    page = printed(
        sheet(), [HEAD, ("",), ("North", "12.5", "3.1", "8.0"), ("South", "14.1", "5.2", "9.9")], 100
    )
    printed(page, [("North", "2.5", "3.3", "4.0"), ("South", "1.1", "7.2", "6.9")], 165)
    centred(page, 270, 113, "Male")
    centred(page, 270, 152, "Female")
    table = only_table(read_sheets(page))
    assert place(table, "Male") == (1, 0, 1, 4)
    assert place(table, "Female") == (4, 0, 1, 4)


def test_units_below_the_header_span_the_figures(sheet: Any, read_sheets: Reader) -> None:
    page = printed(sheet(), [HEAD], 100).line(78, 86, 462, 86).line(78, 104, 462, 104)
    centred(page, (277.76 + 460) / 2, 115, "Thousands of millions of dollars")
    printed(page, [("North", "12.5", "3.1", "8.0"), ("South", "14.1", "5.2", "9.9")], 128).line(
        78, 146, 462, 146
    )
    assert place(only_table(read_sheets(page)), "Thousands of millions of dollars") == (1, 1, 1, 3)


@pytest.mark.parametrize(("upper", "lower"), [("May", "2006"), ("2006-", "2007"), ("Apr.", "2007p")])
def test_years_under_other_words_are_one_header(
    sheet: Any, read_sheets: Reader, upper: str, lower: str
) -> None:
    page = printed(sheet(), [("", upper, upper, upper), ("Industry", lower, "2007", "2008")], 100)
    rows = [
        ("Mining", "12.5", "3.1", "8.0"),
        ("Logging", "14.1", "5.2", "9.9"),
        ("Fish", "1.1", "2.2", "3.3"),
    ]
    printed(page, rows, 130).line(78, 88, 462, 88).line(78, 118, 462, 118).line(78, 162, 462, 162)
    table = only_table(read_sheets(page))
    assert place(table, f"{upper} {lower}")[:2] == (0, 1)
    assert table.row_count == 4


def test_a_bold_header_is_no_part_of_the_first_ruled_row(sheet: Any, read_sheets: Reader) -> None:
    page = (
        sheet()
        .text(80, 100, "Year", font="F2")
        .text(150, 100, "Law", font="F2")
        .text(300, 100, "What", font="F2")
    )
    for k, (year, law) in enumerate((("1965", "First Act"), ("1981", "Reform Act"), ("1988", "Budget Act"))):
        page.text(80, 113 + 30 * k, year).text(150, 113 + 30 * k, law)
        page.text(300, 113 + 30 * k, "Made payments to those that").text(300, 124 + 30 * k, "needed them.")
        page.line(78, 129 + 30 * k, 500, 129 + 30 * k)
    table = only_table(read_sheets(page))
    assert place(table, "Year")[0] == 0
    assert place(table, "1965")[0] == 1
    assert place(table, "Made payments to those that needed them.")[0] == 1


def test_a_label_over_four_columns_beside_labels_that_wrap(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().text(80, 122, "Group")
    rights = (200.0, 250.0, 300.0, 350.0, 420.0)
    for right, month in zip(rights, ("Mar.", "Apr.", "May", "June"), strict=False):
        centred(page, right - 10, 122, month)
    centred(page, 265, 100, "Changes in a month")
    for y, line in ((100, "Year"), (111, "in all"), (122, "ended")):
        centred(page, 410, y, line)
    for k, name in enumerate(("Food", "Rents", "Coal", "Wine")):
        page.text(80, 138 + 13 * k, name)
        for right in rights:
            page.text(right - width("12.5"), 138 + 13 * k, "12.5")
    page.line(78, 88, 425, 88).line(78, 126, 425, 126).line(78, 182, 425, 182)
    table = only_table(read_sheets(page))
    assert place(table, "Changes in a month") == (0, 1, 1, 4)
    assert place(table, "Year in all ended")[1] == 5


def test_labels_that_stand_level_head_one_row(sheet: Any, read_sheets: Reader) -> None:
    """Of the columns below the second label, all reach up to it."""
    page = sheet().text(80, 133, "Year")
    rights = (200.0, 260.0, 320.0, 380.0, 440.0)
    centred(page, 220, 100, "Family households")
    centred(page, 400, 100, "Other households")
    centred(page, 250 + 30, 116, "Other family")
    for right, name in zip(rights, ("Total", "Male", "Female", "Men", "Women"), strict=True):
        centred(page, right - 10, 133, name)
    page.line(180, 104, 322, 104).line(368, 104, 442, 104).line(240, 120, 322, 120)
    for k in range(4):
        page.text(80, 150 + 13 * k, f"{2001 + k}")
        for right in rights:
            page.text(right - width("1,250"), 150 + 13 * k, "1,250")
    page.line(78, 88, 442, 88).line(78, 138, 442, 138).line(78, 194, 442, 194)
    table = only_table(read_sheets(page))
    assert table.row_count == 7
    assert place(table, "Other family") == (1, 2, 1, 2)
    assert place(table, "Total") == (1, 1, 2, 1)
    assert place(table, "Men") == (1, 4, 2, 1)


def test_a_number_goes_on_in_its_own_column(sheet: Any, read_sheets: Reader) -> None:
    page = printed(sheet(), [("Place", "Total", "and over", "Men")], 126)
    centred(page, 360, 115, "years")
    centred(page, 360, 104, "65")
    rows = [("North", "12.5", "3.1", "8.0"), ("South", "14.1", "5.2", "9.9"), ("West", "1.1", "7.2", "6.9")]
    assert place(only_table(read_sheets(printed(page, rows, 141))), "65 years and over")[1:] == (2, 1, 1)


def test_note_marks_stay_in_what_is_typed(sheet: Any, read_sheets: Reader) -> None:
    rows = [
        HEAD,
        ("Mining", "12.5", "3.1", "8.0"),
        ("Logging", "14.1", "5.2", "9.9"),
        ("Fishing", "1", "2", "3"),
    ]
    page = printed(sheet(), rows, 100)
    page.text(80 + width("Mining"), 109, "2", size=6).text(460, 122, "3", size=6).text(380, 135, "r", size=6)
    cells = {cell.text: cell for cell in only_table(read_sheets(page)).cells}
    assert (cells["Mining"].marks, cells["Mining"].typed_text) == (("2",), "Mining2")
    assert (cells["9.9"].marks, cells["9.9"].typed_text) == (("3",), "9.9³")  # never 9.93
    assert (cells["2"].marks, cells["2"].typed_text) == (("r",), "2r")
    assert cells["Logging"].typed is None


WRAPPED = [
    HEAD,
    ("Any aid", "12.5", "3.1", "8.0"),
    ("Grants of States and towns to", "14.1", "5.2", "9.9"),
    ("those who study",),
    ("Work in all of the offices and", "1.1", "7.2", "6.9"),
    ("Libraries",),
    ("Loans that are given by States", "2.1", "4.4", "5.0"),
    ("and by banks",),
]


def test_labels_wrap_below_their_figures(sheet: Any, read_sheets: Reader) -> None:
    """One goes on with a capital, as far in as those that surely go on; the last ends below the table."""
    found = labels(only_table(read_sheets(printed(sheet(), WRAPPED, 100))))
    assert found[2:] == [
        "Work in all of the offices and Libraries",
        "Loans that are given by States and by banks",
    ]


def test_a_rule_or_a_sentence_ends_the_last_label(sheet: Any, read_sheets: Reader) -> None:
    ruled = printed(sheet(), WRAPPED, 100).line(78, 181, 150, 181)
    assert labels(only_table(read_sheets(ruled)))[-1] == "Loans that are given by States"
    noted = printed(sheet(), [*WRAPPED[:-1], ("Source: own figures.",)], 100)
    assert labels(only_table(read_sheets(noted)))[-1] == "Loans that are given by States"


def test_a_label_far_above_its_only_column_is_its_header(sheet: Any, read_sheets: Reader) -> None:
    rows = [("Less than one year", "60"), ("One to three years", "50"), ("Four years", "42"), ("All", "100")]
    page = printed(sheet(), rows, 120)
    centred(page, 300 - width("100") / 2, 103, "Percent")
    assert place(only_table(read_sheets(page)), "Percent") == (0, 1, 1, 1)


def test_addresses_beside_each_other_are_no_table(sheet: Any, read_sheets: Reader) -> None:
    page = sheet()
    offices = [("Arica", "12 Calle Prat", "Arica, 10300"), ("Iquique", "230 Calle Lynch", "Iquique, 11060")]
    for x, office in zip((80, 240, 400), [*offices, ("Talca", "44 Calle Dos", "Talca, 34600")], strict=True):
        for k, (line, font) in enumerate(
            zip((*office, "No. 404-2000"), ("F2", "F1", "F1", "F1"), strict=True)
        ):
            page.text(x, 100 + 12 * k, line, font=font)
    assert not list(read_sheets(page).tables())


def test_numbered_challenges_and_guidelines_are_a_table(sheet: Any, read_sheets: Reader) -> None:
    page = sheet()
    for x, head in ((80, "DESAFÍOS"), (240, "LINEAMIENTOS"), (400, "PLAZOS")):
        page.text(x, 100, head, font="F2")
        for k, task in enumerate(("Ordenar las compras", "Mejorar los plazos", "Revisar las cuentas"), 1):
            page.text(x, 100 + 18 * k, f"{k}.{(x - 80) // 160 + 1} {task}")
    assert only_table(read_sheets(page)).row_count == 4


def test_numbers_of_columns_are_a_row_of_the_header(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().text(80, 100, "Size of").text(80, 113, "income")
    for right, label, number in zip(
        RIGHTS, ("Returns", "Income", "Taxes"), ("(1)", "(2)", "(3)"), strict=True
    ):
        centred(page, right - 12, 100, label)
        centred(page, right - 12, 113, number)
    rows = [("Small", "12.5", "3.1", "8.0"), ("Middle", "14.1", "5.2", "9.9"), ("Large", "1.1", "2.2", "3.3")]
    printed(page, rows, 130).line(78, 88, 462, 88).line(78, 118, 462, 118).line(78, 162, 462, 162)
    table = only_table(read_sheets(page))
    assert place(table, "Returns") == (0, 1, 1, 1)
    assert place(table, "(1)") == (1, 1, 1, 1)
    assert place(table, "Size of income") == (0, 0, 2, 1)


def test_letters_that_do_not_follow_are_no_numbers_of_columns(sheet: Any, read_sheets: Reader) -> None:
    page = printed(sheet(), [("", "Rate", "Sum", "Share"), ("Group", "(a)", "(a)", "(b)")], 100)
    rows = [("Small", "12.5", "3.1", "8.0"), ("Middle", "14.1", "5.2", "9.9"), ("Large", "1.1", "2.2", "3.3")]
    printed(page, rows, 130).line(78, 88, 462, 88).line(78, 118, 462, 118).line(78, 162, 462, 162)
    assert place(only_table(read_sheets(page)), "Rate (a)") == (0, 1, 1, 1)


def test_rows_of_hyphens_are_rules(sheet: Any, read_sheets: Reader) -> None:
    rows = ["-" * 52, "District            January    February       March", "-" * 52]
    rows += [
        "First                 1,204       1,187       1,311",
        "Second               14,233      13,844      14,901",
    ]
    rows += ["-" * 52, "Country              15,437      15,031      16,212", "=" * 52]
    page = sheet()
    for k, row in enumerate(rows):
        page.text(80, 100 + 12 * k, row, font="F3", size=9)
    document = read_sheets(page)
    table = only_table(document)
    assert labels(table) == ["District", "First", "Second", "Country"]
    assert (table.row_count, table.column_count, table.method) == (4, 4, "pdf-rules")


def test_blanks_beside_words_are_no_rules(sheet: Any, read_sheets: Reader) -> None:
    page = sheet()
    for k, word in enumerate(("Name", "Street", "Town")):
        page.text(80, 100 + 20 * k, f"{word}: ______________________").text(
            300, 100 + 20 * k, "Date: ____________"
        )
    assert not list(read_sheets(page).tables())


def test_prose_that_runs_wider_parts_two_tables(sheet: Any, read_sheets: Reader) -> None:
    rows = [
        HEAD,
        ("North", "12.5", "3.1", "8.0"),
        ("South", "14.1", "5.2", "9.9"),
        ("West", "1.1", "7.2", "6.9"),
    ]
    page = printed(printed(sheet(), rows, 100), rows, 184)
    for y, prose in ((158, "the last quarters"), (170, "Prices rose all the same, and so did what was sold")):
        page.text(
            80, y, f"Shipments fell in each of {prose}, and demand abroad was weaker than in other years"
        )
    first, second = read_sheets(page).tables()
    assert (first.row_count, second.row_count) == (4, 4)
