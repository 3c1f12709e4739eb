"""A table redrawn: every cell once, at its columns, spans kept, also where only some rows are shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from normalize.schema import CellRow
from pondera.report.excerpts import MOST_CELL_TEXT, MOST_COLUMNS, Excerpt, excerpt, rows_around


def cell(row: int, column: int, row_span: int = 1, column_span: int = 1, text: str = "") -> CellRow:
    return CellRow(
        "t",
        row,
        column,
        row_span,
        column_span,
        text or f"{row}.{column}",
        row == 0,
        None,
        None,
        None,
        None,
        None,
    )


def covered(drawn: Excerpt) -> list[list[str]]:
    """The text at each position, as a browser lays the cells out (HTML, forming a table)."""
    grid: list[list[str | None]] = [[] for _ in drawn.rows]
    for at, row in enumerate(drawn.rows):
        column = 0
        for shown in row.cells:
            while column < len(grid[at]) and grid[at][column] is not None:
                column += 1
            for down in range(at, at + shown.row_span):
                grid[down] += [None] * (column + shown.column_span - len(grid[down]))
                for across in range(column, column + shown.column_span):
                    assert grid[down][across] is None, "two cells at one place"
                    grid[down][across] = shown.text
    assert all(text is not None for line in grid for text in line)
    return [[str(text) for text in line] for line in grid]


def test_spans_are_kept() -> None:
    cells = [
        cell(0, 0, 2, 1, "a"),
        cell(0, 1, 1, 2, "b"),
        cell(1, 1),
        cell(1, 2),
        cell(2, 0),
        cell(2, 1),
        cell(2, 2),
    ]
    drawn = excerpt(cells, range(3), 3)
    assert covered(drawn) == [["a", "b", "b"], ["a", "1.1", "1.2"], ["2.0", "2.1", "2.2"]]
    assert drawn.left_out_after == 0


def test_a_cell_that_begins_above_reaches_into_the_rows_that_are_shown() -> None:
    cells = [cell(0, 0, 3, 1, "a"), cell(0, 1), cell(1, 1), cell(2, 1)]
    drawn = excerpt(cells, [2], 3)
    assert covered(drawn) == [["a", "2.1"]]
    assert (drawn.rows[0].number, drawn.rows[0].left_out) == (3, 2)


def test_a_gap_is_an_empty_cell_and_no_cell_slips_under_another_header() -> None:
    assert covered(excerpt([cell(0, 0), cell(0, 1), cell(1, 1)], range(2), 2)) == [
        ["0.0", "0.1"],
        ["", "1.1"],
    ]


def test_marks() -> None:
    drawn = excerpt([cell(0, 0), cell(0, 1), cell(0, 2)], [0], 1, wrong=[(0, 1)], evidence=[(0, 2)])
    assert [shown.mark for shown in drawn.rows[0].cells] == ["", "wrong", "evidence"]


def test_a_long_text_is_cut_and_says_so() -> None:
    (shown,) = excerpt([cell(0, 0, text="x" * 100_000)], [0], 1).rows[0].cells
    assert len(shown.text) == MOST_CELL_TEXT + 1
    assert shown.cut == 100_000 - MOST_CELL_TEXT


def test_a_wide_table_shows_its_first_columns_and_those_that_are_marked() -> None:
    drawn = excerpt([cell(0, column) for column in range(500)], [0], 1, wrong=[(0, 400)])
    texts = [shown.text for shown in drawn.rows[0].cells]
    assert "0.400" in texts and "0.0" in texts
    assert len(texts) <= MOST_COLUMNS
    assert drawn.columns_left_out == 500 - len(texts)


@given(
    st.lists(
        st.tuples(st.integers(0, 8), st.integers(0, 8), st.integers(1, 5), st.integers(1, 5)), max_size=25
    ),
    st.sets(st.integers(-1, 10)),
)
def test_whatever_the_cells_each_position_is_filled_once(
    places: list[tuple[int, int, int, int]], rows: set[int]
) -> None:
    drawn = excerpt([cell(*place) for place in places], rows, 9)
    lines = covered(drawn)
    assert len({len(line) for line in lines}) <= 1
    assert [row.number - 1 for row in drawn.rows] == sorted(row for row in rows if 0 <= row < 9)


def test_rows_that_make_a_finding_understood() -> None:
    assert rows_around({2}, [7], [3, 5]) == [2, 3, 5, 6, 7, 8]
    assert len(rows_around({0, 1, 2, 3, 4}, [50], range(100))) == 14
