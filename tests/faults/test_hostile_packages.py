"""Files made to do harm: each is refused or read in part, within bounds of memory and time, and says why."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

Read = Callable[..., Any]
WithParts = Callable[[Mapping[str, bytes | None]], bytes]
MIB = 1 << 20
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def entry(name: str, pieces: Iterator[bytes]) -> tuple[str, bytes, int, int]:
    """A deflated entry made without holding what it unpacks to."""
    squeeze = zlib.compressobj(6, wbits=-15)
    packed, crc, size = bytearray(), 0, 0
    for piece in pieces:
        packed += squeeze.compress(piece)
        crc, size = zlib.crc32(piece, crc), size + len(piece)
    return name, bytes(packed + squeeze.flush()), crc, size


def package(*entries: tuple[str, bytes, int, int]) -> bytes:
    body, directory = bytearray(), bytearray()
    for name, packed, crc, size in entries:
        fields = (20, 0, 8, 0, 0, crc, len(packed), size, len(name))
        at = len(body)
        body += struct.pack("<4s5H3L2H", b"PK\x03\x04", *fields, 0) + name.encode() + packed
        directory += (
            struct.pack("<4sH5H3L5H2L", b"PK\x01\x02", 20, *fields, 0, 0, 0, 0, 0, at) + name.encode()
        )
    end = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, len(entries), len(entries), len(directory), len(body), 0
    )
    return bytes(body + directory + end)


def zeros(mib: int) -> Iterator[bytes]:
    return (bytes(MIB) for _ in range(mib))


def test_one_entry_that_unpacks_a_thousandfold(read_apart: Read) -> None:
    bomb = package(entry("word/document.xml", zeros(400)))
    assert len(bomb) < MIB
    reading = read_apart(bomb)
    assert (reading.status, reading.format) == ("failed", "docx")
    assert reading.kinds == ["unpacks_too_large"]
    assert reading.mib < 150


def test_markup_that_unpacks_a_hundredfold(read_apart: Read) -> None:
    start = f'<w:document xmlns:w="{W}"><w:body>'.encode()

    def pieces() -> Iterator[bytes]:
        yield start
        for _ in range(31):
            yield b"<w:p/>" * (MIB // 6)

    reading = read_apart(package(entry("word/document.xml", pieces())), xml_tags=2_000_000)
    assert (reading.status, reading.kinds) == ("failed", ["xml_too_large"])
    assert reading.mib < 150


def test_a_bomb_among_the_pictures(with_parts: WithParts, read_apart: Read) -> None:
    with zipfile.ZipFile(io.BytesIO(with_parts({}))) as sound:
        parts = [entry(name, iter([sound.read(name)])) for name in sound.namelist()]
    reading = read_apart(package(*parts, entry("word/media/image1.bmp", zeros(200))))
    assert (reading.status, reading.kinds) == ("partial", ["oversized_entry"])
    assert "40 %" in reading.texts
    assert reading.mib < 50


def test_more_entries_than_any_document_has(read_apart: Read) -> None:
    many = package(*(entry(f"word/{number}.xml", iter([b"x"])) for number in range(60_000)))
    reading = read_apart(many)
    assert (reading.status, reading.kinds) == ("failed", ["too_many_entries"])
    assert reading.mib < 50


def test_entries_that_overlap(read_apart: Read) -> None:
    _, packed, crc, size = entry("a", zeros(30))
    local = (
        struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), size, 1, 0) + b"a" + packed
    )
    directory = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(packed), size, 5, *[0] * 6)
        + b"%05d" % number
        for number in range(9000)
    )
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9000, 9000, len(directory), len(local), 0)
    reading = read_apart(local + directory + end)
    assert (reading.status, reading.kinds) == ("failed", ["overlapping_entries"])
    assert reading.mib < 50


def test_many_parts_that_are_large_together(with_parts: WithParts, read_apart: Read) -> None:
    header = f'<w:hdr xmlns:w="{W}"><w:p/>'.encode() + b" " * (8 * MIB) + b"</w:hdr>"
    relations = "".join(
        f'<Relationship Id="h{number}" Type="{R}/header" Target="header{number}.xml"/>'
        for number in range(20)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts: dict[str, bytes | None] = {f"word/header{number}.xml": header for number in range(20)}
    parts["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{space}">{relations}</Relationships>'.encode()
    )
    section = (
        '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="h{}"/></w:sectPr></w:pPr></w:p>'
    )
    parts["word/document.xml"] = body("", "".join(section.format(number) for number in range(20)))
    reading = read_apart(with_parts(parts), unpacked_bytes=64 * MIB)
    assert reading.status in {"partial", "failed"}
    assert reading.mib < 200


def test_packages_within_packages(read_apart: Read) -> None:
    inner = package(entry("bomb", zeros(100)))
    for level in range(8):
        inner = package(*(entry(f"{level}-{number}.zip", iter([inner])) for number in range(10)))
    reading = read_apart(inner, "todo.zip")
    assert (reading.status, reading.kinds, reading.puid) == ("failed", ["archive"], "x-fmt/263")
    assert reading.mib < 50


def entities(levels: int) -> str:
    return '<!ENTITY x0 "lol">' + "".join(
        f'<!ENTITY x{level} "{f"&x{level - 1};" * 10}">' for level in range(1, levels + 1)
    )


def body(doctype: str, use: str) -> bytes:
    document = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{use}</w:body></w:document>'
    return f'<?xml version="1.0"?>{doctype}{document}'.encode()


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(
            body(f"<!DOCTYPE d [{entities(9)}]>", "<w:p><w:r><w:t>&x9;</w:t></w:r></w:p>"), id="laughs"
        ),
        pytest.param(
            body(f"<!DOCTYPE d [{entities(9)}]>", '<w:p w:rsidR="&x9;"/>'), id="laughs-in-an-attribute"
        ),
        pytest.param(
            body(f'<!DOCTYPE d [<!ENTITY e "{"x" * 100_000}">]>', f'<w:p w:rsidR="{"&e;" * 20_000}"/>'),
            id="quadratic",
        ),
        pytest.param(
            body('<!DOCTYPE d [<!ENTITY e "40">]>', "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>"), id="plain"
        ),
        pytest.param(body('<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd">', "&e;"), id="remote"),
    ],
)
def test_entities(document: bytes, with_parts: WithParts, read_apart: Read) -> None:
    reading = read_apart(with_parts({"word/document.xml": document}))
    assert (reading.status, reading.texts) == ("failed", [])
    assert set(reading.kinds) <= {"xml_entities", "xml_unreadable"}
    assert reading.mib < 100


def test_entities_in_a_side_part(with_parts: WithParts, read_apart: Read) -> None:
    styles = f'<!DOCTYPE d [{entities(9)}]><w:styles xmlns:w="{W}">&x9;</w:styles>'.encode()
    reading = read_apart(with_parts({"word/styles.xml": styles}))
    assert reading.status == "partial"
    assert "40 %" in reading.texts
    assert reading.mib < 100


def test_an_entity_does_not_bring_in_another_file(
    tmp_path: Path, with_parts: WithParts, read_apart: Read
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("weights of others")
    doctype = f'<!DOCTYPE d [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    document = body(doctype, "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>")
    reading = read_apart(with_parts({"word/document.xml": document}))
    assert reading.status == "failed"
    assert "weights" not in str(reading)


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p>", "</w:p>"),
        ("<w:p><w:r>", "</w:r></w:p>"),
        ("<w:p><w:ins>", "</w:ins></w:p>"),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
    ],
)
@pytest.mark.parametrize("depth", [600, 50_000])
def test_nesting_without_end(
    opening: str, closing: str, depth: int, with_parts: WithParts, read_apart: Read
) -> None:
    use = opening * depth + "<w:p><w:r><w:t>40 %</w:t></w:r></w:p>" + closing * depth
    reading = read_apart(with_parts({"word/document.xml": body("", use)}))
    assert reading.status in {"ok", "partial", "failed"}
    assert reading.status != "ok" or depth == 600
    assert reading.mib < 200


def test_a_flat_package_with_entities(read_apart: Read) -> None:
    text = (
        f'<?xml version="1.0"?><!DOCTYPE d [{entities(9)}]><pkg:package '
        'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        '<pkg:part pkg:name="/word/document.xml" '
        'pkg:contentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml">'
        "<pkg:xmlData>&x9;</pkg:xmlData></pkg:part></pkg:package>"
    )
    reading = read_apart(text.encode(), "informe.xml")
    assert (reading.status, reading.format) == ("failed", "docx")
    assert reading.mib < 100


# Bytes that would take for ever to look at, were any pattern or loop quadratic: a hang ends the test


def test_a_manifest_of_beginnings(read_apart: Read) -> None:
    manifest = b'full-path="/"' * 80_000 + b'media-type="a"' * 80_000
    reading = read_apart(
        package(entry("META-INF/manifest.xml", iter([manifest])), entry("content.xml", iter([b"x"])))
    )
    assert reading.status == "failed"


def test_document_types_without_end(read_apart: Read) -> None:
    for text in (
        b"<html>" + b"<!doctype " * 400_000,
        b"<!doctype html [" + b"] " * 400_000,
        b"<!--" * 400_000,
    ):
        assert read_apart(text, "a.html").status in {"ok", "partial", "failed"}


def test_streams_within_streams_of_a_package_without_index(read_apart: Read) -> None:
    empty_block = b"\x00\x00\x00\xff\xff"
    header = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 8, 8, 0, 0, 0, 0, 0, 0, 0)
    quoted = b"\x00" + struct.pack("<HH", len(header), len(header) ^ 0xFFFF) + header
    data = header + (quoted + empty_block * 400) * 5000 + b"\x07"
    reading = read_apart(data)
    assert reading.status == "failed"
    assert reading.mib < 100


def test_local_headers_and_nothing_else(read_apart: Read) -> None:
    header = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 8, 0, 0, 0, 0, 0, 0, 0, 0)
    reading = read_apart(header * 400_000)
    assert (reading.status, reading.kinds) == ("failed", ["too_many_entries"])
    assert reading.mib < 100


def test_compound_files_that_point_everywhere(read_apart: Read) -> None:
    start = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)
    header = start.ljust(48, b"\0") + struct.pack("<7L", 0, 0, 4096, 0, 0, 0, 0)
    sectors = struct.pack("<L", 0) * (20 * MIB // 4)
    reading = read_apart(header.ljust(512, b"\0") + sectors, "a.doc")
    assert reading.status == "failed"
    assert reading.mib < 200
