"""Horizontal rules one below the other: which belong to one table, and where one ends and another begins."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.pdf.lattice import clusters
from ingest.pdf.lines import Line, median
from ingest.pdf.patience import ask
from ingest.pdf.rulings import Rulings
from ingest.pdf.wording import caption

_BLANK = 4.5
"""Points: rules further apart with nothing between are the end of one table and the start of the next."""
_FEWEST_BANDS = 3
"""Pairs of rules that tell how much room a table leaves between rules and text."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal rule, or several on one level seen as one."""

    y: float
    x0: float
    x1: float
    drawn: bool = True
    """Not only the edge of a coloured band."""


def rule_rows(rulings: Rulings) -> list[Rule]:
    """Horizontal rulings by level, pieces with gaps between taken together."""
    rows: list[Rule] = []
    levels, fills = rulings.h[:, 0].tolist(), rulings.h_fill.tolist()
    spans = rulings.h[:, 1:].tolist()
    for y in clusters(levels, 2.0):
        near = range(bisect_left(levels, y - 2.0), bisect_right(levels, y + 2.0))
        drawn = not all(fills[near.start : near.stop])
        pieces = sorted(spans[near.start : near.stop])
        start, stop = pieces[0]
        for a, b in pieces[1:]:
            if a - stop > 40.0:
                rows.append(Rule(y, start, stop, drawn))
                start, stop = a, b
            stop = max(stop, b)
        rows.append(Rule(y, start, stop, drawn))
    return [rule for rule in rows if rule.x1 - rule.x0 >= 40.0]


@dataclass(frozen=True, slots=True)
class Stack:
    """Rules one below the other over the same width."""

    x0: float
    x1: float
    ys: tuple[float, ...]

    def holds(self, line: Line) -> bool:
        return self.ys[0] < line.base < self.ys[-1] + 1 and line.x0 > self.x0 - 6 and line.x1 < self.x1 + 6


def stacks(rules: Sequence[Rule], lines: Sequence[Line]) -> tuple[list[Stack], list[Rule]]:
    """Stacks of rules, and the rules at which one table ends or another begins. ``rules``: top to bottom."""
    made: list[list[Rule]] = []
    ends: list[Rule] = []
    ys = [rule.y for rule in rules]
    for rule in rules:
        ask()
        for group in reversed(made):
            slack = max(6.0, 0.02 * (rule.x1 - rule.x0))
            if abs(group[0].x0 - rule.x0) <= slack and abs(group[0].x1 - rule.x1) <= slack:
                foreign = any(
                    other.x0 < rule.x0 - slack and other.x1 > rule.x1 + slack
                    for other in rules[bisect_right(ys, group[-1].y) : bisect_left(ys, rule.y)]
                )
                between = _between(group[-1], rule, lines)
                if (
                    foreign
                    or _part_tables(group[-1], rule, between)
                    or _set_apart(group[-1], rule, between, rules, lines)
                ):
                    ends += [end for end in (group[-1], rule) if end.drawn or end is rule]
                    made.append([rule])
                else:
                    group.append(rule)
                break
        else:
            made.append([rule])
    return [
        Stack(group[0].x0, group[0].x1, tuple(rule.y for rule in group)) for group in made if len(group) >= 2
    ], ends


def _part_tables(above: Rule, below: Rule, between: Sequence[Line]) -> bool:
    """Whether what stands between two rules keeps them apart: nothing, room before the first line as after
    the end of a table, or lines of prose."""
    if not between:
        return below.y - above.y > _BLANK
    first = between[0]
    if first.base - first.size - above.y > 1.0 * first.size:
        return True
    if any(is_caption(line.text) for line in between):
        return True
    wide = [
        line for line in between if len(line.chunks) == 1 and line.x1 - line.x0 > 0.6 * (above.x1 - above.x0)
    ]
    steps = [b.base - a.base for a, b in pairwise(between)]
    pitch = median(steps) if len(steps) > 2 else 1.3 * first.size
    for above_step, line, below_step in zip(steps, between[1:], steps[1:], strict=False):
        if len(line.chunks) == 1 and above_step > 1.7 * pitch and below_step > 1.5 * pitch:
            return True
    single = all(len(line.chunks) == 1 for line in between)
    widest = max(steps, default=0.0)
    return (len(wide) > 0.5 * len(between) and len(wide) > 1) or widest > (
        2.0 if single else 3.5
    ) * first.size


def _set_apart(
    above: Rule, below: Rule, between: Sequence[Line], rules: Sequence[Rule], lines: Sequence[Line]
) -> bool:
    """Whether one line without a gap stands alone between two rules, with far more room above and below it
    than between the other rules of their width: the heading of the next table."""
    if len(between) != 1 or len(between[0].chunks) > 1 or not (above.drawn and below.drawn):
        return False
    own = [rule for rule in rules if abs(rule.x0 - above.x0) <= 6.0 and abs(rule.x1 - above.x1) <= 6.0]
    rooms = [
        min(_room(a, b, inside))
        for a, b in pairwise(own)
        if (a, b) != (above, below) and (inside := _between(a, b, lines))
    ]
    if len(rooms) < _FEWEST_BANDS:
        return False
    usual = max(median(rooms), 0.0)
    return min(_room(above, below, between)) > max(3.0 * usual, usual + 0.4 * between[0].size)


def _between(above: Rule, below: Rule, lines: Sequence[Line]) -> list[Line]:
    ask()
    return [
        line for line in lines if above.y < line.base < below.y and line.x0 < above.x1 and line.x1 > above.x0
    ]


def _room(above: Rule, below: Rule, between: Sequence[Line]) -> tuple[float, float]:
    """From a rule to the text below it, and from the text to the rule below."""
    first, last = between[0], between[-1]
    return first.base - 0.75 * first.size - above.y, below.y - last.base - 0.2 * last.size


def is_caption(text: str) -> bool:
    """Whether a line names and numbers a table or figure: ``Table 7.4: …``, ``Cuadro N° 3``."""
    return bool(caption().match(text))
