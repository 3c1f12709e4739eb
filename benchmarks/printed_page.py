"""A PDF page from text, lines and fills at exact places: what the generators of benchmark pages draw on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pdfminer.fontmetrics import FONT_METRICS

_FACES = {
    "sans": ("Helvetica", "Helvetica-Bold"),
    "serif": ("Times-Roman", "Times-Bold"),
    "fixed": ("Courier", "Courier-Bold"),
}


@dataclass(frozen=True)
class Face:
    """One of the standard fonts of PDF (ISO 32000-1, 9.6.2.2), plain and bold."""

    name: str

    def key(self, bold: bool) -> str:
        return f"{self.name}{'B' if bold else ''}"

    def width(self, text: str, size: float, bold: bool = False) -> float:
        widths = FONT_METRICS[_FACES[self.name][bold]][1]
        return sum(widths.get(sign, 500) for sign in text) * size / 1000


@dataclass
class Sheet:
    """Origin at the top left, y downwards, points."""

    width: float
    height: float
    drawn: list[str] = field(default_factory=list)

    def text(self, x: float, base: float, text: str, face: Face, size: float, *, bold: bool = False) -> float:
        """Prints a line with its left end at x; returns its right end."""
        safe = re.sub(r"([\\()])", r"\\\1", text)
        at = f"1 0 0 1 {x:.2f} {self.height - base:.2f} Tm"
        self.drawn.append(f"0 g BT /{face.key(bold)} {size:.2f} Tf {at} ({safe}) Tj ET")
        return x + face.width(text, size, bold)

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        ends = f"{x0:.2f} {self.height - y0:.2f} m {x1:.2f} {self.height - y1:.2f} l"
        self.drawn.append(f"0 G {width} w {ends} S")

    def curve(self, points: list[tuple[float, float]]) -> None:
        places = [f"{x:.2f} {self.height - y:.2f}" for x, y in points]
        self.drawn.append(f"0.2 0.3 0.7 RG 1 w {places[0]} m {' '.join(f'{p} l' for p in places[1:])} S")

    def fill(self, x0: float, y0: float, x1: float, y1: float, colour: str) -> None:
        box = f"{x0:.2f} {self.height - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re"
        self.drawn.append(f"{colour} rg {box} f")


def pdf(sheet: Sheet) -> bytes:
    """The bytes of a document with one page."""
    content = "\n".join(sheet.drawn).encode("cp1252", "replace")
    fonts = " ".join(
        f"/{Face(name).key(bold)} << /Type /Font /Subtype /Type1 /BaseFont /{names[bold]}"
        " /Encoding /WinAnsiEncoding >>"
        for name, names in _FACES.items()
        for bold in (False, True)
    )
    box = f"[0 0 {sheet.width:g} {sheet.height:g}]"
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents 3 0 R"
        f" /Resources << /Font << {fonts} >> >> >>".encode(),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
