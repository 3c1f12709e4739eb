"""Days and months in running words → dates; which of day and month stands first is decided per document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from normalize.calendar_words import LONGEST, YEARS, full_year, month
from normalize.glyphs import plain
from normalize.tokens import Token, scan


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

    def iso(self, year: int | None) -> str:
        """ISO 8601, to the day or to the month; empty without a year or for a day that does not exist."""
        full = self.year if self.year is not None else year
        if full is None:
            return ""
        if self.day is None:
            return f"{full}-{self.month:02}"
        made = self.day_in(year)
        return "" if made is None else made.isoformat()


_NUMERIC = re.compile(r"(?<!\w)(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?!\w)")


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
    year = int(three) if len(three) == 4 else full_year(int(three))
    day, number = (int(two), int(one)) if month_first else (int(one), int(two))
    if number > 12 >= day:
        day, number = number, day
        return _checked(year, number, day, False)
    return _checked(year, number, day, day <= 12 and day != number)


def _checked(year: int | None, number: int, day: int | None, ambiguous: bool) -> ReadDate | None:
    if not 1 <= number <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    return ReadDate(year, number, day, ambiguous)


_BETWEEN = frozenset(
    ("de", "del", "do", "of", "-", "/", ".", ",", "'", "th", "st", "nd", "rd", "°", "º", "er", "ro")
)
"""What may stand between the parts of a date."""
_REACH = 5
"""Tokens behind a month in which its year is looked for."""


def _named(tokens: Sequence[Token]) -> list[tuple[int, ReadDate]]:
    """Dates whose month is a word, with the places where they begin."""
    found = []
    for at, token in enumerate(tokens):
        number = month(token.folded) if token.is_word else None
        if number is None:
            continue
        before = [t for t in tokens[max(0, at - 3) : at] if t.folded not in _BETWEEN]
        has_day = bool(before) and before[-1].is_digits and len(before[-1].text) <= 2
        day = int(before[-1].text) if has_day else None
        day, year = _behind(tokens, at, day)
        made = _checked(year, number, day, False)
        if made is not None:
            found.append((before[-1].start if has_day else token.start, made))
    return found


def _behind(tokens: Sequence[Token], at: int, day: int | None) -> tuple[int | None, int | None]:
    """Day and year, as far as what stands behind the month at ``at`` says them."""
    digits = [t.text for t in tokens[at + 1 : at + 1 + _REACH] if t.folded not in _BETWEEN]
    if not digits or not digits[0].isdigit():
        return day, None
    first = digits[0]
    if len(first) == 4:
        return day, int(first) if int(first) in YEARS else None
    if len(first) > 2:
        return day, None
    if day is None and len(digits) > 1 and digits[1].isdigit() and len(digits[1]) == 4:
        return int(first), int(digits[1])  # August 17, 2007
    joined = tokens[at + 1].text in ("-", "'", "/", ".")
    return day, full_year(int(first)) if len(first) == 2 and (joined or day is not None) else None


SEPARATOR = " / "
"""Stands between what two columns say of one deadline: its start and its end."""


def read_span(deadline: str, year: int | None, *, month_first: bool = False) -> tuple[str, str]:
    """First and last day (or month) of a deadline, in ISO 8601; empty where it does not say one.

    One date is the last day. Where a side names several dates, they belong to several things, and which is
    whose is not guessed. A date without a year takes that of the other, else ``year``.
    """
    sides = deadline.split(SEPARATOR)
    dates = [read_dates(side, month_first=month_first) for side in sides]
    if len(sides) == 1 and len(dates[0]) == 2:
        dates = [dates[0][:1], dates[0][1:]]
    if len(dates) > 2 or any(len(side) > 1 for side in dates):
        return "", ""
    years = [found.year for side in dates for found in side if found.year is not None]
    known = years[-1] if years else year
    first, last = ((), dates[0]) if len(dates) == 1 else (dates[0], dates[1])
    starts = "".join(found.iso(known) for found in first)
    ends = "".join(found.iso(known) for found in last)
    if ends and starts > ends and known is not None and all(found.year is None for found in first):
        starts = "".join(found.iso(known - 1) for found in first)  # November to March 2017
    return starts, ends
