"""Regions of PDF pages as pictures, the cell outlined; nothing where the file is gone, changed or broken."""

from __future__ import annotations

import base64
import hashlib
import io
from pathlib import Path

import pypdfium2 as pdfium2
import pytest
from PIL import Image

from ingest.document import Box
from pondera.report.pictures import SCALE, Picture, pages_of

RED, AMBER = (196, 30, 30), (214, 138, 0)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """A page of 400 × 600 points with nothing on it."""
    document = pdfium2.PdfDocument.new()
    document.new_page(400, 600)
    document.save(tmp_path / "page.pdf")
    return tmp_path / "page.pdf"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def opened(picture: Picture) -> Image.Image:
    data = base64.b64decode(picture.data_uri.removeprefix("data:image/png;base64,"))
    image = Image.open(io.BytesIO(data)).convert("RGB")
    assert image.size == (picture.width, picture.height)
    return image


def like(image: Image.Image, x: float, y: float, colour: tuple[int, int, int]) -> bool:
    found = image.getpixel((round(x), round(y)))
    assert isinstance(found, tuple)
    return all(abs(one - other) < 40 for one, other in zip(found, colour, strict=True))


def test_the_cell_is_outlined_and_its_evidence_too(pdf: Path) -> None:
    with pages_of(pdf, sha256(pdf)) as pages:
        assert pages is not None
        picture = pages.around(1, Box(100, 300, 200, 320), [Box(100, 280, 200, 300), Box(10, 10, 20, 20)])
    assert picture is not None
    image = opened(picture)
    top = 280 - 42  # what is shown above the highest cell
    left = 400 * 0.06
    assert like(image, (150 - left) * SCALE, (320 - top) * SCALE, RED)
    assert like(image, (150 - left) * SCALE, (280 - top) * SCALE, AMBER)
    assert like(image, (150 - left) * SCALE, (310 - top) * SCALE, (255, 255, 255))


def test_a_tall_region_is_cut(pdf: Path) -> None:
    with pages_of(pdf, sha256(pdf)) as pages:
        assert pages is not None
        picture = pages.around(1, Box(50, 20, 350, 580), [])
    assert picture is not None
    assert picture.height < 400 * SCALE


@pytest.mark.parametrize("page", [0, 2])
def test_a_page_that_is_not_there(pdf: Path, page: int) -> None:
    with pages_of(pdf, sha256(pdf)) as pages:
        assert pages is not None
        assert pages.around(page, Box(1, 1, 2, 2), []) is None


def test_a_file_that_is_gone_changed_or_broken_has_no_pages(pdf: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    for path, digest in (
        (None, ""),
        (tmp_path / "gone.pdf", sha256(pdf)),
        (pdf, "0" * 64),
        (broken, sha256(broken)),
    ):
        with pages_of(path, digest) as pages:
            assert pages is None
