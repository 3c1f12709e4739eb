"""Text of documents made fit to be shown: nothing in it may steer the terminal or the page."""

from __future__ import annotations

import unicodedata

_STEERING = frozenset({"Cc", "Cs"})
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(text: str) -> str:
    """Without control characters other than the line break (escape sequences could rewrite what is on the
    screen) and without marks that turn the direction of writing; tabs become spaces."""
    return "".join(map(_shown, text)) if not text.isascii() or not text.isprintable() else text


def _shown(character: str) -> str:
    if character == "\n":
        return character
    if character == "\t":
        return " "
    if character in _DIRECTIONS or unicodedata.category(character) in _STEERING:
        return "\ufffd"
    return character


def one_line(text: str, width: int | None = None) -> str:
    """In one line with single spaces, cut to ``width`` characters with an ellipsis at its end."""
    line = " ".join(printable(text).split())
    if width is not None and len(line) > width:
        return line[: width - 1].rstrip() + "…"
    return line
