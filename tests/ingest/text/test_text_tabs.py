"""Rows of fields: what is a table, and how broken rows are mended."""

from __future__ import annotations

import pytest

from ingest.document import Paragraph, Table
from ingest.limits import Limits


def one_table(document) -> Table:
    (table,) = document.tables()
    return table


def test_a_line_is_a_row(read, rows) -> None:
    table = one_table(read("Producto\tPond.\nPensiones\t20%\nSubsidios\t80%\n"))
    assert rows(table) == [["Producto", "Pond."], ["Pensiones", "20%"], ["Subsidios", "80%"]]
    assert (table.method, table.confidence) == ("text-tabs", 1.0)
    assert [cell.place.path for cell in table.cells] == ["line 1"] * 2 + ["line 2"] * 2 + ["line 3"] * 2


def test_empty_fields_keep_their_columns(read, rows) -> None:
    table = one_table(read("Etapa 1\tObj. 1\t5%\n\tObj. 2\t\nTotal\t\t5%\n"))
    assert rows(table) == [["Etapa 1", "Obj. 1", "5%"], ["", "Obj. 2", ""], ["Total", "", "5%"]]


def test_text_around_a_table_stays_text(read, rows, paragraphs) -> None:
    document = read("Cuadro 1:\nA\t1\nB\t2\nFuente: propia\n\nOtro párrafo")
    assert paragraphs(document) == ["Cuadro 1:", "Fuente: propia", "Otro párrafo"]
    assert rows(one_table(document)) == [["A", "1"], ["B", "2"]]


def test_an_empty_line_parts_two_tables(read) -> None:
    assert [table.row_count for table in read("A\tB\tC\n1\t2\t3\n\nD\tE\tF\n4\t5\t6\n").tables()] == [2, 2]


def test_a_row_after_an_empty_line_continues_a_table_of_two_columns(read, rows) -> None:
    tables = list(read("A\tB\n1\t2\n\n3\t4\n").tables())
    assert [rows(table) for table in tables] == [[["A", "B"], ["1", "2"]], [["3", "4"]]]
    assert tables[1].confidence < 1


def test_rows_that_empty_lines_part_one_by_one_are_one_table(read, rows) -> None:
    table = one_table(read("A\tB\n\nx\t1\n\ny\t2\n\nTexto."))
    assert rows(table) == [["A", "B"], ["x", "1"], ["y", "2"]]


def test_a_single_pair_is_text(read, paragraphs) -> None:
    document = read("Nombre:\tJuan\n\nTexto.")
    assert paragraphs(document) == ["Nombre:\tJuan", "Texto."]


def test_a_single_row_of_three_is_an_unsure_table(read, rows) -> None:
    table = one_table(read("Texto.\n\n\tsigue\taquí\n\nTexto."))
    assert rows(table) == [["", "sigue", "aquí"]]
    assert table.confidence < 1


@pytest.mark.parametrize(
    "text",
    [
        "1.\tPrimero\n2.\tSegundo\n",
        "a)\tPrimero\nb)\tSegundo\n",
        "-\tPrimero\n-\tSegundo\n",
        "•\tPrimero\n•\tSegundo\n",
        "1.-\tPrimero\n2.-\tSegundo\n",
        "1.1.\tPrimero\n1.2.\tSegundo\n",
    ],
)
def test_lists_are_no_tables(read, text: str) -> None:
    document = read(text)
    assert not list(document.tables())
    assert "Primero" in document.blocks[0].text


def test_a_table_of_contents_is_no_table(read) -> None:
    assert not list(read("Introducción ......\t3\nBase legal .....\t5\nMetas....\t12\n").tables())


@pytest.mark.parametrize("title", ["CONTENIDO", "Índice:", "## Contents", "Sumário\n"])
def test_pages_below_the_title_of_contents_are_no_figures(read, title: str) -> None:
    assert not list(read(f"{title}\n\nMetas\t2\nProyectos\t4\nPresupuesto\t4\n").tables())
    assert list(read("Dotación\n\nMetas\t2\nProyectos\t4\nPresupuesto\t4\n").tables())


def test_a_column_of_bare_numbers_makes_a_table(read, rows) -> None:
    assert rows(one_table(read("N°\tNombre\n1\tEstado Verde\n2\tCalidad\n")))[1] == ["1", "Estado Verde"]


def test_lines_indented_by_several_tabs_are_text(read, paragraphs) -> None:
    assert paragraphs(read("\t\t\tSantiago, mayo\n\t\t\tREF: oficio\n")) == ["Santiago, mayo\nREF: oficio"]


def test_rows_of_dashes_are_drawn_not_written(read, rows) -> None:
    assert rows(one_table(read("A\tB\n-----\t--:\n1\t2\n"))) == [["A", "B"], ["1", "2"]]


def test_a_dash_alone_is_a_value(read, rows) -> None:
    assert rows(one_table(read("A\tB\n-\t-\n1\t2\n")))[1] == ["-", "-"]


def test_a_quoted_field_runs_over_lines(read, rows) -> None:
    table = one_table(read('A\t"uno\ndos ""2"""\tC\nD\tE\tF\n'))
    assert rows(table) == [["A", 'uno\ndos "2"', "C"], ["D", "E", "F"]]


def test_doubled_quotation_marks_are_one(read, rows) -> None:
    assert rows(one_table(read('A\tB\n"dice ""sí"""\t"tal cual"\n')))[1] == ['dice "sí"', '"tal cual"']


@pytest.mark.parametrize("text", ['A\t"uno\nB\t2\n', 'A\t"uno" y dos\nB\t2\n', 'A\t"uno"\nB\t2\n'])
def test_a_quotation_mark_that_nothing_closes_is_text(read, rows, text: str) -> None:
    assert rows(one_table(read(text)))[0] == text.split("\n")[0].split("\t")


def test_a_row_broken_by_paragraphs_in_a_cell_is_mended(read, rows) -> None:
    text = "Meta\tDetalle\tPond.\nUno\tprimera\nsegunda\ntercera\t20%\nDos\tuna\t80%\n"
    table = one_table(read(text))
    assert rows(table) == [
        ["Meta", "Detalle", "Pond."],
        ["Uno", "primera\nsegunda\ntercera", "20%"],
        ["Dos", "una", "80%"],
    ]


def test_short_rows_are_not_mended_into_one_without_need(read, rows) -> None:
    text = "Meta\tPond.\tNota\nUno\t20%\tx\nDos\t30%\nTres\t50%\nCuatro\t10%\ty\n"
    table = one_table(read(text))
    assert rows(table)[2:4] == [["Dos", "30%"], ["Tres", "50%"]]
    assert table.confidence < 1


def test_a_line_between_rows_spans_them_or_goes_on(read, rows) -> None:
    spanning = one_table(read("Meta\tPond.\nObjetivo 1\nUno\t20%\nDos\t80%\n"))
    assert rows(spanning)[1] == ["Objetivo 1"]
    assert spanning.cells[2].column_span == 2
    assert spanning.confidence < 1
    going_on = one_table(read("Meta\tNota\nUno\tempieza\ny sigue aquí\nDos\tfin\n"))
    assert rows(going_on)[1] == ["Uno", "empieza\ny sigue aquí"]


def test_tabs_repeated_to_reach_a_stop_make_no_columns(read, rows) -> None:
    table = one_table(read("Nombre:\t\tJuan\nCargo del titular:\tJefe\nGrado:\t\t\t5\n"))
    assert rows(table) == [["Nombre:", "Juan"], ["Cargo del titular:", "Jefe"], ["Grado:", "5"]]


def test_ragged_rows_keep_all_their_fields(read, rows) -> None:
    table = one_table(read("A\tB\n1\t2\t3\n4\t5\n"))
    assert rows(table) == [["A", "B"], ["1", "2", "3"], ["4", "5"]]
    assert table.confidence < 1


def test_markup_in_fields_is_read(read, rows) -> None:
    table = one_table(read("<b>Etapa 1</b>\t<p>uno</p><p>dos</p>\t\\$5\n**Total**\t\t\\$5\n"))
    assert rows(table) == [["Etapa 1", "uno\ndos", "$5"], ["Total", "", "$5"]]
    assert [cell.is_bold for cell in table.cells] == [True, False, False, True, False, False]


def test_a_table_beyond_the_limit_is_read_in_parts(read) -> None:
    document = read("a\tb\n" * 10, Limits(table_cells=6))
    assert [table.row_count for table in document.tables()] == [3, 3, 3, 1]
    assert [problem.kind for problem in document.problems] == ["table_cut"]


def test_a_page_break_parts_like_an_empty_line(read, paragraphs) -> None:
    assert paragraphs(read("uno\x0cdos\n\x0ctres")) == ["uno", "dos", "tres"]


def test_words_vertical_tab_breaks_a_line_within_its_cell(read, rows) -> None:
    assert rows(one_table(read("A\tuno\x0bdos\nB\tx\n")))[0] == ["A", "uno\ndos"]


def test_all_line_ends_count_lines(read) -> None:
    document = read("a\r\nb\r\r\nc\n\nd")
    assert [block.place.path for block in document.blocks if isinstance(block, Paragraph)] == [
        "line 1",
        "line 4",
        "line 6",
    ]
