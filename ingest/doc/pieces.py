"""The piece table: which bytes of the file are which characters of the text ([MS-DOC] 2.4.1, 2.8.35, 2.9.38).

A document saved fast is a list of pieces that lie anywhere in the stream, each with characters of one byte
(code page 1252) or two (UTF-16), each with a modifier of its own (Prm) on top of the formatting stored.
"""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass
from typing import NamedTuple

from ingest.doc.binary import part, plc, u16, u32
from ingest.doc.fib import Fib
from ingest.doc.word6 import SPRMS, translate

_LOST = "\0"
_FAST_SAVE_FACTOR = 4
"""Most characters that pieces may name, as a multiple of the stream's bytes: pieces that share bytes are
legal but rare, and without a bound a small file could fill the memory."""


class Piece(NamedTuple):
    start: int
    """Position (CP) of its first character in the text."""
    end: int
    offset: int
    """Byte of its first character in the WordDocument stream."""
    width: int
    """Bytes per character: 1 or 2."""
    modifier: bytes
    """The grpprl that its Prm stands for, in the sprms of Word 97."""


@dataclass(frozen=True, slots=True)
class Text:
    """All characters of the file, one Python character per CP (a surrogate pair stays two)."""

    characters: str
    pieces: tuple[Piece, ...]
    is_whole: bool
    """False where pieces reach beyond the stream or contradict each other."""


def read_text(fib: Fib, main: bytes, table: bytes) -> Text:
    """The text by the piece table; Word 6.0 and 95 files that were not saved fast have it in one piece."""
    clx = fib.find(table, "clx")
    pieces: tuple[Piece, ...] = ()
    if not fib.is_old or fib.is_complex:
        pieces = _pieces(clx, fib)
    if not pieces and (fib.is_old or sum(fib.counts) > 0):
        pieces = _single_piece(fib)
    parts: list[str] = []
    kept: list[Piece] = []
    at, is_whole, allowance = 0, bool(pieces), _FAST_SAVE_FACTOR * len(main)
    for piece in pieces:
        length = min(piece.end - piece.start, allowance)
        stored = part(main, piece.offset, length * piece.width)
        got = len(stored) // piece.width
        is_whole = is_whole and got == piece.end - piece.start
        if got:
            kept.append(piece._replace(start=at, end=at + got))
            parts.append(_decode(stored, piece.width, fib.is_old))
        # what is lost keeps its room, so that all that follows keeps its position
        parts.append(_LOST * (length - got))
        allowance -= length
        at += length
    return Text("".join(parts), tuple(kept), is_whole)


def _decode(stored: bytes, width: int, is_old: bool) -> str:
    if width == 1:
        # the code page of Word 6.0 and 95 depends on the font: those bytes are decoded run by run
        return stored.decode("latin-1") if is_old else stored.decode("cp1252", "replace")
    stored = stored[: len(stored) & ~1]
    decoded = stored.decode("utf-16-le", "surrogatepass")
    if 2 * len(decoded) == len(stored):
        return decoded
    units = array("H", stored)
    return "".join(map(chr, units))


def _single_piece(fib: Fib) -> tuple[Piece, ...]:
    """The text where a file without piece table has it: from fcMin on."""
    total = sum(fib.counts)
    stored = max(0, fib.text_end - fib.text_start)
    is_wide = fib.is_wide if fib.is_old else stored >= 2 * total
    width = 2 if is_wide else 1
    return (Piece(0, total or stored // width, fib.text_start, width, b""),)


def _pieces(clx: bytes, fib: Fib) -> tuple[Piece, ...]:
    changes: list[bytes] = []
    at = 0
    while at + 3 <= len(clx) and clx[at] == 1:
        size = u16(clx, at + 1)
        change = clx[at + 3 : at + 3 + size]
        changes.append(translate(change) if fib.is_old else change)
        at += 3 + size
    if at + 5 > len(clx) or clx[at] != 2:
        return ()
    positions, stored = plc(part(clx, at + 5, u32(clx, at + 1)), 8)
    pieces: list[Piece] = []
    for start, end, pcd in zip(positions, positions[1:], stored, strict=False):
        if end <= start:
            continue
        where, prm = struct.unpack_from("<IH", pcd, 2)
        modifier = _modifier(prm, changes)
        if fib.is_old:
            pieces.append(Piece(start, end, where, 2 if fib.is_wide else 1, modifier))
        elif where & 0x40000000:
            pieces.append(Piece(start, end, (where & 0x3FFFFFFF) >> 1, 1, modifier))
        else:
            pieces.append(Piece(start, end, where & 0x3FFFFFFF, 2, modifier))
    return tuple(pieces)


def _modifier(prm: int, changes: list[bytes]) -> bytes:
    """What a Prm stands for: one sprm with a one-byte operand, or the number of a grpprl of the Clx."""
    if not prm:
        return b""
    if prm & 1:
        index = prm >> 1
        return changes[index] if index < len(changes) else b""
    sprm = SPRMS.get(prm >> 1 & 0x7F)
    # Prm0 numbers its sprms as Word 6.0 did
    return struct.pack("<HB", sprm.code, prm >> 8) if sprm and sprm.code and sprm.size == 1 else b""
