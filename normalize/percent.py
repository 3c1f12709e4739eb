"""Percent points or fractions of one: decided per column, by its signs, header, values and sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from math import exp

from extract.reading import Measure
from normalize import scale_evidence, units
from normalize.numerals import EXACT
from normalize.scale_evidence import Tried
from normalize.seen import IN_PERCENT, ColumnKey, Seen
from normalize.weight_groups import HUNDRED, Grouping, Judged, Weight

ONE = Decimal(1)
SUREST = 0.95
"""Signs alone say for certain how a figure is meant."""


ABOVE_ONE = 0.5


@dataclass(frozen=True, slots=True)
class Scale:
    """How the bare figures of a column are meant: ``factor`` 1 (percent points) or 100 (fractions of one),
    for those that can be fractions at all (not above 1)."""

    factor: Decimal
    certainty: float


POINTS = Scale(ONE, 1.0)


def worth(seen: Seen, scales: Mapping[ColumnKey, Scale]) -> Weight:
    """What a figure that is measured in percent is worth, in percent points (or points)."""
    number = seen.number
    step = Decimal(1).scaleb(-number.decimals)
    if number.scale:
        shifted, step = EXACT.scaleb(number.value, number.scale), EXACT.scaleb(step, number.scale)
    else:
        shifted = number.value
    if number.out_of is not None and not (seen.measure is Measure.WEIGHT and number.form != "fraction"):
        share = EXACT.divide(EXACT.multiply(shifted, HUNDRED), number.out_of)
        return Weight(share.quantize(Decimal("1e-10"), context=EXACT).normalize(), Decimal("1e-10"))
    if is_fraction(seen, scales):
        return Weight(EXACT.multiply(shifted, HUNDRED), EXACT.multiply(step, HUNDRED))
    return Weight(shifted, step)


def is_fraction(seen: Seen, scales: Mapping[ColumnKey, Scale]) -> bool:
    """Whether a bare figure is read as a fraction of one."""
    return seen.is_bare and seen.size <= 1 and scales.get(seen.key, POINTS).factor == HUNDRED


def certainty(seen: Seen, scales: Mapping[ColumnKey, Scale]) -> float:
    """How sure the reading of a figure is, 0 to 1: as its column's, and for a figure above 1 in a column of
    fractions no better than even (``9,05`` there may be points, or a slip for ``0,05``)."""
    scale = scales.get(seen.key, POINTS)
    if not seen.is_bare or seen.size == 0:
        return 1.0
    if seen.size > 1:
        return ABOVE_ONE if scale.factor == HUNDRED and scale.certainty > ABOVE_ONE else 1.0
    return scale.certainty


def decide(figures: Sequence[Seen], totals: Sequence[Seen], grouping: Grouping) -> dict[ColumnKey, Scale]:
    """The scale of every column of weights, compliance, earned or progress: the evidence of its looks, of the
    bases that its sums meet, of weight × compliance and of the document's other columns, added up."""
    columns: dict[ColumnKey, list[Seen]] = defaultdict(list)
    summed: dict[ColumnKey, list[Seen]] = defaultdict(list)
    for seen in (*figures, *totals):
        if seen.measure in IN_PERCENT:
            (columns if seen.item is not None and not seen.is_result else summed)[seen.key].append(seen)
    odds = {
        key: scale_evidence.of_looks(columns[key] or summed[key], summed[key])
        for key in dict.fromkeys((*columns, *summed))
    }
    scales = {key: _scale(value) for key, value in odds.items()}
    for key in odds:
        if key[2] is Measure.WEIGHT and _is_open((*columns[key], *summed[key])):
            odds[key] += _of_sums(key, scales, grouping)
            scales[key] = _scale(odds[key])
    beside: dict[tuple[int, Measure], Decimal] = {}
    for seen in figures:
        if seen.item is not None and seen.measure in (Measure.WEIGHT, Measure.COMPLIANCE):
            beside.setdefault((seen.item, seen.measure), worth(seen, scales).value)
    for key, column in columns.items():
        if key[2] is Measure.EARNED and _is_open(column):
            odds[key] += scale_evidence.of_products(column, beside)
    bare = [
        key
        for key in odds
        if key[0] is not None and any(seen.is_bare and seen.size > 0 for seen in columns[key])
    ]
    for key in bare:
        others = [odds[other] for other in bare if other != key]
        scales[key] = _scale(odds[key] + scale_evidence.of_habit(others))
    return scales


def _of_sums(key: ColumnKey, scales: Mapping[ColumnKey, Scale], grouping: Grouping) -> float:
    tried = []
    for factor in (HUNDRED, ONE):
        read = partial(worth, scales={**scales, key: Scale(factor, 1.0)})
        tried.append(
            [
                Tried(
                    tuple(float(read(member).value) for member in group.part.members),
                    float(group.sum),
                    float(group.base.value),
                    group.base != group.first,
                )
                for group in grouping.judge_column(key, read)
            ]
        )
    return scale_evidence.of_sums(*tried)


def _scale(odds: float) -> Scale:
    return Scale(HUNDRED if odds > 0 else ONE, min(SUREST, 1 / (1 + exp(-abs(odds)))))


def _is_open(column: Iterable[Seen]) -> bool:
    """Whether the column holds bare figures that could be fractions."""
    return any(seen.is_bare and 0 < seen.size <= 1 for seen in column)


TEN = Decimal(10)
"""The commonest maximum of points that are not percent."""
FAR = 1.25
"""How far from a hundred, as a ratio, points have to add up to be points of something else."""


def in_points(judged: Sequence[Judged]) -> frozenset[ColumnKey]:
    """The columns of weights that are points of another maximum than a hundred: by what they are called, or
    by the one total that the document states."""
    found = _plain_points(judged)
    for group in judged:
        members = group.part.members
        called = all(m.number.point or m.unit.name == units.POINT for m in members if not m.number.percent)
        if not called or any(member.number.percent for member in members) or group.sum <= 0:
            continue
        ratio = float(group.sum / HUNDRED)
        reaches = group.consistent and group.base.value != HUNDRED
        if reaches or (not group.consistent and max(ratio, 1 / ratio) > FAR):
            found.update(member.key for member in members)
    return frozenset(found)


def _plain_points(judged: Sequence[Judged]) -> set[ColumnKey]:
    """The column of the only weights of a document, bare whole numbers that make up a stated total of ten:
    several such totals may be shares of one hundred, and one alone is none."""
    if len(judged) != 1:
        return set()
    (group,) = judged
    members = group.part.members
    plain = all(m.is_bare and not m.unit.name and not m.number.decimals and m.size > 0 for m in members)
    total = group.part.total
    if not plain or total is None or not total.is_bare or len(members) < 2 or group.part.parent is not None:
        return set()
    return {m.key for m in members} if group.consistent and group.base.value == TEN else set()
