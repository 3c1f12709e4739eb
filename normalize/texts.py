"""Texts as a reader takes them in: one space, one form of each character, cut words mended."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import ftfy
from ftfy.badness import is_bad

from normalize.glyphs import fold

LONGEST_ENDING = 12
"""Letters of the longest ending in the word list."""

_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85"
_CONTROL = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in _SPACES]
_INVISIBLE = dict.fromkeys(map(ord, [*_CONTROL, *"\u00ad\u200b\u200c\u200d\u2060\ufeff"]))
_BROKEN = re.compile(r"(?<!\w)(\w+)[-\u2010\u2011][ \t]*\n\s*(\w+)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def folded(text: str) -> str:
    """NFC, without what has no width, white space of any kind as one blank, none at the ends."""
    if text.isprintable() and text.isascii():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", text).translate(_INVISIBLE).split())


def repaired(text: str) -> str:
    """The text with bytes that were read in a wrong encoding read again (``EvaluaciÃ³n`` → ``Evaluación``);
    the text itself where nothing looks wrong."""
    return ftfy.fix_encoding(text) if not text.isascii() and is_bad(text) else text


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files("normalize") / "data" / "words.toml").read_text(encoding="utf-8"))


class Mender:
    """Mends words that a line break or a narrow column cut, by the other words of the same document."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._known: set[str] = set()
        for text in texts:
            self._known.update(_WORD.findall(fold(text)))
        data = _words()
        self._prefixes = frozenset(data["prefixes"])
        self._endings = frozenset(data["endings"])

    def clean(self, text: str) -> str:
        """``repaired`` and ``folded``, with cut words mended."""
        text = repaired(text)
        if "\n" in text:
            text = _BROKEN.sub(self._joined, text)
        return self._ends_mended(folded(text))

    def _joined(self, match: re.Match[str]) -> str:
        """A word cut by a hyphen at a line's end: with the hyphen where it belongs to the word."""
        first, second = match[1], match[2]
        whole, compound = fold(first + second), fold(f"{first}-{second}")
        if first[-1].isdigit() or second[0].isdigit():
            return f"{first}-{second}"
        if compound in self._known and whole not in self._known:
            return f"{first}-{second}"
        is_compound = fold(first) in self._prefixes or (second[0].isupper() and not first.isupper())
        if is_compound and whole not in self._known:
            return f"{first}-{second}"
        return first + second

    def _ends_mended(self, text: str) -> str:
        """A word cut without a hyphen, where what follows is an ending and no word (``Pondera ción``)."""
        words = text.split(" ")
        endings = [at for at, word in enumerate(words) if at and self._is_ending(word)]
        for at in reversed(endings):
            before, word = words[at - 1], words[at]
            if before.isalpha() and word[0].islower() == before[-1].islower():
                words[at - 1 : at + 1] = [before + word]
        return " ".join(words) if endings else text

    def _is_ending(self, word: str) -> bool:
        return 3 <= len(word) <= LONGEST_ENDING and fold(word.rstrip(".,;:)")) in self._endings
