from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ingest.document import Document, Host, Paragraph, Table
from ingest.limits import DEFAULT
from ingest.odt.lengths import percent, twips
from ingest.odt.styles import Styles
from ingest.odt.tables import TableReader
from ingest.wordprocessing.drafts import DraftCell, DraftParagraph

ReadOdt = Callable[..., Document]
TableOf = Callable[..., Table]
COVERED = "<table:covered-table-cell/>"


def cell(text: str, columns: int = 1, rows: int = 1, more: str = "") -> str:
    spanned = f'table:number-columns-spanned="{columns}" table:number-rows-spanned="{rows}"'
    return f"<table:table-cell {spanned} {more}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def spans(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([[cell("a"), cell("b")]], [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")]),
        (
            [[cell("a", columns=2), COVERED, cell("b")], [cell("c"), cell("d"), cell("e")]],
            [(0, 0, 1, 2, "a"), (0, 2, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d"), (1, 2, 1, 1, "e")],
        ),
        (
            [[cell("a", rows=2), cell("b")], [COVERED, cell("c")]],
            [(0, 0, 2, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c")],
        ),
        (
            [
                [cell("a", columns=2, rows=2), COVERED, cell("b")],
                [COVERED, COVERED, cell("c")],
                [cell("d"), cell("e"), cell("f")],
            ],
            [
                (0, 0, 2, 2, "a"),
                (0, 2, 1, 1, "b"),
                (1, 2, 1, 1, "c"),
                (2, 0, 1, 1, "d"),
                (2, 1, 1, 1, "e"),
                (2, 2, 1, 1, "f"),
            ],
        ),
        (
            [[cell("a", columns=2, rows=2), cell("b")], [cell("c")], [cell("d"), cell("e"), cell("f")]],
            [
                (0, 0, 2, 2, "a"),
                (0, 2, 1, 1, "b"),
                (1, 2, 1, 1, "c"),
                (2, 0, 1, 1, "d"),
                (2, 1, 1, 1, "e"),
                (2, 2, 1, 1, "f"),
            ],
        ),
        (
            [[cell("a"), cell("b", rows=2)], [cell("c", columns=2), COVERED], [cell("d"), cell("e")]],
            [
                (0, 0, 1, 1, "a"),
                (0, 1, 2, 1, "b"),
                (1, 0, 1, 1, "c"),
                (2, 0, 1, 1, "d"),
                (2, 1, 1, 1, "e"),
            ],
        ),
        (
            [[cell("x", more='table:number-columns-repeated="3"')], [cell("a"), cell("b"), cell("c")]],
            [
                (0, 0, 1, 1, "x"),
                (0, 1, 1, 1, "x"),
                (0, 2, 1, 1, "x"),
                (1, 0, 1, 1, "a"),
                (1, 1, 1, 1, "b"),
                (1, 2, 1, 1, "c"),
            ],
        ),
        (
            [[cell("a", columns=9), *[COVERED] * 8]],
            [(0, 0, 1, 1, "a")],
        ),
        (
            [[cell("a", rows=99), cell("b")], [COVERED, cell("c")]],
            [(0, 0, 2, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c")],
        ),
        (
            [[cell("a", columns=0, rows=-3, more='table:number-columns-repeated="x"'), cell("b")]],
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")],
        ),
    ],
    ids=[
        "plain",
        "across",
        "down",
        "both ways",
        "without covered cells",
        "a span that would run into another",
        "repeated cells",
        "columns that only one cell has",
        "a span beyond the last row",
        "spans that are no numbers",
    ],
)
def test_spans(
    table_of: TableOf, rows: list[list[str]], expected: list[tuple[int, int, int, int, str]]
) -> None:
    assert spans(table_of("".join(row(*cells) for cells in rows))) == expected


def test_rows_are_found_in_groups_and_headers_told(table_of: TableOf) -> None:
    rows = (
        "<table:table-columns><table:table-column table:number-columns-repeated='2'/></table:table-columns>"
        f"<table:table-header-rows>{row(cell('h'), cell('i'))}</table:table-header-rows>"
        f"<table:table-rows>{row(cell('a'), cell('b'))}<text:soft-page-break/></table:table-rows>"
        f"<table:table-row-group>{row(cell('c'), cell('d'))}</table:table-row-group>"
    )
    table = table_of(rows)
    assert [(c.row, c.text, c.is_header) for c in table.cells] == [
        (0, "h", True),
        (0, "i", True),
        (1, "a", False),
        (1, "b", False),
        (2, "c", False),
        (2, "d", False),
    ]
    assert (table.method, table.place.path) == ("odt", "body/table[1]")


def test_repeated_rows(table_of: TableOf) -> None:
    table = table_of(row(cell("a"), more='table:number-rows-repeated="3"') + row(cell("b")))
    assert [c.text for c in table.cells] == ["a", "a", "a", "b"]


@pytest.mark.parametrize(
    "rows",
    [
        row(cell("a"), more='table:number-rows-repeated="1000000000"'),
        row(cell("a", more='table:number-columns-repeated="1000000000"')) * 100,
        row(cell("a", columns=1_000_000_000, rows=1_000_000_000)) + row(cell("b")),
        "<table:table-column table:number-columns-repeated='1000000000'/>" + row(cell("a")),
    ],
)
def test_absurd_counts_are_bounded(table_of: TableOf, rows: str) -> None:
    table = table_of(rows)
    assert len(table.cells) < 150_000
    assert table.cells[0].text == "a"


def test_repeats_beyond_the_limit_are_told(read_odt: ReadOdt) -> None:
    rows = row(cell("a"), more='table:number-rows-repeated="50"')
    document = read_odt(
        f'<table:table table:name="T1">{rows}</table:table>', limits=replace(DEFAULT, table_cells=10)
    )
    assert "repeats_cut" in {found.kind for found in document.problems}
    assert any("T1" in found.message("es") for found in document.problems)


def test_slivers_are_no_columns(table_of: TableOf) -> None:
    widths = {"W": "3cm", "S": "0.05cm"}
    automatic = "".join(
        f'<style:style style:name="{name}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}"/></style:style>'
        for name, width in widths.items()
    )
    columns = "".join(f'<table:table-column table:style-name="{name}"/>' for name in "WSW")
    rows = row(cell("a", columns=2), COVERED, cell("b")) + row(cell("c"), cell("d", columns=2), COVERED)
    assert spans(table_of(columns + rows, automatic=automatic)) == [
        (0, 0, 1, 1, "a"),
        (0, 1, 1, 1, "b"),
        (1, 0, 1, 1, "c"),
        (1, 1, 1, 1, "d"),
    ]


def test_widths_as_shares_of_the_table(table_of: TableOf) -> None:
    automatic = "".join(
        f'<style:style style:name="{name}" style:family="table-column">'
        f'<style:table-column-properties style:rel-column-width="{share}*"/></style:style>'
        for name, share in (("W", 5000), ("S", 20))
    )
    columns = "".join(f'<table:table-column table:style-name="{name}"/>' for name in "WSW")
    rows = row(cell("a", columns=2), COVERED, cell("b")) + row(cell("c"), cell("d", columns=2), COVERED)
    assert table_of(columns + rows, automatic=automatic).column_count == 2


@pytest.mark.parametrize(
    ("length", "in_twips"),
    [
        ("1in", 1440),
        ("2.54cm", 1440),
        ("25.4mm", 1440),
        ("72pt", 1440),
        ("-1cm", 0),
        ("1", 0),
        ("1e9cm", 0),
        (None, 0),
    ],
)
def test_lengths(length: str | None, in_twips: int) -> None:
    assert twips(length) == in_twips


@pytest.mark.parametrize(("share", "number"), [("58%", 58.0), (" -33% ", -33.0), ("x%", None), ("58", None)])
def test_percentages(share: str, number: float | None) -> None:
    assert percent(share) == number


def test_more_cells_than_a_table_can_have_are_left_out(table_of: TableOf) -> None:
    table = table_of(row(cell("a") * 1100))
    assert table.column_count == 1024


def test_a_table_without_cells_is_none(read_odt: ReadOdt) -> None:
    assert read_odt("<table:table><table:table-row/></table:table>").blocks == ()


def test_nested_tables_and_subtables_follow_with_their_host(read_odt: ReadOdt) -> None:
    inner = f"<table:table>{row(cell('i'))}</table:table>"
    sub = f'<table:table table:is-sub-table="true">{row(cell("j"), cell("k"))}</table:table>'
    body = (
        f"<table:table>{row(cell('a'))}</table:table>"
        "<table:table><table:table-row>"
        f"<table:table-cell><text:p>x</text:p>{inner}<text:p>y</text:p></table:table-cell>"
        f"<table:table-cell>{sub}</table:table-cell></table:table-row></table:table>"
    )
    first, outer, nested, under = read_odt(body).tables()
    assert first.host is outer.host is None
    assert [c.text for c in outer.cells] == ["x\ny", ""]
    assert (nested.host, [c.text for c in nested.cells]) == (Host(2, 0, 0), ["i"])
    assert (under.host, [c.text for c in under.cells]) == (Host(2, 0, 1), ["j", "k"])
    assert nested.place.path == "body/table[2]/row[1]/table[1]"


def test_tables_nested_too_deep_keep_their_text(read_odt: ReadOdt) -> None:
    body = "<text:p>deep</text:p>"
    for _ in range(6):
        body = f"<table:table>{row(f'<table:table-cell>{body}</table:table-cell>')}</table:table>"
    document = read_odt(body, limits=replace(DEFAULT, table_depth=3))
    tables = [*document.tables()]
    assert len(tables) == 3
    assert tables[-1].cells[0].text == "deep"
    assert [found.kind for found in document.problems] == ["nested_too_deep"]


def test_what_a_merged_cell_hides_is_told(read_odt: ReadOdt) -> None:
    hidden = "<table:covered-table-cell><text:p>hidden</text:p></table:covered-table-cell>"
    for rows in (row(cell("a", columns=2), hidden), row(cell("a", rows=2)) + row(hidden)):
        document = read_odt(f"<table:table>{rows}</table:table>")
        assert [c.text for table in document.tables() for c in table.cells] == ["a"]
        assert [found.kind for found in document.problems] == ["covered_text"]


def test_a_covered_cell_that_nothing_covers_is_a_cell(table_of: TableOf) -> None:
    stray = "<table:covered-table-cell><text:p>b</text:p></table:covered-table-cell>"
    assert spans(table_of(row(cell("a"), stray) + row(cell("c"), COVERED))) == [
        (0, 0, 1, 1, "a"),
        (0, 1, 1, 1, "b"),
        (1, 0, 1, 1, "c"),
    ]


def test_a_caption_beside_its_table(read_odt: ReadOdt) -> None:
    styles = '<style:style style:name="Table" style:family="paragraph"/>'
    table = f"<table:table>{row(cell('a'))}</table:table>"
    document = read_odt(f'<text:p text:style-name="Table">Tabla 1</text:p>{table}', styles=styles)
    (found,) = document.tables()
    assert found.caption == "Tabla 1"


def test_bold_cells(table_of: TableOf) -> None:
    automatic = (
        '<style:style style:name="B" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
    )
    bold = '<text:span text:style-name="B">x</text:span>'
    table = table_of(row(cell(bold), cell(bold + "y"), cell("")), automatic=automatic)
    assert [c.is_bold for c in table.cells] == [True, False, False]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.lists(
            st.tuples(st.booleans(), st.integers(1, 4), st.integers(1, 4), st.integers(1, 3)), max_size=5
        ),
        min_size=1,
        max_size=6,
    )
)
def test_cells_never_overlap_and_none_is_lost(rows: list[list[tuple[bool, int, int, int]]]) -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    table = etree.Element(f"{{{space}}}table")
    total = 0
    for number, cells in enumerate(rows):
        line = etree.SubElement(table, f"{{{space}}}table-row")
        for at, (is_covered, columns, down, times) in enumerate(cells):
            element = etree.SubElement(
                line, f"{{{space}}}{'covered-table-cell' if is_covered else 'table-cell'}"
            )
            element.set(f"{{{space}}}number-columns-spanned", str(columns))
            element.set(f"{{{space}}}number-rows-spanned", str(down))
            element.set(f"{{{space}}}number-columns-repeated", str(times))
            element.text = f"{number}.{at}"
            total += 0 if is_covered else times
    read = TableReader(
        Styles(None, None), DEFAULT, lambda element: DraftCell([DraftParagraph(element.text or "")])
    ).read(table)
    shown = 0
    for slots in read.rows:
        edges = [edge for slot in slots for edge in (slot.start, slot.stop)]
        assert edges == sorted(edges)
        assert all(slot.start < slot.stop for slot in slots)
        shown += sum(slot.merge.value != "continue" for slot in slots)
    assert shown >= total


def test_paragraphs_around_tables(read_odt: ReadOdt) -> None:
    blocks = read_odt(
        f"<text:p>a</text:p><table:table>{row(cell('b'))}</table:table><text:p>c</text:p>"
    ).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["a", "c"]
    assert isinstance(blocks[1], Table)
