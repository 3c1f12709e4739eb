"""What a cell's text looks like, before anything is understood: the signal that a column's contents give."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from extract.words import either


class Shape(StrEnum):
    EMPTY = "empty"
    PERCENT = "percent"
    MONEY = "money"
    NUMBER = "number"
    QUANTITY = "quantity"
    """A number and the name of what it counts ("12 talleres", "30 puntos")."""
    SEVERAL = "several"
    """Several numbers in one cell ("100% / 70% / 50%")."""
    DATE = "date"
    YEAR = "year"
    CODE = "code"
    """A printed number of an item: ``1.a``, ``III.1``, ``A3``."""
    MARK = "mark"
    """A cross or a tick."""
    VERDICT = "verdict"
    """Cumple / No cumple, Sí / No."""
    SHORT = "short"
    LONG = "long"


_LONG_WORDS = 9

_SPACES = "\u00a0\u2007\u2009\u202f "
_DIGITS = rf"\d+(?:[.,'’]\s?\d+|[{_SPACES}]\d{{3}}(?!\d))*"
PLAIN_NUMBER = (
    rf"(?:{either('comparators')}\s*)?[-–+(]?\s*(?:{either('currencies')}\s*)?[-–]?{_DIGITS}\s*"
    rf"(?:{either('currencies')}|%|‰|{either('percents')}|puntos|pts\.?|{either('scales')}(?!\w))?\s*\)?(?:\.?-)?"
)
"""One number as people print it, with the comparator, currency, percent sign or scale that belongs to it."""
_NUMBER = re.compile(PLAIN_NUMBER, re.IGNORECASE)
_HAS_MONEY = re.compile(either("currencies"))
_QUARTER = re.compile(r"[QT][1-4]", re.IGNORECASE)
_QUANTITY = re.compile(
    rf"(?:{either('comparators')}\s*)?{_DIGITS}\s+[^\W\d_]{{2,}}(?:[\s/-]+[^\W\d_]+\.?){{0,4}}\.?",
    re.IGNORECASE,
)
_LONGEST_QUANTITY = 48
"""Letters."""
_MONTH = either("months")
_DATE = re.compile(
    r"(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}[- ]?(?:de )?{_MONTH}\.?(?:[- ]?(?:de |del )?\d{{2,4}})?"
    rf"|{_MONTH}[-/ ]?(?:de |del )?\d{{2,4}})",
    re.IGNORECASE,
)
_YEAR = re.compile(rf"(?:{either('year_words')} )?(?:19|20)\d\d", re.IGNORECASE)
_CODE = re.compile(
    r"(?:n[°º]\s*)?(?:\d{1,3}|[IVXLC]{1,6}|[A-Z]{1,2}\d{1,3}|[A-Za-z])(?:\.\s?(?:\d{1,3}|[a-z]|[IVX]{1,5}))*\s*[.)\-–°º]*"
)
_MARK = re.compile(r"[xX✓✔☒☑✗●•√\-–—]")
_VERDICT = re.compile(either("verdicts"), re.IGNORECASE)
_SEPARATOR = re.compile(
    r"\n+|\s+/\s+|\s*;\s*|\s{2,}|(?<=%)\s*/\s*|(?<=%)\s+|(?<=[.,]\d)\s+(?=\d+[.,]\d)|(?<=[.,]\d\d)\s+(?=\d+[.,]\d)"
)
_NUMBER_IN_WORDS = re.compile(rf"\w[\w ]* {either('percents')}", re.IGNORECASE)


def pieces(text: str) -> list[str]:
    """The parts of a cell that lists figures: cut at line ends, at slashes with space around, at
    semicolons."""
    return [piece for piece in (piece.strip() for piece in _SEPARATOR.split(text)) if piece]


def is_figure(text: str) -> bool:
    """Nothing but one number with what belongs to it: comparator, currency, percent sign, scale word."""
    text = text.strip()
    if _QUARTER.fullmatch(text):
        return False  # the third quarter, not three quetzales
    return bool(_NUMBER.fullmatch(text)) or bool(_NUMBER_IN_WORDS.fullmatch(text))


_SIGN_OR_CODE = re.compile(
    rf"(?<!\w)(?:{either('currencies')}|{either('currency_names')}(?!\w))", re.IGNORECASE
)


def names_money(text: str) -> bool:
    """The words say in which currency figures are."""
    return bool(text) and _SIGN_OR_CODE.search(text) is not None


def is_quantity(text: str) -> bool:
    """One number and the few words that say of what: "12 talleres", "Al menos 3 informes"."""
    text = text.strip()
    return len(text) <= _LONGEST_QUANTITY and bool(_QUANTITY.fullmatch(text)) and not _DATE.fullmatch(text)


@lru_cache(maxsize=65536)
def shape_of(text: str) -> Shape:
    """The shape of one cell's text."""
    text = text.strip()
    if not text:
        return Shape.EMPTY
    if _MARK.fullmatch(text):
        return Shape.MARK
    if len(text) < 30 and _VERDICT.fullmatch(text):
        return Shape.VERDICT
    if _YEAR.fullmatch(text):
        return Shape.YEAR
    if len(text) < 40 and _DATE.fullmatch(text):
        return Shape.DATE
    if is_figure(text):
        if "%" in text or "por c" in text.lower() or "percent" in text.lower():
            return Shape.PERCENT
        return Shape.MONEY if _HAS_MONEY.search(text) else Shape.NUMBER
    if (
        any(letter.isdigit() for letter in text)
        and len(parts := pieces(text)) > 1
        and all(map(is_figure, parts))
    ):
        return Shape.SEVERAL
    if len(text) < 12 and _CODE.fullmatch(text):
        return Shape.CODE
    if is_quantity(text):
        return Shape.QUANTITY
    return Shape.LONG if len(text.split()) >= _LONG_WORDS else Shape.SHORT


NUMERIC = frozenset({Shape.PERCENT, Shape.MONEY, Shape.NUMBER, Shape.SEVERAL})
FIGURED = NUMERIC | {Shape.QUANTITY}
"""What a cell under a header of figures may look like; the name of a thing may be a quantity too."""
