"""Plans against what was done: targets missed, far exceeded, and percentages that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from check.amounts import shown
from check.rule import Breach, Severity, rule
from check.view import DocumentView, confidence, spots
from normalize.schema import MeasureRow

HUNDRED = Decimal(100)
SHARE_ABOVE = Decimal("0.25")
"""By how much executed may exceed programmed before it is worth a word."""
_BOUNDED = ("compliance", "weight")


def _pairs(view: DocumentView) -> Iterator[tuple[MeasureRow, MeasureRow]]:
    """What was programmed (or budgeted) and what was executed, of one item in one period; for a part of a
    year
    without a plan of its own, what was programmed for the whole year."""
    for item in view.rows.items:
        for executed in view.measures(item.item_id, "executed"):
            planned = [
                m
                for m in view.measures(item.item_id, "programmed", "target", "budget")
                if m.table_id == executed.table_id and m.unit == executed.unit
            ]
            planned = [m for m in planned if m.period == executed.period] or [
                m for m in planned if m.period and executed.period.startswith(f"{m.period}-")
            ]
            if len(planned) == 1:
                yield planned[0], executed


@rule("executed-above-programmed", Severity.INFO)
def executed_above_programmed(view: DocumentView) -> Iterator[Breach]:
    for planned, executed in _pairs(view):
        if planned.value <= 0 or planned.comparator in (">=", ">"):
            continue
        if executed.value > planned.value * (1 + SHARE_ABOVE):
            share = (executed.value / planned.value - 1) * HUNDRED
            yield Breach(
                view.spot(executed),
                expected=shown(planned.value, planned.unit),
                observed=shown(executed.value, executed.unit),
                difference=executed.value - planned.value,
                facts={
                    "item": view.name(view.items[executed.item_id]),
                    "period": executed.period,
                    "share": shown(share.quantize(Decimal(1))),
                },
                evidence=spots(view, (planned,)),
                confidence=confidence(planned, executed),
                discriminator=executed.period,
            )


@rule("target-missed", Severity.INFO)
def target_missed(view: DocumentView) -> Iterator[Breach]:
    """Closed periods only: a whole year before the one that the plan is about."""
    year = view.document.year
    for planned, executed in _pairs(view):
        if planned.measure == "budget" or planned.comparator in ("<=", "<"):
            continue
        if not executed.period.isdigit() or (year is not None and int(executed.period) >= year):
            continue
        if executed.value < planned.value:
            yield Breach(
                view.spot(executed),
                expected=shown(planned.value, planned.unit),
                observed=shown(executed.value, executed.unit),
                difference=executed.value - planned.value,
                facts={"item": view.name(view.items[executed.item_id]), "period": executed.period},
                evidence=spots(view, (planned,)),
                confidence=confidence(planned, executed),
                discriminator=executed.period,
            )


@rule("percent-range", Severity.WARNING)
def percent_range(view: DocumentView) -> Iterator[Breach]:
    """Below 0, or above 100 where the measure cannot be: compliance, and what is executed of a share that is
    programmed as one. Weights have a rule of their own."""
    for m in view.rows.measures:
        if m.unit != "percent" or m.measure == "weight":
            continue
        whole = m.measure == "compliance" or (
            m.measure in ("executed", "programmed", "target") and _is_share(view, m)
        )
        if m.value < 0 or (whole and m.value > HUNDRED):
            yield Breach(
                view.spot(m),
                expected="0–100%",
                observed=shown(m.value, m.unit),
                facts={"item": view.name(view.items[m.item_id]), "raw": m.raw},
                confidence=m.confidence,
                discriminator=m.period,
            )


def _is_share(view: DocumentView, measure: MeasureRow) -> bool:
    """The unit-of-measure cell of the row says that the figure is a share of something ("% de solicitudes
    atendidas en plazo")."""
    if measure.row is None:
        return False
    for column in view.columns_of(measure.table_id, "unit_of_measure"):
        cell = view.cell(measure.table_id, measure.row, column.column)
        if cell is not None and cell.text.strip().startswith("%") and len(cell.text.strip()) > 3:
            return True
    return False
