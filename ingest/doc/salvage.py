"""What is left of a compound file whose directory is lost: its streams by their sectors ([MS-CFB] 2.2, 2.3).

A cut download keeps its beginning: the header, often the sector chains, and the WordDocument stream, which is
recognized by its first bytes. The table stream is recognized by the piece table that the FIB expects in it.
"""

from __future__ import annotations

import struct
from itertools import islice
from typing import NamedTuple

from ingest.doc.binary import part, plc, u16, u32
from ingest.doc.fib import Fib, read_fib
from ingest.errors import Unreadable

_LAST_SECTOR = 0xFFFFFFFA
_MAGICS = (b"\xec\xa5", b"\xdc\xa5", b"\xdb\xa5")
_MOST_TRIED = 8
_SMALL_SECTOR, _MOST_SMALL = 64, 1 << 17
"""Sectors of streams below 4096 bytes, and the most of a stream of such that is searched."""
_FIRST_FAT = 76
_FAT_IN_HEADER = 109


class Salvaged(NamedTuple):
    main: bytes
    """The WordDocument stream, as far as it goes."""
    table: bytes
    """The table stream, empty where it is lost."""


def salvage(data: bytes) -> Salvaged | None:
    """The streams of a Word document in a broken compound file; ``None`` where no WordDocument is found."""
    size = 1 << u16(data, 30)
    if size not in (512, 4096):
        size = 512
    chains = _chains(data, size)
    starts = (at for at in range(size, len(data), size) if data[at : at + 2] in _MAGICS)
    for start in islice(starts, _MOST_TRIED):
        sector = start // size - 1
        main = _joined(data, chains[sector], size) if sector in chains else data[start:]
        try:
            fib = read_fib(main)
        except Unreadable:
            continue
        if fib.is_old or fib.is_encrypted:
            return Salvaged(main, main if fib.is_old else b"")
        return Salvaged(main, _table_stream(data, chains, size, fib))
    return None


def _chains(data: bytes, size: int) -> dict[int, list[int]]:
    """The chains of sectors that the allocation table still tells, by their first sector."""
    table: list[int] = []
    count = min(u32(data, 44), _FAT_IN_HEADER)
    for index in range(count):
        raw = part(data, size * (u32(data, _FIRST_FAT + 4 * index) + 1), size)
        table += struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) & ~3])
        if len(raw) < size:
            break
    followers = {after for after in table if after < _LAST_SECTOR}
    found: dict[int, list[int]] = {}
    taken: set[int] = set()
    for first in range(min(len(table), len(data) // size)):
        if first in followers or table[first] in (0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFC):
            continue
        chain, sector = [], first
        while sector < len(table) and sector not in taken:
            taken.add(sector)
            chain.append(sector)
            sector = table[sector]
        found[first] = chain
    return found


def _joined(data: bytes, chain: list[int], size: int) -> bytes:
    """The bytes of a chain up to the first sector that is lost."""
    parts = []
    for sector in chain:
        raw = data[size * (sector + 1) : size * (sector + 2)]
        parts.append(raw)
        if len(raw) < size:
            break
    return b"".join(parts)


def _table_stream(data: bytes, chains: dict[int, list[int]], size: int, fib: Fib) -> bytes:
    """The chain that holds a piece table of the right length where the FIB says it stands; in the stream of
    small streams, from any of its sectors on."""
    at, length = fib.places["clx"]
    for chain in chains.values():
        stream = _joined(data, chain, size)
        shifts = range(0, len(stream), _SMALL_SECTOR) if len(stream) <= _MOST_SMALL else range(1)
        for shift in shifts:
            if stream[shift + at : shift + at + 1] == b"\x02" and _is_clx(
                part(stream, shift + at, length), fib
            ):
                return stream[shift:]
    return b""


def _is_clx(clx: bytes, fib: Fib) -> bool:
    positions, _ = plc(part(clx, 5, u32(clx, 1)), 8)
    return len(positions) > 1 and positions[0] == 0 and positions[-1] >= sum(fib.counts)
