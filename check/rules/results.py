"""Evaluations: what was earned, what came out, and whether that follows from weights and compliance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from check.amounts import half_units, rounding, same, shown
from check.rule import Breach, Severity, rule
from check.view import DocumentView, Spot, confidence, spots
from extract.lexicon import labels
from normalize.schema import ItemRow, MeasureRow

HUNDRED = Decimal(100)
WHOLE = (Decimal(0), HUNDRED)


@rule("earned-product", Severity.ERROR)
def earned_product(view: DocumentView) -> Iterator[Breach]:
    for item in view.rows.items:
        if item.kind == "result":
            continue
        weight, compliance, earned = (
            view.one(item.item_id, name) for name in ("weight", "compliance", "earned")
        )
        if weight is None or compliance is None or earned is None or compliance.unit != "percent":
            continue
        product = weight.value * compliance.value / HUNDRED
        slack = (
            earned.precision / 2
            + (rounding(weight) * compliance.value + rounding(compliance) * weight.value) / HUNDRED
        )
        if not same(product, earned.value, slack):
            yield Breach(
                view.spot(earned),
                expected=shown(product, earned.unit),
                observed=shown(earned.value, earned.unit),
                difference=earned.value - product,
                facts={
                    "item": view.name(item),
                    "weight": shown(weight.value, weight.unit),
                    "compliance": shown(compliance.value, "percent"),
                },
                evidence=spots(view, (weight, compliance)),
                confidence=confidence(weight, compliance, earned),
            )


def _results(view: DocumentView) -> Iterator[tuple[ItemRow, MeasureRow]]:
    for item in view.rows.items:
        if item.kind == "result":
            figure = next(iter(view.measures(item.item_id, "earned", "compliance", "progress")), None)
            if figure is not None:
                yield item, figure


def _is_weighted(item: ItemRow) -> bool:
    words = re.findall(r"\w+", item.text.casefold())
    return any(word in labels("weighted_result", "words") for word in words)


def _earned_in(view: DocumentView, table_id: str) -> list[MeasureRow]:
    """The earned figures of a table, of its topmost items that have one."""
    earned = [
        m
        for m in view.rows.measures
        if m.measure == "earned" and m.table_id == table_id and view.items[m.item_id].kind != "result"
    ]
    having = {m.item_id for m in earned}
    return [m for m in earned if view.items[m.item_id].parent_id not in having]


@rule("result-sum", Severity.ERROR)
def result_sum(view: DocumentView) -> Iterator[Breach]:
    for item, result in _results(view):
        if _is_weighted(item):
            continue
        earned = _earned_in(view, item.table_id)
        if len(earned) < 2:
            continue
        total = sum((m.value for m in earned), Decimal(0))
        if not same(total, result.value, half_units(earned) + result.precision / 2):
            yield Breach(
                view.spot(result),
                expected=shown(total, result.unit),
                observed=shown(result.value, result.unit),
                difference=result.value - total,
                facts={"label": item.text, "rows": str(len(earned))},
                evidence=spots(view, earned),
                confidence=confidence(result, *earned),
            )


@rule("weighted-result", Severity.ERROR)
def weighted_result(view: DocumentView) -> Iterator[Breach]:
    for item, weighted in _results(view):
        if not _is_weighted(item):
            continue
        result = next(
            (
                figure
                for other, figure in _results(view)
                if other.table_id == item.table_id and not _is_weighted(other)
            ),
            None,
        )
        programme = view.items.get(item.parent_id)
        weight = (
            view.one(programme.item_id, "weight")
            if programme is not None and programme.kind == "programme"
            else None
        )
        if result is None or weight is None:
            continue
        product = weight.value * result.value / HUNDRED
        slack = (
            weighted.precision / 2
            + (rounding(weight) * result.value + rounding(result) * weight.value) / HUNDRED
        )
        if not same(product, weighted.value, slack):
            yield Breach(
                view.spot(weighted),
                expected=shown(product.quantize(weighted.precision), "percent"),
                observed=shown(weighted.value, "percent"),
                difference=weighted.value - product,
                facts={
                    "label": item.text,
                    "weight": shown(weight.value, "percent"),
                    "result": shown(result.value, "percent"),
                },
                evidence=spots(view, (weight, result)),
                confidence=confidence(weighted, weight, result),
            )


@rule("formula-result", Severity.ERROR)
def formula_result(view: DocumentView) -> Iterator[Breach]:
    """A stated result against the quotient that is printed beside it in the same cell."""
    for item in view.rows.items:
        for above in view.measures(item.item_id, "numerator"):
            here = [
                m
                for m in view.measures(item.item_id)
                if (m.table_id, m.row, m.column) == (above.table_id, above.row, above.column)
            ]
            below = next((m for m in here if m.measure == "denominator"), None)
            stated = next((m for m in here if m.measure not in ("numerator", "denominator")), None)
            if below is None or stated is None or below.value == 0:
                continue
            quotient = above.value / below.value * (HUNDRED if stated.unit == "percent" else 1)
            if not same(quotient, stated.value, stated.precision / 2):
                yield Breach(
                    view.spot(stated),
                    expected=shown(quotient.quantize(stated.precision), stated.unit),
                    observed=shown(stated.value, stated.unit),
                    difference=stated.value - quotient,
                    facts={"item": view.name(item), "numerator": above.raw, "denominator": below.raw},
                    confidence=confidence(stated, above, below),
                )


@rule("compliance-missing", Severity.WARNING)
def compliance_missing(view: DocumentView) -> Iterator[Breach]:
    """A weighted item of an evaluation whose table states compliance as figures for others but not for it."""
    for table in view.rows.tables:
        columns = view.columns_of(table.table_id, "compliance")
        if not columns:
            continue
        weighed = [
            i
            for i in view.rows.items
            if i.table_id == table.table_id and i.kind != "result" and view.measures(i.item_id, "weight")
        ]
        judged = [i for i in weighed if view.measures(i.item_id, "compliance")]
        if len(judged) * 2 < len(weighed):
            continue
        for item in weighed:
            if view.measures(item.item_id, "compliance") or item.row is None:
                continue
            cell = view.cell(table.table_id, item.row, columns[0].column)
            if cell is not None and cell.text.strip():
                continue
            spot = view.spot(item)
            yield Breach(
                Spot(spot.table_id, item.item_id, spot.row, columns[0].column, spot.page),
                facts={"item": view.name(item), "header": columns[0].header},
            )


_EITHER_OR = re.compile(r"100\s*%?.*\b0\s*%?|\b0\s*%.*100\s*%", re.DOTALL)


@rule("compliance-scale", Severity.WARNING)
def compliance_scale(view: DocumentView) -> Iterator[Breach]:
    for m in view.rows.measures:
        if m.measure != "compliance" or m.value in WHOLE or not m.table_id or m.column is None:
            continue
        headers = [c for c in view.columns_of(m.table_id, "compliance") if _EITHER_OR.search(c.header)]
        if headers:
            yield Breach(
                view.spot(m),
                expected="0 / 100",
                observed=shown(m.value, m.unit),
                facts={"item": view.name(view.items[m.item_id]), "header": headers[0].header},
                confidence=m.confidence,
                discriminator=str(m.position),
            )


@rule("compliance-children", Severity.WARNING)
def compliance_children(view: DocumentView) -> Iterator[Breach]:
    """A parent marked not done though all its evaluated descendants are, or done though one of them is
    not."""
    for item in view.rows.items:
        own = view.one(item.item_id, "compliance")
        if own is None or own.value not in WHOLE:
            continue
        below = [m for m in _compliance_below(view, item.item_id) if m.table_id == own.table_id]
        if not below:
            continue
        all_done = all(m.value >= HUNDRED for m in below)
        if own.value == 0 and all_done:
            expected, wording = "100%", "message"
        elif own.value == HUNDRED and not all_done:
            expected, wording = "0%", "done"
        else:
            continue
        yield Breach(
            view.spot(own),
            expected=expected,
            observed=shown(own.value, own.unit),
            facts={"item": view.name(item), "children": ", ".join(shown(m.value, m.unit) for m in below)},
            evidence=spots(view, below),
            confidence=confidence(own, *below),
            wording=wording,
        )


def _compliance_below(view: DocumentView, item_id: str) -> Iterator[MeasureRow]:
    for child in view.children.get(item_id, ()):
        own = view.measures(child.item_id, "compliance", "progress")
        yield from own or _compliance_below(view, child.item_id)
