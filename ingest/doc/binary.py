"""Reading numbers and tables of numbers from bytes whose offsets and counts cannot be trusted.

Everything here answers with less rather than raise: a structure that reaches beyond its stream is cut there.
All numbers of the Word binary format are little-endian.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence


def u8(data: bytes, offset: int) -> int:
    """The byte at ``offset``, 0 where there is none."""
    return data[offset] if 0 <= offset < len(data) else 0


def u16(data: bytes, offset: int) -> int:
    """The unsigned 16-bit number at ``offset``, 0 where it does not fit."""
    return int.from_bytes(data[offset : offset + 2], "little") if 0 <= offset <= len(data) - 2 else 0


def i16(data: bytes, offset: int) -> int:
    """The signed 16-bit number at ``offset``, 0 where it does not fit."""
    value = u16(data, offset)
    return value - 0x10000 if value & 0x8000 else value


def u32(data: bytes, offset: int) -> int:
    """The unsigned 32-bit number at ``offset``, 0 where it does not fit."""
    return int.from_bytes(data[offset : offset + 4], "little") if 0 <= offset <= len(data) - 4 else 0


def part(stream: bytes, offset: int, length: int) -> bytes:
    """``length`` bytes from ``offset``, cut at the stream's end; empty where the part starts beyond it."""
    if length <= 0 or not 0 <= offset < len(stream):
        return b""
    return stream[offset : offset + length]


def plc(data: bytes, size: int) -> tuple[Sequence[int], list[bytes]]:
    """A PLC ([MS-DOC] 2.8): n + 1 positions of 4 bytes, then n structures of ``size`` bytes each.

    Returns the positions (n + 1 of them, or none) and the structures (n).
    """
    count = (len(data) - 4) // (4 + size) if len(data) >= 4 else 0
    if count <= 0:
        return (), []
    positions = struct.unpack_from(f"<{count + 1}I", data)
    first = 4 * (count + 1)
    return positions, [data[first + size * i : first + size * (i + 1)] for i in range(count)]
