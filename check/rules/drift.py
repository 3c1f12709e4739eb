"""The same item in the plans of two years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from check.amounts import HUNDRED, shown
from check.collection import Collection, Weighed
from check.rule import Breach, Severity, rule_between
from check.view import DocumentView, Spot, confidence

SHORTEST = 10
"""Letters that a text needs to be no mere label."""

Plan = tuple[str, str, str, str, str]
"""Institution, unit, region, kind of document, and the text of the item."""


@rule_between("year-drift", Severity.INFO)
def year_drift(collection: Collection) -> Iterator[tuple[str, Breach]]:
    """A weight that changes by more than the given share from one year's plan to the next, where the item
    stands once in each."""
    plans: dict[Plan, dict[int, list[Weighed]]] = defaultdict(lambda: defaultdict(list))
    for one in collection.weighed:
        document = one.document
        if document.year is not None and document.institution and len(one.item.text) >= SHORTEST:
            plan = (document.institution, document.unit, document.region_code, document.document_type)
            plans[(*plan, one.item.text.casefold())][document.year].append(one)
    for years in plans.values():
        for year, ones in sorted(years.items()):
            before = years.get(year - 1, [])
            if len(ones) == len(before) == 1 and before[0].weight.value > 0:
                yield from _drift(before[0], ones[0], collection)


def _drift(before: Weighed, now: Weighed, collection: Collection) -> Iterator[tuple[str, Breach]]:
    change = (now.weight.value - before.weight.value) / before.weight.value
    if abs(change) <= collection.parameters.drift:
        return
    yield (
        now.document.document_id,
        Breach(
            _spot(now),
            expected=shown(before.weight.value, "percent"),
            observed=shown(now.weight.value, "percent"),
            difference=now.weight.value - before.weight.value,
            facts={
                "item": DocumentView.name(now.item),
                "before": str(before.document.year),
                "share": f"{change * HUNDRED:+.0f}",
            },
            evidence=(_spot(before),),
            confidence=confidence(before.weight, now.weight),
        ),
    )


def _spot(one: Weighed) -> Spot:
    return Spot(one.weight.table_id, one.item.item_id, one.weight.row, one.weight.column, one.item.page)
