"""Pictures of where a figure stands on the page of a PDF: the region around its cells, the cells outlined."""

from __future__ import annotations

import hashlib
import io
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium2
from PIL import Image, ImageDraw

from ingest.document import Box
from ingest.errors import Unreadable
from ingest.pdf.opening import opened

SCALE = 1.5
"""Pixels to a point: 108 dots per inch."""
_ABOVE, _BESIDE = 42.0, 14.0
"""Points of the page that are shown around the cells."""
_TALLEST = 260.0
"""Points: a taller region is cut to the cell that is wrong and what stands next to it."""
_WIDEST = 1_200.0
_MOST_PIXELS = 3_000_000
_COLOURS = 32
"""Of a picture: print needs few, and the file stays small."""
_RED, _AMBER = (196, 30, 30), (214, 138, 0)


@dataclass(frozen=True, slots=True)
class Picture:
    data_uri: str
    width: int
    height: int
    page: int


class Pages:
    """The pages of one PDF, ready to be pictured."""

    def __init__(self, document: pdfium2.PdfDocument) -> None:
        self._document = document

    def around(self, page: int, wrong: Box, evidence: Sequence[Box]) -> Picture | None:
        """The region of a page (from 1) around a cell, its box outlined in red, those of the evidence that
        lie in the region in amber; None where there is no such page or region."""
        if not 1 <= page <= len(self._document):
            return None
        try:
            sheet = self._document[page - 1]
        except pdfium2.PdfiumError:
            return None
        try:
            width, height = sheet.get_size()
            region = _region(wrong, evidence, width, height)
            if region is None:
                return None
            area = (region.x1 - region.x0) * (region.y1 - region.y0)
            scale = min(SCALE, (_MOST_PIXELS / max(area, 1.0)) ** 0.5)
            cut = (region.x0, height - region.y1, width - region.x1, region.y0)
            bitmap = sheet.render(scale=scale, crop=cut)
            picture = bitmap.to_pil().convert("RGB")
            bitmap.close()
        finally:
            sheet.close()
        pen = ImageDraw.Draw(picture)
        for box in evidence:
            if _inside(box, region):
                pen.rectangle(_pixels(box, region, scale), outline=_AMBER, width=2)
        pen.rectangle(_pixels(wrong, region, scale), outline=_RED, width=3)
        return Picture(_data_uri(picture), picture.width, picture.height, page)


@contextmanager
def pages_of(path: Path | None, sha256: str) -> Iterator[Pages | None]:
    """The pages of the PDF at ``path``; None where it is gone, is another file by now, or does not open."""
    try:
        data = path.read_bytes() if path is not None else b""
    except OSError:
        data = b""
    if not data or hashlib.sha256(data).hexdigest() != sha256:
        yield None
        return
    with ExitStack() as stack:
        try:
            document = stack.enter_context(opened(data, None))
        except Unreadable:
            yield None
        else:
            yield Pages(document)


def _region(wrong: Box, evidence: Sequence[Box], width: float, height: float) -> Box | None:
    """The wrong cell with as much of the evidence around it as fits, cut at the page's edges."""
    x0, y0, x1, y1 = wrong.x0, wrong.y0, wrong.x1, wrong.y1
    for box in sorted(evidence, key=lambda box: abs(box.y0 - wrong.y0)):
        top, bottom = min(y0, box.y0), max(y1, box.y1)
        if bottom - top <= _TALLEST:
            x0, y0, x1, y1 = min(x0, box.x0), top, max(x1, box.x1), bottom
    y1 = min(y1, y0 + max(_TALLEST, 2 * _ABOVE))
    region = Box(
        max(0.0, min(x0 - _BESIDE, width * 0.06)),
        max(0.0, y0 - _ABOVE),
        min(width, max(x1 + _BESIDE, width * 0.94), _WIDEST),
        min(height, y1 + _ABOVE),
    )
    return region if region.x1 - region.x0 >= 4 and region.y1 - region.y0 >= 4 else None


def _inside(box: Box, region: Box) -> bool:
    return box.y1 > region.y0 and box.y0 < region.y1 and box.x1 > region.x0 and box.x0 < region.x1


def _pixels(box: Box, region: Box, scale: float) -> tuple[float, float, float, float]:
    x0, x1 = sorted(((box.x0 - region.x0) * scale - 1, (box.x1 - region.x0) * scale + 1))
    y0, y1 = sorted(((box.y0 - region.y0) * scale - 1, (box.y1 - region.y0) * scale + 1))
    return x0, y0, x1, y1


def _data_uri(picture: Image.Image) -> str:
    reduced = picture.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    file = io.BytesIO()
    reduced.save(file, "PNG", compress_level=6)
    return "data:image/png;base64," + b64encode(file.getvalue()).decode("ascii")
