"""What a column's neighbours settle, where its words and contents leave it open or name another thing there.

Each rule looks at one column among the others of its table and says what it is instead; the first that fires
holds, and lowers the column's confidence to its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.contents import FIGURES, THINGS, Contents, rows_below, runs_up, told_apart
from extract.figures import add_up_to_whole, plain_worth
from extract.folding import fold
from extract.grid import Grid
from extract.headers import Layout
from extract.lexicon import fact_labels, matches
from extract.periods import is_period, without_periods, years_of
from extract.reading import Column, Evidence, Role
from extract.shapes import Shape, names_money
from extract.words import words

_OFFICES = words("table", "offices")
_YES, _NO = (frozenset(words("table", answer)) for answer in ("yes", "no"))


@dataclass(frozen=True, slots=True)
class _Beside:
    """A column and the table that it stands in, as the rules before have left it."""

    grid: Grid
    layout: Layout
    columns: Sequence[Column]
    contents: Sequence[Contents]
    at: int

    @property
    def column(self) -> Column:
        return self.columns[self.at]

    @property
    def held(self) -> Contents:
        return self.contents[self.at]

    @property
    def roles(self) -> list[Role]:
        return [column.role for column in self.columns]

    def first_of(self, *roles: Role) -> int | None:
        """Where the first other column of one of these roles stands."""
        return next((i for i, role in enumerate(self.roles) if role in roles and i != self.at), None)


@dataclass(frozen=True, slots=True)
class _Instead:
    """The role that a column has instead, the reason, how sure it is."""

    role: Role
    why: str
    confidence: float


def settled_by_neighbours(
    grid: Grid, layout: Layout, columns: Sequence[Column], contents: Sequence[Contents], above: str
) -> list[Column]:
    """The columns of a table with what their neighbours say of them, and in a table without header the title
    ``above`` it."""
    settled = list(columns)
    for at in range(len(settled)):
        beside = _Beside(grid, layout, settled, contents, at)
        told = next((found for rule in _RULES if (found := rule(beside)) is not None), None)
        if told is not None:
            settled[at] = _moved(settled[at], told)
    if layout.header:
        return settled
    shares = _shares_of_whole(grid, layout, contents) if _speaks_of_weights(above) else None
    if _states_facts(grid, layout):
        return [
            replace(
                column, role=Role.DESCRIPTION if i % 2 == 0 else Role.OTHER, confidence=0.6, source="content"
            )
            for i, column in enumerate(settled)
        ]
    return [
        _moved(column, _Instead(Role.WEIGHT, "shares of a whole under a title that speaks of them", 0.5))
        if i == shares
        else _named(column, grid, layout, contents[i])
        if len(settled) > 2 and len(settled) % 2
        else _keyed(column, contents[i])
        for i, column in enumerate(settled)
    ]


def graded(columns: Sequence[Column]) -> list[Column]:
    """In a table with grades on a stated scale these and what they earn are points, whatever their size."""
    grades = {column.column for column in columns if any(one.detail == _GRADES for one in column.evidence)}
    return [
        replace(column, unit=column.unit or _POINTS)
        if column.column in grades or (grades and column.role is Role.EARNED and "%" not in column.header)
        else column
        for column in columns
    ]


_GRADES = "grades on a stated scale"
_POINTS = "points"
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


def _moved(column: Column, told: _Instead) -> Column:
    evidence = (*column.evidence, Evidence("neighbours", told.why, told.confidence))
    sure = told.confidence if column.source == "content" else min(column.confidence, told.confidence)
    return replace(column, role=told.role, confidence=sure, source="position", evidence=evidence)


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


def _thing_described(beside: _Beside) -> _Instead | None:
    column = beside.column
    weighed = Role.WEIGHT in beside.roles and not any(role in THINGS | _MONEY for role in beside.roles)
    if column.role is Role.DESCRIPTION and weighed and column.source == "lexicon":
        return _Instead(Role.ATTRIBUTE, "described beside a weight and nothing else", 0.7)
    return None


def _numbering(beside: _Beside) -> _Instead | None:
    if beside.column.role is Role.COUNT and beside.at == 0 and runs_up(beside.grid, beside.layout, 0):
        return _Instead(Role.NUMBER, "1, 2, 3, … in the first column", 0.8)
    return None


def _no_numbering(beside: _Beside) -> _Instead | None:
    at, roles = beside.at, beside.roles
    if (
        beside.column.role is Role.NUMBER
        and beside.held.share(Shape.NUMBER) >= 0.7
        and beside.held.share(Shape.CODE) == 0
        and not (at + 1 < len(roles) and roles[at + 1] in THINGS)
        and not _codes_of_names(beside)
        and not runs_up(beside.grid, beside.layout, at)
    ):
        return _Instead(Role.COUNT, "figures that do not number the rows", 0.6)
    return None


def _codes_of_names(beside: _Beside) -> bool:
    """Whole numbers in the first column, none twice and going up, at the left of a column of names: codes."""
    if beside.at != 0 or len(beside.columns) < 3 or beside.contents[1].figures > 0:
        return False
    texts = beside.grid.column(0, rows_below(beside.grid, beside.layout))
    codes = [text.strip() for text in texts if text.strip()]
    whole = all(code.isdigit() for code in codes)
    return whole and len(codes) >= 2 and all(int(a) < int(b) for a, b in pairwise(codes))


def _done_of_target(beside: _Beside) -> _Instead | None:
    """ "Achievement" or "Logro" with figures of many units: what was achieved, not how much of the target."""
    folded = fold(beside.column.header)
    judged = "%" in folded or any(word.startswith(("cumpl", "cumpr", "compl")) for word in folded.split())
    percents = beside.held.filled == 0 or beside.held.share(Shape.PERCENT) == 1
    if beside.column.role is Role.COMPLIANCE and Role.TARGET in beside.roles and not judged and not percents:
        return _Instead(Role.EXECUTED, "what was achieved, beside a target", 0.7)
    return None


def _period_of_target(beside: _Beside) -> _Instead | None:
    column = beside.column
    if column.role is not Role.COUNT or column.source != "content":
        return None
    if (before := _earlier_than_target(beside)) is not None:
        return before
    if Role.BASELINE in beside.roles:
        return _Instead(Role.TARGET, "figures for a period, beside a baseline", 0.5)
    dated = is_period(" ".join(column.levels)) or is_period((column.levels or ("-",))[-1])
    if Role.TARGET in beside.roles and dated:
        return _Instead(Role.PROGRAMMED, "figures for a period, beside the target of the whole", 0.6)
    return None


def _offices(beside: _Beside) -> _Instead | None:
    if beside.column.role is not Role.UNIT_OF_MEASURE or beside.held.figures >= 0.2:
        return None
    texts = [fold(text) for text in beside.grid.column(beside.at, beside.layout.body) if text.strip()]
    if texts and sum(text.startswith(_OFFICES) for text in texts) >= 0.5 * len(texts):
        return _Instead(Role.RESPONSIBLE, "names of offices", 0.7)
    return None


def _unit_taught(beside: _Beside) -> _Instead | None:
    """ "Unidad" over names that differ in all rows, at the left of a table that names nothing else."""
    if (
        beside.column.role is Role.UNIT_OF_MEASURE
        and not any(role in THINGS for role in beside.roles)
        and all(role is Role.NUMBER for role in beside.roles[: beside.at])
        and beside.held.figures == 0
        and beside.held.filled >= 2
        and told_apart(beside.grid, beside.layout, beside.at) == 1
    ):
        return _Instead(Role.PRODUCT, "names that differ in all rows of the first column", 0.6)
    return None


def _values(beside: _Beside) -> _Instead | None:
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
    return _Instead(Role.COUNT, "values without a currency", 0.5)


def _earlier_than_target(beside: _Beside) -> _Instead | None:
    """Figures for a year before the one that a target beside them is for."""
    own = max(years_of(beside.column.levels), default=None)
    if own is None or beside.held.figured < 0.6:
        return None
    for at, other in enumerate(beside.columns):
        is_target = other.role is Role.TARGET or (
            other.role is Role.OBJECTIVE and beside.contents[at].figures >= 0.7
        )
        if at != beside.at and is_target and any(year > own for year in years_of(other.levels)):
            return _Instead(Role.BASELINE, "figures for a year before that of the target", 0.6)
    return None


def _aim_in_figures(beside: _Beside) -> _Instead | None:
    """ "Objetivo 2022" over figures, beside what they are aimed at."""
    others = {role for at, role in enumerate(beside.roles) if at != beside.at}
    aims = beside.column.role in (Role.OBJECTIVE, Role.SPECIFIC_OBJECTIVE)
    if aims and beside.held.figures >= 0.7 and beside.held.filled and others & THINGS:
        return _Instead(Role.TARGET, "figures under a word for what is aimed at", 0.6)
    return None


def _outcome_of_target(beside: _Beside) -> _Instead | None:
    """ "Resultado" over figures beside a target: what came of it."""
    header = without_periods(fold(beside.column.header)).strip()
    if (
        header in _OUTCOMES
        and beside.column.role is not Role.EXECUTED
        and beside.held.figured >= 0.7
        and Role.TARGET in beside.roles
    ):
        return _Instead(Role.EXECUTED, "figures of a result, beside a target", 0.6)
    return None


def _goal_in_words(beside: _Beside) -> _Instead | None:
    """ "Meta" over what is to be done, in words, at the left of what it is measured by."""
    held = beside.held
    if beside.column.role is not Role.TARGET or held.filled < 2 or held.figured > 0.2:
        return None
    if held.share(Shape.SHORT, Shape.LONG) < 0.8 or told_apart(beside.grid, beside.layout, beside.at) < 0.6:
        return None
    first = beside.first_of(*THINGS)
    if first is None or beside.at < first:
        return _Instead(Role.OBJECTIVE, "a target in words, at the left of what measures it", 0.6)
    others = {role for at, role in enumerate(beside.roles) if at != beside.at}
    figures = [at for at, role in enumerate(beside.roles) if role in FIGURES and at != beside.at]
    texts = beside.grid.column(beside.at, rows_below(beside.grid, beside.layout))
    counted = sum(any(letter.isdigit() for letter in text) for text in texts)
    if not others & _FINER and figures and first < beside.at < figures[0] and 4 * counted <= held.filled:
        return _Instead(Role.ACTIVITY, "a target in words, at the left of its figures", 0.6)
    return None


def _instrument(beside: _Beside) -> _Instead | None:
    """ "Instrumento" at the right of what it is used for, the same one in several rows."""
    first = beside.first_of(Role.INDICATOR, Role.ACTIVITY)
    if beside.column.role is not Role.ACTIVITY or first is None or first > beside.at:
        return None
    if beside.held.share(Shape.LONG) < 0.2 and (
        told_apart(beside.grid, beside.layout, beside.at)
        < 0.7
        < told_apart(beside.grid, beside.layout, first)
    ):
        return _Instead(Role.VERIFICATION, "the same in several rows, beside the criteria", 0.5)
    return None


def _bare_percents(beside: _Beside) -> _Instead | None:
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
        return _Instead(Role.WEIGHT, "shares of a whole beside what is weighed", 0.5)
    return None


def _unmarked_month(beside: _Beside) -> _Instead | None:
    """A month of a calendar in which nothing is marked."""
    others = [other for other in beside.columns if other.role is Role.DEADLINE and other.source == "content"]
    if beside.held.filled == 0 and others and is_period(" ".join(beside.column.levels) or "-"):
        return _Instead(Role.DEADLINE, "a period beside others that are marked", 0.6)
    return None


def _year_of_value(beside: _Beside) -> _Instead | None:
    """ "Línea de base" over "Año | Valor": the year of the figure beside it, and no deadline."""
    levels = beside.column.levels
    if len(levels) < 2 or fold(levels[-1]) not in _YEARS or beside.held.share(Shape.YEAR) < 0.8:
        return None
    banded = [other for other in beside.columns if other.levels[:-1] == levels[:-1] and other.role in FIGURES]
    return _Instead(Role.OTHER, "the year of the figures beside it", 0.8) if banded else None


_SCALE = re.compile(
    r"[(\[]?\s*(?:escala\s+)?(?:de\s+)?\b[01]\s*(?:[-–]|a|to|al)\s*(?:[3-9]|10)\b\s*[)\]]?", re.IGNORECASE
)


def _rating(beside: _Beside) -> _Instead | None:
    """ "Rating (1-5)", "Nivel (1 a 7)": grades on a stated scale, which are no percentages."""
    if beside.column.role not in _GRADED or beside.held.figures < 0.6:
        return None
    if beside.held.share(Shape.PERCENT) > 0 or not _SCALE.search(beside.column.header):
        return None
    return _Instead(Role.COUNT, _GRADES, 0.7)


def _points_earned(beside: _Beside) -> _Instead | None:
    """ "Puntaje" behind a weight and a grade on a stated scale: what the grade earns, no second weight."""
    before = beside.columns[: beside.at]
    weighs = any(other.role is Role.WEIGHT for other in before)
    is_graded = any(_SCALE.search(other.header) for other in before)
    if beside.column.role is Role.WEIGHT and weighs and is_graded and beside.held.share(Shape.PERCENT) == 0:
        return _Instead(Role.EARNED, "points behind a weight and a grade", 0.6)
    return None


def _shares_of_total(beside: _Beside) -> _Instead | None:
    """ "% del total" over percentages that make up a whole."""
    held = beside.held
    if beside.column.role is not Role.TOTAL or held.filled < 2 or held.share(Shape.PERCENT) < 1:
        return None
    texts = [text for text in beside.grid.column(beside.at, rows_below(beside.grid, beside.layout)) if text]
    return _Instead(Role.WEIGHT, "shares of a whole", 0.6) if add_up_to_whole(texts) else None


def _references(beside: _Beside) -> _Instead | None:
    """Numbers and codes under a word for things ("Learning outcomes" over "1, 3"): they point to things that
    are named elsewhere."""
    if beside.column.role not in THINGS | {Role.STAGE} or beside.held.filled < 2:
        return None
    texts = [
        text for text in beside.grid.column(beside.at, rows_below(beside.grid, beside.layout)) if text.strip()
    ]
    if any(re.search(r"[^\W\d_]{3}", text) for text in texts):
        return None
    others = any(
        other.figures < 0.3 and other.share(Shape.SHORT, Shape.LONG) >= 0.6
        for at, other in enumerate(beside.contents)
        if at != beside.at
    )
    if not others:
        return None
    leads = beside.at == 0 or (beside.at == 1 and beside.column.role is Role.STAGE)
    codes = leads and told_apart(beside.grid, beside.layout, beside.at) == 1
    return _Instead(Role.NUMBER if codes else Role.OTHER, "numbers of things that are named elsewhere", 0.6)


def _unit_of_course(beside: _Beside) -> _Instead | None:
    """ "Unidad" over I, I, II: which unit of a course a row belongs to, and no unit of measure."""
    held = beside.held
    if beside.column.role is not Role.UNIT_OF_MEASURE or held.filled < 2:
        return None
    if held.share(Shape.CODE, Shape.NUMBER) >= 0.8:
        return _Instead(Role.OTHER, "numbers of units, and no units of measure", 0.7)
    return None


def _told_apart_before_repeats(beside: _Beside) -> _Instead | None:
    """Names that differ in all rows, at the left of instruments that repeat: they are what is done."""
    if beside.column.role not in (Role.VERIFICATION, Role.DESCRIPTION, Role.PRODUCT):
        return None
    after = [at for at, role in enumerate(beside.roles) if role is Role.ACTIVITY and at > beside.at]
    if not after or beside.held.filled < 3 or beside.held.figured > 0.2:
        return None
    own, other = (told_apart(beside.grid, beside.layout, at) for at in (beside.at, after[0]))
    things = [
        role for at, role in enumerate(beside.roles) if role in THINGS and at not in (beside.at, after[0])
    ]
    if own == 1 and other < 0.7 and not things and beside.held.share(Shape.LONG) < 0.5:
        return _Instead(Role.ACTIVITY, "names that differ in all rows, beside instruments that repeat", 0.6)
    return None


def _answer(beside: _Beside) -> _Instead | None:
    """ "No" beside "Sí": columns to mark an answer in, and no numbers."""
    column, headers = beside.column, [fold(other.header) for other in beside.columns]
    near = headers[max(0, beside.at - 1) : beside.at] + headers[beside.at + 1 : beside.at + 2]
    if column.role is Role.NUMBER and headers[beside.at] in _NO and any(other in _YES for other in near):
        return _Instead(Role.OTHER, "an answer to mark, beside the other one", 0.7)
    return None


_MONEY = frozenset({Role.BUDGET, Role.AMOUNT})
_VALUES = words("table", "values")
_OUTCOMES = frozenset(words("table", "outcomes"))
_GRADED = frozenset({Role.COMPLIANCE, Role.EARNED, Role.PROGRESS, Role.OTHER, Role.STAGE, Role.COUNT})
_YEARS = frozenset(words("table", "years"))
_MEASURED = frozenset({Role.TARGET, Role.BASELINE, Role.INDICATOR, Role.OBJECTIVE})
_FINER = frozenset({Role.ACTIVITY, Role.INDICATOR, Role.ATTRIBUTE, Role.SYSTEM})
"""Things that a target in words may be the target of."""

_RULES: tuple[Callable[[_Beside], _Instead | None], ...] = (
    _year_of_value,
    _rating,
    _points_earned,
    _shares_of_total,
    _unit_of_course,
    _told_apart_before_repeats,
    _thing_described,
    _numbering,
    _no_numbering,
    _done_of_target,
    _period_of_target,
    _offices,
    _unit_taught,
    _values,
    _aim_in_figures,
    _references,
    _outcome_of_target,
    _goal_in_words,
    _instrument,
    _bare_percents,
    _unmarked_month,
    _answer,
)
