"""Tables that Word saved with a tab before each cell."""

from __future__ import annotations

import random

from ingest.document import Paragraph, Table
from ingest.text.setting import Setting
from ingest.text.word_spans import spans_of

PLAIN = (
    "Plan regional\n\n"
    "\tProducto\n\tActividades\n\n\tPond.\n\n"
    "\tPensiones\n\nPensiones de vejez\n\t1.- Conceder\n\n2.- Pagar\n\n\t60%\n\n"
    "\tSubsidios\n\t1.- Revisar\n\t40%\n\n\t\n\tOtra\n\t\n\n"
    "\n\nFin del plan\n\nÚltimo párrafo\n"
)


def test_cells_keep_their_paragraphs_and_rows_are_found(read, rows, paragraphs) -> None:
    document = read(PLAIN)
    (table,) = document.tables()
    assert rows(table) == [
        ["Producto", "Actividades", "Pond."],
        ["Pensiones\nPensiones de vejez", "1.- Conceder\n2.- Pagar", "60%"],
        ["Subsidios", "1.- Revisar", "40%"],
        ["", "Otra", ""],
    ]
    assert paragraphs(document) == ["Plan regional", "Fin del plan", "Último párrafo"]
    assert table.method == "text-word-export"
    assert table.confidence < 1
    assert [cell.place.path for cell in table.cells[:6]] == [f"line {n}" for n in (3, 4, 6, 8, 11, 15)]


def test_a_title_row_spans_all_columns_and_a_total_all_but_its_figure(read) -> None:
    body = "".join(f"\tProducto {n}\n\tActividad\n\t{n}%\n\n" for n in range(1, 7))
    (table,) = read(
        "\tPrograma 2007\n\n\tProducto\n\tActividad\n\tPond.\n\n" + body + "\tTotal\n\t21%\n\n"
    ).tables()
    assert [cell.column_span for cell in table.cells if cell.row == 0] == [3]
    assert [(cell.column, cell.column_span, cell.text) for cell in table.cells if cell.row == 8] == [
        (0, 2, "Total"),
        (2, 1, "21%"),
    ]


def test_boxes_right_above_a_table_are_its_titles(read, rows) -> None:
    body = "\tTema\n\tFecha\n\tTipo\n\n" + "\tInforme\n\tANUAL\n\tOficio\n\n" * 4
    (table,) = read("\tActividad 1.2\n\nAnálisis\n\n\n\n\tREGIÓN:\n\n\n\n" + body).tables()
    assert rows(table)[:3] == [["Actividad 1.2\nAnálisis"], ["REGIÓN:"], ["Tema", "Fecha", "Tipo"]]
    assert [cell.column_span for cell in table.cells[:3]] == [3, 3, 1]


def test_many_paragraphs_above_a_table_are_no_titles(read) -> None:
    body = "\tTema\n\tFecha\n\tTipo\n\n" + "\tInforme\n\tANUAL\n\tOficio\n\n" * 4
    document = read("".join(f"\tPárrafo con sangría número {n}.\n\n\n\n" for n in range(9)) + body)
    (table,) = document.tables()
    assert table.row_count == 5
    assert sum(isinstance(block, Paragraph) for block in document.blocks) == 9


def test_indented_paragraphs_are_no_table(read, paragraphs) -> None:
    text = "\n\n".join(
        f"\tEl párrafo número {word} de una carta, con su sangría." for word in ("uno", "dos", "tres")
    )
    document = read(text)
    assert not list(document.tables())
    assert len(paragraphs(document)) == 3


def test_indented_paragraphs_on_neighbouring_lines_are_no_table(read) -> None:
    lines = [
        f"\tEl párrafo de la carta que trata del asunto {word}, largo y con sangría." for word in "abcdefg"
    ]
    assert not list(read("\n".join(lines)).tables())


def test_cells_whose_columns_nobody_can_know_make_one_column(read) -> None:
    document = read("\tA\n\t\n\t\n\tB\n\t\n\tC\n\t\n\t\n\t\n\tD\n\t\n")
    (table,) = document.tables()
    assert (table.column_count, table.row_count) == (1, 11)
    assert table.confidence <= 0.3
    assert [problem.kind for problem in document.problems] == ["rows_unsure"]


def test_tables_with_text_between_them_are_two(read, rows) -> None:
    row = "\tInforme\n\tANUAL\n\tOficio\n\n"
    header = "\tTema\n\tFecha\n\tTipo\n\n"
    document = read(header + row * 5 + "\nOBJETIVO Nº 2: difundir\n" + header + row * 4)
    assert [table.row_count for table in document.tables()] == [6, 5]
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        "OBJETIVO Nº 2: difundir"
    ]
    assert rows(next(document.tables()))[-1] == ["Informe", "ANUAL", "Oficio"]


def test_text_behind_an_empty_last_cell_is_not_taken_into_it(read, rows) -> None:
    row = "\tInforme\n\tANUAL\n\t\n\n"
    document = read("\tTema\n\tFecha\n\tNota\n\n" + row * 5 + "\nTexto que sigue a la tabla.\n")
    assert [type(block) for block in document.blocks] == [Table, Paragraph]
    assert rows(next(document.tables()))[-1] == ["Informe", "ANUAL", ""]


def test_text_behind_one_empty_line_is_not_taken_into_a_last_figure(read, rows, paragraphs) -> None:
    row = "\tInforme de gestión\n\tANUAL\n\t5%\n\n"
    document = read("\tTema\n\tFecha\n\tPond.\n\n" + row * 6 + "Texto que sigue a la tabla.\nY otra línea.")
    assert rows(next(document.tables()))[-1] == ["Informe de gestión", "ANUAL", "5%"]
    assert paragraphs(document) == ["Texto que sigue a la tabla.\nY otra línea."]


def test_a_long_text_after_the_last_cell_is_not_taken_into_it(read, rows) -> None:
    row = "\tInforme\n\tANUAL\n\t5%\n\n"
    tail = "\n\n".join(f"Párrafo {n} que sigue." for n in range(8))
    document = read("\tTema\n\tFecha\n\tPond.\n\n" + row * 5 + tail)
    assert rows(next(document.tables()))[-1] == ["Informe", "ANUAL", "5%"]
    assert sum(isinstance(block, Paragraph) for block in document.blocks) == 8


def test_a_row_of_fields_ends_the_cells(read) -> None:
    cells = "\tA\n\tB\n\n" + "\tuno\n\t5%\n\n" * 4
    methods = [table.method for table in read(cells + "\nx\ty\tz\n1\t2\t3\n").tables()]
    assert methods == ["text-word-export", "text-tabs"]


def test_a_tab_inside_a_cell_does_not_end_it(read, rows) -> None:
    cells = "\tTema\n\tFecha\n\tNota\n\n" + "\tuno\n\tInicio:\tjulio\n\t\n\n" * 4
    (table,) = read(cells).tables()
    assert rows(table)[1] == ["uno", "Inicio:\tjulio", ""]


def test_cells_beyond_what_is_searched_become_one_column(read, monkeypatch) -> None:
    monkeypatch.setattr(Setting, "__init__", _small_search(Setting.__init__))
    document = read("\tA\n\tB\n\n" * 10)
    (table,) = document.tables()
    assert table.column_count == 1
    assert [problem.kind for problem in document.problems] == ["rows_unsure"]


def _small_search(original):
    def init(self, *args, **kwargs) -> None:
        original(self, *args, **kwargs)
        self.cells_to_search = 5

    return init


def test_many_grids_are_found_again(read, rows) -> None:
    """Tables made at random, saved as Word does: cells with several paragraphs, some ending with an empty
    one. The rows of nearly all tables must come back, and what is wrong must not be called sure."""
    dice = random.Random(7)
    found = total = 0
    for _ in range(60):
        columns, count = dice.randint(2, 7), dice.randint(4, 12)
        kinds = [dice.choice(("text", "figure", "long", "empty")) for _ in range(columns - 1)]
        grid = [[f"Columna {column}" for column in range(columns)]]
        grid.extend([f"Producto {n}", *(_content(kind, dice) for kind in kinds)] for n in range(count))
        (table, *more) = read("".join(_saved(row, dice) for row in grid)).tables()
        right = not more and rows(table) == grid
        total += 1
        found += right
        assert right or table.confidence < 1
    assert found / total >= 0.85


def _content(kind: str, dice: random.Random) -> str:
    match kind:
        case "figure":
            return f"{dice.randint(1, 99)}%"
        case "long":
            return "Realizar actividades con otros servicios públicos de la región y sus comunas\nInformar"
        case "empty":
            return ""
        case _:
            return dice.choice(("Anual", "Mensual", "Semestral"))


def _saved(row: list[str], dice: random.Random) -> str:
    cells = [
        "\t" + cell.replace("\n", "\n\n") + "\n" * (1 + (bool(cell) and dice.random() < 0.15)) for cell in row
    ]
    return "".join(cells) + "\n"


def test_one_cell_spans_all() -> None:
    assert spans_of(["Título"], 5, [], []) == ((5,), True)


def test_a_band_spans_the_labels_that_repeat_below_it() -> None:
    below = ["", "", "Programado", "Ejecutado", "Programado", "Ejecutado (A junio)", "Programado"]
    spans = spans_of(["Producto", "Unidad", "2015", "2016", "2017"], 7, below, [])
    assert spans == ((1, 1, 2, 2, 1), True)


def test_a_total_stands_in_the_last_column_of_figures() -> None:
    body = [["a", "x", "5%"], ["b", "y", "95%"]]
    assert spans_of(["Total", "100%"], 3, [], body) == ((2, 1), True)


def test_a_total_stands_under_the_figures_where_the_last_column_holds_none() -> None:
    body = [["a", "5%", "Oficina"], ["b", "95%", "Regional"]]
    assert spans_of(["Total", "100%"], 3, [], body) == ((1, 2), False)


def test_several_figures_stand_at_the_right() -> None:
    body = [["1", "a", "5", "75%", "3.75"]]
    assert spans_of(["Total", "100", "", ""], 5, [], body).widths == (2, 1, 1, 1)


def test_two_texts_share_the_columns_as_a_guess() -> None:
    assert spans_of(["INSTITUCIÓN: A", "Ponderación = 2%"], 7, [], []) == ((3, 4), False)
