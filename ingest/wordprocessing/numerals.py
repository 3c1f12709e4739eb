"""Numbers written as Word's automatic lists and notes write them.

The formats are those of ST_NumberFormat, ECMA-376 part 1, 17.18.59. Formats of scripts that this program
does not meet are written in decimal, as Word itself does where it lacks a language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ROMAN_MOST = 4999
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_MOST_REPEATED = 30
_CHICAGO = "*†‡§"
BULLETS = frozenset({"bullet", "none"})
"""Formats that write no number."""


def numeral(number: int, number_format: str, language: str = "", pattern: str = "") -> str:
    """``number`` in a format; ``pattern`` is the example that a ``custom`` format gives ("001, 002, …")."""
    if number_format == "custom":
        return _padded(number, pattern)
    write = _FORMATS.get(number_format)
    if write is not None:
        return write(number)
    if number_format in ("ordinal", "cardinalText", "ordinalText"):
        return _in_words(number, number_format, language)
    return str(number)


def roman(number: int) -> str:
    """Lower case; decimal from 5,000 and below 1."""
    if not 1 <= number <= _ROMAN_MOST:
        return str(number)
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _lettered(number: int, alphabet: str) -> str:
    """a, b, … z, aa, bb, …: Word repeats the letter."""
    repeats, letter = divmod(number - 1, len(alphabet))
    if number < 1 or repeats >= _MOST_REPEATED:
        return str(number)
    return alphabet[letter] * (repeats + 1)


def _padded(number: int, pattern: str) -> str:
    zeros = re.match(r"\s*(0*\d)", pattern)
    return str(number).zfill(len(zeros[1]) if zeros else 1)


def _in_words(number: int, number_format: str, language: str) -> str:
    words = _words()
    spoken = words.get(language.partition("-")[0].casefold(), words["en"])
    listed = spoken.get(number_format)
    if isinstance(listed, list):
        return str(listed[number - 1]) if 1 <= number <= len(listed) else str(number)
    suffixes = spoken["suffixes"]
    assert isinstance(suffixes, dict)
    last = "other" if number % 100 in (11, 12, 13) else str(number % 10)
    return f"{number}{suffixes.get(last, suffixes['other'])}"


def _enclosed(first: int, most: int) -> Callable[[int], str]:
    """A run of Unicode characters that hold the numbers 1 to ``most``."""
    return lambda number: chr(first + number - 1) if 1 <= number <= most else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": lambda number: roman(number).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda number: _lettered(number, _LATIN).upper(),
    "lowerLetter": lambda number: _lettered(number, _LATIN),
    "russianUpper": lambda number: _lettered(number, _RUSSIAN).upper(),
    "russianLower": lambda number: _lettered(number, _RUSSIAN),
    "hex": lambda number: f"{number:X}",
    "numberInDash": lambda number: f"- {number} -",
    "chicago": lambda number: _lettered(number, _CHICAGO),
    "decimalEnclosedCircle": _enclosed(0x2460, 20),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "bullet": lambda _: "",
    "none": lambda _: "",
}


@cache
def _words() -> dict[str, dict[str, list[str] | dict[str, str]]]:
    return tomllib.loads((files("ingest.wordprocessing") / "numerals.toml").read_text(encoding="utf-8"))
