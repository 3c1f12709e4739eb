"""What the characters of symbol fonts show, as Unicode characters.

Word keeps them at U+F000 plus their place in the font, with the font's name beside them. ``symbols.csv``
holds the places whose meaning is known; after the font vendors' published encodings.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

TICKED, UNTICKED = "☒", "☐"
"""How the boxes of forms are drawn."""

_FIRST, _LAST = 0xF000, 0xF0FF
_HOLLOW = "◦"
"""What the letter o in a typewriter font, Word's usual bullet of the second level, looks like."""
_BULLET = "•"


def symbol(character: str, font: str | None) -> str:
    """What a character in a font shows; the character itself where the font's encoding is not known."""
    code = ord(character)
    place = code - _FIRST if _FIRST <= code <= _LAST else code
    if font is None or place > 0xFF:
        return character
    return _encodings().get(font.casefold().strip(), {}).get(place, character)


def symbols(text: str, font: str | None) -> str:
    """Text in which symbol characters are written as what they show; other characters stay."""
    if text.isascii():
        return text
    return "".join(symbol(c, font) if _FIRST <= ord(c) <= _LAST else c for c in text)


def bullet(character: str, font: str) -> str:
    """A list mark as it is seen; a plain bullet for a symbol that is not known."""
    if character == "o":
        return _HOLLOW
    shown = symbol(character, font) if not character.isascii() or is_symbol_font(font) else character
    return _BULLET if _FIRST <= ord(shown) <= _LAST else shown


def is_symbol_font(font: str | None) -> bool:
    return font is not None and font.casefold().strip() in _encodings()


@cache
def _encodings() -> dict[str, dict[int, str]]:
    encodings: dict[str, dict[int, str]] = {}
    rows = (files("ingest.wordprocessing") / "symbols.csv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(rows):
        encodings.setdefault(row["font"], {})[int(row["code"], 16)] = row["character"]
    return encodings
