"""What the figures of a column are in a table that weighs and judges: grades, what they earn, how much of a
target was reached, and what a header states as a formula of other columns."""

from __future__ import annotations

import re

from extract.contents import THINGS, rows_below
from extract.figures import plain_worth
from extract.folding import flat, fold
from extract.neighbours.beside import Beside, Instead
from extract.neighbours.of_figures import GRADES
from extract.reading import Role
from extract.shapes import Shape
from extract.words import words

_WEIGHTED = words("table", "weighted")
_GRADES = frozenset(words("table", "grades"))
_BEST_GRADE = 10
_NAMED = re.compile(r"[(\[]\s*([a-z]|\d)\s*[)\]]")
"""The letter or number by which formulas name a column: "Ponderación (a)"."""
_OPERAND = r"[(\[]?\s*(?<![^\W_])([a-z]|\d)(?![^\W_])\s*[)\]]?"
_PRODUCT = re.compile(rf"[(=]\s*{_OPERAND}\s*[x×*·]\s*{_OPERAND}")
_QUOTIENT = re.compile(rf"[(=]\s*{_OPERAND}\s*[/÷:]\s*{_OPERAND}")
_JUDGED = frozenset({Role.COMPLIANCE, Role.PROGRESS, Role.EARNED, Role.COUNT})
_PLANNED = frozenset({Role.TARGET, Role.PROGRAMMED})
_UNTOLD = frozenset({Role.COUNT, Role.OTHER, Role.WEIGHT, Role.TOTAL, Role.EXECUTED, Role.AMOUNT})


def stated_formula(beside: Beside) -> Instead | None:
    """ "Resultado (a x b)" beside "Ponderación (a)" and "Cumplimiento (b)": what was earned; "(b / a)" of
    what was planned and done: how much of it was reached."""
    if beside.column.role not in _UNTOLD or beside.held.figures < 0.6:
        return None
    header = _printed(beside, beside.at)
    product, quotient = _PRODUCT.search(header), _QUOTIENT.search(header)
    found = product or quotient
    if found is None:
        return None
    named = {mark: role for at, role in enumerate(beside.roles) for mark in _marks(beside, at)}
    roles = [named.get(mark) for mark in found.groups()]
    if product is not None and Role.WEIGHT in roles and any(role in _JUDGED for role in roles):
        return Instead(Role.EARNED, "its header states weight times what it is judged by", 0.9)
    if product is None and roles[0] is Role.EXECUTED and roles[1] in _PLANNED:
        return Instead(Role.COMPLIANCE, "its header states what was done of what was planned", 0.9)
    return None


def _printed(beside: Beside, at: int) -> str:
    """A column's header as it is printed, letter marks and all."""
    return flat(" ".join(beside.grid.text(row, at) for row in beside.layout.header))


def _marks(beside: Beside, at: int) -> list[str]:
    return _NAMED.findall(_printed(beside, at)) if at != beside.at else []


def reached_of_target(beside: Beside) -> Instead | None:
    """Percentages under words that say nothing ("% de alcance"), behind a target and what was done of it."""
    column = beside.column
    before = beside.roles[: beside.at]
    if column.role not in _UNTOLD or column.source != "content" or "%" not in column.header:
        return None
    if Role.EXECUTED in before and _PLANNED.intersection(before) and Role.COMPLIANCE not in beside.roles:
        return Instead(Role.COMPLIANCE, "percentages behind a target and what was done of it", 0.6)
    return None


def grades_to_weigh(beside: Beside) -> Instead | None:
    """ "Nota" with figures up to ten, in front of "Nota ponderada": grades, and no share that is earned."""
    if beside.column.role is not Role.EARNED or _is_weighed(beside, beside.at):
        return None
    weighed = [
        at
        for at in range(beside.at + 1, len(beside.columns))
        if beside.roles[at] is Role.EARNED and _is_weighed(beside, at)
    ]
    if not weighed or Role.WEIGHT not in beside.roles or _in_percent(beside, beside.at):
        return None
    texts = beside.grid.column(beside.at, rows_below(beside.grid, beside.layout))
    grades = [plain_worth(text) for text in texts if text.strip()]
    is_scale = len(grades) >= 2 and all(0 < grade <= _BEST_GRADE for grade in grades) and max(grades) > 1
    if is_scale and not any(_in_percent(beside, at) for at in weighed):
        return Instead(Role.COUNT, GRADES, 0.7)
    return None


def graded_component(beside: Beside) -> Instead | None:
    """ "Component" beside "% of final grade": what is graded, where nothing else is named."""
    if beside.column.role is not Role.PRODUCT or any(
        role in THINGS for at, role in enumerate(beside.roles) if at != beside.at
    ):
        return None
    weights = [column for column in beside.columns if column.role is Role.WEIGHT]
    if any(_GRADES.intersection(fold(column.header).split()) for column in weights):
        return Instead(Role.ACTIVITY, "what a grade is made up of", 0.7)
    return None


def _is_weighed(beside: Beside, at: int) -> bool:
    return any(word.startswith(_WEIGHTED) for word in fold(beside.columns[at].header).split())


def _in_percent(beside: Beside, at: int) -> bool:
    return "%" in beside.columns[at].header or beside.contents[at].share(Shape.PERCENT) > 0
