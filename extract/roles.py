"""What each column says, from all signals together: the words of its header, its contents, its neighbours.

Every signal gives roles a score; the words weigh most, contents can take a role away (a column of sentences
is no weight) or give one where the words say nothing (percentages that a total row adds up), and neighbours
settle what both leave open ("Descripción" beside nothing but a weight is the thing that is weighed).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.contents import FIGURES, THINGS, Contents, contents_of
from extract.folding import fold, mend_breaks
from extract.grid import Grid
from extract.headers import Layout, header_levels
from extract.initials import months_by_initials
from extract.lexicon import Match, matches
from extract.neighbours import graded, settled_by_neighbours
from extract.periods import (
    halves_of_year,
    is_half,
    is_period,
    part_under,
    parts_of_year,
    periods_in,
    without_periods,
)
from extract.reading import Column, Evidence, Role
from extract.shapes import Shape, names_money
from extract.words import either, words

_DATED = frozenset(FIGURES - {Role.WEIGHT, Role.COMPLIANCE, Role.EARNED})
"""Roles whose header may name the time that they are about."""

_UNIT_WORDS = words("table", "units")
_BARE_VALUES = frozenset(words("table", "bare_values"))
_CALENDAR = frozenset(words("table", "calendar"))


def columns_of(grid: Grid, layout: Layout, above: str = "") -> tuple[Column, ...]:
    """The columns of a logical table with their roles. ``above``: the title that it stands under."""
    contents = [contents_of(grid, layout, column) for column in range(grid.column_count)]
    months = months_by_initials(grid, layout)
    found = [
        _column(grid, layout, column, contents[column], months.get(column, ""))
        for column in range(grid.column_count)
    ]
    found = settled_by_neighbours(grid, layout, found, contents, above)
    return _with_bounds(graded(_with_counted_units(_with_parts([_with_period(column) for column in found]))))


_COUNTING = frozenset({Role.TARGET, Role.BASELINE, Role.PROGRAMMED, Role.EXECUTED, Role.COUNT})
_LAST_BRACKETS = re.compile(r"\(([^()\d]{3,40})\)\W*$")
_COUNTS = re.compile(rf"{either('counting')}\s", re.IGNORECASE)
_NO_UNITS = frozenset(words("table", "no_units"))


def _with_counted_units(columns: list[Column]) -> list[Column]:
    """What a column counts, where its header says so in brackets ("Meta programada (personas)") and no other
    column says it row by row."""
    if any(column.role is Role.UNIT_OF_MEASURE for column in columns):
        return columns
    return [
        replace(column, unit=counted)
        if column.role in _COUNTING and not column.unit and (counted := _counted(column.levels))
        else column
        for column in columns
    ]


def _counted(levels: Sequence[str]) -> str:
    """A noun in the plural, or what stands behind "N° de", in brackets at the end of a header's level."""
    for text in reversed(levels):
        found = _LAST_BRACKETS.search(mend_breaks(text))
        if found is None or is_period(found[1]):
            continue
        said = fold(found[1])
        first, *rest = said.split() or [""]
        if _COUNTS.match(f"{said} ") and rest:
            return found[1].strip()
        is_noun = len(first) > 3 and first.endswith("s") and _NO_UNITS.isdisjoint([first, *rest])
        if is_noun and (not rest or rest[0] in ("de", "of")):
            return found[1].strip()
    return ""


_LEAST, _MOST = (frozenset(words("table", entry)) for entry in ("least", "most"))


def _with_bounds(columns: list[Column]) -> tuple[Column, ...]:
    """Two columns of weights side by side, the least and the most that each may be; one alone ("Puntaje
    máximo") is a weight."""
    said = [
        ">="
        if set(fold(column.header).split()) & _LEAST
        else "<="
        if set(fold(column.header).split()) & _MOST
        else ""
        for column in columns
    ]
    both = {bound for column, bound in zip(columns, said, strict=True) if column.role is Role.WEIGHT}
    if not {">=", "<="} <= both:
        return tuple(columns)
    return tuple(
        replace(column, bound=bound) if column.role is Role.WEIGHT else column
        for column, bound in zip(columns, said, strict=True)
    )


def _column(grid: Grid, layout: Layout, column: int, contents: Contents, month: str) -> Column:
    """``month``: what the letter that is the column's lowest header stands for; empty where it is none."""
    levels = header_levels(grid, layout, column)
    header = " / ".join(levels)
    levels = (*levels[:-1], month) if month else levels
    scores, evidence = _scores_by_words(levels)
    for role in list(scores):
        scores[role] *= _agreement(role, header, contents)
    if levels and is_period(levels[-1]) and contents.figures >= 0.8 and contents.filled >= 2:
        scores.pop(Role.DEADLINE, None)  # "Cronograma" or "Mes" over months with figures: how much, not when
    bare = Column(
        column, header, Role.OTHER, levels, unit=unit_words(levels), confidence=0.2, source="position"
    )
    if not scores:
        return _by_contents(bare, contents)
    role = max(scores, key=lambda candidate: (scores[candidate], -list(Role).index(candidate)))
    if scores[role] < 0.35:
        return _by_contents(bare, contents)
    return replace(
        bare,
        role=role,
        confidence=round(min(scores[role], 1.0), 3),
        source="lexicon",
        evidence=evidence[role],
    )


def _scores_by_words(levels: Sequence[str]) -> tuple[dict[Role, float], dict[Role, tuple[Evidence, ...]]]:
    """Roles that the header's words announce. The lowest level that is not only a period speaks loudest; what
    stands above it may change it ("Ponderación / Objetivo")."""
    scores: dict[Role, float] = {}
    evidence: dict[Role, tuple[Evidence, ...]] = {}
    if len(levels) > 1 and fold(levels[-1]) in _BARE_VALUES:
        banded = [text for text in levels[:-1] if any(match.role in FIGURES for match in matches(text)[:1])]
        levels = banded or levels
    worded = [] if is_period(" ".join(levels)) else [text for text in levels if not is_period(text)]
    for distance, text in enumerate(reversed(worded)):
        share = 1.0 if distance == 0 else 0.72
        for match in _matches_without_periods(text):
            if match.score * share > scores.get(match.role, 0.0):
                scores[match.role] = match.score * share
                evidence[match.role] = (
                    Evidence("header words", f"{text!r} ~ {match.phrase!r}", match.score),
                )
    return scores, evidence


def _matches_without_periods(text: str) -> tuple[Match, ...]:
    plain = without_periods(text)
    return matches(plain) or matches(text) if plain else matches(text)


def _agreement(role: Role, header: str, contents: Contents) -> float:
    """What is left of a role's score when the column's contents are looked at."""
    if contents.filled < 2:
        return 1.0
    figures, prose = contents.figures, contents.share(Shape.LONG)
    if role in FIGURES:
        if role in (Role.COMPLIANCE, Role.TARGET, Role.PROGRESS, Role.EXECUTED):
            return 1.0 if contents.figured + contents.share(Shape.VERDICT, Shape.MARK) >= 0.3 else 0.85
        return 1.0 if contents.figured >= 0.3 else 0.55
    if role in THINGS or role in (
        Role.DESCRIPTION,
        Role.VERIFICATION,
        Role.RESPONSIBLE,
        Role.REMARKS,
        Role.PARTICIPANTS,
    ):
        return 0.45 if figures >= 0.7 else 1.0
    if role is Role.UNIT_OF_MEASURE:
        return 0.3 if figures >= 0.7 else 1.0
    if role is Role.NUMBER:
        return 0.5 if prose >= 0.3 or contents.share(Shape.MARK) >= 0.5 else 1.0
    if role is Role.DEADLINE:
        if prose >= 0.6:
            return 0.6
        counted = any(word in _CALENDAR for word in fold(header).split())
        return 0.6 if figures >= 0.8 and contents.share(Shape.DATE) == 0 and not counted else 1.0
    return 1.0


def _by_contents(column: Column, contents: Contents) -> Column:
    """The role that only the contents tell, where the words say nothing."""
    if contents.filled == 0:
        return column
    if contents.share(Shape.MARK) >= 0.8 and is_period(" ".join(column.levels) or "-"):
        return _from_contents(column, Role.DEADLINE, contents, 0.7)
    if contents.figures >= 0.6 and names_money(column.unit):
        return _from_contents(column, Role.BUDGET, contents, 0.5)
    if contents.share(Shape.PERCENT) >= 0.6:
        return _from_contents(column, Role.WEIGHT if "%" in column.header else Role.OTHER, contents, 0.45)
    if contents.share(Shape.MONEY) >= 0.6:
        return _from_contents(column, Role.AMOUNT, contents, 0.5)
    if contents.share(Shape.DATE) >= 0.6:
        return _from_contents(column, Role.DEADLINE, contents, 0.5)
    if contents.figures >= 0.6:
        return _from_contents(column, Role.COUNT if column.header else Role.OTHER, contents, 0.35)
    if contents.share(Shape.CODE, Shape.NUMBER) >= 0.8 and column.column == 0:
        return _from_contents(column, Role.NUMBER, contents, 0.5)
    return column


def _from_contents(column: Column, role: Role, contents: Contents, confidence: float) -> Column:
    seen = ", ".join(f"{shape.value} {count}" for shape, count in contents.shapes.most_common(3))
    return replace(
        column,
        role=role,
        confidence=confidence,
        source="content",
        evidence=(Evidence("contents", seen, confidence),),
    )


_MONEY_AT_END = re.compile(
    rf"\(\s*(?:en\s+|em\s+|in\s+)?(?P<within>{either('currency_marks')}|{either('currency_names')})\s*\)"
    rf"|(?<![\w/])(?![LQ]\.?\s*$)(?P<last>{either('currency_marks')})\s*$"
)
"""A sign or code of a currency in brackets or at the end of a header ("Costo (S/)", "Presupuesto Q")."""


def unit_words(levels: Sequence[str]) -> str:
    """The words of a header that say in which unit or scale its figures are, as printed."""
    found = []
    for text in levels:
        lowered = text.lower()
        if any(word in lowered for word in _UNIT_WORDS):
            start = min(lowered.index(word) for word in _UNIT_WORDS if word in lowered)
            while start and lowered[start] == "$" and lowered[start - 1].isalpha():
                start -= 1
            opened = lowered.rfind("(", 0, start + 1)
            closed = text.find(")", start)
            found.append(
                text[opened + 1 : closed].strip()
                if opened >= 0 and closed > start
                else text[start:].strip(" )")
            )
        elif marked := _MONEY_AT_END.search(text):
            found.append(marked["within"] or marked["last"])
    return " ".join(found)


def _with_period(column: Column) -> Column:
    if column.role not in _DATED:
        return column
    said = tuple(words for text in column.levels for words in periods_in(text))
    joined = " ".join(column.levels)
    if is_period(joined) and not is_period(column.levels[-1]):
        said = periods_in(joined)  # "Trimestre" above "II"
    return replace(column, period=said)


def _with_parts(columns: list[Column]) -> list[Column]:
    """With the quarters or other parts of a year that ordinals name under a band, where the band has no more
    columns than a year has such parts."""
    banded = Counter(column.levels[:-1] for column in columns)
    halved = halves_of_year(column.levels for column in columns)
    made = []
    for column in columns:
        bands, own = column.levels[:-1], ("", *column.levels)[-1]
        if column.role in _DATED:
            parts = part_under(bands, own)
            if parts and banded[bands] <= max(map(parts_of_year, bands)):
                column = replace(column, period=parts)
            elif not parts and bands in halved and is_half(own):
                column = replace(
                    column, period=(own.strip(), *(w for band in bands for w in periods_in(band)))
                )
        made.append(column)
    return made
