"""Automatic numbers and bullets as they are printed: ``1.-``, ``a)``, ``•``.

ECMA-376 part 1, 17.9. A list (``w:num``) draws its levels from an abstract list, may override them, and
shares its counters with every list of the same abstract one: a second list over it goes on counting unless
it says where to start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from ingest.docx.names import MC, VAL, W, is_on, number
from ingest.docx.styles import ListPlace, ParagraphStyle, Styles, is_attribute_on
from ingest.wordprocessing.numerals import BULLETS, numeral
from ingest.wordprocessing.symbols import bullet

_LEVELS = 9
_NO_LIST = "0"
"""The list id that takes a paragraph out of the list of its style."""
_LONGEST_LABEL = 64
_PICTURE_BULLET = "•"
_LONGEST_CHAIN = 16


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    text: str = ""
    """Its label with ``%1`` … ``%9`` where numbers of the levels stand."""
    number_format: str = "decimal"
    pattern: str = ""
    """The example of a ``custom`` format."""
    start: int = 1
    restart_after: int | None = None
    """The level (from 1) whose next number restarts this one; 0: never; ``None``: any level above."""
    is_legal: bool = False
    """All numbers of its label are written in decimal."""
    has_gap: bool = True
    """A tab or a space stands between label and text."""
    is_hidden: bool = False
    style: str = ""
    """The paragraph style that is tied to the level."""
    language: str = ""
    font: str = ""


_LACKING = Level()
"""Stands in for a level that a broken list lacks: it counts and prints nothing, for nobody saw a number."""


class _List:
    """The levels of one ``w:num`` and where it starts anew."""

    def __init__(self, abstract: str, levels: dict[int, Level], starts: dict[int, int]) -> None:
        self.abstract = abstract
        self.levels = levels
        self.starts = starts
        self.is_new = True


class Numbering:
    """The lists of a document and their counters, which go on as paragraphs ask for their labels.

    ``language`` (BCP 47) is that of numbers in words where a list names none.
    """

    def __init__(self, root: etree._Element | None, styles: Styles, language: str = "") -> None:
        self._styles = styles
        self._language = language
        self._abstracts: dict[str, etree._Element] = {}
        self._numbers: dict[str, etree._Element] = {}
        self._by_style_link: dict[str, str] = {}
        for element in () if root is None else root:
            if element.tag == W + "abstractNum":
                abstract = element.get(W + "abstractNumId", "")
                self._abstracts.setdefault(abstract, element)
                link = element.find(W + "styleLink")
                if link is not None:
                    self._by_style_link.setdefault(link.get(VAL, ""), abstract)
            elif element.tag == W + "num":
                self._numbers.setdefault(element.get(W + "numId", ""), element)
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, list[int | None]] = {}

    def label(self, stated: ListPlace, style: ParagraphStyle) -> str:
        """The label of the next paragraph of this style that says this of its list, with the gap after it
        (a space); empty where it has none. Counts the paragraph."""
        list_id = stated.list_id if stated.list_id is not None else style.place.list_id
        if list_id is None or list_id == _NO_LIST:
            return ""
        found = self._list(list_id)
        if found is None:
            return ""
        depth = self._depth(stated, style, found)
        level = found.levels.get(depth, _LACKING)
        numbers = self._count(found, depth)
        label = self._written(level, numbers, found)
        if not label or level.is_hidden:
            return ""
        return label + " " if level.has_gap else label

    @staticmethod
    def _depth(stated: ListPlace, style: ParagraphStyle, found: _List) -> int:
        if stated.level is not None:
            return stated.level
        for name in (style.style_id, style.list_style):
            tied = (depth for depth, level in found.levels.items() if name and level.style == name)
            by_style = next(tied, None)
            if by_style is not None:
                return by_style
        return style.place.level or 0

    def _count(self, found: _List, depth: int) -> list[int]:
        """The numbers of the levels down to ``depth`` after this paragraph is counted."""
        counters = self._counters.setdefault(found.abstract, [None] * _LEVELS)
        if found.is_new:
            found.is_new = False
            for level in found.starts:
                counters[level] = None
        current = counters[depth]
        counters[depth] = self._start(found, depth) if current is None else current + 1
        for below in range(depth + 1, _LEVELS):
            after = found.levels.get(below, _LACKING).restart_after
            if after is None or depth < after:
                counters[below] = None
        for above in range(depth):
            # A level that is skipped counts as begun: after 1.1 without a 1, the next is 2.
            if counters[above] is None:
                counters[above] = self._start(found, above)
        return [counter or 0 for counter in counters[: depth + 1]]

    @staticmethod
    def _start(found: _List, depth: int) -> int:
        return found.starts.get(depth, found.levels.get(depth, _LACKING).start)

    def _written(self, level: Level, numbers: list[int], found: _List) -> str:
        if level.number_format == "bullet":
            return "".join(bullet(character, level.font) for character in level.text)

        def filled(blank: re.Match[str]) -> str:
            at = int(blank[1]) - 1
            if at >= len(numbers):
                return ""
            shown = found.levels.get(at, _LACKING)
            if level.is_legal and shown.number_format not in BULLETS:
                return str(numbers[at])
            return numeral(numbers[at], shown.number_format, shown.language or self._language, shown.pattern)

        return re.sub(r"%([1-9])", filled, level.text)

    def _list(self, list_id: str) -> _List | None:
        if list_id not in self._lists:
            self._lists[list_id] = self._built(list_id)
        return self._lists[list_id]

    def _built(self, list_id: str) -> _List | None:
        element = self._numbers.get(list_id)
        if element is None:
            return None
        abstract = self._abstract_of(element)
        if abstract is None:
            return None
        levels = {depth: _level(found) for depth, found in _levels(self._abstracts[abstract])}
        starts: dict[int, int] = {}
        for override in element.iterchildren(W + "lvlOverride"):
            depth = number(override.get(W + "ilvl"), -1)
            if not 0 <= depth < _LEVELS:
                continue
            own = override.find(W + "lvl")
            if own is not None:
                levels[depth] = _level(own)
            start = override.find(W + "startOverride")
            if start is not None:
                starts[depth] = number(start.get(VAL), 1)
                levels[depth] = replace(levels.get(depth, _LACKING), start=starts[depth])
        return _List(abstract, levels, starts)

    def _abstract_of(self, element: etree._Element) -> str | None:
        """The abstract list with levels behind a list: a list may borrow a numbering style's."""
        for _ in range(_LONGEST_CHAIN):
            named = element.find(W + "abstractNumId")
            abstract = "" if named is None else named.get(VAL, "")
            found = self._abstracts.get(abstract)
            if found is None:
                return None
            link = found.find(W + "numStyleLink")
            if link is None:
                return abstract
            style = link.get(VAL, "")
            if style in self._by_style_link:
                return self._by_style_link[style]
            behind = self._numbers.get(self._styles.list_of(style) or "")
            if behind is None:
                return abstract
            element = behind
        return None


def _levels(holder: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    for element in holder.iterchildren(W + "lvl"):
        depth = number(element.get(W + "ilvl"), -1)
        if 0 <= depth < _LEVELS:
            yield depth, element


def _level(element: etree._Element) -> Level:
    text = element.find(W + "lvlText")
    number_format, pattern = _format(element)
    restart = element.find(W + "lvlRestart")
    gap, style, start = element.find(W + "suff"), element.find(W + "pStyle"), element.find(W + "start")
    properties = element.find(W + "rPr")
    fonts = None if properties is None else properties.find(W + "rFonts")
    language = None if properties is None else properties.find(W + "lang")
    label = "" if text is None or is_attribute_on(text, "null") else text.get(VAL, "")
    if element.find(W + "lvlPicBulletId") is not None:
        number_format, label = "bullet", _PICTURE_BULLET
    return Level(
        label[:_LONGEST_LABEL],
        number_format,
        pattern,
        0 if start is None else number(start.get(VAL)),
        None if restart is None else number(restart.get(VAL)),
        bool(is_on(element.find(W + "isLgl"))),
        gap is None or gap.get(VAL) != "nothing",
        properties is not None and bool(is_on(properties.find(W + "vanish"))),
        "" if style is None else style.get(VAL, ""),
        "" if language is None else language.get(VAL, ""),
        "" if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "",
    )


def _format(element: etree._Element) -> tuple[str, str]:
    """The level's number format and its pattern, the one meant for newer programs where there are two."""
    for found in (element.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt"), element.find(W + "numFmt")):
        if found is not None:
            return found.get(VAL, "decimal"), found.get(W + "format", "")
    fallback = element.find(f"{MC}AlternateContent/{MC}Fallback/{W}numFmt")
    return ("decimal", "") if fallback is None else (fallback.get(VAL, "decimal"), "")
