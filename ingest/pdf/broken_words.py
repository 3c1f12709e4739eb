"""Words that a narrow cell broke without a hyphen, where its width ended ("Kilómetr" over "o").

A word that is alone on its line and fills it may be a whole one, and so may what stands below it. They are
taken for one word only where the letters leave no doubt: one of the two is no word of its own, or the page
prints both together elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.pdf.typeset import Typeset
from ingest.pdf.wording import short_words

_LETTERS = re.compile(r"[^\W\d_]+")
_UNFINISHED = re.compile(r"[bcdfgpt][rl]$", re.IGNORECASE)
"""How no word of these languages ends: a consonant and the liquid that begins its syllable's vowel."""
_VOWEL = re.compile(r"[aeiouyáéíóúüâêôàãõ]", re.IGNORECASE)
_CLOSING = ".,:;()"
_SHORT = 2
"""Letters of a rest that is known for a word by a list."""


def is_broken_word(
    page: Typeset, before: Sequence[int], after: Sequence[int], left: float, right: float
) -> bool:
    """Whether the last word of a line and the first of the next, in a cell between left and right, are two
    pieces of one word."""
    head, rest = page.text[before[0]], page.text[after[0]].rstrip(_CLOSING)
    if len(before) != 1 or not (_LETTERS.fullmatch(head) and _LETTERS.fullmatch(rest)):
        return False
    shouts = head.isupper()
    if shouts != rest.isupper() or not (shouts or rest.islower()) or not _fills(page, before[0], left, right):
        return False
    if _UNFINISHED.search(head):
        return True
    if rest.lower() in short_words():
        return False
    if not _VOWEL.search(rest):
        return not shouts  # in capitals it may be an acronym
    whole = (head + rest).lower()
    return len(rest) <= _SHORT or any(word.lower().strip(_CLOSING) == whole for word in page.text)


def _fills(page: Typeset, word: int, left: float, right: float) -> bool:
    """No further letter of the word would have fitted beside it, the cell's margins being alike."""
    width: float = page.x1[word] - page.x0[word]
    margin: float = max(0.0, min(page.x0[word] - left, right - page.x1[word]))
    return right - left - 2 * margin - width < 1.2 * width / len(page.text[word])
