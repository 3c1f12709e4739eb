"""Fields: text that Word computes ([MS-DOC] 2.8.25). Shown is the result; the instruction is not.

``begin instruction separator result end``, each mark a special character; fields stand in fields and may run
over paragraphs. A field without separator shows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_MARKS = re.compile("[\x13\x14\x15]")
_DEEPEST = 256


def unseen(text: str, start: int, end: int, is_special: Callable[[int], bool]) -> list[tuple[int, int]]:
    """The spans of ``text[start:end]`` that fields keep from view, in order and apart from each other:
    instructions, and the marks of fields. A mark without its counterpart hides itself alone."""
    if not any(mark in text for mark in "\x13\x14\x15"):
        return []
    open_fields: list[tuple[int, int]] = []  # begin, separator or -1
    found: list[tuple[int, int]] = []
    for match in _MARKS.finditer(text, start, end):
        at, mark = match.start(), match.group()
        if not is_special(at):
            continue
        found.append((at, at + 1))
        if mark == "\x13":
            if len(open_fields) < _DEEPEST:
                open_fields.append((at, -1))
        elif mark == "\x14":
            if open_fields and open_fields[-1][1] < 0:
                open_fields[-1] = (open_fields[-1][0], at)
        elif open_fields:
            begin, separator = open_fields.pop()
            found.append((begin, separator + 1 if separator >= 0 else at + 1))
    return _joined(found)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    spans.sort()
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            if end > joined[-1][1]:
                joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
