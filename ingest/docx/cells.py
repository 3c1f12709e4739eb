"""What stands in one cell: its lines put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.docx.line import Line
from ingest.wordprocessing.typed import typed_together


@dataclass(frozen=True, slots=True)
class CellText:
    text: str
    marks: tuple[str, ...]
    typed: str | None
    is_bold: bool


def cell_text(lines: Iterable[Line]) -> CellText:
    """The paragraphs of a cell, one line each; a cell in which nothing can be seen has no text."""
    lines = [*lines]
    text, typed = "\n".join(line.text for line in lines), typed_together(lines, "\n")
    if not text.strip():
        text, typed = "", None
    return CellText(
        text,
        tuple(mark for line in lines for mark in line.marks),
        typed,
        all(line.is_bold for line in lines if line.text.strip()) and bool(text),
    )
