"""The compound file that a Word document lies in ([MS-CFB]), read through olefile."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from io import BytesIO

import olefile

BROKEN = (
    OSError,
    ValueError,
    IndexError,
    KeyError,
    struct.error,
    OverflowError,
    RecursionError,
    AttributeError,
    TypeError,
)
"""What olefile raises on files whose sectors, names or sizes contradict each other."""
_ENTRY, _STATED_SIZE = 128, 0x78
"""Bytes of a directory entry ([MS-CFB] 2.6.1), and where it states the size of its stream."""


@dataclass(slots=True)
class Compound:
    """The streams of a file. ``read`` gives an empty stream where there is none or it cannot be followed."""

    _ole: olefile.OleFileIO
    _overstated: frozenset[str] = frozenset()
    """Streams whose directory entries claim more bytes than the file has."""
    is_whole: bool = True
    """False once a stream was shorter than its directory entry says, or could not be followed."""
    _read: dict[str, bytes] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        try:
            return bool(self._ole.exists(name))
        except BROKEN:
            return False

    def read(self, name: str) -> bytes:
        if name not in self._read:
            self._read[name] = self._stream(name)
        return self._read[name]

    def replace(self, name: str, content: bytes) -> None:
        """From here on, ``read`` answers ``content`` for the stream ``name``."""
        self._read[name] = content

    def _stream(self, name: str) -> bytes:
        if not self.has(name):
            return b""
        try:
            with self._ole.openstream(name) as stream:
                content: bytes = stream.read()
            is_whole = name not in self._overstated and len(content) >= self._ole.get_size(name)
            self.is_whole = self.is_whole and is_whole
        except BROKEN:
            self.is_whole = False
            return b""
        return content


def open_compound(data: bytes) -> Compound | None:
    """The compound file in ``data``, ``None`` where its sectors cannot be followed."""
    try:
        ole = olefile.OleFileIO(BytesIO(data))
        return Compound(ole, _bounded(ole, len(data)))
    except BROKEN:
        return None


def capped(data: bytes) -> bytes:
    """The compound file in ``data`` for libraries that open it themselves: no directory entry states more
    bytes than the file has."""
    try:
        ole = olefile.OleFileIO(BytesIO(data))
    except BROKEN:
        return data
    overstated = [entry.sid for entry in ole.direntries if entry is not None and entry.size > len(data)]
    if not overstated:
        return data
    mended, size = bytearray(data), ole.sector_size
    sectors = [ole.first_dir_sector]
    while 0 <= sectors[-1] < len(ole.fat) and len(sectors) * size <= _ENTRY * len(ole.direntries):
        sectors.append(ole.fat[sectors[-1]])
    for number in overstated:
        sector, offset = divmod(_ENTRY * number, size)
        struct.pack_into("<Q", mended, size * (sectors[sector] + 1) + offset + _STATED_SIZE, len(data))
    return bytes(mended)


def _bounded(ole: olefile.OleFileIO, most: int) -> frozenset[str]:
    """Cuts sizes that directory entries state at ``most``; the names of those that state more. Where sectors
    follow each other in a circle, olefile would else read the circle until the stated size is full."""
    overstated = [entry for entry in ole.direntries if entry is not None and entry.size > most]
    for entry in overstated:
        entry.size = most
    return frozenset(entry.name for entry in overstated)
