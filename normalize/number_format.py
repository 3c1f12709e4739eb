"""Which mark opens the decimals: decided per table, then per document, from figures that tell.

``7,69`` and ``1.234.567`` tell by themselves. A count of ``5.573`` does not, but several such figures of
things that are counted, always with three digits behind the mark, do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.reading import Evidence, Measure
from normalize.numbers import read_number
from normalize.numerals import Convention
from normalize.seen import IN_PERCENT
from normalize.written import ReadNumber

AGREEMENT = 0.75
"""Share of the telling figures that must agree before they speak for a table or a document."""
OF_A_TABLE = 2
"""Telling figures that a table needs to be decided by itself, against the rest of its document."""
WITHOUT_HABIT = 3
"""Counts by threes that decide against the habit of the document's country, or where it is not known."""

PLAIN, STRONG = 1, 3
"""How much a figure counts: ``0,25``; one that groups and opens decimals, or groups twice."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as the convention's judge sees it, read without one."""

    raw: str
    number: ReadNumber
    measure: Measure | None = None

    @property
    def tells(self) -> tuple[Convention, int] | None:
        """The convention that the figure shows by itself, and how much it counts."""
        if self.number.tells is None:
            return None
        strong = self.number.decimals == 0 or {".", ","} <= set(self.raw)
        return self.number.tells, STRONG if strong else PLAIN


@dataclass(frozen=True, slots=True)
class Decision:
    """The convention of a table or document; none where nothing tells or the figures disagree."""

    convention: Convention | None
    confidence: float
    evidence: tuple[Evidence, ...] = ()


UNDECIDED = Decision(None, 0.0)


def decide(figures: Iterable[Printed], *, habit: Convention | None = None) -> Decision:
    """The convention that the figures show together. ``habit`` is that of the document's country, which
    decides nothing by itself."""
    figures = list(figures)
    votes: Counter[Convention] = Counter()
    example: dict[Convention, str] = {}
    for figure in figures:
        shown = figure.tells
        if shown is not None:
            votes[shown[0]] += shown[1]
            example.setdefault(shown[0], figure.raw)
    if not votes:
        return _by_threes(figures, habit)
    (best, count), total = votes.most_common(1)[0], votes.total()
    share = count / total
    if share < AGREEMENT:
        return UNDECIDED
    evidence = Evidence("figure", f"{example[best]} ({count}/{total})", share)
    return Decision(best, round(share * (1 - 0.3 / count), 4), (evidence,))


def _by_threes(figures: Sequence[Printed], habit: Convention | None) -> Decision:
    """From figures of things counted that have three digits behind their mark, all of them: thousands."""
    votes: Counter[Convention] = Counter()
    example = ""
    for figure in figures:
        counts = figure.measure is not None and figure.measure not in IN_PERCENT and not figure.number.percent
        if not counts or not figure.number.undecided or figure.number.other == -figure.number.value:
            continue
        by_comma = read_number(figure.raw, Convention.COMMA)
        if by_comma is not None:
            # read as if a comma opened decimals, a figure without decimals is grouped by points
            votes[Convention.POINT if by_comma.decimals else Convention.COMMA] += 1
            example = example or figure.raw
    if len(votes) != 1:
        return UNDECIDED
    ((best, count),) = votes.items()
    if best is not habit and count < WITHOUT_HABIT:
        return UNDECIDED
    evidence = Evidence("thousands", f"{example} ({count})", 0.8)
    return Decision(best, 0.8 if count > 1 else 0.6, (evidence,))


_IN_TEXT = re.compile(r"(?<![\w.,/])\d[\d.,]*\d(?![\w/])")
"""A run of digits and marks; begins only where none stands before it, so that the scan is linear."""
MOST_IN_TEXT = 200


def telling_figures(texts: Iterable[str]) -> list[Printed]:
    """The figures in running text that tell beyond doubt: two kinds of marks, groups, or decimals of a
    percentage. Numbers of laws and sections are none of these."""
    found: list[Printed] = []
    for text in texts:
        for match in _IN_TEXT.finditer(text):
            run = match[0]
            if len(run) > 40 or ("," not in run and "." not in run):
                continue
            number = read_number(run)
            if number is None or number.tells is None:
                continue
            figure = Printed(run, number)
            is_percent = text[match.end() : match.end() + 2].strip().startswith("%")
            if is_percent or figure.tells == (number.tells, STRONG):
                found.append(figure)
                if len(found) == MOST_IN_TEXT:
                    return found
    return found


def decide_all(
    tables: Mapping[int | None, list[Printed]],
    in_text: Iterable[Printed] = (),
    *,
    habit: Convention | None = None,
) -> tuple[Decision, dict[int | None, Decision]]:
    """The document's convention, and each table's (by its number, None for running text). A table that does
    not tell follows the document."""
    every = [figure for figures in tables.values() for figure in figures]
    document = decide([*every, *in_text], habit=habit)
    decided = {}
    for key, figures in tables.items():
        telling = [figure for figure in figures if figure.tells is not None]
        own = decide(telling) if len(telling) >= OF_A_TABLE else UNDECIDED
        decided[key] = own if own.convention is not None else document
    return document, decided
