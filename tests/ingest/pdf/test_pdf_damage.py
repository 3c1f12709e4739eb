"""Bad input: whatever the bytes are, a document or a reason comes out, soon and in little memory."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader as PypdfReader
from pypdf import PdfWriter

from ingest import Document, PdfReader, Source, Status, read_bytes
from ingest.errors import Unreadable
from ingest.limits import DEFAULT
from ingest.pdf import opening, read_document, read_with
from ingest.pdf.opening import MOST_PATHS, with_trailer
from ingest.pdf.patience import Patience


@pytest.fixture(scope="module")
def sample() -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] "
        b"/Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>",
        b"<< /Length 54 >>\nstream\nBT /F1 12 Tf 40 200 Td (Una meta del plan y su peso) Tj ET\nendstream",
    ]
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def text_of(document: Document) -> str:
    return " ".join(getattr(block, "text", "") for block in document.blocks)


def test_the_sample_is_sound(sample: bytes) -> None:
    document = read_bytes(sample, "a.pdf")
    assert (document.status, text_of(document)) == (Status.OK, "Una meta del plan y su peso")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_cut_or_change_gives_a_document(sample: bytes, data: st.DataObject) -> None:
    changed = bytearray(sample[: data.draw(st.integers(9, len(sample)))])
    for at in data.draw(st.lists(st.integers(8, len(sample) - 1), max_size=6)):
        if at < len(changed):
            changed[at] = data.draw(st.integers(0, 255))
    document = read_bytes(bytes(changed), "a.pdf")
    assert document.status in Status
    assert document.blocks or document.problems or document.pages


def test_a_page_box_that_is_no_number(sample: bytes) -> None:
    changed = bytearray(sample[:581])
    changed[8], changed[234] = 0, 1  # the box's second number; PDFium finds no header and gives up
    assert read_bytes(bytes(changed), "a.pdf").status in Status


def test_a_file_without_its_trailer_is_read_and_said(sample: bytes) -> None:
    cut = sample[: sample.index(b"xref")]
    assert with_trailer(cut) is not None
    document = read_bytes(cut, "a.pdf")
    assert text_of(document) == "Una meta del plan y su peso"
    assert [problem.kind for problem in document.problems] == ["pdf_cut"]


def test_no_trailer_can_be_made_without_a_catalog() -> None:
    assert with_trailer(b"%PDF-1.4\n1 0 obj\n<< /Type /Page >>\nendobj\n") is None


def test_a_page_tree_with_a_loop(pdf_of_objects: Callable[..., bytes]) -> None:
    data = pdf_of_objects(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 5 /Kids [2 0 R 3 0 R] >>",
         b"<< /Type /Pages /Parent 2 0 R /Count 3 /Kids [2 0 R] >>"]
    )  # fmt: skip
    document = read_bytes(data, "loop.pdf")
    assert document.status in (Status.FAILED, Status.PARTIAL, Status.OK)
    assert not document.blocks


@pytest.mark.parametrize(
    "box",
    [
        "/MediaBox [0 0 0 0]",
        "/MediaBox [0 0 1e9 1e9]",
        "/MediaBox [400 500 0 0]",
        "/MediaBox [-9 -9 -9 -9]",
        "",
    ],
)
def test_absurd_page_boxes(sheet: Any, pdf: Callable[..., bytes], box: str) -> None:
    page = sheet(media=box or " ").text(60, 600, "La página se lee igual.")
    document = read_bytes(pdf(page), "box.pdf")
    assert document.pages == 1
    assert text_of(document) in ("La página se lee igual.", "")


def test_more_paths_than_are_safe_are_bounded_and_said(sheet: Any, pdf: Callable[..., bytes]) -> None:
    page = sheet().text(60, 60, "Un plano con muchos trazos.")
    page.raw("\n".join(f"{k % 500} {k % 700} m {k % 490} {k % 610} l S" for k in range(MOST_PATHS)))
    document = read_bytes(pdf(page), "paths.pdf")
    assert [problem.kind for problem in document.problems] == ["pdf_page_overfull"]
    assert text_of(document) == "Un plano con muchos trazos."


def test_encrypted_files(shared: Path, source_of: Callable[[bytes], Source]) -> None:
    data = (shared / "corpus" / "odd" / "ips-2024-pmg-encrypted.pdf").read_bytes()
    assert [p.kind for p in read_bytes(data, "a.pdf").problems] == ["encrypted"]
    assert [p.kind for p in read_bytes(data, "a.pdf", password="no").problems] == ["wrong_password"]
    for password, kind in ((None, "encrypted"), ("no", "wrong_password")):
        with pytest.raises(Unreadable) as refused:
            read_with(PdfReader.PDFPLUMBER, data, source_of(data), password)
        assert refused.value.problem.kind == kind


@pytest.mark.parametrize("password", [None, "otra", "dueño"])
def test_a_file_protected_against_changes_only_opens_with_any_password(
    sample: bytes, password: str | None
) -> None:
    writer = PdfWriter(clone_from=PypdfReader(io.BytesIO(sample)))
    writer.encrypt(user_password="", owner_password="dueño", algorithm="AES-256")
    written = io.BytesIO()
    writer.write(written)
    document = read_bytes(written.getvalue(), "a.pdf", password=password)
    assert not document.problems
    assert text_of(document) == "Una meta del plan y su peso"


def test_odd_files_of_the_corpus(shared: Path) -> None:
    cut = read_bytes((shared / "corpus" / "odd" / "ips-2024-pmg-truncated.pdf").read_bytes(), "t.pdf")
    assert cut.status is Status.PARTIAL
    assert list(cut.tables())
    assert read_bytes((shared / "corpus" / "odd" / "ips-2015-adp.doc").read_bytes(), "a.doc").pages == 9
    for scan in sorted((shared / "corpus" / "scan").glob("*.pdf")):
        assert read_bytes(scan.read_bytes(), scan.name).status is Status.NEEDS_OCR


def test_a_rebuilt_cross_reference(sample: bytes) -> None:
    start = sample.index(b"xref")
    wrong = re.sub(rb"\d{10} 00000 n", b"0000000003 00000 n", sample[start:])
    nowhere = sample.replace(b"startxref\n%d" % start, b"startxref\n999999")
    for data in (sample[:start] + wrong, nowhere):
        assert text_of(read_bytes(data, "x.pdf")) == "Una meta del plan y su peso"


def test_the_second_reader_takes_over_where_pdfium_finds_no_document(
    sample: bytes, source_of: Callable[[bytes], Source]
) -> None:
    data = bytes(1100) + sample
    with pytest.raises(Unreadable):
        read_with(PdfReader.PDFIUM, data, source_of(data))
    assert text_of(read_document(data, source_of(data), DEFAULT, None)) == "Una meta del plan y su peso"
    with pytest.raises(Unreadable) as refused:
        read_document(b"%PDF-1.4\nnada", source_of(b""), DEFAULT, None)
    assert "PDFium" in refused.value.problem.message("en")


def test_that_the_second_reader_read_it_is_said(sample: bytes, source_of: Callable[[bytes], Source]) -> None:
    data = bytes(1100) + sample
    whole = read_document(data, source_of(data), DEFAULT, None)
    assert [problem.kind for problem in whole.problems] == ["pdf_by_second_reader"]


@pytest.mark.parametrize("lost", [None, "empty"])
def test_a_page_that_pdfium_loses_is_asked_of_the_second_reader(
    sheet: Any, pdf: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch, lost: str | None
) -> None:
    read = opening.read_sheet

    def without_the_second(document: Any, index: int) -> opening.Sheet | None:
        found = read(document, index)
        if index != 1 or found is None:
            return found
        none = found.glyphs.only(found.glyphs.code > 0xFFFFFF)
        return replace(found, glyphs=none) if lost else None

    monkeypatch.setattr(opening, "read_sheet", without_the_second)
    data = pdf(*(sheet().text(60, 300, word) for word in ("Meta", "Peso", "Plazo")))
    document = read_bytes(data, "a.pdf")
    assert document.status is Status.OK
    assert text_of(document).split() == ["Meta", "Peso", "Plazo"]
    (told,) = document.problems
    assert (told.kind, dict(told.facts)) == ("pdf_pages_by_second_reader", {"pages": "2"})


def test_a_page_that_is_empty_for_both_readers_is_empty(sheet: Any, pdf: Callable[..., bytes]) -> None:
    assert not read_bytes(pdf(sheet().text(60, 60, "Hoja"), sheet()), "a.pdf").problems


def test_where_the_second_reader_leaves_pages_out_nothing_is_asked_of_it(
    sheet: Any, pdf: Callable[..., bytes]
) -> None:
    data = pdf(sheet().text(60, 60, "Hoja"), sheet().text(60, 60, "Otra"))
    broken = re.sub(rb"/Kids \[\d+ 0 R", b"/Kids [9 0 R", data)
    document = read_bytes(broken, "a.pdf")
    assert [problem.kind for problem in document.problems] == ["pdf_pages_lost"]
    assert text_of(document) == "Otra"


def test_a_page_of_more_rulings_than_a_table_has(sheet: Any, pdf: Callable[..., bytes]) -> None:
    page = sheet().text(60, 60, "Un plano con muchos trazos.")
    strokes = (f"{k % 60 * 9.8} {k // 60 * 5} m {k % 60 * 9.8 + 5.2} {k // 60 * 5} l S" for k in range(6_000))
    document = read_bytes(pdf(page.raw("\n".join(strokes))), "grid.pdf")
    assert [problem.kind for problem in document.problems] == ["pdf_page_overfull"]
    assert text_of(document) == "Un plano con muchos trazos."
    assert not list(document.tables())


def test_a_page_that_takes_too_long_is_read_without_tables_and_said(
    sheet: Any, pdf: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = sheet().grid([80, 220, 360], [100, 130, 160, 190])
    for k, row in enumerate([("Meta", "Peso"), ("Caminos", "60"), ("Redes", "40")]):
        page.text(90, 120 + 30 * k, row[0]).text(230, 120 + 30 * k, row[1])
    data = pdf(page)
    assert len(list(read_bytes(data, "a.pdf").tables())) == 1
    monkeypatch.setattr("ingest.pdf.pages.Patience", lambda *_: Patience(-1.0))
    late = read_bytes(data, "a.pdf")
    assert [problem.kind for problem in late.problems] == ["pdf_page_overfull"]
    assert not list(late.tables())
    assert {"Meta", "Peso", "Caminos", "60", "Redes", "40"} <= set(text_of(late).split())


def font_page(pdf_of_objects: Callable[..., bytes], font: bytes, shown: bytes) -> bytes:
    content = b"BT /F1 12 Tf 40 200 Td %s Tj ET" % shown
    return pdf_of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] "
            b"/Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            font,
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Sin /CIDSystemInfo "
            b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 600 >>",
            b"<< /Length 0 >>\nstream\n\nendstream",
        ]
    )


def test_a_font_without_a_unicode_map_is_said(pdf_of_objects: Callable[..., bytes]) -> None:
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Sin /Encoding /Identity-H "
        b"/DescendantFonts [6 0 R] >>"
    )
    signs = b"<" + b"".join(b"%04X" % (0x0300 + k) for k in range(30)) + b">"
    document = read_bytes(font_page(pdf_of_objects, font, signs), "sin.pdf")
    assert document.status is not Status.OK
    assert [problem.kind for problem in document.problems] == ["pdf_all_garbled"]


def test_signs_beyond_the_first_plane_are_whole(pdf_of_objects: Callable[..., bytes]) -> None:
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        b"1 begincodespacerange <00> <FF> endcodespacerange "
        b"2 beginbfchar <41> <D83DDE00> <43> <D83D> endbfchar endcmap end end"
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>"
    data = font_page(pdf_of_objects, font, b"(BABCAB)")
    data = data.replace(
        b"<< /Length 0 >>\nstream\n\nendstream",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
    )
    assert text_of(read_bytes(data, "emoji.pdf")) == "B😀B\ufffd😀B"
