"""What stays the same of a finding when a corrected version of its document is checked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

_DIGITS = 10
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*\s*%|\d+(?:[.,]\d+)+|\s+")
"""A percentage or a decimal number in words that name something ("Objetivo 1 (Ponderación: 25,00%)")."""


def fingerprint(rule: str, discriminator: str, words: Sequence[str]) -> str:
    """Of the rule and the words of what it speaks of: not of figures, nor of where they stand."""
    plain = [_FIGURE.sub(" ", text).strip().casefold() for text in words]
    return hashlib.sha256("\x1f".join([rule, discriminator, *plain]).encode()).hexdigest()[:_DIGITS]
