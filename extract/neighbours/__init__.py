"""What a column's neighbours settle, where its words and contents leave it open or name another thing there.

Each rule looks at one column among the others of its table and says what it is instead; the first that fires
holds, and lowers the column's confidence to its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.contents import Contents
from extract.grid import Grid
from extract.headers import Layout
from extract.neighbours.beside import Beside, Instead, moved
from extract.neighbours.headerless import without_header
from extract.neighbours.of_figures import (
    GRADES,
    aim_in_figures,
    bare_percents,
    done_of_target,
    outcome_of_target,
    period_of_target,
    points_earned,
    rating,
    shares_of_total,
    unmarked_month,
    values,
    year_of_value,
)
from extract.neighbours.of_products import earned_by_product, judged_by_product
from extract.neighbours.of_things import (
    answer,
    goal_in_words,
    instrument,
    named_rows,
    no_numbering,
    numbering,
    offices,
    references,
    thing_described,
    told_apart_before_repeats,
    unit_of_course,
    unit_taught,
)
from extract.neighbours.of_weighed import graded_component, grades_to_weigh, reached_of_target, stated_formula
from extract.reading import Column, Role

_POINTS = "points"

_RULES: tuple[Callable[[Beside], Instead | None], ...] = (
    year_of_value,
    stated_formula,
    grades_to_weigh,
    reached_of_target,
    graded_component,
    rating,
    earned_by_product,
    judged_by_product,
    points_earned,
    shares_of_total,
    unit_of_course,
    told_apart_before_repeats,
    thing_described,
    numbering,
    named_rows,
    no_numbering,
    done_of_target,
    period_of_target,
    offices,
    unit_taught,
    values,
    aim_in_figures,
    references,
    outcome_of_target,
    goal_in_words,
    instrument,
    bare_percents,
    unmarked_month,
    answer,
)
"""In the order in which they are asked."""


def settled_by_neighbours(
    grid: Grid, layout: Layout, columns: Sequence[Column], contents: Sequence[Contents], above: str
) -> list[Column]:
    """The columns of a table with what their neighbours say of them, and in a table without header the title
    ``above`` it."""
    settled = list(columns)
    for at in range(len(settled)):
        beside = Beside(grid, layout, settled, contents, at)
        told = next((found for rule in _RULES if (found := rule(beside)) is not None), None)
        if told is not None:
            settled[at] = moved(settled[at], told)
    return settled if layout.header else without_header(settled, grid, layout, contents, above)


def graded(columns: Sequence[Column]) -> list[Column]:
    """In a table with grades on a stated scale these and what they earn are points, whatever their size."""
    grades = {column.column for column in columns if any(one.detail == GRADES for one in column.evidence)}
    return [
        replace(column, unit=column.unit or _POINTS)
        if column.column in grades or (grades and column.role is Role.EARNED and "%" not in column.header)
        else column
        for column in columns
    ]
