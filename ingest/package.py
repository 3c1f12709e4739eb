"""Opening a zip package (.docx, .odt) without trusting it.

What a package declares is only a claim. It is refused where it holds more entries than allowed or entries
that share their bytes; each part is unpacked when it is asked for, within bounds that hold while it
inflates, whatever its declared size. A damaged package gives what can be had of it and says so.
"""

from __future__ import annotations

import zlib

from ingest.errors import Unreadable
from ingest.limits import MIB, Limits
from ingest.problems import Problem, problem
from ingest.zip_directory import (
    DEFLATED,
    STORED,
    DirectoryLost,
    Entry,
    TooManyEntries,
    central_entries,
    data_start,
    is_at_its_place,
    overlapping,
    scanned_entries,
)

_MOST_MISTAKES = 2
"""Entries whose place or size may be wrong by damage; more that share bytes are there by intent."""
_STEP = 1 << 16
"""Bytes unpacked at a time while a damaged stream is salvaged."""


class Package:
    """The parts of a zip package by name, ``word/document.xml``; upper and lower case are alike, as OPC
    (ECMA-376 part 2, 6.3.5) asks.

    Holds the packed bytes that it was given and its directory, at most ``limits.package_entries`` entries;
    no unpacked part is kept. Raises Unreadable where the package is refused or holds no entry at all.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self._limits = limits
        self._unpacked = 0
        self._problems: dict[Problem, None] = {}
        try:
            entries = self._directory()
        except TooManyEntries as refusal:
            raise Unreadable(
                problem("too_many_entries", entries=refusal.entries, limit=limits.package_entries)
            ) from None
        self._entries: dict[str, Entry] = {}
        for entry in entries:
            if entry.name.endswith("/"):
                continue
            if entry.name.lower() in self._entries:
                self._report("duplicate_entry", part=entry.name)
                continue
            self._entries[entry.name.lower()] = entry
            if entry.unpacked > self._most_by_ratio(entry.packed):
                self._report("oversized_entry", part=entry.name, size=f"{entry.unpacked // MIB} MiB")

    def _directory(self) -> list[Entry]:
        """The entries of the central directory, if it and the local headers agree; else those that either
        of them tells of."""
        most = self._limits.package_entries
        try:
            entries = central_entries(self._data, most)
        except DirectoryLost:
            entries = []
        shared = overlapping(entries)
        if len(shared) > _MOST_MISTAKES:
            raise Unreadable(problem("overlapping_entries", part=shared[0].name))
        if shared or not entries or not all(is_at_its_place(self._data, entry) for entry in entries):
            found = scanned_entries(self._data, most, self._limits.unpacked_bytes)
            names = {entry.name.lower() for entry in found}
            entries = found + [entry for entry in entries if entry.name.lower() not in names]
            self._report("package_cut", found=len(entries))
        if not entries:
            raise Unreadable(problem("package_empty"))
        return entries

    @property
    def names(self) -> tuple[str, ...]:
        """The parts' names as written, in the order of the package's directory."""
        return tuple(entry.name for entry in self._entries.values())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was met so far, each once; grows as parts are read."""
        return tuple(self._problems)

    def __contains__(self, name: str) -> bool:
        return name.lstrip("/").lower() in self._entries

    def read(self, name: str) -> bytes:
        """A part's bytes; of a damaged part the bytes before the damage, which ``problems`` then tells of.

        Raises KeyError where there is no such part, Unreadable where it is encrypted or where unpacking it
        would pass ``limits.unpack_ratio`` or, with all parts read before it, ``limits.unpacked_bytes``.
        Memory: the unpacked part, and as much again for a moment while its pieces are joined.
        """
        entry = self._entries[name.lstrip("/").lower()]
        if entry.is_encrypted:
            raise Unreadable(problem("encrypted_entry", part=entry.name))
        start = data_start(self._data, entry)
        if start is None or entry.method not in (STORED, DEFLATED):
            self._report("damaged_entry", part=entry.name)
            return b""
        packed = memoryview(self._data)[start : start + entry.packed]
        unpacked = self._bounded(entry, packed)
        self._unpacked += len(unpacked)
        return unpacked

    def start(self, name: str, length: int) -> bytes:
        """At most the first ``length`` bytes of a part, for a look at it: none where it is missing, encrypted
        or packed in another way, and nothing is reported."""
        entry = self._entries.get(name.lstrip("/").lower())
        where = data_start(self._data, entry) if entry and not entry.is_encrypted else None
        if entry is None or where is None or entry.method not in (STORED, DEFLATED):
            return b""
        packed = memoryview(self._data)[where : where + entry.packed]
        return bytes(packed[:length]) if entry.method == STORED else inflated(packed, length)[0]

    def _bounded(self, entry: Entry, packed: memoryview) -> bytes:
        most = min(self._most_by_ratio(len(packed)), self._limits.unpacked_bytes - self._unpacked)
        if entry.unpacked > most:  # what it claims can be believed where it is against it
            raise self._too_large(entry, most)
        if entry.method == STORED:
            is_whole = len(packed) == entry.packed
            unpacked = bytes(packed[: most + 1])
        else:
            unpacked, is_whole = inflated(packed, most + 1)
        if len(unpacked) > most:
            raise self._too_large(entry, most)
        if not is_whole:
            self._report("damaged_entry", part=entry.name)
        elif entry.crc is not None and zlib.crc32(unpacked) != entry.crc:
            self._report("checksum", part=entry.name)
        return unpacked

    @staticmethod
    def _too_large(entry: Entry, most: int) -> Unreadable:
        return Unreadable(problem("unpacks_too_large", part=entry.name, limit=f"{most // MIB} MiB"))

    def _most_by_ratio(self, packed: int) -> int:
        return max(self._limits.unpack_free_bytes, self._limits.unpack_ratio * packed)

    def _report(self, kind: str, **facts: object) -> None:
        self._problems[problem(kind, **facts)] = None


def inflated(packed: memoryview, most: int) -> tuple[bytes, bool]:
    """At most ``most`` bytes of a raw deflate stream (RFC 1951), and whether it is sound: of a broken
    stream, what stands before the break."""
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        unpacked = inflate.decompress(packed, most)
    except zlib.error:
        return _salvaged(packed, most), False
    return unpacked, inflate.eof or len(unpacked) == most


def _salvaged(packed: memoryview, most: int) -> bytes:
    """The bytes of a broken stream before its break, fed one by one near it so that none is lost."""
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    pieces: list[bytes] = []
    room = most
    step = _STEP
    at = 0
    while at < len(packed) and room > 0:
        before = inflate.copy()
        try:
            piece = inflate.decompress(packed[at : at + step], room)
        except zlib.error:
            if step == 1:
                break
            inflate, step = before, max(1, step // 16)
            continue
        pieces.append(piece)
        room -= len(piece)
        at += step
    return b"".join(pieces)
