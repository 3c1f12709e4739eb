"""PDFium and pdfplumber, two readers of glyphs and paths, see the same tables; pictures are drawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ingest import Document, PdfReader, Source
from ingest.errors import Unreadable
from ingest.pdf import read_with
from ingest.pdf.drawing import draw


def tables(document: Document) -> list[list[list[str]]]:
    return [
        [[("".join(cell.text.split()) if cell else "") for cell in row] for row in table.grid()]
        for table in document.tables()
    ]


def page(sheet: Any) -> Any:
    made = sheet().grid([80, 200, 280], [100, 120, 140, 160]).fill(80, 300, 280, 320, "0.8 0.9 1 rg")
    for k, (name, value) in enumerate([("Meta", "Peso"), ("Arica", "10,5"), ("Iquique", "89,5")]):
        made.text(84, 114 + 20 * k, name).text(204, 114 + 20 * k, value)
        made.text(84, 314 + 20 * k, name, font="F2").text(204, 314 + 20 * k, value)
    return made.line(80, 360, 280, 360).turned(40, 400, "Margen")


@pytest.mark.parametrize("rotate", [0, 90])
def test_on_a_hand_written_page(
    sheet: Any, pdf: Callable[..., bytes], source_of: Callable[[bytes], Source], rotate: int
) -> None:
    made = page(sheet)
    made.rotate = rotate
    data = pdf(made)
    first, second = (read_with(library, data, source_of(data)) for library in PdfReader)
    assert tables(first) == tables(second)
    assert len(tables(first)) == 2


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_what_a_crop_box_leaves_out(
    sheet: Any, pdf: Callable[..., bytes], source_of: Callable[[bytes], Source], rotate: int
) -> None:
    made = page(sheet).text(100, 20, "Afuera")
    made.rotate, made.extra = rotate, "/CropBox [30 50 500 790]"
    data = pdf(made)
    first, second = (read_with(library, data, source_of(data)) for library in PdfReader)
    assert tables(first) == tables(second)
    for one, other in zip(first.tables(), second.tables(), strict=True):
        a, b = one.place.box, other.place.box
        assert a is not None
        assert b is not None
        assert (a.x0, a.y0, a.x1, a.y1) == pytest.approx((b.x0, b.y0, b.x1, b.y1), abs=1)
    assert [p.kind for p in first.problems] == [p.kind for p in second.problems] == ["pdf_hidden_text"]


@pytest.mark.parametrize("name", ["ips-2010-tarapaca", "ips-2024-pmg"])
def test_on_the_corpus(shared: Path, source_of: Callable[[bytes], Source], name: str) -> None:
    data = (shared / "corpus" / f"{name}.pdf").read_bytes()
    first, second = (tables(read_with(library, data, source_of(data))) for library in PdfReader)
    assert [len(table) for table in first] == [len(table) for table in second]
    cells = [
        (a, b)
        for x, y in zip(first, second, strict=True)
        for r, s in zip(x, y, strict=True)
        for a, b in zip(r, s, strict=True)
    ]
    assert sum(a == b for a, b in cells) > 0.97 * len(cells)


def test_pdfplumber_refuses_what_is_no_pdf(source_of: Callable[[bytes], Source]) -> None:
    with pytest.raises(Unreadable):
        read_with(PdfReader.PDFPLUMBER, b"%PDF-1.4\nnothing", source_of(b""))


def test_pages_are_drawn(sheet: Any, pdf: Callable[..., bytes], tmp_path: Path) -> None:
    plain = sheet().text(80, 100, "Nada")
    written = draw(pdf(page(sheet), plain), tmp_path / "new", "plan")
    assert [path.name for path in written] == ["plan-1.png", "plan-2.png"]
    with Image.open(written[0]) as drawn, Image.open(written[1]) as empty:
        assert drawn.size == (893, 1263)
        red = (220, 0, 0)
        assert red in {colour for _, colour in drawn.getcolors(100_000)}
        assert red not in {colour for _, colour in empty.getcolors(100_000)}
