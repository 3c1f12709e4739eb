"""Pages as pictures with what was found drawn over them: evidence for archivists, debugger for us.

Blue: rulings; light blue: edges of coloured areas; orange: limits of columns; green: cells; magenta: cells
that span; red: tables, with how they were found and how sure that is.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from ingest.access import PdfReader
from ingest.document import Box
from ingest.pdf import opening, sheets
from ingest.pdf.areas import Draft
from ingest.pdf.confidence import confidence
from ingest.pdf.frame import Frame
from ingest.pdf.overlong import shortened
from ingest.pdf.pages import Layout, lay_out

SCALE = 1.5
"""Pixels to a point: 108 dots per inch."""
_BLUE, _LIGHT, _ORANGE, _GREEN, _MAGENTA, _RED = (
    (30, 90, 230), (120, 200, 240), (245, 150, 20), (0, 140, 60), (200, 0, 180), (220, 0, 0),
)  # fmt: skip
_MOST_PIXELS = 25_000_000


def draw(
    data: bytes,
    folder: Path,
    name: str,
    password: str | None = None,
    reader: PdfReader = PdfReader.PDFIUM,
) -> list[Path]:
    """Writes ``name-1.png``, ``name-2.png``, … into a folder, which is made; gives their paths. PDFium makes
    the pictures, ``reader`` says what stands on them.

    Raises Unreadable when the document cannot be opened, OSError when a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    layout: Layout | None = None
    data = shortened(data) or data
    with opening.opened(data, password) as document:
        for index, sheet in enumerate(sheets(reader, data, password)):
            if sheet is None or index >= len(document):
                continue
            page = document[index]
            try:
                scale = min(SCALE, (_MOST_PIXELS / max(sheet.width * sheet.height, 1.0)) ** 0.5)
                picture = page.render(scale=scale).to_pil().convert("RGB")
            finally:
                page.close()
            path = folder / f"{name}-{index + 1}.png"
            layout = lay_out(sheet, layout.below if layout and layout.frame.page == index else None)
            drawn(picture, layout, scale).save(path)
            written.append(path)
    return written


def drawn(picture: Image.Image, layout: Layout, scale: float) -> Image.Image:
    """The picture of a page with its layout drawn over it (in place)."""
    pen = ImageDraw.Draw(picture)
    frame, rulings = layout.frame, layout.rulings
    for (y, x0, x1), edge in zip(rulings.h.tolist(), rulings.h_fill.tolist(), strict=True):
        _line(pen, frame, (x0, y, x1, y), _LIGHT if edge else _BLUE, scale)
    for (x, y0, y1), edge in zip(rulings.v.tolist(), rulings.v_fill.tolist(), strict=True):
        _line(pen, frame, (x, y0, x, y1), _LIGHT if edge else _BLUE, scale)
    for draft in layout.drafts:
        _table(pen, layout, draft, scale)
    return picture


def _table(pen: ImageDraw.ImageDraw, layout: Layout, draft: Draft, scale: float) -> None:
    frame, area = layout.frame, draft.area
    for x in draft.xs:
        _line(pen, frame, (x, area.y0, x, area.y1), _ORANGE, scale)
    for part in draft.parts:
        spans = part.row_span > 1 or part.column_span > 1
        box = _pixels(frame, (part.x0, part.y0, part.x1, part.y1), scale)
        pen.rectangle(box, outline=_MAGENTA if spans else _GREEN)
    box = _pixels(frame, (area.x0, area.y0, area.x1, area.y1), scale)
    pen.rectangle((box[0] - 3, box[1] - 3, box[2] + 3, box[3] + 3), outline=_RED, width=2)
    label = f"{area.method} {confidence(layout.page, draft):.2f}  {draft.rows} x {draft.columns}"
    pen.text((box[0], max(box[1] - 15, 0)), label, fill=_RED)


def _line(
    pen: ImageDraw.ImageDraw,
    frame: Frame,
    ends: tuple[float, float, float, float],
    colour: tuple[int, int, int],
    scale: float,
) -> None:
    pen.line(_pixels(frame, ends, scale), fill=colour, width=2)


def _pixels(
    frame: Frame, box: tuple[float, float, float, float], scale: float
) -> tuple[float, float, float, float]:
    placed = frame.place(*box).box
    assert isinstance(placed, Box)
    return placed.x0 * scale, placed.y0 * scale, placed.x1 * scale, placed.y1 * scale
