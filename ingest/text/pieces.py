"""A cell's or a paragraph's content in the making: strings in order, which of them are bold, note marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.text.marks import LOOKED_AT, note_marks, raised_text

_SPACE_IF_NEEDED = "\x00"
"""Where a mark was taken off behind a space: a space again, unless another follows."""
_SPACE_UNNEEDED = re.compile("\x00+(?=\\s|$|\x00)")
_UNSEEN = " \n\t\xa0\x0b\x00"
_BLANK = " \t\n\r"
_BREAKS = re.compile("[\n\x0b\x0c\u2028\u2029]")
_LINE_ENDS = re.compile(r"[^\S\n]*\n\s*|\x0b|\x0c|\u2028|\u2029")


@dataclass(frozen=True, slots=True)
class InlineText:
    text: str
    """With line breaks as ``\\n``, never two in a row, without white space at its ends."""
    marks: tuple[str, ...] = ()
    is_bold: bool = False
    """All that can be seen of it is bold."""
    leading_mark: bool = False
    """The first mark stands before all text, as where a note is explained."""


def plain(source: str) -> InlineText:
    """A text that holds neither markup nor note marks."""
    if not _BREAKS.search(source):
        return InlineText(source.strip(_BLANK))
    return InlineText(_LINE_ENDS.sub("\n", source).strip(_BLANK))


class Pieces:
    """Collects what a reader of markup finds. ``depth`` counts the bold elements that are open."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.bold: list[bool] = []
        self.marks: list[str] = []
        self.leading_mark = False
        self.depth = 0
        self.tail = ""

    def add(self, text: str) -> None:
        if text:
            self.texts.append(text)
            self.bold.append(self.depth > 0)
            self.tail = (self.tail + text[-LOOKED_AT:])[-LOOKED_AT:]

    def add_raised(self, content: str, after: str) -> None:
        """A superscript, before the text ``after``: note marks, or text."""
        marks = note_marks(self.tail, content, after)
        for mark in marks:
            self.add_mark(mark)
        if not marks:
            self.add(raised_text(content))

    def add_mark(self, mark: str) -> None:
        if not self.marks and not self.tail.strip():
            self.leading_mark = True
        self.marks.append(mark)
        if self.texts and self.texts[-1].endswith(" "):
            self.texts[-1] = self.texts[-1].rstrip(" ")
            self.texts.append(_SPACE_IF_NEEDED)
            self.bold.append(self.depth > 0)

    def joined(self, strong: Sequence[bool] = ()) -> InlineText:
        """All of it; ``strong`` says of each string whether signs in the text make it bold."""
        bold = [by_tag or by_sign for by_tag, by_sign in zip(self.bold, strong or self.bold, strict=True)]
        seen = [is_bold for text, is_bold in zip(self.texts, bold, strict=True) if text.strip(_UNSEEN)]
        text = _SPACE_UNNEEDED.sub("", "".join(self.texts)).replace(_SPACE_IF_NEEDED, " ")
        text = _LINE_ENDS.sub("\n", text).strip(_BLANK)
        return InlineText(text, tuple(self.marks), bool(seen) and all(seen), self.leading_mark)
