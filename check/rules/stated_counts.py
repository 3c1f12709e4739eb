"""Numbers of things that a table states, against what is listed."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from check.amounts import shown
from check.rule import Breach, RestsOn, Severity, rule
from check.view import DocumentView, Spot
from normalize.schema import ItemRow, MeasureRow

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
