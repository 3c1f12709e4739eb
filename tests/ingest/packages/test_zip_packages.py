"""Opening zip packages: what they declare is a claim, and damage costs only what it hit."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import Unreadable
from ingest.limits import DEFAULT, MIB, Limits
from ingest.package import Package, inflated
from ingest.zip_directory import CENTRAL, DirectoryLost, central_entries, scanned_entries

TEXT = b"".join(b"<p>%d</p>" % (number * 7919 % 100_003) for number in range(3000))


def zipped(
    parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED, *, is_streamed: bool = False
) -> bytes:
    """``is_streamed`` leaves sizes and checksum of each entry to the descriptor behind its bytes."""
    buffer = io.BytesIO()
    sink = _Unseekable(buffer) if is_streamed else buffer
    with zipfile.ZipFile(sink, "w", method) as package:  # type: ignore[call-overload]
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


class _Unseekable:
    def __init__(self, buffer: io.BytesIO) -> None:
        self._buffer = buffer

    def write(self, data: bytes) -> int:
        return self._buffer.write(data)

    def flush(self) -> None:
        self._buffer.flush()


def kinds(package: Package) -> list[str]:
    return [problem.kind for problem in package.problems]


def refusal(data: bytes, part: str | None = None, limits: Limits = DEFAULT) -> str:
    with pytest.raises(Unreadable) as caught:
        package = Package(data, limits)
        if part is not None:
            package.read(part)
    return caught.value.problem.kind


METHODS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("is_streamed", [False, True])
def test_parts_come_as_they_were(method: int, is_streamed: bool) -> None:
    parts = {"a.xml": TEXT, "empty.xml": b"", "sub/b.xml": b"b" * 100}
    package = Package(zipped(parts, method, is_streamed=is_streamed), DEFAULT)
    assert package.names == tuple(parts)
    assert {name: package.read(name) for name in package.names} == parts
    assert package.problems == ()


@pytest.mark.parametrize("is_streamed", [False, True])
@pytest.mark.parametrize("method", METHODS)
def test_the_same_parts_without_a_directory(method: int, is_streamed: bool) -> None:
    parts = {"a.xml": TEXT, "empty.xml": b"", "sub/b.xml": b"b" * 100}
    data = zipped(parts, method, is_streamed=is_streamed)
    package = Package(data[: data.index(CENTRAL)], DEFAULT)
    assert {name: package.read(name) for name in package.names} == parts
    assert kinds(package) == ["package_cut"]


def test_bytes_before_the_package_are_passed_over() -> None:
    package = Package(b"#!/bin/sh\nexit\n" + zipped({"a.xml": TEXT}), DEFAULT)
    assert package.read("a.xml") == TEXT
    assert package.problems == ()


def test_a_comment_behind_the_directory() -> None:
    data = zipped({"a.xml": TEXT})
    commented = data[:-2] + struct.pack("<H", 5) + b"Nota."
    assert Package(commented, DEFAULT).read("a.xml") == TEXT


def test_zip64_sizes_and_offsets() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        with package.open("a.xml", "w", force_zip64=True) as part:
            part.write(TEXT)
        package.writestr("b.xml", b"b")
    data = bytearray(buffer.getvalue())
    # The directory's record moved into the zip64 record, as writers of large packages do.
    end = data.rfind(b"PK\x05\x06")
    entries, _, size, offset = struct.unpack_from("<HHLL", data, end + 8)
    wide = b"PK\x06\x06" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, entries, entries, size, offset)
    locator = b"PK\x06\x07" + struct.pack("<LQL", 0, end, 1)
    last = b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    opened = Package(bytes(data[:end]) + wide + locator + last, DEFAULT)
    assert (opened.read("a.xml"), opened.read("b.xml"), opened.problems) == (TEXT, b"b", ())


def test_sizes_of_an_entry_in_its_zip64_field() -> None:
    name, packed = b"a.xml", zlib.compress(TEXT, wbits=-15)
    extra = struct.pack("<HHQQ", 1, 16, len(TEXT), len(packed))
    local = struct.pack(
        "<4s5H3L2H", b"PK\x03\x04", 45, 0, 8, 0, 0, zlib.crc32(TEXT), 2**32 - 1, 2**32 - 1, 5, 20
    )
    central = struct.pack(
        "<4s6H3L5H2L",
        CENTRAL,
        45,
        45,
        0,
        8,
        0,
        0,
        zlib.crc32(TEXT),
        2**32 - 1,
        2**32 - 1,
        5,
        20,
        0,
        0,
        0,
        0,
        0,
    )
    body = local + name + extra + packed
    directory = central + name + extra
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), len(body), 0)
    assert Package(body + directory + end, DEFAULT).read("a.xml") == TEXT
    cut = Package(body, DEFAULT)
    assert cut.read("a.xml") == TEXT


def test_names_are_alike_in_any_case_and_with_either_slash() -> None:
    package = Package(zipped({"Word\\Document.xml": b"x", "/abs.xml": b"y"}), DEFAULT)
    assert package.read("word/document.xml") == b"x"
    assert package.read("/WORD/document.XML") == b"x"
    assert "abs.xml" in package
    assert "word/other.xml" not in package
    with pytest.raises(KeyError):
        package.read("word/other.xml")


def test_names_that_leave_the_package_are_only_names() -> None:
    package = Package(zipped({"../../etc/passwd": b"x"}), DEFAULT)
    assert package.names == ("../../etc/passwd",)
    assert package.read("../../etc/passwd") == b"x"


def test_names_in_old_encodings() -> None:
    data = zipped({"A.xml": b"x"})
    assert Package(data.replace(b"A.xml", b"\xa4.xml"), DEFAULT).names == ("ñ.xml",)


def test_folders_are_no_parts() -> None:
    assert Package(zipped({"word/": b"", "word/a.xml": b"x"}), DEFAULT).names == ("word/a.xml",)


def test_the_same_name_twice() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("a.xml", b"first")
        with pytest.warns(UserWarning):
            package.writestr("a.xml", b"second")
    opened = Package(buffer.getvalue(), DEFAULT)
    assert opened.read("a.xml") == b"first"
    assert kinds(opened) == ["duplicate_entry"]


def test_an_encrypted_entry() -> None:
    data = bytearray(zipped({"a.xml": TEXT}))
    at = data.index(CENTRAL)
    data[at + 8] |= 1
    assert refusal(bytes(data), "a.xml") == "encrypted_entry"
    assert Package(bytes(data), DEFAULT).start("a.xml", 10) == b""


def test_a_way_of_packing_that_no_office_program_uses() -> None:
    opened = Package(zipped({"a.xml": TEXT}, zipfile.ZIP_BZIP2), DEFAULT)
    assert opened.read("a.xml") == b""
    assert kinds(opened) == ["damaged_entry"]


def test_a_changed_byte_is_noticed_by_the_checksum() -> None:
    data = bytearray(zipped({"a.xml": TEXT}, zipfile.ZIP_STORED))
    at = data.index(b"<p>7919</p>")
    data[at + 3] = ord("9")
    opened = Package(bytes(data), DEFAULT)
    assert b"<p>9919</p>" in opened.read("a.xml")
    assert kinds(opened) == ["checksum"]


def test_a_broken_stream_gives_what_stands_before_the_break() -> None:
    data = bytearray(zipped({"a.xml": TEXT, "b.xml": TEXT}))
    middle = (data.index(b"PK\x03\x04") + data.index(b"PK\x03\x04", 10)) // 2
    data[middle : middle + 40] = b"\xff" * 40
    opened = Package(bytes(data), DEFAULT)
    part = opened.read("a.xml")
    assert 0 < len(part) < len(TEXT) or part != TEXT
    assert part[: len(TEXT) // 4] == TEXT[: len(TEXT) // 4]
    assert kinds(opened) in (["damaged_entry"], ["checksum"])
    assert opened.read("b.xml") == TEXT


def test_a_cut_stream_gives_what_stands_before_the_cut() -> None:
    data = zipped({"a.xml": TEXT})
    for kept in (0.2, 0.5, 0.8):
        opened = Package(data[: int(len(data) * kept)], DEFAULT)
        part = opened.read("a.xml")
        assert TEXT.startswith(part) and len(part) > len(TEXT) * (kept - 0.15)
        assert kinds(opened) == ["package_cut", "damaged_entry"]


def test_a_local_header_that_is_not_where_the_directory_says() -> None:
    data = bytearray(zipped({"a.xml": TEXT, "b.xml": b"b"}))
    data[0:2] = b"XX"
    opened = Package(bytes(data), DEFAULT)
    assert opened.read("a.xml") == b""
    assert kinds(opened) == ["package_cut", "damaged_entry"]
    assert opened.start("a.xml", 10) == b""
    assert opened.read("b.xml") == b"b"


def test_a_name_that_is_damaged_in_one_of_its_two_places() -> None:
    data = zipped({"word/a.xml": TEXT, "b.xml": b"b"})
    for start in (0, data.index(CENTRAL)):
        at = data.index(b"word/a.xml", start)
        opened = Package(data[:at] + b"worm" + data[at + 4 :], DEFAULT)
        assert opened.read("word/a.xml") == TEXT
        assert kinds(opened) == ["package_cut"]


def test_bytes_lost_between_entries() -> None:
    data = zipped({"a.xml": TEXT, "b.xml": b"b" * 40, "c.xml": TEXT})
    at = data.index(b"b.xml") - 30
    for changed in (data[: at + 30] + data[at + 36 :], data[:at] + b"?" * 60 + data[at:]):
        opened = Package(changed, DEFAULT)
        assert opened.read("a.xml") == opened.read("c.xml") == TEXT
        assert kinds(opened) == ["package_cut"]


def test_one_wrong_size_in_the_directory_is_damage_not_harm() -> None:
    data = bytearray(zipped({"a.xml": TEXT, "b.xml": b"b"}))
    struct.pack_into("<L", data, data.index(CENTRAL) + 20, 60_000)
    opened = Package(bytes(data), DEFAULT)
    assert (opened.read("a.xml"), kinds(opened)) == (TEXT, ["package_cut"])


def test_a_wrong_count_of_entries_is_damage() -> None:
    data = bytearray(zipped({"a.xml": TEXT}))
    struct.pack_into("<H", data, data.rfind(b"PK\x05\x06") + 10, 60_000)
    assert kinds(Package(bytes(data), DEFAULT)) == ["package_cut"]


def test_a_nested_package_does_not_lend_its_entries_to_a_cut_one() -> None:
    inner = zipped({"word/document.xml": b"inner"}, zipfile.ZIP_STORED)
    data = zipped({"word/embeddings/a.docx": inner, "word/document.xml": b"outer"}, zipfile.ZIP_STORED)
    opened = Package(data[: data.rindex(b"PK\x05\x06")], DEFAULT)
    assert opened.read("word/document.xml") == b"outer"


def test_a_package_cut_within_a_nested_one_does_not_take_it_for_its_own() -> None:
    inner = zipped({"word/document.xml": TEXT, "word/styles.xml": TEXT}, zipfile.ZIP_STORED)
    data = zipped({"word/embeddings/a.docx": inner, "word/document.xml": b"outer"}, zipfile.ZIP_STORED)
    opened = Package(data[: len(inner) * 3 // 4], DEFAULT)
    assert opened.names == ("word/embeddings/a.docx",)


def test_start_looks_and_reports_nothing() -> None:
    opened = Package(zipped({"a.xml": TEXT, "b.xml": b"b"}), DEFAULT)
    assert opened.start("a.xml", 20) == TEXT[:20]
    assert opened.start("b.xml", 20) == b"b"
    assert opened.start("c.xml", 20) == b""
    assert opened.problems == ()


# Bounds


def test_a_part_beyond_its_ratio() -> None:
    limits = replace(DEFAULT, unpack_free_bytes=MIB)
    data = zipped({"bomb.xml": bytes(4 * MIB), "a.xml": TEXT})
    assert refusal(data, "bomb.xml", limits) == "unpacks_too_large"
    assert Package(data, limits).read("a.xml") == TEXT
    assert len(Package(data, DEFAULT).read("bomb.xml")) == 4 * MIB


def test_a_bomb_that_nobody_asks_for_is_reported_and_left_closed() -> None:
    data = zipped({"a.xml": TEXT, "media/image1.bmp": bytes(3 * MIB)})
    opened = Package(data, replace(DEFAULT, unpack_free_bytes=2 * MIB))
    assert opened.read("a.xml") == TEXT
    (problem,) = opened.problems
    assert problem.kind == "oversized_entry"
    assert "media/image1.bmp" in problem.message("es") and "3 MiB" in problem.message("es")
    assert Package(data, DEFAULT).problems == ()


def test_the_bound_holds_whatever_size_is_declared() -> None:
    data = bytearray(zipped({"bomb.xml": bytes(4 * MIB)}))
    struct.pack_into("<L", data, data.index(CENTRAL) + 24, 10)
    assert refusal(bytes(data), "bomb.xml", replace(DEFAULT, unpack_free_bytes=MIB)) == "unpacks_too_large"


def test_all_parts_together() -> None:
    noise = {f"{number}.bin": random.Random(number).randbytes(MIB) for number in range(4)}
    opened = Package(zipped(noise), replace(DEFAULT, unpacked_bytes=3 * MIB))
    for name in list(noise)[:3]:
        assert opened.read(name) == noise[name]
    with pytest.raises(Unreadable) as caught:
        opened.read("3.bin")
    assert caught.value.problem.kind == "unpacks_too_large"


@pytest.mark.parametrize("cut", [0, 22])
def test_too_many_entries_with_and_without_directory(cut: int) -> None:
    data = zipped({f"{number}.xml": b"x" for number in range(30)})
    assert refusal(data[: len(data) - cut], limits=replace(DEFAULT, package_entries=29)) == "too_many_entries"


def overlapping_bomb(entries: int) -> bytes:
    """Every entry of the directory points at the one stream."""
    packed = zlib.compress(bytes(MIB), wbits=-15)
    crc = zlib.crc32(bytes(MIB))
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), MIB, 1, 0) + b"a"
    directory = b"".join(
        struct.pack("<4s6H3L5H2L", CENTRAL, 20, 20, 0, 8, 0, 0, crc, len(packed), MIB, 4, 0, 0, 0, 0, 0, 0)
        + b"%04d" % number
        for number in range(entries)
    )
    body = local + packed
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, entries, entries, len(directory), len(body), 0)
    return body + directory + end


def test_entries_that_share_one_stream() -> None:
    assert refusal(overlapping_bomb(1000)) == "overlapping_entries"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"no package at all"])
def test_what_holds_no_entry(data: bytes) -> None:
    assert refusal(data) == "package_empty"


# Any bytes


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=600), limit=st.integers(0, 5))
def test_directories_of_any_bytes(data: bytes, limit: int) -> None:
    for text in (data, b"PK\x03\x04" + data, data + b"PK\x05\x06" + data[:18].ljust(18, b"\0")):
        try:
            package = Package(text, replace(DEFAULT, package_entries=limit))
        except Unreadable as refused:
            assert refused.problem.message("es")
            continue
        for name in package.names:
            assert isinstance(package.read(name) if name else b"", bytes)


def test_no_single_flipped_bit_changes_a_part_in_silence() -> None:
    original = zipped({"a.xml": TEXT[:2000], "b.xml": b"b" * 50})
    for bit in range(len(original) * 8):
        changed = bytearray(original)
        changed[bit // 8] ^= 1 << bit % 8
        try:
            package = Package(bytes(changed), DEFAULT)
            parts = [package.read(name) for name in package.names]
        except Unreadable as refused:
            assert refused.problem.message("en")
            continue
        assert sorted(parts) == [TEXT[:2000], b"b" * 50] or package.problems, bit


@given(content=st.binary(max_size=5000), most=st.integers(1, 6000))
def test_inflating_stops_at_its_bound(content: bytes, most: int) -> None:
    packed = memoryview(zlib.compress(content, wbits=-15))
    unpacked, is_whole = inflated(packed, most)
    assert unpacked == content[:most]
    assert is_whole


def test_entries_are_counted_before_they_are_kept() -> None:
    data = zipped({f"{number}": b"" for number in range(50)})
    with pytest.raises(Exception, match="50"):
        central_entries(data, 49)
    with pytest.raises(DirectoryLost):
        central_entries(data[:-30], 100)
    assert len(scanned_entries(data, 50, MIB)) == 50
