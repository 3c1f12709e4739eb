"""Word packages written for tests: the XML of a body, and whatever parts the test is about."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from ingest.document import Document, Format, Paragraph, Part, Source, Table
from ingest.docx import read_document
from ingest.limits import DEFAULT, Limits

OOXML = "http://schemas.openxmlformats.org"
NAMESPACES = (
    f'xmlns:w="{OOXML}/wordprocessingml/2006/main" '
    f'xmlns:r="{OOXML}/officeDocument/2006/relationships" '
    f'xmlns:m="{OOXML}/officeDocument/2006/math" '
    f'xmlns:a="{OOXML}/drawingml/2006/main" '
    f'xmlns:dgm="{OOXML}/drawingml/2006/diagram" '
    f'xmlns:mc="{OOXML}/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)
RELATIONS = f"{OOXML}/officeDocument/2006/relationships"
ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "header": "hdr",
    "footer": "ftr",
}


class Xml:
    """Pieces of WordprocessingML as text."""

    @staticmethod
    def run(text: str, look: str = "") -> str:
        return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

    @staticmethod
    def up(text: str) -> str:
        """A raised run."""
        return Xml.run(text, '<w:vertAlign w:val="superscript"/>')

    @staticmethod
    def p(content: str, look: str = "") -> str:
        """A paragraph: of plain text, or of XML where the content begins with a tag."""
        inside = content if content.startswith("<") else Xml.run(content) if content else ""
        return f"<w:p><w:pPr>{look}</w:pPr>{inside}</w:p>"

    @staticmethod
    def styled(style: str, text: str) -> str:
        return Xml.p(text, f'<w:pStyle w:val="{style}"/>')

    @staticmethod
    def listed(text: str, list_id: int, level: int = 0) -> str:
        return Xml.p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')

    @staticmethod
    def tc(content: str = "", look: str = "") -> str:
        """A cell: of plain text, or of paragraphs where the content begins with a tag."""
        inside = content if content.startswith("<") else Xml.p(content)
        return f"<w:tc><w:tcPr>{look}</w:tcPr>{inside}</w:tc>"

    @staticmethod
    def wide(text: str, columns: int) -> str:
        return Xml.tc(text, f'<w:gridSpan w:val="{columns}"/>')

    @staticmethod
    def merged(text: str = "", how: str = "continue") -> str:
        return Xml.tc(text, f'<w:vMerge w:val="{how}"/>')

    @staticmethod
    def tr(*cells: str, look: str = "") -> str:
        inside = "".join(cell if cell.startswith("<") else Xml.tc(cell) for cell in cells)
        return f"<w:tr><w:trPr>{look}</w:trPr>{inside}</w:tr>"

    @staticmethod
    def tbl(*rows: str, widths: tuple[int, ...] = (), look: str = "") -> str:
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"

    @staticmethod
    def field(instruction: str, result: str = "") -> str:
        def char(kind: str) -> str:
            return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

        shown = char("separate") + result if result else ""
        code = f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
        return char("begin") + code + shown + char("end")

    @staticmethod
    def level(depth: int, text: str, number_format: str = "decimal", more: str = "", start: int = 1) -> str:
        return (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{more}'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
        )

    @staticmethod
    def abstract(number: int, *levels: str, more: str = "") -> str:
        return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'

    @staticmethod
    def num(number: int, abstract: int, more: str = "") -> str:
        return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'


def package(
    body: str, parts: Mapping[str, str] | None = None, more: Mapping[str, bytes] | None = None
) -> bytes:
    """A .docx. ``parts`` are the contents of parts by kind (``styles``, ``header``); a kind may be followed
    by a number (``header2``), and a part's relationship has its name as id. ``more`` are whole files."""
    parts = dict(parts or {})
    files: dict[str, bytes] = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode(),
    }
    targets = {}
    for name, content in parts.items():
        kind = name.rstrip("0123456789")
        root = ROOTS[kind]
        files[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>".encode()
        targets[name] = (kind, f"{name}.xml")
    files["word/_rels/document.xml.rels"] = relations(targets)
    files.update(more or {})
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def relations(targets: Mapping[str, tuple[str, str]]) -> bytes:
    """A relationships part: id to kind and target."""
    inside = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{OOXML}/package/2006/relationships">{inside}</Relationships>'.encode()


def open_document(data: bytes, limits: Limits = DEFAULT) -> Document:
    source = Source("test.docx", len(data), hashlib.sha256(data).hexdigest(), Format.DOCX)
    return read_document(data, source, limits, None)


@pytest.fixture(scope="session")
def x() -> type[Xml]:
    return Xml


@pytest.fixture(scope="session")
def pack() -> Callable[..., bytes]:
    return package


@pytest.fixture(scope="session")
def relate() -> Callable[[Mapping[str, tuple[str, str]]], bytes]:
    return relations


@pytest.fixture(scope="session")
def open_docx() -> Callable[..., Document]:
    return open_document


@pytest.fixture(scope="session")
def read() -> Callable[..., Document]:
    """The document of a body's XML and its other parts."""
    return lambda body, parts=None, more=None, limits=DEFAULT: open_document(
        package(body, parts, more), limits
    )


@pytest.fixture(scope="session")
def table(read: Callable[..., Document]) -> Callable[..., Table]:
    """The first table of a body."""
    return lambda body, parts=None: next(read(body, parts).tables())


@pytest.fixture(scope="session")
def lines(read: Callable[..., Document]) -> Callable[..., list[str]]:
    """The texts of a body's own paragraphs and headings."""

    def texts(body: str, parts: Mapping[str, str] | None = None) -> list[str]:
        return [
            block.text
            for block in read(body, parts).blocks
            if not isinstance(block, Table) and (not isinstance(block, Paragraph) or block.part is Part.BODY)
        ]

    return texts


@pytest.fixture(scope="session")
def cells() -> Callable[[Table], list[tuple[int, int, int, int, str]]]:
    """A table's cells as row, column, row span, column span and text."""
    return lambda table: [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells]
