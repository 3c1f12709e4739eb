"""What was executed over what was programmed, for a percentage that stands beside both in its row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from check.amounts import HALF, HUNDRED, same
from check.view import DocumentView
from normalize.schema import MeasureRow

FLOORS = {">=": "≥ ", ">": "> "}
"""Comparators of what has to be reached at least, and how they are shown."""


@dataclass(frozen=True, slots=True)
class Quotient:
    """A percentage with the two figures that it should be the quotient of."""

    share: MeasureRow
    planned: MeasureRow
    executed: MeasureRow
    tolerance: Decimal
    """What a profile allows beyond rounding."""

    @property
    def exact(self) -> Decimal:
        """In percent."""
        return self.executed.value / self.planned.value * HUNDRED

    @property
    def holds(self) -> bool:
        """Within what rounding explains."""
        slack = self.share.precision * HALF + self.tolerance + self._rounding()
        return same(self.exact, self.share.value, slack)

    @property
    def holds_turned(self) -> bool:
        """As ``holds`` where less is better: what was planned of what came of it."""
        turned = replace(self, planned=self.executed, executed=self.planned)
        return self.executed.value > 0 and turned.holds

    def _rounding(self) -> Decimal:
        """By how many percent points the quotient may be off because its figures were rounded for print."""
        if not is_rounded([self.planned, self.executed]):
            return Decimal(0)
        off = self.executed.precision + self.executed.value / self.planned.value * self.planned.precision
        return off * HALF / self.planned.value * HUNDRED


def quotient(view: DocumentView, share: MeasureRow, *, floors: bool = False) -> Quotient | None:
    """The quotient that a percentage states: of what was programmed and executed in its row and period, where
    that is one each, of one unit, and no bound; with ``floors`` also of what had to be reached at least."""
    if share.unit != "percent" or share.row is None:
        return None
    beside = [
        figure
        for figure in view.measures(share.item_id, "programmed", "target", "budget", "executed")
        if (figure.table_id, figure.row) == (share.table_id, share.row)
        and (not share.period or figure.period in (share.period, ""))
    ]
    executed = [figure for figure in beside if figure.measure == "executed"]
    planned = [figure for figure in beside if figure.measure != "executed"]
    if not share.period:  # quarters stand beside the year's figures that it is the quotient of
        of_all = [[figure for figure in some if not figure.period] for some in (executed, planned)]
        executed, planned = of_all if all(of_all) else (executed, planned)
    if len(planned) == 1:  # what was done in other years stands beside it as well
        executed = [figure for figure in executed if figure.period in (planned[0].period, "")] or executed
    if len(executed) != 1 or len(planned) != 1:
        return None
    if executed[0].unit != planned[0].unit or planned[0].value <= 0:
        return None
    allowed = ("=", *FLOORS) if floors else ("=",)
    if planned[0].comparator not in allowed or executed[0].comparator != "=":
        return None
    return Quotient(share, planned[0], executed[0], view.parameters.tolerance)


def is_rounded(figures: Iterable[MeasureRow]) -> bool:
    """Whether any is printed with decimals or in thousands: whole things that are counted are not rounded."""
    return any(figure.precision < 1 or figure.scale > 0 for figure in figures)
