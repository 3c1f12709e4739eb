"""Lengths as OpenDocument writes them (part 3, 18.3.18): a number and its unit."""

from __future__ import annotations

import re

_LENGTH = re.compile(r"\s*(-?\d{1,9}(?:\.\d{1,9})?|-?\.\d{1,9})(cm|mm|in|pt|pc|px)\s*")
_RELATIVE = re.compile(r"\s*(\d{1,9}(?:\.\d{1,9})?)\*\s*")
_POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}


def points(length: str | None) -> float | None:
    found = _LENGTH.fullmatch(length or "")
    return None if found is None else float(found[1]) * _POINTS[found[2]]


def twips(length: str | None) -> int:
    """Twentieths of a point; 0 for what is no length."""
    found = points(length)
    return 0 if found is None else max(0, round(found * 20))


def percent(share: str | None) -> float | None:
    """``58%`` is 58.0."""
    try:
        return float((share or "").strip().removesuffix("%")) if (share or "").strip().endswith("%") else None
    except ValueError:
        return None


def relative(width: str | None) -> float:
    """A column's share of its table (``6554*``); 0 for what is none."""
    found = _RELATIVE.fullmatch(width or "")
    return 0.0 if found is None else float(found[1])
