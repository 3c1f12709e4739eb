"""What each column says, from all signals together: the words of its header, its contents, its neighbours.

Every signal gives roles a score; the words weigh most, contents can take a role away (a column of sentences
is no weight) or give one where the words say nothing (percentages that a total row adds up), and neighbours
settle what both leave open ("Descripción" beside nothing but a weight is the thing that is weighed).
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.folding import fold
from extract.grid import Grid
from extract.headers import Layout, header_levels
from extract.lexicon import Match, matches, starts_with_label
from extract.periods import is_period, periods_in, without_periods
from extract.reading import Column, Evidence, Role
from extract.shapes import FIGURED, NUMERIC, Shape, shape_of
from extract.words import words

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

_DATED = frozenset(FIGURES - {Role.WEIGHT, Role.COMPLIANCE, Role.EARNED})
"""Roles whose header may name the time that they are about."""

_UNIT_WORDS = words("table", "units")


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
    rows = [row for row in layout.body if not _is_total(grid, row)]
    shapes = Counter(shape_of(text) for text in grid.column(column, rows))
    return Contents(sum(shapes.values()) - shapes[Shape.EMPTY], sum(shapes.values()), shapes)


def _is_total(grid: Grid, row: int) -> bool:
    cells = grid.filled(row)
    return bool(cells) and bool(starts_with_label(cells[0].text, "total"))


def columns_of(grid: Grid, layout: Layout) -> tuple[Column, ...]:
    """The columns of a logical table with their roles."""
    contents = [contents_of(grid, layout, column) for column in range(grid.column_count)]
    found = [_column(grid, layout, column, contents[column]) for column in range(grid.column_count)]
    found = _settled_by_neighbours(grid, layout, found, contents)
    return tuple(_with_period(column) for column in found)


def _column(grid: Grid, layout: Layout, column: int, contents: Contents) -> Column:
    levels = header_levels(grid, layout, column)
    header = " / ".join(levels)
    scores, evidence = _scores_by_words(levels)
    for role in list(scores):
        scores[role] *= _agreement(role, contents)
    bare = Column(
        column, header, Role.OTHER, levels, unit=_unit_words(levels), confidence=0.2, source="position"
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
    worded = [text for text in levels if not is_period(text)]
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


def _agreement(role: Role, contents: Contents) -> float:
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
        return 0.5 if prose >= 0.3 else 1.0
    if role is Role.DEADLINE:
        return 0.6 if prose >= 0.6 or (figures >= 0.8 and contents.share(Shape.DATE) == 0) else 1.0
    return 1.0


def _by_contents(column: Column, contents: Contents) -> Column:
    """The role that only the contents tell, where the words say nothing."""
    if contents.filled == 0:
        return column
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


def _settled_by_neighbours(
    grid: Grid, layout: Layout, columns: list[Column], contents: list[Contents]
) -> list[Column]:
    settled = list(columns)
    roles = [column.role for column in columns]
    has_thing = any(role in THINGS for role in roles)
    weighs = Role.WEIGHT in roles
    for i, column in enumerate(settled):
        if column.role is Role.DESCRIPTION and weighs and not has_thing and column.source == "lexicon":
            settled[i] = _moved(column, Role.ATTRIBUTE, "described beside a weight and nothing else", 0.7)
            has_thing = True
        elif column.role is Role.COUNT and i == 0 and _runs_up(grid, layout, i):
            settled[i] = _moved(column, Role.NUMBER, "1, 2, 3, … in the first column", 0.8)
        elif (
            column.role is Role.NUMBER
            and contents[i].share(Shape.NUMBER) >= 0.7
            and not (i + 1 < len(roles) and roles[i + 1] in THINGS)
            and not _runs_up(grid, layout, i)
            and _all_figures(contents[i])
        ):
            settled[i] = _moved(column, Role.COUNT, "figures that do not number the rows", 0.6)
        elif (
            column.role is Role.COMPLIANCE
            and Role.TARGET in roles
            and _tells_what_was_done(column, contents[i])
        ):
            settled[i] = _moved(column, Role.EXECUTED, "what was achieved, beside a target", 0.7)
        elif column.role is Role.COUNT and column.source == "content" and Role.BASELINE in roles:
            settled[i] = _moved(column, Role.TARGET, "figures for a period, beside a baseline", 0.5)
        elif (
            column.role is Role.UNIT_OF_MEASURE
            and contents[i].figures < 0.2
            and _names_offices(grid, layout, i)
        ):
            settled[i] = _moved(column, Role.RESPONSIBLE, "names of offices", 0.7)
        elif (
            column.role is Role.AMOUNT
            and contents[i].filled
            and contents[i].share(Shape.MONEY) == 0
            and fold(column.header) in ("valor", "value")
        ):
            settled[i] = _moved(column, Role.COUNT, "values without a currency", 0.5)
    if not layout.header:
        settled = [_keyed(column, contents[i]) for i, column in enumerate(settled)]
    return settled


def _moved(column: Column, role: Role, why: str, confidence: float) -> Column:
    evidence = (*column.evidence, Evidence("neighbours", why, confidence))
    return replace(
        column, role=role, confidence=min(column.confidence, confidence), source="position", evidence=evidence
    )


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


def _tells_what_was_done(column: Column, contents: Contents) -> bool:
    """ "Achievement" or "Logro" with figures of many units: what was achieved, not how much of the target."""
    folded = fold(column.header)
    judged = "%" in folded or any(word.startswith(("cumpl", "cumpr", "compl")) for word in folded.split())
    return not judged and contents.filled > 0 and contents.share(Shape.PERCENT) < 1


def _all_figures(contents: Contents) -> bool:
    return contents.share(Shape.CODE) == 0


def _runs_up(grid: Grid, layout: Layout, column: int) -> bool:
    """The column numbers the rows: whole numbers that go up by one or begin again at one."""
    rows = [row for row in layout.body if not _is_total(grid, row)]
    values = [text.strip(" .-)°º") for text in grid.column(column, rows) if text.strip()]
    if len(values) < 1 or not all(value.isdigit() and len(value) <= 3 for value in values):
        return False
    numbers = [int(value) for value in values]
    steps = sum(b in (a + 1, 1) for a, b in itertools.pairwise(numbers))
    return numbers[0] == 1 and steps >= 0.8 * (len(numbers) - 1)


_OFFICES = words("table", "offices")


def _names_offices(grid: Grid, layout: Layout, column: int) -> bool:
    texts = [fold(text) for text in grid.column(column, layout.body) if text.strip()]
    return bool(texts) and sum(text.startswith(_OFFICES) for text in texts) >= 0.5 * len(texts)


def _unit_words(levels: Sequence[str]) -> str:
    """The words of a header that say in which unit or scale its figures are, as printed."""
    found = []
    for text in levels:
        lowered = text.lower()
        if any(word in lowered for word in _UNIT_WORDS):
            start = min(lowered.index(word) for word in _UNIT_WORDS if word in lowered)
            opened = lowered.rfind("(", 0, start + 1)
            closed = text.find(")", start)
            found.append(
                text[opened + 1 : closed].strip()
                if opened >= 0 and closed > start
                else text[start:].strip(" )")
            )
    return " ".join(found)


def _with_period(column: Column) -> Column:
    if column.role not in _DATED:
        return column
    return replace(column, period=tuple(words for text in column.levels for words in periods_in(text)))
