"""What kind of thing a cell's text is, as far as telling columns apart needs it."""

from __future__ import annotations

import re
from enum import IntEnum


class Content(IntEnum):
    EMPTY = 0
    FIGURE = 1
    """Numbers, percentages, amounts, dates; one or several lines of them."""
    SHORT = 2
    """A word or a few."""
    LONG = 3
    """A sentence, or several paragraphs."""


_FIGURE = re.compile(
    r"""[(<>=≤≥~±+\-–]{0,3}\s?
    (?:US\s?\$|R\$|S/\.?|[$€£]|USD|CLP|UF|UTM|N[º°]|Q|L)?\s?
    [+\-–]?\d[\d.,/:’'\- ]{0,28}
    (?:%|‰|º|°|\$|hrs?\.?|pts?\.?|x)?(?:\.-|,-)?[)*.]{0,3}""",
    re.VERBOSE | re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORT = 60
"""Characters that a short text has at most."""
_FIGURE_LINE = 40


def content_of(text: str) -> Content:
    """Of a cell's text, markup already off."""
    lines = [line for line in (line.strip() for line in text.split("\n")) if line]
    if not lines:
        return Content.EMPTY
    if all(is_figure(line) for line in lines):
        return Content.FIGURE
    return Content.SHORT if len(lines) <= 2 and len(text) <= _SHORT else Content.LONG


def is_figure(text: str) -> bool:
    """Whether one line is a number and what belongs to it, nothing else."""
    return len(text) <= _FIGURE_LINE and _FIGURE.fullmatch(text.strip()) is not None


def is_heading_text(text: str) -> bool:
    """Whether a cell could head a column: some text, and no figure but a year."""
    text = text.strip()
    return bool(text) and (_YEAR.fullmatch(text) is not None or content_of(text) is not Content.FIGURE)
