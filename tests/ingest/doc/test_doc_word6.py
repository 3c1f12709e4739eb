"""Word 6.0 and 95: one-byte sprms, text in the code pages of its fonts, cells of ten bytes."""

from __future__ import annotations

import struct
from typing import Any

import pytest

from ingest.doc.fib import read_fib
from ingest.doc.reader import Reading
from ingest.document import Block, Paragraph, Table
from ingest.limits import DEFAULT

PAGE, TEXT_AT = 512, 1024
FONTS, CHPX, PAPX, CLX = 208, 184, 192, 352
IN_TABLE, ROW_END, BOLD, FONT = b"\x18\x01", b"\x19\x01", b"\x55\x01", 0x5D


def page(entries: list[tuple[int, bytes]], size: int, is_paragraphs: bool) -> bytes:
    """A formatted disk page of entries (end of text, properties) that follow each other."""
    made = bytearray(PAGE)
    struct.pack_into(f"<{len(entries) + 1}I", made, 0, TEXT_AT, *(TEXT_AT + end for end, _ in entries))
    free = PAGE - 1
    for index, (_, stored) in enumerate(entries):
        if is_paragraphs:
            stored += bytes(len(stored) & 1)
            stored = bytes([len(stored) // 2]) + stored
        elif stored:
            stored = bytes([len(stored)]) + stored
        if stored:
            free = (free - len(stored)) & ~1
            made[free : free + len(stored)] = stored
            made[4 * (len(entries) + 1) + size * index] = free // 2
    made[PAGE - 1] = len(entries)
    return bytes(made)


def word_6(
    text: bytes,
    paragraphs: list[tuple[int, bytes]],
    runs: list[tuple[int, bytes]],
    *,
    flags: int = 0,
    fonts: bytes = b"",
    clx: bytes = b"",
    is_mac: bool = False,
    listed: bool = True,
) -> list[Block]:
    main = bytearray(TEXT_AT) + text + bytes(-len(text) % PAGE)
    first = len(main) // PAGE
    main += page([(end, b"\0\0" + stored) for end, stored in paragraphs], 7, True)
    main += page(runs, 1, False)
    struct.pack_into("<HHHHHH", main, 0, 0xA5DC, 104, 0, 0x0C0A, 0, flags)
    main[19] = is_mac
    struct.pack_into("<II", main, 24, TEXT_AT, TEXT_AT + len(text))
    width = 2 if flags & 0x1000 else 1
    struct.pack_into("<i", main, 52, len(text) // width)
    struct.pack_into("<4H", main, 394, first + 1, first, 1, 1)
    index = {
        PAPX: struct.pack("<IIH", TEXT_AT, TEXT_AT + len(text), first) if listed else b"",
        CHPX: struct.pack("<IIH", TEXT_AT, TEXT_AT + len(text), first + 1) if listed else b"",
        FONTS: fonts,
        CLX: clx,
    }
    for pair, stored in index.items():
        struct.pack_into("<II", main, pair, len(main), len(stored))
        main += stored
    data = bytes(main)
    return Reading(read_fib(data), data, data, bytes, DEFAULT).blocks()


def fonts_of(*names: tuple[str, int]) -> bytes:
    stored = [struct.pack("<BHBB", 0, 400, charset, 0) + name.encode() + b"\0" for name, charset in names]
    return b"\0\0" + b"".join(bytes([len(font)]) + font for font in stored)


def texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def table_of(edges: list[int], flags: list[int]) -> bytes:
    operand = bytes([len(flags)]) + struct.pack(f"<{len(edges)}h", *edges)
    operand += b"".join(struct.pack("<H8x", flag) for flag in flags)
    return b"\xbe" + struct.pack("<H", len(operand) + 1) + operand


@pytest.mark.parametrize("listed", [True, False])
def test_a_table_with_merged_cells(listed: bool) -> None:
    text = b"a\x07\x07c\x07\x07d\x07e\x07f\x07\x07fin\r"
    end = IN_TABLE + ROW_END
    paragraphs = [
        (2, IN_TABLE), (3, IN_TABLE), (5, IN_TABLE), (6, end + table_of([0, 900, 1800, 2700], [1, 2, 0])),
        (8, IN_TABLE), (10, IN_TABLE), (12, IN_TABLE), (13, end + table_of([0, 900, 1800, 2700], [0, 0, 0])),
        (17, b""),
    ]  # fmt: skip
    blocks = word_6(text, paragraphs, [(17, b"")], listed=listed)
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert [(c.row, c.column, c.column_span, c.text) for c in table.cells] == [
        (0, 0, 2, "a"), (0, 2, 1, "c"), (1, 0, 1, "d"), (1, 1, 1, "e"), (1, 2, 1, "f"),
    ]  # fmt: skip
    assert table.confidence < 1
    assert texts(blocks) == ["fin"]


def test_text_in_the_code_page_of_its_font() -> None:
    fonts = fonts_of(("Arial", 0), ("Arial Cyr", 204), ("Symbol", 2))
    text = "año ".encode("cp1252") + "год ".encode("cp1251") + b"\xb3 5\r"
    runs = [(4, b""), (8, bytes([FONT, 1, 0])), (9, bytes([FONT, 2, 0])), (12, BOLD)]
    assert texts(word_6(text, [(12, b"")], runs, fonts=fonts)) == ["año год ≥ 5"]


def test_text_of_a_macintosh() -> None:
    text = "año – «sí»\r".encode("mac_roman")
    assert texts(word_6(text, [(len(text), b"")], [(len(text), b"")], is_mac=True)) == ["año – «sí»"]


def test_text_of_two_bytes() -> None:
    text = "東京\r".encode("utf-16-le")
    assert texts(word_6(text, [(6, b"")], [(6, b"")], flags=0x1000)) == ["東京"]


def test_a_file_saved_fast() -> None:
    text = b"mundo\rhola \r"
    pieces = [(6, 5), (0, 6), (11, 1)]
    at, positions, stored = 0, [0], b""
    for start, length in pieces:
        at += length
        positions.append(at)
        stored += struct.pack("<HIH", 0, TEXT_AT + start, 0x55 << 1 | 1 << 8)
    table = struct.pack("<4I", *positions) + stored
    clx = b"\x02" + struct.pack("<I", len(table)) + table
    (block,) = word_6(text, [(6, b""), (12, b"")], [(12, b"")], flags=4, clx=clx)
    assert isinstance(block, Paragraph)
    assert (block.text, block.is_bold) == ("hola mundo", True)


def test_pages_that_cannot_be_read_leave_the_text(write: Any) -> None:
    main, table = write.file().add("uno\r").add("dos\r").streams()
    broken = bytearray(main)
    for number in (3, 4):
        broken[number * PAGE + PAGE - 1] = 0xFF
    data = bytes(broken)
    reading = Reading(read_fib(data), data, table, bytes, DEFAULT)
    assert texts(reading.blocks()) == ["uno", "dos"]
    assert [problem.message("en") for problem in reading.problems] == [
        "A part of the file is damaged (FKP): the rest was read; compare with the original."
    ]
