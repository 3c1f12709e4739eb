"""Tables of pipes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Paragraph, Table
from ingest.limits import Limits
from ingest.markdown.pipes import fields_of


def only(document) -> Table:
    (table,) = document.tables()
    return table


def test_a_head_over_figures_is_a_header(read, rows) -> None:
    table = only(read("| Producto | Pond. |\n|---|:-:|\n| Pensiones | 20% |\n| Bonos | 80% |\n"))
    assert rows(table) == [["Producto", "Pond."], ["Pensiones", "20%"], ["Bonos", "80%"]]
    assert [cell.is_header for cell in table.cells] == [True, True, False, False, False, False]
    assert (table.method, table.confidence) == ("text-pipes", 1.0)
    assert [cell.place.path for cell in table.cells][::2] == ["line 1", "line 3", "line 4"]


@pytest.mark.parametrize("head", ["| Nivel | II Nivel |", "| Personas | 15 |", "| Título de la tabla | |"])
def test_a_head_that_may_be_data_is_no_sure_header(read, head: str) -> None:
    table = only(read(f"{head}\n|---|---|\n| Servicio | IPS |\n| Ministerio | Trabajo |\n"))
    assert not any(cell.is_header for cell in table.cells)


def test_an_empty_head_is_left_out_and_the_part_stays_a_table(read, rows) -> None:
    first, second = read("| A | B |\n|---|---|\n| a | 1 |\n\n| | |\n|---|---|\n| b | 2 |\n").tables()
    assert rows(first) == [["A", "B"], ["a", "1"]]
    assert rows(second) == [["b", "2"]]
    assert not any(cell.is_header for cell in second.cells)


def test_a_table_of_an_empty_head_alone_is_nothing(read) -> None:
    assert read("| | |\n|---|---|\n").blocks == ()


def test_ragged_rows_keep_their_fields(read, rows) -> None:
    table = only(read("| A | B |\n|---|---|\n| a |\n| b | 2 | tres |\n"))
    assert rows(table) == [["A", "B"], ["a"], ["b", "2", "tres"]]
    assert table.confidence < 1


def test_pipes_at_the_ends_may_be_missing(read, rows) -> None:
    assert rows(only(read("A | B\n--|--\na | 1\nb | \n"))) == [["A", "B"], ["a", "1"], ["b"]]


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        ("| a | b |", (" a ", " b ")),
        ("a|b", ("a", "b")),
        (r"| a \| b | c |", (r" a \| b ", " c ")),
        (r"| a \\| b |", (r" a \\", " b ")),
        ("| | |", (" ", " ")),
        ("|a|", ("a",)),
        ("||", ("",)),
        ("|", ("",)),
        ("", ("",)),
    ],
)
def test_fields_of_a_row(row: str, fields: tuple[str, ...]) -> None:
    assert fields_of(row) == fields


def test_an_escaped_pipe_is_text(read, rows) -> None:
    assert rows(only(read("| A | B |\n|---|---|\n| x \\| y | 1 |\n")))[1] == ["x | y", "1"]


def test_html_in_cells_is_read(read, rows) -> None:
    text = "| A | B |\n|---|---|\n| <p><u>uno</u></p> <p>dos</p> | a<br>b **c** |\n"
    assert rows(only(read(text)))[1] == ["uno\ndos", "a\nb c"]


def test_superscripts_are_marks(read) -> None:
    table = only(read("| Objetivos ⁵ | Pond. (%) ⁹ |\n|---|---|\n| a | 10³ |\n"))
    assert [(cell.text, cell.marks) for cell in table.cells] == [
        ("Objetivos", ("5",)),
        ("Pond. (%)", ("9",)),
        ("a", ()),
        ("10³", ()),
    ]


def test_title_rows_above_the_headers_span(read) -> None:
    text = (
        "| Actividad 1 | | | |\n|---|---|---|---|\n| Región: X | | Pond. = 2% | |\n"
        "| Producto | Meta | Nota | Unidad |\n| a | b | c | d |\n"
    )
    table = only(read(text))
    assert [(cell.column, cell.column_span) for cell in table.cells if cell.row < 2] == [
        (0, 4),
        (0, 2),
        (2, 2),
    ]
    assert not any(cell.is_header for cell in table.cells)


def test_a_row_broken_by_line_ends_is_mended(read, rows) -> None:
    table = only(read("| A | B | C |\n|---|---|---|\n| a | uno\ndos | c |\n| d | e | f |\n"))
    assert rows(table) == [["A", "B", "C"], ["a", "uno\ndos", "c"], ["d", "e", "f"]]


def test_a_row_left_open_is_not_mended_beyond_its_fields(read, rows) -> None:
    document = read("| A | B | C |\n|---|---|---|\n| a | b\nTexto que sigue.\n")
    assert rows(only(document))[1] == ["a", "b"]
    assert isinstance(document.blocks[-1], Paragraph)


def test_rows_of_dashes_in_the_midst_are_left_out(read, rows) -> None:
    assert rows(only(read("| A | B |\n|---|---|\n| a | - |\n|---|---|\n| b | 2 |\n"))) == [
        ["A", "B"],
        ["a", "-"],
        ["b", "2"],
    ]


def test_rows_without_a_delimiter_are_a_table_less_sure(read, rows) -> None:
    table = only(read("| A | B |\n| a | 1 |\n"))
    assert rows(table) == [["A", "B"], ["a", "1"]]
    assert table.confidence == 0.9


def test_lines_of_one_width_without_a_delimiter_may_be_broken_cells(read) -> None:
    assert only(read("|Meta     |5%  |\n|que sigue|    |\n|Otra     |10% |\n")).confidence == 0.6


@pytest.mark.parametrize("text", ["a | b\n", "| a | b |\n", "| nota al pie\n| otra\n", "x | y\nz\n"])
def test_a_pipe_alone_makes_no_table(read, text: str) -> None:
    document = read(text)
    assert not list(document.tables())
    assert "|" in document.blocks[0].text


def test_text_right_after_a_table_is_a_paragraph(read) -> None:
    table, after = read("| A | B |\n|---|---|\n| a | 1 |\nFuente: propia\n").blocks
    assert (table.row_count, after.text) == (2, "Fuente: propia")


def test_a_drawn_table_with_lines_between_all_rows(read, rows) -> None:
    text = (
        "+------+-----+\n| Meta | %   |\n+======+=====+\n| uno  | 5   |\n| dos  |     |\n+------+-----+\n"
        "| tres | 10  |\n+------+-----+\n"
    )
    assert rows(only(read(text))) == [["Meta", "%"], ["uno\ndos", "5"], ["tres", "10"]]


def test_a_drawn_table_with_a_line_under_its_head_alone(read, rows) -> None:
    text = "+------+----+\n| Meta | %  |\n+------+----+\n| uno  | 5  |\n| dos  | 10 |\n+------+----+\n"
    table = only(read(text))
    assert rows(table) == [["Meta", "%"], ["uno", "5"], ["dos", "10"]]
    assert table.cells[0].is_header


def test_a_table_beyond_the_limit_is_read_in_parts(read) -> None:
    document = read("| A | B |\n|---|---|\n" + "| a | 1 |\n" * 5, Limits(table_cells=4))
    assert [table.row_count for table in document.tables()] == [2, 2, 2]
    assert [problem.kind for problem in document.problems] == ["table_cut"]


FIELD = st.text(alphabet="abc 15%áñ.,", max_size=12).map(str.strip)


@given(
    st.integers(2, 5).flatmap(
        lambda k: st.lists(st.lists(FIELD, min_size=k, max_size=k), min_size=2, max_size=8)
    )
)
def test_any_grid_written_with_pipes_is_read_again(read, grid: list[list[str]]) -> None:
    grid[0] = [field or "Cabecera" for field in grid[0]]
    lines = ["| " + " | ".join(row) + " |" for row in grid]
    lines.insert(1, "|" + "---|" * len(grid[0]))
    table = only(read("\n".join(lines)))
    positions = {(cell.row, cell.column): cell.text for cell in table.cells}
    assert positions == {(r, c): text for r, row in enumerate(grid) for c, text in enumerate(row)}


@given(st.text(alphabet="|-:+=a1 \\\n#`<br>*", max_size=200))
def test_any_text_is_read_alike_twice(read, source: str) -> None:
    document = read(source)
    assert document == read(source)
    kept = sum(c in "1" for block in document.blocks for c in texts(block))
    assert kept == source.count("1")


def texts(block) -> str:
    if isinstance(block, Table):
        return "".join(cell.text for cell in block.cells)
    return block.text
