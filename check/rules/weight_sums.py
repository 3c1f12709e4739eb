"""Groups of weights: sums that miss their base, members that have no weight."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from check.amounts import HUNDRED, is_likely_rounding, same, shown
from check.cut_rows import doubt_of_row
from check.groups import (
    has_wrong_total,
    is_of_parent,
    is_totalled,
    meets,
    meets_hundred,
    members,
    parent_weight,
    stated_total,
)
from check.rule import Breach, RestsOn, Severity, rule
from check.view import DocumentView, Spot, confidence
from normalize.schema import ItemRow, MeasureRow, WeightGroupRow
from normalize.units import POINT

FAR = Decimal(40)
"""Percent points by which weights miss a hundred when they may be no parts of a whole."""


@rule("weights-sum", Severity.ERROR, rests_on=RestsOn.TABLE, parameters=("tolerance", "bases"))
def weights_sum(view: DocumentView) -> Iterator[Breach]:
    """Every group against its base. A sum that is not its parent's weight is said by parent-children, a total
    that is wrong rather than a weight by total-row. A sum that meets a base which is not the one that a
    reader expects, or that rounding could just explain, is only worth a note."""
    met = {(group.table_id, group.base) for group in view.rows.weight_groups if group.consistent}
    for group in view.rows.weight_groups:
        if has_wrong_total(view, group):
            continue
        if group.consistent:
            yield from _notes(view, group)
        elif not is_of_parent(view, group):
            alone = group.members == 1
            doubt = "base" if not met and view.document.document_type == "other" and _is_far(group) else ""
            if alone and (group.table_id, group.base) not in met:
                doubt = "lone"  # a base that no other group of the table meets may not be the form's
            if _ends_in_a_total(view, group):
                doubt = "total_among"
            yield _breach(view, group, group.base, None, "", doubt)


def _ends_in_a_total(view: DocumentView, group: WeightGroupRow) -> bool:
    """Whether the last weight is the sum of those before it, which meets the base: a total row that was read
    as an item, say."""
    weights = members(view, group)
    total = sum((weight.value for weight in weights[:-1]), Decimal(0))
    return len(weights) > 2 and all(
        same(total, whole, group.tolerance) for whole in (weights[-1].value, group.base)
    )


def _is_far(group: WeightGroupRow) -> bool:
    """A hundred is only assumed, and the sum is nowhere near it."""
    return group.base_source == "hundred" and abs(group.difference) > FAR


def _notes(view: DocumentView, group: WeightGroupRow) -> Iterator[Breach]:
    weights = members(view, group)
    if not weights or weights[0].unit not in ("percent", POINT):
        return
    if not is_likely_rounding(weights, group.difference):
        if group.base_source != "parent":
            yield _breach(view, group, group.base, Severity.INFO, "near")
        return
    if weights[0].unit == POINT:
        return
    own = parent_weight(view, group)
    if meets_hundred(view, group):
        return
    if meets(group, own):
        parent = view.items[group.parent_id]
        if parent.kind == "programme":
            yield _breach(view, group, HUNDRED, Severity.INFO, "of_programme")
    elif is_totalled(group) and own is None:
        yield _breach(view, group, HUNDRED, Severity.INFO, "other_base")


def _breach(
    view: DocumentView,
    group: WeightGroupRow,
    expected: Decimal,
    severity: Severity | None,
    wording: str = "",
    doubt: str = "",
) -> Breach:
    weights = members(view, group)
    unit = weights[0].unit if weights else "percent"
    base = stated_total(view, group) or parent_weight(view, group)
    stated = [base] if base is not None and base.value == expected else []
    return Breach(
        _place(view, group, weights),
        expected=shown(expected, unit),
        observed=shown(group.sum, unit),
        difference=group.sum - expected,
        facts={"members": str(len(weights)), "whose": called(view, group)},
        evidence=view.spots([*weights, *stated]),
        confidence=confidence(*weights, *stated),
        severity=severity,
        wording=wording,
        discriminator=group.period,
        doubt=doubt,
    )


def called(view: DocumentView, group: WeightGroupRow) -> str:
    """A group as a finding calls it: what it belongs to, else what its tables are called; its
    column, where a table has several of weights."""
    parent = view.items.get(group.parent_id)
    if parent is not None:
        return view.name(parent)
    if len(view.columns_of(group.table_id, "weight")) > 1:
        return view.header(group.table_id, group.column)
    tables = [group.table_id] if group.table_id else [weight.table_id for weight in members(view, group)]
    captions = (view.tables[key].caption for key in dict.fromkeys(tables) if key in view.tables)
    return " + ".join(filter(None, captions)) or view.header(tables[0] if tables else "", group.column)


def _place(view: DocumentView, group: WeightGroupRow, weights: list[MeasureRow]) -> Spot:
    parent = view.items.get(group.parent_id)
    if parent is None:
        first = view.spot(weights[0]) if weights else Spot(group.table_id)
        return Spot(group.table_id or first.table_id, "", None, group.column, first.page)
    spot = view.spot(parent)
    row = spot.row if group.table_id in ("", spot.table_id) else None
    return Spot(group.table_id or spot.table_id, parent.item_id, row, group.column, spot.page)


@rule("weight-missing", Severity.WARNING, rests_on=RestsOn.ROWS)
def weight_missing(view: DocumentView) -> Iterator[Breach]:
    """Members of a group without a weight. Where they are the most, the form may not ask for one."""
    told = set[str]()
    for group in view.rows.weight_groups:
        weights = members(view, group)
        weighed = {weight.item_id for weight in weights}
        without = [view.items[key] for key in group.items.split() if key not in weighed]
        column = group.column if group.column is not None else (weights[0].column if weights else None)
        lost = [(item, column) for item in without] + list(_left_blank(view, weights))
        for item, column in lost:
            if item.item_id in told or item.row is None or _is_unused(view, item):
                continue
            told.add(item.item_id)
            doubt = "usual" if len(lost) > len(weighed) else doubt_of_row(view, item, column)
            yield Breach(
                view.place(item, column),
                facts={"item": view.name(item), "siblings": str(len(weighed))},
                evidence=view.spots(weights),
                confidence=confidence(*weights),
                doubt=doubt,
            )


def _left_blank(view: DocumentView, weights: list[MeasureRow]) -> Iterator[tuple[ItemRow, int]]:
    """The items that span the rows of an empty cell of weights, as others of their kind and column span those
    of a filled one."""
    ways = {
        (item.table_id, item.kind, item.column, weight.column)
        for weight in weights
        if weight.column is not None and (item := view.items[weight.item_id]).column is not None
    }
    for table_id, kind, own, column in ways:
        for item in view.items_of(table_id):
            if (item.kind, item.column) != (kind, own) or view.measures(item.item_id, "weight"):
                continue
            if item.row is None or own is None or column is None:
                continue
            name, cell = view.cell(table_id, item.row, own), view.cell(table_id, item.row, column)
            if name is None or cell is None or cell.text.strip() or cell.row_span == 1:
                continue
            if (name.row, name.row_span) == (cell.row, cell.row_span):
                yield item, column


def _is_unused(view: DocumentView, item: ItemRow) -> bool:
    """A row that a form offers and nobody filled: nothing but the item's own name stands in it."""
    if item.row is None:
        return False
    named = (item.verification, item.responsible, item.deadline, item.indicator)
    others = [column for column in view.columns_of(item.table_id) if column.role not in ("number", "weight")]
    filled = sum(
        bool((cell := view.cell(item.table_id, item.row, column.column)) is not None and cell.text.strip())
        for column in others
    )
    return not any(named) and filled <= 1 and len(others) > 2
