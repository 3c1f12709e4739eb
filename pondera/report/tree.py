"""What a document plans, weighs and measures, as a tree with its sums: what a person sees at a glance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from normalize.dataset import Rows
from normalize.schema import FindingRow, ItemRow, MeasureRow, WeightGroupRow

DEEPEST = 12
"""Levels that are drawn as such; what lies deeper stands on the last."""
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Sum:
    """A set of weights that must add up, with the share of the bar that each member takes."""

    group: WeightGroupRow
    shares: tuple[float, ...]
    """Per cent of the bar, one per weighted member."""
    base_at: float
    """Where on the bar the base stands, per cent."""


@dataclass(slots=True)
class Branch:
    """An item with its figures, what it is made of, and what the weights of its parts add up to."""

    item: ItemRow
    figures: list[MeasureRow] = field(default_factory=list)
    share: float | None = None
    """Its weight as per cent of the base of its group, 0 to 100; none where it has none, or several."""
    findings: list[FindingRow] = field(default_factory=list)
    parts: list[Branch] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)


@dataclass(slots=True)
class Stem:
    """The topmost items of one table, or of the running text (``table_id`` empty)."""

    table_id: str
    branches: list[Branch] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Opened:
    branch: Branch
    has_list: bool
    """Parts or sums follow inside it."""


@dataclass(frozen=True, slots=True)
class Closed:
    """The end of an item, with all its parts."""

    has_list: bool


@dataclass(frozen=True, slots=True)
class Summed:
    sum: Sum


def stems(rows: Rows) -> list[Stem]:
    """The tree of one document's items, in reading order. An item whose parent is not there, or is itself one
    of its parts, stands at the top."""
    branches = {item.item_id: Branch(item) for item in rows.items}
    for figure in rows.measures:
        if figure.item_id in branches:
            branches[figure.item_id].figures.append(figure)
    for finding in rows.findings:
        if finding.item_id in branches:
            branches[finding.item_id].findings.append(finding)
    found: dict[str, Stem] = {}
    for item_id, branch in branches.items():
        parent = branches.get(branch.item.parent_id)
        if parent is not None and not _in_a_circle(item_id, branches):
            parent.parts.append(branch)
        else:
            found.setdefault(branch.item.table_id, Stem(branch.item.table_id)).branches.append(branch)
    bases = _sums(rows, branches, found)
    for branch in branches.values():
        branch.share = _share(branch, bases.get(branch.item.item_id))
    return list(found.values())


def _in_a_circle(item_id: str, branches: dict[str, Branch]) -> bool:
    seen: set[str] = set()
    at = item_id
    while at in branches and at not in seen:
        seen.add(at)
        at = branches[at].item.parent_id
    return at in seen


def _sums(rows: Rows, branches: dict[str, Branch], found: dict[str, Stem]) -> dict[str, Decimal]:
    """Hangs each group's sum where its members hang; gives the base that each member is part of."""
    bases: dict[str, Decimal] = {}
    weights = _weights(rows)
    for group in rows.weight_groups:
        members = [member for member in group.items.split() if member in branches]
        bases.update((member, group.base) for member in members if member not in bases)
        summed = _sum(group, [weights[member] for member in members if member in weights])
        parent = branches.get(group.parent_id)
        if parent is not None:
            parent.sums.append(summed)
        elif group.table_id in found:
            found[group.table_id].sums.append(summed)
        elif members:
            found.setdefault("", Stem("")).sums.append(summed)
    return bases


def _weights(rows: Rows) -> dict[str, Decimal]:
    """The items that have one weight, with it."""
    of: dict[str, list[Decimal]] = defaultdict(list)
    for figure in rows.measures:
        if figure.measure == "weight":
            of[figure.item_id].append(figure.value)
    return {item: values[0] for item, values in of.items() if len(values) == 1}


def _sum(group: WeightGroupRow, weights: list[Decimal]) -> Sum:
    whole = max(group.sum, group.base, *weights, Decimal(0)) or HUNDRED
    shares = tuple(round(float(max(weight, Decimal(0)) / whole * 100), 2) for weight in weights)
    return Sum(group, shares, round(float(min(max(group.base / whole, Decimal(0)), Decimal(1)) * 100), 2))


def _share(branch: Branch, base: Decimal | None) -> float | None:
    weights = [figure for figure in branch.figures if figure.measure == "weight"]
    if len(weights) != 1:
        return None
    whole = base if base is not None and base > 0 else HUNDRED if weights[0].unit == "percent" else None
    if whole is None:
        return None
    return round(float(min(max(weights[0].value / whole, Decimal(0)), Decimal(1)) * 100), 2)


def steps(stem: Stem, most: int) -> Iterator[Opened | Closed | Summed]:
    """The walk through a stem that a page is written along, of at most ``most`` items; each item is opened
    and closed, and before it is closed its sums are told."""
    waiting: list[Branch | Closed | Summed] = [*map(Summed, stem.sums[::-1]), *stem.branches[::-1]]
    depth = 0
    while waiting:
        step = waiting.pop()
        if isinstance(step, Branch):
            if not most:
                continue
            most -= 1
            depth += 1
            inside: list[Branch | Closed | Summed] = [*step.parts, *map(Summed, step.sums)]
            has_list = depth <= DEEPEST and bool(inside) and bool(most or step.sums)
            waiting += [Closed(has_list), *inside[::-1]] if has_list else [*inside[::-1], Closed(False)]
            yield Opened(step, has_list)
        else:
            depth -= isinstance(step, Closed)
            yield step
