"""Labels of numbered lists, for files whose writer left them out of the text (``\\listtext``).

RTF specification 1.9.1, "List Table" and "List Override Table".
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ingest.rtf.groups import Group
from ingest.wordprocessing.numerals import numeral
from ingest.wordprocessing.symbols import bullet

LEVELS = 9
_FORMATS = {
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    5: "ordinal",
    6: "cardinalText",
    7: "ordinalText",
    22: "decimalZero",
    23: "bullet",
    255: "none",
}
"""Number formats (``\\levelnfcN``) under their names in Office Open XML; decimal where not listed."""
_NO_GAP = 2


@dataclass(frozen=True, slots=True)
class Level:
    template: str
    """The label, with the characters U+0000 to U+0008 where the number of that level goes."""
    number_format: str = "decimal"
    start: int = 1
    has_gap: bool = True
    is_legal: bool = False
    """All numbers of its label are written in decimal."""


@dataclass(slots=True)
class NumberedList:
    levels: tuple[Level, ...]
    _counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)

    def next_label(self, depth: int) -> str:
        """The label of the next paragraph at a level (from 0) with the gap behind it, a space; empty where
        the list says nothing of that level."""
        if not 0 <= depth < len(self.levels):
            return ""
        count = self._counts[depth]
        self._counts[depth] = self.levels[depth].start if count is None else count + 1
        for deeper in range(depth + 1, LEVELS):
            self._counts[deeper] = None
        level = self.levels[depth]
        label = "".join(
            [self._number(ord(c), level.is_legal) if ord(c) < LEVELS else c for c in level.template]
        )
        return f"{label} " if label and level.has_gap else label

    def _number(self, depth: int, is_legal: bool) -> str:
        if depth >= len(self.levels):
            return ""
        level, count = self.levels[depth], self._counts[depth]
        is_number = level.number_format not in ("bullet", "none")
        return numeral(
            level.start if count is None else count,
            "decimal" if is_legal and is_number else level.number_format,
        )


class Lists:
    """The lists of a file by the number that paragraphs name (``\\ls``)."""

    def __init__(self) -> None:
        self._levels: dict[int, tuple[Level, ...]] = {}
        self._lists: dict[int, NumberedList] = {}

    def define(self, table: Group, codec: str) -> None:
        """Take in a ``\\listtable``."""
        for entry in table.all_named("list"):
            levels = tuple(_level(level, codec) for level in entry.all_named("listlevel"))
            self._levels[entry.number("listid")] = levels[:LEVELS]

    def override(self, table: Group, codec: str) -> None:
        """Take in a ``\\listoverridetable``: which list each ``\\ls`` is, with levels of its own or not.
        Overrides of one list without levels of their own count on together."""
        shared: dict[int, NumberedList] = {}
        for entry in table.all_named("listoverride"):
            listed = entry.number("listid")
            levels = list(self._levels.get(listed, ()))
            own = [*entry.all_named("lfolevel")]
            for depth, level in enumerate(own[: len(levels)]):
                inner = level.first("listlevel")
                if inner is not None:
                    levels[depth] = _level(inner, codec)
                elif "listoverridestartat" in level.words:
                    start = level.number("levelstartat", levels[depth].start)
                    levels[depth] = replace(levels[depth], start=start)
            found = NumberedList(tuple(levels))
            self._lists[entry.number("ls")] = found if own else shared.setdefault(listed, found)

    def next_label(self, listed: int, depth: int) -> str:
        """The label of the next paragraph of a list; empty where the file does not define it."""
        found = self._lists.get(listed)
        return "" if found is None else found.next_label(depth)


def _level(entry: Group, codec: str) -> Level:
    text_group = entry.first("leveltext")
    text = "" if text_group is None else text_group.text(codec)
    # the first character counts those that follow; a semicolon ends the group
    template = text[1 : 1 + ord(text[0])] if text else ""
    number_format = _FORMATS.get(entry.number("levelnfcn", entry.number("levelnfc")), "decimal")
    return Level(
        "".join([bullet(c, "symbol") for c in template]) if number_format == "bullet" else template,
        number_format,
        entry.number("levelstartat", 1),
        entry.number("levelfollow") != _NO_GAP,
        entry.number("levellegal") == 1,
    )
