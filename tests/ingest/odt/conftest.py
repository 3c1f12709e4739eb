"""Small OpenDocument files for the tests of their reader."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from ingest.document import Document, Format, Source, Table
from ingest.limits import DEFAULT, Limits
from ingest.odt import read_document

SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        **{
            prefix: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
            for prefix, name in {
                "office": "office",
                "text": "text",
                "table": "table",
                "style": "style",
                "draw": "drawing",
                "meta": "meta",
                "fo": "xsl-fo-compatible",
                "svg": "svg-compatible",
                "manifest": "manifest",
            }.items()
        },
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
        "math": "http://www.w3.org/1998/Math/MathML",
        "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    }.items()
)

ReadOdt = Callable[..., Document]


def document_of(data: bytes, limits: Limits = DEFAULT) -> Document:
    return read_document(data, Source("a.odt", len(data), "", Format.ODT), limits, None)


def flat(body: str, styles: str = "", automatic: str = "", master: str = "", meta: str = "") -> bytes:
    """A flat file with these parts."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:version="1.3"'
        ' office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:meta>{meta}</office:meta><office:styles>{styles}</office:styles>"
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:master-styles>{master}</office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()


def package(parts: dict[str, str]) -> bytes:
    """A zip package; each part's text is wrapped in its root element."""
    roots = {"content.xml": "document-content", "styles.xml": "document-styles", "meta.xml": "document-meta"}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, text in parts.items():
            root = roots.get(name)
            archive.writestr(name, f"<office:{root} {SPACES}>{text}</office:{root}>" if root else text)
    return stream.getvalue()


@pytest.fixture(scope="session")
def read_odt() -> ReadOdt:
    """Reads the body of a flat file with its other parts as named."""

    def read(body: str, *, limits: Limits = DEFAULT, **parts: str) -> Document:
        return document_of(flat(body, **parts), limits)

    return read


@pytest.fixture(scope="session")
def read_package() -> ReadOdt:
    """Reads a zip package of the parts given by name."""

    def read(**parts: str) -> Document:
        return document_of(package({f"{name}.xml": text for name, text in parts.items()}))

    return read


@pytest.fixture(scope="session")
def table_of(read_odt: ReadOdt) -> Callable[..., Table]:
    """The one table that rows make."""

    def table(rows: str, **parts: str) -> Table:
        (found,) = read_odt(f"<table:table>{rows}</table:table>", **parts).tables()
        return found

    return table
