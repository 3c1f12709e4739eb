"""Numbers in words, in Spanish, Portuguese and English, up to 10¹²; Roman numerals, where they number."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class _Words:
    small: dict[str, int]
    tens: dict[str, int]
    hundreds: dict[str, int]
    hundred_after: dict[str, int]
    powers: dict[str, int]
    ands: frozenset[str]
    points: frozenset[str]


@cache
def _words() -> _Words:
    data: dict[str, Any] = tomllib.loads(
        (files("normalize") / "data" / "number_words.toml").read_text(encoding="utf-8")
    )
    return _Words(
        data["small"],
        data["tens"],
        data["hundreds"],
        data["hundred_after"],
        data["powers"],
        frozenset(data["and"]),
        frozenset(data["decimal_point"]["words"]),
    )


def is_number_word(word: str) -> bool:
    """Whether a folded word can stand in a number in words (``y`` and its like not counted)."""
    words = _words()
    return (
        word in words.small
        or word in words.tens
        or word in words.hundreds
        or word in words.powers
        or word in words.hundred_after
    )


def is_and(word: str) -> bool:
    return word in _words().ands


def is_decimal_point(word: str) -> bool:
    return word in _words().points


def read_words(words: Sequence[str]) -> Decimal | None:
    """The number that folded ``words`` write together (``treinta y tres``, ``two hundred and five``, ``doce
    coma cinco``); None where they are no well-formed number."""
    known = _words()
    for at, word in enumerate(words):
        if word in known.points and 0 < at < len(words) - 1:
            whole, decimals = _whole(words[:at]), _decimals(words[at + 1 :])
            return None if whole is None or not decimals else Decimal(f"{whole}.{decimals}")
    whole = _whole(words)
    return None if whole is None else Decimal(whole)


def _decimals(words: Sequence[str]) -> str:
    """The digits that words after a decimal mark write: ``cero cinco`` → ``05``."""
    zeros = 0
    while zeros < len(words) - 1 and _words().small.get(words[zeros]) == 0:
        zeros += 1
    rest = _whole(words[zeros:])
    return "" if rest is None else "0" * zeros + str(rest)


def _whole(words: Sequence[str]) -> int | None:
    known = _words()
    total = 0
    below = 10**18  # the power of ten that the next group must stay under
    group = 0  # what stands before the next power: below a thousand, or thousands before a million
    room = 1000  # what the next word must be smaller than, inside the group
    seen = False
    in_group = False
    joined = False  # an "and" waits for what it joins
    for word in words:
        if word in known.ands:
            if not seen or joined:
                return None
            joined = True
            continue
        if word in known.powers:
            size = 10 ** known.powers[word]
            if group == 0:
                if in_group or size != 1000:
                    return None  # "millón" alone counts nothing; "mil" alone is a thousand
                group = 1
            if size == 1000:
                if group >= 1000:
                    return None
                group, room = group * 1000, 1000
            else:
                if size >= below:
                    return None
                total, below = total + group * size, size
                group, room, in_group = 0, 1000, False
                seen, joined = True, False
                continue
        elif word in known.hundred_after:
            if group % 1000 >= 10 or joined:
                return None
            group, room = group + (99 * (group % 1000) or 100), 100
        else:
            value, next_room = _piece(word)
            if value is None or value >= room:
                return None
            group, room = group + value, next_room
        seen, in_group, joined = True, True, False
    return None if joined or not seen else total + group


def _piece(word: str) -> tuple[int | None, int]:
    """The value of a word inside a group, and what a word after it must be smaller than."""
    known = _words()
    if word in known.hundreds:
        return known.hundreds[word], 100
    if word in known.tens:
        return known.tens[word], 10
    if word in known.small:
        return known.small[word], 0
    return None, 0


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def read_roman(text: str) -> int | None:
    """The number that a well-formed Roman numeral writes (below 4000), None for any other text."""
    letters = text.upper()
    if not letters or len(letters) > 15 or any(letter not in _ROMAN for letter in letters):
        return None
    value = 0
    for letter, following in zip(letters, [*letters[1:], ""], strict=True):
        worth = _ROMAN[letter]
        value += -worth if following and _ROMAN[following] > worth else worth
    return value if write_roman(value) == letters else None


_STEPS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def write_roman(value: int) -> str:
    """``value`` (1 to 3999) as a Roman numeral; empty for others."""
    if not 0 < value < 4000:
        return ""
    text = ""
    for worth, letters in _STEPS:
        times, value = divmod(value, worth)
        text += letters * times
    return text
