"""Figures that may be read in two ways, where nothing in their document settles which is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from check.amounts import shown
from check.quotients import quotient
from check.rule import Breach, Severity, rule
from check.view import DocumentView, kept
from normalize.schema import MeasureRow

_BLANKS = re.compile(r"\d{1,3}(?: \d{3})+")
_NO_BLANK = re.compile(r"(?!(?:19|20)\d\d$)\d{4,}(?:[.,]\d{1,2})?|\d{1,3}(?:[.,]\d{3}){2,}(?:[.,]\d{1,2})?")
"""Thousands written in one go or with marks; no year."""


@rule("figure-ambiguous", Severity.WARNING)
def figure_ambiguous(view: DocumentView) -> Iterator[Breach]:
    """A figure whose mark may group thousands or open decimals, where nothing settles which; and one whose
    blank may part thousands or two figures, in a table that writes its thousands without a blank."""
    for figure in view.rows.measures:
        if _BLANKS.fullmatch(figure.raw) and figure.table_id in _tables_without_blanks(view):
            yield Breach(
                view.spot(figure),
                observed=shown(figure.value, figure.unit),
                facts={"item": view.name(view.items[figure.item_id]), "raw": figure.raw},
                wording="several",
                discriminator=f"{figure.measure} {figure.period} {figure.position}",
            )
            continue
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


@kept
def _tables_without_blanks(view: DocumentView) -> frozenset[str]:
    """Those in which some figure shows that thousands are written without a blank."""
    measured = [(figure.table_id, figure.raw) for figure in view.rows.measures]
    totals = [(total.table_id, total.raw) for total in view.rows.totals]
    return frozenset(table for table, raw in measured + totals if table and _NO_BLANK.fullmatch(raw))


def _is_borne_out(view: DocumentView, figure: MeasureRow) -> bool:
    """Whether a percentage in its row is the quotient of the figure as it was read and the one beside it."""
    stated = (quotient(view, share) for share in view.measures(figure.item_id, "progress", "compliance"))
    return any(one is not None and one.holds and figure in (one.planned, one.executed) for one in stated)
