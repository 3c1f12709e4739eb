"""Tables of HTML: where their cells stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Host, Table
from ingest.limits import Limits


def only(document) -> Table:
    (table,) = document.tables()
    return table


def test_a_plain_table(read, cells) -> None:
    table = only(read("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"))
    assert cells(table) == [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d")]
    assert (table.method, table.confidence, table.place.path) == ("html", 1.0, "body/table[1]")
    assert table.cells[3].place.path == "body/table[1]/row[2]/cell[2]"


def test_spans_push_cells_aside(read, cells) -> None:
    table = only(
        read(
            "<table><tr><td rowspan=2>P</td><td colspan=2>2015</td></tr><tr><td>Prog</td><td>Ejec</td></tr>"
            "<tr><td>x</td><td>1</td><td>2</td></tr></table>"
        )
    )
    assert cells(table) == [
        (0, 0, 2, 1, "P"),
        (0, 1, 1, 2, "2015"),
        (1, 1, 1, 1, "Prog"),
        (1, 2, 1, 1, "Ejec"),
        (2, 0, 1, 1, "x"),
        (2, 1, 1, 1, "1"),
        (2, 2, 1, 1, "2"),
    ]


def test_a_row_span_ends_with_its_group(read, cells) -> None:
    table = only(
        read(
            "<table><tbody><tr><td rowspan=9>a</td><td>b</td></tr><tr><td>c</td></tr></tbody>"
            "<tbody><tr><td>d</td><td>e</td></tr></tbody></table>"
        )
    )
    assert cells(table)[0] == (0, 0, 2, 1, "a")
    assert cells(table)[3] == (2, 0, 1, 1, "d")


def test_a_row_span_of_zero_reaches_the_end_of_the_group(read, cells) -> None:
    table = only(read("<table><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</table>"))
    assert cells(table)[0] == (0, 0, 3, 1, "a")


def test_spans_that_are_no_numbers_count_one(read, cells) -> None:
    table = only(
        read(
            '<table><tr><td colspan="x">a<td colspan="-2">b<td colspan="">c<td colspan=" 2 ">d'
            "<tr><td>1<td>2<td>3<td>4<td>5</table>"
        )
    )
    assert [width for _, _, _, width, _ in cells(table)[:4]] == [1, 1, 1, 2]


def test_a_title_that_spans_more_columns_than_there_are_is_cut(read, cells) -> None:
    table = only(read('<table><tr><td colspan="10">Título</td></tr><tr><td>a</td><td>b</td></tr></table>'))
    assert cells(table)[0] == (0, 0, 1, 2, "Título")
    assert table.column_count == 2


def test_columns_that_only_spans_make_are_taken_out(read, cells) -> None:
    table = only(read("<table><tr><td colspan=3>a<td colspan=2>b<tr><td colspan=3>c<td colspan=2>d</table>"))
    assert cells(table) == [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d")]


def test_empty_rows_are_taken_out(read, cells) -> None:
    table = only(read("<table><tr><td rowspan=3>a<td>b<tr></tr><tr><td>c</table>"))
    assert cells(table) == [(0, 0, 2, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c")]


def test_cells_that_would_overlap_are_cut_short(read, cells) -> None:
    table = only(read("<table><tr><td>a<td rowspan=2>b<td>x<tr><td colspan=3>c</table>"))
    assert (1, 0, 1, 1, "c") in cells(table)


def test_the_foot_comes_last_and_the_head_first(read) -> None:
    table = only(
        read("<table><tfoot><tr><td>Total</tfoot><tbody><tr><td>a</tbody><thead><tr><th>Meta</thead></table>")
    )
    assert [cell.text for cell in table.cells] == ["Meta", "a", "Total"]


def test_the_head_is_the_header(read) -> None:
    table = only(read("<table><thead><tr><td>A<td>B</thead><tr><td>a<td>1</table>"))
    assert [cell.is_header for cell in table.cells] == [True, True, False, False]


def test_rows_of_header_cells_alone_are_headers(read) -> None:
    table = only(read("<table><tr><th>A<th>B<tr><th>C<th>D<tr><th>a<td>1</table>"))
    assert [cell.is_header for cell in table.cells] == [True] * 4 + [False, False]
    assert table.cells[4].is_bold


def test_a_table_of_header_cells_alone_has_one_header_row(read) -> None:
    assert [cell.is_header for cell in only(read("<table><tr><th>A<th>B<tr><th>C<th>D</table>")).cells] == [
        True,
        True,
        False,
        False,
    ]
    assert not only(read("<table><tr><th>A<th>B</table>")).cells[0].is_header


def test_what_lists_draw_in_a_cell_was_not_typed(read) -> None:
    table = only(read("<table><tr><td>Pasos<ol><li>uno<li>dos</ol><td>x</table>"))
    assert (table.cells[0].text, table.cells[0].typed) == ("Pasos\n1. uno\n2. dos", "Pasos\nuno\ndos")
    assert table.cells[1].typed is None


def test_a_caption_is_the_tables(read) -> None:
    document = read("<table><caption>Cuadro <b>1</b></caption><tr><td>a<td>b</table>")
    assert only(document).caption == "Cuadro 1"
    assert len(document.blocks) == 1


def test_a_caption_without_cells_is_a_paragraph(read) -> None:
    assert [block.text for block in read("<table><caption>Cuadro 1</caption></table>").blocks] == ["Cuadro 1"]


def test_tables_in_cells_name_their_host(read) -> None:
    outer, inner, deepest, last = read(
        "<table><tr><td>a<td>antes<table><tr><td>b<td><table><tr><td>c<td>d</table></table>después</table>"
        "<table><tr><td>e<td>f</table>"
    ).tables()
    assert outer.host is None
    assert outer.cells[1].text == "antes\ndespués"
    assert inner.host == Host(1, 0, 1)
    assert deepest.host == Host(2, 0, 1)
    assert deepest.place.path == "body/table[1]/row[1]/cell[2]/table[1]/row[1]/cell[2]/table[1]"
    assert last.host is None


def test_tables_beyond_the_depth_limit_are_text(read) -> None:
    document = read(
        "<table><tr><td>a<table><tr><td>b<td>c<table><tr><td>d<td>e</table></table><td>x</table>",
        Limits(table_depth=1),
    )
    assert [table.host for table in document.tables()] == [None]
    assert "".join(only(document).cells[0].text.split()) == "abcde"
    assert [problem.kind for problem in document.problems] == ["nested_too_deep"]


def test_a_cell_around_a_page_is_no_table(read) -> None:
    heading, paragraph, table = read(
        "<table><tr><td><h2>Título</h2><p>texto</p><table><tr><td>a<td>b</table></td></tr></table>"
    ).blocks
    assert (heading.text, paragraph.text) == ("Título", "texto")
    assert table.host is None


def test_a_box_of_one_cell_is_a_table(read) -> None:
    assert only(read("<table border=1><tr><td>Actividad 1.1</table>")).cells[0].text == "Actividad 1.1"


def test_text_outside_of_cells_is_not_lost(read) -> None:
    document = read("<table>uno<tr>dos<td>a<td>b</tr>tres<p>cuatro</p></table>")
    assert [getattr(block, "text", "") for block in document.blocks][:4] == ["uno", "dos", "tres", "cuatro"]
    assert [cell.text for cell in only(document).cells] == ["a", "b"]


def test_rows_in_forms_and_cells_without_rows(read, cells) -> None:
    table = only(read("<table><form><tr><td>a<td>b</tr></form><td>c<td>d</table>"))
    assert cells(table) == [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d")]


def test_hidden_rows_and_cells_are_out(read, cells) -> None:
    table = only(
        read(
            '<table><tr style="display: none"><td>x<td>y</tr><tr><td>a<td hidden>z<td>b</tr>'
            "<tr><td>c<td>d</table>"
        )
    )
    assert cells(table) == [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d")]


def test_spans_beyond_the_bound_are_not_followed(read) -> None:
    row = "<tr>" + "<td colspan=1000 rowspan=60000>a" * 50
    table = only(read(f"<table>{row * 50}</table>", Limits(table_cells=10_000)))
    assert len(table.cells) == 2_500
    assert table.row_count * table.column_count <= 10_000


SPANS = st.tuples(st.integers(1, 3), st.integers(1, 3))


@given(st.lists(st.lists(SPANS, max_size=5), max_size=6))
def test_any_spans_give_a_grid_without_overlaps(read, grid: list[list[tuple[int, int]]]) -> None:
    rows = "".join(
        "<tr>"
        + "".join(f"<td rowspan={down} colspan={across}>x{r}y{c}" for c, (down, across) in enumerate(row))
        for r, row in enumerate(grid)
    )
    document = read(f"<table>{rows}</table>")
    texts = [cell.text for table in document.tables() for cell in table.cells]
    assert texts == [f"x{r}y{c}" for r, row in enumerate(grid) for c in range(len(row))]
    for table in document.tables():
        taken = [(row, column) for cell in table.cells for row in cell.rows for column in cell.columns]
        assert len(taken) == len(set(taken))
        starts = {cell.column for cell in table.cells}
        assert starts == set(range(len(starts)))
