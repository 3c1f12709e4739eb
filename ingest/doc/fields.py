"""Fields: text that Word computes ([MS-DOC] 2.8.25). Shown is the result; the instruction is not.

``begin instruction separator result end``, each mark a special character; fields stand in fields and may run
over paragraphs. A few kinds keep no result: what they show comes from their instruction or their form data.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ingest.wordprocessing.instructions import shown_by

BEGIN, SEPARATOR, END = "\x13", "\x14", "\x15"
_MARKS = re.compile("[\x13\x14\x15]")
_INNER = re.compile("\x13[^\x13-\x15]*\x14?|[\x14\x15]")
"""What fields inside an instruction keep from view: all but their results."""
_DEEPEST = 256
_LONGEST = 2048
"""Characters of an instruction that are looked at."""
_EMBEDDED = re.compile(r'\s*(?:EMBED|LINK)\s+"?([\w.]+)', re.IGNORECASE)
_WITH_TEXT = (
    "equation", "excel", "libreoffice.", "msgraph", "msworddoc", "opendocument.", "powerpoint.", "soffice.",
    "staroffice.", "word.", "worddocument", "wordpad.",
)  # fmt: skip
"""Programs whose embedded objects hold words and figures, by the start of their names."""
_FORM = re.compile(r"\s*FORM(?:CHECKBOX|DROPDOWN)\b", re.IGNORECASE)


class Field(NamedTuple):
    """A field that shows something else than its result: in place of its end mark."""

    begin: int
    end: int
    instruction: str

    @property
    def has_form_data(self) -> bool:
        """Whether a picture character inside the instruction leads to the data of a form."""
        return _FORM.match(self.instruction) is not None

    def shown(self) -> str:
        """What the instruction alone says that is shown."""
        return shown_by(_INNER.sub("", self.instruction))


class Fields(NamedTuple):
    unseen: list[tuple[int, int]]
    """The spans that fields keep from view, in order and apart from each other."""
    replaced: dict[int, Field]
    """Fields without a result of their own by the position of their end mark, which stands for what they
    show."""
    embedded: dict[int, str]
    """Programs of embedded objects that hold words and figures, by the position of the end mark of their
    field; shown is but a picture of them, right before it."""


def read_fields(text: str, start: int, end: int, is_special: Callable[[int], bool]) -> Fields:
    """The fields of ``text[start:end]``. A mark without its counterpart hides itself alone."""
    open_fields: list[tuple[int, int]] = []  # begin, separator or -1
    unseen: list[tuple[int, int]] = []
    replaced: dict[int, Field] = {}
    embedded: dict[int, str] = {}
    for match in _MARKS.finditer(text, start, end):
        at, mark = match.start(), match.group()
        if not is_special(at):
            continue
        if mark == BEGIN:
            unseen.append((at, at + 1))
            if len(open_fields) < _DEEPEST:
                open_fields.append((at, -1))
            continue
        if mark == SEPARATOR:
            unseen.append((at, at + 1))
            if open_fields and open_fields[-1][1] < 0:
                open_fields[-1] = (open_fields[-1][0], at)
            continue
        begin, separator = open_fields.pop() if open_fields else (at, -1)
        instruction_ends = separator if separator >= 0 else at
        field = Field(begin, at, text[begin + 1 : min(instruction_ends, begin + _LONGEST)])
        if field.has_form_data or (instruction_ends + 1 >= at and field.shown()):
            unseen.append((begin, at))
            replaced[at] = field
        else:
            unseen.append((begin, instruction_ends + 1))
            unseen.append((at, at + 1))
            embeds = _EMBEDDED.match(field.instruction)
            if embeds and embeds[1].lower().startswith(_WITH_TEXT):
                embedded[at] = embeds[1]
    return Fields(_joined(unseen), replaced, embedded)


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
