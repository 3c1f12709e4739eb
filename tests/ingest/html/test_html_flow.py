"""Text of HTML as it is seen: paragraphs, headings, lists, marks, white space, what is hidden."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Heading, Paragraph, Part


def texts(document) -> list[str]:
    return [block.text for block in document.blocks]


def test_blocks_break_and_inline_elements_do_not(read) -> None:
    assert texts(read("<div>uno <b>dos</b><div>tres</div>cua<i>tro</i></div><p>cinco<p>seis")) == [
        "uno dos",
        "tres",
        "cuatro",
        "cinco",
        "seis",
    ]


def test_white_space_is_folded(read) -> None:
    assert texts(read("<p>  uno\n\t dos <b> tres</b> </p>")) == ["uno dos tres"]
    assert texts(read("<p>5&nbsp;%</p>")) == ["5\xa0%"]
    assert texts(read("<pre>uno  dos\n  tres</pre>")) == ["uno  dos\ntres"]


def test_breaks_of_lines(read) -> None:
    assert texts(read("<p>uno<br>dos<br/><br>tres<br></p>")) == ["uno\ndos", "tres"]


def test_headings_have_levels(read) -> None:
    found = read("<h1>Plan <em>2024</em></h1><h3>Metas</h3><h2></h2>").blocks
    assert [(block.text, block.level) for block in found if isinstance(block, Heading)] == [
        ("Plan 2024", 1),
        ("Metas", 3),
    ]


def test_lists_show_their_signs(read) -> None:
    source = (
        "<ul><li>uno<li><p>dos</p><ol start=3><li>tres<li>cuatro</ol></ul>"
        "<ol type=a><li>x</ol><ol type=I><li>y<li>z</ol><ol type=A start=x><li>w</ol><li>suelto"
    )
    assert texts(read(source)) == [
        "• uno",
        "• dos",
        "3. tres",
        "4. cuatro",
        "a. x",
        "I. y",
        "II. z",
        "A. w",
        "• suelto",
    ]


def test_superscripts_are_marks_or_exponents(read) -> None:
    source = (
        "<p>Meta<sup>1</sup> de 10<sup>3</sup> m<sup>2</sup>, N<sup>o</sup> 5, nota<sup><a>2</a></sup></p>"
    )
    (paragraph,) = read(source).blocks
    assert isinstance(paragraph, Paragraph)
    assert (paragraph.text, paragraph.marks) == ("Meta de 10³ m², Nº 5, nota", ("1", "2"))


def test_a_note_is_told_by_its_mark(read) -> None:
    (note,) = read("<p><sup>1</sup> Identificar la institución.</p>").blocks
    assert (note.part, note.marks, note.text) == (Part.NOTE, ("1",), "Identificar la institución.")


@pytest.mark.parametrize(
    "bold",
    [
        "<b>x</b>",
        "<strong>x</strong>",
        '<span style="font-weight: bold">x</span>',
        '<span style="font-weight:700">x</span>',
        "<b>x</b> <b>y</b>",
    ],
)
def test_bold(read, bold: str) -> None:
    assert read(f"<p>{bold}</p>").blocks[0].is_bold
    assert not read(f"<p>{bold} z</p>").blocks[0].is_bold


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var x;</script>",
        "<style>p{}</style>",
        "<p hidden>x</p>",
        '<p style="display:none">x</p>',
        '<div style="color:red; visibility : hidden"><p>x</p></div>',
        '<span style="mso-hide:all">x</span>',
        "<template><p>x</p></template>",
        "<!-- x -->",
        "<?php x ?>",
        '<input type="hidden" value="x">',
        "<noscript>x</noscript>",
    ],
)
def test_what_nobody_sees_is_out_and_what_follows_it_is_not(read, hidden: str) -> None:
    assert (
        "".join(texts(read(f"<body><div>antes{hidden}después</div></body>"))).replace("\n", "")
        == "antesdespués"
    )


def test_values_in_forms_are_seen(read) -> None:
    source = '<p>Meta: <input value="5%"> de <select><option>a<option selected>b</select></p>'
    assert texts(read(source + "<textarea>nota</textarea>")) == ["Meta: 5% de b", "nota"]


def test_references_to_characters(read) -> None:
    assert texts(read("<p>m&aacute;s &ge; 5 &amp; &lt;b&gt; &#8805; &#x41; &noexiste;</p>")) == [
        "más ≥ 5 & <b> ≥ A &noexiste;"
    ]


def test_places_are_lines(read) -> None:
    assert [block.place.path for block in read("<p>uno</p>\n<h1>dos</h1>\n\n<p>tres</p>").blocks] == [
        "line 1",
        "line 2",
        "line 4",
    ]


WORD = st.text(alphabet="abc15%ñ", min_size=1, max_size=5)
TAG = st.sampled_from(
    [
        "p",
        "div",
        "b",
        "i",
        "ul",
        "li",
        "table",
        "tr",
        "td",
        "th",
        "h2",
        "span",
        "br",
        "sup",
        "font",
        "form",
        "thead",
    ]
)
TOKENS = st.one_of(
    WORD, TAG.map(lambda tag: f"<{tag}>"), TAG.map(lambda tag: f"</{tag}>"), st.just(" "), st.just("<tr><td>")
)


@given(st.lists(TOKENS, max_size=40))
def test_no_word_is_lost_however_tags_are_mixed(read, tokens: list[str]) -> None:
    source = "".join(tokens)
    document = read(f"<body>{source}</body>")
    assert document == read(f"<body>{source}</body>")
    kept: list[str] = []
    for block in document.blocks:
        for piece in getattr(block, "cells", None) or (block,):
            kept.extend((getattr(piece, "text", ""), *piece.marks))
        kept.append(getattr(block, "caption", ""))
    wanted = "".join(token for token in tokens if not token.startswith("<"))
    assert sorted(c for c in "".join(kept).translate(LOWERED) if c.isalnum()) == sorted(
        c for c in wanted if c.isalnum()
    )


LOWERED = str.maketrans("¹⁵ª", "15a")


def test_numbers_of_lists_that_items_or_styles_state(read) -> None:
    source = (
        "<ol><li>uno<li value=7>siete<li value=x>ocho</ol>"
        "<ol style='color:red; list-style-type: lower-alpha'><li>a</ol>"
        "<ul style='list-style:none'><li>sin</ul>"
        "<ol style='list-style: inside upper-roman'><li>I</ol><ol style='list-style-image:none'><li>1</ol>"
    )
    assert texts(read(source)) == [
        "1. uno", "7. siete", "8. ocho", "a. a", "sin", "I. I", "1. 1",
    ]  # fmt: skip


def test_boxes_and_choices_of_forms(read) -> None:
    boxes = "<p><input type=checkbox checked>Cumple <input type=RADIO>No cumple</p>"
    assert texts(read(boxes)) == ["☒Cumple ☐No cumple"]
    one, several = "<option>a<option>b</select>", "<option>a<option selected>b<option selected>c</select>"
    assert texts(read(f"<p><select>{one}</p>")) == ["a"]
    assert texts(read(f"<p>x<select multiple>{one}</p>")) == ["x"]
    assert texts(read(f"<p><select multiple>{several}</p>")) == ["b, c"]


def test_formulas_keep_what_is_divided_by_what(read) -> None:
    fraction = "<math><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mn>2</mn></mfrac></math>"
    assert texts(read(f"<p>{fraction} × 100 = <math><msup><mn>10</mn><mn>6</mn></msup></math></p>")) == [
        "(a+1)/2 × 100 = 10^6"
    ]


def test_what_is_struck_out_does_not_run_into_what_replaces_it(read) -> None:
    document = read("<p><del>10</del><ins>20</ins>%</p><progress value=5 max=10>50%</progress>")
    assert texts(document) == ["20%"]
    assert [problem.kind for problem in document.problems] == ["tracked_changes"]
    assert read("<p>a<del> </del></p>").problems == ()


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("<frameset><frame src='tabla.htm'><frame src=' '></frameset>", ["tabla.htm"]),
        ("<p>a<iframe src='datos/t.html'></iframe><iframe src='datos/t.html'></iframe>", ["datos/t.html"]),
        ("<p>a<iframe src='https://example.org/mapa'></iframe><iframe src='//x'></iframe>", []),
    ],
)
def test_files_in_frames_are_told(read, source: str, parts: list[str]) -> None:
    found = read(f"<html>{source}</html>").problems
    assert [dict(problem.facts)["part"] for problem in found] == parts
    assert {problem.kind for problem in found} <= {"frame_left_out"}
