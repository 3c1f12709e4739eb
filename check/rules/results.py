"""Evaluations: what was earned and what came out, and whether that follows from weights and compliance."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from check.amounts import HALF, HUNDRED, is_cut_off, rounding, same, shown
from check.marks import are_marks, weighted_mean
from check.rule import Breach, RestsOn, Severity, rule
from check.view import DocumentView, confidence
from extract.lexicon import labels
from normalize.schema import ItemRow, MeasureRow


@dataclass(frozen=True, slots=True)
class _Product:
    """A figure that should be a percentage of another: weight × compliance, weight × result."""

    weight: MeasureRow
    share: MeasureRow
    stated: MeasureRow
    tolerance: Decimal
    """What a profile allows beyond rounding."""

    @property
    def value(self) -> Decimal:
        return self.weight.value * self.share.value / HUNDRED

    @property
    def is_capped(self) -> bool:
        """More than all was done, and what was earned is no more than all there is to earn."""
        slack = rounding(self.weight) + self.stated.precision * HALF + self.tolerance
        return self.share.value > HUNDRED and same(self.weight.value, self.stated.value, slack)

    @property
    def holds(self) -> bool:
        """Within the rounding of the three printed figures; compliance above 100 may earn as 100 does."""
        if self.is_capped:
            return True
        slack = rounding(self.weight) * self.share.value + rounding(self.share) * self.weight.value
        return same(
            self.value, self.stated.value, self.stated.precision * HALF + slack / HUNDRED + self.tolerance
        )

    @property
    def severity(self) -> Severity | None:
        is_cut = is_cut_off(self.value, self.stated.value, self.stated.precision)
        return Severity.INFO if is_cut else None


def _products(view: DocumentView, table_id: str) -> dict[str, _Product]:
    """Of a table's items with one weight, one compliance and one earned figure, by item."""
    found = {}
    for stated in view.measures_of(table_id, "earned"):
        weight, share, earned = (
            view.one(stated.item_id, name) for name in ("weight", "compliance", "earned")
        )
        if weight is None or share is None or earned is None or share.unit != "percent":
            continue
        if view.items[stated.item_id].kind != "result" and not _earns_by_grade(view, earned):
            found[stated.item_id] = _Product(weight, share, earned, view.parameters.tolerance)
    return found


def _earns_by_grade(view: DocumentView, earned: MeasureRow) -> bool:
    """Points beside a grade in its row: what the grade earns, whatever share of the target was reached."""
    here = earned.table_id, earned.row
    grades = [one for one in view.measures(earned.item_id, "count") if one.unit == "point"]
    return earned.unit == "point" and any((one.table_id, one.row) == here for one in grades)


@rule("earned-product", Severity.ERROR, parameters=("tolerance",))
def earned_product(view: DocumentView) -> Iterator[Breach]:
    """Where most rows of a table break it, its columns mean something else than is assumed here."""
    for table in view.rows.tables:
        products = _products(view, table.table_id)
        broken = {key: product for key, product in products.items() if not product.holds}
        is_usual = len(products) > 2 and 2 * len(broken) > len(products)
        for item_id, product in broken.items():
            weight, share, earned = product.weight, product.share, product.stated
            yield Breach(
                view.spot(earned),
                expected=shown(product.value, earned.unit),
                observed=shown(earned.value, earned.unit),
                difference=earned.value - product.value,
                facts={
                    "item": view.name(view.items[item_id]),
                    "weight": shown(weight.value, weight.unit),
                    "compliance": shown(share.value, share.unit),
                },
                evidence=view.spots((weight, share)),
                confidence=confidence(weight, share, earned),
                severity=product.severity,
                doubt="usual" if is_usual else "",
            )


def _results(view: DocumentView) -> dict[str, list[tuple[ItemRow, MeasureRow]]]:
    """The result lines of each table with their figures, from the top."""
    found: dict[str, list[tuple[ItemRow, MeasureRow]]] = defaultdict(list)
    for item in view.rows.items:
        if item.kind == "result":
            figures = view.measures(item.item_id, "earned", "compliance", "progress")
            if figures:
                found[item.table_id].append((item, figures[0]))
    return found


def _is_weighted(item: ItemRow) -> bool:
    words = re.findall(r"\w+", item.text.casefold())
    return any(word in labels("weighted_result", "words") for word in words)


def _earned_in(view: DocumentView, table_id: str) -> list[MeasureRow]:
    """The earned figures of a table, of its topmost items that have one."""
    earned = [
        figure
        for figure in view.measures_of(table_id, "earned")
        if view.items[figure.item_id].kind != "result"
    ]
    having = {figure.item_id for figure in earned}
    return [
        figure
        for figure in earned
        if not any(above.item_id in having for above in view.ancestors(figure.item_id))
    ]


@rule("result-sum", Severity.ERROR, rests_on=RestsOn.TABLE, parameters=("tolerance",))
def result_sum(view: DocumentView) -> Iterator[Breach]:
    """A result line may add up what stands above it, or what stands between it and the result line before.
    Of marks it may be the mean, weighted."""
    for table_id, results in _results(view).items():
        products = _products(view, table_id)
        earned = _earned_in(view, table_id)
        since = -1
        for item, result in results:
            if _is_weighted(item):
                continue
            above = [figure for figure in earned if _row(figure) < _row(result)] or earned
            lots = [above, [figure for figure in above if _row(figure) > since]]
            since = _row(result)
            if len(above) < 2 or any(
                _adds_up(lot, products, result, view.parameters.tolerance) for lot in lots
            ):
                continue
            total = sum((figure.value for figure in above), Decimal(0))
            mean = weighted_mean(view, above) if are_marks(view, above) else None
            if mean is not None:
                if same(
                    mean, result.value, result.precision * HALF + view.parameters.tolerance + _slack(above)
                ):
                    continue
                total = min(total, mean, key=lambda value: abs(value - result.value))
            unit = result.unit if mean is None else ""
            yield Breach(
                view.spot(result),
                expected=shown(total, unit),
                observed=shown(result.value, unit),
                difference=result.value - total,
                facts={"label": item.text, "rows": str(len(above))},
                evidence=view.spots(above),
                confidence=confidence(result, *above),
                wording="mean" if mean is not None and total == mean else "",
            )


def _slack(marks: list[MeasureRow]) -> Decimal:
    """By how much the mean of marks may miss because each was rounded for print."""
    return max(rounding(mark) for mark in marks)


def _row(figure: MeasureRow) -> int:
    return figure.row if figure.row is not None else -1


def _adds_up(
    earned: list[MeasureRow], products: dict[str, _Product], result: MeasureRow, tolerance: Decimal
) -> bool:
    """Whether a result is the sum of what was earned, as printed or before it was rounded for print."""
    low = high = Decimal(0)
    for figure in earned:
        product = products.get(figure.item_id)
        if product is not None and product.holds:
            exact = figure.value if product.is_capped else product.value
            low, high = low + min(figure.value, exact), high + max(figure.value, exact)
        else:
            slack = rounding(figure)
            low, high = low + figure.value - slack, high + figure.value + slack
    slack = result.precision * HALF + tolerance
    return bool(earned) and low - slack <= result.value <= high + slack


@rule("weighted-result", Severity.ERROR, parameters=("tolerance",))
def weighted_result(view: DocumentView) -> Iterator[Breach]:
    """The programme's weight times the nearest result line of the table."""
    for results in _results(view).values():
        plain = [(item, figure) for item, figure in results if not _is_weighted(item)]
        for item, weighted in results:
            programme = view.items.get(item.parent_id)
            if not _is_weighted(item) or not plain or programme is None or programme.kind != "programme":
                continue
            weight = view.one(programme.item_id, "weight")
            if weight is None:
                continue
            _, result = min(plain, key=lambda line: abs(_row(line[1]) - _row(weighted)))
            product = _Product(weight, result, weighted, view.parameters.tolerance)
            if product.holds:
                continue
            yield Breach(
                view.spot(weighted),
                expected=shown(product.value.quantize(weighted.precision), weighted.unit),
                observed=shown(weighted.value, weighted.unit),
                difference=weighted.value - product.value,
                facts={
                    "label": item.text,
                    "weight": shown(weight.value, weight.unit),
                    "result": shown(result.value, result.unit),
                },
                evidence=view.spots((weight, result)),
                confidence=confidence(weighted, weight, result),
                severity=product.severity,
            )


@rule("formula-result", Severity.ERROR, parameters=("tolerance",))
def formula_result(view: DocumentView) -> Iterator[Breach]:
    """A stated result against the quotient that is printed beside it in the same cell."""
    for above in view.rows.measures:
        if above.measure != "numerator":
            continue
        here = [
            figure
            for figure in view.measures(above.item_id)
            if (figure.table_id, figure.row, figure.column) == (above.table_id, above.row, above.column)
        ]
        below = next((figure for figure in here if figure.measure == "denominator"), None)
        stated = next((f for f in here if f.measure not in ("numerator", "denominator")), None)
        if below is None or stated is None or below.value == 0:
            continue
        quotient = above.value / below.value * (HUNDRED if stated.unit == "percent" else 1)
        if same(quotient, stated.value, stated.precision * HALF + view.parameters.tolerance):
            continue
        is_cut = is_cut_off(quotient, stated.value, stated.precision)
        yield Breach(
            view.spot(stated),
            expected=shown(quotient.quantize(stated.precision), stated.unit),
            observed=shown(stated.value, stated.unit),
            difference=stated.value - quotient,
            facts={
                "item": view.name(view.items[above.item_id]),
                "numerator": above.raw,
                "denominator": below.raw,
            },
            confidence=confidence(stated, above, below),
            severity=Severity.INFO if is_cut else None,
            discriminator=stated.period,
        )
