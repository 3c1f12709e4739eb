"""What a text in a table looks like: a figure, a sign for a missing one, words."""

from __future__ import annotations

import re

# Signs for what is missing; those of formulas (=, +, brackets, integrals) are none.
_SIGNS = r"[^\w=+<>≤≥±∑∏∫√∂∞\[\]{}|\\^~\u239b-\u23b3]*"
_BLANK_VALUE = re.compile(_SIGNS + r"(?:n\.?\s?[ad]\.?|n/[ad]|s/[di]|[xX])?" + _SIGNS)


def is_value(text: str) -> bool:
    """Whether a text looks like the content of a column of figures: a number with its signs, or a sign that
    stands for a missing one. Signs and a few letters may go with the digits (``38 (24.7%)``, ``25 g``)."""
    digits = sum(map(str.isdigit, text))
    letters = sum(map(str.isalpha, text))
    return bool(0 < digits >= letters <= 3 or (not digits and _BLANK_VALUE.fullmatch(text)))


def is_figure(text: str) -> bool:
    return has_digit(text) and is_value(text)


def has_digit(text: str) -> bool:
    return not text.isalpha() and any(map(str.isdigit, text))
