"""The tokens of RTF (Rich Text Format Specification 1.9.1, "RTF Syntax"), found by one regular expression.

Reading is linear whatever the bytes: no token needs a look further back, and bytes that are no token
(line ends, NUL) are stepped over by the search itself.
"""

from __future__ import annotations

import re

TEXT, BRACE, UNICODE, FALLBACK, WORD, PARAMETER, HEX, SYMBOL = range(1, 9)
"""Groups of ``TOKEN``. ``Match.lastindex`` tells the kind of a token: ``FALLBACK`` is a ``\\u`` with the
character that stands in for it, ``PARAMETER`` a control word with a number."""

_FALLBACK = (
    rb"[\r\n]*(?:\\'[0-9a-fA-F]{2}"
    rb"|\\(?:emdash|endash|emspace|enspace|bullet|[lr]quote|[lr]dblquote)(?![a-zA-Z]) ?"
    rb"|\\[^a-zA-Z'*\r\n]"
    rb"|[^\\{}\r\n])"
)
"""One character that a reader without Unicode would show. Other control words are not taken for one,
although the specification counts them: writers that leave the character out are met more often."""

TOKEN = re.compile(
    rb"([^\\{}\r\n\x00]+)"
    rb"|([{}])"
    rb"|\\(?:"
    rb"u(-?[0-9]{1,7})[0-9]* ?(" + _FALLBACK + rb")?"
    rb"|([a-zA-Z]+)(-?[0-9]{1,10})?[0-9]* ?"
    rb"|'([0-9a-fA-F]{2})"
    rb"|(.))",
    re.DOTALL,
)

_ONE_FALLBACK = re.compile(_FALLBACK)
_BOUND = re.compile(rb"\\bin(?![a-zA-Z])(-?[0-9]{1,10})?[0-9]* ?|\\[\\{}]|[{}]")


def past_fallback(data: bytes, at: int, count: int) -> int:
    """The offset behind ``count`` fallback characters from ``at`` on, or behind as many as there are."""
    for _ in range(count):
        one = _ONE_FALLBACK.match(data, at)
        if one is None:
            break
        at = one.end()
    return at


def end_of_group(data: bytes, at: int) -> int:
    """The offset of the brace that closes the group which ``at`` stands in; the end of the data where none
    does. Braces inside ``\\bin`` data are no braces."""
    depth = 0
    length = len(data)
    while at < length:
        for token in _BOUND.finditer(data, at):
            found = token[0]
            if found == b"{":
                depth += 1
            elif found == b"}":
                if depth == 0:
                    return token.start()
                depth -= 1
            elif found[:4] == b"\\bin":
                at = past_binary(token.end(), token[1])
                break
        else:
            break
    return length


def past_binary(at: int, length: bytes | None) -> int:
    """The offset behind the raw bytes of a ``\\binN`` that ends at ``at``."""
    return at + max(0, int(length or 0))


def code_point(number: bytes) -> str:
    """The character of ``\\uN``: N is a signed 16-bit UTF-16 unit, or in some writers a whole code point.
    Halves of a surrogate pair are given as they are; ``mended`` joins them."""
    value = int(number)
    if value > 0x10FFFF or value < -0x8000:
        return "\ufffd"
    return chr(value + 0x10000 if value < 0 else value)


_SURROGATE = re.compile("[\ud800-\udfff]")


def mended(text: str) -> str:
    """``text`` with its surrogate pairs joined and lone surrogates replaced by U+FFFD."""
    if _SURROGATE.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
