"""Sentences of running text with the figures that they state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from check.view import DocumentView, kept
from normalize.currency import code
from normalize.glyphs import fold
from normalize.numbers import ReadNumber, read_number
from normalize.numerals import Convention
from normalize.schema import PassageRow

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"(?<=[.;:!?])\s+(?=[^\W\d_a-z]|[¿¡“\"])|\n(?=\s*(?:[•·\-–]|\d{1,2}[.)])\s)")
_FIGURE = re.compile(
    r"""(?<![\w.,/])
        (?:(?:US|U\$|R|RD|S/)?\$\s?|USD\s|CLP\s|€\s?|Q\.?\s?(?=\d)|S/\.?\s?)?   # a currency
        [-−]?\d+(?:[.,'’ \u00a0]\d{3})*(?:[.,]\d+)?(?![\d/])
        (?:\s?(?:%|por\s+ciento|mil(?:lón|lones)?\b|milhão\b|milhões\b|thousand\b|million\b))*""",
    re.VERBOSE | re.IGNORECASE,
)
"""A figure as prose writes it: a currency before it, a percent sign or a scale after it; no part of a date, a
fraction or a number of a section."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of a sentence; ``unit`` is ``percent``, a currency's ISO 4217 code or the word behind it."""

    raw: str
    number: ReadNumber
    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    passage: PassageRow
    text: str
    """With white space folded."""

    @property
    def words(self) -> list[str]:
        return _WORD.findall(fold(self.text))


def sentences(view: DocumentView, about: frozenset[str]) -> Iterator[Sentence]:
    """Those of the body, its headings and notes, in reading order, of the passages that have one of some
    words (``check.words``) in them."""
    for passage, said in _passages(view):
        if not said.isdisjoint(about):
            yield from (Sentence(passage, text) for text in split(passage.text))


@kept
def _passages(view: DocumentView) -> list[tuple[PassageRow, frozenset[str]]]:
    """Each with its words."""
    return [
        (passage, frozenset(_WORD.findall(fold(passage.text))))
        for passage in view.rows.passages
        if passage.kind not in ("header", "footer")
    ]


def split(text: str) -> list[str]:
    """The sentences of a text; a break of a line within one is white space."""
    parts = (" ".join(part.split()) for part in _SENTENCE.split(text.replace("\\$", "$")))
    return [part for part in parts if part]


def figures(text: str, view: DocumentView) -> list[Stated]:
    """The figures of a sentence that can be read."""
    convention = next((known for known in Convention if known == view.document.number_format), None)
    found = []
    for match in _FIGURE.finditer(text):
        number = read_number(match[0].strip(), convention, amount=True)
        if number is not None and not number.undecided:
            after = re.match(r"\s*(?:de\s+)?([^\W\d_]{3,})", text[match.end() :])
            unit = "percent" if number.percent else ""
            if number.sign is not None:
                unit = code(number.sign.mark, view.document.country)
            found.append(
                Stated(match[0].strip(), number, unit or (fold(after[1]) if after else ""), *match.span())
            )
    return found
