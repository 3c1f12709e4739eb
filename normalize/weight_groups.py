"""Which weights must add up to what, and whether they do.

The members of a group are the items that carry a weight and have the same nearest ancestor with one (items
between them that carry none are looked through). A parent and its children in one column are thus never
added together, a total row is no member, and a cell that is merged over several rows counts once.

The base is the first of the contract's list that the sum meets: a stated total row (which alone decides
where there is one), the parent's weight, the programme's weight in the heading, a hundred.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.reading import Item, ItemKind, Total
from normalize.numerals import EXACT
from normalize.seen import ColumnKey, Seen
from normalize.weight_places import WeightPlaces

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
class Part:
    """Weights that may form a group: of one parent, in one column of one table, for one period."""

    parent: int | None
    table: int | None
    column: int | None
    period: str
    members: tuple[Seen, ...]
    total: Seen | None = None
    """The total row's figure that covers the members and no other group's."""
    missing: tuple[int, ...] = ()
    """Items that stand among the members and have no weight though the table has a place for it."""


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


class Grouping:
    """The weights of one document, parted by what the layout and the tree of items say."""

    def __init__(
        self,
        items: Mapping[int, Item],
        weights: Sequence[Seen],
        totals: Sequence[tuple[Total, Seen]],
        places: WeightPlaces,
    ) -> None:
        self._items = items
        self._of_item: dict[int, list[Seen]] = defaultdict(list)
        for weight in weights:
            if weight.item is not None:
                self._of_item[weight.item].append(weight)
        self._totals = [(total, seen) for total, seen in totals if seen.measure == "weight"]
        self._places = places
        self._parts = self._part(weights)
        self._scopes = self._in_scopes()
        self._scopes_of: dict[ColumnKey, list[int]] = defaultdict(list)
        for at, parts in enumerate(self._scopes):
            for key in {weight.key for part in parts for weight in (*part.members, *self._above(part))}:
                self._scopes_of[key].append(at)

    def _above(self, part: Part) -> Sequence[Seen]:
        """The weights of the part's parent."""
        return () if part.parent is None else self._of_item.get(part.parent, ())

    def weighted_ancestor(self, item: int) -> int | None:
        """The nearest ancestor that carries a weight."""
        for ancestor in self._ancestors(item):
            if ancestor in self._of_item:
                return ancestor
        return None

    def _ancestors(self, item: int) -> Iterable[int]:
        seen = {item}
        parent = self._items[item].parent
        while parent is not None and parent not in seen and parent in self._items:
            yield parent
            seen.add(parent)
            parent = self._items[parent].parent

    def _part(self, weights: Sequence[Seen]) -> list[Part]:
        gathered: dict[tuple[int | None, int, int, str], dict[object, Seen]] = {}
        for weight in weights:
            if weight.item is None or weight.table is None or weight.is_result or weight.column is None:
                continue
            if self._items[weight.item].kind in (ItemKind.PROGRAMME, ItemKind.RESULT):
                continue
            parent = self.weighted_ancestor(weight.item)
            cell = (weight.row, weight.position)
            gathered.setdefault((parent, weight.table, weight.column, weight.period), {}).setdefault(
                cell, weight
            )
        parts = []
        for (parent, table, column, period), cells in gathered.items():
            members = tuple(cells.values())
            missing = self._missing(parent, table, column, members)
            part = Part(parent, table, column, period, members, missing=missing)
            parts.append(replace(part, total=self._total_of(part)))
        return parts

    def _missing(
        self, parent: int | None, table: int, column: int, members: Sequence[Seen]
    ) -> tuple[int, ...]:
        carriers = {weight.item for weight in members}
        rows = {weight.row for weight in members}
        with_weight = [row for row in rows if row is not None]
        kinds = {(self._items[item].kind, self._items[item].column) for item in carriers if item is not None}
        return tuple(
            key
            for key, item in self._items.items()
            if item.table == table
            and key not in self._of_item
            and item.row not in rows
            and (item.kind, item.column) in kinds
            and self.weighted_ancestor(key) == parent
            and self._places.is_left_out(item, column, with_weight)
        )

    def _total_of(self, part: Part) -> Seen | None:
        """The total that covers every member, and of the other weights of its column only what hangs below
        a member."""
        rows = {weight.row for weight in part.members}
        carriers = {weight.item for weight in part.members}
        for total, seen in self._totals:
            if (total.table, total.column) != (part.table, part.column) or seen.period != part.period:
                continue
            covered = set(total.covers)
            if not rows <= covered:
                continue
            others = [
                weight
                for weights in self._of_item.values()
                for weight in weights
                if weight.table == part.table
                and weight.column == part.column
                and weight.row in covered
                and weight.row not in rows
            ]
            if all(
                weight.item is not None and carriers & set(self._ancestors(weight.item)) for weight in others
            ):
                return seen
        return None

    # -- judging

    def judge(self, worth: Worth) -> list[Judged]:
        """Every group, parts joined or split where only that makes them meet a base."""
        judged = [group for parts in self._scopes for group in self._settled(parts, worth)]
        habit = _habit(judged)
        judged = [self._by_habit(group, habit.get(group.part.table), worth) for group in judged]
        return sorted(judged, key=lambda group: min(m.index for m in group.part.members))

    def judge_column(self, key: ColumnKey, worth: Worth) -> list[Judged]:
        """The groups that the weights of one column are members or parents of. A total row counts only where
        its figure says itself that it is percent: else it is written as the column is."""
        judged = []
        for at in self._scopes_of.get(key, ()):
            parts = [
                replace(part, total=None) if part.total is not None and part.total.is_bare else part
                for part in self._scopes[at]
            ]
            judged.extend(self._settled(parts, worth))
        return [
            group
            for group in judged
            if any(w.key == key for w in (*group.part.members, *self._above(group.part)))
        ]

    def _in_scopes(self) -> list[list[Part]]:
        """The parts that may be one group: of one parent, or of one table where there is none."""
        scopes: dict[object, list[Part]] = defaultdict(list)
        for part in self._parts:
            scope = ("table", part.table) if part.parent is None else ("item", part.parent)
            scopes[scope, part.period].append(part)
        return list(scopes.values())

    def _settled(self, parts: list[Part], worth: Worth) -> list[Judged]:
        alone = [self._judge(part, worth) for part in parts]
        if len(parts) > 1:
            if all(group.consistent for group in alone):
                return alone
            columns = {(part.table, part.column) for part in parts}
            union = self._judge(_union(parts), worth)
            one_each = len({part.table for part in parts}) == len(columns)
            if union.consistent or (parts[0].parent is not None and one_each and not self._repeats(parts)):
                return [union]
            return alone
        split = self._split(parts[0], worth) if not alone[0].consistent else None
        return split or alone

    def _repeats(self, parts: list[Part]) -> bool:
        """Whether two parts weigh the same things (a table and its summary)."""
        texts = [{self._items[m.item].text for m in part.members if m.item is not None} for part in parts]
        return any(a & b for at, a in enumerate(texts) for b in texts[at + 1 :])

    def _split(self, part: Part, worth: Worth) -> list[Judged] | None:
        """By the unweighted items above the members, where each lot meets a base by itself."""
        lots: dict[int | None, list[Seen]] = defaultdict(list)
        for weight in part.members:
            assert weight.item is not None
            lots[self._items[weight.item].parent].append(weight)
        if len(lots) < 2:
            return None
        judged = []
        for parent, members in lots.items():
            missing = tuple(key for key in part.missing if self._items[key].parent == parent)
            lot = replace(part, parent=parent, members=tuple(members), missing=missing, total=None)
            judged.append(self._judge(replace(lot, total=self._total_of(lot)), worth))
        return judged if all(group.consistent for group in judged) else None

    def _bases(self, part: Part, worth: Worth) -> list[Base]:
        if part.total is not None:
            total = worth(part.total)
            return [Base(total.value, "total_row")]
        bases = []
        if part.parent is not None:
            stated = sorted(self._above(part), key=lambda weight: weight.table is None)
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
        parent = part.parent if part.parent is not None else self._common(part)
        return Judged(part, parent, tables, total, slack, base, bases[0], met is not None)

    def _common(self, part: Part) -> int | None:
        """The nearest item that all members stand under."""
        carriers = [member.item for member in part.members if member.item is not None]
        paths = [list(self._ancestors(item)) for item in dict.fromkeys(carriers)]
        shared = set(paths[0]).intersection(*paths[1:])
        return next((ancestor for ancestor in paths[0] if ancestor in shared), None)

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
