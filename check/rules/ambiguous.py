"""Figures that may be read in two ways, where nothing in their document settles which is meant."""

from __future__ import annotations

from collections.abc import Iterator

from check.amounts import shown
from check.quotients import quotient
from check.rule import Breach, Severity, rule
from check.view import DocumentView
from normalize.schema import MeasureRow


@rule("figure-ambiguous", Severity.WARNING)
def figure_ambiguous(view: DocumentView) -> Iterator[Breach]:
    for figure in view.rows.measures:
        if figure.other_value is None or _is_borne_out(view, figure):
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


def _is_borne_out(view: DocumentView, figure: MeasureRow) -> bool:
    """Whether a percentage in its row is the quotient of the figure as it was read and the one beside it."""
    stated = (quotient(view, share) for share in view.measures(figure.item_id, "progress", "compliance"))
    return any(one is not None and one.holds and figure in (one.planned, one.executed) for one in stated)
