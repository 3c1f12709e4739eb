"""Labels of lists and numbered headings as they are printed.

OpenDocument 1.3 part 3, 5.3 (lists), 16.30 to 16.34 (their styles). Numbers count through a chain of lists:
a list begins a new one unless it says that it continues another. A level's count starts anew when one above
it goes on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from ingest.docx.look import NOTHING
from ingest.odt.names import LOEXT, OFFICE, STYLE, TEXT, XML, count, is_true
from ingest.odt.styles import Styles
from ingest.wordprocessing.numerals import numeral
from ingest.wordprocessing.symbols import bullet

LEVELS = 10
_MOST = 1_000_000
_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "01, 02, 03, ...": "decimalZero",
    "1st, 2nd, 3rd, ...": "ordinal",
}
_HOLDERS = (OFFICE + "styles", OFFICE + "automatic-styles")
_PICTURE = "•"
_PLACEHOLDER = re.compile(r"%([1-9][0-9]?)%")
_LONGEST_LABEL = 64


@dataclass(frozen=True, slots=True)
class Level:
    number_format: str = ""
    """As in ``style:num-format``; empty for none."""
    prefix: str = ""
    suffix: str = ""
    sign: str = ""
    """The mark of a list without numbers."""
    pattern: str = ""
    """``%1%.%2%.``: the whole label, where the writer gives it so."""
    start: int = 1
    shown_levels: int = 1
    has_gap: bool = True
    repeats_letters: bool = False
    """After z comes aa, then bb; else ab."""

    def number(self, value: int) -> str:
        if self.number_format in ("a", "A") and not self.repeats_letters:
            letters = _letters(value)
            return letters if self.number_format == "a" else letters.upper()
        return numeral(value, _FORMATS.get(self.number_format, "decimal"))


class ListStyles:
    """The levels (from 0) of every list style, and of the headings' outline."""

    def __init__(self, styles: Styles, *roots: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        for root in roots:
            for holder in (
                () if root is None else root.iterchildren(OFFICE + "styles", OFFICE + "automatic-styles")
            ):
                for style in holder.iterchildren(TEXT + "list-style", TEXT + "outline-style"):
                    levels = {
                        count(level, TEXT + "level", LEVELS) - 1: _level(level, styles)
                        for level in style.iterchildren(etree.Element)
                        if level.get(TEXT + "level") is not None
                    }
                    if style.tag == TEXT + "outline-style":
                        self.outline = levels
                    else:
                        self._levels[style.get(STYLE + "name", "")] = levels

    def levels(self, name: str) -> dict[int, Level]:
        return self._levels.get(name, {})


@dataclass(slots=True)
class Counts:
    """The numbers that a chain of lists has reached, by level."""

    values: list[int | None] = field(default_factory=lambda: [None] * LEVELS)

    def advance(self, depth: int, start: int) -> None:
        value = self.values[depth]
        self.values[depth] = start if value is None else value + 1
        for below in range(depth + 1, LEVELS):
            self.values[below] = None


@dataclass(frozen=True, slots=True)
class OpenList:
    """A list that is being read."""

    style: str
    depth: int
    """Level, from 0."""
    counts: Counts


class Numbering:
    """Opens lists and gives the labels of their items, in reading order."""

    def __init__(self, styles: ListStyles) -> None:
        self._styles = styles
        self._by_id: dict[str, Counts] = {}
        self._by_style: dict[str, Counts] = {}
        self._outline = Counts()

    def open(self, element: etree._Element, around: OpenList | None) -> OpenList:
        """A ``text:list``, inside an item of the list ``around`` it or on its own."""
        style = element.get(TEXT + "style-name", "" if around is None else around.style)
        if around is not None:
            return OpenList(style, min(around.depth + 1, LEVELS - 1), around.counts)
        continued = self._by_id.get(element.get(TEXT + "continue-list", ""))
        if continued is None and is_true(element, TEXT + "continue-numbering"):
            continued = self._by_style.get(style)
        counts = continued or Counts()
        self._by_style[style] = counts
        name = element.get(XML + "id") or element.get(TEXT + "id")
        if name:
            self._by_id[name] = counts
        return OpenList(style, 0, counts)

    def label(self, opened: OpenList, item: etree._Element) -> str:
        """The label of an item's first paragraph with the gap behind it (a space). Counts the item."""
        levels = self._styles.levels(opened.style)
        level = levels.get(opened.depth, Level())
        start = item.get(TEXT + "start-value")
        if start is not None:
            opened.counts.values[opened.depth] = count(item, TEXT + "start-value", _MOST) - 1
        opened.counts.advance(opened.depth, level.start)
        written = item.find(TEXT + "number")
        if written is not None and written.text:
            return written.text.strip() + " "
        return _label(levels, opened.depth, opened.counts)

    def heading_label(self, heading: etree._Element, depth: int) -> str:
        """The label of a heading outside any list. Counts the heading."""
        if is_true(heading, TEXT + "is-list-header") or not 0 <= depth < LEVELS:
            return ""
        if is_true(heading, TEXT + "restart-numbering"):
            start = count(heading, TEXT + "start-value", _MOST)
            self._outline.values[depth] = start - 1
        level = self._styles.outline.get(depth, Level())
        self._outline.advance(depth, level.start)
        written = heading.find(TEXT + "number")
        if written is not None and written.text:
            return written.text.strip() + " "
        return _label(self._styles.outline, depth, self._outline)


def _label(levels: dict[int, Level], depth: int, counts: Counts) -> str:
    level = levels.get(depth)
    if level is None:
        return ""
    text = level.sign or _numbered(levels, depth, counts)
    label = text[:_LONGEST_LABEL].strip()
    return f"{label} " if label and level.has_gap else label


def _numbered(levels: dict[int, Level], depth: int, counts: Counts) -> str:
    level = levels[depth]

    def number(of: int) -> str:
        shown, value = levels.get(of, Level()), counts.values[of]
        return shown.number(shown.start if value is None else value) if shown.number_format else ""

    if not level.number_format:
        return ""
    if level.pattern:
        return _PLACEHOLDER.sub(lambda blank: number(min(int(blank[1]), LEVELS) - 1), level.pattern)
    first = max(0, depth + 1 - level.shown_levels)
    numbers = [shown for of in range(first, depth + 1) if (shown := number(of))]
    return level.prefix + ".".join(numbers) + level.suffix


def _level(element: etree._Element, styles: Styles) -> Level:
    sign = ""
    if element.tag == TEXT + "list-level-style-bullet":
        look = element.find(STYLE + "text-properties")
        font = "" if look is None else styles.said(look, NOTHING).font or ""
        sign = "".join(bullet(c, font) for c in element.get(TEXT + "bullet-char", ""))
    elif element.tag == TEXT + "list-level-style-image":
        sign = _PICTURE
    followed = element.find(f"{STYLE}list-level-properties/{STYLE}list-level-label-alignment")
    return Level(
        element.get(STYLE + "num-format", ""),
        element.get(STYLE + "num-prefix", ""),
        element.get(STYLE + "num-suffix", ""),
        sign,
        element.get(LOEXT + "num-list-format", element.get(STYLE + "num-list-format", "")),
        count(element, TEXT + "start-value", _MOST),
        count(element, TEXT + "display-levels", LEVELS),
        followed is None or followed.get(TEXT + "label-followed-by") != "nothing",
        is_true(element, STYLE + "num-letter-sync"),
    )


def _letters(value: int) -> str:
    """a … z, aa, ab, … (no letter stands for zero)."""
    letters = ""
    while value > 0:
        value, last = divmod(value - 1, 26)
        letters = chr(ord("a") + last) + letters
    return letters
