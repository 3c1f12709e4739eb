"""Where rows and tables end in a run of cells whose rows are not marked.

When Word saves a table as text in this way, each cell begins with a tab on a line of its own and a row ends
with an empty line; but cells may end with empty paragraphs too, so that an empty line is necessary for a
row's end without being sufficient, and the number of columns is nowhere said. Of all ways to part the cells
into tables, rows and loose cells, the one with the shortest description is taken (minimum description length,
Rissanen 1978), in bits:

- a table costs ``_TABLE + _COLUMN * k`` for its k columns, ``_FEW_ROWS`` more with less than two full rows;
- a full row of k cells costs ``_FULL_ROW``; a row of fewer cells (a title, a total, a band: its cells span
  columns) ``_TITLE`` before the table's first full row, ``_SPANNING`` after it, more for several cells;
- the empty lines behind a cell cost by where it stands: few inside a row, one or two at its end, two or more
  at a table's end (``_INSIDE``, ``_ROW_END``, ``_TABLE_END``: minus the logarithm of how often each occurs);
- a cell's content (empty, figure, short, long: ``contents``) costs what the column's earlier cells make of
  it, minus the logarithm of ``(n + 0.4) / (N + 1.6)`` where n of N earlier cells are like it. This finds the
  repetition: figures under figures, empty cells under empty cells;
- the first full row may be a header: short texts, cheap whatever stands below;
- text behind empty lines inside a cell may be a paragraph after the table (a cut): leaving it in the cell
  costs ``_SWALLOW``, more where the cell would begin empty.

The search is exact over all of these but for one thing: of two ways to reach the same cell with the same
number of columns, only the cheaper is kept, though their columns' earlier cells may differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from math import log2

from ingest.text.contents import Content

MOST_COLUMNS = 24
_MOST_SPANNING = 6
"""Cells in a row that has fewer than all."""
_MOST_BLANKS = 3


class Cut(IntEnum):
    """What in a cell could be the end of its table, by how likely that is."""

    NONE = 0
    POSSIBLE = 1
    """Text behind two empty lines."""
    LIKELY = 2
    """Text behind more of them, or more text than such cells hold."""
    EMPTY_BEFORE = 3
    """Nothing stands before them: the cell itself is empty."""


@dataclass(frozen=True, slots=True)
class CellFacts:
    """What is known of a cell without its neighbours."""

    content: Content
    blanks: int
    """Empty lines between its text and the next cell, 3 for more and at the end."""
    cut: Cut = Cut.NONE


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


def _bits(*shares: float) -> tuple[float, ...]:
    return tuple(-log2(share) for share in shares)


@dataclass(frozen=True, slots=True)
class _Blanks:
    """What 0, 1, 2, 3 and more empty lines behind a cell cost, by where the cell stands."""

    inside: tuple[float, ...] = _bits(0.70, 0.18, 0.08, 0.04)
    row_end: tuple[float, ...] = _bits(1e-9, 0.60, 0.26, 0.14)
    table_end: tuple[float, ...] = _bits(1e-9, 0.10, 0.45, 0.45)
    cut_end: tuple[float, ...] = _bits(0.3, 0.3, 0.2, 0.2)
    """Behind the paragraph that follows a cut."""


_MARKED = _Blanks()
_UNMARKED = _Blanks(*(_bits(1.0, 1.0, 1.0, 1.0),) * 4)
"""In a run without any empty line behind a cell these say nothing."""
_IMPOSSIBLE = 20.0

_TABLE, _TABLE_AFTER_TEXT, _COLUMN, _FEW_ROWS = 6.0, 1.0, 0.3, 8.0
_FULL_ROW = 0.2
_TITLE, _TITLE_CELL = 2.0, 3.0
_SPANNING, _SPANNING_CELL = 3.0, 1.0
"""For a row of fewer cells, and for each further cell in it."""
_LOOSE = 2.0
_SWALLOW = (0.0, 4.0, 8.0, 10.0)
_TAKE_CUT = (0.0, 1.0, 0.4, 0.2)

_LOOSE_CONTENT = _bits(0.05, 0.1, 0.4, 0.45)
"""Empty, figure, short, long."""
_SPANNING_CONTENT = _bits(0.08, 0.3, 0.37, 0.25)
_HEADER_CONTENT = _bits(0.05, 0.02, 0.70, 0.23)
_WITH_HEADER, _WITHOUT_HEADER = 0.2, 3.0
_ANY_CONTENT = 2.0
_KINDS = len(Content)
_SEEN, _ALL_SEEN = 0.4, 1.6
_WORTH_KEEPING = 32.0
"""Bits that a way may be behind the best one at the same cell."""
_ROUNDS = 3
"""Searches, each with the shares of empty lines that the one before has found."""


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


def part(cells: Sequence[CellFacts]) -> list[TableRun]:
    """The tables and loose cells that ``cells`` make, in order, covering each cell once. Time and memory
    grow linearly with the cells."""
    if not any(cell.blanks for cell in cells[:-1]):
        return _Search(cells, _UNMARKED).runs()
    blanks = _MARKED
    runs: list[TableRun] = []
    for _ in range(_ROUNDS):
        before = runs
        runs = _joined([_unfolded(run, cells) for run in _Search(cells, blanks).runs()], cells)
        if runs == before:
            break
        blanks = _learnt(cells, runs)
    return runs


def _unfolded(run: TableRun, cells: Sequence[CellFacts]) -> TableRun:
    """A table whose rows are really several each: rows that differ by turns (a product, its activities) look
    like one pattern twice as wide. There, an empty line stands in every row at the same place, and at no
    other as often."""
    full = [row for row in run.rows if row.cells == run.columns]
    if run.columns < 4 or len(full) < 2:
        return run
    always = [all(cells[row.start + column].blanks for row in full) for column in range(run.columns - 1)]
    for width in range(2, run.columns // 2 + 1):
        ends = range(width - 1, run.columns - 1, width)
        if run.columns % width == 0 and all(always[end] for end in ends) and sum(always) == len(ends):
            rows = [
                RowSpan(start, start + width) if row.cells == run.columns else row
                for row in run.rows
                for start in (range(row.start, row.stop, width) if row.cells == run.columns else (row.start,))
            ]
            if all(row.cells <= width for row in rows):
                return replace(run, columns=width, rows=tuple(rows))
    return run


def _joined(runs: Sequence[TableRun], cells: Sequence[CellFacts]) -> list[TableRun]:
    """Tables that no text parts, put together again: of one width, where one was unfolded; and a single row
    above a wider table, which is the upper level of its header."""
    joined: list[TableRun] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last is not None and 1 < last.columns <= run.columns and not last.is_cut:
            ends_like_a_row = cells[last.rows[-1].stop - 1].blanks < 2
            is_same = last.columns == run.columns == run.rows[0].cells and ends_like_a_row
            if is_same or (last.columns < run.columns and len(last.rows) == 1):
                joined[-1] = replace(run, rows=last.rows + run.rows)
                continue
        joined.append(run)
    return joined


def _learnt(cells: Sequence[CellFacts], runs: Sequence[TableRun]) -> _Blanks:
    """The shares of empty lines inside and at the end of rows, as ``runs`` have them; what was assumed before
    counts as five cells."""
    inside, row_end = [3.5, 0.9, 0.4, 0.2], [1e-9, 3.0, 1.3, 0.7]
    for run in runs:
        if run.columns < 2:
            continue
        for row in run.rows:
            for cell in cells[row.start : row.stop - 1]:
                inside[cell.blanks] += 1
            if row is not run.rows[-1]:
                row_end[cells[row.stop - 1].blanks] += 1
    return replace(
        _MARKED,
        inside=_bits(*(count / sum(inside) for count in inside)),
        row_end=_bits(*(count / sum(row_end) for count in row_end)),
    )


class _Search:
    def __init__(self, cells: Sequence[CellFacts], blanks: _Blanks) -> None:
        self.cells = cells
        self.blanks = blanks
        self.logs = [log2(count + _SEEN) for count in range(len(cells) + 1)]
        self.log_sums = [log2(count + _ALL_SEEN) for count in range(len(cells) + 1)]
        self.can_end = [bool(cell.cut) or blanks.row_end[cell.blanks] < _IMPOSSIBLE for cell in cells]
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
                cost = _TABLE_AFTER_TEXT if here.after_text else _TABLE
                self.add_first_rows(at, _Way(here.bits + cost, here.step), opens=True)
            behind_titles = self.opened[at]
            if behind_titles is not None:
                self.add_first_rows(at, behind_titles, opens=False)
            ways = self.within[at]
            if ways:
                worst = min(way.bits for way in ways.values()) + _WORTH_KEEPING
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
        bits = way.bits + _LOOSE + _LOOSE_CONTENT[cell.content]
        if not self.can_end[at]:
            bits += _IMPOSSIBLE
        kept = bits + min(self.blanks.table_end[cell.blanks], _IMPOSSIBLE) + _SWALLOW[cell.cut]
        self.reach_between(at + 1, kept, _Step(way.step, 1, at, at + 1), after_text=False)
        if cell.cut:
            taken = bits + self.blanks.cut_end[cell.blanks] + _TAKE_CUT[cell.cut]
            self.reach_between(at + 1, taken, _Step(way.step, 1, at, at + 1, is_cut=True), after_text=True)

    def reach_between(self, at: int, bits: float, step: _Step, *, after_text: bool) -> None:
        known = self.between[at]
        if known is None or bits < known.bits:
            self.between[at] = _Way(bits, self.step(step), after_text=after_text)

    def add_first_rows(self, at: int, way: _Way, *, opens: bool) -> None:
        """A table's next row where none has been full yet: one of fewer cells, or the first full one."""
        for count, bits in self.row_costs(at, _MOST_SPANNING, _TITLE, _TITLE_CELL):
            total = way.bits + bits
            known = self.opened[at + count]
            if known is None or total < known.bits:
                step = self.step(_Step(way.step, 0, at, at + count, opens=opens))
                self.opened[at + count] = _Way(total, step, most_cells=max(way.most_cells, count))
        for columns in range(max(2, way.most_cells + 1), min(MOST_COLUMNS, len(self.cells) - at) + 1):
            if self.can_end[at + columns - 1]:
                self.add_full_row(at, columns, way, opens=opens)

    def row_costs(self, at: int, most: int, first: float, further: float) -> Iterator[tuple[int, float]]:
        """Of rows of 1, 2, … up to ``most`` cells that span columns: the cells and the bits."""
        bits = first
        for count, cell in enumerate(self.cells[at : at + most], start=1):
            bits += _SWALLOW[cell.cut] + _SPANNING_CONTENT[cell.content]
            if self.can_end[at + count - 1]:
                yield count, bits + self.blanks.row_end[cell.blanks]
            bits += self.blanks.inside[cell.blanks] + further

    def add_spanning_rows(self, at: int, columns: int, way: _Way) -> None:
        most = min(columns - 1, _MOST_SPANNING)
        for count, bits in self.row_costs(at, most, _SPANNING, _SPANNING_CELL):
            total = way.bits + bits
            known = self.within[at + count].get(columns)
            if known is None or total < known.bits:
                step = self.step(_Step(way.step, columns, at, at + count))
                self.within[at + count][columns] = replace(way, bits=total, step=step)

    def add_full_row(self, at: int, columns: int, way: _Way, *, opens: bool) -> None:
        stop = at + columns
        if stop > len(self.cells) or not self.can_end[stop - 1]:
            return
        row = self.cells[at:stop]
        inside = self.blanks.inside
        bits = way.bits + _FULL_ROW + self.blanks.row_end[row[-1].blanks] - inside[row[-1].blanks]
        for cell in row:
            bits += inside[cell.blanks] + _SWALLOW[cell.cut]
        known = self.within[stop].get(columns)
        if known is not None and known.bits <= bits:
            return
        body_rows, counts = way.body_rows, way.counts
        if not way.full_rows:
            as_header = _WITH_HEADER + sum(_HEADER_CONTENT[cell.content] for cell in row)
            as_body = _WITHOUT_HEADER + _ANY_CONTENT * columns
            bits += min(as_header, as_body) + _COLUMN * columns
            counts = (0,) * (columns * _KINDS)
            is_counted = as_body < as_header
        else:
            bits += columns * self.log_sums[body_rows]
            first = 0
            for cell in row:
                bits -= self.logs[counts[first + cell.content]]
                first += _KINDS
            is_counted = True
        if known is not None and known.bits <= bits:
            return
        if is_counted:
            counts, body_rows = _counted(counts, row), body_rows + 1
        step = self.step(_Step(way.step, columns, at, stop, opens=opens))
        self.within[stop][columns] = _Way(bits, step, body_rows, way.full_rows + 1, counts)

    def end_tables(self, at: int) -> None:
        for columns, way in self.within[at].items():
            last = self.cells[at - 1]
            bits = way.bits - self.blanks.row_end[last.blanks] + (_FEW_ROWS if way.full_rows < 2 else 0.0)
            step = _Step(way.step, columns, at, at)
            self.reach_between(at, bits + self.blanks.table_end[last.blanks], step, after_text=False)
            if last.cut:
                bits += _TAKE_CUT[last.cut] + self.blanks.cut_end[last.blanks] - _SWALLOW[last.cut]
                self.reach_between(at, bits, replace(step, is_cut=True), after_text=True)

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
        more[column * _KINDS + cell.content] += 1
    return tuple(more)
