"""Automatic numbers and bullets: printed before the text, and known not to be typed."""

from __future__ import annotations

import pytest

SYMBOL = '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>'


@pytest.fixture(scope="module")
def outline(x):
    """Three levels: 1.-, 1.1, a)"""
    return x.abstract(7, x.level(0, "%1.-"), x.level(1, "%1.%2"), x.level(2, "%3)", "lowerLetter")) + x.num(
        1, 7
    )


def test_a_list_counts(x, lines, outline):
    body = "".join(x.listed(text, 1) for text in ("uno", "dos", "tres"))
    assert lines(body, {"numbering": outline}) == ["1.- uno", "2.- dos", "3.- tres"]


def test_levels_count_each_and_start_again_below(x, lines, outline):
    body = "".join(x.listed("x", 1, level) for level in (0, 1, 1, 2, 2, 0, 1, 2))
    assert [text.split()[0] for text in lines(body, {"numbering": outline})] == [
        "1.-", "1.1", "1.2", "a)", "b)", "2.-", "2.1", "a)",
    ]  # fmt: skip


def test_a_skipped_level_counts_as_begun(x, lines, outline):
    body = "".join(x.listed("x", 1, level) for level in (1, 1, 0))
    assert [text.split()[0] for text in lines(body, {"numbering": outline})] == ["1.1", "1.2", "2.-"]


def test_lists_of_one_abstract_go_on_counting(x, lines, outline):
    numbering = outline + x.num(2, 7)
    body = x.listed("a", 1) + x.listed("b", 2) + x.listed("c", 1)
    assert lines(body, {"numbering": numbering}) == ["1.- a", "2.- b", "3.- c"]


def test_a_list_may_start_anew_once(x, lines, outline):
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = outline + x.num(2, 7, override)
    body = x.listed("a", 1) + x.listed("b", 2) + x.listed("c", 2) + x.listed("d", 1)
    assert lines(body, {"numbering": numbering}) == ["1.- a", "5.- b", "6.- c", "7.- d"]


def test_a_list_may_override_a_level(x, lines, outline):
    override = f'<w:lvlOverride w:ilvl="0">{x.level(0, "(%1)", "upperRoman", start=3)}</w:lvlOverride>'
    broken = '<w:lvlOverride w:ilvl="12"><w:startOverride w:val="9"/></w:lvlOverride>'
    numbering = outline + x.num(2, 7, broken + override)
    assert lines(x.listed("a", 2) + x.listed("b", 2), {"numbering": numbering}) == ["(III) a", "(IV) b"]


@pytest.mark.parametrize(
    ("restart", "fourth"),
    [("", "a)"), ('<w:lvlRestart w:val="0"/>', "b)"), ('<w:lvlRestart w:val="1"/>', "b)")],
)
def test_when_a_level_restarts(x, lines, restart, fourth):
    """The third level after a new second one: at 1 it waits for the first level."""
    numbering = x.abstract(
        1, x.level(0, "%1."), x.level(1, "%2."), x.level(2, "%3)", "lowerLetter", restart)
    ) + x.num(1, 1)
    body = "".join(x.listed("x", 1, level) for level in (0, 1, 2, 1, 2))
    assert lines(body, {"numbering": numbering})[-1].split()[0] == fourth


def test_legal_numbering_is_decimal(x, lines):
    numbering = x.abstract(
        1, x.level(0, "%1.", "upperRoman"), x.level(1, "%1.%2", "lowerLetter", "<w:isLgl/>")
    ) + x.num(1, 1)
    body = x.listed("a", 1) + x.listed("b", 1, 1)
    assert lines(body, {"numbering": numbering}) == ["I. a", "1.1 b"]


@pytest.mark.parametrize(
    ("level", "label"),
    [
        (('\uf0b7', "bullet", SYMBOL), "• "),
        (("o", "bullet", ""), "◦ "),
        (("-", "bullet", '<w:suff w:val="nothing"/>'), "-"),
        (("%1", "none", ""), ""),
        (("Artículo %1", "ordinalText", '<w:rPr><w:lang w:val="es-CL"/></w:rPr>'), "Artículo Primero "),
        (("%1.", "decimalZero", ""), "01. "),
        (("%1.", "lowerRoman", "<w:rPr><w:vanish/></w:rPr>"), ""),
        (("", "decimal", ""), ""),
        (("%1%9", "decimal", ""), "1 "),
        (("%1", "decimal", '<w:lvlPicBulletId w:val="0"/>'), "• "),
        (("x" * 500, "decimal", ""), "x" * 64 + " "),
    ],
)  # fmt: skip
def test_labels(x, lines, level, label):
    text, number_format, more = level
    numbering = x.abstract(1, x.level(0, text, number_format, more)) + x.num(1, 1)
    assert lines(x.listed("t", 1), {"numbering": numbering}) == [label + "t"]


def test_a_custom_format_follows_its_example(x, lines):
    choice = (
        '<mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    level = f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{choice}<w:lvlText w:val="%1"/></w:lvl>'
    numbering = x.abstract(1, level) + x.num(1, 1)
    assert lines(x.listed("a", 1) + x.listed("b", 1), {"numbering": numbering}) == ["009 a", "010 b"]


def test_a_style_brings_its_list_and_its_level(x, lines):
    tied = '<w:pStyle w:val="Sub"/>'
    numbering = x.abstract(1, x.level(0, "%1."), x.level(1, "%1.%2", more=tied)) + x.num(1, 1)
    in_list = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="Top">{in_list}</w:style>'
        f'<w:style w:type="paragraph" w:styleId="Sub">{in_list}</w:style>'
        '<w:style w:type="paragraph" w:styleId="Under"><w:basedOn w:val="Sub"/></w:style>'
    )
    body = x.styled("Top", "a") + x.styled("Sub", "b") + x.styled("Under", "c")
    out = x.p("d", '<w:pStyle w:val="Sub"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body + out, {"numbering": numbering, "styles": styles}) == ["1. a", "1.1 b", "1.2 c", "d"]


def test_a_style_states_its_level(x, lines, outline):
    look = '<w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:style w:type="paragraph" w:styleId="S">{look}</w:style>'
    assert lines(x.styled("S", "a"), {"numbering": outline, "styles": styles}) == ["a) a"]


@pytest.mark.parametrize("through", ["styleLink", "style"])
def test_a_numbering_style_lends_its_levels(x, lines, through):
    link = '<w:styleLink w:val="Lista"/>' if through == "styleLink" else ""
    numbering = (
        x.abstract(1, x.level(0, "%1)"), more=link)
        + x.abstract(2, more='<w:numStyleLink w:val="Lista"/>')
        + x.num(1, 1)
        + x.num(2, 2)
    )
    place = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:style w:type="numbering" w:styleId="Lista">{place}</w:style>'
    assert lines(x.listed("a", 2), {"numbering": numbering, "styles": styles}) == ["1) a"]


def test_styles_that_lend_from_each_other_in_a_circle(x, lines):
    numbering = x.abstract(1, more='<w:numStyleLink w:val="L"/>') + x.num(1, 1)
    place = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:style w:type="numbering" w:styleId="L">{place}</w:style>'
    assert lines(x.listed("a", 1), {"numbering": numbering, "styles": styles}) == ["a"]


@pytest.mark.parametrize("list_id", [2, 3, 4])
def test_lists_that_are_missing_number_nothing(x, lines, outline, list_id):
    """No such list; a list without an abstract one; a link to a style that is no list's."""
    numbering = outline + x.num(3, 99) + x.abstract(8, more='<w:numStyleLink w:val="None"/>') + x.num(4, 8)
    assert lines(x.listed("a", list_id), {"numbering": numbering}) == ["a"]


def test_a_level_that_is_missing_prints_nothing(x, lines, outline):
    body = x.listed("a", 1) + x.listed("b", 1, 5) + x.listed("c", 1)
    assert lines(body, {"numbering": outline}) == ["1.- a", "b", "2.- c"]


def test_empty_numbered_paragraphs_show_their_number(x, table, outline):
    """The automatic number of a column "N°" whose cells hold nothing else."""
    rows = [x.tr(x.tc(x.listed("", 1)), text) for text in ("a", "b")]
    found = table(x.tbl(*rows), {"numbering": outline})
    assert [c.text for c in found.cells] == ["1.-", "a", "2.-", "b"]
    assert [c.typed_text for c in found.cells] == ["", "a", "", "b"]


def test_what_is_drawn_in_a_cell_is_told_from_what_is_typed(x, table, outline):
    cell = table(
        x.tbl(x.tr(x.tc(x.listed("uno", 1) + x.p("nada") + x.listed("dos", 1)))), {"numbering": outline}
    ).cells[0]
    assert cell.text == "1.- uno\nnada\n2.- dos"
    assert cell.typed_text == "uno\nnada\ndos"


def test_deleted_paragraphs_do_not_count(x, lines, outline):
    place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr>'
    gone = x.p("<w:del><w:r><w:delText>b</w:delText></w:r></w:del>", place)
    body = x.listed("a", 1) + gone + x.listed("c", 1)
    assert lines(body, {"numbering": outline}) == ["1.- a", "2.- c"]


def test_numbered_headings(x, read, outline):
    look = '<w:outlineLvl w:val="0"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    (heading,) = read(x.p("Objetivos", look), {"numbering": outline}).blocks
    assert (heading.text, heading.level) == ("1.- Objetivos", 1)
