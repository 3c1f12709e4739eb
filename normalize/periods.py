"""Periods and dates in the words of headers and cells → ISO 8601 (``2016``, ``2016-01/2016-06``).

A period that the words do not settle is empty, never a guess: half of a year without a year stays unsaid.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from normalize.glyphs import plain
from normalize.number_words import read_roman
from normalize.tokens import Token, scan

YEARS = range(1900, 2100)
LONGEST_ABBREVIATION = 4
"""Letters of the names of months that may be other words."""
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Period:
    """From a month to a month, both included; ``first_month`` and ``last_month`` none for whole years."""

    first_year: int
    last_year: int
    first_month: int | None = None
    last_month: int | None = None

    def __str__(self) -> str:
        if self.first_month is None or self.last_month is None:
            same = self.first_year == self.last_year
            return f"{self.first_year}" if same else f"{self.first_year}/{self.last_year}"
        start = f"{self.first_year}-{self.first_month:02}"
        end = f"{self.last_year}-{self.last_month:02}"
        return start if start == end else f"{start}/{end}"


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = tomllib.loads(
        (files("normalize") / "data" / "calendar.toml").read_text(encoding="utf-8")
    )
    return data


def month(folded: str) -> int | None:
    """The month (1 to 12) that a folded word names."""
    months: dict[str, int] = _data()["months"]
    return months.get(folded)


def read_period(words: Iterable[str], year: int | None = None) -> str:
    """The ISO 8601 period that header words say together, from the top (``("2016", "A junio")``); ``year`` is
    the document's, for words that name none. Empty where they say none."""
    words = [word for word in words if word.strip()]
    if not words:
        return ""
    years: list[int] = []
    months: tuple[int, int] | None = None
    for word in words:
        tokens = scan(plain(word[:LONGEST]))
        found_years = _years(tokens)
        years = found_years or years
        months = _months(tokens) or months
    if not years:
        if months is None or year is None:
            return ""
        years = [year]
    first, last = years[0], years[-1]
    if first > last:
        return ""
    if months is None:
        return str(Period(first, last))
    if first == last and months[0] > months[1]:
        # November to March: the year that is named is the one that it ends in
        return str(Period(first - 1, last, *months))
    return str(Period(first, last, *months))


def _years(tokens: Sequence[Token]) -> list[int]:
    """The years named: one, or the two ends of a range (``2015-2018``, ``2015/16``)."""
    found: list[int] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.is_digits and len(token.text) == 4 and int(token.text) in YEARS:
            found.append(int(token.text))
            following = tokens[at + 1 : at + 3]
            if (
                len(following) == 2
                and following[0].text in ("-", "/")
                and following[1].is_digits
                and len(following[1].text) == 2
            ):
                end = found[-1] // 100 * 100 + int(following[1].text)
                if end == found[-1] + 1:
                    found.append(end)
                    at += 2
        elif token.is_digits and len(token.text) == 2 and at and _is_month(tokens[at - 1], tokens, at):
            found.append(_full_year(int(token.text)))
        at += 1
    return [found[0], found[-1]] if found else []


def _is_month(before: Token, tokens: Sequence[Token], at: int) -> bool:
    """Whether two digits stand for a year: behind a month and a dash or an apostrophe (``jul-07``)."""
    return before.text in ("-", "'", "/", ".") and at >= 2 and month(tokens[at - 2].folded) is not None


def _full_year(two_digits: int) -> int:
    return two_digits + (1900 if two_digits > 69 else 2000)


def _months(tokens: Sequence[Token]) -> tuple[int, int] | None:
    part = _part(tokens)
    if part is not None:
        return part
    named = [
        (at, number)
        for at, token in enumerate(tokens)
        if token.is_word and (number := month(token.folded)) is not None and not _by_chance(tokens, at)
    ]
    if not named:
        return None
    if len(named) > 1:
        return named[0][1], named[-1][1]
    at, number = named[0]
    return (1, number) if _is_until(tokens, at) else (number, number)


def _is_until(tokens: Sequence[Token], at: int) -> bool:
    """Whether a month is the last of those meant: ``A junio``, ``hasta el mes de junio``."""
    words = _data()["words"]
    before = [token.folded for token in tokens[max(0, at - 4) : at] if token.is_word]
    while before and before[-1] in words["connect"]:
        before.pop()
    return bool(before) and before[-1] in words["until"]


def _by_chance(tokens: Sequence[Token], at: int) -> bool:
    """Whether a short word that is also a month's (``mar``, ``set``, ``out``) stands among other words, with
    no year, no other month and nothing of a date beside it."""
    if len(tokens[at].text) > LONGEST_ABBREVIATION:
        return False
    words = _data()["words"]
    beside = [*tokens[max(0, at - 2) : at], *tokens[at + 1 : at + 3]]
    if any(token.is_digits or month(token.folded) is not None for token in beside):
        return False
    if at and tokens[at - 1].folded in (*words["until"], *words["from"], *words["connect"]):
        return False
    return any(token.is_word for token in beside)


def _part(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """The months of the quarters, semesters and the like that are named: ``Trim. II``, ``1er semestre``, ``Q3``,
    ``primer trimestre``, ``Trim. I y II``."""
    found = [span for at in range(len(tokens)) for span in _part_at(tokens, at)]
    return (found[0][0], found[-1][1]) if found and found[0][0] <= found[-1][1] else None


def _part_at(tokens: Sequence[Token], at: int) -> list[tuple[int, int]]:
    """The parts of a year that the word at ``at`` names, by the nearest number beside it."""
    word = tokens[at].folded
    size = _data()["parts"].get(word)
    if size is None:
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if word not in _LETTERS or following is None or following.space or len(following.text) != 1:
            return []
        return _spans(_LETTERS[word], [_ordinal(following)])
    for distance in range(1, 4):
        before = tokens[at - distance] if at >= distance else None
        if before is not None and (number := _ordinal(before)) is not None:
            return _spans(size, [number])
        behind = at + distance
        if behind < len(tokens) and (number := _ordinal(tokens[behind])) is not None:
            if word == "sem" and tokens[behind].is_digits:
                return []  # "Sem. 1" may be a week; "Sem. I" and "1er sem." are none
            joined = behind + 2 < len(tokens) and tokens[behind + 1].folded in _data()["words"]["join"]
            return _spans(size, [number, _ordinal(tokens[behind + 2]) if joined else None])
    return []


_LETTERS = {"q": 3, "t": 3, "s": 6, "h": 6}
"""``Q3``, ``T1``, ``S2``, ``H1``: months of a part that a letter and a digit name."""


def _spans(size: int, numbers: Sequence[int | None]) -> list[tuple[int, int]]:
    """First and last month of each numbered part that a year has."""
    return [
        ((number - 1) * size + 1, number * size)
        for number in numbers
        if number is not None and 1 <= number <= 12 // size
    ]


def _ordinal(token: Token) -> int | None:
    ordinals: dict[str, int] = _data()["ordinals"]
    if token.is_digits:
        return int(token.text) if len(token.text) == 1 else None
    if token.folded in ordinals:
        return ordinals[token.folded]
    return read_roman(token.text) if token.text.isupper() and set(token.text) <= set("IVX") else None


# -- dates


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A day, or a month alone (``day`` none); ``ambiguous`` where day and month could change places."""

    year: int | None
    month: int
    day: int | None = None
    ambiguous: bool = False

    def day_in(self, year: int | None) -> date | None:
        """The date, in ``year`` where it names none; None without a day or for a day that does not exist."""
        full = self.year if self.year is not None else year
        if full is None or self.day is None:
            return None
        try:
            return date(full, self.month, self.day)
        except ValueError:
            return None


_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?!\d)")


def month_first(texts: Iterable[str]) -> bool:
    """Whether a document writes 12/31/2016: it has such a date and none with the day first."""
    first = second = 0
    for text in texts:
        for match in _NUMERIC.finditer(plain(text)):
            one, two = int(match[1]), int(match[3])
            first += one > 12 and one <= 31
            second += two > 12
    return second > 0 and first == 0


def read_dates(text: str, *, month_first: bool = False) -> tuple[ReadDate, ...]:
    """The dates in a text, in order: ``17 DE AGOSTO DE 2007``, ``03/07/07``, ``24-08-07``, ``jul-07``,
    ``31-dic``, ``2016-05-31``, ``August 17, 2007``."""
    read = plain(text[: 4 * LONGEST])
    found: list[tuple[int, ReadDate]] = []
    taken: list[tuple[int, int]] = []
    for match in _NUMERIC.finditer(read):
        made = _numeric(match[1], match[3], match[4], month_first)
        if made is not None:
            found.append((match.start(), made))
            taken.append(match.span())
    tokens = [t for t in scan(read) if not any(start <= t.start < end for start, end in taken)]
    found.extend(_named(tokens))
    return tuple(made for _, made in sorted(found, key=lambda entry: entry[0]))


def _numeric(one: str, two: str, three: str, month_first: bool) -> ReadDate | None:
    if len(one) == 4:
        return _checked(int(one), int(two), int(three), False)
    if len(three) not in (2, 4) or len(one) > 2:
        return None
    year = int(three) if len(three) == 4 else _full_year(int(three))
    day, number = (int(two), int(one)) if month_first else (int(one), int(two))
    if number > 12 >= day:
        day, number = number, day
        return _checked(year, number, day, False)
    return _checked(year, number, day, day <= 12 and day != number)


def _checked(year: int | None, number: int, day: int | None, ambiguous: bool) -> ReadDate | None:
    if not 1 <= number <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    return ReadDate(year, number, day, ambiguous)


def _named(tokens: Sequence[Token]) -> list[tuple[int, ReadDate]]:
    """Dates whose month is a word."""
    found = []
    for at, token in enumerate(tokens):
        number = month(token.folded) if token.is_word else None
        if number is None:
            continue
        before = [
            t for t in tokens[max(0, at - 3) : at] if t.folded not in ("de", "del", "do", "of", "-", "/", ".")
        ]
        day = None
        start = token.start
        if before and before[-1].is_digits and len(before[-1].text) <= 2:
            day, start = int(before[-1].text), before[-1].start
        after = [
            t
            for t in tokens[at + 1 : at + 6]
            if t.folded not in ("de", "del", "do", "of", "-", "/", ".", ",", "'", "th", "st", "nd", "rd")
        ]
        year = None
        if after and after[0].is_digits:
            text = after[0].text
            if len(text) == 4 and int(text) in YEARS:
                year = int(text)
            elif (
                len(text) <= 2
                and day is None
                and len(after) > 1
                and after[1].is_digits
                and len(after[1].text) == 4
            ):
                day, year = int(text), int(after[1].text)  # August 17, 2007
            elif (len(text) == 2 and tokens[at + 1].text in ("-", "'", "/", ".")) or (
                day is not None and len(text) == 2
            ):
                year = _full_year(int(text))
        made = _checked(year, number, day, False)
        if made is not None:
            found.append((start, made))
    return found
