"""The levels of items inside one column: parents and children in rows below each other.

Signals, the surest first: printed numbers of different depth or kind (``1`` and ``1.1``, ``2`` and ``a)``);
rows that carry the weight over rows that carry none, bold ones where only some that carry one are bold;
bold rows over plain ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.figures import add_up_to_whole, figures_in
from extract.grid import Grid
from extract.headers import Layout
from extract.numbering import depth, label_of
from extract.reading import Column, Evidence, Role, RowKind

_CHILDREN = 0.6
"""Rows without weight are children, not gaps, from this score on."""
_FOLLOWED = 0.6
"""Least share of the weighted rows that have a row without weight right below."""


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels of a column's items: row → level from 0, empty where all are of one; and what they rest
    on."""

    of_row: dict[int, int]
    why: Evidence | None = None

    @property
    def deepest(self) -> int:
        return max(self.of_row.values(), default=0)


def levels_in_column(
    grid: Grid, layout: Layout, columns: Sequence[Column], kinds: Sequence[RowKind], column: int
) -> Levels:
    """The levels of the items of a column, by the surest signal that tells any."""
    rows = [
        row
        for row in layout.body
        if kinds[row] is RowKind.ITEM
        and (cell := grid.at(row, column)) is not None
        and cell.row == row
        and cell.text.strip()
    ]
    if len(rows) < 2:
        return Levels({})
    if found := _by_numbers(grid, columns, rows, column):
        return Levels(found, Evidence("levels by printed numbers", "", 0.95))
    if found := _by_weights(grid, columns, rows, column):
        return Levels(found, Evidence("levels by who carries a weight", "", 0.8))
    if found := _by_bold(grid, rows, column):
        return Levels(found, Evidence("levels by bold type", "", 0.7))
    return Levels({})


def _number(grid: Grid, columns: Sequence[Column], row: int, column: int) -> str:
    own = label_of(grid.text(row, column))
    if own is not None and own.number and not own.word:
        return own.number
    for beside in columns:
        if beside.role is Role.NUMBER and (text := grid.text(row, beside.column)):
            label = label_of(text + " x")
            return label.number if label is not None else text.strip(" .-)")
    return ""


def _style(number: str) -> str:
    last = number.split(".")[-1]
    if last.isdigit():
        return "digit"
    if re.fullmatch(r"[IVXLC]+", last):
        return "roman"
    return "letter"


def _by_numbers(grid: Grid, columns: Sequence[Column], rows: Sequence[int], column: int) -> dict[int, int]:
    numbers = {row: number for row in rows if (number := _number(grid, columns, row, column))}
    if len(numbers) < max(2, len(rows) // 3):
        return {}
    depths = {row: depth(number) for row, number in numbers.items()}
    if len(set(depths.values())) > 1:
        shallowest = min(depths.values())
        order = {value: place for place, value in enumerate(sorted(set(depths.values())))}
        found, last = {}, 0
        for row in rows:
            if row in depths:
                last = order[depths[row]]
                found[row] = last
            else:
                found[row] = min(last + 1, len(order)) if last < len(order) - 1 else last
        return found if shallowest in depths.values() else {}
    styles = [_style(number) for number in numbers.values()]
    if len(set(styles)) > 1 and styles[0] != styles[1]:
        top = styles[0]
        return {row: 0 if row in numbers and _style(numbers[row]) == top else 1 for row in rows}
    if len(numbers) <= 0.6 * len(rows) and rows[0] in numbers:
        return {row: 0 if row in numbers else 1 for row in rows}
    return {}


def _by_weights(grid: Grid, columns: Sequence[Column], rows: Sequence[int], column: int) -> dict[int, int]:
    weights = [other.column for other in columns if other.role is Role.WEIGHT]
    weighed = {row for row in rows for weight in weights if can_be_weight(_own_text(grid, row, weight))}
    bold = {row for row in weighed if (cell := grid.at(row, column)) is not None and cell.is_bold}
    top = bold if len(bold) >= 2 and not _bold_elsewhere(grid, rows, column, bold) else weighed
    below = [row for row in rows if row not in top and not _covered(grid, row, weights)]
    if rows[0] not in top or len(top) < 2 or not below:
        return {}
    if top == weighed and _speak_as_children(grid, weights, rows, top) < _CHILDREN:
        return {}
    return {row: 0 if row in top else 1 for row in rows}


def _speak_as_children(grid: Grid, weights: Sequence[int], rows: Sequence[int], top: set[int]) -> float:
    """How much the rows without weight speak as parts of the weighted ones above them, and not as rows whose
    weight is missing: nearly each weighted row has some, they come in runs or over and over, they leave
    another column blank as well that weighted rows fill, and the weights add up without them."""
    runs = [0]
    for row in rows:
        if row in top:
            runs.append(0)
        else:
            runs[-1] += 1
    followed = [run for run in runs[1:] if run]
    if len(followed) < _FOLLOWED * len(top):
        return 0.0
    score = 0.4
    score += 0.2 if sum(followed) >= 1.5 * len(followed) else 0.0
    score += 0.2 if len(followed) >= 4 else 0.0
    score += 0.2 if any(_add_up(grid, weight, top) for weight in weights) else 0.0
    others = [column for column in range(grid.column_count) if column not in weights]
    score += 0.3 if any(_filled_only_in(grid, column, rows, top) for column in others) else 0.0
    return score


def _add_up(grid: Grid, weight: int, rows: set[int]) -> bool:
    return add_up_to_whole([_own_text(grid, row, weight) for row in rows])


def _filled_only_in(grid: Grid, column: int, rows: Sequence[int], top: set[int]) -> bool:
    """The column says something in nearly all rows of ``top`` and in nearly none of the others."""
    within = sum(bool(_own_text(grid, row, column)) for row in top)
    beyond = sum(bool(_own_text(grid, row, column)) for row in rows if row not in top)
    return within >= 0.8 * len(top) and beyond <= 0.1 * (len(rows) - len(top))


def can_be_weight(text: str) -> bool:
    """One figure, and not the whole: among several weighted rows none weighs a hundred."""
    figures = figures_in(text)
    return len(figures) == 1 and not _WHOLE.fullmatch(figures[0].strip())


_WHOLE = re.compile(r"100(?:[.,]0+)?\s*%?")


def _bold_elsewhere(grid: Grid, rows: Sequence[int], column: int, bold: set[int]) -> bool:
    return any(
        row not in bold and (cell := grid.at(row, column)) is not None and cell.is_bold for row in rows
    )


def _own_text(grid: Grid, row: int, column: int) -> str:
    cell = grid.at(row, column)
    return cell.text.strip() if cell is not None and cell.row == row else ""


def _covered(grid: Grid, row: int, columns: Sequence[int]) -> bool:
    """A weight from above spans the row."""
    return any(
        (cell := grid.at(row, column)) is not None and cell.row < row and bool(cell.text.strip())
        for column in columns
    )


def _by_bold(grid: Grid, rows: Sequence[int], column: int) -> dict[int, int]:
    bold = {row for row in rows if (cell := grid.at(row, column)) is not None and cell.is_bold}
    if rows[0] not in bold or not 0 < len(bold) <= 0.6 * len(rows):
        return {}
    return {row: 0 if row in bold else 1 for row in rows}
