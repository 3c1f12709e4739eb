"""Labels of lists as their writer printed them into the text (``\\listtext``, ``\\pntext``)."""

from __future__ import annotations

import re

from ingest.wordprocessing.symbols import bullet

_PRIVATE = re.compile("[\uf020-\uf0ff]")


def label_of(printed: str) -> str:
    """The label with a space behind it where its writer left a gap (mostly a tab); empty for none."""
    label = printed.strip()
    if not label:
        return ""
    label = bullet(label, "") if label == "o" else _PRIVATE.sub(lambda sign: bullet(sign[0], ""), label)
    return f"{label} " if printed[-1].isspace() else label
