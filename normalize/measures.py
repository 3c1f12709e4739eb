"""Figures and totals of a reading → numbers with unit, scale and period, and the rows of ``measures``, ``totals``
and ``weight_groups``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.reading import Figure, Item, ItemKind, Measure, Reading, Total
from normalize import currency, number_format, percent, units
from normalize.number_format import Decision
from normalize.numbers import ReadNumber, read_number
from normalize.numerals import EXACT, Convention, is_representable
from normalize.percent import Scale
from normalize.periods import read_period
from normalize.schema import MeasureRow, TotalRow, WeightGroupRow
from normalize.seen import IN_MONEY, IN_PERCENT, ColumnKey, Seen
from normalize.units import COUNT, PERCENT, POINT, Unit, read_unit
from normalize.weight_groups import Grouping, Judged, Weight

BY_CONVENTION = 0.9
"""Certainty of an ambiguous figure (``12.500``) that the document's convention decides."""
BY_COUNTRY = 0.5
"""… that only the country's habit decides."""
UNDECIDED = 0.3
"""… that nothing decides."""
BY_SENSE = 0.5
"""… that is read against its convention because the other reading makes no sense (a weight of 12500)."""
BY_SUMS = 0.7
"""… that the sum of its group decides: never more, for a sum may be wrong."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What the figures of one document came to."""

    number_format: Decision
    measures: tuple[MeasureRow, ...]
    totals: tuple[TotalRow, ...]
    weight_groups: tuple[WeightGroupRow, ...]


def measure(reading: Reading, document_id: str) -> Measured:
    """All figures of a reading as rows. A figure that is no number gives no row; its cell stays in cells."""
    document, conventions = _conventions(reading)
    country = reading.facts.country
    habit = currency.habit(country)
    items = {item.key: item for item in reading.items}
    seen_figures = [
        seen
        for index, figure in enumerate(reading.figures)
        if (seen := _see(index, figure, items.get(figure.item), reading, conventions, habit)) is not None
    ]
    seen_totals = [
        (total, seen)
        for index, total in enumerate(reading.totals)
        if (seen := _see(index, total, None, reading, conventions, habit)) is not None
    ]
    weights = [seen for seen in seen_figures if seen.measure is Measure.WEIGHT]
    grouping = Grouping(items, weights, seen_totals, _blank_places(reading))
    scales = percent.decide(seen_figures, [seen for _, seen in seen_totals], grouping)
    names = _Names(document_id)
    judged = grouping.judge(lambda seen: percent.worth(seen, scales))
    return Measured(
        document,
        tuple(
            row for seen in seen_figures if (row := _measure_row(seen, scales, country, names)) is not None
        ),
        tuple(
            row
            for total, seen in seen_totals
            if (row := _total_row(total, seen, scales, country, names)) is not None
        ),
        tuple(_group_row(number, group, names) for number, group in enumerate(judged, 1)),
    )


@dataclass(frozen=True, slots=True)
class _Names:
    document_id: str

    def item(self, key: int | None) -> str:
        return "" if key is None else f"{self.document_id}-i{key}"

    def table(self, number: int | None) -> str:
        return "" if number is None else f"{self.document_id}-t{number}"

    def group(self, number: int) -> str:
        return f"{self.document_id}-g{number}"


# -- reading the figures


def _conventions(reading: Reading) -> tuple[Decision, dict[int | None, Decision]]:
    raws: dict[int | None, list[str]] = defaultdict(list)
    for entry in (*reading.figures, *reading.totals):
        raws[entry.table].append(entry.raw)
    return number_format.decide_all(raws, from_ocr=reading.document.from_ocr)


def _see(
    index: int,
    figure: Figure | Total,
    item: Item | None,
    reading: Reading,
    conventions: dict[int | None, Decision],
    habit: Convention | None,
) -> Seen | None:
    decision = conventions.get(figure.table, number_format.UNDECIDED)
    settled = _settled(figure, decision, habit, from_ocr=reading.document.from_ocr)
    if settled is None:
        return None
    number, certainty = settled
    words = figure.unit or (item.unit_of_measure if item is not None else "")
    unit = read_unit(words, reading.facts.country, reading.facts.language)
    return Seen(
        index=index,
        item=figure.item if isinstance(figure, Figure) else None,
        measure=figure.measure,
        raw=figure.raw,
        table=figure.table,
        row=figure.row,
        column=figure.column,
        position=figure.position if isinstance(figure, Figure) else 0,
        period=read_period(figure.period, reading.facts.year),
        unit=unit,
        number=number,
        confidence=figure.confidence * certainty,
        is_result=item is not None and item.kind is ItemKind.RESULT,
    )


def _settled(
    figure: Figure | Total, decision: Decision, habit: Convention | None, *, from_ocr: bool
) -> tuple[ReadNumber, float] | None:
    """The figure's number with an ambiguous reading decided, and how sure it is."""
    is_money = figure.measure in IN_MONEY
    number = read_number(figure.raw, decision.convention, amount=is_money, from_ocr=from_ocr)
    if number is None or number.other is None:
        return None if number is None else (number, number.certainty)
    if number.value < 0 < number.other:  # a dash with a blank behind it: a list mark sooner than a minus
        return _swapped(number) if figure.measure in IN_PERCENT else number, number.certainty * 0.6
    if figure.measure in IN_PERCENT and abs(number.value) > 100 >= abs(number.other):
        return _swapped(number), number.certainty * BY_SENSE
    if not number.undecided:
        return number, number.certainty * BY_CONVENTION * decision.confidence
    by_habit = read_number(figure.raw, habit, amount=is_money, from_ocr=from_ocr) if habit else None
    if by_habit is not None:
        return by_habit, by_habit.certainty * BY_COUNTRY
    return number, number.certainty * UNDECIDED


def _swapped(number: ReadNumber) -> ReadNumber:
    """The other reading of an ambiguous figure."""
    assert number.other is not None
    decimals = number.decimals if number.other == -number.value else (0 if number.decimals else 3)
    return replace(number, value=number.other, other=number.value, decimals=decimals)


# -- places without a weight


def _blank_places(reading: Reading) -> Callable[[Item, int], bool]:
    """Whether an item's row has an empty cell of its own in a column."""
    blanks: set[tuple[int, int, int]] = set()
    for table in reading.tables:
        filled: dict[tuple[int, int], bool] = {}
        for cell in table.cells:
            for row in cell.rows:
                for column in cell.columns:
                    filled[row, column] = bool(cell.text.strip(" -–—\n\t")) or cell.row_span > 1
        for row in range(table.row_count):
            for column in range(table.column_count):
                if not filled.get((row, column), False):
                    blanks.add((table.number, row, column))

    def is_blank(item: Item, column: int) -> bool:
        return item.table is not None and item.row is not None and (item.table, item.row, column) in blanks

    return is_blank


# -- rows


def _measure_row(
    seen: Seen, scales: dict[ColumnKey, Scale], country: str, names: _Names
) -> MeasureRow | None:
    assert seen.measure is not None
    worth, unit, scale, certainty = _worth(seen, scales, country)
    high = seen.number.value_high
    if high is not None:
        factor = (
            EXACT.divide(worth.value, seen.number.value) if seen.number.value else Decimal(1).scaleb(scale)
        )
        high = EXACT.multiply(high, factor)
    if not is_representable(worth.value) or (high is not None and not is_representable(high)):
        return None
    return MeasureRow(
        item_id=names.item(seen.item),
        document_id=names.document_id,
        table_id=names.table(seen.table),
        row=seen.row,
        column=seen.column,
        measure=seen.measure,
        period=seen.period,
        value=worth.value,
        value_high=high,
        comparator=seen.number.comparator,
        unit=unit,
        scale=scale,
        written_as=_written(seen, unit, scales),
        raw=seen.raw,
        position=seen.position,
        confidence=round(seen.confidence * certainty, 4),
        precision=worth.precision,
    )


def _worth(seen: Seen, scales: dict[ColumnKey, Scale], country: str) -> tuple[Weight, str, int, float]:
    """Value and precision, unit, scale and how sure the unit is."""
    number = seen.number
    if seen.measure in IN_PERCENT:
        scale_of = scales.get(seen.key, percent.POINTS)
        certainty = scale_of.certainty if seen.is_bare and seen.size <= 1 and seen.size else 1.0
        unit = (
            POINT
            if number.out_of is not None and number.form != "fraction" and seen.measure is Measure.WEIGHT
            else PERCENT
        )
        return percent.worth(seen, scales), unit, 0, certainty
    unit, announced, certainty = _unit(seen, country)
    scale = number.scale or announced
    if unit == PERCENT and number.out_of is not None:
        return percent.worth(seen, scales), unit, 0, certainty
    value = EXACT.scaleb(number.value, scale)
    return Weight(value, Decimal(1).scaleb(scale - number.decimals)), unit, max(scale, 0), certainty


def _unit(seen: Seen, country: str) -> tuple[str, int, float]:
    number = seen.number
    if number.percent:
        return PERCENT, 0, 1.0
    if number.sign is not None:
        code = currency.code(number.sign.mark, country)
        scale = 0 if number.scale else seen.unit.scale
        return (code, scale, 1.0) if code else (number.sign.mark.lower(), scale, 0.5)
    if number.point:
        return POINT, 0, 1.0
    if seen.unit.name:
        return seen.unit.name, seen.unit.scale, 1.0
    if number.unit:
        said = read_unit(number.unit, country)
        if said.name:
            return said.name, seen.unit.scale, 0.95
    if seen.measure in IN_MONEY:
        code = currency.of_country(country)
        return (code, seen.unit.scale, 0.8) if code else (COUNT, seen.unit.scale, 0.5)
    return COUNT, seen.unit.scale, 1.0


def _written(seen: Seen, unit: str, scales: dict[ColumnKey, Scale]) -> str:
    if seen.number.form != "bare":
        return seen.number.form
    if seen.number.percent:
        return "percent"
    if (
        seen.measure in IN_PERCENT
        and percent.is_fraction(seen, scales)
        and (seen.size or seen.number.decimals)
    ):
        return "fraction"
    return "bare"


def _total_row(
    total: Total, seen: Seen, scales: dict[ColumnKey, Scale], country: str, names: _Names
) -> TotalRow | None:
    worth, unit, _, certainty = _worth(seen, scales, country)
    if not is_representable(worth.value):
        return None
    return TotalRow(
        table_id=names.table(total.table),
        document_id=names.document_id,
        row=total.row,
        column=total.column,
        label=" ".join(total.label.split()),
        measure=total.measure or "",
        period=seen.period,
        value=worth.value,
        unit=unit,
        raw=total.raw,
        covers=" ".join(map(str, total.covers)),
        confidence=round(seen.confidence * certainty, 4),
        precision=worth.precision,
    )


def _group_row(number: int, group: Judged, names: _Names) -> WeightGroupRow:
    part = group.part
    carriers = [*dict.fromkeys(member.item for member in part.members), *part.missing]
    return WeightGroupRow(
        group_id=names.group(number),
        document_id=names.document_id,
        table_id=names.table(group.tables[0]) if len(group.tables) == 1 else "",
        parent_id=names.item(part.parent),
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
        items=" ".join(names.item(key) for key in carriers),
    )
