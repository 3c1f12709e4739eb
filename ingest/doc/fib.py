"""The file information block: which Word wrote the file, and where everything stands ([MS-DOC] 2.5; for
Word 6.0 and 95 the "Word 6.0 binary file format" that Microsoft published with its developer library)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from ingest.doc.binary import i16, part, u8, u16, u32
from ingest.errors import Unreadable
from ingest.problems import problem

WORD_6 = 101
WORD_95 = 104
WORD_97 = 105
"""nFib of the first version with two-byte sprms (Word 97 betas wrote 105 to 192, Word 97 itself 193)."""

_ENCRYPTED = 0x0100
_MAGIC = frozenset({0xA5EC, 0xA5DC, 0xA5DB, 0xA697, 0xA698, 0xA699})
_PARTS_97 = {
    "stsh": 1,
    "footnote_refs": 2,
    "footnote_text": 3,
    "sections": 6,
    "headers": 11,
    "chpx": 12,
    "papx": 13,
    "fonts": 15,
    "dop": 31,
    "clx": 33,
    "shapes": 40,
    "header_shapes": 41,
    "drawings": 50,
    "endnote_refs": 46,
    "endnote_text": 47,
    "text_boxes": 56,
    "header_text_boxes": 58,
    "lists": 73,
    "list_overrides": 74,
}
"""Index of each part's (fc, lcb) pair in FibRgFcLcb97."""
_PARTS_6 = {name: 88 + 8 * index for name, index in _PARTS_97.items() if index <= 33} | {
    "endnote_refs": 466,
    "endnote_text": 474,
    "text_boxes": 546,
    "header_text_boxes": 562,
}
"""Offset of each part's (fc, lcb) pair in the FIB of Word 6.0 and 95."""


@dataclass(frozen=True, slots=True)
class Fib:
    """What the reader needs of the file information block. Positions and lengths in bytes, counts in
    characters."""

    version: int
    language: int
    flags: int
    mac: bool
    text_start: int
    """fcMin, fcMac: where the text stands when it is in one piece."""
    text_end: int
    counts: tuple[int, ...]
    """Characters of the stories, in the order in which they follow each other: main text, footnotes,
    headers, macros, annotations, endnotes, text boxes, text boxes of headers."""
    places: dict[str, tuple[int, int]]
    verifier: int = 0
    """lKey: what a password is tried against where the file is obfuscated."""
    pages: tuple[int, int, int, int] = (0, 0, 0, 0)
    """Word 6.0 and 95: first page and number of pages of the CHPX and of the PAPX FKPs."""

    @property
    def is_old(self) -> bool:
        """Word 6.0 or 95: sprms of one byte, text of 8 bits, everything in one stream."""
        return self.version < WORD_97

    @property
    def is_complex(self) -> bool:
        return bool(self.flags & 0x0004)

    @property
    def is_encrypted(self) -> bool:
        return bool(self.flags & _ENCRYPTED)

    @property
    def is_obfuscated(self) -> bool:
        """Encrypted with the XOR cipher, the only one before Word 97."""
        return self.is_encrypted and (self.is_old or bool(self.flags & 0x8000))

    @property
    def plain_head(self) -> int:
        """Bytes at the start of the main stream that are never encrypted."""
        return 0x34 if self.is_old else 0x44

    @property
    def table_stream(self) -> str:
        return "1Table" if self.flags & 0x0200 else "0Table"

    @property
    def other_table_stream(self) -> str:
        """The one that a FIB whose flag is wrong does not name."""
        return "0Table" if self.flags & 0x0200 else "1Table"

    @property
    def is_wide(self) -> bool:
        """Word 6.0 and 95: characters of two bytes (the East Asian editions)."""
        return bool(self.flags & 0x1000)

    def find(self, stream: bytes, name: str) -> bytes:
        """The bytes of a part in the table stream (in the main stream for Word 6.0 and 95)."""
        return part(stream, *self.places.get(name, (0, 0)))


def read_fib(main: bytes, is_opened: bool = False) -> Fib:
    """The file information block at the start of the WordDocument stream; of an encrypted one only what
    stands in the clear, unless it ``is_opened`` by now.

    Raises Unreadable where there is none, or where a Word older than 6.0 wrote it.
    """
    version = u16(main, 2)
    if u16(main, 0) not in _MAGIC or len(main) < 0x60:
        raise Unreadable(problem("damaged", what="FIB"))
    if version < WORD_6:
        raise Unreadable(problem("word_too_old", version=version))
    if u16(main, 10) & _ENCRYPTED and not is_opened:
        return Fib(version, u16(main, 6), u16(main, 10), False, 0, 0, (0,) * 8, {}, u32(main, 14))
    return _word_97(main, version) if version >= WORD_97 else _word_6(main, version)


def _word_97(main: bytes, version: int) -> Fib:
    words = u16(main, 32)  # csw: 16-bit values of FibRgW
    longs_at = 34 + 2 * words + 2
    pairs_at = longs_at + 4 * u16(main, longs_at - 2) + 2
    count = u16(main, pairs_at - 2)
    if len(main) < longs_at + 44 or len(main) < pairs_at + 8 * 34 or count < 34:
        raise Unreadable(problem("damaged", what="FIB"))
    places = {
        name: (u32(main, pairs_at + 8 * index), u32(main, pairs_at + 8 * index + 4))
        for name, index in _PARTS_97.items()
        if index < count
    }
    counts = tuple(max(0, n) for n in struct.unpack_from("<8i", main, longs_at + 12))
    return Fib(
        version, u16(main, 6), u16(main, 10), False, u32(main, 24), u32(main, 28), counts, places
    )  # fmt: skip


def _word_6(main: bytes, version: int) -> Fib:
    if len(main) < 0x194:
        raise Unreadable(problem("damaged", what="FIB"))
    places = {name: (u32(main, offset), u32(main, offset + 4)) for name, offset in _PARTS_6.items()}
    return Fib(
        version,
        u16(main, 6),
        u16(main, 10),
        bool(u8(main, 19) & 1) or i16(main, 20) == 0x100,
        u32(main, 24),
        u32(main, 28),
        tuple(max(0, n) for n in struct.unpack_from("<8i", main, 0x34)),
        places,
        pages=(u16(main, 394), u16(main, 398), u16(main, 396), u16(main, 400)),
    )
