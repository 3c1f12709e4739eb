"""Fields that show something without a result: signs, equations, buttons, check boxes, entries.

RTF specification 1.9.1, "Fields" and "Form Fields". Of every other field the result (``\\fldrslt``) is what
a person sees.
"""

from __future__ import annotations

from ingest.rtf.groups import Group
from ingest.wordprocessing.instructions import shown_by
from ingest.wordprocessing.symbols import TICKED, UNTICKED

_CHECK_BOX = 1
_CHOICE = 2
_UNSET = 25
"""``\\ffres25``: nobody chose; the default holds."""


def shown_instead(instruction: str, form: Group | None, codec: str) -> tuple[str, bool]:
    """What a field shows by itself, empty where its result does; and whether it is drawn (a check box)
    rather than written."""
    if form is not None and form.number("fftype") == _CHECK_BOX:
        return (TICKED if _result(form) == 1 else UNTICKED), True
    if form is not None and form.number("fftype") == _CHOICE:
        entries = [entry.text(codec).strip() for entry in form.all_named("ffl")]
        return (entries[_result(form)] if 0 <= _result(form) < len(entries) else ""), False
    return shown_by(instruction), False


def _result(form: Group) -> int:
    result = form.number("ffres", _UNSET)
    return form.number("ffdefres") if result == _UNSET else result
