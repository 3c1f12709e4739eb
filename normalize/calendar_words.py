"""The words of calendars, and what they name."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

YEARS = range(1900, 2100)
LONGEST = 300
"""Characters of a text in which periods are looked for."""


@cache
def calendar() -> dict[str, Any]:
    """``data/calendar.toml``."""
    return tomllib.loads((files("normalize") / "data" / "calendar.toml").read_text(encoding="utf-8"))


def month(folded: str) -> int | None:
    """The month (1 to 12) that a folded word names."""
    months: dict[str, int] = calendar()["months"]
    return months.get(folded)


def full_year(two_digits: int) -> int:
    """The year that two digits stand for: 1970 to 2069."""
    return two_digits + (1900 if two_digits > 69 else 2000)
