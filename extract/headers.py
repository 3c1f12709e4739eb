"""Where a table's header is: bands above it, its one to three rows, and where a second table begins below.

A row speaks as a header when most of its cells are header words or periods and none is a figure. What the
file itself marks as heading rows counts as well. Rows above that hold a single text are bands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.folding import fold, mend_breaks
from extract.grid import Grid
from extract.lexicon import fact_labels, matches, starts_with_label
from extract.numbering import label_of
from extract.outline import is_statement
from extract.periods import is_period
from extract.shapes import NUMERIC, Shape, shape_of
from ingest.document import Cell

_NOTE_MARK = re.compile(r"\s*\((?:\d{1,2}|\*+)\)\s*$|(?<=\w)\*+$|[\u2070-\u2079\u00b9\u00b2\u00b3]+$")
_DEEPEST_START = 12
"""Rows from the top among which the first header is looked for."""
_TALLEST = 4
"""Most rows that a header has."""
_WORDIEST = 16
"""Words of the longest header cell that the vocabulary does not know."""
_LONGEST = 160
"""Letters of the longest text that may be a header cell."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One logical table inside a grid: its rows ``first`` to ``stop`` (excluded), the bands above its header,
    and its header rows; no header rows where it has no header."""

    first: int
    stop: int
    titles: tuple[int, ...]
    header: tuple[int, ...]
    score: float
    """How sure the header is, 0 to 1."""

    @property
    def body(self) -> range:
        return range((self.header or self.titles or (self.first - 1,))[-1] + 1, self.stop)


def layouts(grid: Grid) -> tuple[Layout, ...]:
    """The logical tables of a grid, from the top; mostly one."""
    scores = [_speaks_as_header(grid, row) for row in range(grid.row_count)]
    found: list[Layout] = []
    start = 0
    while start < grid.row_count:
        layout = _layout_from(grid, scores, start, is_first=not found)
        found.append(layout)
        start = layout.stop
    return tuple(found)


def apart(grid: Grid, layout: Layout) -> tuple[Grid, Layout]:
    """A logical table as a grid of its own, its rows counted from 0; cells that reach beyond it are cut."""
    if (layout.first, layout.stop) == (0, grid.row_count):
        return grid, layout
    first, stop = layout.first, layout.stop
    cells = [
        replace(
            cell, row=max(cell.row, first) - first, row_span=min(cell.rows.stop, stop) - max(cell.row, first)
        )
        for cell in grid.cells
        if cell.row < stop and cell.rows.stop > first
    ]
    titles, header = (tuple(row - first for row in rows) for rows in (layout.titles, layout.header))
    own = Grid(cells)
    return own, Layout(0, min(stop - first, own.row_count), titles, header, layout.score)


def header_levels(grid: Grid, layout: Layout, column: int) -> tuple[str, ...]:
    """The header texts above a column, from the top, each cell once."""
    levels: list[str] = []
    seen: list[Cell] = []
    for row in layout.header:
        cell = grid.at(row, column)
        if cell is not None and cell not in seen and cell.text.strip():
            seen.append(cell)
            text = _NOTE_MARK.sub("", mend_breaks(cell.text)).strip() or mend_breaks(cell.text)
            if not levels or levels[-1] != text:
                levels.append(text)
    return tuple(levels)


def _layout_from(grid: Grid, scores: list[float], start: int, *, is_first: bool) -> Layout:
    header = () if is_first and is_key_value(grid) else _first_header(grid, scores, start, is_first=is_first)
    if not header:
        titles = _leading_bands(grid, start)
        return Layout(start, grid.row_count, titles, (), 0.0)
    titles = tuple(row for row in range(start, header[0]) if grid.filled(row))
    stop = _next_table(grid, scores, header)
    return Layout(start, stop, titles, header, round(max(scores[row] for row in header), 3))


def is_key_value(grid: Grid) -> bool:
    """Names in the even columns and what belongs to them in the odd ones: the first column is set off from
    the
    second in the first row as in all others, by bold type or by a colon at its end."""
    if grid.column_count not in (2, 4) or grid.row_count < 2:
        return False
    rows = [row for row in range(grid.row_count) if len(grid.starting(row)) >= 2 and grid.text(row, 0)]
    if len(rows) < 2 or rows[0] != 0 or any(cell.is_header for cell in grid.starting(0)):
        return False
    keys = [cell for row in rows if (cell := grid.at(row, 0)) is not None]
    values = [cell for row in rows if (cell := grid.at(row, 1)) is not None and cell.text.strip()]
    if any(len(cell.text) > 60 for cell in keys):
        return False
    bold_keys = all(cell.is_bold for cell in keys) and not any(cell.is_bold for cell in values)
    colons = all(cell.text.strip().endswith(":") for cell in keys)
    told = sum(fold(cell.text) in fact_labels() for cell in keys)
    return bold_keys or colons or (2 * told >= len(keys) and told >= 2)


def _first_header(grid: Grid, scores: list[float], start: int, *, is_first: bool) -> tuple[int, ...]:
    last = min(grid.row_count, start + _DEEPEST_START)
    for row in range(start, last):
        if scores[row] >= 0.5:
            return _extended(grid, scores, row)
        if not _is_band(grid, row) and not _may_stand_above_header(grid, row):
            break
    return _unworded_header(grid, start) if is_first else ()


def _may_stand_above_header(grid: Grid, row: int) -> bool:
    """A band of two or three cells above the header ("INSTITUCIÓN = …" beside "Ponderación = …")."""
    cells = grid.filled(row)
    spans = any(cell.column_span > 1 for cell in grid.starting(row))
    states = any(is_statement(mend_breaks(cell.text)) for cell in cells)
    return len(cells) <= max(2, grid.column_count // 3) and (spans or states)


def _extended(grid: Grid, scores: list[float], row: int) -> tuple[int, ...]:
    rows = [row]
    while len(rows) < _TALLEST and rows[-1] + 1 < grid.row_count:
        below = rows[-1] + 1
        reaches = any(cell.row_span > 1 and cell.rows.stop > below for cell in grid.covering(rows[-1]))
        banded = any(
            cell.column_span > 1 and cell.column_span < grid.column_count for cell in grid.starting(rows[-1])
        )
        marked = all(cell.is_header for cell in grid.filled(below)) and bool(grid.filled(below))
        plain = not any(shape_of(cell.text) in NUMERIC for cell in grid.filled(below))
        if (
            (not grid.filled(below) and reaches)
            or (
                plain
                and (scores[below] >= 0.5 or marked)
                and (reaches or banded or marked)
                and not _is_band(grid, below)
            )
            or (reaches and banded and _parts_bands(grid, rows[-1], below))
        ):
            rows.append(below)
        else:
            break
    while rows and not grid.filled(rows[-1]):
        rows.pop()
    return tuple(rows)


def _parts_bands(grid: Grid, above: int, row: int) -> bool:
    """The row's cells all stand below cells of the row above that span columns, and say no body's figures:
    they part those bands ("Trimestre" over "I | II | III | IV", "Semanas" over "1 | 2 | 3 | 4")."""
    cells = grid.filled(row)
    bands = [cell for cell in grid.starting(above) if cell.column_span > 1]
    if len(cells) < 2 or not all(any(cell.column in band.columns for band in bands) for cell in cells):
        return False
    texts = [cell.text.strip() for cell in cells]
    if all(text.isdigit() for text in texts):
        numbers = [int(text) for text in texts]
        return all(after in (before + 1, 1) for before, after in pairwise(numbers))
    return all(shape_of(text) not in NUMERIC and len(text.split()) <= _WORDIEST for text in texts)


def _next_table(grid: Grid, scores: list[float], header: tuple[int, ...]) -> int:
    """The row in which another table begins below this one (another header), or the end."""
    own = {fold(cell.text) for row in header for cell in grid.filled(row)}
    for row in range(header[-1] + 2, grid.row_count - 1):
        cells = grid.filled(row)
        if scores[row] < 0.75 or len(cells) < 2:
            continue
        first = _bands_above(grid, row, header[-1] + 2)
        words = {fold(cell.text) for cell in cells}
        worded = sum(_says_header(cell.text) >= 0.85 for cell in cells)
        another = len(words & own) * 2 < len(words) and worded >= max(2, len(cells) - 1)
        if first < row or (another and (len(cells) >= 3 or grid.column_count <= 3)):
            return first
    return grid.row_count


def _bands_above(grid: Grid, row: int, least: int) -> int:
    """The first of the bands right above a header that belong to it: single texts and statements, where one
    of
    them is a statement or has a named number ("Actividad III.2: …")."""
    first, told = row, False
    while first > least and (_is_band(grid, first - 1) or _may_stand_above_header(grid, first - 1)):
        texts = [mend_breaks(cell.text) for cell in grid.filled(first - 1)]
        told = told or any(is_statement(text) or _has_named_number(text) for text in texts)
        first -= 1
    return first if told else row


def _has_named_number(text: str) -> bool:
    label = label_of(text)
    return label is not None and bool(label.word)


def repeats_header(grid: Grid, layout: Layout, row: int) -> bool:
    """The row says again what a header row of the table says."""
    words = [fold(cell.text) for cell in grid.filled(row)]
    return len(words) >= 2 and any(
        words == [fold(cell.text) for cell in grid.filled(above)] for above in layout.header
    )


def _says_header(text: str) -> float:
    """How much a cell's text speaks as a header, 0 to 1."""
    if is_period(text):
        return 0.9
    if len(text) > _LONGEST:
        return 0.0
    found = matches(text)
    return found[0].score if found else 0.0


def _speaks_as_header(grid: Grid, row: int) -> float:
    """Share of a row's filled cells that speak as header, 0 where a figure stands among them or the row is a
    total; rows that the file marks as heading get at least 0.6."""
    cells = grid.filled(row)
    if not cells or (
        starts_with_label(cells[0].text, "total") and len(cells) > 1 and shape_of(cells[-1].text) in NUMERIC
    ):
        return 0.0
    if any(shape_of(cell.text) in NUMERIC or shape_of(cell.text) == Shape.DATE for cell in cells):
        return 0.0
    if len(cells) == 1 and (grid.column_count > 1 or grid.row_count == 1):
        return 0.0
    if any(is_statement(mend_breaks(cell.text)) for cell in cells):
        return 0.0
    worth = [_says_header(cell.text) for cell in cells]
    share = sum(value for value in worth if value >= 0.7) / len(cells)
    if all(cell.is_header for cell in cells):
        share = max(share, 0.6)
    return share


def _is_band(grid: Grid, row: int) -> bool:
    """A row with at most one text, in a table of several columns."""
    return grid.column_count > 1 and len(grid.filled(row)) <= 1


def _leading_bands(grid: Grid, start: int) -> tuple[int, ...]:
    rows = []
    for row in range(start, grid.row_count):
        cells = grid.starting(row)
        if not (len(cells) == 1 and cells[0].column_span == grid.column_count > 1):
            break
        rows.append(row)
    return tuple(rows)


def _unworded_header(grid: Grid, start: int) -> tuple[int, ...]:
    """A first row of short words over columns of figures or long texts, or bold over plain, is a header even
    where the vocabulary knows none of its words."""
    rows = [row for row in range(start, grid.row_count) if not _is_band(grid, row)]
    if len(rows) < 2 or grid.column_count < 2:
        return ()
    top = rows[0]
    cells = grid.filled(top)
    if len(cells) < max(2, grid.column_count - 1) or any(
        shape_of(cell.text) not in (Shape.SHORT, Shape.CODE, Shape.LONG) or len(cell.text.split()) > _WORDIEST
        for cell in cells
    ):
        return ()
    below = rows[1:]
    figures = sum(
        sum(shape_of(text) in NUMERIC for text in texts) * 2 >= max(1, len([text for text in texts if text]))
        for texts in (grid.column(cell.column, below) for cell in cells)
        if any(texts)
    )
    bold_over_plain = (
        all(cell.is_bold for cell in cells)
        and sum(cell.is_bold for row in below for cell in grid.filled(row)) == 0
    )
    worded = any(_says_header(cell.text) >= 0.7 for cell in cells)
    if bold_over_plain or (figures and worded) or (figures and grid.column_count > 2):
        return (top,)
    return ()
