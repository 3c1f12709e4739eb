"""What a zip package says that it holds: its central directory, or its local headers where that is lost.

Structures after the ZIP File Format Specification (PKWARE APPNOTE 6.3.10, sections 4.3 and 4.5.3). Every
offset and count comes from the file and is checked before it is used; nothing is unpacked here.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from itertools import pairwise

LOCAL = b"PK\x03\x04"
CENTRAL = b"PK\x01\x02"
END = b"PK\x05\x06"
END_64 = b"PK\x06\x06"
LOCATOR_64 = b"PK\x06\x07"

STORED = 0
DEFLATED = 8

ENCRYPTED_FLAG = 1
DESCRIPTOR_FLAG = 1 << 3
UTF8_FLAG = 1 << 11

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_NOT_HERE = 0xFFFFFFFF
"""Stands in a 32-bit field whose value is in the zip64 extra field."""
_SIGNATURE = re.compile(b"PK(?:\x03\x04|\x01\x02|\x07\x08)")
_STEP = 1 << 16
_STEP_UNPACKED = 1 << 20
"""Bytes taken and given at a time while a stream of unknown length is measured."""


class DirectoryLost(Exception):
    """The central directory is missing, cut or contradicts itself."""


class TooManyEntries(Exception):
    """The package holds more entries than the caller allows."""

    def __init__(self, entries: int) -> None:
        super().__init__(entries)
        self.entries = entries


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the directory declares it; sizes are in bytes and not to be trusted."""

    name: str
    header: int
    """Offset of its local header."""
    packed: int
    unpacked: int
    crc: int | None
    """CRC-32 of the unpacked bytes; ``None`` where the header leaves it to a descriptor that was not read."""
    method: int = DEFLATED
    flags: int = 0

    @property
    def is_encrypted(self) -> bool:
        return bool(self.flags & ENCRYPTED_FLAG)


def central_entries(data: bytes, most: int) -> list[Entry]:
    """The entries in the order of the central directory, at most ``most``.

    Raises DirectoryLost where the directory cannot be read whole, TooManyEntries past ``most`` (before
    they are read: memory stays bounded by ``most`` entries).
    """
    at = data.rfind(END, max(0, len(data) - _END.size - 0xFFFF))
    if at < 0 or at + _END.size > len(data):
        raise DirectoryLost
    _, _, _, _, count, size, offset, _ = _END.unpack_from(data, at)
    end = at
    locator = at - _LOCATOR_64.size
    if (count == 0xFFFF or _NOT_HERE in (size, offset)) and data[max(0, locator) : at][:4] == LOCATOR_64:
        wide = data.rfind(END_64, 0, locator)
        if wide < 0 or wide + _END_64.size > locator:
            raise DirectoryLost
        count, size, offset = _END_64.unpack_from(data, wide)[7:]
        end = wide
    start = end - size
    shift = start - offset
    """How far the package begins behind the file's first byte (bytes put before it shift every offset)."""
    if start < 0 or shift < 0:
        raise DirectoryLost
    if shift and data.startswith(LOCAL):
        raise DirectoryLost  # this is the directory of a package stored inside this one
    if size < count * _CENTRAL.size:
        raise DirectoryLost
    if count > most:
        raise TooManyEntries(count)
    entries: list[Entry] = []
    while start < end:
        if len(entries) == most:
            raise TooManyEntries(most + 1)
        entry, start = _central_entry(data, start, end, shift)
        entries.append(entry)
    if len(entries) != count:
        raise DirectoryLost
    return entries


def _central_entry(data: bytes, at: int, end: int, shift: int) -> tuple[Entry, int]:
    if at + _CENTRAL.size > end:
        raise DirectoryLost
    (magic, _, _, flags, method, _, _, crc, packed, unpacked, name, extra, comment, _, _, _, header) = (
        _CENTRAL.unpack_from(data, at)
    )
    stop = at + _CENTRAL.size + name + extra + comment
    if magic != CENTRAL or stop > end:
        raise DirectoryLost
    at += _CENTRAL.size
    raw_name = data[at : at + name]
    unpacked, packed, header = _widened(data[at + name : at + name + extra], (unpacked, packed, header))
    return Entry(part_name(raw_name, flags), header + shift, packed, unpacked, crc, method, flags), stop


def _widened(extra: bytes, fields: tuple[int, int, int]) -> tuple[int, ...]:
    """The sizes and the offset with those that stand in the zip64 extra field (0x0001) put in."""
    wide: list[int] = []
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, at)
        if tag == 1:
            body = extra[at + 4 : at + 4 + length]
            wide = [value for (value,) in struct.iter_unpack("<Q", body[: len(body) // 8 * 8])]
            break
        at += 4 + length
    values = iter(wide)
    return tuple(next(values, field) if field == _NOT_HERE else field for field in fields)


def part_name(raw: bytes, flags: int) -> str:
    """An entry's name with ``/`` between folders and none before the first: some writers use ``\\``."""
    name = raw.decode("utf-8", "replace") if flags & UTF8_FLAG else _legacy_name(raw)
    return name.replace("\\", "/").lstrip("/")


def _legacy_name(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp437")


def data_start(data: bytes, entry: Entry) -> int | None:
    """Offset of an entry's packed bytes, ``None`` where no local header stands at its place."""
    at = entry.header
    if at < 0 or at + _LOCAL.size > len(data) or data[at : at + 4] != LOCAL:
        return None
    name, extra = struct.unpack_from("<2H", data, at + 26)
    start: int = at + _LOCAL.size + name + extra
    return start if start <= len(data) else None


def is_at_its_place(data: bytes, entry: Entry) -> bool:
    """Whether a local header of the same name stands where the directory says."""
    if data_start(data, entry) is None:
        return False
    flags = struct.unpack_from("<H", data, entry.header + 6)[0]
    length = struct.unpack_from("<H", data, entry.header + 26)[0]
    start = entry.header + _LOCAL.size
    return part_name(data[start : start + length], flags) == entry.name


def overlapping(entries: list[Entry]) -> list[Entry]:
    """The entries whose packed bytes run into the next one's header: none in an honest package, one or two
    where the directory is damaged, nearly all in a bomb whose entries share one stream."""
    spans = sorted(entries, key=lambda entry: entry.header)
    return [
        entry
        for entry, following in pairwise(spans)
        if entry.header + _LOCAL.size + entry.packed > following.header
    ]


def scanned_entries(data: bytes, most: int, most_bytes: int) -> list[Entry]:
    """What the local headers tell, for a package whose directory is lost: in file order, the last entry
    perhaps cut. Where a header leaves the packed size to a descriptor, the stream is inflated piece by
    piece to find its end; once ``most_bytes`` have gone in or come out that way, the next signature ends a
    stream, so that streams within streams cost no more. Raises TooManyEntries past ``most``."""
    entries: list[Entry] = []
    at = data.find(LOCAL)
    while at >= 0 and at + _LOCAL.size <= len(data):
        _, _, flags, method, _, _, crc, packed, unpacked, name, extra = _LOCAL.unpack_from(data, at)
        raw_name = data[at + _LOCAL.size : at + _LOCAL.size + name]
        start = at + _LOCAL.size + name + extra
        if start > len(data):
            break
        checked: int | None = crc
        is_sure = True
        if flags & DESCRIPTOR_FLAG and not packed:
            packed, unpacked, cost = _measured(data, start, method, most_bytes)
            most_bytes -= cost
            checked = None
        else:
            if packed == _NOT_HERE:
                unpacked, packed, _ = _widened(data[start - extra : start], (unpacked, packed, 0))
            is_sure = data[start + packed : start + packed + 2] == LOCAL[:2]
        if len(entries) == most:
            raise TooManyEntries(most + 1)
        entries.append(Entry(part_name(raw_name, flags), at, packed, unpacked, checked, method, flags))
        if start + packed > len(data):
            break  # cut within this entry: what follows its header lies in it, perhaps a package of its own
        at = data.find(LOCAL, start + packed if is_sure else start)
    return entries


def _measured(data: bytes, start: int, method: int, most_bytes: int) -> tuple[int, int, int]:
    """Packed and unpacked size of the stream at ``start``, found by its own end or by the next signature,
    and the bytes that had to be looked at."""
    by_signature = _next_signature(data, start) - start
    if method != DEFLATED or most_bytes <= 0:
        return by_signature, by_signature, 0
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    view = memoryview(data)
    unpacked = 0
    at = start
    try:
        while not inflate.eof and max(unpacked, at - start) < most_bytes:
            waiting = inflate.unconsumed_tail
            if not waiting:
                waiting = bytes(view[at : at + _STEP])
                at += len(waiting)
            if not waiting:
                break
            unpacked += len(inflate.decompress(waiting, _STEP_UNPACKED))
    except zlib.error:
        return by_signature, unpacked, max(unpacked, at - start)
    packed = at - start - len(inflate.unused_data) - len(inflate.unconsumed_tail)
    return packed, unpacked, max(unpacked, packed)


def _next_signature(data: bytes, start: int) -> int:
    found = _SIGNATURE.search(data, start)
    return found.start() if found else len(data)
