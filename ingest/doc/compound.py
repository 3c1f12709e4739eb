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
            self.is_whole = self.is_whole and len(content) >= self._ole.get_size(name)
        except BROKEN:
            self.is_whole = False
            return b""
        return content


def open_compound(data: bytes) -> Compound | None:
    """The compound file in ``data``, ``None`` where its sectors cannot be followed."""
    try:
        return Compound(olefile.OleFileIO(BytesIO(data)))
    except BROKEN:
        return None
