"""One cell, several items: which lines of a cell begin a new one.

A cell's text has a line end where its writer ended a paragraph and, in a format that knows only printed
lines, also where a line was full. Three signs tell the first from the second, the surest first: numbers or
list marks at line starts; a line that ends before it is full (the next word would have fitted) and is
followed by a capital; a full stop before a capital.
"""

from __future__ import annotations

from dataclasses import dataclass

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


def split(text: str, *, width: int, wrapped: bool, by_lines: bool) -> tuple[Entry, ...]:
    """The items of a cell.

    ``width``: letters of the longest line in the column; ``wrapped``: the format breaks lines where they are
    full; ``by_lines``: unmarked lines may be items of their own (a column of activities), not only marked
    ones.
    """
    lines = [line.strip() for line in text.split("\n")]
    if len([line for line in lines if line]) < 2:
        return (entry(text.strip()),)
    marked = [bool(line) and _opens(line) for line in lines]
    if sum(marked) >= 2 or (marked[0] and sum(marked) == 1):
        starts = marked
        first = next(i for i, line in enumerate(lines) if line)
        starts[first] = True
    elif by_lines:
        starts = _voluntary_starts(lines, width=width, wrapped=wrapped)
    else:
        return (entry(text.strip()),)
    groups: list[list[str]] = []
    for line, opens in zip(lines, starts, strict=True):
        if opens or not groups:
            groups.append([])
        groups[-1].append(line)
    return tuple(entry("\n".join(group).strip()) for group in groups if any(group))


def _opens(line: str) -> bool:
    label = label_of(line)
    return label is not None and len(line) > label.length


def _voluntary_starts(lines: list[str], *, width: int, wrapped: bool) -> list[bool]:
    starts = []
    previous = ""
    after_gap = True
    for line in lines:
        if not line:
            after_gap = bool(previous)
            starts.append(False)
            continue
        begins = line[0].isupper() or line[0] in "¿¡“\"'«(" or line[0].isdigit()
        if not previous:
            starts.append(True)
        elif not begins or previous[-1] in ",-–:;/(" or _hangs(previous):
            starts.append(False)
        elif not wrapped or after_gap:
            starts.append(True)
        else:
            room = len(previous) + 1 + len(line.split()[0]) <= _ROOM * width
            starts.append(room or previous.endswith("."))
        previous, after_gap = line, False
    return starts


_OPEN_WORDS = frozenset(words("grammar", "fillers"))


def _hangs(line: str) -> bool:
    """A line that ends in a word which cannot end a phrase goes on in the next."""
    return line.split()[-1].lower() in _OPEN_WORDS
