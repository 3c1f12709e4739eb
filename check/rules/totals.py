"""Totals: rows that state them, parents that should be the sum of their children, stated numbers of
things."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rapidfuzz import fuzz

from check.amounts import half_units, same, shown
from check.groups import members
from check.rule import Breach, Severity, rule
from check.view import DocumentView, confidence, spots
from normalize.schema import MeasureRow, TotalRow


@rule("total-row", Severity.ERROR)
def total_row(view: DocumentView) -> Iterator[Breach]:
    """A stated total is held against the sum of the rows that it covers: of all of them, or of the topmost
    only where parents and children stand in one column. A column of weights is judged by its group."""
    judged = {
        (g.table_id, g.column)
        for g in view.rows.weight_groups
        if g.base_source == "total_row" or g.first_base_source == "total_row"
    }
    for total in view.totals:
        if not total.measure or (total.measure == "weight" and (total.table_id, total.column) in judged):
            continue
        if total.measure in ("compliance", "progress"):
            continue  # percentages of different things are not added up
        rows = {int(row) for row in total.covers.split()}
        added = [
            m
            for m in view.rows.measures
            if m.table_id == total.table_id
            and m.column == total.column
            and m.measure == total.measure
            and m.row in rows
        ]
        if len(added) < 2 or any(
            m.unit != total.unit and m.unit != "count" and total.unit != "count" for m in added
        ):
            continue
        ways = list(_ways(view, added))
        if any(same(sum_of, total.value, slack + total.precision / 2) for sum_of, slack in ways):
            continue
        sum_of, _ = min(ways, key=lambda way: abs(way[0] - total.value))
        spot = view.spot(total)
        yield Breach(
            spot,
            expected=shown(sum_of, total.unit),
            observed=shown(total.value, total.unit),
            difference=total.value - sum_of,
            facts={"label": total.label, "header": _header(view, total), "rows": str(len(added))},
            evidence=spots(view, added),
            confidence=confidence(total, *added),
            discriminator=_header(view, total),
        )


def _header(view: DocumentView, total: TotalRow) -> str:
    column = view.columns.get((total.table_id, total.column))
    return column.header if column is not None else ""


def _ways(view: DocumentView, added: list[MeasureRow]) -> Iterator[tuple[Decimal, Decimal]]:
    """The sums that a careful reader would try, each with what rounding may explain: all figures; the topmost
    items only; the lowest only."""
    ids = {m.item_id for m in added}
    tops = [m for m in added if not _has_ancestor_in(view, m.item_id, ids)]
    parents = {view.items[m.item_id].parent_id for m in added}
    leaves = [m for m in added if m.item_id not in parents]
    for chosen in (added, tops, leaves):
        yield sum((m.value for m in chosen), Decimal(0)), half_units(chosen)


def _has_ancestor_in(view: DocumentView, item_id: str, ids: set[str]) -> bool:
    above = view.items[item_id].parent_id
    while above and above in view.items:
        if above in ids:
            return True
        above = view.items[above].parent_id
    return False


@rule("parent-children", Severity.ERROR)
def parent_children(view: DocumentView) -> Iterator[Breach]:
    """A parent's own weight against the sum of its children's, in one table or over several."""
    for group in view.rows.weight_groups:
        if group.consistent or group.base_source != "parent":
            continue
        parent = view.items[group.parent_id]
        weights = members(view, group)
        yield Breach(
            view.spot(parent),
            expected=shown(group.sum, "percent"),
            observed=shown(group.base, "percent"),
            difference=group.base - group.sum,
            facts={"item": view.name(parent), "children": str(len(weights))},
            evidence=spots(view, weights),
            confidence=confidence(*weights),
            discriminator=group.period,
        )


_COUNTED = ("indicator", "system", "commitment", "activity")


@rule("stated-count", Severity.ERROR)
def stated_count(view: DocumentView) -> Iterator[Breach]:
    """A number of things that a table states ("N° Indicadores 2") against how many are listed: the children
    of
    the item, or the rows of the table that follows under the same caption."""
    for item in view.rows.items:
        for count in view.measures(item.item_id, "count"):
            column = view.columns.get((count.table_id, count.column)) if count.column is not None else None
            if column is None or item.kind not in ("objective", "indicator"):
                continue
            listed = _listed(view, item.item_id, item.kind, count)
            if not listed or count.value == listed:
                continue
            yield Breach(
                view.spot(count),
                expected=str(listed),
                observed=shown(count.value),
                difference=count.value - listed,
                facts={"item": view.name(item), "header": column.header},
                confidence=count.confidence,
            )


def _listed(view: DocumentView, item_id: str, kind: str, count: MeasureRow) -> int:
    if kind == "objective":
        return sum(child.kind in ("indicator", "system") for child in view.children.get(item_id, ()))
    number = view.tables[count.table_id].number
    following = next((t for t in view.rows.tables if t.number == number + 1), None)
    if following is None or fuzz.ratio(following.caption, view.tables[count.table_id].caption) < 90:
        return 0
    return sum(i.table_id == following.table_id and i.kind in _COUNTED for i in view.rows.items)
