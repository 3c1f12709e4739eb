"""The lines of a text, numbered as an editor numbers them, and what their tabs say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.document import Place

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    """From 1."""
    text: str

    @property
    def is_blank(self) -> bool:
        """Nothing on it, not even a tab (a tab alone may be an empty cell)."""
        return not self.text.strip(" \xa0\x0b")

    @property
    def has_tab(self) -> bool:
        return "\t" in self.text

    @property
    def leads_cell(self) -> bool:
        """One tab, before everything else: how Word's export begins a cell; also an indented first line."""
        return self.begins_cell and self.text.count("\t") == 1

    @property
    def begins_cell(self) -> bool:
        """A tab before everything else, whatever tabs follow."""
        return self.text.lstrip(" ").startswith("\t")

    @property
    def is_fields(self) -> bool:
        """Tabs that part fields: text stands before the first, or there are several."""
        return self.has_tab and not self.leads_cell

    @property
    def place(self) -> Place:
        return Place(path=f"line {self.number}")


def lines_of(text: str) -> list[Line]:
    """The lines of ``text``. A form feed (a page's end in a printable text) parts what stands around it as a
    blank line would; the vertical tab, Word's line break inside a paragraph, stays in its line."""
    lines: list[Line] = []
    for number, content in enumerate(_LINE_END.split(text), start=1):
        if "\x0c" not in content:
            lines.append(Line(number, content))
            continue
        for part, piece in enumerate(content.split("\x0c")):
            if part:
                lines.append(Line(number, ""))
            lines.append(Line(number, piece))
    return lines
