"""Arithmetic over the figures of one row: quarters and their year, a share beside its two figures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from check.amounts import HUNDRED, half_units, same, shown
from check.quotients import Quotient, is_rounded, quotient
from check.rule import Breach, RestsOn, Severity, rule
from check.view import DocumentView, confidence
from check.words import words
from normalize.glyphs import fold
from normalize.numbers import read_number
from normalize.schema import ItemRow, MeasureRow

_ADDED = ("programmed", "executed", "budget", "amount", "count", "target")
"""Measures of which a year is the sum of its parts."""
LEAST_ROWS = 3
"""Rows from which on a table that never adds up must mean something else."""


@rule("row-total", Severity.ERROR, rests_on=RestsOn.ROWS, parameters=("tolerance",))
def row_total(view: DocumentView) -> Iterator[Breach]:
    """A year's figure against the sum of its parts in the same row: two halves, three thirds, four quarters
    or twelve months, of one measure and unit, or the year's target against what is programmed for its parts.
    Percentages are not added, and neither are parts that never fall and end at the year's figure (80 | 80 |
    80 of 80 persons attended): each tells where things stand. Where most rows of a table do not add up, its
    parts are no parts; of few rows a target may be anything."""
    found: dict[str, list[Breach]] = defaultdict(list)
    tried: dict[str, int] = defaultdict(int)
    stands: dict[str, int] = defaultdict(int)
    of_parts = dict.fromkeys(figure.item_id for figure in view.rows.measures if "-" in figure.period)
    for item_id in of_parts:
        for name in _ADDED:
            by_unit: dict[tuple[str, str], list[MeasureRow]] = defaultdict(list)
            for figure in view.measures(item_id, name):
                if figure.table_id and figure.unit != "percent" and figure.row is not None:
                    by_unit[figure.unit, figure.table_id].append(figure)
            if name == "programmed":
                _add_target(view, item_id, by_unit)
            for figures in by_unit.values():
                for year, parts in _years(view, figures):
                    tried[year.table_id] += 1
                    total = sum((part.value for part in parts), Decimal(0))
                    slack = half_units([*parts, year]) if is_rounded([*parts, year]) else Decimal(0)
                    if same(total, year.value, slack + view.parameters.tolerance):
                        continue
                    if _is_stand(year, parts):
                        stands[year.table_id] += 1
                    else:
                        found[year.table_id].append(_breach(view, year, parts, total))
    for table_id, breaches in found.items():
        is_few = tried[table_id] < LEAST_ROWS
        against_targets = any(breach.discriminator.startswith("target") for breach in breaches)
        off = len(breaches) + stands[table_id]
        if not against_targets if is_few else 2 * off <= tried[table_id]:
            yield from breaches


def _add_target(view: DocumentView, item_id: str, by_unit: dict[tuple[str, str], list[MeasureRow]]) -> None:
    """With the year's target in the row of what is programmed for its parts, where nothing is programmed for
    the year as a whole ("I | II | III | IV | Meta anual")."""
    targets = [target for target in view.measures(item_id, "target") if target.comparator == "="]
    for (unit, table_id), parts in by_unit.items():
        whole = [target for target in targets if (target.unit, target.table_id) == (unit, table_id)]
        years = {part.period[:4] for part in parts}
        if len(whole) == 1 and len(years) == 1 and all("-" in part.period for part in parts):
            (target,), (year,) = whole, years
            if target.row == parts[0].row and target.period in ("", year):
                parts.append(replace(target, period=year))


def _years(view: DocumentView, figures: list[MeasureRow]) -> Iterator[tuple[MeasureRow, list[MeasureRow]]]:
    """A figure of a whole year (or of a total column that names no other period) with those of all its parts,
    which follow upon each other without a gap."""
    for year in figures:
        if not year.period.isdigit() and (year.period or not _is_in_a_total_column(view, year)):
            continue
        parts = [
            one
            for one in figures
            if "-" in one.period and one.period.startswith(year.period) and one.row == year.row
        ]
        if len({part.period[:4] for part in parts}) > 1:
            continue
        months = [month for part in parts for month in _months(part.period)]
        if len(parts) > 1 and sorted(months) == list(range(1, 13)):
            yield year, parts


def _is_stand(year: MeasureRow, parts: list[MeasureRow]) -> bool:
    """Whether the parts tell where things stand at their end and not what each of them adds."""
    values = [part.value for part in sorted(parts, key=lambda part: part.period)]
    return values[-1] == year.value and all(before <= after for before, after in pairwise(values))


def _is_in_a_total_column(view: DocumentView, figure: MeasureRow) -> bool:
    column = view.columns.get((figure.table_id, figure.column)) if figure.column is not None else None
    return column is not None and column.role == "total"


def _months(period: str) -> range:
    """The months of a part of a year, ``2021-04/2021-06`` or ``2021-04``."""
    first, _, last = period.partition("/")
    begin, end = (int(text[5:7]) if text[5:7].isdigit() else 0 for text in (first, last or first))
    return range(begin, end + 1)


def _breach(view: DocumentView, year: MeasureRow, parts: list[MeasureRow], total: Decimal) -> Breach:
    return Breach(
        view.spot(year),
        expected=shown(total, year.unit),
        observed=shown(year.value, year.unit),
        difference=year.value - total,
        facts={
            "item": view.name(view.items[year.item_id]),
            "parts": str(len(parts)),
            "year": year.period or parts[0].period[:4],
        },
        evidence=view.spots(parts),
        confidence=confidence(year, *parts),
        discriminator=f"{year.measure} {year.period}",
    )


def _is_whole(view: DocumentView, stated: Quotient) -> bool:
    """Whether 100 may be said of what was executed: it is more than was programmed, or short of it by no more
    than the tolerance in its row."""
    if stated.exact > HUNDRED:
        return True
    table_id, row = stated.share.table_id, stated.share.row
    for column in view.columns_of(table_id):
        if row is not None and words("tolerance") & set(re.findall(r"[^\W\d_]+", fold(column.header))):
            cell = view.cell(table_id, row, column.column)
            number = read_number(cell.text) if cell is not None else None
            if number is not None and stated.planned.value - stated.executed.value <= number.value:
                return True
    return False


def _is_less_better(item: ItemRow) -> bool:
    said = set(re.findall(r"[^\W\d_]+", fold(f"{item.text} {item.indicator}")))
    return not words("less_is_better").isdisjoint(said)


@rule("execution-share", Severity.ERROR, rests_on=RestsOn.ROWS, parameters=("tolerance",))
def execution_share(view: DocumentView) -> Iterator[Breach]:
    """A percentage of progress or compliance that stands in a row beside what was programmed and executed
    there must be their quotient (over 100 it may be cut to 100, and within a tolerance that the row states it
    may be 100). Where less is better ("Reducir el tiempo de espera") the quotient may be turned round, and
    what does not follow is a note. Where most rows of a table break it, the percentage is of
    something else."""
    found: dict[str, list[Breach]] = defaultdict(list)
    tried: dict[str, int] = defaultdict(int)
    for item in view.rows.items:
        for share in view.measures(item.item_id, "progress", "compliance"):
            stated = quotient(view, share)
            if stated is None:
                continue
            planned, executed, exact = stated.planned, stated.executed, stated.exact
            tried[share.table_id] += 1
            if stated.holds or (share.value == HUNDRED and _is_whole(view, stated)):
                continue
            is_less = _is_less_better(item)
            if is_less and stated.holds_turned:
                continue
            is_cut = 0 <= exact - share.value < share.precision
            found[share.table_id].append(
                Breach(
                    view.spot(share),
                    expected=shown(exact.quantize(min(share.precision, Decimal(1))), share.unit),
                    observed=shown(share.value, share.unit),
                    difference=share.value - exact,
                    facts={
                        "item": view.name(item),
                        "executed": shown(executed.value, executed.unit),
                        "planned": shown(planned.value, planned.unit),
                    },
                    evidence=view.spots((executed, planned)),
                    confidence=confidence(share, executed, planned),
                    severity=Severity.INFO if is_cut or is_less else None,
                    discriminator=f"{share.measure} {share.period}",
                )
            )
    for table_id, breaches in found.items():
        if 2 * len(breaches) <= tried[table_id]:
            yield from breaches
