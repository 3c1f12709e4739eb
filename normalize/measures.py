"""Figures read as numbers → the rows of ``measures``, ``totals`` and ``weight_groups``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.reading import Measure, Reading, Total
from normalize import figures, percent
from normalize.figure_units import FigureUnits
from normalize.number_format import Decision
from normalize.numerals import EXACT, is_representable
from normalize.percent import Scale
from normalize.schema import MeasureRow, TotalRow, WeightGroupRow
from normalize.seen import IN_PERCENT, ColumnKey, Seen, Settled
from normalize.units import PERCENT, POINT
from normalize.weight_groups import Grouping, Judged, Weight
from normalize.weight_parts import Weights
from normalize.weight_places import WeightPlaces


@dataclass(frozen=True, slots=True)
class Measured:
    """What the figures of one document came to."""

    number_format: Decision
    measures: tuple[MeasureRow, ...]
    totals: tuple[TotalRow, ...]
    weight_groups: tuple[WeightGroupRow, ...]


def measure(reading: Reading, document_id: str) -> Measured:
    """All figures of a reading as rows. A figure that is no number gives no row; its cell stays in cells."""
    seen = figures.see(reading)
    weights = [entry for entry in seen.figures if entry.measure is Measure.WEIGHT]
    items = {item.key: item for item in reading.items}
    grouping = Grouping(Weights(items, weights, seen.totals, WeightPlaces(reading.tables)))
    scales = percent.decide(seen.figures, [total for _, total in seen.totals], grouping)
    judged = grouping.judge(lambda entry: percent.worth(entry, scales))
    kinds = {table.number: table.kind for table in reading.tables}
    every = [*seen.figures, *(total for _, total in seen.totals)]
    of_unit = FigureUnits(every, kinds, reading.facts.country, reading.facts.language)
    points = percent.in_points(judged)
    made = _Rows(document_id, of_unit, scales, points, _borne_out(judged))
    measures = (made.measure(entry) for entry in seen.figures)
    totals = (made.total(total, entry) for total, entry in seen.totals)
    return Measured(
        seen.number_format,
        tuple(row for row in measures if row is not None),
        _first_of_each_cell(row for row in totals if row is not None),
        tuple(made.group(number, group) for number, group in enumerate(_held(judged, points), 1)),
    )


def _first_of_each_cell(rows: Iterable[TotalRow]) -> tuple[TotalRow, ...]:
    """A cell states one total; what else stands in it is in cells."""
    first: dict[tuple[str, int, int], TotalRow] = {}
    for row in rows:
        first.setdefault((row.table_id, row.row, row.column), row)
    return tuple(first.values())


def _held(judged: list[Judged], points: frozenset[ColumnKey]) -> list[Judged]:
    """The groups that have something to be held against: points of an unstated maximum have nothing."""
    return [
        group
        for group in judged
        if group.base.source != "hundred" or not points.intersection(m.key for m in group.part.members)
    ]


def _borne_out(judged: list[Judged]) -> frozenset[int]:
    """Indices of the weights whose group reaches a base."""
    return frozenset(member.index for group in judged if group.consistent for member in group.part.members)


@dataclass(frozen=True, slots=True)
class _Worth:
    weight: Weight
    unit: str
    scale: int = 0
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class _Rows:
    """Makes rows of what was seen."""

    document_id: str
    units: FigureUnits
    scales: Mapping[ColumnKey, Scale]
    points: frozenset[ColumnKey]
    """Columns whose weights are points of another maximum than a hundred."""
    borne_out: frozenset[int]
    """Indices of the weights whose group reaches a base."""

    def measure(self, seen: Seen) -> MeasureRow | None:
        assert seen.measure is not None
        found = self._worth(seen)
        high = self._high(seen)
        if found is None or not all(is_representable(value) for value in (found.weight.value, *high)):
            return None
        confidence = seen.confidence * found.certainty
        if (
            seen.settled is Settled.BY_SENSE
            and seen.measure is Measure.WEIGHT
            and seen.index in self.borne_out
        ):
            confidence *= Settled.BY_SUMS.certainty / Settled.BY_SENSE.certainty
        return MeasureRow(
            item_id=self._item(seen.item),
            document_id=self.document_id,
            table_id=self._table(seen.table),
            row=seen.row,
            column=seen.column,
            measure=seen.measure,
            period=seen.period,
            value=found.weight.value,
            value_high=high[0] if high else None,
            comparator=seen.bound or seen.number.comparator,
            unit=found.unit,
            scale=found.scale,
            written_as=self._written(seen),
            raw=seen.raw,
            position=seen.position,
            confidence=_rounded(confidence),
            precision=found.weight.precision,
            other_value=self._other(seen),
            passage=seen.passage,
            offset=seen.offset,
        )

    def total(self, total: Total, seen: Seen) -> TotalRow | None:
        found = self._worth(seen)
        if found is None or not is_representable(found.weight.value):
            return None
        return TotalRow(
            table_id=self._table(total.table),
            document_id=self.document_id,
            row=total.row,
            column=total.column,
            label=" ".join(total.label.split()),
            measure=total.measure or "",
            period=seen.period,
            value=found.weight.value,
            unit=found.unit,
            raw=total.raw,
            covers=" ".join(map(str, total.covers)),
            confidence=_rounded(seen.confidence * found.certainty),
            precision=found.weight.precision,
        )

    def group(self, number: int, group: Judged) -> WeightGroupRow:
        part = group.part
        carriers = [*dict.fromkeys(member.item for member in part.members), *part.missing]
        return WeightGroupRow(
            group_id=f"{self.document_id}-g{number}",
            document_id=self.document_id,
            table_id=self._table(group.tables[0]) if len(group.tables) == 1 else "",
            parent_id=self._item(group.parent),
            members=len(part.members) + len(part.missing),
            sum=group.sum,
            base=group.base.value,
            base_source=group.base.source,
            difference=EXACT.subtract(group.sum, group.base.value),
            consistent=group.consistent,
            missing=len(part.missing),
            column=part.column,
            period=part.period,
            tolerance=group.tolerance,
            first_base=group.first.value,
            first_base_source=group.first.source,
            items=" ".join(self._item(key) for key in carriers),
        )

    def _item(self, key: int | None) -> str:
        return "" if key is None else f"{self.document_id}-i{key}"

    def _table(self, number: int | None) -> str:
        return "" if number is None else f"{self.document_id}-t{number}"

    # -- what a figure is worth

    def _worth(self, seen: Seen) -> _Worth | None:
        """Value, precision, unit and scale; None for a quotient that is no percentage (``4/8`` visits)."""
        number = seen.number
        if seen.measure is Measure.EARNED and seen.is_bare and self._earns_points(seen):
            return _Worth(Weight(number.value, Decimal(1).scaleb(-number.decimals)), POINT)
        if seen.measure in IN_PERCENT:
            sure = percent.certainty(seen, self.scales)
            stated = number.out_of is not None and number.form != "fraction"
            is_points = seen.measure is Measure.WEIGHT and (stated or seen.key in self.points)
            return _Worth(percent.worth(seen, self.scales), POINT if is_points else PERCENT, 0, sure)
        found = self.units.of(seen)
        if number.out_of is not None and found.name == PERCENT:
            return _Worth(percent.worth(seen, self.scales), PERCENT, 0, found.certainty)
        if number.form == "fraction":
            return None
        scale = number.scale or found.scale
        value = EXACT.scaleb(number.value, scale)
        precision = Decimal(1).scaleb(scale - number.decimals)
        return _Worth(Weight(value, precision), found.name, max(scale, 0), found.certainty)

    def _earns_points(self, seen: Seen) -> bool:
        """It says so, or it is what weights of its table earn that are plain points."""
        tables = {table for table, _, _ in self.points}
        return seen.unit.name == POINT or (not seen.unit.name and seen.table in tables)

    def _high(self, seen: Seen) -> tuple[Decimal, ...]:
        """The upper end of a range, worth what its lower end is worth by."""
        high = seen.number.value_high
        if high is None:
            return ()
        value = self._worth_of(seen, high)
        return () if value is None else (value,)

    def _other(self, seen: Seen) -> Decimal | None:
        """The other reading of a figure that nothing in its document settles."""
        other = seen.number.other
        if other is None or seen.settled in (Settled.BY_ITSELF, Settled.BY_CONVENTION):
            return None
        value = self._worth_of(seen, other)
        return value if value is not None and is_representable(value) else None

    def _worth_of(self, seen: Seen, value: Decimal) -> Decimal | None:
        """What another number written in the same place would be worth."""
        found = self._worth(replace(seen, number=replace(seen.number, value=value)))
        return None if found is None else found.weight.value

    def _written(self, seen: Seen) -> str:
        number = seen.number
        if number.form != "bare":
            return number.form
        if number.percent:
            return "percent"
        nothing = seen.size == 0 and number.decimals == 0
        in_percent = seen.measure in IN_PERCENT
        return "fraction" if in_percent and not nothing and percent.is_fraction(seen, self.scales) else "bare"


def _rounded(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)
