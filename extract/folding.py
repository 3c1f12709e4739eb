"""Words as they are compared: without case, accents, note marks and line-break hyphens."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_HYPHEN_BREAK = re.compile(r"(?<=\w)[-\u2010\u00ad]\s*\n\s*(?=[a-záéíóúüñçãõâêô])")
_NOTE_MARK = re.compile(r"[\u00b9\u00b2\u00b3\u2070-\u2079]+|\((?:\d{1,2}|\*{1,3})\)\s*$|(?<=\w)\*+")
_NOT_WORD = re.compile(r"[^\w%$#σ∑]+")


def mend_breaks(text: str) -> str:
    """One line: words that a line end cuts with a hyphen are put together, other line ends become spaces."""
    if "\n" in text:
        text = _HYPHEN_BREAK.sub("", text)
    return " ".join(text.replace("\u00ad", "").split())


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, accents and note marks off, everything but letters, digits, ``%``, ``$`` and ``#`` a single
    space: ``"Ponderac. actividad (%) ⁹"`` → ``"ponderac actividad %"``."""
    text = _NOTE_MARK.sub(" ", mend_breaks(text))
    text = re.sub(r"(?<=\w)[º°]|\b[nN][ªº°]", lambda found: "n " if found.group()[0] in "nN" else " ", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return _NOT_WORD.sub(" ", text.lower()).strip()


_VERB = re.compile(r"(?<!\w)[éÉ](?!\w)")
_SIGNS = str.maketrans({"º": "°", "ª": "°", "“": '"', "”": '"', "«": '"', "»": '"', "’": "'", "‘": "'"})


@lru_cache(maxsize=4096)
def flat(text: str) -> str:
    """Lower case and without accents, letter for letter: what stands at a place in it stands there in the
    text. White space is blanks, quotation marks are straight, ``º`` is ``°``; a lone ``é`` keeps its accent,
    for it is a verb and ``e`` is "and"."""
    letters = list(map(_flat_letter, text.translate(_SIGNS)))
    for found in _VERB.finditer(text):
        letters[found.start()] = "é"
    return "".join(letters)


def _flat_letter(letter: str) -> str:
    if letter.isspace():
        return " "
    base = letter.lower() if letter.isascii() else unicodedata.normalize("NFKD", letter)[0].lower()
    return base if len(base) == 1 else letter
