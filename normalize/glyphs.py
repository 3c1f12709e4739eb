"""Characters that stand for others: every kind of space, dash, quote and digit in one plain form each."""

from __future__ import annotations

import unicodedata

NO_BREAK = "\u00a0"
"""What a narrow or unbreakable space becomes: one that a typist puts inside a number, not between two."""

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_APOSTROPHES = "\u2018\u2019\u02bc\u2032\u00b4\uff07\u0060"
_NARROW = "\u00a0\u2006\u2007\u2008\u2009\u200a\u202f"
_PLAIN = {
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_NARROW, NO_BREAK),
    **dict.fromkeys("\uff05\ufe6a\u066a", "%"),
    **dict.fromkeys("\uff0c\u066b", ","),
    **dict.fromkeys("\uff04\ufe69", "$"),
    **dict.fromkeys("\u2215\u2044", "/"),
    "\uff0e": ".",
}
_CONTROL = {**dict.fromkeys((*range(0x20), 0x7F), " "), **dict.fromkeys(map(ord, "\n\r\v\f"), "\n")}

LOOK_ALIKES = str.maketrans(dict(zip("OolI|i", "001111", strict=True)))
"""Letters that character recognition gives for digits: ``O`` for 0, ``l`` for 1. Others (``S`` for 5, ``B``
for 8) as often begin a code."""


def plain(text: str) -> str:
    """The text with each space, dash, apostrophe, percent sign and decimal digit in its plain form; what has
    no width (soft hyphens, joiners, byte order marks) is left out. What ends a line becomes ``\\n``: figures
    on two lines are two."""
    if text.isascii():
        return text.translate(_CONTROL)
    return "".join(map(_plain_character, text))


def _plain_character(character: str) -> str:
    if " " <= character < "\x7f":
        return character
    known = _PLAIN.get(character)
    if known is not None:
        return known
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Cf":
        return ""
    if category in ("Zl", "Zp") or character in "\n\r\v\f\x85":
        return "\n"
    return " " if category in ("Zs", "Cc") else character


_SUPERSCRIPTS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")


def note_marks_starred(text: str) -> str:
    """The text with a ``*`` for each raised digit that stands behind no letter: the number of a note, while
    ``m²`` stays a unit."""
    if _SUPERSCRIPTS.isdisjoint(text):
        return text
    before = ["", *text]
    return "".join(
        "*" if character in _SUPERSCRIPTS and not previous.isalpha() else character
        for previous, character in zip(before, text, strict=False)
    )


def _bases() -> dict[int, str | None]:
    """Accented letters of the Latin script → their base letters; combining marks → nothing."""
    bases: dict[int, str | None] = dict.fromkeys(range(0x300, 0x370))
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        decomposed = unicodedata.normalize("NFD", chr(code))
        if len(decomposed) > 1:
            bases[code] = decomposed[0]
    return bases


_BASES = _bases()


def fold(text: str) -> str:
    """Lower case without accents, for looking words up."""
    lower = text.lower()
    return lower if lower.isascii() else lower.translate(_BASES)
