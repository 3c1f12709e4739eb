"""Tables as plans of work have them: two levels of header over programmed and executed figures, under few
rules; rows that the cells of one record list; labels beside records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from ingest import Document, Table

Reader = Callable[..., Document]
XS = [40.0, 150.0, 260.0, 320.0, 380.0, 440.0, 520.0]
"""The left edge of the labels and of the units, then the right edges of figures."""
MIDDLES = [250.0, 310.0, 370.0, 430.0, 500.0]
"""Of the labels above them; the columns are not of one width."""
ROWS = [
    ["Visitas a terreno", "Horas", "12", "10", "14", "9", "15"],
    ["Cursos dictados", "Cursos", "3", "4", "5", "2", "6"],
    ["Fichas revisadas", "Fichas", "416", "391", "362", "203", "385"],
    ["Obras menores", "Obras", "40", "41", "38", "16", "44"],
]


def only_table(document: Document) -> Table:
    (table,) = document.tables()
    return table


def texts(table: Table) -> list[list[str]]:
    return [[" ".join(cell.text.split()) if cell else "" for cell in row] for row in table.grid()]


def centred(page: Any, x: float, y: float, words: str, font: str = "F2", *, em: float = 5.0) -> None:
    page.text(x - em * len(words) / 2, y, words, font=font)


def figures(page: Any, rows: Sequence[Sequence[str]], y: float) -> Any:
    for k, (label, unit, *numbers) in enumerate(rows):
        page.text(XS[0], y + 13 * k, label).text(XS[1], y + 13 * k, unit)
        for x, number in zip(XS[2:], numbers, strict=True):
            page.text(x - 5.56 * len(number), y + 13 * k, number)
    return page


def header(page: Any, years: Sequence[str]) -> Any:
    """Two levels: years over pairs of columns, the last over one."""
    for x, year in zip((280, 400, 500), years, strict=True):
        centred(page, x, 100, year)
    for x, words in zip((80, 165), ("Entregable", "Unidad"), strict=True):
        centred(page, x, 108, words)
    for x, words in zip(MIDDLES, ("Prog.", "Ejec.", "Prog.", "Ejec.", "Prog."), strict=True):
        centred(page, x, 116, words)
    return page


@pytest.mark.parametrize("word", ["", "Plan "])
def test_years_over_pairs_of_columns_share_one_rule(sheet: Any, read_sheets: Reader, word: str) -> None:
    page = header(sheet(), [f"{word}2006", f"{word}2007", f"{word}2008"])
    page.line(38, 90, 524, 90).line(230, 104, 524, 104).line(38, 184, 524, 184)
    found = texts(only_table(read_sheets(figures(page, ROWS, 134))))
    assert found[0][2:] == [f"{word}{year}" for year in (2006, 2006, 2007, 2007, 2008)]
    assert found[1][2:] == ["Prog.", "Ejec.", "Prog.", "Ejec.", "Prog."]
    assert found[2] == ROWS[0]


def test_a_figure_behind_a_label_is_cut_from_it_at_the_gap(sheet: Any, read_sheets: Reader) -> None:
    rows = [["Red norte 2006", "Km", "11", "10", "9", "8", "7"], *ROWS]
    page = header(sheet(), ["2006", "2007", "2008"]).line(38, 90, 524, 90).line(38, 197, 524, 197)
    found = texts(only_table(read_sheets(figures(page, rows, 134))))
    assert found[2] == rows[0]


def test_the_plain_first_line_of_a_record_is_no_header(sheet: Any, read_sheets: Reader) -> None:
    page = header(sheet(), ["2006", "2007", "2008"])
    page.line(38, 90, 524, 90).line(230, 104, 524, 104).line(38, 210, 524, 210)
    page.text(XS[1], 132, "% atendido").text(XS[1], 144, "en plazo")
    figures(page, [["Reclamos", "", "85%", "80%", "90%", "88%", "91%"]], 138)
    found = texts(only_table(read_sheets(figures(page, ROWS, 158))))
    assert found[2] == ["Reclamos", "% atendido en plazo", "85%", "80%", "90%", "88%", "91%"]


def test_each_label_level_with_a_record_is_its_own(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().line(38, 90, 524, 90).line(38, 200, 524, 200)
    for x, words in zip((80, 170, *MIDDLES), ("Entregable", "Unidad", *"ABCDE"), strict=True):
        centred(page, x, 104, words)
    page.text(XS[1], 118, "Parte de las").text(XS[1], 130, "solicitudes")
    figures(page, [["Reclamos", "", "85", "80", "90", "88", "91"]], 124)
    found = texts(only_table(read_sheets(figures(page, ROWS, 144))))
    assert [row[0] for row in found[2:]] == [row[0] for row in ROWS]


def test_a_row_with_its_label_in_two_lines_is_no_header(sheet: Any, read_sheets: Reader) -> None:
    page = header(sheet(), ["2006", "2007", "2008"])
    page.line(38, 90, 524, 90).line(230, 104, 524, 104).line(38, 121, 524, 121)
    page.text(XS[0], 132, "Traslado de").text(XS[0], 144, "documentos")
    figures(page, [["", "Cajas", "85", "80", "90", "88", "91"]], 138)
    page.line(38, 149, 524, 149)
    figures(page, ROWS, 160)
    for k in range(4):
        page.line(38, 164 + 13 * k, 524, 164 + 13 * k)
    found = texts(only_table(read_sheets(page)))
    assert found[1][2:] == ["Prog.", "Ejec.", "Prog.", "Ejec.", "Prog."]
    assert found[2] == ["Traslado de documentos", "Cajas", "85", "80", "90", "88", "91"]


def listed(page: Any, *, alone: bool, columns: bool = True) -> Any:
    """Products with their grade, each above the parts of it that two cells list; or the lists alone."""
    ys, y = [90.0], 90.0
    for k in range(4):
        if alone:
            page.text(44, y + 12, f"Producto {k}", font="F2").text(304, y + 12, "15%", font="F2")
            y += 18
            ys.append(y)
        for part in range(3):
            page.text(44, y + 12 + 12 * part, f"Revisar la parte {part}").text(304, y + 12 + 12 * part, "70%")
        y += 42
        ys.append(y)
    if columns:
        return page.grid([40.0, 300.0, 380.0], ys)
    for y in ys:
        page.line(40, y, 380, y)
    return page


@pytest.mark.parametrize("columns", [True, False])
def test_where_single_rows_are_ruled_off_lines_in_one_are_a_list(
    sheet: Any, read_sheets: Reader, *, columns: bool
) -> None:
    table = only_table(read_sheets(listed(sheet(), alone=True, columns=columns)))
    assert table.row_count == 8
    assert texts(table)[1][1] == "70% 70% 70%"


def test_rules_after_every_few_rows_part_groups_of_them(sheet: Any, read_sheets: Reader) -> None:
    assert only_table(read_sheets(listed(sheet(), alone=False))).row_count == 12
