"""Bounds that a profile sets for a measure: a weight between 10 and 30 %."""

from __future__ import annotations

from check.amounts import shown
from check.parameters import Bound
from check.rule import Breach
from check.view import DocumentView
from normalize.schema import MeasureRow


def bound_of(view: DocumentView, figure: MeasureRow) -> Bound | None:
    """The bounds of a figure: those of its item's kind, else those of its measure. A result line has none."""
    if not view.parameters.bounds:
        return None
    kind = view.items[figure.item_id].kind
    bounds = [bound for bound in view.parameters.bounds if bound.measure == figure.measure]
    of_kind = [bound for bound in bounds if bound.kind == kind]
    general = [bound for bound in bounds if not bound.kind and kind != "result"]
    return next(iter((*of_kind, *general)), None)


def out_of_bound(view: DocumentView, figure: MeasureRow, bound: Bound) -> Breach:
    return Breach(
        view.spot(figure),
        expected=f"{shown(bound.low)}–{shown(bound.high, figure.unit)}",
        observed=shown(figure.value, figure.unit),
        facts={"item": view.name(view.items[figure.item_id]), "raw": figure.raw},
        confidence=figure.confidence,
        wording="bound",
        discriminator=figure.period,
    )
