"""Which formatting belongs to which characters: the formatted disk pages ([MS-DOC] 2.9.33 and 2.9.175).

The file keeps formatting by byte offset, on pages of 512 bytes, in the order of the bytes; the text's order
is the piece table's. Here the two are brought together: runs of characters and paragraphs by position (CP).
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

from ingest.doc.binary import plc, u8
from ingest.doc.fib import Fib
from ingest.doc.pieces import Text
from ingest.doc.word6 import translate

PAGE = 512


class Run(NamedTuple):
    """Neighbouring characters of one formatting: a paragraph, or a run inside one."""

    start: int
    end: int
    properties: bytes
    """A grpprl, after two bytes of style number (istd) for a paragraph."""


class Pages(NamedTuple):
    """What the formatted disk pages say: byte ranges in ascending order, each with its properties."""

    starts: list[int]
    ends: list[int]
    properties: list[bytes]
    is_whole: bool = True
    """False where there is no such page, or one of them cannot be read."""


_PARAGRAPH_END = re.compile("[\r\x07]")


def read_pages(fib: Fib, main: bytes, table: bytes, kind: str) -> Pages:
    """The ``chpx`` or ``papx`` pages that the file's index of them (PlcBteChpx, PlcBtePapx) names."""
    is_old = fib.is_old
    _, entries = plc(fib.find(table, kind), 2 if is_old else 4)
    numbers = [int.from_bytes(entry, "little") & 0x3FFFFF for entry in entries]
    if is_old:
        # Word 6.0 lists only some of them when it runs out of memory; all stand in a row
        first, count = fib.pages[:2] if kind == "chpx" else fib.pages[2:]
        if count > len(numbers):
            numbers = list(range(first, first + count))
    return gather(main, numbers, kind, is_old)


def stray_pages(fib: Fib, main: bytes, kind: str) -> Pages:
    """The pages of a file whose index of them is lost: those whose offsets ascend and lie in the text.

    A page of paragraphs is told from one of characters by what stands before its offsets: paragraph marks.
    """
    width = 2 if fib.text_end - fib.text_start >= 2 * sum(fib.counts) and not fib.is_old else 1
    marks = {mark.to_bytes(width, "little") for mark in (0x0D, 0x07, 0x0C)}
    numbers = []
    for number in range(fib.text_end // PAGE, len(main) // PAGE):
        count = main[number * PAGE + PAGE - 1]
        if not count or 5 * count + 4 > PAGE:
            continue
        offsets = struct.unpack_from(f"<{count + 1}I", main, number * PAGE)
        if offsets[0] < fib.text_start or any(a >= b for a, b in pairwise(offsets)):
            continue
        ended = [main[at - width : at] in marks for at in offsets[1:] if at <= fib.text_end]
        if ended and all(ended) == (kind == "papx"):
            numbers.append(number)
    return gather(main, numbers, kind, fib.is_old)


def gather(main: bytes, numbers: list[int], kind: str, is_old: bool) -> Pages:
    found: list[tuple[int, int, bytes]] = []
    is_whole = bool(numbers)
    read = _paragraph_page if kind == "papx" else _character_page
    translated: dict[bytes, bytes] = {}
    for number in dict.fromkeys(numbers):
        page = main[number * PAGE : number * PAGE + PAGE]
        runs = read(page, is_old) if len(page) == PAGE else []
        is_whole = is_whole and bool(runs)
        if is_old:
            head = 2 if kind == "papx" else 0
            for start, end, stored in runs:
                if stored not in translated:
                    translated[stored] = stored[:head] + translate(stored[head:])
                found.append((start, end, translated[stored]))
        else:
            found += runs
    if any(found[i][0] > found[i + 1][0] for i in range(len(found) - 1)):
        found.sort(key=lambda run: run[:2])
    return Pages([run[0] for run in found], [run[1] for run in found], [run[2] for run in found], is_whole)


def _paragraph_page(page: bytes, is_old: bool) -> list[tuple[int, int, bytes]]:
    count = page[PAGE - 1]
    size = 7 if is_old else 13
    if not count or 4 * (count + 1) + size * count > PAGE:
        return []
    offsets = struct.unpack_from(f"<{count + 1}I", page)
    first = 4 * (count + 1)
    runs = []
    for i in range(count):
        start, end = offsets[i], offsets[i + 1]
        if end <= start:
            continue
        at = 2 * page[first + size * i]
        stored = b""
        if at:
            length = page[at]
            if is_old:
                stored = page[at + 1 : at + 1 + 2 * length]
            elif length:
                stored = page[at + 1 : at + 2 * length]
            else:
                length = u8(page, at + 1)
                stored = page[at + 2 : at + 2 + 2 * length]
        runs.append((start, end, stored if len(stored) >= 2 else b"\0\0"))
    return runs


def _character_page(page: bytes, _is_old: bool) -> list[tuple[int, int, bytes]]:
    count = page[PAGE - 1]
    if not count or 4 * (count + 1) + count > PAGE:
        return []
    offsets = struct.unpack_from(f"<{count + 1}I", page)
    first = 4 * (count + 1)
    runs = []
    for i in range(count):
        start, end = offsets[i], offsets[i + 1]
        if end > start:
            at = 2 * page[first + i]
            runs.append((start, end, page[at + 1 : at + 1 + page[at]] if at else b""))
    return runs


def runs_of(text: Text, pages: Pages, blank: bytes = b"") -> list[Run]:
    """All runs of the text in the order of its characters, without gaps; where the pages say nothing, the
    properties are ``blank``."""
    starts, ends, properties, _ = pages
    out: list[Run] = []
    append = out.append
    for piece in text.pieces:
        width, offset, at, end = piece.width, piece.offset, piece.start, piece.end
        extra = piece.modifier
        index = max(0, bisect_right(starts, offset) - 1)
        last = offset + (end - at) * width
        count = len(starts)
        while at < end and index < count and starts[index] < last:
            stop = piece.start + (ends[index] - offset) // width
            if stop > at:
                begin = piece.start + (starts[index] - offset) // width
                if begin > at:
                    append(Run(at, begin, blank + extra))
                    at = begin
                stop = min(stop, end)
                if stop > at:
                    append(Run(at, stop, properties[index] + extra))
                    at = stop
            index += 1
        if at < end:
            append(Run(at, end, blank + extra))
    return out


def paragraphs_of(text: Text, pages: Pages) -> list[Run]:
    """The paragraphs of the text. One ends with a paragraph or cell mark, or where its bytes end with a
    section mark; its properties are those of the bytes that hold its last character."""
    characters = text.characters
    ends = [mark.end() for mark in _PARAGRAPH_END.finditer(characters)]
    ends.append(len(characters) + 1)
    out: list[Run] = []
    start = index = 0
    for first, last, properties in runs_of(text, pages, b"\0\0"):
        at = first
        while ends[index] <= last:
            at = ends[index]
            out.append(Run(start, at, properties))
            start = at
            index += 1
        if at < last and characters[last - 1] == "\f":
            out.append(Run(start, last, properties))
            start = last
    if start < len(characters):
        out.append(Run(start, len(characters), b"\0\0"))
    return out
