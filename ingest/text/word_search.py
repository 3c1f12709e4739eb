"""The search for the shortest description of a run of cells (``word_rows`` says of what), cell by cell: the
cheapest way to each cell inside a table of each width, and between tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import log2

from ingest.text.contents import Content
from ingest.text.word_costs import (
    ALL_SEEN,
    ANY_CONTENT,
    COLUMN,
    FEW_ROWS,
    FIGURES_ALONE,
    FULL_ROW,
    HEADER_CONTENT,
    IMPOSSIBLE,
    KINDS,
    LOOSE,
    LOOSE_CONTENT,
    MOST_SPANNING,
    SEEN,
    SPANNING,
    SPANNING_CELL,
    SPANNING_CONTENT,
    SWALLOW,
    TABLE,
    TABLE_AFTER_TEXT,
    TAKE_CUT,
    TITLE,
    TITLE_CELL,
    WITH_HEADER,
    WITHOUT_HEADER,
    WORDS_UNDER_FIGURES,
    WORTH_KEEPING,
    Blanks,
)
from ingest.text.word_parts import CellFacts, RowSpan, TableRun


@dataclass(slots=True)
class _Way:
    """The cheapest way found to a cell, inside a table of some number of columns or between tables."""

    bits: float
    step: int
    body_rows: int = 0
    """Full rows whose contents are counted."""
    full_rows: int = 0
    counts: tuple[int, ...] = ()
    """How many cells of each content every column has had: column * 4 + content."""
    most_cells: int = 0
    """In a row, where the number of columns is not yet chosen."""
    ends_full: bool = False
    """The last row has all columns."""
    after_text: bool = False
    """A paragraph stands before it, so that a new table is no surprise."""


@dataclass(frozen=True, slots=True)
class _Step:
    before: int
    columns: int
    """0 for a row before the table's first full row: it belongs to the table that follows."""
    start: int
    stop: int
    opens: bool = False
    """A new table begins here."""
    is_cut: bool = False
    """The table ends here, with a cut."""


class Search:
    def __init__(self, cells: Sequence[CellFacts], blanks: Blanks, most_columns: int) -> None:
        self.cells = cells
        self.most_columns = most_columns
        self.blanks = blanks
        self.logs = [log2(count + SEEN) for count in range(len(cells) + 1)]
        self.log_sums = [log2(count + ALL_SEEN) for count in range(len(cells) + 1)]
        self.can_end = [bool(cell.cut) or blanks.row_end[cell.blanks] < IMPOSSIBLE for cell in cells]
        inside = (blanks.inside[cell.blanks] + SWALLOW[cell.cut] for cell in cells)
        self.inside = list(accumulate(inside, initial=0.0))
        self.header = list(accumulate((HEADER_CONTENT[cell.content] for cell in cells), initial=0.0))
        """What the cells before each would cost inside a row, and in a header."""
        self.steps: list[_Step] = [_Step(-1, 0, 0, 0)]
        size = len(cells) + 1
        self.between: list[_Way | None] = [None] * size
        self.opened: list[_Way | None] = [None] * size
        """Behind rows that stand before the first full row of a table."""
        self.within: list[dict[int, _Way]] = [{} for _ in range(size)]
        """By number of columns, at least one full row behind."""

    def runs(self) -> list[TableRun]:
        self.between[0] = _Way(0.0, 0, after_text=True)
        for at in range(len(self.cells)):
            self.end_tables(at)
            here = self.between[at]
            if here is not None:
                self.add_loose(at, here)
                cost = TABLE_AFTER_TEXT if here.after_text else TABLE
                self.add_first_rows(at, _Way(here.bits + cost, here.step), opens=True)
            behind_titles = self.opened[at]
            if behind_titles is not None:
                self.add_first_rows(at, behind_titles, opens=False)
            ways = self.within[at]
            if ways:
                worst = min(way.bits for way in ways.values()) + WORTH_KEEPING
                for columns, way in ways.items():
                    if way.bits <= worst:
                        self.add_spanning_rows(at, columns, way)
                        self.add_full_row(at, columns, way, opens=False)
            self.within[at] = {}
        self.end_tables(len(self.cells))
        return self.traced()

    def step(self, step: _Step) -> int:
        self.steps.append(step)
        return len(self.steps) - 1

    def add_loose(self, at: int, way: _Way) -> None:
        cell = self.cells[at]
        bits = way.bits + LOOSE + LOOSE_CONTENT[cell.content]
        if not self.can_end[at]:
            bits += IMPOSSIBLE
        kept = bits + min(self.blanks.table_end[cell.blanks], IMPOSSIBLE) + SWALLOW[cell.cut]
        self.reach_between(at + 1, kept, _Step(way.step, 1, at, at + 1), after_text=False)
        if cell.cut:
            taken = bits + self.blanks.cut_end[cell.blanks] + TAKE_CUT[cell.cut]
            self.reach_between(at + 1, taken, _Step(way.step, 1, at, at + 1, is_cut=True), after_text=True)

    def reach_between(self, at: int, bits: float, step: _Step, *, after_text: bool) -> None:
        known = self.between[at]
        if known is None or bits < known.bits:
            self.between[at] = _Way(bits, self.step(step), after_text=after_text)

    def add_first_rows(self, at: int, way: _Way, *, opens: bool) -> None:
        """A table's next row where none has been full yet: one of fewer cells, or the first full one."""
        for count, bits in self.row_costs(at, MOST_SPANNING, TITLE, TITLE_CELL):
            total = way.bits + bits
            known = self.opened[at + count]
            if known is None or total < known.bits:
                step = self.step(_Step(way.step, 0, at, at + count, opens=opens))
                self.opened[at + count] = _Way(total, step, most_cells=max(way.most_cells, count))
        for columns in range(max(2, way.most_cells + 1), min(self.most_columns, len(self.cells) - at) + 1):
            if self.can_end[at + columns - 1]:
                self.add_full_row(at, columns, way, opens=opens)

    def row_costs(self, at: int, most: int, first: float, further: float) -> Iterator[tuple[int, float]]:
        """Of rows of 1, 2, … up to ``most`` cells that span columns: the cells and the bits."""
        bits = first
        for count, cell in enumerate(self.cells[at : at + most], start=1):
            bits += SWALLOW[cell.cut] + SPANNING_CONTENT[cell.content]
            if self.can_end[at + count - 1]:
                yield count, bits + self.blanks.row_end[cell.blanks]
            bits += self.blanks.inside[cell.blanks] + further

    def add_spanning_rows(self, at: int, columns: int, way: _Way) -> None:
        most = min(columns - 1, MOST_SPANNING)
        for count, bits in self.row_costs(at, most, SPANNING, SPANNING_CELL):
            total = way.bits + bits
            known = self.within[at + count].get(columns)
            if known is None or total < known.bits:
                step = self.step(_Step(way.step, columns, at, at + count))
                self.within[at + count][columns] = _Way(total, step, way.body_rows, way.full_rows, way.counts)

    def add_full_row(self, at: int, columns: int, way: _Way, *, opens: bool) -> None:
        stop = at + columns
        if stop > len(self.cells) or not self.can_end[stop - 1]:
            return
        last = self.cells[stop - 1]
        bits = way.bits + FULL_ROW + self.inside[stop] - self.inside[at]
        bits += self.blanks.row_end[last.blanks] - self.blanks.inside[last.blanks]
        known = self.within[stop].get(columns)
        if known is not None and known.bits <= bits:
            return
        body_rows, counts = way.body_rows, way.counts
        if not way.full_rows:
            as_header = WITH_HEADER + self.header[stop] - self.header[at]
            as_body = WITHOUT_HEADER + ANY_CONTENT * columns
            bits += min(as_header, as_body) + COLUMN * columns
            counts = (0,) * (columns * KINDS)
            is_counted = as_body < as_header
        else:
            bits += columns * self.log_sums[body_rows]
            first = 0
            for cell in self.cells[at:stop]:
                bits -= self.logs[counts[first + cell.content]]
                if cell.content > Content.FIGURE and _held_figures_alone(counts, first):
                    bits += WORDS_UNDER_FIGURES
                first += KINDS
            is_counted = True
        if known is not None and known.bits <= bits:
            return
        if is_counted:
            counts, body_rows = _counted(counts, self.cells[at:stop]), body_rows + 1
        step = self.step(_Step(way.step, columns, at, stop, opens=opens))
        self.within[stop][columns] = _Way(bits, step, body_rows, way.full_rows + 1, counts, ends_full=True)

    def end_tables(self, at: int) -> None:
        for columns, way in self.within[at].items():
            last = self.cells[at - 1]
            bits = way.bits - self.blanks.row_end[last.blanks] + (FEW_ROWS if way.full_rows < 2 else 0.0)
            step = _Step(way.step, columns, at, at)
            self.reach_between(at, bits + self.blanks.table_end[last.blanks], step, after_text=False)
            if last.cut:
                bits += TAKE_CUT[last.cut] + self.blanks.cut_end[last.blanks] - SWALLOW[last.cut]
                bits += self.gain_of_cut(last, columns, way)
                self.reach_between(at, bits, replace(step, is_cut=True), after_text=True)

    def gain_of_cut(self, last: CellFacts, columns: int, way: _Way) -> float:
        """How much better or worse the last column holds what a cut leaves in its last cell."""
        if not way.ends_full or not way.body_rows:
            return 0.0
        column = list(way.counts[(columns - 1) * KINDS :])
        column[last.content] = max(column[last.content] - 1, 0)
        gain = self.logs[column[last.content]] - self.logs[column[last.kept]]
        if last.kept <= Content.FIGURE < last.content and _held_figures_alone(column, 0):
            gain -= WORDS_UNDER_FIGURES
        return gain

    def traced(self) -> list[TableRun]:
        end = self.between[-1]
        number = end.step if end is not None else 0
        runs: list[TableRun] = []
        rows: list[RowSpan] = []
        columns = 0
        is_cut = False
        while number > 0:
            step = self.steps[number]
            number = step.before
            if step.columns == 1:
                runs.append(TableRun(1, (RowSpan(step.start, step.stop),), step.is_cut))
            elif step.start == step.stop:
                is_cut, columns = step.is_cut, step.columns
            else:
                rows.append(RowSpan(step.start, step.stop))
                if step.opens:
                    runs.append(TableRun(columns, tuple(reversed(rows)), is_cut))
                    rows = []
        runs.reverse()
        return runs


def _counted(counts: tuple[int, ...], row: Sequence[CellFacts]) -> tuple[int, ...]:
    more = list(counts)
    for column, cell in enumerate(row):
        more[column * KINDS + cell.content] += 1
    return tuple(more)


def _held_figures_alone(counts: Sequence[int], first: int) -> bool:
    words = counts[first + Content.SHORT] + counts[first + Content.LONG]
    return counts[first + Content.FIGURE] >= FIGURES_ALONE and not words
