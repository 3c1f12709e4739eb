"""What the figures of a column are, by the columns beside it: baselines, targets, results, grades, shares."""

from __future__ import annotations

import re

from extract.contents import FIGURES, THINGS, rows_below
from extract.figures import add_up_to_whole, plain_worth
from extract.folding import fold
from extract.neighbours.beside import Beside, Instead
from extract.periods import is_period, without_periods, years_of
from extract.reading import Role
from extract.shapes import Shape, names_money
from extract.words import words

GRADES = "grades on a stated scale"
_VALUES = words("table", "values")
_OUTCOMES = frozenset(words("table", "outcomes"))
_GRADED = frozenset({Role.COMPLIANCE, Role.EARNED, Role.PROGRESS, Role.OTHER, Role.STAGE, Role.COUNT})
_YEARS = frozenset(words("table", "years"))
_MEASURED = frozenset({Role.TARGET, Role.BASELINE, Role.INDICATOR, Role.OBJECTIVE})
_SCALE = re.compile(
    r"[(\[]?\s*(?:escala\s+)?(?:de\s+)?\b[01]\s*(?:[-–]|a|to|al)\s*(?:[3-9]|10)\b\s*[)\]]?", re.IGNORECASE
)


def done_of_target(beside: Beside) -> Instead | None:
    """ "Achievement" or "Logro" with figures of many units: what was achieved, not how much of the target."""
    folded = fold(beside.column.header)
    judged = "%" in folded or any(word.startswith(("cumpl", "cumpr", "compl")) for word in folded.split())
    percents = beside.held.filled == 0 or beside.held.share(Shape.PERCENT) == beside.held.figures > 0
    if beside.column.role is Role.COMPLIANCE and Role.TARGET in beside.roles and not judged and not percents:
        return Instead(Role.EXECUTED, "what was achieved, beside a target", 0.7)
    return None


def period_of_target(beside: Beside) -> Instead | None:
    """Figures for a period, by the target, the baseline or the whole that stands beside them."""
    column = beside.column
    if column.role is not Role.COUNT or column.source != "content":
        return None
    if (before := _earlier_than_target(beside)) is not None:
        return before
    if Role.BASELINE in beside.roles:
        return Instead(Role.TARGET, "figures for a period, beside a baseline", 0.5)
    dated = is_period(" ".join(column.levels)) or is_period((column.levels or ("-",))[-1])
    if Role.TARGET in beside.roles and dated:
        return Instead(Role.PROGRAMMED, "figures for a period, beside the target of the whole", 0.6)
    return None


def values(beside: Beside) -> Instead | None:
    """ "Valor" with no sign of money in its cells or its header, in a table that measures things."""
    column, header = beside.column, fold(beside.column.header)
    if column.role is not Role.AMOUNT or not beside.held.filled or beside.held.share(Shape.MONEY) > 0:
        return None
    bare = without_periods(header).strip() in _VALUES
    measured = header.startswith(_VALUES) and any(role in _MEASURED for role in beside.roles)
    if not (bare or measured) or names_money(column.unit):
        return None
    before = _earlier_than_target(beside)
    if before is not None:
        return before
    return Instead(Role.COUNT, "values without a currency", 0.5)


def _earlier_than_target(beside: Beside) -> Instead | None:
    """Figures for a year before the one that a target beside them is for."""
    own = max(years_of(beside.column.levels), default=None)
    if own is None or beside.held.figured < 0.6:
        return None
    for at, other in enumerate(beside.columns):
        is_target = other.role is Role.TARGET or (
            other.role is Role.OBJECTIVE and beside.contents[at].figures >= 0.7
        )
        if at != beside.at and is_target and any(year > own for year in years_of(other.levels)):
            return Instead(Role.BASELINE, "figures for a year before that of the target", 0.6)
    return None


def aim_in_figures(beside: Beside) -> Instead | None:
    """ "Objetivo 2022" over figures, beside what they are aimed at."""
    others = {role for at, role in enumerate(beside.roles) if at != beside.at}
    aims = beside.column.role in (Role.OBJECTIVE, Role.SPECIFIC_OBJECTIVE)
    if aims and beside.held.figures >= 0.7 and beside.held.filled and others & THINGS:
        return Instead(Role.TARGET, "figures under a word for what is aimed at", 0.6)
    return None


def outcome_of_target(beside: Beside) -> Instead | None:
    """ "Resultado" over figures beside a target: what came of it."""
    header = without_periods(fold(beside.column.header)).strip()
    if (
        header in _OUTCOMES
        and beside.column.role is not Role.EXECUTED
        and beside.held.figured >= 0.7
        and Role.TARGET in beside.roles
    ):
        return Instead(Role.EXECUTED, "figures of a result, beside a target", 0.6)
    return None


def bare_percents(beside: Beside) -> Instead | None:
    """ "%" and nothing else over shares of a whole, beside what is weighed."""
    column = beside.column
    if column.role not in (Role.COUNT, Role.OTHER) or fold(column.header).strip() != "%":
        return None
    others = {role for i, role in enumerate(beside.roles) if i != beside.at}
    if not others & THINGS or others & FIGURES or beside.held.figures < 1 or beside.held.filled < 2:
        return None
    texts = beside.grid.column(beside.at, rows_below(beside.grid, beside.layout))
    shares = [plain_worth(text) for text in texts if text.strip()]
    if all(0 < share < 100 for share in shares) and sum(shares) <= 100.5:
        return Instead(Role.WEIGHT, "shares of a whole beside what is weighed", 0.5)
    return None


def shares_of_total(beside: Beside) -> Instead | None:
    """ "% del total" over percentages that make up a whole."""
    held = beside.held
    if beside.column.role is not Role.TOTAL or held.filled < 2 or held.share(Shape.PERCENT) < 1:
        return None
    texts = [text for text in beside.grid.column(beside.at, rows_below(beside.grid, beside.layout)) if text]
    return Instead(Role.WEIGHT, "shares of a whole", 0.6) if add_up_to_whole(texts) else None


def unmarked_month(beside: Beside) -> Instead | None:
    """A month of a calendar in which nothing is marked."""
    others = [other for other in beside.columns if other.role is Role.DEADLINE and other.source == "content"]
    if beside.held.filled == 0 and others and is_period(" ".join(beside.column.levels) or "-"):
        return Instead(Role.DEADLINE, "a period beside others that are marked", 0.6)
    return None


def year_of_value(beside: Beside) -> Instead | None:
    """ "Línea de base" over "Año | Valor": the year of the figure beside it, and no deadline."""
    levels = beside.column.levels
    if len(levels) < 2 or fold(levels[-1]) not in _YEARS or beside.held.share(Shape.YEAR) < 0.8:
        return None
    banded = [other for other in beside.columns if other.levels[:-1] == levels[:-1] and other.role in FIGURES]
    return Instead(Role.OTHER, "the year of the figures beside it", 0.8) if banded else None


def rating(beside: Beside) -> Instead | None:
    """ "Rating (1-5)", "Nivel (1 a 7)": grades on a stated scale, which are no percentages."""
    if beside.column.role not in _GRADED or beside.held.figures < 0.6:
        return None
    if beside.held.share(Shape.PERCENT) > 0 or not _SCALE.search(beside.column.header):
        return None
    return Instead(Role.COUNT, GRADES, 0.7)


def points_earned(beside: Beside) -> Instead | None:
    """ "Puntaje" behind a weight and a grade on a stated scale: what the grade earns, no second weight."""
    before = beside.columns[: beside.at]
    weighs = any(other.role is Role.WEIGHT for other in before)
    is_graded = any(_SCALE.search(other.header) for other in before)
    if beside.column.role is Role.WEIGHT and weighs and is_graded and beside.held.share(Shape.PERCENT) == 0:
        return Instead(Role.EARNED, "points behind a weight and a grade", 0.6)
    return None
