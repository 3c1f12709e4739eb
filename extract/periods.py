"""The words of a header that say which time a column is about. They are only found here; what they are in
ISO 8601 is read when the dataset is made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extract.words import data, either

_MONTH = either("months")
_PART = either("parts_of_year")
_ORDINAL = either("ordinals")
_YEAR = r"(?:19|20)\d\d"
_FROM = either("from")
_JOINT = either("year_joints")
_OF_YEAR = rf"(?:\s*(?:de\s+|del\s+)?{_YEAR})?"
_PARTED = re.compile(rf"\b({'|'.join(data('words')['parted_years'])})\w*", re.IGNORECASE)
_BARE_ORDINAL = re.compile(rf"(?:VI?|{_ORDINAL})", re.IGNORECASE)
_LETTERED = re.compile(r"(?P<letter>[SH])\s?-?\s?(?P<number>\d{1,2})", re.IGNORECASE)
_HALF = re.compile(r"[SH]\s?-?\s?[12]", re.IGNORECASE)
_PATTERNS = re.compile(
    rf"(?P<until>\b{either('until')}\s+(?:el\s+)?(?:mes\s+de\s+)?(?:\d{{1,2}}\s+de\s+)?{_MONTH}\b{_OF_YEAR})"
    rf"|(?P<part>\b(?:{_ORDINAL}\s*{_PART}|{_PART}\s*{_ORDINAL}|[QT]\s?-?\s?[1-4]\b|[1-4]\s?[QT]\b){_OF_YEAR})"
    rf"|(?P<span>\b(?:{_FROM}\s+)?{_YEAR}(?:\s*{_JOINT}\s*{_YEAR})+\b)"
    rf"|(?P<months>\b{_MONTH}\b\.?{_OF_YEAR}\s*(?:[-–/]|\b{either('until')}\b)\s*{_MONTH}\b\.?{_OF_YEAR})"
    rf"|(?P<month>\b{_MONTH}\b\.?(?:\s*(?:de\s+|del\s+|[-/]\s*)?(?:{_YEAR}|\d\d\b))?)"
    rf"|(?P<year>(?:\b{either('year_words')}\s+)?\b{_YEAR}\b)",
    re.IGNORECASE,
)


def periods_in(text: str) -> tuple[str, ...]:
    """The words about time in a header's text, in their order, as printed."""
    return tuple(found.group().strip() for found in _PATTERNS.finditer(text))


def without_periods(text: str) -> str:
    """The header's text without its words about time and the brackets that held them."""
    return re.sub(r"\(\s*\)|\s{2,}", " ", _PATTERNS.sub(" ", text)).strip(" -–/:.,")


def is_period(text: str) -> bool:
    """Nothing but words about time ("Año 2015", "A junio", "I Trim.")."""
    return bool(periods_in(text)) and not re.sub(r"[\W_]+", "", without_periods(text))


def part_under(bands: Sequence[str], text: str) -> tuple[str, ...]:
    """The part of a year that an ordinal names under bands that part one ("Programación trimestral" over
    "II"), and what else the bands say about time; nothing where they part none."""
    if not _BARE_ORDINAL.fullmatch(text.strip()):
        return ()
    found = next((found for band in reversed(bands) if (found := _PARTED.search(band))), None)
    if found is None:
        return ()
    return f"{found.group()} {text.strip()}", *(said for band in bands for said in periods_in(band))


def parts_of_year(band: str) -> int:
    """How many of the parts that a band names a year has; 0 where it names none."""
    found = _PARTED.search(band)
    return data("words")["parted_years"][found[1].lower()] if found is not None else 0


def is_half(text: str) -> bool:
    """Whether a header may name half a year by letter and digit: ``S1``, ``H-2``."""
    return _HALF.fullmatch(text.strip()) is not None


def halves_of_year(headers: Iterable[Sequence[str]]) -> frozenset[tuple[str, ...]]:
    """The bands (the levels above the last) under which ``S1`` and ``S2``, or ``H1`` and ``H2``, name the
    halves of a year: both stand there, and no ``S3`` that would make them weeks."""
    numbers: dict[tuple[tuple[str, ...], str], set[str]] = {}
    for levels in headers:
        if levels and (found := _LETTERED.fullmatch(levels[-1].strip())) is not None:
            numbers.setdefault((tuple(levels[:-1]), found["letter"].upper()), set()).add(found["number"])
    return frozenset(bands for (bands, _), named in numbers.items() if named == {"1", "2"})


def years_of(texts: Iterable[str]) -> tuple[int, ...]:
    """The years that the words about time in some texts name."""
    said = (words for text in texts for words in periods_in(text))
    return tuple(int(year) for words in said for year in re.findall(_YEAR, words))
