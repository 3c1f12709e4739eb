"""What stands beside or inside: text boxes, diagrams, embedded objects, tables in cells."""

from __future__ import annotations

from ingest.document import Heading, Host, Paragraph, Part, Table
from ingest.limits import Limits


def box(content: str) -> str:
    inside = f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
    return f"<w:drawing><wps:wsp>{inside}</wps:wsp></w:drawing>"


def old_box(content: str) -> str:
    return (
        f"<w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )


def both(choice: str, fallback: str) -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


def texts(document):
    return [(b.part.value, b.text) for b in document.blocks if isinstance(b, Paragraph)]


def test_a_text_box_is_read_once_after_its_paragraph(x, read):
    body = x.p(x.run("host") + f"<w:r>{both(box(x.p('boxed')), old_box(x.p('boxed')))}</w:r>") + x.p("next")
    assert texts(read(body)) == [("body", "host"), ("text_box", "boxed"), ("body", "next")]


def test_an_old_text_box_alone_is_read(x, read):
    assert texts(read(x.p(f"<w:r>{old_box(x.p('boxed'))}</w:r>"))) == [("text_box", "boxed")]


def test_a_fallback_counts_where_only_it_has_text(x, read):
    body = x.p(f"<w:r>{both('<w:drawing/>', old_box(x.p('boxed')))}</w:r>")
    assert texts(read(body)) == [("text_box", "boxed")]


def test_alternatives_among_paragraphs_and_runs_count_once(x, read):
    body = both(x.p("a"), x.p("a")) + x.p(both(x.run("b"), x.run("b"))) + both("", "")
    assert texts(read(body)) == [("body", "a"), ("body", "b")]


def test_a_text_box_in_a_text_box(x, read):
    inner = x.p(x.run("outer") + f"<w:r>{both(box(x.p('inner')), old_box(x.p('inner')))}</w:r>")
    assert texts(read(x.p(f"<w:r>{box(inner)}</w:r>"))) == [("text_box", "outer"), ("text_box", "inner")]


def test_boxes_in_boxes_without_end_are_bounded(x, read):
    content = x.p("deep")
    for _ in range(20):
        content = x.p(f"<w:r>{box(content)}</w:r>")
    document = read(content)
    assert [problem.kind for problem in document.problems] == ["nested_too_deep"]
    assert texts(document) == [("text_box", "deep")]


def test_a_heading_in_a_text_box_is_a_paragraph_of_it(x, read):
    content = x.p("title", '<w:outlineLvl w:val="0"/>')
    assert texts(read(x.p(f"<w:r>{box(content)}</w:r>"))) == [("text_box", "title")]


def test_a_text_box_in_a_cell_follows_the_table(x, read):
    cell = x.tc(x.p(x.run("cell") + f"<w:r>{box(x.p('boxed') + x.tbl(x.tr('inner')))}</w:r>"))
    table, words, inner = read(x.tbl(x.tr(cell, "b"))).blocks
    assert [c.text for c in table.cells] == ["cell", "b"]
    assert (words.text, words.place.path) == ("boxed", "body/table[1]/row[1]/text_box[1]/paragraph[1]")
    assert inner.host == Host(1, 0, 0)


def test_hidden_pictures_show_no_text(x, read):
    run = f"<w:r><w:rPr><w:vanish/></w:rPr>{box(x.p('boxed'))}</w:r>"
    assert not read(x.p(run)).blocks


def test_the_words_of_a_diagram(x, read, relate):
    namespaces = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    data = f"<d {namespaces}><a:p><a:r><a:t>Dirección</a:t></a:r></a:p><a:p><a:r><a:t> </a:t></a:r></a:p></d>"
    relations = relate({"rId7": ("diagramData", "diagrams/data1.xml")})
    more = {"word/diagrams/data1.xml": data.encode(), "word/_rels/document.xml.rels": relations}
    body = x.p('<w:r><w:drawing><dgm:relIds r:dm="rId7"/></w:drawing></w:r>')
    missing = x.p('<w:r><w:drawing><dgm:relIds r:dm="rId8"/></w:drawing></w:r>')
    assert texts(read(body + missing, more=more)) == [("text_box", "Dirección")]


def test_an_embedded_sheet_is_reported_and_a_picture_is_not(x, read):
    def embedded(program: str) -> str:
        return x.p(f'<w:r><w:object><o:OLEObject ProgID="{program}"/></w:object></w:r>')

    document = read(embedded("Excel.Sheet.12") + embedded("Paint.Picture") + embedded("Excel.Sheet.12"))
    assert [dict(problem.facts) for problem in document.problems] == [{"program": "Excel.Sheet.12"}]


def test_a_nested_table_is_a_block_of_its_own_with_its_host(x, read):
    inner = x.tbl(x.tr("i1", x.tc(x.tbl(x.tr("innermost")) + x.p("i2"))))
    body = x.tbl(x.tr("a", "b"), x.tr("c", x.tc(x.p("before") + inner + x.p("after")))) + x.tbl(x.tr("last"))
    first, second, third, fourth = read(
        x.p("x") + body.replace("</w:tbl><w:tbl>", "</w:tbl><w:p/><w:tbl>")
    ).tables()
    assert [c.text for c in first.cells] == ["a", "b", "c", "before\nafter"]
    assert [c.text for c in second.cells] == ["i1", "i2"]
    assert (first.host, second.host, third.host, fourth.host) == (None, Host(1, 1, 1), Host(2, 0, 1), None)
    assert second.place.path == "body/table[1]/row[2]/table[1]"
    assert fourth.place.path == "body/table[2]"


def test_tables_nested_past_the_limit_keep_their_text(x, read):
    content = x.p("deepest")
    for level in range(6):
        content = x.p(f"level {level}") + x.tbl(x.tr(x.tc(content)))
    document = read(content, limits=Limits(table_depth=3))
    tables = [*document.tables()]
    assert len(tables) == 3
    assert tables[-1].cells[0].text.split("\n") == ["level 2", "level 1", "level 0", "deepest"]
    assert [problem.kind for problem in document.problems] == ["nested_too_deep"]


def test_a_thousand_tables_inside_each_other(x, read):
    deep = "<w:tbl><w:tr><w:tc>" * 1000 + x.p("deep") + "</w:tc></w:tr></w:tbl>" * 1000
    document = read(x.p("first") + deep)
    assert document.blocks[0].text == "first"
    assert len([*document.tables()]) <= Limits().table_depth
    assert document.problems


def test_a_table_that_a_broken_file_holds_inside_a_paragraph(x, read):
    heading, table = read(x.p(x.run("a") + x.tbl(x.tr("b")), '<w:outlineLvl w:val="0"/>')).blocks
    assert isinstance(heading, Heading)
    assert isinstance(table, Table)


def test_parts_of_a_text_box_in_a_header_stay_in_the_header(x, read):
    header = x.p(f"<w:r>{box(x.p('boxed'))}</w:r>")
    body = x.p("a") + '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>'
    blocks = read(body, {"header1": header}).blocks
    assert [(b.part, b.text) for b in blocks] == [(Part.HEADER, "boxed"), (Part.BODY, "a")]


def test_pictures_are_told_by_their_places(x, read):
    """Those of boxes and cells too; what an embedded sheet looks like is told with the sheet."""
    blip = '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    picture = f"<w:r><w:drawing>{blip}</w:drawing></w:r>"
    look = '<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml"/>'
    old = f"<w:r><w:pict>{look}</w:pict></w:r>"
    sheet = f'<w:r><w:object>{look}<o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    paint = f'<w:r><w:object>{look}<o:OLEObject ProgID="Paint.Picture"/></w:object></w:r>'
    hidden = f"<w:r><w:rPr><w:vanish/></w:rPr><w:drawing>{blip}</w:drawing></w:r>"
    body = (
        x.p(x.run("texto"))
        + x.p(picture + picture + hidden)
        + x.tbl(x.tr("a", "b"), x.tr(x.tc(x.p(old)), "d"))
        + x.p(sheet)
        + x.p(paint)
        + x.p(f"<w:r>{box(x.p(picture))}</w:r>")
    )
    boxed = "body/paragraph[5]/text_box[1]/paragraph[1]"
    places = f"body/paragraph[2], body/table[1]/row[2], body/paragraph[4], {boxed}"
    told = {problem.kind: dict(problem.facts) for problem in read(body).problems}
    assert told["pictures"] == {"count": "5", "places": places}
    assert told["embedded_object"] == {"program": "Excel.Sheet.12"}
