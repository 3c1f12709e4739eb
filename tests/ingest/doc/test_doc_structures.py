"""The small structures: numbers, sprms, file information block, columns, fonts, properties, sectors."""

from __future__ import annotations

import struct
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.doc import binary, read_document
from ingest.doc.compound import open_compound
from ingest.doc.fib import read_fib
from ingest.doc.fonts import read_fonts
from ingest.doc.grid import SNAP, columns
from ingest.doc.salvage import salvage
from ingest.doc.sprms import modifiers
from ingest.doc.styles import read_styles
from ingest.doc.summary import read_summary
from ingest.doc.word6 import translate
from ingest.document import Format, Source
from ingest.errors import Unreadable
from ingest.limits import DEFAULT

RECORDED = Path(__file__).parents[1] / "wordprocessing" / "recorded"


@given(st.binary(max_size=40), st.integers(-5, 50), st.integers(-5, 50))
def test_numbers_never_reach_beyond_their_bytes(data: bytes, offset: int, length: int) -> None:
    assert 0 <= binary.u8(data, offset) < 1 << 8
    assert 0 <= binary.u16(data, offset) < 1 << 16
    assert -(1 << 15) <= binary.i16(data, offset) < 1 << 15
    assert 0 <= binary.u32(data, offset) < 1 << 32
    assert len(binary.part(data, offset, length)) <= max(0, length)


@given(st.binary(max_size=200), st.integers(0, 30))
def test_a_plc_has_one_position_more_than_structures(data: bytes, size: int) -> None:
    positions, items = binary.plc(data, size)
    assert len(positions) == len(items) + 1 or (not positions and not items)
    assert all(len(item) == size for item in items)


def test_numbers_are_little_endian() -> None:
    assert (binary.u16(b"\1\2", 0), binary.i16(b"\xff\xff", 0), binary.u32(b"\1\0\0\0", 0)) == (513, -1, 1)


@given(st.binary(max_size=300))
def test_any_bytes_are_some_sprms(grpprl: bytes) -> None:
    found = modifiers(grpprl)
    assert sum(2 + len(operand) for _, operand in found) <= len(grpprl)
    assert modifiers(translate(grpprl)) is not None


def test_sizes_of_sprms() -> None:
    long = struct.pack("<HH", 0xD608, 300) + bytes(299)
    tabs = struct.pack("<HB", 0xC615, 255) + b"\1" + bytes(4) + b"\2" + bytes(6)
    grpprl = (
        b"\x35\x08\1"
        + b"\x43\x4a\x18\0"
        + b"\x49\x66"
        + bytes(4)
        + b"\x62\xd6\2\7\7"
        + long
        + tabs
        + b"\x35\x08\0"
    )
    assert [(code, len(operand)) for code, operand in modifiers(grpprl)] == [
        (0x0835, 1), (0x4A43, 2), (0x6649, 4), (0xD662, 2), (0xD608, 299), (0xC615, 12), (0x0835, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "grpprl", [b"\x08\xd6\xff", b"\x08\xd6\0\0\0", b"\x15\xc6\xff", b"\x15\xc6\xff\1", b"\x43\x4a\1"]
)
def test_sprms_that_break_off_end_the_list(grpprl: bytes) -> None:
    assert modifiers(grpprl) == []


def test_sprms_of_word_6_in_the_words_of_word_97() -> None:
    cells = b"\2" + struct.pack("<3h", 0, 100, 200) + struct.pack("<H8sH8s", 1, b"", 2, b"")
    old = (
        b"\x18\1"
        + b"\x55\1"
        + b"\xbe"
        + struct.pack("<H", len(cells) + 1)
        + cells
        + b"\x4a\3\5\0\x61"
        + b"\x7b\1\1"
    )
    found = dict(modifiers(translate(old)))
    assert found[0x2416] == b"\1"
    assert found[0x0835] == b"\1"
    assert struct.unpack_from("<HH", found[0xD608], 7) == (1, 0)
    assert struct.unpack_from("<H", found[0xD608], 27) == (2,)
    assert struct.unpack("<HH", found[0x6A09]) == (5, 0xF061)
    assert translate(b"\xff\1\x18\1") == b""


def test_a_file_information_block_that_is_none(write: Any) -> None:
    main, _ = write.file().add("x\r").streams()
    for broken in (b"", b"\0" * 2000, main[:100], main[:200], main[:152] + b"\0\0" + main[154:]):
        with pytest.raises(Unreadable) as refused:
            read_fib(broken)
        assert refused.value.problem.kind == "damaged"
    with pytest.raises(Unreadable) as refused:
        read_fib(main[:2] + struct.pack("<H", 45) + main[4:])
    assert refused.value.problem.kind == "word_too_old"


def test_negative_counts_are_none(write: Any) -> None:
    main, _ = write.file().add("x\r").streams()
    broken = bytearray(main)
    struct.pack_into("<i", broken, 80, -5)
    assert read_fib(bytes(broken)).counts[1] == 0


rows = st.lists(
    st.lists(st.integers(-3000, 30000), min_size=2, max_size=8, unique=True).map(sorted),
    min_size=1,
    max_size=8,
)


@given(rows)
def test_columns_ascend_in_every_row_and_near_edges_are_one(edges: list[list[int]]) -> None:
    found = columns([list(pairwise(row)) for row in edges])
    for row in edges:
        for left, right in pairwise(row):
            assert found[left] < found[right]
    every = sorted(found)
    assert [found[edge] for edge in every] == sorted(found.values())
    assert set(found.values()) == set(range(max(found.values()) + 1))
    assert all(right - left <= SNAP for left, right in pairwise(every) if found[left] == found[right])


def test_fonts_and_their_code_pages() -> None:
    def font(name: str, charset: int) -> bytes:
        stored = struct.pack("<BHBB", 0, 400, charset, 0) + name.encode() + b"\0"
        return bytes([len(stored)]) + stored

    stored = struct.pack("<H", 0) + font("Arial", 0) + font("Times New Roman Cyr", 0) + font("Helv", 238)
    fonts = read_fonts(stored, True, False, 0x0409)
    assert [fonts.code_page(number) for number in range(4)] == ["cp1252", "cp1251", "cp1250", "cp1252"]
    assert read_fonts(stored, True, True, 0x0409).code_page(0) == "mac_roman"
    assert read_fonts(stored, True, False, 0x0419).code_page(0) == "cp1251"
    assert (fonts.name(2), fonts.name(99)) == ("Helv", "")


def summary(*properties: tuple[int, bytes]) -> bytes:
    offset = 8 + 8 * len(properties)
    index, body = b"", b""
    for number, stored in properties:
        index += struct.pack("<II", number, offset + len(body))
        body += stored
    return bytes(44) + struct.pack("<I", 48) + struct.pack("<II", 0, len(properties)) + index + body


def text(value: bytes) -> bytes:
    return struct.pack("<II", 30, len(value)) + value


def test_properties_of_the_document() -> None:
    page = struct.pack("<IhH", 2, 1252, 0)
    time = struct.pack("<IQ", 64, 129756168000000000)
    wide = struct.pack("<II", 31, 4) + "año".encode("utf-16-le") + b"\0\0"
    stored = summary(
        (1, page),
        (2, text("Plan\0".encode("cp1252"))),
        (4, text("Peña\0".encode("cp1252"))),
        (12, time),
        (3, wide),
    )
    assert read_summary(stored) == {
        "title": "Plan", "creator": "Peña", "created": "2012-03-07T18:00:00Z", "subject": "año",
    }  # fmt: skip


@pytest.mark.parametrize("page", [1200, 65001, 10000, 1251, 4])
def test_code_pages_of_properties(page: int) -> None:
    encoded = {1200: "utf-16-le", 65001: "utf-8", 10000: "mac_roman", 1251: "cp1251", 4: "cp1252"}[page]
    stored = summary((1, struct.pack("<IHH", 2, page, 0)), (2, text("Plan".encode(encoded))))
    assert read_summary(stored) == {"title": "Plan"}


def test_properties_that_mean_nothing() -> None:
    never = struct.pack("<IQ", 64, 0)
    stored = summary((2, text(b"\0\0")), (12, never), (13, struct.pack("<IQ", 64, 1 << 63)), (4, bytes(4)))
    assert read_summary(stored) == {}


@given(st.binary(max_size=400))
def test_any_bytes_are_some_properties_styles_and_fonts(data: bytes) -> None:
    read_summary(data)
    read_summary(bytes(44) + struct.pack("<I", 48) + data)
    for is_old in (False, True):
        sheet = read_styles(data, is_old)
        for number in range(-1, 5):
            sheet.paragraph(number), sheet.character(number), sheet.heading_level(number)
        read_fonts(data, is_old, False, 0)


def test_streams_that_are_not_there() -> None:
    compound = open_compound((RECORDED / "spans.doc").read_bytes())
    assert compound is not None
    assert compound.read("Data") == b""
    assert compound.read("no such stream") == b""
    assert compound.is_whole
    assert open_compound(b"\xd0\xcf\x11\xe0 nothing") is None


def test_what_is_left_of_a_file_without_directory() -> None:
    data = (RECORDED / "spans.doc").read_bytes()
    compound = open_compound(data)
    assert compound is not None
    main = compound.read("WordDocument")
    blank = bytearray(data)
    at = 512 * (struct.unpack_from("<I", data, 48)[0] + 1)
    blank[at : at + 512] = bytes(512)
    found = salvage(bytes(blank))
    assert found is not None
    assert found.main.startswith(main)
    assert found.table.startswith(compound.read("1Table") or compound.read("0Table"))
    assert salvage(bytes(4096)) is None


def encrypted(shared: Path, name: str, password: str | None) -> str:
    path = shared / "bench" / "doc" / "files" / name
    if not path.is_file():
        pytest.skip("the test documents are not beside the project")
    data = path.read_bytes()
    try:
        return read_document(data, Source(name, len(data), "", Format.DOC), DEFAULT, password).status.value
    except Unreadable as refused:
        return refused.problem.kind


@pytest.mark.parametrize(
    ("name", "password"),
    [("poi__password_password_cryptoapi.doc", "password"), ("poi__password_tika_binaryrc4.doc", "tika")],
)
def test_a_password_opens_a_file(shared: Path, name: str, password: str) -> None:
    assert encrypted(shared, name, password) == "ok"
    assert encrypted(shared, name, "wrong") == "wrong_password"
    assert encrypted(shared, name, None) == "encrypted"


@pytest.mark.parametrize("flags", [0x0100, 0x8100])
def test_a_protected_file_without_password(flags: int) -> None:
    data = bytearray((RECORDED / "spans.doc").read_bytes())
    at = next(at for at in range(512, len(data), 512) if data[at : at + 2] == b"\xec\xa5")
    data[at + 10 : at + 12] = struct.pack("<H", struct.unpack_from("<H", data, at + 10)[0] | flags)
    with pytest.raises(Unreadable) as refused:
        read_document(bytes(data), Source("x.doc", len(data), "", Format.DOC), DEFAULT, None)
    assert refused.value.problem.kind == "encrypted"


def test_a_protected_file_whose_directory_is_lost() -> None:
    """Found by mutations: its FIB tells no places."""
    data = bytearray((RECORDED / "spans.doc").read_bytes())
    at = next(at for at in range(512, len(data), 512) if data[at : at + 2] == b"\xec\xa5")
    data[at + 11] |= 1
    data[48:52] = b"\xff\xff\xff\x7f"
    for password in (None, "secreto"):
        with pytest.raises(Unreadable) as refused:
            read_document(bytes(data), Source("x.doc", len(data), "", Format.DOC), DEFAULT, password)
        assert refused.value.problem.kind == "encrypted"


def test_a_header_of_encryption_that_is_none() -> None:
    data = bytearray((RECORDED / "spans.doc").read_bytes())
    at = next(at for at in range(512, len(data), 512) if data[at : at + 2] == b"\xec\xa5")
    data[at + 11] |= 1
    with pytest.raises(Unreadable) as refused:
        read_document(bytes(data), Source("x.doc", len(data), "", Format.DOC), DEFAULT, "secreto")
    assert refused.value.problem.kind == "damaged"
