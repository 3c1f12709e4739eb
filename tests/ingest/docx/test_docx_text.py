"""What a paragraph says: breaks, symbols, fields, containers, hidden text, formulas."""

from __future__ import annotations

import pytest

from ingest.document import Heading, Paragraph
from ingest.wordprocessing.symbols import bullet, symbol, symbols


def inside(content: str) -> str:
    return f"<w:p>{content}</w:p>"


@pytest.mark.parametrize(
    ("element", "shown"),
    [
        ("<w:tab/>", "\t"),
        ('<w:ptab w:alignment="left"/>', "\t"),
        ("<w:br/>", "\n"),
        ("<w:cr/>", "\n"),
        ("<w:noBreakHyphen/>", "\u2011"),
        ("<w:softHyphen/>", "\u00ad"),
        ('<w:sym w:font="Symbol" w:char="F0B3"/>', "≥"),
        ('<w:sym w:font="Wingdings" w:char="F0FC"/>', "✓"),
        ('<w:sym w:font="Wingdings" w:char="00FE"/>', "☑"),
        ('<w:sym w:font="Arial" w:char="2264"/>', "≤"),
        ('<w:sym w:font="Symbol" w:char="zz"/>', ""),
        ('<w:sym w:font="Symbol" w:char="D800"/>', ""),
        ("<w:lastRenderedPageBreak/>", ""),
        ("<w:delText>gone</w:delText>", ""),
        ("<w:instrText>PAGE</w:instrText>", ""),
    ],
)
def test_characters_that_are_elements(x, lines, element, shown):
    assert lines(inside(f"{x.run('a')}<w:r>{element}</w:r>{x.run('b')}")) == [f"a{shown}b"]


def test_symbol_fonts_in_typed_text(x, lines):
    fonts = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    assert lines(inside(x.run("meta ") + x.run("\uf0b3", fonts) + x.run(" 85%"))) == ["meta ≥ 85%"]


def test_an_unknown_symbol_stays_as_it_is():
    assert symbol("\uf021", "No Such Font") == "\uf021"
    assert symbols("a\uf0b7b", None) == "a\uf0b7b"
    assert symbols("a\uf0b7b", "SYMBOL ") == "a•b"


@pytest.mark.parametrize(
    ("character", "font", "seen"),
    [("\uf0b7", "Symbol", "•"), ("\uf0a7", "Wingdings", "▪"), ("o", "Courier New", "◦"), ("-", "", "-"),
     ("\uf0b7", "", "•"), ("\uf0e7", "No Such Font", "•"), ("§", "Wingdings", "▪"), ("–", "Arial", "–")],
)  # fmt: skip
def test_bullets_as_they_are_seen(character, font, seen):
    assert bullet(character, font) == seen


def test_space_counts_where_the_file_says_so(lines):
    kept = '<w:r><w:t xml:space="preserve"> a </w:t></w:r>'
    assert lines(inside(f"<w:r><w:t> b </w:t></w:r>{kept}<w:r><w:t>\n  c\n  d\n</w:t></w:r>")) == [
        "b a c   d"
    ]


def test_space_is_kept_in_a_story_that_keeps_it(read):
    body = inside("<w:r><w:t>5 </w:t></w:r><w:r><w:t>de 8</w:t></w:r>")
    note = f'<w:footnote w:id="1">{body}</w:footnote>'.replace(
        "<w:footnote", '<w:footnote xml:space="preserve"'
    )
    document = read(body + inside('<w:r><w:footnoteReference w:id="1"/></w:r>'), {"footnotes": note})
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert texts == ["5de 8", "", "5 de 8"]


@pytest.mark.parametrize(
    "container", ["hyperlink", "smartTag", "customXml", "ins", "moveTo", "dir", "bdo", "unheardOf"]
)
def test_text_in_containers_is_kept(x, lines, container):
    assert lines(inside(f"<w:{container}>{x.run('kept')}</w:{container}>")) == ["kept"]


@pytest.mark.parametrize("container", ["del", "moveFrom"])
def test_text_in_deletions_is_dropped(x, read, container):
    document = read(inside(x.run("a") + f"<w:{container}>{x.run('b')}</w:{container}>" + x.run("c")))
    assert [block.text for block in document.blocks] == ["ac"]
    assert [problem.kind for problem in document.problems] == ["tracked_changes"]


def test_content_controls_inside_and_around_paragraphs(x, lines):
    inline = f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{x.run('b')}</w:sdtContent></w:sdt>"
    block = f"<w:sdt><w:sdtContent>{x.p('c')}</w:sdtContent></w:sdt>"
    assert lines(inside(x.run("a") + inline) + block) == ["ab", "c"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs(x, lines):
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    assert lines(x.p("uno ", gone) + x.p("dos ", gone) + x.p("tres") + x.p("cuatro")) == [
        "uno dos tres",
        "cuatro",
    ]


@pytest.mark.parametrize("look", ["<w:vanish/>", "<w:specVanish/>"])
def test_a_hidden_paragraph_mark_joins_two_paragraphs_but_no_figures(x, lines, look):
    hidden = f"<w:rPr>{look}</w:rPr>"
    assert lines(x.p("95", hidden) + x.p("2", hidden) + x.p("") + x.p("3")) == ["95 2 ", "3"]


def test_a_line_that_runs_on_into_a_table_ends_there(x, read):
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    blocks = read(x.p("uno", gone) + x.tbl(x.tr("a")) + x.p("dos", gone)).blocks
    assert [getattr(block, "text", "table") for block in blocks] == ["uno", "table", "dos"]


def test_a_dropped_initial_belongs_to_its_paragraph(x, lines):
    assert lines(x.p("E", '<w:framePr w:dropCap="drop"/>') + x.p("l programa")) == ["El programa"]


@pytest.mark.parametrize("look", ["<w:vanish/>", "<w:specVanish/>", '<w:rStyle w:val="Hidden"/>'])
def test_hidden_text_is_left_out_and_reported(x, read, look):
    styles = '<w:style w:type="character" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
    document = read(inside(x.run("seen") + x.run(" hidden", look)), {"styles": styles})
    assert [block.text for block in document.blocks] == ["seen"]
    assert [problem.kind for problem in document.problems] == ["hidden_text"]


def test_text_that_a_run_shows_again_is_seen(x, lines):
    styles = '<w:style w:type="character" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
    shown = x.run("seen", '<w:rStyle w:val="Hidden"/><w:vanish w:val="0"/>')
    assert lines(inside(shown), {"styles": styles}) == ["seen"]


def test_ruby_shows_its_base(x, lines):
    ruby = f"<w:r><w:ruby><w:rt>{x.run('kana')}</w:rt><w:rubyBase>{x.run('字')}</w:rubyBase></w:ruby></w:r>"
    assert lines(inside(ruby)) == ["字"]


def test_fields_show_their_result(x, lines):
    assert lines(inside(x.run("p. ") + x.field(" PAGE ", x.run("7")) + x.run("."))) == ["p. 7."]
    assert lines(inside(f'<w:fldSimple w:instr=" DATE ">{x.run("hoy")}</w:fldSimple>')) == ["hoy"]


def test_fields_inside_fields(x, lines):
    """The inner result of an instruction is not shown, that of a result is."""
    begin, middle, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    inner = x.field("MERGEFIELD a", x.run("inner"))
    assert lines(inside(begin + inner + x.run("code") + middle + inner + x.run("!") + end)) == ["inner!"]


def test_a_field_over_paragraphs(x, lines):
    begin, middle, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    body = (
        inside(begin + x.run("code"))
        + x.p("code")
        + inside(x.run("code") + middle + x.run("a"))
        + inside(x.run("b") + end)
    )
    assert lines(body + x.p("c")) == ["a", "b", "c"]


def test_a_field_that_never_ends_hides_nothing(x, lines):
    begin = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>'
    assert lines(inside(begin + x.run("a")) + x.p("b") + inside(x.field("PAGE", x.run("1")))) == [
        "a",
        "b",
        "1",
    ]


def test_an_end_without_a_beginning_is_nothing(x, lines):
    ends = '<w:r><w:fldChar w:fldCharType="separate"/><w:fldChar w:fldCharType="end"/></w:r>'
    assert lines(inside(x.run("a") + ends + x.run("b"))) == ["ab"]


def test_a_deleted_field_beginning_does_not_open_a_field(x, lines):
    begin = '<w:del><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:del>'
    end = '<w:del><w:r><w:fldChar w:fldCharType="end"/></w:r></w:del>'
    assert lines(inside(begin + x.run("a") + end)) == ["a"]


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [('SYMBOL 179 \\f "Symbol" \\s 10', "≥"), ("SYMBOL 0x2713", "✓"), ("SYMBOL 10", ""),
     ("MACROBUTTON AcceptAllChanges [Escriba aquí]", "[Escriba aquí]"), ('XE "índice"', ""),
     (r"EQ \f(hechas;previstas) * 100", "hechas/previstas * 100")],
)  # fmt: skip
def test_fields_without_a_result(x, lines, instruction, shown):
    assert lines(inside(x.run("a") + x.field(instruction) + x.run("b"))) == [f"a{shown}b"]


def form(data: str) -> str:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    return begin + '<w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ("<w:checkBox><w:checked/></w:checkBox>", "☒"),
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "☒"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "☐"),
        ("<w:checkBox/>", "☐"),
        (
            '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Sí"/><w:listEntry w:val="No"/></w:ddList>',
            "No",
        ),
        (
            '<w:ddList><w:default w:val="1"/><w:listEntry w:val="Sí"/><w:listEntry w:val="No"/></w:ddList>',
            "No",
        ),
        ('<w:ddList><w:listEntry w:val="Sí"/></w:ddList>', "Sí"),
        ('<w:ddList><w:result w:val="9"/><w:listEntry w:val="Sí"/></w:ddList>', ""),
    ],
)
def test_form_fields_show_what_they_hold(x, table, data, shown):
    cell = table(x.tbl(x.tr(x.tc(inside(x.run("Cumple ") + form(data) + x.run(" ahora")))))).cells[0]
    assert cell.text == f"Cumple {shown} ahora"
    assert cell.typed_text == "Cumple  ahora"


def test_typed_bullets_of_a_symbol_font_are_marks_of_a_list(x, table):
    fonts = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    content = inside(x.run("\uf0b7", fonts) + x.run(" uno")) + inside(x.run("dos ") + x.run("\uf0b7", fonts))
    cell = table(x.tbl(x.tr(x.tc(content)))).cells[0]
    assert cell.text == "• uno\ndos •"
    assert cell.typed_text == " uno\ndos •"


def math(content: str) -> str:
    return inside(f"<m:oMath>{content}</m:oMath>")


def t(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        (f"<m:f><m:fPr/><m:num>{t('4')}</m:num><m:den>{t('8')}</m:den></m:f>{t('*100')}", "4/8*100"),
        (f"<m:f><m:num>{t('N° de casos')}</m:num><m:den>{t('a+b')}</m:den></m:f>", "(N° de casos)/(a+b)"),
        (f"<m:sSup><m:e>{t('x')}</m:e><m:sup>{t('2')}</m:sup></m:sSup>", "x^2"),
        (f"<m:sSub><m:e>{t('x')}</m:e><m:sub>{t('i')}</m:sub></m:sSub>", "x_i"),
        (
            f"<m:eqArr><m:eqArrPr/><m:e>{t('x=1')}</m:e><m:e>{t('y=2')}</m:e></m:eqArr>",
            "x=1; y=2",
        ),
        (f"<m:m><m:mPr/><m:mr><m:e>{t('1')}</m:e><m:e>{t('2')}</m:e></m:mr></m:m>", "1 2"),
        (f"<m:func><m:fName>{t('log')}</m:fName><m:e>{t('10')}</m:e></m:func>", "log 10"),
        (f"<m:rad><m:deg/><m:e>{t('y')}</m:e></m:rad>", "√(y)"),
        (f"<m:d><m:e>{t('a')}</m:e><m:e>{t('b')}</m:e></m:d>", "(a|b)"),
        (
            f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{t("a")}</m:e></m:d>',
            "[a]",
        ),
        (
            f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{t("i=1")}</m:sub><m:sup>{t("n")}</m:sup>'
            f"<m:e>{t('x')}</m:e></m:nary>",
            "∑_(i=1)^n x",
        ),
    ],
)
def test_formulas_in_one_line(lines, formula, shown):
    assert lines(math(formula)) == [shown]


def test_a_formula_nested_without_end_keeps_its_text(lines):
    deep = "<m:d><m:e>" * 90 + t("7") + "</m:e></m:d>" * 90
    assert "7" in lines(math(deep))[0]


def test_containers_in_containers_without_end_keep_their_text(x, lines):
    deep = "<w:ins>" * 300 + x.run("deep") + "</w:ins>" * 300
    assert lines(inside(deep)) == ["deep"]
    runs = "<w:r><mc:AlternateContent><mc:Choice>" * 120 + "</mc:Choice></mc:AlternateContent></w:r>" * 120
    assert lines(inside(runs + x.run("after"))) == ["after"]


def test_empty_paragraphs_are_left_out(x, lines):
    assert lines(x.p("") + x.p("   ") + x.p("a") + "<w:p/>") == ["a"]


def test_paragraphs_tell_their_size_and_whether_they_are_bold(x, read):
    styles = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    mixed = inside(x.run("a", '<w:b/><w:sz w:val="40"/>') + x.run("longer text", "<w:b/>") + x.run(" "))
    strict = inside(x.run("x", '<w:sz w:val="9pt"/>') + x.run("y", "<w:sz/>"))
    first, second = (block for block in read(mixed + strict, {"styles": styles}).blocks)
    assert (first.is_bold, first.size) == (True, 11.0)
    assert (second.is_bold, second.size) == (False, 9.0)


def test_a_heading_keeps_its_place(x, read):
    (heading,) = read(x.p("Objetivos", '<w:outlineLvl w:val="1"/>')).blocks
    assert heading == Heading("Objetivos", 2, (), heading.place)
    assert heading.place.path == "body/paragraph[1]"


@pytest.mark.parametrize("strike", ["<w:strike/>", "<w:dstrike/>"])
def test_struck_figures_do_not_run_into_others(lines, strike):
    def run(text, looks=""):
        return f"<w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r>"

    assert lines(inside(run("10%", strike) + run("20%"))) == ["10% 20%"]
    assert lines(inside(run("1") + run("5", strike) + run("6"))) == ["1 5 6"]
    assert lines(inside(run("niño") + run("s", strike) + run(", 5") + run("6"))) == ["niños, 56"]


def test_figures_raised_by_their_position_are_note_marks(x, read):
    raised = '<w:r><w:rPr><w:position w:val="6"/></w:rPr><w:t>2</w:t></w:r>'
    lowered = raised.replace('"6"', '"-6"')
    (block,) = read(f"<w:p>{x.run('95%')}{raised}</w:p>").blocks
    assert (block.text, block.marks) == ("95%", ("2",))
    assert read(f"<w:p>{x.run('H')}{lowered}</w:p>").blocks[0].text == "H2"


def test_what_a_drawing_holds_that_is_not_read_is_told(x, read):
    chart = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'
    art = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="{}"/></v:shape>'
    body = x.p("a", "") + f"<w:p><w:r><w:drawing>{chart}</w:drawing></w:r></w:p><w:p><w:subDoc/></w:p>"
    body += f"<w:p><w:r><w:pict>{art.format('PLAN 2008')}{art.format(' ')}</w:pict></w:r></w:p>"
    document = read(body)
    assert [block.text for block in document.blocks] == ["a", "PLAN 2008"]
    assert [problem.kind for problem in document.problems] == ["embedded_object", "imported_part"]
