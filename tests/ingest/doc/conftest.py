"""A small writer of Word binary streams, so that each test can hold the one structure that it is about."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import pytest

from ingest.doc.fib import read_fib
from ingest.doc.reader import Reading
from ingest.document import Block, Cell, Table
from ingest.limits import DEFAULT, Limits

PAGE = 512
TEXT_AT = 1024
Runs = str | list[tuple[str, bytes]]

PARTS = {
    "stsh": 1, "footnote_refs": 2, "footnote_text": 3, "sections": 6, "headers": 11, "chpx": 12, "papx": 13,
    "fonts": 15, "dop": 31, "clx": 33, "shapes": 40, "endnote_refs": 46, "endnote_text": 47, "drawings": 50,
    "text_boxes": 56, "lists": 73, "list_overrides": 74,
}  # fmt: skip


def sprm(code: int, value: int | bytes) -> bytes:
    """A sprm of Word 97 with its operand; bytes are preceded by their length where the code asks for it."""
    head = struct.pack("<H", code)
    if isinstance(value, bytes):
        return head + (bytes([len(value)]) if code >> 13 == 6 else b"") + value
    size = (1, 1, 2, 4, 2, 2, 0, 3)[code >> 13]
    return head + (value & (1 << 8 * size) - 1).to_bytes(size, "little")


def plc(positions: list[int], items: list[bytes]) -> bytes:
    return struct.pack(f"<{len(positions)}I", *positions) + b"".join(items)


def row_definition(edges: list[int], flags: list[int] | None = None) -> bytes:
    """sprmTDefTable: cell edges in twips, and the flags of each cell."""
    cells = flags or [0] * (len(edges) - 1)
    operand = bytes([len(edges) - 1]) + struct.pack(f"<{len(edges)}h", *edges)
    operand += b"".join(struct.pack("<H", flag).ljust(20, b"\0") for flag in cells)
    return struct.pack("<HH", 0xD608, len(operand) + 1) + operand


@dataclass
class WordFile:
    """The text of a document paragraph by paragraph, and what else stands in its table stream."""

    parts: dict[str, bytes] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    """Characters of the stories after the main text, by their number."""
    data: bytes = b""
    width: int = 2
    _text: str = ""
    _paragraphs: list[tuple[int, bytes]] = field(default_factory=list)
    _runs: list[tuple[int, bytes]] = field(default_factory=list)

    def add(self, text: Runs, *sprms: bytes, style: int = 0) -> WordFile:
        """A paragraph with its mark; its text is a string or runs with their character sprms."""
        for run, looks in [(text, b"")] if isinstance(text, str) else text:
            self._text += run
            self._runs.append((len(self._text), looks))
        self._paragraphs.append((len(self._text), struct.pack("<H", style) + b"".join(sprms)))
        return self

    def row(
        self, cells: list[Runs], edges: list[int], flags: list[int] | None = None, *more: bytes
    ) -> WordFile:
        """A table row of one level: a paragraph per cell, and the mark that ends the row."""
        for cell in cells:
            runs = [(cell, b"")] if isinstance(cell, str) else cell
            self.add([*runs[:-1], (runs[-1][0] + "\x07", runs[-1][1])], sprm(0x2416, 1))
        self.add("\x07", sprm(0x2416, 1), sprm(0x2417, 1), row_definition(edges, flags), *more)
        return self

    @property
    def length(self) -> int:
        return len(self._text)

    def streams(self) -> tuple[bytes, bytes]:
        """The WordDocument and the table stream."""
        encoded = self._text.encode("utf-16-le" if self.width == 2 else "cp1252", "surrogatepass")
        main = bytearray(TEXT_AT) + encoded
        main += bytes(-len(main) % PAGE)
        parts = dict(self.parts)
        for name, entries in (("papx", self._paragraphs), ("chpx", self._runs)):
            first = len(main) // PAGE
            pages = self._pages(entries, 13 if name == "papx" else 1)
            starts = [struct.unpack_from("<I", page)[0] for page in pages]
            end = TEXT_AT + self.width * self.length
            numbers = [struct.pack("<I", first + index) for index in range(len(pages))]
            parts[name] = plc([*starts, end], numbers)
            main += b"".join(pages)
        where = TEXT_AT if self.width == 2 else TEXT_AT * 2 | 0x40000000
        piece = plc([0, self.length], [struct.pack("<HIH", 0, where, 0)])
        parts.setdefault("clx", b"\x02" + struct.pack("<I", len(piece)) + piece)
        table = bytearray()
        places = {}
        for name, content in parts.items():
            places[name] = (len(table), len(content))
            table += content
        self._head(main, places)
        return bytes(main), bytes(table)

    def _pages(self, entries: list[tuple[int, bytes]], size: int) -> list[bytes]:
        pages: list[bytes] = []
        held: list[tuple[int, int, bytes]] = []
        before = 0

        def packed() -> bytes | None:
            page = bytearray(PAGE)
            count = len(held)
            offsets = [TEXT_AT + self.width * held[0][0], *(TEXT_AT + self.width * end for _, end, _ in held)]
            struct.pack_into(f"<{count + 1}I", page, 0, *offsets)
            free, low = PAGE - 1, 4 * (count + 1) + size * count
            for index, (_, _, stored) in enumerate(held):
                if size == 13:
                    if len(stored) & 1:
                        stored = bytes([(len(stored) + 1) // 2]) + stored
                    else:
                        stored = bytes([0, len(stored) // 2]) + stored
                elif stored:
                    stored = bytes([len(stored)]) + stored
                if stored:
                    free = (free - len(stored)) & ~1
                    if free < low:
                        return None
                    page[free : free + len(stored)] = stored
                    page[4 * (count + 1) + size * index] = free // 2
            page[PAGE - 1] = count
            return bytes(page)

        for end, stored in entries:
            held.append((before, end, stored))
            before = end
            if packed() is None or len(held) > 25:
                last = held.pop()
                made = packed()
                assert made is not None
                pages.append(made)
                held = [last]
        made = packed()
        assert made is not None
        return [*pages, made]

    def _head(self, main: bytearray, places: dict[str, tuple[int, int]]) -> None:
        struct.pack_into("<HHHHHH", main, 0, 0xA5EC, 0xC1, 0, 0x0C0A, 0, 0x1200)
        struct.pack_into("<II", main, 24, TEXT_AT, TEXT_AT + self.width * self.length)
        struct.pack_into("<H", main, 32, 14)
        struct.pack_into("<H", main, 62, 22)
        apart = sum(self.counts.values())
        counts = [self.length - apart, *(self.counts.get(number, 0) for number in range(1, 8))]
        struct.pack_into("<8i", main, 76, *counts)
        struct.pack_into("<H", main, 152, 93)
        for name, (offset, length) in places.items():
            struct.pack_into("<II", main, 154 + 8 * PARTS[name], offset, length)

    def reading(self, limits: Limits = DEFAULT) -> Reading:
        main, table = self.streams()
        return Reading(read_fib(main), main, table, partial(bytes, self.data), limits)

    def blocks(self, limits: Limits = DEFAULT) -> list[Block]:
        return self.reading(limits).blocks()

    def texts(self) -> list[str]:
        """The text of each block that is no table."""
        return [block.text for block in self.blocks() if not isinstance(block, Table)]

    def tables(self) -> list[Table]:
        return [block for block in self.blocks() if isinstance(block, Table)]

    def cells(self) -> list[tuple[int, int, int, int, str]]:
        """Row, column, spans and text of each cell of the first table."""
        return [placed(cell) for cell in self.tables()[0].cells]


def placed(cell: Cell) -> tuple[int, int, int, int, str]:
    return cell.row, cell.column, cell.row_span, cell.column_span, cell.text


@dataclass(frozen=True)
class Writer:
    """What tests build with."""

    file: Callable[..., WordFile]
    sprm: Callable[[int, int | bytes], bytes]
    plc: Callable[[list[int], list[bytes]], bytes]
    row_definition: Callable[..., bytes]


@pytest.fixture(scope="session")
def write() -> Writer:
    return Writer(WordFile, sprm, plc, row_definition)


def style(built_in: int, base: int, paragraph: bytes = b"", character: bytes = b"", kind: int = 1) -> bytes:
    """A style (STD) with its length before it; ``built_in`` is its sti, 0xFFE for one of the user's."""
    lists = [b"\0\0" + paragraph, character] if kind == 1 else [character]
    std = struct.pack("<HHHHH", built_in, kind | base << 4, len(lists), 0, 0) + struct.pack(
        "<HHH", 1, 0x41, 0
    )
    for stored in lists:
        std += bytes(len(std) & 1) + struct.pack("<H", len(stored)) + stored
    return struct.pack("<H", len(std)) + std + bytes(len(std) & 1)


def style_sheet(*styles: bytes) -> bytes:
    head = struct.pack("<HHHHHHHHH", len(styles), 10, 0, 91, 15, 0, 0, 0, 0)
    return struct.pack("<H", len(head)) + head + b"".join(styles)


NO_BASE = 0xFFF


@pytest.fixture
def styled() -> Callable[[], WordFile]:
    """Files whose styles are: 0 normal, 1 heading 2, 2 caption, 3 bold text, 4 the emphasis of characters,
    5 a heading of the user's on top of 1, 6 and 7 that build on each other, 8 the title."""
    sheet = style_sheet(
        style(0, NO_BASE),
        style(2, 0),
        style(34, 0),
        style(0xFFE, 0, character=sprm(0x0835, 1)),
        style(0xFFE, NO_BASE, character=sprm(0x0835, 1), kind=2),
        style(0xFFE, 1),
        style(0xFFE, 7),
        style(0xFFE, 6),
        style(62, 0),
    )
    return lambda: WordFile({"stsh": sheet})


@dataclass(frozen=True)
class Sheets:
    style: Callable[..., bytes]
    of: Callable[..., bytes]


@pytest.fixture(scope="session")
def sheet() -> Sheets:
    """For style sheets of a test's own."""
    return Sheets(style, style_sheet)
