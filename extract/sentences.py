"""Where the sentences of a running text begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(
    r"(?<=[.;!?])\s+(?=[^\W\d_a-z]|[¿¡“\"(]|\d{1,2}[.)]\s)"
    r"|\n(?=\s*(?:[•·▪*\-–]|\d{1,2}[.)])\s)"
    r"|\n(?=[^\n:]{3,60}[:=]\s*\S)"
    r"|\n\s*\n"
)
"""A full stop before a capital; a line end before a list mark, before a label or before an empty line."""


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """First and last place of each sentence, white space around it left out."""
    begin = 0
    for end in [*(found.start() for found in _END.finditer(text)), len(text)]:
        part = text[begin:end]
        if part.strip():
            yield begin + len(part) - len(part.lstrip()), begin + len(part.rstrip())
        begin = end
