"""Which column names what is planned or weighed, and which only numbers, describes or proves it."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.contents import FIGURES, THINGS, rows_below, runs_up, told_apart
from extract.folding import fold
from extract.neighbours.beside import Beside, Instead
from extract.reading import Role
from extract.shapes import Shape
from extract.words import words

_OFFICES = words("table", "offices")
_YES, _NO = (frozenset(words("table", answer)) for answer in ("yes", "no"))
_MONEY = frozenset({Role.BUDGET, Role.AMOUNT})
_FINER = frozenset({Role.ACTIVITY, Role.INDICATOR, Role.ATTRIBUTE, Role.SYSTEM})
"""Things that a target in words may be the target of."""


def thing_described(beside: Beside) -> Instead | None:
    """ "Descripción" beside a weight, in a table that names nothing else: it is what is weighed."""
    column = beside.column
    weighed = Role.WEIGHT in beside.roles and not any(role in THINGS | _MONEY for role in beside.roles)
    if column.role is Role.DESCRIPTION and weighed and column.source == "lexicon":
        return Instead(Role.ATTRIBUTE, "described beside a weight and nothing else", 0.7)
    return None


def numbering(beside: Beside) -> Instead | None:
    """1, 2, 3, … in the first column, under whatever words."""
    if beside.column.role is Role.COUNT and beside.at == 0 and runs_up(beside.grid, beside.layout, 0):
        return Instead(Role.NUMBER, "1, 2, 3, … in the first column", 0.8)
    return None


def no_numbering(beside: Beside) -> Instead | None:
    """Figures under a word for numbers that do not number the rows."""
    at, roles = beside.at, beside.roles
    if (
        beside.column.role is Role.NUMBER
        and beside.held.share(Shape.NUMBER) >= 0.7
        and beside.held.share(Shape.CODE) == 0
        and not (at + 1 < len(roles) and roles[at + 1] in THINGS)
        and not _codes_of_names(beside)
        and not runs_up(beside.grid, beside.layout, at)
    ):
        return Instead(Role.COUNT, "figures that do not number the rows", 0.6)
    return None


def named_rows(beside: Beside) -> Instead | None:
    """ "Ítem" over words that tell the rows apart, in a table that names nothing else: what the rows are."""
    held = beside.held
    if beside.column.role is not Role.NUMBER or held.filled < 2 or held.figured > 0.2:
        return None
    if any(role in THINGS or role is Role.DESCRIPTION for role in beside.roles):
        return None
    if held.share(Shape.SHORT, Shape.LONG) < 0.8 or not any(
        role in FIGURES | _MONEY for role in beside.roles
    ):
        return None
    if told_apart(beside.grid, beside.layout, beside.at) < 0.9:
        return None
    return Instead(Role.ATTRIBUTE, "words that tell the rows apart, under a word for numbers", 0.7)


def _codes_of_names(beside: Beside) -> bool:
    """Whole numbers in the first column, none twice and going up, at the left of a column of names: codes."""
    if beside.at != 0 or len(beside.columns) < 3 or beside.contents[1].figures > 0:
        return False
    texts = beside.grid.column(0, rows_below(beside.grid, beside.layout))
    codes = [text.strip() for text in texts if text.strip()]
    whole = all(code.isdigit() for code in codes)
    return whole and len(codes) >= 2 and all(int(a) < int(b) for a, b in pairwise(codes))


def offices(beside: Beside) -> Instead | None:
    """ "Unidad" over names of offices: who is responsible."""
    if beside.column.role is not Role.UNIT_OF_MEASURE or beside.held.figures >= 0.2:
        return None
    texts = [fold(text) for text in beside.grid.column(beside.at, beside.layout.body) if text.strip()]
    if texts and sum(text.startswith(_OFFICES) for text in texts) >= 0.5 * len(texts):
        return Instead(Role.RESPONSIBLE, "names of offices", 0.7)
    return None


def unit_taught(beside: Beside) -> Instead | None:
    """ "Unidad" over names that differ in all rows, at the left of a table that names nothing else."""
    if (
        beside.column.role is Role.UNIT_OF_MEASURE
        and not any(role in THINGS for role in beside.roles)
        and all(role is Role.NUMBER for role in beside.roles[: beside.at])
        and beside.held.figures == 0
        and beside.held.filled >= 2
        and told_apart(beside.grid, beside.layout, beside.at) == 1
    ):
        return Instead(Role.PRODUCT, "names that differ in all rows of the first column", 0.6)
    return None


def goal_in_words(beside: Beside) -> Instead | None:
    """ "Meta" over what is to be done, in words, at the left of what it is measured by."""
    held = beside.held
    if beside.column.role is not Role.TARGET or held.filled < 2 or held.figured > 0.2:
        return None
    if held.share(Shape.SHORT, Shape.LONG) < 0.8 or told_apart(beside.grid, beside.layout, beside.at) < 0.6:
        return None
    first = beside.first_of(*THINGS)
    if first is None or beside.at < first:
        return Instead(Role.OBJECTIVE, "a target in words, at the left of what measures it", 0.6)
    others = {role for at, role in enumerate(beside.roles) if at != beside.at}
    figures = [at for at, role in enumerate(beside.roles) if role in FIGURES and at != beside.at]
    texts = beside.grid.column(beside.at, rows_below(beside.grid, beside.layout))
    counted = sum(any(letter.isdigit() for letter in text) for text in texts)
    if not others & _FINER and figures and first < beside.at < figures[0] and 4 * counted <= held.filled:
        return Instead(Role.ACTIVITY, "a target in words, at the left of its figures", 0.6)
    return None


def instrument(beside: Beside) -> Instead | None:
    """ "Instrumento" at the right of what it is used for, the same one in several rows."""
    first = beside.first_of(Role.INDICATOR, Role.ACTIVITY)
    if beside.column.role is not Role.ACTIVITY or first is None or first > beside.at:
        return None
    if beside.held.share(Shape.LONG) < 0.2 and (
        told_apart(beside.grid, beside.layout, beside.at)
        < 0.7
        < told_apart(beside.grid, beside.layout, first)
    ):
        return Instead(Role.VERIFICATION, "the same in several rows, beside the criteria", 0.5)
    return None


def references(beside: Beside) -> Instead | None:
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
    return Instead(Role.NUMBER if codes else Role.OTHER, "numbers of things that are named elsewhere", 0.6)


def unit_of_course(beside: Beside) -> Instead | None:
    """ "Unidad" over I, I, II: which unit of a course a row belongs to, and no unit of measure."""
    held = beside.held
    if beside.column.role is not Role.UNIT_OF_MEASURE or held.filled < 2:
        return None
    if held.share(Shape.CODE, Shape.NUMBER) >= 0.8:
        return Instead(Role.OTHER, "numbers of units, and no units of measure", 0.7)
    return None


def told_apart_before_repeats(beside: Beside) -> Instead | None:
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
        return Instead(Role.ACTIVITY, "names that differ in all rows, beside instruments that repeat", 0.6)
    return None


def answer(beside: Beside) -> Instead | None:
    """ "No" beside "Sí": columns to mark an answer in, and no numbers."""
    column, headers = beside.column, [fold(other.header) for other in beside.columns]
    near = headers[max(0, beside.at - 1) : beside.at] + headers[beside.at + 1 : beside.at + 2]
    if column.role is Role.NUMBER and headers[beside.at] in _NO and any(other in _YES for other in near):
        return Instead(Role.OTHER, "an answer to mark, beside the other one", 0.7)
    return None
