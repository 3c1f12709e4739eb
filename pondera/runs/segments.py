"""Where records are kept until the dataset is made of them, and after: segments, files that only grow.

Each worker writes a segment of its own. An entry holds some documents that were read one after the other:
what is said *about* each (JSON) and the record of all, behind a head with their lengths and a checksum,
written at once; what a killed process left half written at the end is told by its checksum and not looked at.
So the segments alone say what has been read.
"""

from __future__ import annotations

import errno
import json
import os
import secrets
import struct
import zlib
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_HEAD = struct.Struct("<4sIQI")
"""Mark, length of what is said, length of the record, CRC-32 of both."""
MARK = b"PND4"
"""What every entry begins with; another one where other things are said about a document."""
VERSION = f"-{MARK.decode()}"
"""With which the name of a hidden folder ends whose records are of this version (``state.TOKEN``)."""
_MOST_BYTES = 256 << 20
"""After which a worker begins another segment."""
_MOST_OPEN = 32
ENDING = ".segment"


class BrokenRecord(ValueError):
    """Bytes that hold no record: of a file that was cut or changed."""


class NoRoom(OSError):
    """A segment could not be written: the disk is full, or gone. That ends the run, not the document."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where an entry stands, and the how-manieth of its documents is meant (from 0)."""

    segment: str
    offset: int
    length: int
    row: int = 0

    @property
    def next(self) -> Entry:
        """Where the document stands that was read after this one, if it is of the same entry."""
        return Entry(self.segment, self.offset, self.length, self.row + 1)


class SegmentWriter:
    """A worker's way to keep what it has read; ``safe``: each file is on the disk when the next is begun."""

    def __init__(self, folder: Path, *, safe: bool = False) -> None:
        self._folder = folder
        self._safe = safe
        self._name = ""
        self._file = -1
        self._size = 0

    def write(self, about: Sequence[dict[str, Any]], record: bytes) -> Entry:
        """Raises ``NoRoom``; what was half written then is never looked at."""
        return self.copy(framed(about, record))

    def copy(self, entry: bytes) -> Entry:
        """As ``write``, of an entry as it stands in another segment."""
        if self._file < 0 or self._size + len(entry) > _MOST_BYTES:
            self._begin()
        offset = self._size
        try:
            written = os.write(self._file, entry)
        except OSError as refusal:
            self.close()
            raise NoRoom(refusal.errno, refusal.strerror, str(self._folder)) from refusal
        if written < len(entry):
            self.close()
            raise NoRoom(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self._folder))
        self._size += written
        return Entry(self._name, offset, len(entry))

    def flush(self) -> None:
        """Has the system write to the disk what was written to this file."""
        if self._file >= 0:
            os.fsync(self._file)

    def close(self) -> None:
        if self._file >= 0:
            if self._safe:
                self.flush()
            os.close(self._file)
        self._file = -1

    def _begin(self) -> None:
        self.close()
        self._name = secrets.token_hex(8) + ENDING
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_BINARY", 0)
            self._file = os.open(self._folder / self._name, flags, 0o666)
        except OSError as refusal:
            raise NoRoom(refusal.errno, refusal.strerror, str(self._folder)) from refusal
        self._size = 0


class Segments:
    """The segments of a folder, to read. Holds at most a few files open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: OrderedDict[str, int] = OrderedDict()

    def read(self, entry: Entry) -> tuple[list[dict[str, Any]], bytes]:
        """What is said about the documents of an entry, and their record. Raises ``BrokenRecord``."""
        found = parsed(self._data(entry))
        if found is None:
            raise BrokenRecord(f"{entry.segment} at {entry.offset}")
        about, record, _ = found
        return about, record

    def raw(self, entry: Entry) -> bytes:
        """An entry as it stands there. Raises ``BrokenRecord``."""
        data = self._data(entry)
        if _body(data) is None:
            raise BrokenRecord(f"{entry.segment} at {entry.offset}")
        return data

    def entries_after(self, ends: dict[str, int]) -> Iterator[tuple[Entry, dict[str, Any]]]:
        """What the whole entries behind what is known of each segment (name → length) say of each document,
        in every segment there is; each segment is followed up to its end or to where it is broken."""
        for path in sorted(self._folder.glob("*" + ENDING)):
            offset = ends.get(path.name, 0)
            with path.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                while offset + _HEAD.size <= size:
                    file.seek(offset)
                    head = file.read(_HEAD.size)
                    found = parsed(head + file.read(_length(head) - _HEAD.size)) if _length(head) else None
                    if found is None:
                        break
                    said, _, length = found
                    for row, about in enumerate(said):
                        yield Entry(path.name, offset, length, row), about
                    offset += length

    def are_of_another_version(self) -> bool:
        """Whether any was written by a version of Pondera that says other things about a document."""
        for path in self._folder.glob("*" + ENDING):
            with path.open("rb") as file:
                mark = file.read(len(MARK))
            if mark[:3] == MARK[:3] and len(mark) == len(MARK) and mark != MARK:
                return True
        return False

    def sizes(self) -> dict[str, int]:
        return {path.name: path.stat().st_size for path in self._folder.glob("*" + ENDING)}

    def remove(self, segment: str) -> None:
        self._closed(segment)
        (self._folder / segment).unlink(missing_ok=True)

    def close(self) -> None:
        for segment in list(self._open):
            self._closed(segment)

    def _data(self, entry: Entry) -> bytes:
        try:
            return self._bytes(entry)
        except OSError as refusal:
            raise BrokenRecord(f"{entry.segment}: {refusal}") from refusal

    def _bytes(self, entry: Entry) -> bytes:
        file = self._open.get(entry.segment)
        if file is None:
            file = os.open(self._folder / entry.segment, os.O_RDONLY | getattr(os, "O_BINARY", 0))
            self._open[entry.segment] = file
            if len(self._open) > _MOST_OPEN:
                self._closed(next(iter(self._open)))
        self._open.move_to_end(entry.segment)
        os.lseek(file, entry.offset, os.SEEK_SET)
        return os.read(file, entry.length)

    def _closed(self, segment: str) -> None:
        file = self._open.pop(segment, None)
        if file is not None:
            os.close(file)


def framed(about: Sequence[dict[str, Any]], record: bytes) -> bytes:
    """An entry as it stands in a segment."""
    said = json.dumps(about, ensure_ascii=True, separators=(",", ":")).encode()
    return _HEAD.pack(MARK, len(said), len(record), zlib.crc32(record, zlib.crc32(said))) + said + record


def parsed(data: bytes) -> tuple[list[dict[str, Any]], bytes, int] | None:
    """What is said of each document, the record and the whole length of the entry that ``data`` begins with;
    none where it is cut or broken."""
    body = _body(data)
    if body is None:
        return None
    _, said, _, _ = _HEAD.unpack_from(data)
    return json.loads(bytes(body[:said])), bytes(body[said:]), _length(data)


def _body(data: bytes) -> memoryview | None:
    """What follows the head of the entry that ``data`` begins with; none where it is cut or broken."""
    length = _length(data)
    if length == 0 or len(data) < length:
        return None
    body = memoryview(data)[_HEAD.size : length]
    *_, checksum = _HEAD.unpack_from(data)
    return body if zlib.crc32(body) == checksum else None


def _length(data: bytes) -> int:
    """Of the entry whose head ``data`` begins with; 0 where it is none."""
    if len(data) < _HEAD.size or data[:4] != MARK:
        return 0
    _, said, record, _ = _HEAD.unpack_from(data)
    return _HEAD.size + int(said) + int(record)
