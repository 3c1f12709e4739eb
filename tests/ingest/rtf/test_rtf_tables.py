from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from ingest.document import Document, Heading, Host, Paragraph, Table
from ingest.limits import DEFAULT

ReadRtf = Callable[..., Document]
TableOf = Callable[[str], Table]
Spans = list[tuple[int, int, int, int, str]]


def spans(table: Table) -> Spans:
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells]


def plain(*rows: Sequence[str]) -> Spans:
    """A grid without spans."""
    return [(at, column, 1, 1, text) for at, texts in enumerate(rows) for column, text in enumerate(texts)]


def row(edges: str, *texts: str, before: str = "") -> str:
    """A row in the way of WordPad; edges as ``1000 2000v 3000m``: v, V start and go on a merge down, m, M
    across."""
    words = {"v": r"\clvmgf", "V": r"\clvmrg", "m": r"\clmgf", "M": r"\clmrg"}
    defined = "".join(
        "".join(words[sign] for sign in edge if sign in words) + r"\cellx" + edge.strip("vVmM")
        for edge in edges.split()
    )
    cells = "".join(rf"{text}\cell " for text in texts)
    return rf"\trowd\trgaph70\trleft0{before}{defined}\pard\intbl {cells}\row "


def test_rows_and_cells(table_of: TableOf) -> None:
    table = table_of(row("1000 2000", "a", r"b\par c") + row("1000 2000", "", "d") + r"\pard end\par")
    assert spans(table) == [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b\nc"), (1, 0, 1, 1, ""), (1, 1, 1, 1, "d")]
    assert table.method == "rtf"
    assert table.place.path == "body/table[1]"
    assert [cell.place.path for cell in table.cells][1:3] == ["body/table[1]/row[1]", "body/table[1]/row[2]"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [("3000", "title"), ("1000 2000 3000", "a", "b", "c")],
            [(0, 0, 1, 3, "title"), (1, 0, 1, 1, "a"), (1, 1, 1, 1, "b"), (1, 2, 1, 1, "c")],
        ),
        (
            [("1000m 2000M 3000", "a", "", "b"), ("1000 2000 3000", "c", "d", "e")],
            [(0, 0, 1, 2, "a"), (0, 2, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d"), (1, 2, 1, 1, "e")],
        ),
        (
            [("1000M 2000", "a", "b")],
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")],
        ),
        (
            [
                ("1000v 2000", "a", "b"),
                ("1000V 2000", "", "c"),
                ("1000V 2000", "", "d"),
                ("1000 2000", "e", "f"),
            ],
            [
                (0, 0, 3, 1, "a"),
                (0, 1, 1, 1, "b"),
                (1, 1, 1, 1, "c"),
                (2, 1, 1, 1, "d"),
                (3, 0, 1, 1, "e"),
                (3, 1, 1, 1, "f"),
            ],
        ),
        (
            [("1000V 2000", "a", "b")],
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")],
        ),
        (
            [("1000mv 2000M 3000", "a", "", "b"), ("1000mV 2000M 3000", "", "", "c")],
            [(0, 0, 2, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c")],
        ),
        (
            [("1000 2000", "a", "b"), ("990 2000", "c", "d"), ("1500 2000", "e", "f")],
            [
                (0, 0, 1, 1, "a"),
                (0, 1, 1, 2, "b"),
                (1, 0, 1, 1, "c"),
                (1, 1, 1, 2, "d"),
                (2, 0, 1, 2, "e"),
                (2, 2, 1, 1, "f"),
            ],
        ),
        (
            [("1000 1040 2000", "a", "", "b"), ("1000 1040 2000", "c", "", "d")],
            plain(["a", "", "b"], ["c", "", "d"]),
        ),
        (
            [("1000 2000", "a", "b", "c"), ("1000 2000", "d", "e", "f")],
            plain("abc", "def"),
        ),
        (
            [("1000 2000 3000", "a"), ("1000 2000 3000", "b", "c", "d")],
            [(0, 0, 1, 1, "a"), (1, 0, 1, 1, "b"), (1, 1, 1, 1, "c"), (1, 2, 1, 1, "d")],
        ),
        (
            [("0 0 0", "a", "b", "c"), ("0 0 0", "d", "e", "f")],
            plain("abc", "def"),
        ),
    ],
    ids=[
        "title over all columns",
        "merged across",
        "a merge that nothing begins",
        "merged down",
        "a merge down that nothing begins",
        "merged both ways",
        "edges that nearly meet are one",
        "a narrow column that a row has is kept",
        "more cells than edges",
        "fewer cells than edges",
        "edges that say nothing",
    ],
)
def test_spans(table_of: TableOf, rows: list[tuple[str, ...]], expected: Spans) -> None:
    assert spans(table_of("".join(row(*parts) for parts in rows))) == expected


def test_a_blank_cell_that_the_row_does_not_define_is_none(table_of: TableOf) -> None:
    assert spans(table_of(row("1000 2000", "a", "b", ""))) == plain("ab")
    assert spans(table_of(row("1000 2000", "a", "b", "", "c"))) == plain(["a", "b", "", "c"])


def test_a_nested_row_without_properties_is_as_the_one_before_it_on_its_level(read_rtf: ReadRtf) -> None:
    def inner(*texts: str, itap: int, properties: str = "") -> str:
        cells = "".join(rf"\pard\intbl\itap{itap} {text}\nestcell " for text in texts)
        return rf"{cells}{{\*\nesttableprops{properties}\nestrow}}"

    body = inner("a", "b", itap=2, properties=r"\trowd\cellx500\cellx1000")
    body += inner("x", "y", itap=3, properties=r"\trowd\cellx100\cellx200")
    body += inner("c", "d", itap=2)
    document = read_rtf(rf"\trowd\cellx2000\pard\intbl {body}\pard\intbl\cell\row\pard end\par")
    _, table, innermost = document.tables()
    assert spans(table) == plain("ab", "cd")
    assert spans(innermost) == plain("xy")


def test_a_row_that_begins_further_right(table_of: TableOf) -> None:
    table = table_of(row("1000 2000", "a", "b") + row("2000", "c", before=r"\trleft1000"))
    grid = [[cell.text if cell else None for cell in cells] for cells in table.grid()]
    assert grid[0] == ["a", "b"]
    assert grid[1][1] == "c" and not grid[1][0]


def test_header_rows_stand_at_the_head_only(table_of: TableOf) -> None:
    table = table_of(
        row("1000", "a", before=r"\trhdr")
        + row("1000", "b", before=r"\trhdr0")
        + row("1000", "c", before=r"\trhdr")
    )
    assert [cell.is_header for cell in table.cells] == [True, False, False]


def test_a_cell_is_bold_where_all_its_text_is(table_of: TableOf) -> None:
    table = table_of(row("1 2 3 4 5", r"{\b a}", r"{\b a}b", r"{\b  }", r"{\b a}\par\b c\b0", ""))
    assert [cell.is_bold for cell in table.cells] == [True, False, False, True, False]


def test_a_row_without_properties_takes_those_before(table_of: TableOf) -> None:
    table = table_of(row("1000 3000", "a", "b") + r"\pard\intbl c\cell d\cell\row " + row("3000", "e"))
    assert [cell.column_span for cell in table.cells] == [1, 1, 1, 1, 2]


def test_properties_after_the_cells_as_word_writes_them(table_of: TableOf) -> None:
    one = (
        r"\trowd\irow0\irowband0\ltrrow\ts11\trgaph108\trleft-108\cellx2772\cellx5652\pard\plain"
        r"\ltrpar\intbl{\rtlch\fcs1 \af0 \ltrch\fcs0 \b uno\cell dos\cell }\pard\plain \intbl"
        r"{\trowd\irow0\irowband0\ltrrow\trgaph108\trleft-108\cellx2772\cellx5652\row }"
    )
    two = r"\pard\plain \intbl{ancho\cell }{\trowd\trgaph108\trleft-108\cellx5652\row }\pard\plain fin\par"
    assert spans(table_of(one + two)) == [
        (0, 0, 1, 1, "uno"),
        (0, 1, 1, 1, "dos"),
        (1, 0, 1, 2, "ancho"),
    ]


def test_edges_between_the_cells_as_report_writers_put_them(table_of: TableOf) -> None:
    body = (
        r"\trowd\trhdr \pard\plain\cellx1000 \intbl {num}\cell \pard\plain\cellx2000 \intbl {chr}\cell \row"
    )
    table = table_of(body)
    assert spans(table) == [(0, 0, 1, 1, "num"), (0, 1, 1, 1, "chr")]
    assert all(cell.is_header for cell in table.cells)


def test_cells_whose_paragraphs_do_not_say_that_they_are_in_a_table(table_of: TableOf) -> None:
    assert spans(table_of(r"\trowd\cellx1\cellx2 a\par b\cell c\cell\row")) == [
        (0, 0, 1, 1, "a\nb"),
        (0, 1, 1, 1, "c"),
    ]


def test_a_paragraph_ends_a_table(read_rtf: ReadRtf) -> None:
    document = read_rtf(
        row("1000", "a") + r"\pard between\par " + row("1000", "b") + r"\pard\par" + row("1", "c")
    )
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["between"]
    assert [spans(table)[0][4] for table in document.tables()] == ["a", "b", "c"]


def test_paragraphs_that_no_cell_mark_follows_stand_in_no_cell(read_rtf: ReadRtf) -> None:
    document = read_rtf(row("1000", "a") + r"\pard\intbl loose\par\pard after\par")
    table, loose, after = document.blocks
    assert isinstance(table, Table) and isinstance(loose, Paragraph) and isinstance(after, Paragraph)
    assert (spans(table), loose.text, after.text) == ([(0, 0, 1, 1, "a")], "loose", "after")


@pytest.mark.parametrize("body", [r"\trowd\cellx1\pard\intbl a\row", r"\trowd\cellx1\pard\intbl a\par\row"])
def test_a_row_mark_without_cell_mark_keeps_the_text(table_of: TableOf, body: str) -> None:
    assert [text for *_, text in spans(table_of(body))] == ["a"]


def test_cells_without_row_mark_are_a_row(table_of: TableOf) -> None:
    assert len(table_of(r"\trowd\cellx1\cellx2\pard\intbl a\cell b\cell\pard after\par").cells) == 2


def test_a_row_mark_with_nothing_before_it_is_no_row(read_rtf: ReadRtf) -> None:
    assert not [*read_rtf(r"\trowd\cellx1\row\pard x\par").tables()]


INNER = (
    r"\pard\intbl\itap2 i\nestcell{\nonesttables\par}j\nestcell"
    r"{\*\nesttableprops\trowd\cellx400\cellx800\nestrow}{\nonesttables\par}"
)


def test_nested_tables_follow_the_one_around_them(read_rtf: ReadRtf) -> None:
    body = row("1000 2000", "a", "b") + r"\trowd\cellx1000\cellx2000\pard\intbl before\par " + INNER
    document = read_rtf(body + r"\pard\intbl after\cell " + INNER + r"\pard\intbl\cell\row\pard x\par")
    outer, first, second, after = document.blocks
    assert isinstance(outer, Table) and isinstance(first, Table) and isinstance(second, Table)
    assert isinstance(after, Paragraph)
    assert [text for *_, text in spans(outer)] == ["a", "b", "before\nafter", ""]
    assert spans(first) == spans(second) == [(0, 0, 1, 1, "i"), (0, 1, 1, 1, "j")]
    assert (first.host, second.host) == (Host(1, 1, 0), Host(1, 1, 1))
    assert first.place.path == "body/table[1]/row[2]/table[1]"


def test_tables_three_deep(read_rtf: ReadRtf) -> None:
    body = (
        r"\trowd\cellx3000\pard\intbl\itap3 deep\nestcell{\*\nesttableprops\trowd\cellx100\nestrow}"
        r"\pard\intbl\itap2 mid\nestcell{\*\nesttableprops\trowd\cellx200\nestrow}\pard\intbl top\cell\row"
    )
    tables = [*read_rtf(body).tables()]
    assert [(table.cells[0].text, table.host) for table in tables] == [
        ("top", None),
        ("mid", Host(1, 0, 0)),
        ("deep", Host(2, 0, 0)),
    ]


def test_nested_tables_of_writers_that_go_by_depth_alone(read_rtf: ReadRtf) -> None:
    body = (
        r"\itap1\trowd\cellx3000 \pard\intbl\itap2\trowd\cellx100\cellx200 \pard\intbl\itap2 i\nestcell"
        r"\pard\intbl\itap2 j\nestcell \nestrow\pard\intbl\itap1 a\cell \row\pard"
    )
    outer, inner = read_rtf(body).tables()
    assert [text for *_, text in spans(outer)] == ["a"]
    assert spans(inner) == [(0, 0, 1, 1, "i"), (0, 1, 1, 1, "j")]


def test_depth_is_bounded(read_rtf: ReadRtf) -> None:
    document = read_rtf(r"\pard\intbl\itap2000000000 a\nestcell\nestrow\pard\intbl\cell\row")
    assert [cell.text for table in document.tables() for cell in table.cells] == ["", "a"]


def test_real_depth_is_bounded(read_rtf: ReadRtf) -> None:
    deep = DEFAULT.table_depth + 5
    inner = r"\nestcell{\*\nesttableprops\trowd\cellx9\nestrow}"
    body = "".join(rf"\pard\intbl\itap{depth} d{depth}{inner}" for depth in range(deep, 1, -1))
    document = read_rtf(rf"\trowd\cellx9 {body}\pard\intbl top\cell\row")
    texts = "\n".join(cell.text for table in document.tables() for cell in table.cells)
    assert len([*document.tables()]) == DEFAULT.table_depth
    assert {f"d{depth}" for depth in range(2, deep + 1)} | {"top"} == set(texts.split("\n"))


def test_what_a_merged_cell_hides_is_told(read_rtf: ReadRtf) -> None:
    for body in (
        row("1000m 2000M", "a", "hidden"),
        row("1000v", "a") + row("1000V", "hidden"),
    ):
        document = read_rtf(body)
        assert [cell.text for table in document.tables() for cell in table.cells] == ["a"]
        assert [found.kind for found in document.problems] == ["covered_text"]


def test_a_table_beyond_the_limit_is_cut_and_told(read_rtf: ReadRtf) -> None:
    limits = replace(DEFAULT, table_cells=6)
    document = read_rtf(row("1 2", "a", "b") * 5, limits=limits)
    (table,) = document.tables()
    assert table.row_count == 3
    assert [found.kind for found in document.problems] == ["table_too_large"]


def test_more_edges_than_a_row_can_have_are_left_out(table_of: TableOf) -> None:
    edges = "".join(rf"\cellx{edge}" for edge in range(100, 200_000, 100))
    assert [text for *_, text in spans(table_of(rf"\trowd{edges}\pard\intbl a\cell b\cell\row"))] == [
        "a",
        "b",
    ]


def test_headings_and_captions_around_tables(read_rtf: ReadRtf) -> None:
    styles = r"{\stylesheet{\s1 heading 1;}{\s2 caption;}}"
    first, caption, table, _ = read_rtf(
        styles + r"\pard\s1 Uno\par\pard\s2 Tabla 1\par" + row("1", "a") + r"\pard x\par"
    ).blocks
    assert isinstance(first, Heading) and isinstance(caption, Paragraph) and isinstance(table, Table)
    assert (first.text, first.level, table.caption) == ("Uno", 1, "Tabla 1")


def test_a_section_ends_a_table(read_rtf: ReadRtf) -> None:
    assert len([*read_rtf(row("1", "a") + r"\sect\sectd " + row("1", "b")).tables()]) == 2
