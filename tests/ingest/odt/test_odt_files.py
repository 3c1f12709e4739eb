"""Packages and flat files, whole, damaged and hostile."""

from __future__ import annotations

import importlib
import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Document, Format, Heading, Paragraph, Source, Status, Table
from ingest.errors import Unreadable
from ingest.limits import DEFAULT
from ingest.odt import read_document

ReadOdt = Callable[..., Document]
NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
BODY = (
    "<office:automatic-styles><style:style style:name='B' style:family='text'><style:text-properties"
    " fo:font-weight='bold'/></style:style></office:automatic-styles><office:body><office:text>"
    "<text:h text:outline-level='1'>Plan</text:h><table:table><table:table-row><table:table-cell"
    " table:number-rows-spanned='2'><text:p><text:span text:style-name='B'>Meta</text:span></text:p>"
    "</table:table-cell><table:table-cell><text:p>7,69 %</text:p></table:table-cell></table:table-row>"
    "<table:table-row><table:covered-table-cell/><table:table-cell><text:p>20</text:p></table:table-cell>"
    "</table:table-row></table:table><text:p>fin</text:p></office:text></office:body>"
)
CONTENT = f"<office:document-content {NAMES}>{BODY}</office:document-content>".encode()
LINK = 'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="./Object 1"'


def texts(document: Document) -> list[str]:
    return [
        text
        for block in document.blocks
        for text in ([cell.text for cell in block.cells] if isinstance(block, Table) else [block.text])
    ]


def read(data: bytes) -> Document:
    return read_document(data, Source("a.odt", len(data), "", Format.ODT), DEFAULT, None)


def test_a_package(read_package: ReadOdt) -> None:
    header = "<style:header><text:p>H</text:p></style:header>"
    page = f"<style:master-page>{header}</style:master-page>"
    styles = f"<office:master-styles>{page}</office:master-styles>"
    document = read_package(
        content=BODY, styles=styles, meta="<office:meta><dc:title>T</dc:title></office:meta>"
    )
    assert texts(document) == ["H", "Plan", "Meta", "7,69 %", "20", "fin"]
    assert document.properties == {"title": "T"}
    assert document.status is Status.OK
    assert isinstance(document.blocks[1], Heading)
    (table,) = document.tables()
    assert [cell.is_bold for cell in table.cells] == [True, False, False]


def test_a_package_of_its_content_alone(read_package: ReadOdt) -> None:
    document = read_package(content=BODY)
    assert texts(document) == ["Plan", "Meta", "7,69 %", "20", "fin"]
    assert document.problems == ()


def test_a_damaged_part_beside_the_text_is_told(read_package: ReadOdt) -> None:
    document = read_package(content=BODY, styles="<a><b></a>", meta="<x")
    assert "fin" in texts(document)
    assert document.status is Status.PARTIAL


def test_a_refused_part_beside_the_text_is_told() -> None:
    hostile = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    document = read(_zip({"content.xml": CONTENT, "styles.xml": hostile}))
    assert texts(document)[-1] == "fin"
    assert [found.kind for found in document.problems] == ["damaged_part"]


def _zip(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"mimetype": b"x"}, "missing_part"),
        ({"content.xml": b"nonsense"}, "xml_unreadable"),
        ({"content.xml": b"<a/>"}, "missing_part"),
        (
            {"content.xml": b"\x01\x02", "META-INF/manifest.xml": b"<m><manifest:encryption-data/></m>"},
            "encrypted_odf",
        ),
        ({"content.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "xml_entities"),
    ],
)
def test_what_cannot_be_read_is_refused(parts: dict[str, bytes], kind: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(_zip(parts))
    assert refusal.value.problem.kind == kind


def test_a_cut_content_gives_what_stands_before() -> None:
    document = read(_zip({"content.xml": CONTENT[: CONTENT.index(b"7,69") + 3]}))
    assert texts(document)[:2] == ["Plan", "Meta"]
    assert "7,6" not in texts(document)
    assert document.status is Status.PARTIAL


def test_nesting_bombs_keep_their_text(read_odt: ReadOdt) -> None:
    for opening, closing in (
        ("<text:section>", "</text:section>"),
        ("<text:list><text:list-item>", "</text:list-item></text:list>"),
        ("<text:p><draw:frame><draw:text-box>", "</draw:text-box></draw:frame></text:p>"),
    ):
        body = opening * 110 + "<text:p>deep</text:p>" + closing * 110
        document = read_odt(f"<text:p>a</text:p>{body}")
        assert "deep" in "".join(texts(document)), opening


def test_spans_nested_too_deep_keep_their_text(read_odt: ReadOdt) -> None:
    spans = "<text:span>a" * 120 + "</text:span>" * 120
    assert texts(read_odt(f"<text:p>{spans}</text:p>")) == ["a" * 120]


@pytest.mark.parametrize(
    ("kind", "program"), [("spreadsheet", "OpenDocument spreadsheet"), ("chart", "OpenDocument chart")]
)
def test_embedded_objects_are_told(kind: str, program: str) -> None:
    content = CONTENT.replace(
        b"fin", f"fin<draw:frame><draw:object {LINK}/><draw:image/></draw:frame>".encode()
    )
    embedded = (
        f"<office:document {NAMES}><office:body><office:{kind}/></office:body></office:document>".encode()
    )
    document = read(_zip({"content.xml": content, "Object 1/content.xml": embedded}))
    assert [found.kind for found in document.problems] == ["embedded_object"]
    assert program in document.problems[0].message("en")


def test_a_formula_object_of_a_package() -> None:
    content = CONTENT.replace(b"fin", f"= <draw:frame><draw:object {LINK}/></draw:frame>".encode())
    math = b'<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'
    document = read(_zip({"content.xml": content, "Object 1/content.xml": math}))
    assert texts(document)[-1] == "= x"
    assert document.problems == ()


def test_a_document_of_pictures_alone_needs_text_recognition(read_odt: ReadOdt) -> None:
    document = read_odt("<text:p><draw:frame><draw:image/></draw:frame></text:p>")
    assert document.blocks == ()
    assert document.status is Status.NEEDS_OCR


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_mutation_of_the_content_raises(data: st.DataObject) -> None:
    whole = bytearray(CONTENT)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        kind = data.draw(st.sampled_from(["flip", "cut", "copy"]))
        if kind == "flip":
            whole[at] = data.draw(st.integers(0, 255))
        elif kind == "cut":
            del whole[at : at + data.draw(st.integers(1, 60))]
        else:
            whole[at:at] = whole[at // 2 : at // 2 + data.draw(st.integers(1, 200))]
        if not whole:
            break
    try:
        read(_zip({"content.xml": bytes(whole)}))
    except Unreadable as refusal:
        assert refusal.problem.message("es")


def test_mutations_of_a_real_package_never_raise(shared: Path) -> None:
    path = shared / "practice" / "files" / "00049-work_programme.odt"
    whole = path.read_bytes()
    chance = random.Random(7)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(4, len(data))] ^= 1 << chance.randrange(8)
        try:
            read(bytes(data[: chance.randrange(len(data) // 2, len(data))]))
        except Unreadable as refusal:
            assert refusal.problem.message("en")


LETTERS = st.characters(categories=("L", "N", "P", "S"), exclude_characters="\u00ad")
TEXTS = st.text(LETTERS, min_size=1, max_size=10)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=4), TEXTS)
def test_nothing_is_lost(rows: list[list[str]], paragraph: str) -> None:
    def escaped(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    table = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{escaped(text)}</text:p></table:table-cell>" for text in row)
        + "</table:table-row>"
        for row in rows
    )
    content = CONTENT.replace(
        b"<text:p>fin</text:p>",
        f"<table:table>{table}</table:table><text:p>{escaped(paragraph)}</text:p>".encode(),
    )
    document = read(_zip({"content.xml": content}))
    *_, last, end = document.blocks
    assert isinstance(last, Table) and isinstance(end, Paragraph)
    assert [cell.text for cell in last.cells] == [text for row in rows for text in row]
    assert end.text == paragraph


def test_the_same_document_reads_the_same_as_rtf_and_docx(shared: Path) -> None:
    def shown(name: str, package: str) -> list[object]:
        path = shared / "corpus" / name
        data = path.read_bytes()
        reader = importlib.import_module(f"ingest.{package}").read_document
        document = reader(data, Source(path.name, len(data), "", Format.ODT), DEFAULT, None)
        assert [problem.kind for problem in document.problems] == ["pictures"]
        found: list[object] = [*document.problems]
        for block in document.blocks:
            if isinstance(block, Table):
                for cell in block.cells:
                    text = re.sub(r"[ \t]+(?=\n|$)", "", cell.text)
                    found.append((cell.row, cell.column, cell.row_span, cell.column_span, text, cell.is_bold))
            else:
                found.append(re.sub(r"[ \t]+(?=\n|$)", "", block.text))
        return found

    odt = shown("odd/inp-2007-gt.odt", "odt")
    assert odt == shown("odd/inp-2007-gt.rtf", "rtf")
    assert odt == shown("inp-2007-gt.docx", "docx")
