from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.document import Document, Heading, Paragraph

ReadOdt = Callable[..., Document]


def number(level: int, form: str, more: str = "", suffix: str = ".") -> str:
    return (
        f'<text:list-level-style-number text:level="{level}" style:num-format="{form}"'
        f' style:num-suffix="{suffix}" {more}/>'
    )


BULLET = (
    '<text:list-level-style-bullet text:level="3" text:bullet-char="\uf0b7" style:num-suffix="\uf0b7">'
    '<style:text-properties style:font-name="Symbol"/></text:list-level-style-bullet>'
)
STYLES = (
    f'<text:list-style style:name="L">{number(1, "1")}{number(2, "a", suffix=")")}{BULLET}</text:list-style>'
    f'<text:list-style style:name="D">{number(1, "1")}'
    f"{number(2, '1', 'text:display-levels=&quot;2&quot;'.replace('&quot;', chr(34)))}</text:list-style>"
    '<text:list-style style:name="P"><text:list-level-style-number text:level="1" style:num-format="I"'
    ' loext:num-list-format="Etapa %1%:-"><style:list-level-properties><style:list-level-label-alignment'
    ' text:label-followed-by="nothing"/></style:list-level-properties></text:list-level-style-number>'
    "</text:list-style>"
    '<text:list-style style:name="I"><text:list-level-style-image text:level="1"/></text:list-style>'
    '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format=""'
    ' style:num-suffix="."/></text:list-style>'
)


def item(*paragraphs: str, more: str = "") -> str:
    inside = "".join(p if p.startswith("<") else f"<text:p>{p}</text:p>" for p in paragraphs)
    return f"<text:list-item {more}>{inside}</text:list-item>"


def listed(*items: str, style: str = "L", more: str = "") -> str:
    named = f'text:style-name="{style}"' if style else ""
    return f"<text:list {named} {more}>{''.join(items)}</text:list>"


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph | Heading)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (listed(item("a"), item("b", "more"), item("c")), ["1. a", "2. b", "more", "3. c"]),
        (
            listed(item("a", listed(item("b"), item("c"), style="")), item("d", listed(item("e"), style=""))),
            ["1. a", "a) b", "b) c", "2. d", "a) e"],
        ),
        (listed(item(listed(item(listed(item("x"), style="")), style=""))), ["• x"]),
        (listed(item("a")) + listed(item("b")), ["1. a", "1. b"]),
        (
            listed(item("a"))
            + "<text:p>x</text:p>"
            + listed(item("b"), more='text:continue-numbering="true"'),
            ["1. a", "x", "2. b"],
        ),
        (
            listed(item("a"), more='xml:id="one"')
            + listed(item("b"))
            + listed(item("c"), more='text:continue-list="one"'),
            ["1. a", "1. b", "2. c"],
        ),
        (listed(item("a"), item("b", more='text:start-value="7"'), item("c")), ["1. a", "7. b", "8. c"]),
        (
            listed(item("a", listed(item("b"), item("c"), style="")), style="D"),
            ["1. a", "1.1. b", "1.2. c"],
        ),
        (listed(item("a"), item("b"), style="P"), ["Etapa I:-a", "Etapa II:-b"]),
        (listed(item("a"), style="I"), ["• a"]),
        (listed(item("a"), style="N"), ["a"]),
        (listed(item("a"), style="unknown"), ["a"]),
        (listed("<text:list-header><text:p>h</text:p></text:list-header>", item("a")), ["h", "1. a"]),
        (listed(item("<text:number>A.7</text:number>", "a")), ["A.7 a"]),
        (listed(item("<text:h text:outline-level='1'>a</text:h>")), ["1. a"]),
        (listed(item("", "b")), ["1.", "b"]),
    ],
    ids=[
        "numbers",
        "levels",
        "wrappers are not counted",
        "a new list",
        "continued",
        "continued by name",
        "start value",
        "levels above shown",
        "pattern",
        "picture",
        "no number",
        "unknown style",
        "list header",
        "number as written",
        "heading in a list",
        "empty first paragraph",
    ],
)
def test_labels_are_kept_as_printed(read_odt: ReadOdt, body: str, expected: list[str]) -> None:
    assert texts(read_odt(body, automatic=STYLES)) == expected


@pytest.mark.parametrize(
    ("form", "start", "label"),
    [
        ("1", 12, "12"),
        ("a", 3, "c"),
        ("A", 28, "AB"),
        ("i", 4, "iv"),
        ("I", 9, "IX"),
        ("01, 02, 03, ...", 3, "03"),
        ("nonsense", 5, "5"),
    ],
)
def test_number_formats(read_odt: ReadOdt, form: str, start: int, label: str) -> None:
    styles = (
        f'<text:list-style style:name="F">{number(1, form, f"text:start-value={chr(34)}{start}{chr(34)}")}'
    )
    assert texts(read_odt(listed(item("x"), style="F"), automatic=styles + "</text:list-style>")) == [
        f"{label}. x"
    ]


def test_letters_that_repeat(read_odt: ReadOdt) -> None:
    level = number(1, "a", 'text:start-value="28" style:num-letter-sync="true"')
    styles = f'<text:list-style style:name="F">{level}</text:list-style>'
    assert texts(read_odt(listed(item("x"), style="F"), automatic=styles)) == ["bb. x"]


def test_labels_in_cells_are_drawn(read_odt: ReadOdt) -> None:
    cell = f"<table:table-cell>{listed(item('a'), item('b'))}</table:table-cell>"
    document = read_odt(
        f"<table:table><table:table-row>{cell}</table:table-row></table:table>", automatic=STYLES
    )
    (table,) = document.tables()
    assert (table.cells[0].text, table.cells[0].typed_text) == ("1. a\n2. b", "a\nb")


OUTLINE = (
    '<text:outline-style style:name="Outline">'
    '<text:outline-level-style text:level="1" style:num-format="I" style:num-suffix=".-"/>'
    '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
    "</text:outline-style>"
    '<style:style style:name="Plain" style:family="paragraph" style:list-style-name=""/>'
)


def heading(level: int, text: str, more: str = "") -> str:
    return f'<text:h text:outline-level="{level}" {more}>{text}</text:h>'


def test_numbered_headings(read_odt: ReadOdt) -> None:
    body = (
        heading(1, "a")
        + heading(2, "b")
        + heading(2, "c")
        + heading(1, "d")
        + heading(2, "e")
        + heading(1, "f", 'text:style-name="Plain"')
        + heading(1, "g", 'text:is-list-header="true"')
        + heading(1, "h", 'text:restart-numbering="true" text:start-value="9"')
        + heading(1, "<text:number>X</text:number>i")
        + heading(3, "j")
    )
    assert texts(read_odt(body, styles=OUTLINE)) == [
        "I.- a",
        "I.1 b",
        "I.2 c",
        "II.- d",
        "II.1 e",
        "f",
        "g",
        "IX.- h",
        "X i",
        "j",
    ]
