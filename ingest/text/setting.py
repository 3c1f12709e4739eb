"""How one text is read, shared by the readers of its blocks, and what they had to say of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ingest.document import Block
from ingest.limits import Limits
from ingest.problems import Problem, problem
from ingest.text.inline import read_inline
from ingest.text.lines import Line
from ingest.text.pieces import InlineText

Starts = Callable[[Sequence[Line], int], bool]
"""Whether a kind of block begins at the line with this index."""


def _nowhere(lines: Sequence[Line], at: int) -> bool:  # noqa: ARG001
    return False


_STRUCK_OUT = problem("tracked_changes")


@dataclass(slots=True)
class Setting:
    """What holds for all of a text, and the problems met in it."""

    limits: Limits
    markup: bool
    """Whether inline markup means something in it."""
    word_export: bool = False
    """Most of its tabs begin a cell, as Word's export does."""
    interrupts: Starts = _nowhere
    """Where a block begins that no table of tabs holds: a heading, a table of pipes."""
    cells_to_search: int = 12_000
    """Cells of unmarked rows that may still be searched for their columns; the search costs a tenth of
    a millisecond for each of a regular table, ten times as much where nothing is."""
    rows_end: int | None = None
    """Index of the line after the last table of tabs."""
    problems: list[Problem] = field(default_factory=list)

    def inline(self, source: str) -> InlineText:
        if self.markup and "</del" in source.lower() and _STRUCK_OUT not in self.problems:
            self.problems.append(_STRUCK_OUT)
        return read_inline(source, markup=self.markup)


@dataclass(frozen=True, slots=True)
class Passage:
    """Blocks that were read, and the index of the first line after them."""

    blocks: list[Block]
    stop: int
