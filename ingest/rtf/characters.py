"""Control words that stand for a character, and characters that nobody sees.

RTF specification 1.9.1, "Special Characters".
"""

from __future__ import annotations

BY_WORD = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "page": "\n",
    "column": "\n",
    "emdash": "\u2014",
    "endash": "\u2013",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "\u2022",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}

BY_SYMBOL = {b"~": "\u00a0", b"-": "\u00ad", b"_": "\u2011", b"\t": "\t"}

_UNSEEN = {**dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)]), 0x09: "\t", 0x0A: "\n", 0x0B: "\n"}


def seen(text: str) -> str:
    """``text`` without control characters."""
    return text if text.isprintable() else text.translate(_UNSEEN)
