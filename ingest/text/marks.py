"""Raised characters: a note mark that hangs on a text, or an exponent that is part of it.

``Ponderación (%) ³`` carries the mark of note 3; ``10³`` and ``km²`` are a number and a unit. Taking one for
the other loses a note or, worse, reads ``10³`` as 103. The decision is the one of the word processors'
readers, so that a document says the same in each format.
"""

from __future__ import annotations

import re

from ingest.wordprocessing.raised import is_note_mark

_DIGITS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
_RAISED = str.maketrans({plain: raised for raised, plain in _DIGITS.items()})
_LOWERED = str.maketrans(_DIGITS)

RAISED_DIGITS = "".join(_DIGITS)
"""The Unicode superscript digits."""
LOOKED_AT = 48
"""Characters before and after a raised one that tell what it is."""

_BETWEEN_MARKS = re.compile(r"[\s,;]+")


def lowered(raised: str) -> str:
    """Superscript digits as plain ones: ``¹²`` gives ``12``."""
    return raised.translate(_LOWERED)


def note_marks(before: str, raised: str, after: str) -> tuple[str, ...]:
    """The note marks that ``raised`` (a superscript's content, digits not raised) holds, between two texts;
    none where it belongs to the text: an exponent, an ordinal, an abbreviation."""
    raised = raised.strip()
    if not raised or not is_note_mark(raised, before[-LOOKED_AT:], after[:LOOKED_AT]):
        return ()
    return tuple(mark for mark in _BETWEEN_MARKS.split(raised) if mark)


def raised_text(raised: str) -> str:
    """A superscript that belongs to its text, in characters that keep it apart from the line: ``10³``
    (never ``103``), ``Nº``; what Unicode cannot raise stays as it is (``1er``)."""
    if raised in ("o", "a"):
        return {"o": "º", "a": "ª"}[raised]
    return raised.translate(_RAISED) if raised.strip().isascii() and raised.strip().isdigit() else raised
