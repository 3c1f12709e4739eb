"""Groups of weights: which figures they add up and what states their base."""

from __future__ import annotations

from decimal import Decimal

from check.amounts import HALF, HUNDRED, is_likely_rounding, same
from check.view import DocumentView
from normalize.schema import MeasureRow, TotalRow, WeightGroupRow

NOTHING = Decimal(0)


def members(view: DocumentView, group: WeightGroupRow) -> list[MeasureRow]:
    """The weights that a group adds up, in reading order."""
    return [
        weight
        for item_id in group.items.split()
        for weight in view.measures(item_id, "weight")
        if (not group.table_id or weight.table_id == group.table_id)
        and (group.column is None or weight.column == group.column)
        and weight.period == group.period
    ]


def is_totalled(group: WeightGroupRow) -> bool:
    """Whether a total row states the group's sum."""
    return group.first_base_source == "total_row"


def stated_total(view: DocumentView, group: WeightGroupRow) -> TotalRow | None:
    """The total row's figure that states a group's sum."""
    if not is_totalled(group):
        return None
    rows = {weight.row for weight in members(view, group)}
    return next(
        (
            total
            for total in view.totals_in(group.table_id, group.column)
            if total.value == group.first_base and rows <= {int(row) for row in total.covers.split()}
        ),
        None,
    )


def parent_weight(view: DocumentView, group: WeightGroupRow) -> MeasureRow | None:
    """The weight of the item that a group belongs to, where it has exactly one."""
    weights = view.measures(group.parent_id, "weight") if group.parent_id else []
    return weights[0] if len(weights) == 1 else None


def meets(group: WeightGroupRow, base: MeasureRow | TotalRow | None, tolerance: Decimal = NOTHING) -> bool:
    """Whether a group's sum is a stated figure, at the precision of both and with what a profile allows."""
    return base is not None and same(
        group.sum, base.value, group.tolerance + base.precision * HALF + tolerance
    )


def meets_hundred(view: DocumentView, group: WeightGroupRow) -> bool:
    weights = members(view, group)
    return bool(weights) and weights[0].unit == "percent" and same(group.sum, HUNDRED, group.tolerance)


def has_wrong_total(view: DocumentView, group: WeightGroupRow) -> bool:
    """Whether a group misses the total row, and comes nearer to its parent's weight or a hundred: then the
    total is wrong rather than a weight, unless the parent sides with the total."""
    own = parent_weight(view, group)
    if not is_totalled(group) or repeats_total(group, own):
        return False
    if is_likely_rounding(members(view, group), group.difference):
        return False
    off = abs(group.sum - group.first_base)
    if meets_hundred(view, group) and abs(group.sum - HUNDRED) < off:
        return True
    return own is not None and meets(group, own) and abs(group.sum - own.value) < off


def repeats_total(group: WeightGroupRow, own: MeasureRow | None) -> bool:
    """Whether the parent's weight is what the total row says."""
    return is_totalled(group) and own is not None and same(group.first_base, own.value, own.precision * HALF)


def is_of_parent(view: DocumentView, group: WeightGroupRow) -> bool:
    """Whether a group is to be held against its parent's weight: that is its base, or the base that most
    groups of the document meet whose parents are of the same kind and have a weight."""
    if group.base_source == "parent":
        return True
    own = parent_weight(view, group)
    if is_totalled(group) or own is None or not own.table_id:
        return False
    kind = view.items[group.parent_id].kind
    of_parents, of_hundred = view.bases_met[kind, "parent"], view.bases_met[kind, "hundred"]
    if group.consistent and group.base_source == "hundred":
        of_hundred -= 1  # the others are asked
    return of_parents > 0 and of_parents >= of_hundred
