"""The package around the body: headers and footers, properties, Strict and flat files, what is left out."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from ingest.document import Format, Paragraph, Part, Status
from ingest.errors import Unreadable
from ingest.reading import read_bytes

STRICT = {
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
    b"http://schemas.openxmlformats.org/officeDocument/2006/math": b"http://purl.oclc.org/ooxml/officeDocument/math",
    b"http://schemas.openxmlformats.org/drawingml/2006/main": b"http://purl.oclc.org/ooxml/drawingml/main",
}
PKG = "http://schemas.microsoft.com/office/2006/xmlPackage"


def of_part(document, part):
    return [block.text for block in document.blocks if isinstance(block, Paragraph) and block.part is part]


def test_headers_and_footers_come_once_before_the_body(x, read):
    refer = '<w:headerReference w:type="default" r:id="header1"/><w:footerReference r:id="footer1"/>'
    section = f"<w:sectPr>{refer}</w:sectPr>"
    parts = {"header1": x.p("top"), "footer1": x.p("Página 1")}
    document = read(x.p("a", section) + x.p("b") + section, parts)
    assert [block.text for block in document.blocks] == ["top", "Página 1", "a", "b"]
    assert of_part(document, Part.HEADER) == ["top"]
    assert document.blocks[0].place.path == "header[1]/paragraph[1]"


def test_footers_that_differ_only_in_their_looks_come_once(x, read):
    first, second = (f'<w:sectPr><w:footerReference r:id="footer{n}"/></w:sectPr>' for n in (1, 2))
    parts = {"footer1": x.p("Página 1"), "footer2": x.p(x.run("Página 1", "<w:b/>"))}
    document = read(x.p("a", first) + x.p("b") + second, parts)
    assert of_part(document, Part.FOOTER) == ["Página 1"]
    assert document.blocks[0].place.path == "footer[1]/paragraph[1]"


@pytest.mark.parametrize(
    ("more", "settings", "shown"),
    [
        ("", "", ["default"]),
        ("<w:titlePg/>", "", ["default", "first"]),
        ('<w:titlePg w:val="0"/>', "", ["default"]),
        ("", "<w:evenAndOddHeaders/>", ["default", "even"]),
    ],
)
def test_headers_that_no_page_shows_are_left_out(x, read, more, settings, shown):
    kinds = ("default", "first", "even")
    refer = "".join(f'<w:headerReference w:type="{k}" r:id="header{n}"/>' for n, k in enumerate(kinds, 1))
    parts = {f"header{n}": x.p(k) for n, k in enumerate(kinds, 1)} | {"settings": settings}
    document = read(f"<w:sectPr>{refer}{more}</w:sectPr>", parts)
    assert of_part(document, Part.HEADER) == shown


def test_a_table_in_a_header_sets_words_apart(x, read):
    header = x.tbl(x.tr("Servicio", x.tc(x.p("Plan") + x.p("2016"))), x.tr("", ""), x.tr(x.wide("Pág. 1", 2)))
    document = read('<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>', {"header1": header})
    assert of_part(document, Part.HEADER) == ["Servicio\tPlan 2016", "Pág. 1"]
    assert not [*document.tables()]


def test_a_header_that_is_missing_is_reported(x, read, relate):
    relations = relate({"h": ("header", "header9.xml")})
    body = x.p("a") + '<w:sectPr><w:headerReference r:id="h"/><w:headerReference r:id="none"/></w:sectPr>'
    document = read(body, more={"word/_rels/document.xml.rels": relations})
    assert [dict(problem.facts) for problem in document.problems] == [{"what": "word/header9.xml"}]
    assert document.status is Status.PARTIAL


def test_core_properties(x, read, relate):
    core = (
        '<c xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
        "<dc:title> Plan\n anual </dc:title><dc:creator/><dc:language>es-CL</dc:language>"
        "<t:created>2016-03-01T10:00:00Z</t:created><other>x</other></c>"
    )
    relations = relate(
        {"a": ("officeDocument", "word/document.xml"), "b": ("metadata/core-properties", "docProps/c.xml")}
    )
    document = read(x.p("a"), more={"docProps/c.xml": core.encode(), "_rels/.rels": relations})
    assert document.properties == {
        "title": "Plan anual", "language": "es-CL", "created": "2016-03-01T10:00:00Z",
    }  # fmt: skip


def test_what_is_left_out_is_reported(x, read, relate):
    relations = relate({"chunk": ("aFChunk", "old.html"), "c": ("comments", "comments.xml")})
    body = '<w:altChunk r:id="chunk"/><w:altChunk/>' + x.p('<w:r><w:commentReference w:id="0"/></w:r>')
    document = read(body, more={"word/_rels/document.xml.rels": relations})
    facts = [(problem.kind, dict(problem.facts)) for problem in document.problems]
    assert facts == [
        ("imported_part", {"part": "word/old.html"}),
        ("imported_part", {"part": "altChunk"}),
        ("comments_left_out", {}),
    ]


def test_a_document_of_pictures_needs_recognition(x, read):
    """A letterhead in the margin are no words of the document, and neither is a table that lays scans out."""
    blip = '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    picture = f"<w:p><w:r><w:drawing>{blip}</w:drawing></w:r></w:p>"
    header, section = {"header1": x.p("Servicio")}, '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>'
    for body in (picture, x.tbl(x.tr(x.tc(picture)))):
        document = read(body + section, header)
        assert document.status is Status.NEEDS_OCR
        assert [problem.kind for problem in document.problems] == ["only_pictures"]
    with_words = read(picture + x.p("texto") + section, header)
    assert with_words.status is Status.OK
    assert [problem.kind for problem in with_words.problems] == ["pictures"]
    assert read(section, header).problems == ()


def strict(data: bytes) -> bytes:
    for transitional, name in STRICT.items():
        data = data.replace(transitional, name)
    return data


def rich_body(x) -> str:
    header = x.tr(x.wide("Planned", 2), "Done", look="<w:tblHeader/>")
    return (
        x.styled("T", "Plan")
        + x.tbl(header, x.tr(x.merged("a", "restart"), "1", "2"), x.tr(x.merged(), "3", "4"))
        + x.listed("uno", 1)
        + x.p("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>")
        + '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>'
    )


def rich_parts(x) -> dict[str, str]:
    return {
        "styles": '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Título 1"/></w:style>',
        "numbering": x.abstract(1, x.level(0, "%1.-")) + x.num(1, 1),
        "header1": x.p("top"),
    }


def unzipped(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_strict_documents_read_as_transitional_ones(x, pack, open_docx):
    transitional = pack(rich_body(x), rich_parts(x))
    files = {name: strict(data) for name, data in unzipped(transitional).items()}
    assert b"purl.oclc.org" in files["word/document.xml"]
    there, here = open_docx(pack("", more=files)), open_docx(transitional)
    assert there.blocks == here.blocks
    assert len(here.blocks) == 5


def test_attributes_of_strict_namespaces_are_renamed(x, pack, open_docx):
    files = {
        name: strict(data) for name, data in unzipped(pack(x.p("a", '<w:outlineLvl w:val="2"/>'))).items()
    }
    assert open_docx(pack("", more=files)).blocks[0].level == 3


def flat(data: bytes, encoding: str = "utf-8") -> bytes:
    root = etree.Element(f"{{{PKG}}}package", nsmap={"pkg": PKG})
    for name, part in unzipped(data).items():
        holder = etree.SubElement(root, f"{{{PKG}}}part", {f"{{{PKG}}}name": "/" + name})
        etree.SubElement(holder, f"{{{PKG}}}xmlData").append(etree.fromstring(part))
    picture = etree.SubElement(root, f"{{{PKG}}}part", {f"{{{PKG}}}name": "/word/media/1.png"})
    etree.SubElement(picture, f"{{{PKG}}}binaryData").text = "AAAA"
    return etree.tostring(root, xml_declaration=True, encoding=encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_flat_files_read_as_packages(x, pack, open_docx, encoding):
    data = pack(rich_body(x), rich_parts(x))
    assert open_docx(flat(data, encoding)).blocks == open_docx(data).blocks


def test_a_flat_file_without_parts_is_unreadable(open_docx):
    with pytest.raises(Unreadable):
        open_docx(f'<pkg:package xmlns:pkg="{PKG}"/>'.encode())


def test_the_main_part_may_have_any_name(x, pack, open_docx, relate):
    files = unzipped(pack(x.p("a")))
    files["word/document2.xml"] = files.pop("word/document.xml")
    files["_rels/.rels"] = relate({"r": ("officeDocument", "/word/document2.xml")})
    assert [block.text for block in open_docx(pack("", more=files)).blocks] == ["a"]


@pytest.mark.parametrize("target", ["gone.xml", "../../../etc/passwd", "%77ord/document.xml"])
def test_a_package_whose_relations_lead_nowhere_has_its_usual_part(x, pack, open_docx, relate, target):
    more = {"_rels/.rels": relate({"r": ("officeDocument", target)})}
    assert [block.text for block in open_docx(pack(x.p("a"), more=more)).blocks] == ["a"]


def test_external_targets_are_no_parts(x, pack, open_docx, relate):
    relations = relate({"s": ("styles", "http://example.org/styles.xml")}).replace(
        b"/>", b' TargetMode="External"/>'
    )
    document = open_docx(pack(x.p("a"), more={"word/_rels/document.xml.rels": relations}))
    assert document.status is Status.OK


def test_the_door_of_the_package_finds_the_reader(x, pack):
    document = read_bytes(pack(x.p("a")), "a.docx")
    assert (document.source.format, document.status) == (Format.DOCX, Status.OK)
    assert [block.text for block in document.blocks] == ["a"]
