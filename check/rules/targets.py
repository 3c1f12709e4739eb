"""Plans against what was done: targets missed, far exceeded, and percentages that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from check.amounts import HALF, HUNDRED, same, shown
from check.bounds import bound_of, out_of_bound
from check.quotients import FLOORS, quotient
from check.rule import Breach, Severity, rule
from check.view import DocumentView, confidence, kept
from normalize.schema import MeasureRow

_PLANNED = ("programmed", "target", "budget")


@kept
def _pairs(view: DocumentView) -> list[tuple[MeasureRow, MeasureRow]]:
    """What was programmed (or budgeted) and what was executed, of one item in one period; for a part of a
    year without a plan of its own, what was programmed for the whole year."""
    pairs = []
    for executed in view.rows.measures:
        if executed.measure != "executed":
            continue
        planned = [
            figure
            for figure in view.measures(executed.item_id, *_PLANNED)
            if figure.table_id == executed.table_id and figure.unit == executed.unit
        ]
        planned = [figure for figure in planned if figure.period == executed.period] or [
            figure for figure in planned if figure.period and executed.period.startswith(f"{figure.period}-")
        ]
        if len(planned) == 1:
            pairs.append((planned[0], executed))
    return pairs


def _breach(
    view: DocumentView, planned: MeasureRow, executed: MeasureRow, facts: dict[str, str] | None = None
) -> Breach:
    period = f" ({executed.period})" if executed.period else ""
    item = view.name(view.items[executed.item_id])
    return Breach(
        view.spot(executed),
        expected=FLOORS.get(planned.comparator, "") + shown(planned.value, planned.unit),
        observed=shown(executed.value, executed.unit),
        difference=executed.value - planned.value,
        facts={"item": item, "period": period, **(facts or {})},
        evidence=view.spots((planned,)),
        confidence=confidence(planned, executed),
        discriminator=executed.period,
    )


@rule("executed-above-programmed", Severity.INFO, parameters=("excess",))
def executed_above_programmed(view: DocumentView) -> Iterator[Breach]:
    for planned, executed in _pairs(view):
        if planned.value <= 0 or planned.comparator in FLOORS:
            continue
        if executed.value > planned.value * (1 + view.parameters.excess):
            share = (executed.value / planned.value - 1) * HUNDRED
            yield _breach(view, planned, executed, {"share": shown(share.quantize(Decimal(1)))})


@rule("target-missed", Severity.INFO)
def target_missed(view: DocumentView) -> Iterator[Breach]:
    """Closed periods only. Of a part of a year, only a rate that has a floor: what adds up over the year may
    still come, while a rate that is to be kept ("≥ 85 %") was not kept in that part."""
    year = view.document.year
    for planned, executed in _pairs(view):
        if planned.measure == "budget" or planned.comparator in ("<=", "<"):
            continue
        if _is_closed(planned, executed, year) and executed.value < planned.value:
            yield _breach(view, planned, executed)


def _is_closed(planned: MeasureRow, executed: MeasureRow, year: int | None) -> bool:
    """A year before the one that the plan is about, or a part of such a year where it is judged by itself."""
    if executed.period.isdigit():
        return year is None or int(executed.period) < year
    is_kept = planned.unit == "percent" and planned.comparator in FLOORS
    return is_kept and year is not None and executed.period[:4].isdigit() and int(executed.period[:4]) < year


@rule("percent-range", Severity.WARNING, parameters=("bounds",))
def percent_range(view: DocumentView) -> Iterator[Breach]:
    """Below 0, or above 100 where the measure cannot be: compliance, and what is executed of a share that is
    programmed as one. Compliance that is over 100 because more was executed than programmed in its row, or
    that earns as 100 does, is only worth a note. Weights have a rule of their own."""
    for figure in view.rows.measures:
        if figure.measure == "weight":
            continue
        bound = bound_of(view, figure)
        if bound is not None and not bound.low <= figure.value <= bound.high:
            yield out_of_bound(view, figure, bound)
        elif figure.unit != "percent":
            continue
        elif figure.value < 0 or (figure.value > HUNDRED and _is_share(view, figure)):
            stated = quotient(view, figure, floors=True) if figure.measure == "compliance" else None
            stated = stated if stated is not None and stated.holds else None
            wording = "exceeded" if stated is not None else ""
            if stated is None and _earns_as_a_hundred(view, figure):
                wording = "capped"
            yield Breach(
                view.spot(figure),
                expected="0–100%",
                observed=shown(figure.value, figure.unit),
                facts={"item": view.name(view.items[figure.item_id]), "raw": figure.raw},
                evidence=view.spots((stated.executed, stated.planned)) if stated is not None else (),
                confidence=figure.confidence,
                severity=Severity.INFO if wording else None,
                wording=wording,
                discriminator=figure.period,
            )


def _earns_as_a_hundred(view: DocumentView, share: MeasureRow) -> bool:
    """Whether the document itself takes compliance above 100 for all that was to be done: the item earns its
    whole weight, no more."""
    weight, earned = (view.one(share.item_id, name) for name in ("weight", "earned"))
    return (
        share.measure == "compliance"
        and share.value > HUNDRED
        and weight is not None
        and earned is not None
        and same(weight.value, earned.value, earned.precision * HALF)
    )


def _is_stage(view: DocumentView, figure: MeasureRow) -> bool:
    """Whether it is one of several figures of progress in its cell: how far each of some stages is."""
    if figure.measure != "progress" or figure.row is None:
        return False
    here = (figure.table_id, figure.row, figure.column)
    beside = view.measures(figure.item_id, "progress")
    return any((one.table_id, one.row, one.column) == here and one is not figure for one in beside)


def _is_share(view: DocumentView, figure: MeasureRow) -> bool:
    """Compliance, the progress of a stage, or a plan whose unit-of-measure cell says that it is a share of
    something ("% de solicitudes atendidas en plazo")."""
    if figure.measure == "compliance" or _is_stage(view, figure):
        return True
    if figure.row is None or figure.measure not in ("executed", "programmed", "target"):
        return False
    cells = (
        view.cell(figure.table_id, figure.row, column.column)
        for column in view.columns_of(figure.table_id, "unit_of_measure")
    )
    units = (cell.text.strip() for cell in cells if cell is not None)
    return any(unit.startswith("%") and len(unit) > 3 for unit in units)
