"""Rows that state a total: is it the sum of what it covers?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from check.amounts import HUNDRED, half_units, same, shown
from check.groups import has_wrong_total, is_totalled, members, stated_total
from check.rule import Breach, RestsOn, Severity, rule
from check.view import DocumentView, confidence
from normalize.numbers import read_number
from normalize.schema import MeasureRow, TotalRow

FAR = 2
"""Times by which a total and the sum of its rows differ when other rows are likely meant."""
_RATES = ("compliance", "progress")
"""Percentages of different things, which nobody adds up."""
_SHARES = ("weight", "earned")
"""Percentages of one thing."""


@rule("total-row", Severity.ERROR, rests_on=RestsOn.TABLE, parameters=("tolerance",))
def total_row(view: DocumentView) -> Iterator[Breach]:
    """A stated total is held against the sum of the rows that it covers: of all of them, or of the topmost
    only where parents and children stand in one column. A column of weights is judged by its groups. Counts
    that miss by no more than rounding could are worth a note: nobody rounds what he counts."""
    judged = set[tuple[str, int | None]]()
    for group in view.rows.weight_groups:
        if is_totalled(group):
            judged.add((group.table_id, group.column))
            total = stated_total(view, group)
            if total is not None and has_wrong_total(view, group):
                weights = members(view, group)
                yield _breach(view, total, group.sum, weights, group.consistent)
    yield from _weights_of_results(view)
    by_row: dict[tuple[str, int], list[_Sum]] = defaultdict(list)
    for total in view.rows.totals:
        if total.measure == "weight" and (total.table_id, total.column) in judged:
            continue
        added = _added(view, total)
        if len(added) > 1 and _is_sum(total, added):
            by_row[total.table_id, total.row].append(_Sum.of(view, total, added))
    for sums in by_row.values():
        if not _covers_less(sums):
            guessed = not any(one.holds or one.is_of_all for one in sums)
            yield from (_breach_of(view, one, guessed) for one in sums if not one.holds)


def _weights_of_results(view: DocumentView) -> Iterator[Breach]:
    """What a result line states under the weights above it ("Overall score", 100 %), where it was read for no
    weight of its own."""
    for item in view.rows.items:
        if item.kind != "result" or item.row is None or view.measures(item.item_id, "weight"):
            continue
        for column in view.columns_of(item.table_id, "weight"):
            cell = view.cell(item.table_id, item.row, column.column)
            number = read_number(cell.text) if cell is not None else None
            weights = [
                figure
                for figure in view.figures_in(item.table_id, column.column)
                if figure.row is not None and figure.row < item.row and figure.measure == "weight"
            ]
            if number is None or len(weights) < 2:
                continue
            is_fraction = weights[0].written_as == "fraction" and not number.percent
            stated = number.value * HUNDRED if is_fraction else number.value
            nearest, added = min(_ways(view, weights), key=lambda way: abs(way[0] - stated))
            if not same(nearest, stated, half_units(added) + view.parameters.tolerance):
                yield Breach(
                    replace(view.place(item, column.column), item_id=""),
                    expected=shown(nearest, weights[0].unit),
                    observed=shown(stated, weights[0].unit),
                    difference=stated - nearest,
                    facts={"label": item.text, "header": column.header, "rows": str(len(added))},
                    evidence=view.spots(added),
                    confidence=min(confidence(*added), number.certainty),
                    discriminator=column.header,
                )


@dataclass(frozen=True, slots=True)
class _Sum:
    """A stated total, what it may add up, and the way to add that comes nearest to it."""

    total: TotalRow
    added: list[MeasureRow]
    nearest: Decimal
    chosen: list[MeasureRow]
    is_of_all: bool
    """It stands below all figures of its column."""
    tolerance: Decimal
    """What a profile allows beyond rounding."""

    @staticmethod
    def of(view: DocumentView, total: TotalRow, added: list[MeasureRow]) -> _Sum:
        nearest, chosen = min(_ways(view, added), key=lambda way: abs(way[0] - total.value))
        beside = view.figures_in(total.table_id, total.column)
        return _Sum(total, added, nearest, chosen, len(beside) == len(added), view.parameters.tolerance)

    @property
    def holds(self) -> bool:
        return same(self.nearest, self.total.value, _allowed(self.chosen, self.total) + self.tolerance)

    @property
    def is_near(self) -> bool:
        """Off by no more than rounding could be, were it no count."""
        return same(self.nearest, self.total.value, half_units([*self.chosen, self.total]))

    @property
    def is_far(self) -> bool:
        low, high = sorted((abs(self.nearest), abs(self.total.value)))
        return high > FAR * low

    def last(self) -> set[int]:
        """How many of the last figures above the total make it, where fewer than all do."""
        found, sum_of = set[int](), Decimal(0)
        for count, figure in enumerate(reversed(self.added), 1):
            sum_of += figure.value
            if count > 1 and sum_of == self.total.value:
                found.add(count)
        return found


def _covers_less(sums: list[_Sum]) -> bool:
    """Whether all totals of a row, in several columns, are those of the same last few rows."""
    return len(sums) > 1 and bool(set[int].intersection(*(one.last() for one in sums)))


def _breach_of(view: DocumentView, one: _Sum, guessed: bool) -> Breach:
    """``guessed``: nothing bears out which rows the totals of the row cover."""
    is_doubtful = guessed and (one.is_far or bool(one.last()))
    breach = _breach(view, one.total, one.nearest, one.chosen, one.is_near)
    return replace(breach, doubt="covers") if is_doubtful else breach


def _added(view: DocumentView, total: TotalRow) -> list[MeasureRow]:
    rows = {int(row) for row in total.covers.split()}
    return [
        figure
        for figure in view.measures_of(total.table_id, total.measure)
        if figure.column == total.column and figure.row in rows
    ]


def _is_sum(total: TotalRow, added: list[MeasureRow]) -> bool:
    """Whether the figures can be added up to the total: of one unit, and no rates."""
    if total.measure in _RATES:
        return False
    units = {figure.unit for figure in added if figure.unit != "count"}
    if total.unit != "count":
        units.add(total.unit)
    return len(units) < 2 and (units != {"percent"} or total.measure in _SHARES)


def _allowed(added: list[MeasureRow], total: TotalRow) -> Decimal:
    """What rounding may explain: nothing where whole things are counted."""
    if all(_is_counted(figure) for figure in added):
        return Decimal(0)
    return half_units([*added, total])


def _is_counted(figure: MeasureRow) -> bool:
    """A number of things, printed in full: no share, no amount of money, no thousands."""
    is_money = figure.measure in ("budget", "amount") or (len(figure.unit) == 3 and figure.unit.isupper())
    return figure.scale == 0 and figure.precision >= 1 and figure.unit != "percent" and not is_money


def _breach(
    view: DocumentView, total: TotalRow, expected: Decimal, added: list[MeasureRow], is_near: bool = False
) -> Breach:
    header = view.header(total.table_id, total.column)
    return Breach(
        view.spot(total),
        expected=shown(expected, total.unit),
        observed=shown(total.value, total.unit),
        difference=total.value - expected,
        facts={"label": total.label, "header": header, "rows": str(len(added))},
        evidence=view.spots(added),
        confidence=confidence(total, *added),
        severity=Severity.INFO if is_near else None,
        discriminator=header,
    )


def _ways(view: DocumentView, added: list[MeasureRow]) -> Iterator[tuple[Decimal, list[MeasureRow]]]:
    """The sums that a careful reader would try, each with what it adds: all figures; the topmost items only;
    the lowest only."""
    ids = {figure.item_id for figure in added}
    above = {figure.item_id: {one.item_id for one in view.ancestors(figure.item_id)} for figure in added}
    parents = set[str]().union(*above.values())
    tops = [figure for figure in added if not ids & above[figure.item_id]]
    leaves = [figure for figure in added if figure.item_id not in parents]
    for chosen in (added, tops, leaves):
        if chosen:
            yield sum((figure.value for figure in chosen), Decimal(0)), chosen
