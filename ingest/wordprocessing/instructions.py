"""What fields without a result show: their instruction alone says it (ECMA-376 part 1, 17.16.5)."""

from __future__ import annotations

import re

from ingest.wordprocessing.equations import equation
from ingest.wordprocessing.symbols import symbol

_SYMBOL = re.compile(r'\s*SYMBOL\s+(?:0x([0-9A-F]{1,4})|(\d{1,5}))(?:.*?\\f\s*"?([^"\\]+)"?)?', re.IGNORECASE)
_BUTTON = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.*)", re.IGNORECASE | re.DOTALL)
_EQUATION = re.compile(r"\s*EQ\b(.*)", re.IGNORECASE | re.DOTALL)


def shown_by(instruction: str) -> str:
    """The sign, the words of a button or the equation that an instruction stands for; empty for any other."""
    sign = _SYMBOL.match(instruction)
    if sign:
        code = int(sign[1], 16) if sign[1] else int(sign[2])
        return symbol(chr(code), (sign[3] or "").strip() or None) if 32 <= code < 0xD800 else ""
    button = _BUTTON.match(instruction)
    if button:
        return button[1].strip()
    found = _EQUATION.match(instruction)
    return equation(found[1]) if found else ""
