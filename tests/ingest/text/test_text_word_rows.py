"""Rows found among cells that nothing marks: the shortest description."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.text.contents import Content
from ingest.text.word_parts import CellFacts, Cut, TableRun
from ingest.text.word_rows import part

E, F, S, L = Content


def cells(*rows: str) -> list[CellFacts]:
    """Cells from signs: E, F, S, L for what one holds, and behind it ``.`` for each empty line."""
    contents = {"E": E, "F": F, "S": S, "L": L}
    return [
        CellFacts(contents[piece[0]], piece.count("."), Cut(piece.count("!")))
        for row in rows
        for piece in row.split()
    ]


def shapes(runs: list[TableRun]) -> list[tuple[int, list[int]]]:
    return [(run.columns, [row.cells for row in run.rows]) for run in runs]


def test_rows_that_empty_lines_part() -> None:
    runs = part(cells("S S S.", "S L F.", "S L F.", "S L F.."))
    assert shapes(runs) == [(3, [3, 3, 3, 3])]


def test_empty_lines_inside_cells_do_not_end_rows() -> None:
    runs = part(cells("S S. S S. S.", "L. L. F. E E.", "L L F. L E.", "L L. F. L. E.", "L. L F. L E.."))
    assert shapes(runs) == [(5, [5] * 5)]


def test_repetition_tells_rows_where_every_cell_ends_alike() -> None:
    runs = part(cells("S. S. S. S.", *["L. F. E. F."] * 8))
    assert shapes(runs)[-1] == (4, [4] * (len(shapes(runs)[-1][1])))
    assert sum(run.columns == 4 for run in runs) == 1


def test_titles_before_and_totals_behind_the_full_rows() -> None:
    runs = part(cells("L.", "S S S.", *["S F F."] * 6, "S F.."))
    assert shapes(runs) == [(3, [1, *[3] * 7, 2])]


def test_rows_that_differ_by_turns_are_not_read_as_one_twice_as_wide() -> None:
    runs = part(cells("S S S S S S.", *["F S S F F F.", "E L E E F E."] * 8))
    assert shapes(runs) == [(6, [6] * 17)]


def test_a_table_ends_where_text_follows_its_last_cell() -> None:
    runs = part(cells("S S S S.", *["S L L E."] * 5, "S L E E!!!", "S S.", "L L.."))
    assert [(run.columns, run.is_cut) for run in runs] == [(4, True), (2, False)]


def test_tables_of_different_widths_follow_one_another() -> None:
    runs = part(cells("S S S S S.", *["S L F E E."] * 6, "S L F E E...", "S S.", *["S F."] * 6))
    assert [columns for columns, _ in shapes(runs)] == [5, 2]


def test_a_band_above_a_wider_header_stays_with_its_table() -> None:
    runs = part(cells("S S S S S.", "E E S S S S S.", *["S S F F F F F."] * 6))
    assert shapes(runs) == [(7, [5, 7, 7, 7, 7, 7, 7, 7])]


def test_cells_without_any_empty_line_are_told_by_contents_alone() -> None:
    runs = part(cells("S S S", *["S F E"] * 8))
    assert shapes(runs) == [(3, [3] * 9)]


def test_nothing_gives_nothing() -> None:
    assert part([]) == []


facts = st.builds(CellFacts, st.sampled_from(Content), st.integers(0, 3), st.sampled_from(Cut))


@given(st.lists(facts, max_size=60))
def test_each_cell_is_in_one_row_in_order(found: list[CellFacts]) -> None:
    runs = part(found)
    at = 0
    for run in runs:
        assert run.rows
        assert all(1 <= row.cells <= run.columns for row in run.rows)
        for row in run.rows:
            assert row.start == at
            at = row.stop
    assert at == len(found)
    assert part(found) == runs


@given(st.integers(2, 7), st.integers(3, 12), st.data())
def test_clean_rows_of_one_width_are_found_exactly(columns: int, count: int, data: st.DataObject) -> None:
    column_contents = data.draw(st.lists(st.sampled_from([F, S, L]), min_size=columns, max_size=columns))
    header = [CellFacts(S, int(column == columns - 1)) for column in range(columns)]
    row = [CellFacts(content, int(column == columns - 1)) for column, content in enumerate(column_contents)]
    (run,) = part(header + row * count)
    assert (run.columns, len(run.rows)) == (columns, count + 1)
