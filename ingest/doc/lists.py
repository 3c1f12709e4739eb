"""Automatic numbers and bullets as they are printed ([MS-DOC] 2.4.6.3, 2.9.131 to 2.9.150).

The text holds no numbers: a paragraph names a list override (LFO) and a level; the list's level says format,
text around the number and start; counting is the reader's.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from ingest.doc.binary import part, u8, u16, u32
from ingest.doc.fib import Fib
from ingest.doc.fonts import Fonts
from ingest.doc.numbering import BULLET, NONE, language_of, printed
from ingest.doc.sprms import C_FONT, C_HIDDEN, modifiers
from ingest.wordprocessing.symbols import bullet

_LEVELS = 9
_MOST_LISTS = 4096
_NOTHING_FOLLOWS = 2
_NOT_BEGUN = -1
_LONGEST_LABEL = 64
_HEAD = struct.Struct("<IBB9xB8xBBBx")
"""LVLF: start, form, flags, what follows, bytes of the sprms of characters and of paragraphs, the level that
starts the count again."""


class Level(NamedTuple):
    """One level of a list (LVL)."""

    start: int = 1
    form: int = NONE
    pattern: str = ""
    """The printed text; a character below 9 stands for the number of that level."""
    has_gap: bool = True
    """A tab or a blank follows; both are read as a blank."""
    is_legal: bool = False
    """Numbers of the levels above are printed in Arabic."""
    restarts_below: int = _LEVELS
    """A number of any level before this one starts the count again (0: never)."""
    font: str = ""
    """Of the number itself, where the level says."""
    is_hidden: bool = False


class Override(NamedTuple):
    """A list as some paragraphs use it (LFO): which list, and what differs from it."""

    list_id: int
    starts: dict[int, int]
    """Levels that start anew, each with its number, once the override is first used."""
    levels: dict[int, Level]

    def level(self, number: int, levels: list[Level]) -> Level:
        return self.levels.get(number, levels[number])

    def start(self, number: int, levels: list[Level]) -> int:
        return self.starts.get(number, self.level(number, levels).start)


@dataclass(slots=True)
class Numbering:
    """Counts through the document. ``label`` must be asked once for each numbered paragraph, in order."""

    lists: dict[int, list[Level]]
    overrides: list[Override]
    language: str = ""
    """Of numbers in words, ISO 639-1."""
    _counts: dict[int, list[int]] = field(default_factory=dict)
    _begun: set[int] = field(default_factory=set)

    def label(self, number: int, level: int) -> str:
        """What is printed before a paragraph of the override ``number`` (from 1) on ``level`` (from 0), with
        a blank behind it; empty where the file does not define it."""
        if not 0 < number <= len(self.overrides):
            return ""
        override = self.overrides[number - 1]
        levels = self.lists.get(override.list_id)
        if levels is None or level >= len(levels):
            return ""
        here = override.level(level, levels)
        counts = self._count(number, override, levels, level)
        parts = []
        for sign in here.pattern:
            above = ord(sign)
            if above >= _LEVELS:
                parts.append(sign)
            elif above < len(levels) and counts[above] != _NOT_BEGUN:
                form = override.level(above, levels).form
                form = 0 if here.is_legal and form not in (BULLET, NONE) else form
                parts.append(printed(counts[above], form, self.language))
        text = "".join(parts)[:_LONGEST_LABEL]
        if here.form == BULLET:
            text = "".join(bullet(sign, here.font) for sign in text)
        if here.is_hidden or not text.strip():
            return ""
        return text + " " if here.has_gap else text

    def _count(self, number: int, override: Override, levels: list[Level], level: int) -> list[int]:
        """The numbers of all levels once this paragraph is counted; -1 for one that has not begun."""
        counts = self._counts.setdefault(override.list_id, [_NOT_BEGUN] * _LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            for anew in override.starts:
                counts[anew] = _NOT_BEGUN
        if counts[level] == _NOT_BEGUN:
            counts[level] = override.start(level, levels)
        else:
            counts[level] += 1
        for above in range(level):
            if counts[above] == _NOT_BEGUN:
                counts[above] = override.start(above, levels)
        for below in range(level + 1, len(levels)):
            if level < override.level(below, levels).restarts_below:
                counts[below] = _NOT_BEGUN
        return counts


def read_numbering(fib: Fib, table: bytes, fonts: Fonts) -> Numbering:
    return Numbering(_lists(fib, table, fonts), _overrides(fib, table, fonts), language_of(fib.language))


def _lists(fib: Fib, table: bytes, fonts: Fonts) -> dict[int, list[Level]]:
    heads = fib.find(table, "lists")
    count = min(u16(heads, 0), (len(heads) - 2) // 28 if heads else 0, _MOST_LISTS)
    # the levels follow the list heads, outside of what the FIB counts as theirs
    at = fib.places["lists"][0] + 2 + 28 * count if count else 0
    found: dict[int, list[Level]] = {}
    for index in range(count):
        head = 2 + 28 * index
        levels: list[Level] = []
        for level in range(1 if u8(heads, head + 26) & 1 else _LEVELS):
            if at + 28 > len(table):
                break
            read, at = _level(table, at, level, fonts)
            levels.append(read)
        found[u32(heads, head)] = levels
    return found


def _overrides(fib: Fib, table: bytes, fonts: Fonts) -> list[Override]:
    stored = fib.find(table, "list_overrides")
    count = min(u32(stored, 0), (len(stored) - 4) // 16 if stored else 0, _MOST_LISTS)
    at = 4 + 16 * count
    found = []
    for index in range(count):
        head = 4 + 16 * index
        starts: dict[int, int] = {}
        levels: dict[int, Level] = {}
        at += 4  # a position that nothing uses
        for _ in range(u8(stored, head + 12)):
            if at + 8 > len(stored):
                break
            start, flags = u32(stored, at), u32(stored, at + 4)
            at += 8
            level = flags & 0xF
            if flags & 0x20:
                levels[level], at = _level(stored, at, level, fonts)
                start = levels[level].start
            if flags & 0x10 and level < _LEVELS:
                starts[level] = start
        found.append(Override(u32(stored, head), starts, levels))
    return found


def _level(data: bytes, at: int, number: int, fonts: Fonts) -> tuple[Level, int]:
    """The level (LVL) at ``at`` and where the next one begins."""
    start, form, flags, follow, look_size, shape_size, lowest = _HEAD.unpack(
        data[at : at + _HEAD.size].ljust(_HEAD.size, b"\0")
    )
    looks_at = at + 28 + shape_size
    text_at = looks_at + look_size
    font, is_hidden = _look(part(data, looks_at, look_size))
    length = u16(data, text_at)
    pattern = part(data, text_at + 2, 2 * min(length, _LONGEST_LABEL))
    level = Level(
        min(start, 0x7FFF),
        form,
        pattern[: len(pattern) & ~1].decode("utf-16-le", "replace"),
        follow != _NOTHING_FOLLOWS,
        bool(flags & 0x04),
        lowest if flags & 0x08 else number,
        "" if font is None else fonts.name(font),
        is_hidden,
    )
    return level, text_at + 2 + 2 * length


@lru_cache(maxsize=256)
def _look(grpprl: bytes) -> tuple[int | None, bool]:
    """The font of a number, where its sprms say, and whether it is hidden. Most levels of most lists say the
    same."""
    font, is_hidden = None, False
    for code, operand in modifiers(grpprl):
        if code == C_FONT:
            font = u16(operand, 0)
        elif code == C_HIDDEN:
            is_hidden = operand[0] == 1
    return font, is_hidden
