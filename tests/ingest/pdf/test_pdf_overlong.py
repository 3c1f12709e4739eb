"""Content streams that unpack to more than any page: cut short, their text kept, and said."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from ingest import Status, read_bytes
from ingest.pdf.overlong import LONGEST, shortened

STROKES = "10 10 m 200 200 l S\n"
MANY = LONGEST // len(STROKES) + 1


def packed(data: bytes) -> bytes:
    """The file with its first content stream packed by Flate, of the same length."""
    found = re.search(rb"<<([^<>]*)/Length (\d+)[^<>]*>>\s*stream\r?\n", data)
    assert found is not None
    start, length = found.end(), int(found[2])
    content = zlib.compress(data[start : start + length])
    head = found[0].replace(b">>", b"/Filter /FlateDecode >>").replace(found[2], b"%d" % len(content), 1)
    return data[: found.start()] + head + content + data[start + length :]


def page_of_strokes(sheet: Any, between: str = "") -> Any:
    page = sheet().text(60, 60, "Antes del plano.")
    page.raw(between + STROKES * MANY)
    page.raw("q 1 0 0 1 0 -20 cm")
    return page.text(60, 80, "Tras el plano.").raw("Q").raw("q 1 0 0 1 5 5 cm 0 0 m 9 9 l S Q")


@pytest.mark.parametrize("change", [packed, bytes])
def test_a_page_of_strokes_without_end_keeps_its_text(
    sheet: Any, pdf: Callable[..., bytes], change: Callable[[bytes], bytes]
) -> None:
    data = change(pdf(page_of_strokes(sheet)))
    short = shortened(data)
    assert short is not None
    assert len(short) == len(data)
    document = read_bytes(data, "plano.pdf")
    assert document.status is Status.PARTIAL
    assert [problem.kind for problem in document.problems] == ["pdf_content_overlong", "pdf_page_overfull"]
    places = {block.text: block.place.box for block in document.blocks}  # type: ignore[union-attr]
    assert set(places) == {"Antes del plano.", "Tras el plano."}
    assert places["Tras el plano."].y1 == pytest.approx(102, abs=1.5)  # type: ignore[union-attr]


def test_text_that_does_not_end_is_ended_where_the_page_is_cut(sheet: Any, pdf: Callable[..., bytes]) -> None:
    page = sheet().text(60, 60, "Antes.").raw("BT /F1 4 Tf " + "1 0 0 1 10 10 Tm (a) Tj\n" * (MANY) + "ET")
    document = read_bytes(pdf(page.text(60, 90, "Tras.")), "letras.pdf")
    assert "pdf_content_overlong" in [problem.kind for problem in document.problems]
    text = "\n".join(block.text for block in document.blocks)  # type: ignore[union-attr]
    assert "Antes." in text
    assert "Tras." in text


def test_ordinary_files_and_streams_of_other_kinds_are_left_alone(
    sheet: Any, pdf: Callable[..., bytes]
) -> None:
    data = pdf(page_of_strokes(sheet))
    assert shortened(pdf(sheet().text(60, 60, "Una página."))) is None
    for entry in (b"/Width 9 ", b"/Type /ObjStm ", b"/Subtype /Image ", b"/Filter /LZWDecode "):
        assert shortened(data.replace(b"<< /Length", b"<< " + entry + b"/Length")) is None
    broken = packed(data)
    at = broken.index(b"stream\n") + 7
    assert shortened(broken[:at] + b"no" + broken[at + 2 :]) is None


def test_what_fits_nowhere_is_left_out() -> None:
    head = b"1 0 obj << /Length %d /Filter /FlateDecode >> stream\n"
    noise = b"".join(b"%d %d m\n" % (k * k % 9973, k * k * k % 9967) for k in range(LONGEST // 9))
    stream = zlib.compress(noise * 9, 9)
    data = head % len(stream) + stream + b"\nendstream endobj"
    short = shortened(data)
    assert short is not None
    assert len(short) == len(data)
    kept = zlib.decompressobj().decompress(short[short.index(b"stream\n") + 7 :])
    assert 0 < len(kept) <= LONGEST
    assert noise.startswith(kept[: len(kept) // 2])
