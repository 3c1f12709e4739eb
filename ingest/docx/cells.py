"""What stands in one cell: its lines put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.docx.line import Line
from ingest.wordprocessing.raised import Span


@dataclass(frozen=True, slots=True)
class CellText:
    text: str
    marks: tuple[str, ...]
    drawn: tuple[Span, ...]
    is_bold: bool


def cell_text(lines: Iterable[Line]) -> CellText:
    """The paragraphs of a cell, one line each; a cell in which nothing can be seen has no text."""
    lines = [*lines]
    if len(lines) == 1:
        line = lines[0]
        text, drawn = line.text, line.drawn
    else:
        text = ""
        spans: list[Span] = []
        starts = 0
        for line in lines:
            spans += ((start + starts, stop + starts) for start, stop in line.drawn)
            starts += len(line.text) + 1
        text, drawn = "\n".join(line.text for line in lines), tuple(spans)
    if not text.strip():
        text, drawn = "", ()
    return CellText(
        text,
        tuple(mark for line in lines for mark in line.marks),
        drawn,
        all(line.is_bold for line in lines if line.text.strip()) and bool(text),
    )
