"""The words of a header that say which time a column is about. They are only found here; what they are in
ISO 8601 is read when the dataset is made."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:ene(?:ro)?|feb(?:rero)?|mar(?:zo)?|abr(?:il)?|may(?:o)?|jun(?:io)?|jul(?:io)?|ago(?:sto)?|se[pt](?:t?iembre)?|set|oct(?:ubre)?|nov(?:iembre)?|dic(?:iembre)?|"
    r"jan(?:eiro)?|fev(?:ereiro)?|mar[cç]o|maio|junho|julho|agosto|setembro|out(?:ubro)?|novembro|dez(?:embro)?|"
    r"january|february|march|april|june|july|august|september|october|november|december)"
)
_ORDINAL = r"(?:\d{1,2}\s?(?:er|ro|do|da|to|ta|º|°|ª|st|nd|rd|th)?\.?|primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|primeiro|terceiro|quarto|first|second|third|fourth|I{1,3}|IV)"
_PART = r"(?:semestre|trimestre|trim\.?|sem\.|quadrimestre|cuatrimestre|bimestre|quarter|semester|half)"
_PATTERNS = re.compile(
    rf"(?P<until>\b(?:a|al|hasta|at[eé]|to|until|ao?)\s+(?:el\s+)?(?:mes\s+de\s+)?(?:\d{{1,2}}\s+de\s+)?{_MONTH}\b(?:\s*(?:de\s+|del\s+)?(?:19|20)\d\d)?)"
    rf"|(?P<part>\b(?:{_ORDINAL}\s*{_PART}|{_PART}\s*{_ORDINAL}|Q[1-4])(?:\s*(?:de\s+|del\s+)?(?:19|20)\d\d)?)"
    rf"|(?P<span>\b(?:19|20)\d\d\s*[-–/]\s*(?:19|20)\d\d\b)"
    rf"|(?P<month>\b{_MONTH}\b\.?(?:\s*(?:de\s+|del\s+|[-/]\s*)?(?:(?:19|20)\d\d|\d\d\b))?)"
    rf"|(?P<year>(?:\b(?:a[ñn]o|year|ejercicio|gesti[oó]n|exerc[ií]cio)\s+)?\b(?:19|20)\d\d\b)",
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
