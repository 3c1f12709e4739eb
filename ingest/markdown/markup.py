"""Tables written in HTML in the midst of Markdown, as converters of PDF files write those with spans."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.html.fragments import read_fragment
from ingest.text.lines import Line
from ingest.text.setting import Passage, Setting

_OPENING = re.compile(r"<table\b", re.IGNORECASE)
_CLOSING = re.compile(r"</table\s{0,4}>", re.IGNORECASE)


class HtmlTable:
    """The kind of block (``ingest.text.blocks.Kind``)."""

    def starts(self, lines: Sequence[Line], at: int) -> bool:
        return _OPENING.match(lines[at].text.lstrip()) is not None

    def read(self, lines: Sequence[Line], at: int, setting: Setting) -> Passage | None:
        depth = 0
        stop = at
        while stop < len(lines):
            text = lines[stop].text
            depth += len(_OPENING.findall(text)) - len(_CLOSING.findall(text))
            stop += 1
            if depth <= 0:
                break
        markup = "\n".join(line.text for line in lines[at:stop])
        return Passage(read_fragment(markup, lines[at].place, setting.limits, setting.problems), stop)
