"""Headings: led by ``#`` (ATX) or underlined (setext), as CommonMark 0.31 has them (4.2, 4.3); and the fences
around blocks of code, which are markup like any other here: what they hold is read as if they were not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import Heading
from ingest.text.lines import Line
from ingest.text.paragraphs import begins_item
from ingest.text.setting import Passage, Setting

_LED = re.compile(r" {0,3}(#{1,6})[ \xa0]+([^\t]*)")
_CLOSING = re.compile(r"(?:^|[ ]+)#+[ ]*$")
_UNDERLINE = re.compile(r" {0,3}(?:={3,}|-{3,})\s*")
_FENCE = re.compile(r" {0,3}(?:`{3,}[^`]{0,40}|~{3,}[^~]{0,40})")
_LONGEST_UNDERLINE = 400


class MarkdownHeading:
    """The kind of block (``ingest.text.blocks.Kind``)."""

    def starts(self, lines: Sequence[Line], at: int) -> bool:
        text = lines[at].text
        return _LED.fullmatch(text) is not None or _is_underlined(lines, at)

    def read(self, lines: Sequence[Line], at: int, setting: Setting) -> Passage | None:
        led = _LED.fullmatch(lines[at].text)
        if led is not None:
            source, level, stop = _CLOSING.sub("", led[2]), len(led[1]), at + 1
        else:
            level = 1 if lines[at + 1].text.strip().startswith("=") else 2
            source, stop = lines[at].text, at + 2
        content = setting.inline(source)
        if not content.text:
            return Passage([], stop)
        return Passage([Heading(content.text, level, content.marks, lines[at].place)], stop)


def _is_underlined(lines: Sequence[Line], at: int) -> bool:
    if at + 1 >= len(lines) or lines[at].is_blank or (at > 0 and not lines[at - 1].is_blank):
        return False
    below = lines[at + 1].text
    if len(below) > _LONGEST_UNDERLINE or not _UNDERLINE.fullmatch(below):
        return False
    is_text = any(character.isalnum() for character in lines[at].text)
    return is_text and not lines[at].has_tab and not begins_item(lines[at]) and "|" not in lines[at].text


class Fence:
    """The kind of block that a fence's line makes: nothing."""

    def starts(self, lines: Sequence[Line], at: int) -> bool:
        return _FENCE.fullmatch(lines[at].text) is not None

    def read(self, lines: Sequence[Line], at: int, setting: Setting) -> Passage | None:  # noqa: ARG002
        return Passage([], at + 1)
