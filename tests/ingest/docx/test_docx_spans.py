"""Where cells stand: spans, merges, blanks before rows, content controls, tracked rows and cells."""

from __future__ import annotations

import pytest

from ingest.limits import Limits


def test_a_plain_table_has_a_cell_at_each_position(x, table, cells):
    assert cells(table(x.tbl(x.tr("a", "b"), x.tr("c", "d")))) == [
        (0, 0, 1, 1, "a"),
        (0, 1, 1, 1, "b"),
        (1, 0, 1, 1, "c"),
        (1, 1, 1, 1, "d"),
    ]


def test_a_cell_spans_the_columns_that_it_says(x, table, cells):
    found = table(x.tbl(x.tr(x.wide("title", 3)), x.tr("a", x.wide("b", 2)), x.tr("c", "d", "e")))
    assert cells(found)[:3] == [(0, 0, 1, 3, "title"), (1, 0, 1, 1, "a"), (1, 1, 1, 2, "b")]
    assert found.column_count == 3


def test_a_cell_continues_downwards(x, table, cells):
    found = table(
        x.tbl(x.tr(x.merged("objective", "restart"), "a"), x.tr(x.merged(), "b"), x.tr(x.merged(), "c"))
    )
    assert cells(found)[0] == (0, 0, 3, 1, "objective")
    assert [c.text for c in found.cells] == ["objective", "a", "b", "c"]


def test_a_merge_without_a_value_continues(x, table, cells):
    continued = x.tc("", "<w:vMerge/>")
    assert cells(table(x.tbl(x.tr(x.merged("a", "restart"), "1"), x.tr(continued, "2"))))[0] == (
        0,
        0,
        2,
        1,
        "a",
    )


def test_a_new_merge_ends_the_one_above(x, table, cells):
    found = table(x.tbl(x.tr(x.merged("a", "restart")), x.tr(x.merged("b", "restart")), x.tr(x.merged())))
    assert cells(found) == [(0, 0, 1, 1, "a"), (1, 0, 2, 1, "b")]


def test_what_continues_nothing_is_a_cell_of_its_own(x, table, cells):
    found = table(x.tbl(x.tr("a", "b"), x.tr(x.merged("lost"), "c"), x.tr(x.merged(), "d")))
    assert (1, 0, 2, 1, "lost") in cells(found)


def test_a_continuation_of_another_width_is_a_cell_of_its_own(x, table, cells):
    wide = x.tc("wide", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>')
    found = table(x.tbl(x.tr(wide), x.tr(x.merged("left"), x.merged("right"))))
    assert cells(found) == [(0, 0, 1, 2, "wide"), (1, 0, 1, 1, "left"), (1, 1, 1, 1, "right")]


def test_text_that_a_merged_cell_covers_is_reported(x, read):
    document = read(x.tbl(x.tr(x.merged("seen", "restart"), "a"), x.tr(x.merged("covered"), "b")))
    assert [problem.kind for problem in document.problems] == ["covered_text"]


def test_cells_merged_sideways_in_the_old_way_are_one(x, table, cells):
    row = x.tr(x.tc("a", '<w:hMerge w:val="restart"/>'), x.tc("", "<w:hMerge/>"), "b")
    assert cells(table(x.tbl(row, x.tr("1", "2", "3"))))[:2] == [(0, 0, 1, 2, "a"), (0, 2, 1, 1, "b")]


def test_a_row_that_begins_further_right_keeps_its_columns(x, table, cells):
    rows = (x.tr("a", "b", "c"), x.tr("d", "e", look='<w:gridBefore w:val="1"/>'))
    assert cells(table(x.tbl(*rows)))[3:] == [(1, 0, 1, 1, ""), (1, 1, 1, 1, "d"), (1, 2, 1, 1, "e")]


def test_a_row_that_ends_early_stays_where_it_is(x, table):
    found = table(x.tbl(x.tr("a", "b", "c"), x.tr("d", look='<w:gridAfter w:val="2"/>')))
    assert (found.row_count, found.column_count, found.confidence) == (2, 3, 1.0)
    assert found.grid()[1][1] is None


def test_columns_that_no_cell_begins_or_ends_at_do_not_count(x, table, cells):
    found = table(x.tbl(x.tr(x.wide("a", 4), x.wide("b", 2)), x.tr(x.wide("c", 4), x.wide("d", 2))))
    assert cells(found)[:2] == [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")]


def test_borders_a_hair_apart_are_one(x, table, cells):
    """The first row's border stands 10 twips left of the second's: no column lies between them."""
    rows = (x.tr("a", x.wide("b", 2)), x.tr(x.wide("c", 2), "d"))
    assert cells(table(x.tbl(*rows, widths=(3000, 10, 3000)))) == [
        (0, 0, 1, 1, "a"),
        (0, 1, 1, 1, "b"),
        (1, 0, 1, 1, "c"),
        (1, 1, 1, 1, "d"),
    ]


def test_a_narrow_column_with_cells_of_its_own_stays(x, table):
    rows = (x.tr("a", "", "b"), x.tr(x.wide("c", 2), "d"))
    assert table(x.tbl(*rows, widths=(3000, 10, 3000))).column_count == 3


def test_a_row_moved_by_a_hair_is_not_indented(x, table, cells):
    rows = (x.tr(x.wide("a", 2), "b"), x.tr("c", "d", look='<w:gridBefore w:val="1"/>'))
    assert cells(table(x.tbl(*rows, widths=(5, 3000, 3000))))[2:] == [(1, 0, 1, 1, "c"), (1, 1, 1, 1, "d")]


@pytest.mark.parametrize("count", ["0", "-3", "", "many", "99999999999999999999"])
def test_absurd_spans_are_bounded(x, table, count):
    found = table(x.tbl(x.tr(x.tc("a", f'<w:gridSpan w:val="{count}"/>'), "b"), x.tr("c", "d")))
    assert [c.text for c in found.cells] == ["a", "b", "c", "d"]
    assert found.column_count <= 4


def test_a_table_past_the_limit_is_cut_and_says_so(x, read):
    rows = [x.tr("a", "b", "c", "d")] * 10
    document = read(x.tbl(*rows), limits=Limits(table_cells=12))
    (found,) = document.tables()
    assert found.row_count == 3
    assert dict(document.problems[0].facts) == {"place": "body/table[1]", "read": "3", "rows": "10"}


def test_edges_in_ever_new_places_cannot_make_a_huge_grid(x, read):
    """Each row's cell ends at another column: rows times columns grows with the square of the rows."""
    rows = [x.tr(x.wide("a", at + 1), "b") for at in range(100)]
    document = read(x.tbl(*rows), limits=Limits(table_cells=2000))
    (found,) = document.tables()
    assert found.row_count * found.column_count <= 2000
    assert document.problems[0].kind == "table_too_large"


@pytest.mark.parametrize("wrapper", ["sdt", "customXml", "smartTag", "ins"])
def test_rows_and_cells_in_wrappers_are_found(x, table, wrapper):
    def wrapped(content: str) -> str:
        inside = f"<w:sdtContent>{content}</w:sdtContent>" if wrapper == "sdt" else content
        return f"<w:{wrapper}>{inside}</w:{wrapper}>"

    rows = x.tr("a", wrapped(x.tc("b")), "c") + wrapped(x.tr("d", "e", wrapped(wrapped(x.tc("f")))))
    assert [(c.row, c.column, c.text) for c in table(x.tbl(rows)).cells] == [
        (0, 0, "a"),
        (0, 1, "b"),
        (0, 2, "c"),
        (1, 0, "d"),
        (1, 1, "e"),
        (1, 2, "f"),
    ]


def test_a_deleted_row_is_gone_and_an_inserted_one_stays(x, read):
    body = x.tbl(x.tr("a"), x.tr("b", look='<w:del w:id="1"/>'), x.tr("c", look='<w:ins w:id="2"/>'))
    document = read(body)
    assert [c.text for c in next(document.tables()).cells] == ["a", "c"]
    assert [problem.kind for problem in document.problems] == ["tracked_changes"]


def test_a_deleted_cell_is_gone(x, table):
    row = x.tr("a", x.tc("b", '<w:cellDel w:id="1"/>'), x.tc("c", '<w:cellIns w:id="2"/>'))
    assert [c.text for c in table(x.tbl(row)).cells] == ["a", "c"]


def test_tracked_merges_count_as_accepted(x, table, cells):
    below = x.tc("", '<w:cellMerge w:id="1" w:vMerge="cont"/>')
    above = x.tc("a", '<w:cellMerge w:id="2" w:vMerge="rest"/>')
    assert cells(table(x.tbl(x.tr(above, "1"), x.tr(below, "2"))))[0] == (0, 0, 2, 1, "a")


def test_a_table_of_which_all_rows_are_deleted_is_none(x, read):
    assert not read(x.tbl(x.tr("a", look='<w:del w:id="1"/>'))).blocks


def test_header_rows_count_from_the_top_only(x, table):
    header = "<w:tblHeader/>"
    off = '<w:tblHeader w:val="0"/>'
    found = table(
        x.tbl(x.tr("a", look=header), x.tr("b", look=header), x.tr("c", look=off), x.tr("d", look=header))
    )
    assert [c.is_header for c in found.cells] == [True, True, False, False]


def test_tables_with_nothing_between_them_are_one(x, read):
    one = x.tbl(x.tr("a", "b"), widths=(100, 200))
    two = x.tbl(x.tr("c", "d"), widths=(100, 200))
    assert [t.row_count for t in read(one + two).tables()] == [2]


@pytest.mark.parametrize("between", ["<w:p/>", ""])
def test_tables_of_another_kind_stay_apart(x, read, between):
    one = x.tbl(x.tr("a", "b"), widths=(100, 200))
    two = x.tbl(x.tr("c", "d"), widths=(100, 200 if between else 300))
    assert [t.row_count for t in read(one + between + two).tables()] == [1, 1]


def test_a_floating_table_stays_apart(x, read):
    one = x.tbl(x.tr("a"), widths=(100,))
    two = x.tbl(x.tr("b"), widths=(100,), look='<w:tblpPr w:tblpX="1"/>')
    assert len([*read(one + two).tables()]) == 2


def width(text: str, of: int, kind: str = "dxa") -> str:
    look = f'<w:tcW w:w="{of}" w:type="{kind}"/>'
    return f"<w:tc><w:tcPr>{look}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def test_a_row_that_says_no_spans_stands_where_its_widths_put_it(x, table, cells):
    grid = (1000, 1000, 1000, 1000)
    rows = (x.tr(width("Planned", 2000), width("Done", 2005)), x.tr(*(width(t, 1000) for t in "abcd")))
    found = table(x.tbl(*rows, widths=grid))
    assert cells(found)[:2] == [(0, 0, 1, 2, "Planned"), (0, 2, 1, 2, "Done")]
    assert found.confidence == 1.0


@pytest.mark.parametrize(
    "row",
    [
        (width("a", 1500), width("b", 2500)),  # leads to no edge
        (width("a", 1000), width("b", 1000)),  # does not fill the grid
        (width("a", 50, "pct"), width("b", 50, "pct")),  # no widths in points
        (width("a", 10), width("b", 3990)),  # a cell of no width
    ],
)
def test_a_ragged_row_without_usable_widths_lowers_confidence(x, table, row):
    grid = (1000, 1000, 1000, 1000)
    even = x.tr(*(width(t, 1000) for t in "wxyz"))
    found = table(x.tbl(even, even, even, x.tr(*row), widths=grid))
    assert [(c.column, c.text) for c in found.cells if c.row == 3] == [(0, "a"), (1, "b")]
    assert found.confidence == 0.75


def test_places_are_paths_of_rows(x, table):
    found = table(x.p("before") + x.tbl(x.tr("a"), x.tr("b")))
    assert found.place.path == "body/table[1]"
    assert [c.place.path for c in found.cells] == ["body/table[1]/row[1]", "body/table[1]/row[2]"]
