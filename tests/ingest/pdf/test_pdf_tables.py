"""Tables from pages written by hand: ruled, half ruled, by colour, without rules."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from ingest import Document, Table
from ingest.pdf import opening

Reader = Callable[..., Document]

ROWS = [
    ["Región", "Meta", "Peso"],
    ["Arica", "12", "10,5"],
    ["Tarapacá", "7", "20,5"],
    ["Antofagasta", "115", "30"],
    ["Total", "134", "61"],
]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]


def only_table(document: Document) -> Table:
    (table,) = document.tables()
    return table


def put(page: Any, rows: list[list[str]], xs: list[float], y: float = 114.0, step: float = 20.0) -> Any:
    for k, row in enumerate(rows):
        for x, words in zip(xs, row, strict=True):
            if words:
                page.text(x, y + step * k, words)
    return page


XS, YS = [80.0, 200.0, 280.0, 360.0], [100.0, 120.0, 140.0, 160.0, 180.0, 200.0]
COLUMNS = [84.0, 210.0, 290.0]


def test_a_grid_is_read_cell_by_cell(sheet: Any, read_sheets: Reader) -> None:
    table = only_table(read_sheets(put(sheet().grid(XS, YS), ROWS, COLUMNS)))
    assert texts(table) == ROWS
    assert table.method == "pdf-lines"
    assert table.confidence > 0.95
    first = table.cells[0].place
    assert first.page == 1
    assert first.box is not None
    assert (first.box.x0, first.box.y0, first.box.x1, first.box.y1) == pytest.approx(
        (80, 100, 200, 120), abs=1
    )


def test_rules_drawn_as_thin_rectangles_dashes_and_twice(sheet: Any, read_sheets: Reader) -> None:
    page = sheet()
    for k, y in enumerate(YS):
        if k == 0:
            page.line(80, y, 360, y).line(80, y + 2, 360, y + 2)
        elif k == 1:
            page.line(80, y, 360, y, "0 G 0.5 w [3 2] 0 d")
        else:
            page.fill(80, y - 0.3, 360, y + 0.3)
    for x in XS:
        page.line(x, 100, x, 149).line(x, 151, x, 200)
    assert texts(only_table(read_sheets(put(page, ROWS, COLUMNS)))) == ROWS


def test_a_missing_inner_rule_is_a_span(sheet: Any, read_sheets: Reader) -> None:
    page = sheet()
    for y in (100, 120, 160):
        page.line(80, y, 360, y)
    page.line(200, 140, 360, 140)
    page.line(80, 100, 80, 160).line(360, 100, 360, 160).line(200, 100, 200, 160).line(280, 120, 280, 160)
    page.text(84, 114, "Programa").text(250, 114, "Valores")
    page.text(84, 144, "Becas").text(210, 134, "1").text(290, 134, "2").text(210, 154, "3").text(
        290, 154, "4"
    )
    table = only_table(read_sheets(page))
    spans = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells}
    assert spans["Valores"] == (0, 1, 1, 2)
    assert spans["Becas"] == (1, 0, 2, 1)
    assert spans["4"] == (2, 2, 1, 1)


def test_horizontal_rules_only(sheet: Any, read_sheets: Reader) -> None:
    page = put(sheet(), ROWS, COLUMNS)
    for y in (100, 120, 200):
        page.line(80, y, 360, y)
    table = only_table(read_sheets(page))
    assert texts(table) == ROWS
    assert table.method == "pdf-rules"


def test_bands_of_colour(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().fill(80, 100, 360, 120, "0.7 0.8 0.9 rg").fill(80, 140, 360, 160, "0.9 g")
    table = only_table(read_sheets(put(page.fill(80, 180, 360, 200, "0.9 g"), ROWS, COLUMNS)))
    assert texts(table) == ROWS
    assert table.method == "pdf-bands"


def coloured(page: Any, y0: float, y1: float, ink: str = "0.9 g") -> Any:
    """A row of cells with a ground each."""
    for a, b in pairwise(XS):
        page.fill(a, y0, b, y1, ink)
    return page


def test_every_other_row_of_coloured_cells(sheet: Any, read_sheets: Reader) -> None:
    page = coloured(coloured(sheet(), 100, 120, "0.7 0.8 0.9 rg"), 140, 160)
    page.text(80, 60, "El cuadro siguiente resume las metas de las regiones del país y su peso.")
    page.text(80, 240, "Otro párrafo que nada tiene que ver con el cuadro y cruza sus columnas.")
    table = only_table(read_sheets(put(page, ROWS, COLUMNS)))
    assert texts(table) == ROWS
    assert table.method == "pdf-bands"


def test_a_header_of_coloured_cells_over_a_white_body(sheet: Any, read_sheets: Reader) -> None:
    rows = [
        ["Desafío", "Lineamiento", "Peso"],
        ["Ordenar la casa", "Comprar", "10"],
        ["Abrir las puertas", "Formar gente", "20"],
        ["", "Atender bien", "5"],
        ["Total de todo el plan", "", "35"],
    ]
    table = only_table(read_sheets(put(coloured(sheet(), 100, 120), rows, COLUMNS, step=18)))
    assert texts(table) == rows


def test_a_header_without_colour_above_coloured_rows(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().text(230, 94, "Año 2016 y siguientes").text(100, 94, "Zonas")
    put(coloured(coloured(page, 120, 140), 160, 180), ROWS, COLUMNS)
    table = only_table(read_sheets(page))
    assert texts(table)[1:] == ROWS
    spans = {cell.text: (cell.row, cell.column, cell.column_span) for cell in table.cells}
    assert spans["Año 2016 y siguientes"] == (0, 1, 2)


def test_two_tables_of_coloured_cells_stay_two(sheet: Any, read_sheets: Reader) -> None:
    page = coloured(coloured(sheet(), 100, 120), 140, 160)
    put(page, ROWS[:4], COLUMNS)
    page.text(80, 212, "Otro cuadro con las mismas columnas", size=13, font="F2")
    put(coloured(coloured(page, 220, 240), 260, 280), ROWS[:4], COLUMNS, 234)
    assert [texts(table) for table in read_sheets(page).tables()] == [ROWS[:4], ROWS[:4]]


def test_only_lines_that_were_broken_on_purpose_stay_lines(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().grid([80, 200, 280], [100, 120, 160, 200])
    page.text(84, 114, "Actividad").text(210, 114, "Peso")
    page.text(84, 134, "Elaborar y difundir los").text(210, 134, "10")
    page.text(84, 146, "informes de gestión")
    page.text(84, 174, "Revisar actas").text(210, 174, "20")
    page.text(84, 186, "y archivar")
    found = [cell.text for cell in only_table(read_sheets(page)).cells if cell.column == 0]
    assert found == ["Actividad", "Elaborar y difundir los informes de gestión", "Revisar actas\ny archivar"]


def test_cells_over_rows_where_only_the_header_rules_columns(sheet: Any, read_sheets: Reader) -> None:
    page = sheet()
    for y in (100, 120, 160):
        page.line(80, y, 360, y)
    page.line(200, 140, 360, 140).line(80, 100, 80, 160).line(360, 100, 360, 160)
    for x in XS[1:-1]:
        page.line(x, 100, x, 120)
    put(page, [ROWS[0], ["", "7", "1"], ["", "8", "2"]], COLUMNS).text(84, 144, "Becas")
    table = only_table(read_sheets(page))
    spans = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells}
    assert spans["Becas"] == (1, 0, 2, 1)
    assert spans["8"] == (2, 1, 1, 1)


def test_lists_in_a_ruled_row_below_another_stay_in_it(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().grid([80, 200, 320, 360], [100, 220, 300])
    for k in range(9):
        page.text(84, 114 + 12 * k, "Reunir al equipo").text(204, 114 + 12 * k, "Lista de asistencia")
    page.text(324, 114, "0,4")
    for k, (task, proof) in enumerate(
        [("Ejecutar el plan", "Oficio"), ("Evaluar el plan", "Informe"), ("Cerrar", "Acta")]
    ):
        page.text(84, 234 + 12 * k, task).text(204, 234 + 12 * k, proof)
    page.text(324, 234, "0,5")
    table = only_table(read_sheets(page))
    assert table.row_count == 2
    assert texts(table)[1] == ["Ejecutar el plan\nEvaluar el plan\nCerrar", "Oficio\nInforme\nActa", "0,5"]


def test_two_ruled_tables_side_by_side(sheet: Any, read_sheets: Reader) -> None:
    page = put(put(sheet(), [row[:2] for row in ROWS], [84, 190]), [row[::2] for row in ROWS], [324, 430])
    for y in (100, 120, 204):
        page.line(80, y, 230, y).line(320, y, 470, y)
    left, right = (texts(table) for table in read_sheets(page).tables())
    assert left == [row[:2] for row in ROWS]
    assert right == [row[::2] for row in ROWS]


def test_a_header_above_the_only_rule(sheet: Any, read_sheets: Reader) -> None:
    rows = [
        ["Desafío", "Lineamiento"],
        ["Ordenar la casa", "Comprar"],
        ["Abrir puertas", "Formar"],
        ["Crecer", "Vender"],
    ]
    page = put(sheet().text(80, 60, "El cuadro siguiente resume lo que se hará."), rows, [84, 250])
    page.line(80, 120, 360, 120, "0 G 1 w")
    assert texts(only_table(read_sheets(page))) == rows


def test_words_in_columns_under_a_caption(sheet: Any, read_sheets: Reader) -> None:
    rows = [
        ["Unidad", "Jefatura"],
        ["Archivo", "Ana Rojas"],
        ["Compras", "Luis Soto"],
        ["Personal", "Eva Mena"],
    ]
    page = put(sheet().text(80, 90, "Cuadro 3. Jefaturas"), rows, [84, 250], step=13)
    assert texts(only_table(read_sheets(page))) == rows


def test_a_letterhead_is_no_table(sheet: Any, read_sheets: Reader) -> None:
    rows = [
        ["Servicio Nacional", "Calle Uno 12"],
        ["Oficina de Partes", "Santiago"],
        ["Mesa Central", "Chile"],
    ]
    assert not list(read_sheets(put(sheet(), rows, [84, 380], step=12)).tables())


def test_rules_after_every_few_rows(sheet: Any, read_sheets: Reader) -> None:
    rows = [ROWS[0], *([f"Zona {k}", str(10 + k), str(k)] for k in range(9))]
    page = put(sheet(), rows, COLUMNS, step=12)
    for y in (104, 117, 153, 189, 226):
        page.line(80, y, 360, y)
    assert texts(only_table(read_sheets(page))) == rows


def test_the_rules_of_the_header_part_the_columns_below(sheet: Any, read_sheets: Reader) -> None:
    page = sheet()
    for y in (100, 120, 160):
        page.line(80, y, 360, y)
    for x in XS:
        page.line(x, 100, x, 120)
    page.line(80, 100, 80, 160).line(360, 100, 360, 160)
    put(page, [["N", "Indicador", "Peso"], ["1", "Quejas al día", "15,0"]], COLUMNS)
    assert texts(only_table(read_sheets(page))) == [
        ["N", "Indicador", "Peso"],
        ["1", "Quejas al día", "15,0"],
    ]


def test_white_rules_on_colour(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().fill(80, 100, 360, 200, "0.8 0.9 1 rg")
    for x in XS[1:-1]:
        page.line(x, 100, x, 200, "1 G 1 w")
    for y in YS[1:-1]:
        page.line(80, y, 360, y, "1 G 1 w")
    table = only_table(read_sheets(put(page, ROWS, COLUMNS)))
    assert texts(table) == ROWS
    assert table.method == "pdf-lines"


def test_white_text_on_a_colour_is_seen(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().fill(80, 100, 360, 120, "0.96 0.57 0.24 rg").grid(XS, YS[1:])
    for x, words in zip(COLUMNS, ROWS[0], strict=True):
        page.text(x, 114, words, ink="1 g")
    document = read_sheets(put(page, ROWS[1:], COLUMNS, 134))
    assert "Región" in " ".join(cell.text for table in document.tables() for cell in table.cells)
    assert not document.problems


def test_no_rules_at_all(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().text(80, 60, "El cuadro siguiente resume las metas de las regiones del país y su peso.")
    table = only_table(read_sheets(put(page, ROWS, COLUMNS, step=14)))
    assert texts(table) == ROWS
    assert table.method == "pdf-text"
    assert table.confidence < 0.9


def test_stacked_header_over_unruled_columns(sheet: Any, read_sheets: Reader) -> None:
    page = sheet()
    page.text(225, 100, "2015").text(365, 100, "2016")
    for x, words in zip((200, 260, 340, 400), ("Meta", "Real", "Meta", "Real"), strict=True):
        page.text(x, 113, words)
    rows = [
        ["Becas", "10", "11", "12", "13"],
        ["Cursos", "20", "21", "22", "23"],
        ["Talleres", "30", "31", "32", "33"],
    ]
    put(page, rows, [80, 205, 265, 345, 405], 127, 13)
    table = only_table(read_sheets(page))
    spans = {cell.text: (cell.row, cell.column, cell.column_span) for cell in table.cells if cell.row == 0}
    assert spans["2015"] == (0, 1, 2)
    assert spans["2016"] == (0, 3, 2)
    assert texts(table)[2] == rows[0]


def test_wrapped_labels_stay_with_their_row(sheet: Any, read_sheets: Reader) -> None:
    page = sheet()
    for y in (92, 112, 180):
        page.line(80, y, 330, y)
    page.text(84, 104, "Actividad").text(290, 104, "Peso")
    page.text(84, 124, "Elaborar el informe de gestión y").text(290, 124, "10")
    page.text(84, 136, "remitirlo a la jefatura")
    page.text(84, 148, "Capacitar").text(290, 148, "25")
    page.text(84, 160, "Difundir").text(290, 160, "30")
    page.text(84, 172, "Publicar").text(290, 172, "35")
    table = only_table(read_sheets(page))
    assert texts(table)[1] == ["Elaborar el informe de gestión y remitirlo a la jefatura", "10"]
    assert len(texts(table)) == 5


def test_two_figures_of_two_ruled_columns_are_rows_when_the_body_is_not_ruled(
    sheet: Any, read_sheets: Reader
) -> None:
    page = put(sheet(), ROWS, COLUMNS, step=14)
    for x in XS:
        page.line(x, 100, x, 190)
    for y in (100, 119, 190):
        page.line(80, y, 360, y)
    assert texts(only_table(read_sheets(page))) == ROWS


def test_several_lines_in_a_ruled_cell_stay_one_cell(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().grid([80, 220, 300], [100, 120, 160, 200])
    page.text(84, 114, "Acción").text(224, 114, "Peso")
    page.text(84, 134, "Revisar las cuentas").text(224, 134, "5").text(84, 146, "del período")
    page.text(84, 174, "Cerrar el año").text(224, 174, "0,4").text(224, 186, "0,6")
    rows = texts(only_table(read_sheets(page)))
    assert rows[1] == ["Revisar las cuentas\ndel período", "5"]
    assert rows[2] == ["Cerrar el año", "0,4\n0,6"]


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_rotated_page_is_read_as_it_is_displayed(sheet: Any, read_sheets: Reader, rotate: int) -> None:
    page = put(sheet(rotate=rotate).grid(XS, YS), ROWS, COLUMNS)
    table = only_table(read_sheets(page))
    assert texts(table) == ROWS
    box = table.cells[0].place.box
    assert box is not None
    # Where the top-left cell of the upright page (80–200, 100–120) comes to stand.
    expected = {90: (722, 80, 742, 200), 180: (395, 722, 515, 742), 270: (100, 395, 120, 515)}[rotate]
    assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx(expected, abs=1.5)


def test_a_table_in_form_xobjects(sheet: Any, read_sheets: Reader) -> None:
    document = read_sheets(put(sheet().grid(XS, YS), ROWS, COLUMNS), form=True)
    assert texts(only_table(document)) == ROWS


def test_a_climbing_header(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().grid(XS, [60, *YS[1:]])
    page.turned(225, 116, "Programado").turned(305, 116, "Ejecutado").text(84, 114, "Región")
    rows = texts(only_table(read_sheets(put(page, ROWS[1:], COLUMNS, 134))))
    assert rows[0] == ["Región", "Programado", "Ejecutado"]
    assert rows[1:] == ROWS[1:]


def test_marks_hang_on_cells_and_powers_stay(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().grid([80, 220, 300], [100, 120, 140, 160])
    page.text(84, 114, "Ponderación").text(140, 110, "9", size=6).text(224, 114, "Superficie")
    page.text(84, 134, "Norte").text(224, 134, "12 m").text(245.8, 130, "2", size=6)
    page.text(84, 154, "Sur").text(224, 154, "7")
    cells = {cell.text: cell for cell in only_table(read_sheets(page)).cells}
    assert cells["Ponderación"].marks == ("9",)
    assert "12 m2" in cells


def test_bold_cells_and_words_drawn_twice(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().grid([80, 220, 300], [100, 120, 140, 160])
    page.text(84, 114, "Acción", font="F2").text(224, 114, "Peso").text(224.3, 114, "Peso")
    page.text(84, 134, "Uno").text(224, 134, "1").text(84, 154, "Dos").text(224, 154, "2")
    cells = {cell.text: cell.is_bold for cell in only_table(read_sheets(page)).cells}
    assert cells.keys() == {"Acción", "Peso", "Uno", "1", "Dos", "2"}
    assert [text for text, bold in cells.items() if bold] == ["Acción"]


def test_two_tables_on_a_page(sheet: Any, read_sheets: Reader) -> None:
    page = put(sheet().grid(XS, YS), ROWS, COLUMNS)
    page.text(80, 260, "Cuadro 2. Resumen")
    put(page, ROWS, COLUMNS, 294)
    for y in (280, 300, 380):
        page.line(80, y, 360, y)
    document = read_sheets(page)
    assert [texts(table) for table in document.tables()] == [ROWS, ROWS]
    assert [table.caption for table in document.tables()] == ["", "Cuadro 2. Resumen"]


PROSE = (
    "la gestión de la institución durante el año se orientó a",
    "mejorar la atención de las personas en cada región y a que",
    "los plazos de respuesta fueran menores que los del período",
    "anterior, para lo cual se dispuso de nuevos equipos y de",
    "capacitación en cada oficina, junto con un plan de trabajo",
    "que fue aprobado por la dirección y que se revisa cada mes",
    "con los equipos territoriales, que dan cuenta de su avance",
    "y de las dificultades que encuentran en su cumplimiento.",
)


def test_newspaper_columns_are_no_table(sheet: Any, read_sheets: Reader) -> None:
    page = sheet()
    for k, words in enumerate(PROSE):
        page.text(60, 100 + 12 * k, words, size=9).text(310, 100 + 12 * k, words, size=9)
    document = read_sheets(page)
    assert not list(document.tables())
    flow = " ".join(block.text for block in document.blocks if not isinstance(block, Table)).replace(
        "\n", " "
    )
    assert flow.index("cumplimiento.") < flow.rindex("la gestión de la institución")


def test_lists_and_contents_are_no_tables(sheet: Any, read_sheets: Reader) -> None:
    page = sheet()
    for k, words in enumerate(PROSE):
        page.text(60, 100 + 14 * k, f"{k + 1}.").text(90, 100 + 14 * k, words)
        page.text(60, 300 + 14 * k, f"Capítulo sobre la gestión {'.' * 60}").text(
            450, 300 + 14 * k, str(k * 3 + 1)
        )
    assert not list(read_sheets(page).tables())


def test_a_box_around_prose_is_no_table(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().grid([50, 360], [80, 210])
    for k, words in enumerate(PROSE):
        page.text(60, 100 + 12 * k, words)
    assert not list(read_sheets(page).tables())


def test_a_chart_is_no_table(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().line(100, 100, 100, 260)
    for k in range(5):
        page.line(96, 100 + 40 * k, 400, 100 + 40 * k).text(70, 103 + 40 * k, str(400 - 100 * k))
        page.text(120 + 55 * k, 276, str(2010 + k))
    page.raw("1 0 0 RG 110 600 m 180 680 l 250 620 l 320 700 l 390 610 l S")
    assert not list(read_sheets(page).tables())


def test_bars_on_a_grid_are_no_table(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().line(80, 100, 80, 220).line(80, 220, 380, 220)
    for k, high in enumerate((40, 90, 65, 20, 110)):
        page.line(80, 220 - 30 * k, 380, 220 - 30 * k).text(60, 223 - 30 * k, str(25 * k))
        page.fill(100 + 55 * k, 220 - high, 125 + 55 * k, 220, "0.3 0.5 0.8 rg")
        page.text(102 + 55 * k, 216 - high, str(high)).text(101 + 55 * k, 232, str(2000 + k))
    assert not list(read_sheets(page).tables())


def test_a_mark_raised_by_text_rise(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().grid([80, 220, 300], [100, 120, 140, 160])
    page.raw("0 g BT /F1 10 Tf 1 0 0 1 84 728 Tm (Peso) Tj /F1 6 Tf 4 Ts (9) Tj 0 Ts ET").text(
        224, 114, "Meta"
    )
    page.text(84, 134, "5").text(224, 134, "1").text(84, 154, "6").text(224, 154, "2")
    first = only_table(read_sheets(page)).cells[0]
    assert (first.text, first.marks) == ("Peso", ("9",))


def test_currency_at_the_left_edge_of_its_column(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().text(84, 88, "Gasto").text(230, 88, "Monto").text(330, 88, "Saldo")
    for k, (name, value, rest) in enumerate(
        [("Becas", "1.200", "15"), ("Cursos", "15", "1.300"), ("Otros", "7", "8")]
    ):
        y = 102.0 + 14 * k
        page.text(84, y, name).text(220, y, "$").text(270 - 5 * len(value), y, value)
        page.text(320, y, "$").text(370 - 5 * len(rest), y, rest)
    rows = texts(only_table(read_sheets(page)))
    assert rows[1] == ["Becas", "$ 1.200", "$ 15"]
    assert all(len(row) == 3 for row in rows)


def test_edges_that_a_page_break_leaves_open(sheet: Any, read_sheets: Reader) -> None:
    first, second = sheet(), sheet()
    for x in XS:
        first.line(x, 100, x, 205)
        second.line(x, 55, x, 100)
    for y in YS[:-1]:
        first.line(80, y, 360, y)
    second.line(80, 80, 360, 80).line(80, 100, 360, 100)
    rest = [["Biobío", "4", "9"], ["Maule", "5", "8"]]
    document = read_sheets(put(first, ROWS, COLUMNS), put(second, rest, COLUMNS, 74))
    assert [texts(table) for table in document.tables()] == [ROWS, rest]


def three_by_three(sheet: Any) -> Any:
    made = sheet().grid([80, 200, 280, 360], [100, 120, 140, 160])
    for k, row in enumerate(
        [("Meta", "Peso", "Plazo"), ("Arica", "10,5", "2021"), ("Iquique", "89,5", "2022")]
    ):
        for x, text in zip((84, 204, 284), row, strict=True):
            made.text(x, 114 + 20 * k, text)
    return made


@pytest.mark.parametrize("form", [False, True])
@pytest.mark.parametrize(
    "around", ["q 60 0 60 60 re W n {} Q", "q 400 0 90 842 re W n q 0 0 90 842 re W n {} Q Q"]
)
def test_rules_that_a_clipping_path_hides_rule_no_table(
    sheet: Any, read_sheets: Any, around: str, form: bool
) -> None:
    hidden = "0 G 0.5 w 80 712 m 360 712 l S 240 682 m 240 742 l S 0.2 g 80 722 280 10 re f"
    seen = read_sheets(three_by_three(sheet), form=form)
    page = three_by_three(sheet).raw(around.format(hidden))
    assert [table.grid() for table in read_sheets(page, form=form).tables()] == [
        t.grid() for t in seen.tables()
    ]


def test_rules_beyond_the_page_rule_no_table(sheet: Any, pdf: Any) -> None:
    page = three_by_three(sheet)
    for y in (-60, -40, -20, 900):
        page.line(80, y, 360, y)
    page.line(700, 90, 700, 170).fill(-90, 100, -20, 160)
    data = pdf(page)
    with opening.opened(data, None) as document:
        sheet_read = opening.read_sheet(document, 0)
    assert sheet_read is not None
    assert len(sheet_read.paths.strokes) == 8
    assert len(sheet_read.paths.fills) == 0


def test_a_rule_that_a_clipping_path_cuts_ends_there(sheet: Any, pdf: Any) -> None:
    page = sheet().text(60, 60, "Plan").raw("q 100 0 100 842 re W n 0 G 50 700 m 400 700 l S Q")
    with opening.opened(pdf(page), None) as document:
        sheet_read = opening.read_sheet(document, 0)
    assert sheet_read is not None
    (stroke,) = sheet_read.paths.strokes.tolist()
    assert stroke == pytest.approx([100, 142, 200, 142])


def test_a_form_that_is_clipped_as_a_whole(pdf_of_objects: Any) -> None:
    content = b"q 100 0 100 842 re W n /X Do Q"
    form = b"0 G 50 700 m 400 700 l S 300 600 m 400 600 l S"
    data = pdf_of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /XObject << /X 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            b"<< /Subtype /Form /BBox [0 0 595 842] /Length %d >>\nstream\n%s\nendstream" % (len(form), form),
        ]
    )
    with opening.opened(data, None) as document:
        sheet_read = opening.read_sheet(document, 0)
    assert sheet_read is not None
    (stroke,) = sheet_read.paths.strokes.tolist()
    assert stroke == pytest.approx([100, 142, 200, 142])
