"""PDFs written by hand, small enough to know every glyph of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from ingest import Document, Format, Source
from ingest.limits import DEFAULT
from ingest.pdf import read_document


@dataclass
class Sheet:
    """One page of content; coordinates from the top left, y downwards, in points."""

    width: float = 595.0
    height: float = 842.0
    rotate: int = 0
    media: str = ""
    """Replaces the page boxes where given."""
    extra: str = ""
    parts: list[str] = field(default_factory=list)

    def text(
        self, x: float, y: float, words: str, size: float = 10, font: str = "F1", ink: str = "0 g"
    ) -> Sheet:
        safe = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.parts.append(f"{ink} BT /{font} {size} Tf 1 0 0 1 {x} {self.height - y} Tm ({safe}) Tj ET")
        return self

    def turned(self, x: float, y: float, words: str, size: float = 10) -> Sheet:
        """Text that climbs the page from (x, y)."""
        self.parts.append(f"0 g BT /F1 {size} Tf 0 1 -1 0 {x} {self.height - y} Tm ({words}) Tj ET")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float, style: str = "0 G 0.5 w [] 0 d") -> Sheet:
        self.parts.append(f"{style} {x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def fill(self, x0: float, y0: float, x1: float, y1: float, ink: str = "0 g") -> Sheet:
        self.parts.append(f"{ink} {x0} {self.height - y1} {x1 - x0} {y1 - y0} re f")
        return self

    def grid(self, xs: list[float], ys: list[float]) -> Sheet:
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        return self

    def raw(self, operators: str) -> Sheet:
        self.parts.append(operators)
        return self


def written(*sheets: Sheet, form: bool = False, info: str = "") -> bytes:
    """A PDF of the sheets; with ``form``, each page's content stands in a form XObject that is scaled by 0.5
    inside one that is scaled by 2."""
    objects: list[bytes] = [b"", b""]
    resources = (
        "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> "
        "/F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> "
        "/F3 << /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >> >>"
    )
    kids = []
    for sheet in sheets:
        content = "\n".join(sheet.parts).encode("cp1252")
        box = f"[0 0 {sheet.width} {sheet.height}]"
        if form:
            inner = len(objects) + 1
            form_entries = f"/Type /XObject /Subtype /Form /BBox {box} /Matrix [0.5 0 0 0.5 0 0]"
            objects.append(_stream(content, f"{form_entries} /Resources << {resources} >>"))
            content = b"q 2 0 0 2 0 0 cm /X1 Do Q"
        objects.append(_stream(content, ""))
        stream = len(objects)
        xobject = f"/XObject << /X1 {inner} 0 R >>" if form else ""
        media = sheet.media or f"/MediaBox {box}"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R {media} /Rotate {sheet.rotate} {sheet.extra} "
            f"/Resources << {resources} {xobject} >> /Contents {stream} 0 R >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R /Lang (es-CL) >>"
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    if info:
        objects.append(f"<< {info} >>".encode())
    return assembled(objects, f"/Info {len(objects)} 0 R" if info else "")


def assembled(objects: list[bytes], trailer: str = "") -> bytes:
    """A PDF of numbered objects with its cross-reference table; the first object is the catalog."""
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer.encode())
    return data + b"startxref\n%d\n%%%%EOF\n" % start


def _stream(content: bytes, entries: str) -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries.encode(), content)


@pytest.fixture
def sheet() -> type[Sheet]:
    return Sheet


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    return written


@pytest.fixture
def pdf_of_objects() -> Callable[..., bytes]:
    return assembled


@pytest.fixture
def source_of() -> Callable[[bytes], Source]:
    def source(data: bytes) -> Source:
        return Source("t.pdf", len(data), hashlib.sha256(data).hexdigest(), Format.PDF)

    return source


@pytest.fixture
def read_sheets(source_of: Callable[[bytes], Source]) -> Callable[..., Document]:
    """The document that the reader finds in sheets."""

    def read(*sheets: Sheet, form: bool = False, info: str = "") -> Document:
        data = written(*sheets, form=form, info=info)
        return read_document(data, source_of(data), DEFAULT, None)

    return read
