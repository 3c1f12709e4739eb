"""Tables whose columns only spaces align, where nothing else can be meant.

Claimed for at least three lines together that all have the same columns: parted by two or more spaces that
stand one below the other in every line, with text in every column of nearly every line, and figures in some
column under a first one of words. Everything else that spaces align (addresses, signatures, verse) stays
running text, with its line breaks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import Block
from ingest.text.contents import Content, content_of
from ingest.text.grid import GridCell, tables_of
from ingest.text.lines import Line
from ingest.text.setting import Passage, Setting

METHOD = "text-spaces"
_CONFIDENCE = 0.8
_FEWEST_LINES = 3
_MOST_LINES = 2_000
_LONGEST_LINE = 400
_FULL_ROWS = 0.8
"""Share of rows that have text in every column."""
_FIGURES = 0.6
"""Share of figures in a column of figures, its header aside."""

_GAP = re.compile(r"\S {2,}\S")
_RULING = re.compile(r"[-=_ ]{3,}")


def starts_aligned(lines: Sequence[Line], at: int) -> bool:
    return _is_candidate(lines[at].text) and (at == 0 or lines[at - 1].is_blank)


def _is_candidate(text: str) -> bool:
    return len(text) <= _LONGEST_LINE and "\t" not in text and _GAP.search(text) is not None


def read_aligned(lines: Sequence[Line], at: int, setting: Setting) -> Passage | None:
    """The table that the lines from ``at`` up to the next empty one make; None where they make none."""
    stop = at
    while stop < len(lines) and not lines[stop].is_blank and stop - at <= _MOST_LINES:
        if not _is_candidate(lines[stop].text) and not _RULING.fullmatch(lines[stop].text):
            return None
        stop += 1
    rows = [line for line in lines[at:stop] if not _RULING.fullmatch(line.text)]
    if not _FEWEST_LINES <= len(rows) <= _MOST_LINES:
        return None
    edges = _columns([line.text.rstrip() for line in rows])
    fields = [[line.text[start:end].strip() for start, end in edges] for line in rows]
    if not _is_table(fields):
        return None
    grid = [
        [GridCell(setting.inline(field), line.place) for field in row]
        for line, row in zip(rows, fields, strict=True)
    ]
    blocks: list[Block] = [*tables_of(grid, METHOD, _CONFIDENCE, setting)]
    return Passage(blocks, stop)


def _columns(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Where columns begin and end: the stretches between gaps of two and more places blank in every line."""
    width = max(map(len, texts))
    taken = [False] * width
    for text in texts:
        for place, character in enumerate(text):
            if character != " ":
                taken[place] = True
    edges: list[tuple[int, int]] = []
    start: int | None = None
    blanks = 0
    for place in range(width + 2):
        if place < width and taken[place]:
            start = place if start is None else start
            blanks = 0
        else:
            blanks += 1
            if start is not None and blanks == 2:
                edges.append((start, place - 1))
                start = None
    return edges


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    columns = len(rows[0])
    if columns < 2 or any("  " in field for row in rows for field in row):
        return False
    full = sum(1 for row in rows if all(row))
    if full < _FULL_ROWS * len(rows) or not all(row[0] for row in rows):
        return False
    contents = [[content_of(field) for field in row] for row in rows]
    words = sum(1 for row in contents if row[0] not in (Content.FIGURE, Content.EMPTY))
    figures = max(
        sum(1 for row in contents[1:] if row[column] is Content.FIGURE) for column in range(1, columns)
    )
    return words * 2 > len(rows) and figures >= _FIGURES * (len(rows) - 1)
