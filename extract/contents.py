"""What the cells of a column look like, total rows left out; and the roles by what their cells hold."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass

from extract.folding import fold
from extract.grid import Grid
from extract.headers import Layout
from extract.lexicon import starts_with_label
from extract.reading import Role
from extract.shapes import FIGURED, NUMERIC, Shape, shape_of

FIGURES = frozenset(
    {
        Role.WEIGHT,
        Role.COMPLIANCE,
        Role.EARNED,
        Role.PROGRESS,
        Role.TARGET,
        Role.BASELINE,
        Role.PROGRAMMED,
        Role.EXECUTED,
        Role.BUDGET,
        Role.AMOUNT,
        Role.COUNT,
        Role.TOTAL,
    }
)
"""Roles of columns that hold figures."""

THINGS = frozenset(
    {
        Role.OBJECTIVE,
        Role.PRODUCT,
        Role.SPECIFIC_OBJECTIVE,
        Role.ACTIVITY,
        Role.INDICATOR,
        Role.ATTRIBUTE,
        Role.SYSTEM,
    }
)
"""Roles of columns that name what is planned, weighed or measured."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a column's body cells look like: shares of its filled cells."""

    filled: int
    cells: int
    shapes: Counter[Shape]

    def share(self, *shapes: Shape) -> float:
        return sum(self.shapes[shape] for shape in shapes) / self.filled if self.filled else 0.0

    @property
    def figures(self) -> float:
        """Bare figures alone."""
        return self.share(*NUMERIC)

    @property
    def figured(self) -> float:
        """Figures, bare or with the name of what they count."""
        return self.share(*FIGURED)


def contents_of(grid: Grid, layout: Layout, column: int) -> Contents:
    """The shapes of a column's body, total rows left out."""
    rows = [row for row in layout.body if not is_total(grid, row)]
    shapes = Counter(shape_of(text) for text in grid.column(column, rows))
    return Contents(sum(shapes.values()) - shapes[Shape.EMPTY], sum(shapes.values()), shapes)


def is_total(grid: Grid, row: int) -> bool:
    cells = grid.filled(row)
    return bool(cells) and bool(starts_with_label(cells[0].text, "total"))


def rows_below(grid: Grid, layout: Layout) -> list[int]:
    """The rows of a body, total rows left out."""
    return [row for row in layout.body if not is_total(grid, row)]


def runs_up(grid: Grid, layout: Layout, column: int) -> bool:
    """The column numbers the rows: whole numbers that go up by one or begin again at one."""
    texts = grid.column(column, rows_below(grid, layout))
    values = [text.strip(" .-)°º") for text in texts if text.strip()]
    if len(values) < 1 or not all(value.isdigit() and len(value) <= 3 for value in values):
        return False
    numbers = [int(value) for value in values]
    steps = sum(b in (a + 1, 1) for a, b in itertools.pairwise(numbers))
    return numbers[0] == 1 and steps >= 0.8 * (len(numbers) - 1)


def told_apart(grid: Grid, layout: Layout, column: int) -> float:
    """Share of a column's filled cells that say something that no other says."""
    texts = [fold(text) for text in grid.column(column, rows_below(grid, layout)) if text.strip()]
    counts = Counter(texts)
    return sum(count == 1 for count in counts.values()) / len(texts) if texts else 0.0
