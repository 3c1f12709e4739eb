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
_MOST_STREAM = 1 << 30


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


def _bounded(ole: olefile.OleFileIO, most: int) -> frozenset[str]:
    """Cuts sizes that directory entries state at ``most``; the names of those that state more. Where sectors
    follow each other in a circle, olefile would else read the circle until the stated size is full."""
    overstated = [entry for entry in ole.direntries if entry is not None and entry.size > most]
    for entry in overstated:
        entry.size = most
    return frozenset(entry.name for entry in overstated)
