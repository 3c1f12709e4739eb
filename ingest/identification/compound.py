"""Compound files (OLE2): which program's, by the streams that they hold.

Structure after [MS-CFB] 2.2 to 2.6; the directory is read here rather than through a library, since a look
at names and first bytes must also work on a file that is cut or broken, and never fail. Whatever an offset
points outside the file is taken as absent; chains are followed no further than the file has sectors.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.identification.kinds import Identification, known_as

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")

_HEADER_FAT_SECTORS = 109
_LAST_SECTOR = 0xFFFFFFFA
"""Sector numbers from here on mean end of chain, free, and the like."""
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_NO_ENTRY = 0xFFFFFFFF
_MOST_DIRECTORY = 16 << 20
"""Bytes of directory: 131,072 entries."""
_MINI_CUTOFF = 4096
_MINI_SECTOR = 64

_BY_STREAM = {
    "EncryptedPackage": "docx-encrypted",
    "PowerPoint Document": "ppt",
    "__properties_version1.0": "msg",
    "PerfectOffice_MAIN": "wordperfect-compound",
    "StarWriterDocument": "staroffice",
    "\x05HwpSummaryInformation": "hangul",
    "VisioDocument": "visio",
    "MatOST": "works",
    "Catalog": "thumbs",
}
_BY_USER_TYPE = {b"Microsoft Works\0": "works-4", b"Quill96 Story Group Class\0": "works-6"}
"""What the CompObj stream calls the program ([MS-OLEDS] 2.3.8)."""

_FIB = re.compile(b"[\xec\xdc]\xa5.[\x00\x01].{8}", re.DOTALL)
"""Start of a FIB ([MS-DOC] 2.5.2): ``wIdent`` of Word 97 or Word 6.0, ``nFib``, up to the flags."""
_WORD_IDENTS = frozenset({0xA5, 0xA6})
"""High byte of ``wIdent``; far-eastern versions have A6 where the others have A5."""
_WORD_97 = 0x00C0
_TEMPLATE_FLAG = 1 << 0
_ENCRYPTED_FLAG = 1 << 8
_BIFF_VERSIONS = {0x0600: "xls", 0x0500: "xls-5"}


@dataclass(frozen=True, slots=True)
class Stream:
    name: str
    first_sector: int
    size: int


class CompoundFile:
    """The streams of a compound file's root storage, upper and lower case alike, and a look at their starts.

    Memory: the sector table (a 128th of the file) and at most 16 MiB each of directory and mini table.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        header = data[:512].ljust(512, b"\0")
        shift = struct.unpack_from("<H", header, 30)[0]
        self._sector = 1 << shift if shift in (9, 12) else 512
        directory, mini_fat = struct.unpack_from("<L", header, 48)[0], struct.unpack_from("<L", header, 60)[0]
        self._fat = self._sector_table(header)
        self._mini_fat = self._chained(mini_fat, _MOST_DIRECTORY)
        self._mini_stream = 0
        self._streams = {
            stream.name.lower(): stream
            for stream in self._root_streams(self._chained(directory, _MOST_DIRECTORY))
        }

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._streams

    def __len__(self) -> int:
        return len(self._streams)

    def start(self, name: str, length: int) -> bytes:
        """At most the first ``length`` bytes of a root stream."""
        stream = self._streams.get(name.lower())
        if stream is None:
            return b""
        length = min(length, stream.size)
        if stream.size >= _MINI_CUTOFF:
            return self._chained(stream.first_sector, length)[:length]
        return self._mini_chained(stream.first_sector, length)[:length]

    def _sector_table(self, header: bytes) -> bytes:
        numbers = list(struct.unpack_from(f"<{_HEADER_FAT_SECTORS}L", header, 76))
        per_sector = self._sector // 4
        following = struct.unpack_from("<L", header, 68)[0]
        most = len(self._data) // self._sector // per_sector + 1
        while following < _LAST_SECTOR and len(numbers) <= most:
            block = self._sector_bytes(following)
            if len(block) < self._sector:
                break
            *more, following = struct.unpack(f"<{per_sector}L", block)
            numbers += more
        used = [number for number in numbers if number < _LAST_SECTOR][:most]
        return b"".join(self._sector_bytes(number).ljust(self._sector, b"\xff") for number in used)

    def _sector_bytes(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        return self._data[start : start + self._sector]

    def _chain(self, sector: int, table: bytes) -> Iterator[int]:
        for _ in range(len(table) // 4 + 1):
            if sector >= _LAST_SECTOR:
                return
            yield sector
            if (sector + 1) * 4 > len(table):
                return
            sector = struct.unpack_from("<L", table, sector * 4)[0]

    def _chained(self, sector: int, most: int) -> bytes:
        """The bytes of a chain of sectors, whole sectors, at least ``most`` bytes where there are as many."""
        pieces: list[bytes] = []
        length = 0
        for number in self._chain(sector, self._fat):
            piece = self._sector_bytes(number)
            if not piece or length >= most:
                break
            pieces.append(piece)
            length += len(piece)
        return b"".join(pieces)

    def _mini_chained(self, sector: int, most: int) -> bytes:
        container = list(self._chain(self._mini_stream, self._fat))
        pieces: list[bytes] = []
        for number in self._chain(sector, self._mini_fat):
            index, offset = divmod(number * _MINI_SECTOR, self._sector)
            if index >= len(container) or len(pieces) * _MINI_SECTOR >= most:
                break
            pieces.append(self._sector_bytes(container[index])[offset : offset + _MINI_SECTOR])
        return b"".join(pieces)

    def _root_streams(self, directory: bytes) -> Iterator[Stream]:
        """The streams directly under the root: those of embedded objects stand in storages of their own."""
        if len(directory) < _ENTRY or directory[66] != _ROOT:
            return
        self._mini_stream = struct.unpack_from("<L", directory, 116)[0]
        seen: set[int] = set()
        waiting = [struct.unpack_from("<L", directory, 76)[0]]
        while waiting:
            number = waiting.pop()
            at = number * _ENTRY
            if number == _NO_ENTRY or number in seen or at + _ENTRY > len(directory):
                continue
            seen.add(number)
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            left, right = struct.unpack_from("<2L", directory, at + 68)
            waiting += (left, right)
            if kind == _STREAM:
                name = directory[at : at + min(length, 64)].decode("utf-16-le", "replace").rstrip("\0")
                first, size = struct.unpack_from("<2L", directory, at + 116)
                yield Stream(name, first, size)


def identify_compound(data: bytes) -> Identification:
    """What a compound file is by its root streams, or, where its directory is lost, by its first sector."""
    key = _by_streams(CompoundFile(data))
    if key is None:
        return known_as(_without_directory(data))
    if key == "compound":
        found = _without_directory(data)
        key = key if found == "compound-cut" else found
    return known_as(key)


def _by_streams(file: CompoundFile) -> str | None:
    if not len(file):
        return None
    if "EncryptedPackage" in file:
        return "docx-encrypted"
    if "WordDocument" in file:
        return _word(file.start("WordDocument", 12))
    for name in ("Workbook", "Book"):
        if name in file:
            return _excel(file.start(name, 6))
    user_type = file.start("\x01CompObj", 1024)
    for mark, key in _BY_USER_TYPE.items():
        if mark in user_type:
            return key
    if file.start("CONTENTS", 4) == b"CHNK":
        return "works"
    return next((key for name, key in _BY_STREAM.items() if name in file), "compound")


def _without_directory(data: bytes) -> str:
    """Most programs write their main stream first, into the first sector or soon behind: a Word stream shows
    its FIB at the start of a sector."""
    if data[512:514] == b"\x09\x08":
        return _excel(data[512:518])
    for fib in _FIB.finditer(data):
        if fib.start() % 512 == 0:
            return _word(fib[0])
    return "compound-cut"


def _word(fib: bytes) -> str:
    if len(fib) < 12 or fib[1] not in _WORD_IDENTS:
        return "doc-unsure"
    version, flags = struct.unpack_from("<H", fib, 2)[0], struct.unpack_from("<H", fib, 10)[0]
    if version < _WORD_97:
        return "doc-6"
    if flags & _ENCRYPTED_FLAG:
        return "doc-encrypted"
    return "dot" if flags & _TEMPLATE_FLAG else "doc"


def _excel(start: bytes) -> str:
    if len(start) < 6 or start[:2] != b"\x09\x08":
        return "xls-unsure"
    return _BIFF_VERSIONS.get(struct.unpack_from("<H", start, 4)[0], "xls-unsure")
