"""Files made to make their reader work without end: each of these once did, or could."""

from __future__ import annotations

import signal
import struct
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import olefile
import pytest

from ingest.doc.compound import capped, open_compound
from ingest.doc.fib import read_fib
from ingest.doc.reader import Reading
from ingest.limits import DEFAULT

PATIENCE = 5.0
"""Seconds of processor time."""


class Hangs(Exception):
    pass


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """Stops what takes longer than it may."""

    def give_up(*_: object) -> None:
        raise Hangs

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def circle_of_sectors() -> bytes:
    """A document whose main stream claims 4 GiB, of sectors that follow themselves."""
    recorded = Path(__file__).parents[1] / "wordprocessing" / "recorded"
    data = bytearray((recorded / "spans.doc").read_bytes())
    entry = data.find("WordDocument".encode("utf-16-le"))
    first, table = struct.unpack_from("<I", data, entry + 116)[0], struct.unpack_from("<I", data, 76)[0]
    struct.pack_into("<I", data, 512 * (table + 1) + 4 * first, first)
    struct.pack_into("<Q", data, entry + 120, 0xFFFFFFFF)
    return bytes(data)


def test_other_libraries_get_a_file_that_states_no_more_than_it_has() -> None:
    """The library of ciphers opens a compound file itself."""
    data = circle_of_sectors()
    with olefile.OleFileIO(BytesIO(capped(data))) as ole:
        assert ole.get_size("WordDocument") == len(data)
        assert ole.get_size("1Table") == olefile.OleFileIO(BytesIO(data)).get_size("1Table")
    sound = (Path(__file__).parents[1] / "wordprocessing" / "recorded" / "spans.doc").read_bytes()
    assert capped(sound) == sound
    assert capped(b"no compound file") == b"no compound file"


def test_a_circle_of_sectors_with_a_huge_size() -> None:
    """Found by mutations."""
    data = circle_of_sectors()
    compound = open_compound(data)
    assert compound is not None
    assert len(compound.read("WordDocument")) <= len(data)
    assert not compound.is_whole


def test_sections_that_share_one_huge_list_of_properties(write: Any) -> None:
    file = write.file().add("x\r")
    at = len(file.streams()[0])
    file.parts["sections"] = write.plc([0] * 60_001, [struct.pack("<HIHI", 0, at, 0, 0)] * 60_000)
    file.parts["headers"] = write.plc([0] * 14, [])
    main, table = file.streams()
    main += b"\xff\xff" + write.sprm(0x300A, 1) * 21_845
    assert Reading(read_fib(main), main, table, bytes, DEFAULT).blocks()


def test_paragraphs_that_share_one_huge_list_of_properties(write: Any) -> None:
    file = write.file(data=b"\xff\xff" + write.sprm(0x2416, 0) * 21_845)
    for number in range(3000):
        file.add("x\r", write.sprm(0x6646, 0), write.sprm(0x8418, number))
    assert len(file.blocks()) == 3000


def test_rows_that_are_resized_over_and_over(write: Any) -> None:
    resize = b"\x23\x76\x00\x3f\x01\x00"
    file = write.file()
    for _ in range(200):
        file.row(["a"], [0, *range(100, 1100, 100)], None, resize * 25)
    assert len(file.tables()) == 1


def test_styles_that_all_build_on_huge_ones(write: Any, sheet: Any) -> None:
    huge = write.sprm(0x2405, 1) * 10_000
    styles = [sheet.style(0xFFE, number - 1 if number else 0xFFF, huge) for number in range(20)]
    file = write.file({"stsh": sheet.of(*styles, *[sheet.style(0xFFE, 19)] * 2000)})
    for number in range(2000):
        file.add("x\r", style=20 + number)
    assert len(file.blocks()) == 2000


def test_fields_in_fields_without_end(write: Any) -> None:
    special = write.sprm(0x0855, 1)
    file = write.file().add([("\x13" * 30_000, special), ("x", b""), ("\x15" * 30_000, special), ("\r", b"")])
    file.blocks()
    file = write.file().add([("\x13\x14\x15" * 30_000, special), ("x\r", b"")])
    assert file.texts() == ["x"]


def test_a_list_whose_label_is_huge(write: Any) -> None:
    pattern = "\0" * 60_000
    head = struct.pack("<IBB9sBIIBBBB", 30_000, 2, 0, bytes(9), 0, 0, 0, 0, 0, 0, 0)
    level = head + struct.pack("<H", len(pattern)) + pattern.encode("utf-16-le")
    lists = struct.pack("<H", 1) + struct.pack("<II18sBB", 1, 0, bytes(18), 1, 0) + level
    override = struct.pack("<I", 1) + struct.pack("<IIII", 1, 0, 0, 0) + b"\xff" * 4
    file = write.file({"lists": lists, "list_overrides": override})
    for _ in range(2000):
        file.add("x\r", write.sprm(0x460B, 1))
    assert max(map(len, file.texts())) < 100


def test_headers_whose_stories_overlap(write: Any) -> None:
    file = write.file().add("x\r")
    main = file.length
    file.add("y" * 20_000 + "\r")
    file.counts[2] = file.length - main
    file.parts["headers"] = write.plc([0, 20_000] * 5000, [])
    assert len(file.blocks()) <= 3


def test_edges_of_columns_without_number(write: Any) -> None:
    file = write.file()
    for number in range(400):
        file.row(["a", "b", "c"], [number * 7 % 5000, 6000 + number * 11 % 5000, 12_000 + number, 30_000])
    (table,) = file.tables()
    assert table.row_count == 400


def test_paragraphs_that_all_run_on(write: Any) -> None:
    hidden = write.sprm(0x083C, 1)
    file = write.file()
    for _ in range(20_000):
        file.add([("x" * 20, b""), ("\r", hidden)])
    assert len(file.add("y\r").texts()) == 1
