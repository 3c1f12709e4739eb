"""What the weights of one group must add up to, and whether they do.

The base is the first of the contract's list that the sum meets: a stated total row (which alone decides
where there is one), the parent's weight, the programme's weight in the heading, a hundred. Where the sum
meets none, it is held against the kind of base that the other groups of its table meet, else the nearest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.reading import ItemKind
from normalize.numerals import EXACT
from normalize.seen import ColumnKey, Seen
from normalize.weight_parts import Part, Weights
from normalize.weight_runs import runs

HUNDRED = Decimal(100)
HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Weight:
    """A weight or a stated total, in percent points or points."""

    value: Decimal
    precision: Decimal
    """One unit of the last printed digit."""


Worth = Callable[[Seen], Weight]
"""Reads a seen figure's worth under the decision (or the hypothesis) that is being tried."""


@dataclass(frozen=True, slots=True)
class Base:
    value: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A group with its sum held against its base."""

    part: Part
    parent: int | None
    """The item that the members belong to: the part's, else the nearest that all of them stand under."""
    tables: tuple[int, ...]
    sum: Decimal
    tolerance: Decimal
    base: Base
    first: Base
    """The first base of the list that applies, met or not."""
    consistent: bool

    @property
    def ratio(self) -> float | None:
        """How far the sum is from its base, as a ratio of at least 1; none where one of them is 0 or less."""
        if self.sum <= 0 or self.base.value <= 0:
            return None
        ratio = float(self.sum / self.base.value)
        return max(ratio, 1 / ratio)


class Grouping:
    """Holds the parts of a document's weights against their bases."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._scopes = self._in_scopes()
        self._scopes_of: dict[ColumnKey, list[int]] = defaultdict(list)
        for at, parts in enumerate(self._scopes):
            keys = {weight.key: None for part in parts for weight in (*part.members, *weights.above(part))}
            for key in keys:
                self._scopes_of[key].append(at)

    def judge(self, worth: Worth) -> list[Judged]:
        """Every group, parts joined or split where only that makes them meet a base."""
        judged = [
            group
            for parts in self._scopes
            for group in self._settled(parts, worth)
            if group.part.total is not None or not self._is_share(group)
        ]
        habit = _habit(judged)
        judged = [self._by_habit(group, habit.get(group.part.table), worth) for group in judged]
        judged = self._over_tables(judged, worth)
        return sorted(judged, key=lambda group: min(m.index for m in group.part.members))

    def _over_tables(self, judged: Sequence[Judged], worth: Worth) -> list[Judged]:
        """With the groups as one that make up a hundred over tables which follow upon each other, where no
        item with a weight stands above them and each alone falls short."""
        joined: list[Judged] = []
        gone = set[int]()
        for run in self._short_runs(judged):
            sums, slack = [group.sum for group in run], [group.tolerance for group in run]
            for lot in runs(sums, slack, HUNDRED):
                parts = [run[at].part for at in lot]
                if not self._repeats(parts):
                    joined.append(self._judge(_union(parts), worth))
                    gone |= {id(run[at]) for at in lot}
        return [*joined, *(group for group in judged if id(group) not in gone)]

    def _short_runs(self, judged: Sequence[Judged]) -> Iterator[list[Judged]]:
        """Groups of one kind of item in tables that follow upon each other, each the only one of its table
        and period and short of a hundred that nothing in it states."""
        each = Counter((group.part.table, group.part.period) for group in judged)
        of_period: dict[str, list[Judged]] = defaultdict(list)
        for group in sorted(judged, key=lambda group: min(m.index for m in group.part.members)):
            of_period[group.part.period].append(group)
        for groups in of_period.values():
            run: list[Judged] = []
            for group in groups:
                part = group.part
                is_short = (
                    part.table is not None
                    and part.parent is None
                    and part.total is None
                    and each[part.table, part.period] == 1
                    and group.base.source == "hundred"
                    and 0 < group.sum < HUNDRED - group.tolerance
                )
                if run and not (is_short and self._kinds(part) == self._kinds(run[-1].part)):
                    yield run
                    run = []
                if is_short:
                    run.append(group)
            if run:
                yield run

    def _kinds(self, part: Part) -> set[ItemKind]:
        return {self._weights.items[m.item].kind for m in part.members if m.item is not None}

    def _is_share(self, group: Judged) -> bool:
        """Whether it is a programme's weight, or weights of programmes that make up no whole here: shares of
        something beyond the document, with nothing in it to be held against."""
        alone = len(group.part.members) == 1 or not group.consistent
        return alone and self._weights.is_programme(group.part)

    def judge_column(self, key: ColumnKey, worth: Worth) -> list[Judged]:
        """The groups that the weights of one column are members or parents of. A total row counts only where
        its figure says itself that it is percent: else it is written as the column is."""
        judged = []
        for at in self._scopes_of.get(key, ()):
            parts = [_without_bare_total(part) for part in self._scopes[at]]
            judged.extend(self._settled(parts, worth, bare_totals=False))
        return [
            group
            for group in judged
            if any(w.key == key for w in (*group.part.members, *self._weights.above(group.part)))
        ]

    def _in_scopes(self) -> list[list[Part]]:
        """The parts that may be one group: of one parent, or of one table where there is none."""
        scopes: dict[object, list[Part]] = defaultdict(list)
        for part in self._weights.parts:
            scope = ("table", part.table) if part.parent is None else ("item", part.parent)
            scopes[scope, part.period].append(part)
        return list(scopes.values())

    def _settled(self, parts: list[Part], worth: Worth, *, bare_totals: bool = True) -> list[Judged]:
        """The parts of one scope as they are, joined, or split: as is if all meet a base; joined if only that
        does, or if they stand under one parent in a table each; split where most lots meet one alone."""
        alone = [self._judge(part, worth) for part in parts]
        if all(group.consistent for group in alone):
            return alone
        if len(parts) == 1:
            return self._split(parts[0], worth, bare_totals) or alone
        columns = {(part.table, part.column) for part in parts}
        one_each = len({part.table for part in parts}) == len(columns)
        union = self._judge(_union(parts), worth)
        if union.consistent or (parts[0].parent is not None and one_each and not self._repeats(parts)):
            return [union]
        return alone

    def _repeats(self, parts: list[Part]) -> bool:
        """Whether two parts weigh the same things (a table and its summary)."""
        texts = [
            {self._weights.items[m.item].text for m in part.members if m.item is not None} for part in parts
        ]
        return any(a & b for at, a in enumerate(texts) for b in texts[at + 1 :])

    def _split(self, part: Part, worth: Worth, bare_totals: bool) -> list[Judged] | None:
        """By the rows that subtotals cover, or by the unweighted items above the members, from the top."""
        for lots in self._weights.lots(part):
            judged = [self._judge(lot if bare_totals else _without_bare_total(lot), worth) for lot in lots]
            if 2 * sum(group.consistent for group in judged) >= len(judged):
                return judged
        return None

    def _bases(self, part: Part, worth: Worth) -> list[Base]:
        if part.total is not None:
            total = worth(part.total)
            return [Base(total.value, "total_row")]
        bases = []
        if part.parent is not None:
            stated = sorted(self._weights.above(part), key=lambda weight: weight.table is None)
            for weight in stated:
                value = worth(weight)
                source = "heading" if weight.table is None else "parent"
                bases.append(Base(value.value, source))
        maxima = {weight.number.out_of for weight in part.members}
        if len(maxima) == 1 and None not in maxima:
            (maximum,) = maxima
            assert maximum is not None
            bases.append(Base(maximum, "heading"))
        return [*bases, Base(HUNDRED, "hundred")]

    def _judge(self, part: Part, worth: Worth) -> Judged:
        values = [worth(member) for member in part.members]
        total = Decimal(0)
        slack = Decimal(0)
        for value in values:
            total = EXACT.add(total, value.value)
            slack = EXACT.add(slack, EXACT.multiply(value.precision, HALF))
        bases = self._bases(part, worth)
        tables = tuple(dict.fromkeys(m.table for m in part.members if m.table is not None))
        met = next((base for base in bases if abs(total - base.value) <= slack), None)
        base = met or min(bases, key=lambda base: _distance(total, base.value))
        parent = part.parent if part.parent is not None else self._weights.common_ancestor(part)
        return Judged(part, parent, tables, total, slack, base, bases[0], met is not None)

    def _by_habit(self, group: Judged, habit: str | None, worth: Worth) -> Judged:
        """A group that meets no base is held against the kind of base that its table's others meet."""
        if group.consistent or habit is None or group.base.source == habit:
            return group
        same = next((base for base in self._bases(group.part, worth) if base.source == habit), None)
        return group if same is None else replace(group, base=same)


def _habit(judged: Sequence[Judged]) -> dict[int | None, str]:
    met: dict[int | None, Counter[str]] = defaultdict(Counter)
    for group in judged:
        if group.consistent and group.part.parent is not None:
            met[group.part.table][group.base.source] += 1
    return {table: sources.most_common(1)[0][0] for table, sources in met.items()}


def _without_bare_total(part: Part) -> Part:
    return replace(part, total=None) if part.total is not None and part.total.is_bare else part


def _union(parts: Sequence[Part]) -> Part:
    tables = {part.table for part in parts}
    columns = {part.column for part in parts}
    totals = [part.total for part in parts if part.total is not None]
    return Part(
        parts[0].parent,
        tables.pop() if len(tables) == 1 else None,
        columns.pop() if len(columns) == 1 else None,
        parts[0].period,
        tuple(sorted((m for part in parts for m in part.members), key=lambda m: m.index)),
        totals[0] if len(totals) == 1 and len(parts) == 1 else None,
        tuple(key for part in parts for key in part.missing),
    )


def _distance(total: Decimal, base: Decimal) -> Decimal:
    """How far a sum is from a base, as a ratio of at least 1."""
    if total <= 0 or base <= 0:
        return Decimal("Infinity")
    return max(total / base, base / total)
