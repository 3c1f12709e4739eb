"""Parents that should be the sum of their children."""

from __future__ import annotations

from collections.abc import Iterator

from check.amounts import is_likely_rounding, shown
from check.groups import (
    is_of_parent,
    is_totalled,
    meets,
    meets_hundred,
    members,
    parent_weight,
    repeats_total,
)
from check.rule import Breach, RestsOn, Severity, rule
from check.view import DocumentView, confidence
from normalize.schema import MeasureRow, WeightGroupRow


@rule("parent-children", Severity.ERROR, rests_on=RestsOn.TABLES, parameters=("tolerance", "bases"))
def parent_children(view: DocumentView) -> Iterator[Breach]:
    """A parent's own weight against the sum of its children's, in one table or over several."""
    for group in view.rows.weight_groups:
        own = parent_weight(view, group)
        if own is None or not _contradicts(view, group, own):
            continue
        parent = view.items[group.parent_id]
        weights = members(view, group)
        yield Breach(
            view.spot(own) if own.table_id else view.spot(parent),
            expected=shown(group.sum, own.unit),
            observed=shown(own.value, own.unit),
            difference=own.value - group.sum,
            facts={"item": view.name(parent), "children": str(len(weights))},
            evidence=view.spots(weights),
            confidence=confidence(own, *weights),
            severity=Severity.INFO if group.consistent and not is_totalled(group) else None,
            discriminator=group.period,
        )


def _contradicts(view: DocumentView, group: WeightGroupRow, own: MeasureRow) -> bool:
    """Whether the parent's weight is the whole that the children were to add up to, and they do not: it is
    the base of the group, or of most like it; or the total row repeats it; or that repeats their sum, which
    is no hundred either. Within rounding it is a contradiction still where nobody rounds so."""
    if meets(group, own, view.parameters.tolerance):
        near = group.consistent and group.base_source == "parent"
        return near and not is_likely_rounding(members(view, group), group.difference)
    if not is_totalled(group):
        return is_of_parent(view, group)
    if group.consistent:
        return not meets_hundred(view, group) and view.items[group.parent_id].kind != "programme"
    return repeats_total(group, own)
