"""Periods in the words of headers and cells → ISO 8601 (``2016``, ``2016-01/2016-06``).

A period that the words do not settle is empty, never a guess: half of a year without a year stays unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from normalize.calendar_words import LONGEST, YEARS, calendar, full_year, month
from normalize.glyphs import plain
from normalize.number_words import read_roman
from normalize.tokens import Token, scan

LONGEST_ABBREVIATION = 4
"""Letters of the names of months that may be other words."""


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
        if _are_apart(tokens, found_years):
            return ""
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
        elif token.is_digits and len(token.text) == 2 and at and _is_year(tokens, at):
            found.append(full_year(int(token.text)))
        at += 1
    return [found[0], found[-1]] if found else []


def _are_apart(tokens: Sequence[Token], years: Sequence[int]) -> bool:
    """Whether years are listed that do not follow each other (``2016 y 2018``, not ``entre 2016 y 2018``):
    two periods, and no range."""
    words = calendar()["words"]
    if not years or years[-1] - years[0] < 2:
        return False
    at = [place for place, token in enumerate(tokens) if token.is_digits and len(token.text) == 4]
    if len(at) < 2 or (at[0] and tokens[at[0] - 1].folded in words["between"]):
        return False
    said = {int(tokens[place].text) for place in at}
    joins = [token.folded for token in tokens[at[0] + 1 : at[-1]] if not token.is_digits]
    is_list = bool(joins) and all(join in words["list"] for join in joins)
    return is_list and not said.issuperset(range(years[0], years[-1] + 1))


def _is_year(tokens: Sequence[Token], at: int) -> bool:
    """Whether two digits stand for a year: behind a month and a dash or an apostrophe (``jul-07``), or behind
    what names a fiscal one (``FY16``)."""
    before = tokens[at - 1]
    if before.folded in calendar()["words"]["fiscal"]:
        return True
    return before.text in ("-", "'", "/", ".") and at >= 2 and month(tokens[at - 2].folded) is not None


def _months(tokens: Sequence[Token]) -> tuple[int, int] | None:
    part = _part(tokens) or _in_digits(tokens)
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


def _in_digits(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """The month of one date in digits beside its year: ``30/06/2016``, ``2016-06``, ``06/2016``. Where day
    and month could change places, and for years that follow each other (``2011-12``), none."""
    text = "".join(token.space + token.text for token in tokens)
    found = _DIGITS.findall(text)
    if len(found) != 1:
        return None
    year_first, month_behind, day, month_before, year = found[0]
    if month_behind:
        number = int(month_behind)
        if number == (int(year_first) + 1) % 100:
            return None
    else:
        number = int(month_before)
        if day and int(day) <= 12 and int(day) != number:
            return None
    if not 1 <= number <= 12 or int(year_first or year) not in YEARS:
        return None
    at = next(at for at, token in enumerate(tokens) if token.is_digits)
    return (1, number) if _is_until(tokens, at) else (number, number)


_DIGITS = re.compile(r"(?<![\w/.-])(?:(\d{4})[-/](\d\d)|(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4}))(?![\w/-])")


def _is_until(tokens: Sequence[Token], at: int) -> bool:
    """Whether a month is the last of those meant: ``A junio``, ``hasta el mes de junio``."""
    words = calendar()["words"]
    before = [token.folded for token in tokens[max(0, at - 4) : at] if token.is_word]
    while before and before[-1] in words["connect"]:
        before.pop()
    return bool(before) and before[-1] in words["until"]


def _by_chance(tokens: Sequence[Token], at: int) -> bool:
    """Whether a short word that is also a month's (``mar``, ``set``, ``out``) stands among other words, with
    no year, no other month and nothing of a date beside it."""
    if len(tokens[at].text) > LONGEST_ABBREVIATION:
        return False
    words = calendar()["words"]
    before, behind = (
        [token for token in some if token.text != "."] for some in (tokens[:at], tokens[at + 1 :])
    )
    beside = [*before[-2:], *behind[:2]]
    if any(token.is_digits or month(token.folded) is not None for token in beside):
        return False
    if at and tokens[at - 1].folded in (*words["until"], *words["from"]):
        return False
    return any(token.is_word for token in beside)


def _part(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """The months of the quarters, semesters and the like that are named: ``Trim. II``, ``1er semestre``,
    ``Q3``, ``primer trimestre``, ``Trim. I y II``."""
    found = [span for at in range(len(tokens)) for span in _part_at(tokens, at)]
    return (found[0][0], found[-1][1]) if found and found[0][0] <= found[-1][1] else None


def _part_at(tokens: Sequence[Token], at: int) -> list[tuple[int, int]]:
    """The parts of a year that the word at ``at`` names, by the nearest number beside it."""
    word = tokens[at].folded
    size = calendar()["parts"].get(word)
    if size is None and tokens[at].is_digits and at + 1 < len(tokens):
        letter = tokens[at + 1]  # "3Q", "1T"
        if letter.folded in _LETTERS and not letter.space and len(word) == 1:
            return _spans(_LETTERS[letter.folded], [int(word)])
    if size is None:
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if following is not None and following.text == "-" and at + 2 < len(tokens):
            following = tokens[at + 2]  # "T-1"
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
            joined = behind + 2 < len(tokens) and tokens[behind + 1].folded in calendar()["words"]["join"]
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
    ordinals: dict[str, int] = calendar()["ordinals"]
    if token.is_digits:
        return int(token.text) if len(token.text) == 1 else None
    if token.folded in ordinals:
        return ordinals[token.folded]
    return read_roman(token.text) if token.text.isupper() and set(token.text) <= set("IVX") else None
