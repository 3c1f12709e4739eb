"""Raised characters: a note mark that hangs on a text, or an exponent that is part of it.

``Ponderación (%) ³`` carries the mark of note 3; ``10³`` and ``km²`` are a number and a unit. Taking one for
the other loses a note or, worse, reads ``10³`` as 103. What stands before tells them apart.
"""

from __future__ import annotations

import re

_DIGITS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
_RAISED = str.maketrans({plain: raised for raised, plain in _DIGITS.items()})
_LOWERED = str.maketrans(_DIGITS)

RAISED_DIGITS = "".join(_DIGITS)
"""The Unicode superscript digits."""

_NUMBER = re.compile(r"[(\[]?(\d{1,3})[)\]]?")
_SYMBOL = re.compile(r"[*†‡§¶#]{1,3}")
_LETTER = re.compile(r"[(\[]?([a-z])[)\]]?")
_UNIT = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,2}$")
"""A word of one or two letters at the end: a unit of measure (m, km, cm) or a variable."""
_TAIL = 8
"""Characters before a raised one that matter."""


def lowered(raised: str) -> str:
    """Superscript digits as plain ones: ``¹²`` gives ``12``."""
    return raised.translate(_LOWERED)


def note_mark(before: str, raised: str) -> str | None:
    """The note mark that ``raised`` (a superscript's content, digits not raised) is after the text
    ``before``, without brackets; None where it belongs to the text (exponent, ordinal, abbreviation)."""
    raised = raised.strip()
    before = before[-_TAIL:]
    last = before[-1:]
    if _SYMBOL.fullmatch(raised):
        return raised
    number = _NUMBER.fullmatch(raised)
    if number:
        is_exponent = last.isdigit() or (raised in ("2", "3") and _UNIT.search(before) is not None)
        return None if is_exponent else number[1]
    letter = _LETTER.fullmatch(raised)
    if letter and not last.isdigit() and not (letter[1] in "oa" and _UNIT.search(before)):
        return letter[1]
    return None


def raised_text(raised: str) -> str:
    """A superscript that belongs to its text, in characters that keep it apart from the line: ``10³``
    (never ``103``), ``Nº``; what Unicode cannot raise stays as it is (``1er``)."""
    if raised in ("o", "a"):
        return {"o": "º", "a": "ª"}[raised]
    return raised.translate(_RAISED) if raised.strip().isascii() and raised.strip().isdigit() else raised
