"""Text of documents made fit to be shown: nothing in it may steer the terminal or the page."""

from __future__ import annotations

import re

_STEERING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff"  # control characters (Cc) and halves of pairs (Cs)
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # marks that turn the direction of writing
)


_NOT_IN_XML = re.compile("[\ufffe\uffff]")
"""What ``printable`` lets pass and XML 1.0 does not (2.2, characters)."""


def printable(text: str) -> str:
    """Without control characters other than the line break (escape sequences could rewrite what is on the
    screen) and without marks that turn the direction of writing; tabs become spaces."""
    return _STEERING.sub(_shown, text)


def in_xml(text: str) -> str:
    """As ``printable``, and fit to stand in XML."""
    return _NOT_IN_XML.sub("\ufffd", printable(text))


def _shown(found: re.Match[str]) -> str:
    return " " if found[0] == "\t" else "\ufffd"


def one_line(text: str, width: int | None = None) -> str:
    """In one line with single spaces, cut to ``width`` characters with an ellipsis at its end."""
    line = " ".join(printable(text).split())
    if width is not None and len(line) > width:
        return line[: width - 1].rstrip() + "…"
    return line
