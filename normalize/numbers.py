"""One figure's text → the number it writes, and what its own signs and words say about it."""

from __future__ import annotations

from dataclasses import replace

from normalize.figure_grammar import read_tokens
from normalize.glyphs import note_marks_starred, plain
from normalize.number_words import is_number_word
from normalize.numerals import Convention, is_representable
from normalize.tokens import mend_recognition, scan
from normalize.written import ReadNumber

__all__ = ["ReadNumber", "is_number_like", "read_number"]

LONGEST = 400
"""Characters beyond which a text is prose and no figure."""
BY_RECOGNITION = 0.6
"""Certainty of a figure in which letters were read as digits."""
RAISED = 0.9
"""… beside which a raised digit was taken for the number of a note."""


def read_number(
    text: str, convention: Convention | None = None, *, amount: bool = False, from_ocr: bool = False
) -> ReadNumber | None:
    """The one figure that ``text`` writes, None where it writes none, several, or one beyond what a decimal
    column holds exactly.

    ``amount``: parentheses around it make it negative, as accountants write. ``from_ocr``: letters that look
    like digits may be digits.
    """
    if len(text) > LONGEST:
        return None
    starred = note_marks_starred(text)
    read = plain(starred)
    mended = mend_recognition(read) if from_ocr else read
    found = read_tokens(scan(mended), convention, amount)
    if found is None or not _holds(found):
        return None
    certainty = (
        found.certainty * (BY_RECOGNITION if mended != read else 1) * (RAISED if starred != text else 1)
    )
    return found if certainty == found.certainty else replace(found, certainty=certainty)


def is_number_like(text: str) -> bool:
    """Whether a text holds digits or a number in words at all, read or not: what a checker asks of a cell
    that gave no measure."""
    tokens = scan(plain(text[: 4 * LONGEST]))
    return any(token.is_digits or (token.is_word and is_number_word(token.folded)) for token in tokens)


def _holds(found: ReadNumber) -> bool:
    values = (found.value, found.value_high, found.out_of)
    return all(value is None or is_representable(value) for value in values)
