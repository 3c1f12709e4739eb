"""Notes: their marks apart from the text, their texts after the body."""

from __future__ import annotations

import pytest

from ingest.document import Paragraph, Part, Table


def refer(note_id: int, kind: str = "footnote", own: str = "") -> str:
    custom = ' w:customMarkFollows="1"' if own else ""
    mark = f"<w:t>{own}</w:t>" if own and not own.startswith("<") else own
    return f'<w:r><w:{kind}Reference{custom} w:id="{note_id}"/>{mark}</w:r>'


def note(note_id: int, content: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{note_id}">{content}</w:{kind}>'


def notes_of(document):
    return [(b.marks, b.text) for b in document.blocks if isinstance(b, Paragraph) and b.part is Part.NOTE]


def test_a_note_hangs_on_its_cell_and_stands_after_the_body(x, read):
    body = x.tbl(x.tr(x.tc(x.p(x.run("Meta") + refer(5) + x.run(" anual"))))) + x.p("end")
    texts = note(5, x.p("<w:r><w:footnoteRef/></w:r>" + x.run(" Según el plan.")))
    document = read(body, {"footnotes": texts})
    (cell,) = next(document.tables()).cells
    assert (cell.text, cell.marks) == ("Meta anual", ("1",))
    last = document.blocks[-1]
    assert last == Paragraph("Según el plan.", Part.NOTE, False, None, ("1",), last.place)
    assert last.place.path == "footnote[1]/paragraph[1]"


def test_marks_go_by_the_order_of_references_and_notes_too(x, read):
    body = x.p(x.run("a") + refer(9)) + x.p(x.run("b") + refer(2))
    document = read(body, {"footnotes": note(2, x.p("two")) + note(9, x.p("nine")) + note(3, x.p("unused"))})
    assert [block.marks for block in document.blocks[:2]] == [("1",), ("2",)]
    assert notes_of(document) == [(("1",), "nine"), (("2",), "two")]


def test_footnotes_come_before_endnotes_and_count_apart(x, read):
    body = x.p(x.run("a") + refer(1, "endnote") + refer(1) + refer(2, "endnote"))
    document = read(
        body,
        {
            "footnotes": note(1, x.p("foot")),
            "endnotes": note(1, x.p("end"), "endnote") + note(2, x.p("end 2"), "endnote"),
        },
    )
    assert document.blocks[0].marks == ("i", "1", "ii")
    assert notes_of(document) == [(("1",), "foot"), (("i",), "end"), (("ii",), "end 2")]


@pytest.mark.parametrize("where", ["settings", "section"])
def test_the_documents_format_of_notes(x, read, where):
    manner = '<w:endnotePr><w:numFmt w:val="decimal"/><w:numStart w:val="4"/></w:endnotePr>'
    body = x.p(x.run("a") + refer(1, "endnote"))
    section = f"<w:sectPr>{manner}</w:sectPr>" if where == "section" else ""
    settings = {"settings": manner} if where == "settings" else {}
    document = read(body + section, {"endnotes": note(1, x.p("n"), "endnote"), **settings})
    assert notes_of(document) == [(("4",), "n")]


def test_notes_that_restart_with_each_section(x, read):
    manner = '<w:sectPr><w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr>'
    body = x.p(x.run("a") + refer(1), manner) + x.p(x.run("b") + refer(2)) + manner
    document = read(body, {"footnotes": note(1, x.p("one")) + note(2, x.p("two"))})
    assert notes_of(document) == [(("1",), "one"), (("1",), "two")]


@pytest.mark.parametrize(
    ("own", "mark"), [("*", "*"), ('<w:sym w:font="Symbol" w:char="F02A"/>', "∗"), ("<w:tab/>", "1")]
)
def test_a_mark_of_the_authors_own(x, read, own, mark):
    document = read(x.p(x.run("CRC/20") + refer(1, own=own)), {"footnotes": note(1, x.p("Nota."))})
    block = document.blocks[0]
    assert (block.text.strip(), block.marks) == ("CRC/20", (mark,))


def test_a_note_that_repeats_its_own_mark_has_it_once(x, read):
    texts = note(1, x.p(x.up("*") + x.run(" Nota.")))
    document = read(x.p(x.run("a") + refer(1, own="*")), {"footnotes": texts})
    assert notes_of(document) == [(("*",), "Nota.")]


def test_separators_are_no_notes(x, read):
    texts = '<w:footnote w:type="separator" w:id="1"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote>'
    assert notes_of(read(x.p(x.run("a") + refer(1)), {"footnotes": texts})) == []


def test_a_table_in_a_note_is_a_table(x, read):
    document = read(x.p(x.run("a") + refer(1)), {"footnotes": note(1, x.tbl(x.tr("b")))})
    assert isinstance(document.blocks[1], Table)


def test_notes_without_a_part_or_a_text_leave_their_mark(x, read):
    assert read(x.p(x.run("a") + refer(1))).blocks[0].marks == ("1",)
    assert read(x.p(x.run("a") + refer(7)), {"footnotes": note(1, x.p("b"))}).blocks[0].marks == ("1",)


def test_hidden_references_do_not_count(x, read):
    hidden = '<w:r><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id="1"/></w:r>'
    document = read(x.p(x.run("a") + hidden + refer(2)), {"footnotes": note(1, x.p("h")) + note(2, x.p("s"))})
    assert notes_of(document) == [(("1",), "s")]


def test_typed_marks_in_headers_of_tables(x, table):
    cells = table(
        x.tbl(x.tr(x.tc(x.p(x.run("Ponderac. (%)") + x.up("6"))), x.tc(x.p(x.run("m") + x.up("2")))))
    ).cells
    assert [(c.text, c.marks) for c in cells] == [("Ponderac. (%)", ("6",)), ("m²", ())]
