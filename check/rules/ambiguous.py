"""Figures that may be read in two ways, where nothing in their document settles which is meant."""

from __future__ import annotations

from collections.abc import Iterator

from check.amounts import shown
from check.rule import Breach, Severity, rule
from check.view import DocumentView


@rule("figure-ambiguous", Severity.WARNING)
def figure_ambiguous(view: DocumentView) -> Iterator[Breach]:
    for figure in view.rows.measures:
        if figure.other_value is None:
            continue
        yield Breach(
            view.spot(figure),
            observed=shown(figure.value, figure.unit),
            facts={
                "item": view.name(view.items[figure.item_id]),
                "raw": figure.raw,
                "other": shown(figure.other_value, figure.unit),
            },
            discriminator=f"{figure.measure} {figure.period} {figure.position}",
        )
