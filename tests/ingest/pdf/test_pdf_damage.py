"""Bad input: whatever the bytes are, a document or a reason comes out, soon and in little memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import Document, PdfReader, Source, Status, read_bytes
from ingest.errors import Unreadable
from ingest.pdf import read_with
from ingest.pdf.opening import MOST_PATHS, with_trailer


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


def test_odd_files_of_the_corpus(shared: Path) -> None:
    cut = read_bytes((shared / "corpus" / "odd" / "ips-2024-pmg-truncated.pdf").read_bytes(), "t.pdf")
    assert cut.status is Status.PARTIAL
    assert list(cut.tables())
    assert read_bytes((shared / "corpus" / "odd" / "ips-2015-adp.doc").read_bytes(), "a.doc").pages == 9
    for scan in sorted((shared / "corpus" / "scan").glob("*.pdf")):
        assert read_bytes(scan.read_bytes(), scan.name).status is Status.NEEDS_OCR
