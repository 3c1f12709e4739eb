"""Files that are empty, cut, protected, or not what they are called: a status, a reason, what is left."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msoffcrypto.method.ecma376_agile import ECMA376Agile

from ingest import Document, Status, read, read_bytes
from ingest.limits import DEFAULT

Read = Callable[..., Any]
WithParts = Callable[[Mapping[str, bytes | None]], bytes]


def said(document: Document) -> list[str]:
    """The kinds of its problems, each with a sentence in two languages."""
    for problem in document.problems:
        spanish, english = problem.message("es"), problem.message("en")
        assert spanish != english and "{" not in spanish + english
    return [problem.kind for problem in document.problems]


def texts(document: Document) -> list[str]:
    cells = [cell.text for table in document.tables() for cell in table.cells]
    return [getattr(block, "text", "") for block in document.blocks] + cells


@pytest.mark.parametrize("name", ["informe.docx", "informe.doc", "informe.pdf", "informe.txt"])
@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"", "empty"), (bytes(4096), "only_zeros"), (random.Random(7).randbytes(20_000), "unknown_format")],
)
def test_no_document_at_all_whatever_it_is_called(data: bytes, kind: str, name: str) -> None:
    document = read_bytes(data, name)
    assert (document.status, said(document)) == (Status.FAILED, [kind])
    assert (document.source.path, document.source.size) == (name, len(data))
    assert re.fullmatch("[0-9a-f]{64}", document.source.sha256)


def test_a_pdf_called_doc_goes_to_the_reader_of_pdf() -> None:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length 44>>stream\nBT /F 12 Tf 20 100 Td (Programa 2015) Tj ET  \nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(data),
    )
    document = read_bytes(data, "informe.doc")
    assert (document.source.format, document.source.puid) == ("pdf", "fmt/18")
    assert document.status is Status.OK
    assert any("Programa 2015" in text for text in texts(document))


def test_a_picture_called_docx_needs_character_recognition() -> None:
    document = read_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100), "escaneo.docx")
    assert (document.status, said(document)) == (Status.NEEDS_OCR, ["picture"])


# A document whose main part is cut, missing or changed


def main_part(docx_bytes: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx_bytes)) as package:
        return package.read("word/document.xml")


def test_a_document_without_its_main_part(with_parts: WithParts) -> None:
    document = read_bytes(with_parts({"word/document.xml": None}), "informe.docx")
    assert (document.status, said(document)) == (Status.FAILED, ["missing_part"])
    assert "word/document.xml" in document.problems[0].message("es")


def test_an_empty_main_part(with_parts: WithParts) -> None:
    document = read_bytes(with_parts({"word/document.xml": b""}), "informe.docx")
    assert (document.status, said(document)) == (Status.FAILED, ["xml_unreadable"])


def test_a_main_part_cut_anywhere_never_gives_half_a_figure(docx_bytes: bytes, with_parts: WithParts) -> None:
    whole = main_part(docx_bytes)
    sound = set(texts(read_bytes(docx_bytes, "informe.docx"))) | {""}
    first = whole.index(b"<w:body>") + len(b"<w:body>")
    for length in range(first, len(whole) - 20, 61):
        document = read_bytes(with_parts({"word/document.xml": whole[:length]}), "informe.docx")
        assert document.status is Status.PARTIAL
        assert "xml_cut" in said(document)
        assert set(texts(document)) <= sound


@pytest.mark.parametrize("kept", [0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 0.999])
def test_a_file_cut_anywhere_gives_what_is_left_of_it(docx_bytes: bytes, kept: float) -> None:
    sound = set(texts(read_bytes(docx_bytes, "informe.docx"))) | {""}
    document = read_bytes(docx_bytes[: int(len(docx_bytes) * kept)], "informe.docx")
    assert document.status in {Status.PARTIAL, Status.FAILED}
    assert said(document)
    assert set(texts(document)) <= sound


def test_a_file_that_lost_its_index_is_read_whole(docx_bytes: bytes) -> None:
    document = read_bytes(docx_bytes[: docx_bytes.rindex(b"PK\x05\x06")], "informe.docx")
    assert (document.status, said(document)) == (Status.PARTIAL, ["package_cut"])
    assert texts(document) == texts(read_bytes(docx_bytes, "informe.docx"))


def test_a_changed_byte_is_said(docx_bytes: bytes) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx_bytes)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name), zipfile.ZIP_STORED)
    data = buffer.getvalue().replace(b"35 %", b"85 %")
    document = read_bytes(data, "informe.docx")
    assert (document.status, said(document)) == (Status.PARTIAL, ["checksum"])


# Behind a password


@pytest.fixture(scope="session")
def protected(docx_bytes: bytes) -> bytes:
    """As Office protects it, but for fewer rounds of hashing, so that the tests are quick."""
    return bytes(ECMA376Agile.encrypt("secreto", io.BytesIO(docx_bytes), spin_count=1000))


def test_without_its_password(protected: bytes) -> None:
    for password in (None, ""):
        document = read_bytes(protected, "informe.docx", password=password)
        assert (document.status, said(document)) == (Status.FAILED, ["encrypted"])
        assert document.source.puid == "fmt/494"


def test_with_a_wrong_password(protected: bytes) -> None:
    document = read_bytes(protected, "informe.docx", password="otra")
    assert (document.status, said(document)) == (Status.FAILED, ["wrong_password"])


def test_with_its_password(protected: bytes, docx_bytes: bytes) -> None:
    document = read_bytes(protected, "informe.docx", password="secreto")
    assert document.status is Status.OK
    assert texts(document) == texts(read_bytes(docx_bytes, "informe.docx"))
    assert (document.source.format, document.source.puid) == ("docx", "fmt/494")
    assert document.source.size == len(protected)


def test_a_password_that_is_not_needed_does_no_harm(docx_bytes: bytes) -> None:
    assert read_bytes(docx_bytes, "informe.docx", password="secreto").status is Status.OK


def test_protected_and_cut(protected: bytes) -> None:
    for length in range(0, len(protected) * 9 // 10, 997):
        document = read_bytes(protected[:length], "informe.docx", password="secreto")
        assert document.status in {Status.PARTIAL, Status.FAILED}
        assert said(document)


def test_protected_with_more_rounds_than_are_worth_it(
    protected: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.decryption._MOST_SPINS", 999)
    document = read_bytes(protected, "informe.docx", password="secreto")
    assert (document.status, said(document)) == (Status.FAILED, ["damaged"])


def test_protected_in_a_way_that_is_not_known(protected: bytes) -> None:
    unknown = protected.replace(
        b"\x04\x00\x04\x00\x40\x00\x00\x00<?xml", b"\x04\x00\x03\x00\x40\x00\x00\x00<?xml"
    )
    assert unknown != protected
    document = read_bytes(unknown, "informe.docx", password="secreto")
    assert (document.status, said(document)) == (Status.FAILED, ["encryption_unknown"])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(data=st.data())
def test_protected_with_flipped_bits(data: st.DataObject, protected: bytes) -> None:
    changed = bytearray(protected)
    for _ in range(data.draw(st.integers(1, 8))):
        changed[data.draw(st.integers(0, len(changed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    said(read_bytes(bytes(changed), "informe.docx", password="secreto"))


# Bounds and files


def test_more_bytes_than_are_read(tmp_path: Path, docx_bytes: bytes) -> None:
    limits = replace(DEFAULT, file_bytes=len(docx_bytes) - 1)
    path = tmp_path / "informe.docx"
    path.write_bytes(docx_bytes)
    by_path, by_bytes = read(path, limits=limits), read_bytes(docx_bytes, "informe.docx", limits=limits)
    assert by_path == by_bytes
    assert (by_path.status, said(by_path)) == (Status.FAILED, ["too_large"])
    assert read(path).source.sha256 == by_path.source.sha256


def test_a_file_that_cannot_be_opened_is_the_callers_to_tell(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        read(tmp_path / "informe.docx")


def test_the_truncated_word_file_of_the_development_set(shared: Path) -> None:
    document = read(shared / "corpus" / "odd" / "inp-2007-gt-truncated.doc")
    assert (document.source.format, document.status) == ("doc", Status.PARTIAL)
    assert said(document)
    assert document.blocks


# Any bytes


@settings(max_examples=200, deadline=None, derandomize=True)
@given(data=st.binary(max_size=3000))
def test_random_bytes_never_raise(data: bytes) -> None:
    document = read_bytes(data, "informe.docx")
    assert document.source.size == len(data)
    said(document)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(data=st.data())
def test_packages_with_flipped_bits_never_raise(data: st.DataObject, docx_bytes: bytes) -> None:
    changed = bytearray(docx_bytes)
    for _ in range(data.draw(st.integers(1, 6))):
        changed[data.draw(st.integers(0, len(changed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    said(read_bytes(bytes(changed[: data.draw(st.integers(0, len(changed)))]), "informe.docx"))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(data=st.data())
def test_changed_markup_never_raises(data: st.DataObject, docx_bytes: bytes, with_parts: WithParts) -> None:
    markup = bytearray(main_part(docx_bytes))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(markup) - 1))
        stop = start + data.draw(st.integers(0, 80))
        other = data.draw(st.integers(0, len(markup) - 1))
        markup[start:stop] = markup[other : other + data.draw(st.integers(0, 80))]
    said(read_bytes(with_parts({"word/document.xml": bytes(markup)}), "informe.docx"))
