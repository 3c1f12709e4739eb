"""Text that its author struck out and left beside what replaces it: it is read, for a person sees it, but a
struck 10 and a 20 are never run together into 1020."""

from __future__ import annotations

import re

_ENDS_FIGURE = re.compile(r"[\d%.,]$")
_BEGINS_FIGURE = re.compile(r"[\d.,]")


def gap(before: str, after: str) -> str:
    """What to set between struck text and text that is not: a blank between two figures."""
    return " " if _ENDS_FIGURE.search(before[-1:]) and _BEGINS_FIGURE.match(after) else ""
