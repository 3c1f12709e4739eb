"""One item, two weights."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz import fuzz

from check.alike import earlier_alike
from check.amounts import HALF, same, shown
from check.rule import Breach, RestsOn, Severity, rule
from check.view import DocumentView, confidence
from normalize.schema import ItemRow, MeasureRow

SAME_TEXT = 92
"""Of 100: two texts name the same item."""
SHORTEST = 6
"""Letters that a text needs to name anything."""
TELLING = 35
"""Letters from which on a text names an item whatever stands above it."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    item: ItemRow
    parent: ItemRow | None
    weight: MeasureRow
    text: str


@dataclass(frozen=True, slots=True)
class _Pair:
    """The same item in two tables, in reading order."""

    before: _Weighed
    here: _Weighed

    @property
    def tables(self) -> tuple[str, str]:
        return self.before.item.table_id, self.here.item.table_id

    @property
    def agrees(self) -> bool:
        """Equal, or equal once the finer is rounded to what the other prints."""
        a, b = self.before.weight, self.here.weight
        coarser = max(a.precision, b.precision)
        return same(a.value, b.value, coarser * HALF if a.precision != b.precision else Decimal(0))


@rule("weight-conflict", Severity.ERROR, rests_on=RestsOn.ROWS)
def weight_conflict(view: DocumentView) -> Iterator[Breach]:
    """The same item with different weights in two tables of one document. Where most items that two tables
    share differ, the tables weigh against different wholes, and it is worth a note only; so it is where all
    that they share is one short label."""
    pairs = list(_pairs(view))
    by_tables: dict[tuple[str, str], list[_Pair]] = defaultdict(list)
    for pair in pairs:
        by_tables[pair.tables].append(pair)
    for pair in pairs:
        if pair.agrees:
            continue
        shared = by_tables[pair.tables]
        before, weight = pair.before.weight, pair.here.weight
        yield Breach(
            view.spot(weight),
            expected=shown(before.value, before.unit),
            observed=shown(weight.value, weight.unit),
            difference=weight.value - before.value,
            facts={
                "item": view.name(pair.here.item),
                "table": str(view.tables[pair.before.item.table_id].number),
            },
            evidence=view.spots([before]),
            confidence=confidence(weight, before),
            discriminator=weight.period,
            doubt=_doubt(pair, shared),
        )


def _doubt(pair: _Pair, shared: list[_Pair]) -> str:
    """Why the two may be no contradiction, from what else their tables share."""
    if len(shared) > 2 and 2 * sum(not other.agrees for other in shared) > len(shared):
        return "usual"
    is_label = len(pair.here.text) < TELLING and pair.here.parent is None
    return "lone" if is_label and len({other.here.text for other in shared}) == 1 else ""


def _pairs(view: DocumentView) -> Iterator[_Pair]:
    """Each weighed item with the nearest of those before it, in other tables, that are the same item."""
    if len({weight.table_id for weight in view.rows.measures if weight.measure == "weight"}) < 2:
        return
    weighed: dict[tuple[str, str], list[_Weighed]] = defaultdict(list)
    for weight in view.rows.measures:
        item = view.items[weight.item_id]
        if weight.measure == "weight" and weight.table_id and len(item.text) >= SHORTEST:
            parent = view.items.get(item.parent_id)
            one = _Weighed(item, parent, weight, item.text.casefold())
            weighed[weight.period, weight.unit].append(one)
    for alike in weighed.values():
        if len({one.item.table_id for one in alike}) < 2:
            continue
        earlier = earlier_alike([one.text for one in alike], SAME_TEXT)
        for one, places in zip(alike, earlier, strict=True):
            others = [alike[place] for place in places]
            same_item = [other for other in others if _is_same(one, other)]
            if same_item:
                agreeing = [other for other in same_item if _Pair(other, one).agrees]
                yield _Pair((agreeing or same_item)[0], one)


def _is_same(one: _Weighed, other: _Weighed) -> bool:
    """In another table, with the same figures in its text; where that is short, under the same parent and not
    numbered differently."""
    if other.item.table_id == one.item.table_id or _digits(one.text) != _digits(other.text):
        return False
    if len(one.text) >= TELLING:
        return True
    numbers = {_digits(each.item.number) for each in (one, other) if _digits(each.item.number)}
    if len(numbers) > 1:
        return False
    if one.parent is None or other.parent is None:
        return True
    return fuzz.ratio(one.parent.text.casefold(), other.parent.text.casefold()) >= SAME_TEXT


def _digits(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+", text))
