"""Totals: rows that state them, parents that should be the sum of their children, stated numbers of
things."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rapidfuzz import fuzz

from check.amounts import half_units, is_likely_rounding, same, shown
from check.groups import (
    has_wrong_total,
    is_of_parent,
    is_totalled,
    meets,
    meets_hundred,
    members,
    parent_weight,
    repeats_total,
    stated_total,
)
from check.rule import Breach, RestsOn, Severity, rule
from check.view import DocumentView, Spot, confidence
from normalize.schema import ItemRow, MeasureRow, TotalRow, WeightGroupRow

_RATES = ("compliance", "progress")
"""Percentages of different things, which nobody adds up."""
_SHARES = ("weight", "earned")
"""Percentages of one thing."""


@rule("total-row", Severity.ERROR, rests_on=RestsOn.TABLE)
def total_row(view: DocumentView) -> Iterator[Breach]:
    """A stated total is held against the sum of the rows that it covers: of all of them, or of the topmost
    only where parents and children stand in one column. A column of weights is judged by its groups. Counts
    that miss by no more than rounding could are worth a note: nobody rounds what he counts."""
    judged = set[tuple[str, int | None]]()
    for group in view.rows.weight_groups:
        if is_totalled(group):
            judged.add((group.table_id, group.column))
            total = stated_total(view, group)
            if total is not None and has_wrong_total(view, group):
                weights = members(view, group)
                yield _breach(view, total, group.sum, weights, group.consistent)
    for total in view.rows.totals:
        if total.measure == "weight" and (total.table_id, total.column) in judged:
            continue
        added = _added(view, total)
        if len(added) < 2 or not _is_sum(total, added):
            continue
        ways = list(_ways(view, added))
        if any(same(sum_of, total.value, _allowed(chosen, total)) for sum_of, chosen in ways):
            continue
        nearest, chosen = min(ways, key=lambda way: abs(way[0] - total.value))
        is_near = same(nearest, total.value, half_units([*chosen, total]))
        yield _breach(view, total, nearest, chosen, is_near)


def _added(view: DocumentView, total: TotalRow) -> list[MeasureRow]:
    rows = {int(row) for row in total.covers.split()}
    return [
        figure
        for figure in view.measures_of(total.table_id, total.measure)
        if figure.column == total.column and figure.row in rows
    ]


def _is_sum(total: TotalRow, added: list[MeasureRow]) -> bool:
    """Whether the figures can be added up to the total: of one unit, and no rates."""
    if total.measure in _RATES:
        return False
    units = {figure.unit for figure in added if figure.unit != "count"}
    if total.unit != "count":
        units.add(total.unit)
    return len(units) < 2 and (units != {"percent"} or total.measure in _SHARES)


def _allowed(added: list[MeasureRow], total: TotalRow) -> Decimal:
    """What rounding may explain: nothing where whole things are counted."""
    if all(_is_counted(figure) for figure in added):
        return Decimal(0)
    return half_units([*added, total])


def _is_counted(figure: MeasureRow) -> bool:
    """A number of things, printed in full: no share, no amount of money, no thousands."""
    is_money = figure.measure in ("budget", "amount") or (len(figure.unit) == 3 and figure.unit.isupper())
    return figure.scale == 0 and figure.precision >= 1 and figure.unit != "percent" and not is_money


def _breach(
    view: DocumentView, total: TotalRow, expected: Decimal, added: list[MeasureRow], is_near: bool = False
) -> Breach:
    header = view.header(total.table_id, total.column)
    return Breach(
        view.spot(total),
        expected=shown(expected, total.unit),
        observed=shown(total.value, total.unit),
        difference=total.value - expected,
        facts={"label": total.label, "header": header, "rows": str(len(added))},
        evidence=view.spots(added),
        confidence=confidence(total, *added),
        severity=Severity.INFO if is_near else None,
        discriminator=header,
    )


def _ways(view: DocumentView, added: list[MeasureRow]) -> Iterator[tuple[Decimal, list[MeasureRow]]]:
    """The sums that a careful reader would try, each with what it adds: all figures; the topmost items only;
    the lowest only."""
    ids = {figure.item_id for figure in added}
    above = {figure.item_id: {one.item_id for one in view.ancestors(figure.item_id)} for figure in added}
    parents = set[str]().union(*above.values())
    tops = [figure for figure in added if not ids & above[figure.item_id]]
    leaves = [figure for figure in added if figure.item_id not in parents]
    for chosen in (added, tops, leaves):
        if chosen:
            yield sum((figure.value for figure in chosen), Decimal(0)), chosen


@rule("parent-children", Severity.ERROR, rests_on=RestsOn.TABLES)
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
            wording="lone" if len(weights) == 1 else "",
            discriminator=group.period,
        )


def _contradicts(view: DocumentView, group: WeightGroupRow, own: MeasureRow) -> bool:
    """Whether the parent's weight is the whole that the children were to add up to, and they do not: it is
    the base of the group, or of most like it; or the total row repeats it; or that repeats their sum, which
    is no hundred either. Within rounding it is a contradiction still where nobody rounds so."""
    if meets(group, own):
        near = group.consistent and group.base_source == "parent"
        return near and not is_likely_rounding(members(view, group), group.difference)
    if not is_totalled(group):
        return is_of_parent(view, group)
    if group.consistent:
        return not meets_hundred(view, group) and view.items[group.parent_id].kind != "programme"
    return repeats_total(group, own)


_COUNTED = ("indicator", "system", "commitment", "activity")


@rule("stated-count", Severity.ERROR, rests_on=RestsOn.TABLES)
def stated_count(view: DocumentView) -> Iterator[Breach]:
    """A number of things that a table states ("N° Indicadores 2") against how many are listed: the children
    of the item, or the rows of the table that follows under the same caption."""
    for count in view.rows.measures:
        item = view.items[count.item_id]
        if count.measure != "count" or count.column is None or item.kind not in ("objective", "indicator"):
            continue
        listed = _listed(view, item, count)
        if not listed or count.value == len(listed):
            continue
        yield Breach(
            view.spot(count),
            expected=str(len(listed)),
            observed=shown(count.value),
            difference=count.value - len(listed),
            facts={"item": view.name(item), "header": view.header(count.table_id, count.column)},
            evidence=tuple(_cell_of(one) for one in listed),
            confidence=count.confidence,
        )


def _cell_of(item: ItemRow) -> Spot:
    return Spot(item.table_id, item.item_id, item.row, item.column, item.page)


def _listed(view: DocumentView, item: ItemRow, count: MeasureRow) -> list[ItemRow]:
    if item.kind == "objective":
        children = view.children.get(item.item_id, ())
        return [child for child in children if child.kind in ("indicator", "system")]
    table = view.tables[count.table_id]
    following = next((one for one in view.rows.tables if one.number == table.number + 1), None)
    if following is None or fuzz.ratio(following.caption, table.caption) < 90:
        return []
    return [one for one in view.items_of(following.table_id) if one.kind in _COUNTED]
