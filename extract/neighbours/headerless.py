"""What the columns of a table without header are, by their contents, their places and the title above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.contents import Contents, rows_below, runs_up, told_apart
from extract.figures import add_up_to_whole
from extract.folding import fold
from extract.grid import Grid
from extract.headers import Layout
from extract.lexicon import fact_labels, matches
from extract.neighbours.beside import Instead, moved
from extract.reading import Column, Role
from extract.shapes import Shape

_WEIGHED = frozenset({Role.WEIGHT, Role.ACTIVITY})


def _speaks_of_weights(above: str) -> bool:
    """A title about weights, or about what is graded ("Assessment is as follows:", "Ponderaciones")."""
    return any(match.role in _WEIGHED for match in matches(above))


def _states_facts(grid: Grid, layout: Layout) -> bool:
    """Names and values of which most are facts of the whole document ("Código", "Créditos", "Docente"): their
    figures are no counts."""
    if grid.column_count not in (2, 4):
        return False
    names = [
        name for row in layout.body for at in range(0, grid.column_count, 2) if (name := grid.text(row, at))
    ]
    told = sum(fold(name) in fact_labels() for name in names)
    return told >= 2 and 2 * told >= len(names)


def _shares_of_whole(grid: Grid, layout: Layout, contents: Sequence[Contents]) -> int | None:
    """The only column of percentages, where they add up to a hundred."""
    of_percents = [
        i for i, held in enumerate(contents) if held.filled >= 2 and held.share(Shape.PERCENT) == 1
    ]
    if len(of_percents) != 1:
        return None
    texts = grid.column(of_percents[0], rows_below(grid, layout))
    return of_percents[0] if add_up_to_whole(texts) else None


def _named(column: Column, grid: Grid, layout: Layout, contents: Contents) -> Column:
    """A column of a table without header that is no list of names and values, by what its cells hold."""
    if column.column == 0 and runs_up(grid, layout, 0):
        role, confidence = Role.NUMBER, 0.6
    elif contents.share(Shape.DATE) >= 0.6:
        role, confidence = Role.DEADLINE, 0.5
    elif contents.figures >= 0.6:
        return _keyed(column, contents)
    elif told_apart(grid, layout, column.column) >= 0.9 and contents.filled >= 2:
        role, confidence = Role.DESCRIPTION, 0.4
    else:
        role, confidence = Role.OTHER, 0.3
    return replace(column, role=role, confidence=confidence, source="content")


def _keyed(column: Column, contents: Contents) -> Column:
    """A column of a table without header: names in the even places, what belongs to them in the odd ones."""
    if contents.figures >= 0.6:
        return replace(
            column,
            role=Role.COUNT if contents.share(Shape.MONEY) < 0.5 else Role.AMOUNT,
            confidence=0.4,
            source="content",
        )
    role = Role.DESCRIPTION if column.column % 2 == 0 else Role.OTHER
    return replace(column, role=role, confidence=0.5, source="position")


def without_header(
    columns: Sequence[Column], grid: Grid, layout: Layout, contents: Sequence[Contents], above: str
) -> list[Column]:
    """The columns of a table without header with their roles; ``above``: the title above it."""
    shares = _shares_of_whole(grid, layout, contents) if _speaks_of_weights(above) else None
    if _states_facts(grid, layout):
        return [
            replace(
                column, role=Role.DESCRIPTION if i % 2 == 0 else Role.OTHER, confidence=0.6, source="content"
            )
            for i, column in enumerate(columns)
        ]
    return [
        moved(column, Instead(Role.WEIGHT, "shares of a whole under a title that speaks of them", 0.5))
        if i == shares
        else _named(column, grid, layout, contents[i])
        if len(columns) > 2 and len(columns) % 2
        else _keyed(column, contents[i])
        for i, column in enumerate(columns)
    ]
