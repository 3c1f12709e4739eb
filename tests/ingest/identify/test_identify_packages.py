"""Zip packages: what they say of themselves, before what their parts are called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from ingest.document import Format
from ingest.identify import identify
from ingest.limits import DEFAULT

Zip = Callable[..., bytes]


@pytest.fixture
def docx(samples_by_kind: dict[str, bytes]) -> bytes:
    return samples_by_kind["docx"]


@pytest.mark.parametrize(
    ("part", "puid"),
    [
        ("word/document.xml", "fmt/412"),
        ("word/document2.xml", "fmt/412"),
        ("xl/workbook.xml", "fmt/214"),
        ("xl/workbook.bin", "fmt/595"),
        ("xl/styles.xml", "fmt/214"),
        ("ppt/slides/slide1.xml", "fmt/215"),
    ],
)
def test_without_content_types_the_parts_tell(make_zip: Zip, part: str, puid: str) -> None:
    assert identify(make_zip({part: "<x/>"}), DEFAULT).puid == puid


def test_a_file_called_word_is_no_folder_of_word(make_zip: Zip) -> None:
    assert identify(make_zip({"word": "x"}), DEFAULT).puid == "x-fmt/263"


def test_parts_written_with_backslashes(make_zip: Zip) -> None:
    assert identify(make_zip({"word\\document.xml": "<x/>"}), DEFAULT).puid == "fmt/412"


def test_an_embedded_workbook_does_not_make_a_document_a_workbook(make_zip: Zip) -> None:
    office = "application/vnd.openxmlformats-officedocument"
    types = (
        f'<Types><Default Extension="xlsx" ContentType="{office}.spreadsheetml.sheet"/>'
        f'<Override PartName="/word/document.xml" ContentType="{office}.wordprocessingml.document.main+xml"/>'
        "</Types>"
    )
    package = make_zip(
        {"[Content_Types].xml": types, "word/embeddings/a.xlsx": b"PK", "word/document.xml": "<x/>"}
    )
    assert identify(package, DEFAULT).format is Format.DOCX


def test_open_document_without_its_mimetype_entry(make_zip: Zip) -> None:
    manifest = (
        '<m><e manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/></m>'
    )
    other_way = (
        '<m><e manifest:media-type="application/vnd.oasis.opendocument.text" manifest:full-path="/"/></m>'
    )
    for text in (manifest, other_way):
        package = make_zip({"content.xml": "<x/>", "META-INF/manifest.xml": text})
        assert identify(package, DEFAULT).format is Format.ODT


def test_an_unknown_version_of_open_document_leaves_the_puid_open(make_zip: Zip) -> None:
    package = make_zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.text-template",
            "content.xml": '<d office:version="1.9"/>',
        }
    )
    found = identify(package, DEFAULT)
    assert (found.format, found.puid) == (Format.ODT, "")


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9, 0.99])
def test_a_cut_package_is_known_by_what_is_left(make_zip: Zip, kept: float) -> None:
    filler = "".join(f"<p>{number * 7919 % 10007}</p>" for number in range(4000))
    package = make_zip(
        {"word/styles.xml": filler, "word/document.xml": filler, "[Content_Types].xml": "<Types/>"},
    )
    assert identify(package[: int(len(package) * kept)], DEFAULT).format is Format.DOCX


def test_a_damaged_first_byte_does_not_hide_a_package(docx: bytes) -> None:
    assert identify(b"\0" + docx[1:], DEFAULT).puid == "fmt/412"
    assert identify(b"\xff\xfe\x00\x01" + docx[4:], DEFAULT).puid == "fmt/412"


def test_too_many_entries(make_zip: Zip) -> None:
    package = make_zip({f"{number}.txt": "" for number in range(20)})
    found = identify(package, replace(DEFAULT, package_entries=19))
    assert found.problem is not None
    assert found.problem.kind == "too_many_entries"
    assert found.puid == "x-fmt/263"
    assert identify(package, replace(DEFAULT, package_entries=20)).problem != found.problem


def test_an_empty_package(make_zip: Zip) -> None:
    found = identify(make_zip({}), DEFAULT)
    assert found.problem is not None
    assert found.problem.kind == "package_empty"


def test_huge_content_types_are_looked_at_only_at_their_start(make_zip: Zip) -> None:
    package = make_zip({"[Content_Types].xml": " " * (40 << 20), "word/document.xml": "<x/>"})
    assert identify(package, DEFAULT).format is Format.DOCX
