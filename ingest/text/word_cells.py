"""The cells of a table that Word saved as text with a tab before each: where they begin and end, and what a
table's last cell may have swallowed of the text after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.text.contents import content_of
from ingest.text.lines import Line
from ingest.text.word_parts import CellFacts, Cut

_MANY_PARAGRAPHS = 4
"""Paragraphs from which on a cell that has twice as many as nearly all others looks swollen."""


@dataclass(frozen=True, slots=True)
class WordCell:
    """One cell: its lines, the first without its tab, without the empty lines at its end."""

    lines: tuple[Line, ...]
    blanks: int
    """Empty lines between its last line and the next cell."""

    @property
    def text(self) -> str:
        """Its paragraphs, one line each; the empty lines between them are not kept."""
        return "\n".join(line.text.strip(" ") for line in self.lines if not line.is_blank).strip()

    @property
    def paragraphs(self) -> int:
        return sum(
            1
            for above, line in zip(self.lines, self.lines[1:], strict=False)
            if above.is_blank and not line.is_blank
        )

    def cut_at(self, at: int) -> tuple[WordCell, tuple[Line, ...]]:
        """The cell up to its line ``at``, and what follows."""
        kept = list(self.lines[:at])
        while len(kept) > 1 and kept[-1].is_blank:
            kept.pop()
        return WordCell(tuple(kept), at - len(kept)), self.lines[at:]


def cells_of(lines: Sequence[Line]) -> list[WordCell]:
    """The cells that begin with the lines led by a tab; the first of ``lines`` must be one."""
    starts = [at for at, line in enumerate(lines) if line.begins_cell]
    cells: list[WordCell] = []
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        end = stop
        while end > start + 1 and lines[end - 1].is_blank:
            end -= 1
        first = Line(lines[start].number, lines[start].text.lstrip(" ").removeprefix("\t"))
        cells.append(WordCell((first, *lines[start + 1 : end]), stop - end))
    return cells


@dataclass(frozen=True, slots=True)
class CutPlace:
    """The line of a cell that the text after the table may begin with."""

    at: int
    cut: Cut


def cut_place(cell: WordCell, *, is_swollen: bool) -> CutPlace | None:
    """Where text stands behind two or more empty lines, or else behind one; surer where the cell is far
    longer than the others (``is_swollen``) or would begin empty."""
    blanks = 0
    conceivable: CutPlace | None = None
    for at, line in enumerate(cell.lines):
        if line.is_blank:
            blanks += 1
            continue
        begins_empty = blanks == at
        if begins_empty and blanks > 2:
            return CutPlace(at, Cut.EMPTY_BEFORE)
        if blanks >= 2 or (blanks == 1 and is_swollen):
            return CutPlace(at, Cut.LIKELY if is_swollen or blanks > 2 else Cut.POSSIBLE)
        if blanks == 1 and at > 1 and conceivable is None:
            conceivable = CutPlace(at, Cut.CONCEIVABLE)
        blanks = 0
    return conceivable


def swollen_from(cells: Sequence[WordCell]) -> int:
    """Number of paragraphs from which on a cell has far more than nine in ten others."""
    counts = sorted(cell.paragraphs for cell in cells)
    usual = counts[(len(counts) - 1) * 9 // 10] if len(counts) > 1 else 0
    return max(_MANY_PARAGRAPHS, 2 * usual + 1)


def facts_of(cell: WordCell, place: CutPlace | None) -> CellFacts:
    blanks = min(cell.blanks, 3)
    if place is None:
        return CellFacts(content_of(cell.text), blanks)
    kept, _ = cell.cut_at(place.at)
    return CellFacts(content_of(cell.text), blanks, place.cut, content_of(kept.text))
