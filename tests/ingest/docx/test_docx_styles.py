"""Headings by style and outline level, bold through styles, tables that make text bold, captions."""

from __future__ import annotations

import pytest

from ingest.document import Heading, Paragraph, Table
from ingest.wordprocessing.captions import Top, captions


def style(
    style_id: str, name: str = "", *, based: str = "", inside: str = "", kind: str = "paragraph"
) -> str:
    based = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name}"/>{based}{inside}</w:style>'
    )


def outline(level: int) -> str:
    return f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr>'


@pytest.mark.parametrize(
    ("styles", "level"),
    [
        (style("S", "heading 1"), 1),
        (style("S", "heading 3"), 3),
        (style("S", "Título 2"), 2),
        (style("S", "TITULO  4"), 4),
        (style("S", "Überschrift 1"), 1),
        (style("S", "Titre1"), 1),
        (style("S", "Encabezado 2"), 2),
        (style("S", "Title"), 1),
        (style("S", "Puesto"), 1),
        (style("S", "Propio", inside=outline(2)), 3),
        (style("S", "Propio", based="H") + style("H", "heading 2"), 2),
        (style("S", "Propio", based="H") + style("H", "Otro", inside=outline(4)), 5),
        (style("S", "heading 1", inside=outline(9)), None),
        (style("S", "TOC Heading", based="H", inside=outline(9)) + style("H", "heading 1"), None),
        (style("S", "heading"), None),
        (style("S", "heading 10"), None),
        (style("S", "Encabezado"), None),
        (style("S", "Normal"), None),
        (style("S", "A", based="B") + style("B", "B", based="S"), None),
        (style("S", "A", based="S"), None),
        (style("S", "A", based="missing"), None),
        ("", None),
    ],
)
def test_heading_levels(x, read, styles, level):
    (block,) = read(x.styled("S", "Objetivos"), {"styles": styles}).blocks
    assert (block.level if isinstance(block, Heading) else None) == level


def test_a_style_id_tells_where_the_name_is_missing(x, read):
    (block,) = read(x.styled("Heading2", "a"), {"styles": style("Heading2")}).blocks
    assert isinstance(block, Heading)
    assert block.level == 2


def test_a_paragraph_overrides_its_style(x, read):
    styles = {"styles": style("S", "heading 1")}
    body = x.p("body", '<w:pStyle w:val="S"/><w:outlineLvl w:val="9"/>')
    lower = x.p("third", '<w:pStyle w:val="S"/><w:outlineLvl w:val="2"/>')
    first, second = read(body + lower, styles).blocks
    assert isinstance(first, Paragraph)
    assert isinstance(second, Heading)
    assert second.level == 3


def test_the_default_style_counts_where_none_is_named(x, read):
    look = '<w:rPr><w:b/><w:sz w:val="30"/></w:rPr>'
    default = f'<w:style w:type="paragraph" w:default="1" w:styleId="N">{look}</w:style>'
    (block,) = read(x.p("a"), {"styles": default}).blocks
    assert (block.is_bold, block.size) == (True, 15.0)


BOLD = "<w:rPr><w:b/></w:rPr>"


@pytest.mark.parametrize(
    ("paragraph", "character", "run", "is_bold"),
    [
        ("", "", "", False),
        (BOLD, "", "", True),
        ("", BOLD, "", True),
        (BOLD, BOLD, "", False),  # toggles cancel out
        (BOLD, "", '<w:b w:val="0"/>', False),
        (BOLD, BOLD, "<w:b/>", True),
        ("", "", '<w:b w:val="true"/>', True),
        ("", "", '<w:b w:val="off"/>', False),
    ],
)
def test_bold_through_styles(x, read, paragraph, character, run, is_bold):
    styles = style("P", "P", inside=paragraph) + style("C", "C", inside=character, kind="character")
    content = x.run("text", f'<w:rStyle w:val="C"/>{run}')
    (block,) = read(x.p(content, '<w:pStyle w:val="P"/>'), {"styles": styles}).blocks
    assert block.is_bold is is_bold


def test_bold_by_the_documents_defaults(x, read):
    defaults = f"<w:docDefaults><w:rPrDefault>{BOLD}</w:rPrDefault></w:docDefaults>"
    (block,) = read(x.p("a"), {"styles": defaults + style("P", "P", inside=BOLD)}).blocks
    assert block.is_bold


def test_a_cell_is_bold_where_all_that_is_seen_is(x, table):
    bold, plain = x.run("a", "<w:b/>"), x.run("b")
    row = x.tr(
        x.tc(x.p(bold) + x.p("") + x.p(bold)), x.tc(x.p(bold) + x.p(plain)), x.tc(x.p(bold + x.run("  "))), ""
    )
    assert [c.is_bold for c in table(x.tbl(row)).cells] == [True, False, True, False]


REGIONS = ("firstRow", "lastRow", "firstCol", "lastCol")


@pytest.mark.parametrize(
    ("look", "bold"),
    [
        ('w:firstRow="1"', {(0, 0), (0, 1), (0, 2)}),
        ('w:firstColumn="true"', {(0, 0), (1, 0), (2, 0)}),
        ('w:lastRow="1" w:lastColumn="1"', {(2, 0), (2, 1), (2, 2), (0, 2), (1, 2)}),
        ('w:val="0020"', {(0, 0), (0, 1), (0, 2)}),
        ('w:val="0020" w:firstRow="0"', set()),
        ('w:val="xyz"', set()),
        ("", set()),
    ],
)
def test_a_table_style_makes_its_regions_bold(x, table, look, bold):
    parts = "".join(f'<w:tblStylePr w:type="{region}">{BOLD}</w:tblStylePr>' for region in REGIONS)
    styles = style("T", "T", based="B", kind="table") + style("B", "B", inside=parts, kind="table")
    rows = [x.tr("a", "b", "c")] * 3
    found = table(x.tbl(*rows, look=f'<w:tblStyle w:val="T"/><w:tblLook {look}/>'), {"styles": styles})
    assert {(c.row, c.column) for c in found.cells if c.is_bold} == bold


def test_a_table_style_may_be_bold_throughout(x, table):
    styles = style("T", "T", inside=BOLD, kind="table")
    found = table(x.tbl(x.tr("a"), look='<w:tblStyle w:val="T"/>'), {"styles": styles})
    assert found.cells[0].is_bold


def test_a_caption_before_its_table(x, read):
    styles = {"styles": style("C", "caption")}
    grid = x.tbl(x.tr("a"))
    body = x.styled("C", "Cuadro 1") + grid + x.p("text") + grid + x.styled("C", "Cuadro 2") + x.p("") + grid
    assert [t.caption for t in read(body, styles).tables()] == ["Cuadro 1", "", "Cuadro 2"]


def test_a_caption_after_its_table(x, read):
    styles = {"styles": style("C", "Propio", based="D") + style("D", "Epígrafe")}
    grid = x.tbl(x.tr("a"))
    body = grid + x.styled("C", "Cuadro 1") + grid + x.styled("C", "Cuadro 2")
    document = read(body, styles)
    assert [t.caption for t in document.tables()] == ["Cuadro 1", "Cuadro 2"]
    assert len(document.blocks) == 4


T, C, X = Top.TABLE, Top.CAPTION, Top.OTHER


@pytest.mark.parametrize(
    ("tops", "found"),
    [
        ([], {}),
        ([T, X, T], {}),
        ([C, T, C, T], {1: 0, 3: 2}),
        ([T, C, T, C], {0: 1, 2: 3}),
        ([X, C, T, X, T, C, X], {2: 1}),
        ([T, X, C, T], {3: 2}),
        ([C, X, T], {}),
    ],
)
def test_which_caption_belongs_to_which_table(tops, found):
    assert captions(tops) == found


def test_a_document_without_styles_is_read(x, read):
    blocks = read(x.styled("Heading1", "a") + x.tbl(x.tr("b"), look='<w:tblStyle w:val="T"/>')).blocks
    assert [type(block) for block in blocks] == [Paragraph, Table]
