"""Cells whose rows are not marked, and what they are parted into: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from ingest.text.contents import Content


class Cut(IntEnum):
    """What in a cell could be the end of its table, by how likely that is."""

    NONE = 0
    CONCEIVABLE = 1
    """Text behind one empty line, as most cells of several paragraphs have it."""
    POSSIBLE = 2
    """Text behind two of them."""
    LIKELY = 3
    """Text behind more, or more text than such cells hold."""
    EMPTY_BEFORE = 4
    """Nothing stands before them: the cell itself is empty."""


@dataclass(frozen=True, slots=True)
class CellFacts:
    """What is known of a cell without its neighbours."""

    content: Content
    blanks: int
    """Empty lines between its text and the next cell, 3 for more and at the end."""
    cut: Cut = Cut.NONE
    kept: Content = Content.EMPTY
    """What stands before the cut, if there is one."""


@dataclass(frozen=True, slots=True)
class RowSpan:
    """The cells of one row: from ``start`` up to but without ``stop``."""

    start: int
    stop: int

    @property
    def cells(self) -> int:
        return self.stop - self.start


@dataclass(frozen=True, slots=True)
class TableRun:
    """Rows that make a table of ``columns`` columns, or loose cells (``columns`` is 1, a row each)."""

    columns: int
    rows: tuple[RowSpan, ...]
    is_cut: bool = False
    """The last cell ends where its cut says."""
