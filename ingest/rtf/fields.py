"""Fields that show something without a result: symbols, buttons, check boxes, chosen entries.

RTF specification 1.9.1, "Fields" and "Form Fields". Of every other field the result (``\\fldrslt``) is what
a person sees.
"""

from __future__ import annotations

import re

from ingest.rtf.groups import Group
from ingest.wordprocessing.symbols import TICKED, UNTICKED, symbol

_SYMBOL = re.compile(r'\s*SYMBOL\s+(?:0x([0-9A-F]{1,4})|(\d{1,5}))(?:.*?\\f\s*"?([^"\\]+)"?)?', re.IGNORECASE)
_BUTTON = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.*)", re.IGNORECASE | re.DOTALL)
_CHECK_BOX = 1
_CHOICE = 2
_UNSET = 25
"""``\\ffres25``: nobody chose; the default holds."""


def shown_by(instruction: str, form: Group | None, codec: str) -> tuple[str, bool]:
    """What a field shows by itself, empty where its result does; and whether it is drawn (a check box)
    rather than written."""
    if form is not None and form.number("fftype") == _CHECK_BOX:
        return (TICKED if _result(form) == 1 else UNTICKED), True
    if form is not None and form.number("fftype") == _CHOICE:
        entries = [entry.text(codec).strip() for entry in form.all_named("ffl")]
        return (entries[_result(form)] if 0 <= _result(form) < len(entries) else ""), False
    drawn = _SYMBOL.match(instruction)
    if drawn is not None:
        code = int(drawn[1], 16) if drawn[1] else int(drawn[2])
        font = (drawn[3] or "").strip() or None
        return (symbol(chr(code), font) if 32 <= code < 0xD800 else ""), False
    button = _BUTTON.match(instruction)
    return (button[1].strip() if button else ""), False


def _result(form: Group) -> int:
    result = form.number("ffres", _UNSET)
    return form.number("ffdefres") if result == _UNSET else result
