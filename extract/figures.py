"""Where the figures stand in a cell's or a line's text. Their worth is read by a later stage; here each is
only cut out, exactly as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.shapes import PLAIN_NUMBER, is_figure, is_quantity, pieces

_AMOUNT = r"[\d][\d.,'’\u00a0\u202f]*"
_QUOTIENT = re.compile(
    rf"^(?P<result>.*?\d[^\[(]*?)\s*[\[(=]+\s*\(?\s*(?P<numerator>[$\w]*\s*{_AMOUNT})\s*[/÷]\s*(?P<denominator>[$\w]*\s*{_AMOUNT})\s*\)?\s*(?:[*x×·∗]\s*100)?\s*%?\s*[\])]*\s*$",
    re.DOTALL | re.IGNORECASE,
)
_NUMBER = re.compile(PLAIN_NUMBER, re.IGNORECASE)
_RANGE = re.compile(
    rf"(?:entre\s+|de\s+|from\s+|between\s+)?{_AMOUNT}\s*%?\s*(?:-|–|—|a|y|e|to|and|até|hasta)\s*{_AMOUNT}\s*%?",
    re.IGNORECASE,
)
_DATE_LIKE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")


@dataclass(frozen=True, slots=True)
class Quotient:
    """A stated result with the quotient printed beside it: ``50.0 % [(4 /8 )*100]``."""

    result: str
    numerator: str
    denominator: str


def quotient_in(text: str) -> Quotient | None:
    """The result and its quotient, where a cell states both."""
    found = _QUOTIENT.match(text.strip())
    if found is None or not is_figure(found["result"].strip()):
        return None
    return Quotient(found["result"].strip(), found["numerator"].strip(), found["denominator"].strip())


def figures_in(text: str) -> tuple[str, ...]:
    """The figures of a cell whose column holds figures, in their order.

    A cell that is one figure, one range or one quantity gives itself; a list ("100% / 70% / 50%", "0,4 0,4")
    gives its parts; a cell of words and figures gives nothing, since nobody can tell which of them is meant,
    unless it holds exactly one number.
    """
    text = text.strip()
    if not any(letter.isdigit() for letter in text):
        return (text,) if is_figure(text) else ()
    if _is_one(text):
        return (text,)
    parts = pieces(text)
    if len(parts) > 1 and all(map(_is_one, parts)):
        return tuple(parts)
    if _DATE_LIKE.search(text):
        return ()
    found = [match.group().strip() for match in _NUMBER.finditer(text)]
    return (found[0],) if len(found) == 1 and len(text) - len(found[0]) <= 25 else ()


def _is_one(text: str) -> bool:
    return is_figure(text) or _RANGE.fullmatch(text) is not None or is_quantity(text)


_PLAIN = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*%?\s*")


def plain_worth(text: str) -> float:
    """About what a plain figure is worth ("35", "7,5 %"), where its size tells how a table is to be read; 0
    where it is written in any other way. What it is worth exactly is read by a later stage."""
    found = _PLAIN.fullmatch(text)
    return float(found[1].replace(",", ".")) if found is not None else 0.0


def is_plain(text: str) -> bool:
    """A figure of digits and at most one mark, which ``plain_worth`` can tell the size of."""
    return _PLAIN.fullmatch(text) is not None


def add_up_to_whole(texts: Sequence[str]) -> bool:
    """Shares that add up to a hundred percent, or to one, as they are rounded."""
    total = sum(map(plain_worth, texts))
    return abs(total - 100) <= _ROUNDED or abs(total - 1) <= _ROUNDED / 100


_ROUNDED = 0.5
"""Percent points by which shares of a whole may miss a hundred."""
