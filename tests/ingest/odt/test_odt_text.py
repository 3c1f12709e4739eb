from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.document import Document, Heading, Paragraph, Part, Table

ReadOdt = Callable[..., Document]

LOOKS = {
    "bold": 'fo:font-weight="bold"',
    "struck": 'style:text-line-through-style="solid"',
    "heavy": 'fo:font-weight="700"',
    "light": 'fo:font-weight="300"',
    "normal": 'fo:font-weight="normal"',
    "up": 'style:text-position="super 58%"',
    "raised": 'style:text-position="33% 58%"',
    "level": 'style:text-position="0% 100%"',
    "down": 'style:text-position="sub 58%"',
    "hidden": 'text:display="none"',
    "nine": 'fo:font-size="9pt"',
    "half": 'fo:font-size="50%"',
    "symbol": 'style:font-name="Symbol"',
}
AUTOMATIC = "".join(
    f'<style:style style:name="{name}" style:family="{family}"><style:text-properties {look}/></style:style>'
    for name, look in LOOKS.items()
    for family in ("text", "paragraph")
)

FRAME = "<draw:frame><draw:text-box><text:p>caja</text:p></draw:text-box></draw:frame>"


def span(name: str, text: str) -> str:
    return f'<text:span text:style-name="{name}">{text}</text:span>'


def note(kind: str, mark: str, text: str) -> str:
    return (
        f'<text:note text:note-class="{kind}"><text:note-citation>{mark}</text:note-citation>'
        f"<text:note-body><text:p>{text}</text:p></text:note-body></text:note>"
    )


def only(document: Document) -> Paragraph:
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    return block


def said(document: Document) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (str(block.part), block.text, block.marks)
        for block in document.blocks
        if isinstance(block, Paragraph)
    ]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("a<text:s/>b<text:s text:c='3'/>c", "a b   c"),
        ("a<text:tab/>b<text:line-break/>c", "a\tb\nc"),
        ("  a \n\t b  ", "a b "),
        (f"a {span('bold', ' b')} c", "a b c"),
        (f"{span('struck', '10%')}20% 1{span('struck', '5')}", "10% 20% 1 5"),
        ("a<text:s/> b", "a  b"),
        ("a\u00ad\u00adb\u00a0c", "a\u00ad\u00adb\u00a0c"),
        ("a<text:soft-page-break/>b<text:bookmark text:name='x'/>c", "abc"),
        ("<text:a xlink:href='x'>enlace</text:a> <text:page-number>3</text:page-number>", "enlace 3"),
        ("<text:date text:date-value='2007-01-01'>1 de enero</text:date>", "1 de enero"),
        (
            "<text:ruby><text:ruby-base>base</text:ruby-base><text:ruby-text>up</text:ruby-text></text:ruby>",
            "base",
        ),
        ("a<text:unknown>b<text:s/></text:unknown>c", "ab c"),
        ("<text:drop-down><text:label text:value='no'/>sí</text:drop-down>", "sí"),
        (span("symbol", "\uf0b7") + "x", "•x"),
        ("a<text:s text:c='9999999999'/>b", "a" + " " * 1000 + "b"),
    ],
)
def test_text_is_shown_as_a_person_sees_it(read_odt: ReadOdt, inside: str, text: str) -> None:
    assert only(read_odt(f"<text:p>{inside}</text:p>", automatic=AUTOMATIC)).text == text


@pytest.mark.parametrize(
    ("inside", "text", "marks"),
    [
        (f"Meta{span('up', '2')} anual", "Meta anual", ("2",)),
        (f"7,69{span('raised', '2')}", "7,69", ("2",)),
        (f"120 m{span('up', '2')}", "120 m²", ()),
        (f"a{span('level', 'b')}{span('down', '2')}", "ab2", ()),
    ],
)
def test_note_marks_stand_apart_from_powers(
    read_odt: ReadOdt, inside: str, text: str, marks: tuple[str, ...]
) -> None:
    found = only(read_odt(f"<text:p>{inside}</text:p>", automatic=AUTOMATIC))
    assert (found.text, found.marks) == (text, marks)


@pytest.mark.parametrize(
    ("paragraph", "inside", "is_bold", "size"),
    [
        ("", span("bold", "a"), True, None),
        ("", span("bold", "a") + "b", False, None),
        ("bold", "a", True, None),
        ("bold", span("normal", "a"), False, None),
        ("heavy", f"a{span('light', ' ')}", True, None),
        ("nine", "aa" + span("half", "b"), False, 9.0),
        ("nine", span("half", "bbb") + "a", False, 4.5),
        ("Child", "a", True, 6.0),
        ("Circle", "a", False, None),
    ],
)
def test_looks(read_odt: ReadOdt, paragraph: str, inside: str, is_bold: bool, size: float | None) -> None:
    styles = (
        '<style:style style:name="Base" style:family="paragraph"><style:text-properties fo:font-weight="bold"'
        ' fo:font-size="12pt"/></style:style><style:style style:name="Child" style:family="paragraph"'
        ' style:parent-style-name="Base"><style:text-properties fo:font-size="50%"/></style:style>'
        '<style:style style:name="Circle" style:family="paragraph" style:parent-style-name="Circle"/>'
    )
    body = f'<text:p text:style-name="{paragraph}">{inside}</text:p>'
    found = only(read_odt(body, styles=styles, automatic=AUTOMATIC))
    assert (found.is_bold, found.size) == (is_bold, size)


def test_the_default_style_counts(read_odt: ReadOdt) -> None:
    styles = (
        '<style:default-style style:family="paragraph"><style:text-properties fo:font-size="11pt"/>'
        "</style:default-style>"
    )
    assert only(read_odt("<text:p>a</text:p>", styles=styles)).size == 11.0


@pytest.mark.parametrize(
    "body",
    [
        f"<text:p>a{span('hidden', 'secret')}b</text:p>",
        "<text:p>ab</text:p><text:p text:style-name='hidden'>secret</text:p>",
        "<text:p>ab</text:p><text:section text:display='none'><text:p>secret</text:p></text:section>",
        f"<text:p>ab{span('hidden', 's' + note('footnote', '1', 'n') + FRAME)}</text:p>",
        "<text:p>ab</text:p><text:p><text:hidden-paragraph text:is-hidden='true'/>secret</text:p>",
    ],
)
def test_hidden_text_is_left_out_and_told(read_odt: ReadOdt, body: str) -> None:
    document = read_odt(body, automatic=AUTOMATIC)
    assert only(document).text == "ab"
    assert [found.kind for found in document.problems] == ["hidden_text"]


def test_tracked_deletions_are_left_out_and_told(read_odt: ReadOdt) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:p>a<text:change text:change-id="c"/>b<text:change-start/>c<text:change-end/></text:p>'
    )
    document = read_odt(body)
    assert only(document).text == "abc"
    assert [found.kind for found in document.problems] == ["tracked_changes"]
    assert read_odt("<text:tracked-changes/><text:p>a</text:p>").problems == ()


def test_comments_are_left_out_and_told(read_odt: ReadOdt) -> None:
    comment = "<office:annotation><text:p>note</text:p></office:annotation>"
    document = read_odt(f"<text:p>a{comment}b<office:annotation-end/></text:p>")
    assert only(document).text == "ab"
    assert [found.kind for found in document.problems] == ["comments_left_out"]


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ('<text:h text:outline-level="2">T</text:h>', 2),
        ("<text:h>T</text:h>", 1),
        ('<text:h text:outline-level="99">T</text:h>', 9),
        ('<text:p text:style-name="Title">T</text:p>', 1),
        ('<text:p text:style-name="Heading_20_3">T</text:p>', 3),
        ('<text:p text:style-name="P1">T</text:p>', 1),
        ('<text:p text:style-name="Other">T</text:p>', 0),
    ],
)
def test_headings(read_odt: ReadOdt, body: str, level: int) -> None:
    styles = "".join(
        f'<style:style style:name="{name}" style:family="paragraph"/>'
        for name in ("Title", "Heading_20_3", "Other")
    )
    automatic = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    (block,) = read_odt(body, styles=styles, automatic=automatic).blocks
    assert (block.level if isinstance(block, Heading) else 0) == level


def test_notes_stand_apart(read_odt: ReadOdt) -> None:
    body = (
        f"<text:p>uno{note('footnote', '1', 'nota a')} dos{note('endnote', 'i', 'final')}"
        f" tres{note('footnote', '*', ' nota b')}</text:p>"
    )
    assert said(read_odt(body)) == [
        ("body", "uno dos tres", ("1", "i", "*")),
        ("note", "nota a", ("1",)),
        ("note", "nota b", ("*",)),
        ("note", "final", ("i",)),
    ]


def test_a_note_in_a_cell_marks_the_cell(read_odt: ReadOdt) -> None:
    cell = f"<table:table-cell><text:p>Meta{note('footnote', '1', 'nota')}</text:p></table:table-cell>"
    table, text = read_odt(f"<table:table><table:table-row>{cell}</table:table-row></table:table>").blocks
    assert isinstance(table, Table) and isinstance(text, Paragraph)
    assert (table.cells[0].text, table.cells[0].marks, text.marks) == ("Meta", ("1",), ("1",))


@pytest.mark.parametrize(
    "shape",
    [
        FRAME,
        f"<draw:a>{FRAME}</draw:a>",
        f"<draw:g><draw:frame><draw:image/></draw:frame>{FRAME}</draw:g>",
        "<draw:custom-shape><text:p>caja</text:p><draw:enhanced-geometry/></draw:custom-shape>",
        f"{span('bold', FRAME)}",
    ],
)
def test_text_boxes_follow_what_they_hang_on(read_odt: ReadOdt, shape: str) -> None:
    body = f"<text:p>a{shape}b</text:p><text:p>c</text:p>"
    assert [(part, text) for part, text, _ in said(read_odt(body, automatic=AUTOMATIC))] == [
        ("body", "ab"),
        ("text_box", "caja"),
        ("body", "c"),
    ]


def test_text_boxes_that_hang_on_the_page(read_odt: ReadOdt) -> None:
    assert said(read_odt(f"{FRAME}<text:p>a</text:p>"))[0][:2] == ("text_box", "caja")


def test_a_table_in_a_text_box_in_a_cell(read_odt: ReadOdt) -> None:
    def table(inside: str) -> str:
        cell = f"<table:table-cell>{inside}</table:table-cell>"
        return f"<table:table><table:table-row>{cell}</table:table-row></table:table>"

    box = f"<draw:frame><draw:text-box>{table('<text:p>in</text:p>')}</draw:text-box></draw:frame>"
    outer, inner = read_odt(table(f"<text:p>out{box}</text:p>")).tables()
    assert (outer.cells[0].text, inner.cells[0].text) == ("out", "in")


def test_check_boxes_and_choices_of_forms(read_odt: ReadOdt) -> None:
    def mark(kind: str, **values: str) -> str:
        parameters = "".join(
            f'<field:param field:name="{name}" field:value="{value}"/>' for name, value in values.items()
        )
        named = f'field:type="vnd.oasis.opendocument.field.{kind}"'
        return f"<field:fieldmark {named}>{parameters}</field:fieldmark>"

    boxes = mark("FORMCHECKBOX", Checkbox_Checked="true") + mark("FORMCHECKBOX", Checkbox_Checked="false")
    choice = mark("FORMDROPDOWN", Dropdown_ListEntry="no", ListEntry2="sí", Dropdown_Selected="1")
    assert only(read_odt(f"<text:p>{boxes}{choice}{mark('FORMTEXT')}</text:p>")).text == "☒☐sí"


def test_headers_and_footers_come_once_and_first(read_odt: ReadOdt) -> None:
    page = (
        "<style:master-page><style:header><text:p>cabeza</text:p></style:header>"
        "<style:header-first><text:p>portada</text:p></style:header-first>"
        '<style:header-left style:display="false"><text:p>no</text:p></style:header-left>'
        "<style:footer><text:p>pie</text:p></style:footer></style:master-page>"
    )
    assert [(part, text) for part, text, _ in said(read_odt("<text:p>a</text:p>", master=page * 2))] == [
        ("header", "cabeza"),
        ("header", "portada"),
        ("footer", "pie"),
        ("body", "a"),
    ]


def test_a_table_in_a_header_sets_words_apart(read_odt: ReadOdt) -> None:
    row = (
        "<table:table-row><table:table-cell><text:p>logo</text:p><text:p>x</text:p></table:table-cell>"
        "<table:table-cell><text:p>oficina</text:p></table:table-cell></table:table-row>"
    )
    header = f"<style:header><table:table>{row}</table:table></style:header>"
    document = read_odt("<text:p>a</text:p>", master=f"<style:master-page>{header}</style:master-page>")
    assert [*document.tables()] == []
    assert [(part, text) for part, text, _ in said(document)] == [
        ("header", "logo x\toficina"),
        ("body", "a"),
    ]


def test_the_number_of_a_note_that_was_never_laid_out_is_counted(read_odt: ReadOdt) -> None:
    """LibreOffice stores 0 for notes of rows that pages repeat."""

    def note(citation: str, kind: str = "footnote") -> str:
        return (
            f'<text:note text:note-class="{kind}">{citation}'
            "<text:note-body><text:p>n</text:p></text:note-body></text:note>"
        )

    number = "<text:note-citation>{}</text:note-citation>".format
    own = '<text:note-citation text:label="*">*</text:note-citation>'
    body = note(number(1)) + note(own) + note(number(0)) + note(number("i"), "endnote") + note(number(3))
    document = read_odt(f"<text:p>a{body}</text:p>")
    assert document.blocks[0].marks == ("1", "*", "2", "i", "3")


def test_sections_and_indexes_are_read_through(read_odt: ReadOdt) -> None:
    body = (
        "<text:section><text:p>a</text:p><text:section><text:p>b</text:p></text:section></text:section>"
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>x"
        "</text:index-title-template></text:table-of-content-source><text:index-body><text:index-title>"
        "<text:p>Índice</text:p></text:index-title><text:p>1 Uno</text:p></text:index-body>"
        "</text:table-of-content><text:numbered-paragraph><text:p>c</text:p></text:numbered-paragraph>"
        "<office:forms/><text:sequence-decls/>"
    )
    assert [text for _, text, _ in said(read_odt(body))] == ["a", "b", "Índice", "1 Uno", "c"]


def test_paragraphs_without_text_are_left_out_but_counted(read_odt: ReadOdt) -> None:
    found = only(read_odt("<text:p/><text:p> </text:p><text:p>a</text:p>"))
    assert found.place.path == "body/paragraph[3]"
    assert found.part is Part.BODY


def test_properties(read_odt: ReadOdt) -> None:
    meta = (
        "<dc:title>Plan</dc:title><meta:initial-creator>Ana</meta:initial-creator><dc:creator>Eva</dc:creator>"
        "<meta:creation-date>2007-08-24T10:12:00</meta:creation-date><dc:date>2007-08-28</dc:date>"
        "<dc:language>es</dc:language><dc:subject/><dc:description>d</dc:description><meta:generator>x</meta:generator>"
    )
    assert read_odt("<text:p>a</text:p>", meta=meta).properties == {
        "title": "Plan",
        "creator": "Ana",
        "created": "2007-08-24T10:12:00",
        "modified": "2007-08-28",
        "language": "es",
        "description": "d",
    }
    assert read_odt("<text:p/>", meta="<dc:creator>Eva</dc:creator>").properties == {"creator": "Eva"}


@pytest.mark.parametrize(
    ("math", "text"),
    [
        ("<math:mfrac><math:mrow><math:mi>a</math:mi><math:mo>+</math:mo><math:mi>b</math:mi></math:mrow>"
         "<math:mi>c</math:mi></math:mfrac><math:mo>*</math:mo><math:mn>100</math:mn>", "(a+b)/c*100"),
        ("<math:msup><math:mi>x</math:mi><math:mn>2</math:mn></math:msup>", "x^2"),
        ("<math:msqrt><math:mi>x</math:mi><math:mn>1</math:mn></math:msqrt>", "√(x1)"),
        ("<math:semantics><math:mi>x</math:mi><math:annotation>y</math:annotation></math:semantics>", "x"),
        ("<math:mfrac><math:mi>a</math:mi></math:mfrac>", "a"),
    ],
)  # fmt: skip
def test_formulas_stand_in_one_line(read_odt: ReadOdt, math: str, text: str) -> None:
    held = f"<draw:frame><draw:object><math:math>{math}</math:math></draw:object><draw:image/></draw:frame>"
    document = read_odt(f"<text:p>= {held}</text:p>")
    assert only(document).text == f"= {text}"
    assert document.problems == ()


def test_pictures_are_told_by_their_places(read_odt: ReadOdt) -> None:
    """Those that hang on the page too; a box that holds one is none, and neither is the look of an object."""
    picture = "<draw:frame><draw:image/></draw:frame>"
    boxed = f"<draw:frame><draw:text-box><text:p>{picture}</text:p></draw:text-box><draw:image/></draw:frame>"
    table = (
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p>"
        f"<text:p>{picture}{picture}</text:p></table:table-cell></table:table-row></table:table>"
    )
    document = read_odt(f"{picture}<text:p>texto</text:p>{table}<text:p>{boxed}</text:p>")
    (told,) = document.problems
    assert dict(told.facts) == {
        "count": "4",
        "places": "body/paragraph[0]/text_box[1]/paragraph[1], body/table[1]/row[1], "
        "body/paragraph[2]/text_box[1]/paragraph[1]",
    }


def test_pictures_in_margins_are_not_told(read_odt: ReadOdt) -> None:
    page = (
        "<style:master-page><style:header><text:p>x<draw:frame><draw:image/></draw:frame></text:p>"
        "</style:header></style:master-page>"
    )
    assert read_odt("<text:p>a</text:p>", master=page).problems == ()


def test_headers_that_differ_only_in_their_looks_come_once(read_odt: ReadOdt) -> None:
    plain = "<style:master-page><style:header><text:p>cabeza</text:p></style:header></style:master-page>"
    other = plain.replace("<text:p>", '<text:p text:style-name="Grande">')
    document = read_odt("<text:p>a</text:p>", master=plain + other)
    assert [text for _, text, _ in said(document)] == ["cabeza", "a"]
