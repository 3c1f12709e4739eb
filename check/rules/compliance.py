"""Compliance: missing, off its scale, at odds between a parent and its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from check.amounts import HUNDRED, shown
from check.cut_rows import doubt_of_row
from check.rule import Breach, RestsOn, Severity, rule
from check.view import DocumentView, confidence
from normalize.schema import MeasureRow

WHOLE = (Decimal(0), HUNDRED)
_EITHER_OR = re.compile(r"100\s*%?.*\b0\s*%?|\b0\s*%.*100\s*%", re.DOTALL)
"""A header that allows two values: "Cumple (100%) / No cumple (0%)"."""


@rule("compliance-missing", Severity.WARNING, rests_on=RestsOn.ROWS)
def compliance_missing(view: DocumentView) -> Iterator[Breach]:
    """A weighted item of an evaluation whose table states compliance as figures for others but not for it."""
    for table in view.rows.tables:
        columns = view.columns_of(table.table_id, "compliance")
        if not columns:
            continue
        weighed = [
            item
            for item in view.items_of(table.table_id)
            if item.kind != "result" and view.measures(item.item_id, "weight")
        ]
        judged = [item for item in weighed if view.measures(item.item_id, "compliance")]
        if len(judged) * 2 < len(weighed):
            continue
        for item in weighed:
            if view.measures(item.item_id, "compliance") or item.row is None:
                continue
            cell = view.cell(table.table_id, item.row, columns[0].column)
            if cell is not None and cell.text.strip():
                continue
            yield Breach(
                view.place(item, columns[0].column),
                facts={
                    "item": view.name(item),
                    "header": view.header(table.table_id, columns[0].column),
                },
                doubt=doubt_of_row(view, item, columns[0].column),
            )


@rule("compliance-scale", Severity.WARNING)
def compliance_scale(view: DocumentView) -> Iterator[Breach]:
    for figure in view.rows.measures:
        if figure.measure != "compliance" or figure.value in WHOLE or figure.column is None:
            continue
        columns = view.columns_of(figure.table_id, "compliance")
        headers = [column.header for column in columns if _EITHER_OR.search(column.header)]
        if headers:
            yield Breach(
                view.spot(figure),
                expected="0 / 100",
                observed=shown(figure.value, figure.unit),
                facts={"item": view.name(view.items[figure.item_id]), "header": headers[0]},
                confidence=figure.confidence,
                discriminator=str(figure.position),
            )


@rule("compliance-children", Severity.WARNING, rests_on=RestsOn.ROWS)
def compliance_children(view: DocumentView) -> Iterator[Breach]:
    """A parent marked not done though all its evaluated parts are, or done though one of them is not."""
    for item in view.rows.items:
        own = view.one(item.item_id, "compliance")
        if own is None or own.value not in WHOLE:
            continue
        below = [part for part in _parts(view, item.item_id) if part.table_id == own.table_id]
        all_done = all(part.value >= HUNDRED for part in below)
        if not below or (own.value == HUNDRED) == all_done:
            continue
        yield Breach(
            view.spot(own),
            expected="100%" if all_done else "0%",
            observed=shown(own.value, own.unit),
            facts={
                "item": view.name(item),
                "children": ", ".join(shown(part.value, part.unit) for part in below),
            },
            evidence=view.spots(below),
            confidence=confidence(own, *below),
            wording="" if all_done else "done",
        )


def _parts(view: DocumentView, item_id: str) -> Iterator[MeasureRow]:
    """The compliance (or progress) of what belongs to an item, of the nearest that have one."""
    for child in view.children.get(item_id, ()):
        own = view.measures(child.item_id, "compliance", "progress")
        yield from own or _parts(view, child.item_id)
