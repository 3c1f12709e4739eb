"""One cell, several items: which lines of a cell begin a new one.

A cell's text has a line end where its writer ended a paragraph and, in a format that knows only printed
lines, also where a line was full. Three signs tell the first from the second, the surest first: numbers or
list marks at line starts; a line that ends before it is full (the next word would have fitted) and is
followed by a capital; a full stop before a capital.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from extract.folding import fold
from extract.numbering import Label, label_of
from extract.words import words

_ROOM = 0.86
"""A line counts as full when with the next word it would reach this share of the widest line of its
column."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item's text in a cell: ``raw`` as printed (its lines joined by ``\\n``), its label taken apart."""

    raw: str
    label: Label | None

    @property
    def text(self) -> str:
        return self.raw[self.label.length :].strip() if self.label else self.raw.strip()

    @property
    def number(self) -> str:
        return self.label.number if self.label else ""


def entry(raw: str) -> Entry:
    """A text that is one item."""
    return Entry(raw, label_of(raw))


@dataclass(frozen=True, slots=True)
class Setting:
    """How the cells of a column are set: what tells a new item from a line that was full."""

    width: int
    """Letters of the longest line in the column."""
    wrapped: bool
    """The format breaks lines where they are full."""
    by_lines: bool
    """Unmarked lines may be items of their own (a column of activities), not only marked ones."""
    run_on: bool = False
    """The format lost its line ends: what a cell lists may stand on one line."""
    openers: frozenset[str] = frozenset()
    """Folded words that open cells of the column: a line that begins with one likely opens an item too."""


def split(text: str, setting: Setting, *, expected: int = 0) -> tuple[Entry, ...]:
    """The items of a cell. ``expected``: how many the cells beside it list, 0 where nothing tells."""
    if setting.by_lines and setting.run_on and "\n" not in text.strip():
        text = _unrolled(text, setting)
    lines = _with_their_numbers([line.strip() for line in text.split("\n")])
    if len([line for line in lines if line]) < 2:
        return (entry(text.strip()),)
    counted = _counted(lines)
    marked = [bool(line) and (at in counted or _opens(line)) for at, line in enumerate(lines)]
    if sum(marked) >= 2 or (marked[0] and sum(marked) == 1):
        starts = marked
        starts[next(i for i, line in enumerate(lines) if line)] = True
    elif setting.by_lines:
        starts = _unmarked_starts(lines, setting, expected)
    else:
        return (entry(text.strip()),)
    groups: list[tuple[int, list[str]]] = []
    for at, (line, opens) in enumerate(zip(lines, starts, strict=True)):
        if opens or not groups:
            groups.append((at, []))
        groups[-1][1].append(line)
    return tuple(_entry_of("\n".join(group).strip(), counted.get(at)) for at, group in groups if any(group))


_BARE_NUMBER = re.compile(r"\d+(?:[.\-]\d+)*[.)]?")


def _with_their_numbers(lines: list[str]) -> list[str]:
    """Lines of which one that is nothing but a number is set before the words of the next: "2.045" was full
    where "Manutenção das unidades" did not fit beside it."""
    joined: list[str] = []
    for line in lines:
        if joined and _BARE_NUMBER.fullmatch(joined[-1]) and line[:1].isalpha():
            joined[-1] += "\n" + line
        else:
            joined.append(line)
    return joined


def _entry_of(raw: str, number: str | None) -> Entry:
    return entry(raw) if number is None else Entry(raw, Label(number, "", len(number)))


_COUNTED = re.compile(r"(\d{1,3})\s+(?=[A-ZÁÉÍÓÚÑÂÊÔÃÕÇ¿“\"])")


def _counted(lines: list[str]) -> dict[int, str]:
    """Lines that begin with bare numbers that count up by one ("8 Organizar …", "9 Coordinar …"): index →
    number.
    One such line alone is no list: it may be an amount."""
    found = {at: match[1] for at, line in enumerate(lines) if (match := _COUNTED.match(line))}
    numbers = [int(number) for number in found.values()]
    follows = all(after == before + 1 for before, after in pairwise(numbers))
    return found if len(numbers) >= 2 and follows and 0 in found else {}


def _opens(line: str) -> bool:
    label = label_of(line)
    return label is not None and len(line) > label.length


def _unmarked_starts(lines: list[str], setting: Setting, expected: int) -> list[bool]:
    """Which lines begin an item, by the signs that give as many as the cells beside it list; where none
    does or
    nothing is listed there, by all signs."""
    possible = _capital_starts(lines)
    if not setting.wrapped:
        return possible
    worded = [start and (at == 0 or _begins_like(lines, at, setting)) for at, start in enumerate(possible)]
    roomy = [start and _has_room(lines, at, setting) for at, start in enumerate(possible)]
    either = [a or b for a, b in zip(worded, roomy, strict=True)]
    ways = (worded, either, roomy, possible)
    return next((way for way in ways if expected > 1 and sum(way) == expected), either)


def _capital_starts(lines: list[str]) -> list[bool]:
    """Lines that may begin an item at all: with a capital, after a line that can end a phrase."""
    starts = []
    previous = ""
    for line in lines:
        begins = bool(line) and (line[0].isupper() or line[0] in "¿¡“\"'«(" or line[0].isdigit())
        goes_on = bool(previous) and (previous[-1] in ",-–:;/(\u00ad" or _hangs(previous))
        goes_on = goes_on or bool(previous and line and line.split()[0].lower() in _OPEN_WORDS)
        starts.append(bool(line) and (not previous or (begins and not goes_on)))
        previous = line or previous
    return starts


def _begins_like(lines: list[str], at: int, setting: Setting) -> bool:
    """The line begins with a word that opens other cells, or with an infinitive as the cell itself does.
    Words
    all in capitals tell nothing: in such a cell each line begins with one."""
    word, first = lines[at].split()[0], next(line for line in lines if line).split()[0]
    if word.isupper() and len(word) > 1:
        return False
    if fold(word) in setting.openers or (_is_infinitive(word) and _is_infinitive(first)):
        return True
    fits = len(lines[at - 1]) + 1 + len(word) <= setting.width
    return fits and _is_action(word) and (_is_action(first) or fold(first) in setting.openers)


def _is_infinitive(word: str) -> bool:
    return len(word) > 4 and fold(word).endswith(("ar", "er", "ir"))


_ENDINGS = ("cion", "sion", "miento", "cao", "sao", "mento")


def _is_action(word: str) -> bool:
    """A noun that names an action, by its ending or because it is known as one."""
    folded = fold(word)
    return (len(word) > 6 and folded.endswith(_ENDINGS)) or folded in _ACTIONS


def _unrolled(text: str, setting: Setting) -> str:
    """A line that lists several things as as many lines: it is cut before a capitalized word that names an
    action,
    or opens other cells, after a word that can end a phrase."""
    label = label_of(text)
    words_of = text.split(" ")
    own = len(text[: label.length].split()) if label is not None else 0
    for at in range(1 + own, len(words_of)):
        before, word = words_of[at - 1], words_of[at].strip(",.;:")
        if not word[:1].isupper() or word.isupper() or not before or before[-1] in ',-–:;/(“"':
            continue
        if (
            not any(letter.isalpha() for letter in before)
            or before.lower() in _OPEN_WORDS
            or (before[:1].isupper() and before[-1] != "." and at == 1)
        ):
            continue
        if _is_action(word) or _is_infinitive(word) or fold(word) in setting.openers:
            words_of[at] = "\n" + words_of[at]
    return " ".join(words_of).replace(" \n", "\n")


def _has_room(lines: list[str], at: int, setting: Setting) -> bool:
    """The line before ended though the next word would have fitted, or ended a sentence, or a blank line
    parts
    the two."""
    if at == 0 or not lines[at - 1]:
        return True
    previous, word = lines[at - 1], lines[at].split()[0]
    if previous.isupper() and lines[at].isupper():
        return False  # capitals are wider than the letters that the width was counted in
    return len(previous) + 1 + len(word) <= _ROOM * setting.width or previous.endswith(".")


_OPEN_WORDS = frozenset(words("grammar", "fillers"))
_ACTIONS = frozenset(words("grammar", "actions"))


def _hangs(line: str) -> bool:
    """A line that ends in a word which cannot end a phrase goes on in the next."""
    return line.split()[-1].lower() in _OPEN_WORDS
