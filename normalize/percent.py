"""Percent points or fractions of one: decided per column, by its signs, header, values and sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from math import log
from statistics import median

from extract.reading import Measure
from normalize import units
from normalize.numerals import EXACT
from normalize.seen import IN_PERCENT, ColumnKey, Seen
from normalize.weight_groups import HUNDRED, Grouping, Judged, Weight

ONE = Decimal(1)
NEAR = log(1.6)
"""How near to its base, as the logarithm of their ratio, a sum has to come to speak for a reading."""
REACHED = 1.03
"""How near to its base, as a ratio, a sum has to come to settle how its figures are meant."""
FAR_APART = log(8)
"""How much nearer one reading has to come than the other, where neither comes near."""


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


def decide(figures: Sequence[Seen], totals: Sequence[Seen], grouping: Grouping) -> dict[ColumnKey, Scale]:
    """The scale of every column that holds bare figures of weight, compliance, earned or progress."""
    columns: dict[ColumnKey, list[Seen]] = defaultdict(list)
    for seen in (*figures, *totals):
        if seen.measure in IN_PERCENT:
            columns[seen.key].append(seen)
    scales = {key: _by_looks(column) for key, column in columns.items()}
    for key, column in columns.items():
        if key[2] is Measure.WEIGHT and _is_open(column):
            scales[key] = _by_sums(key, column, scales, grouping)
    beside: dict[tuple[int, Measure], Seen] = {}
    for seen in figures:
        if seen.item is not None and seen.measure in (Measure.WEIGHT, Measure.COMPLIANCE):
            beside.setdefault((seen.item, seen.measure), seen)
    for key, column in columns.items():
        if key[2] is Measure.EARNED and _is_open(column):
            scales[key] = _by_products(column, beside, scales) or scales[key]
    return scales


def _is_open(column: Iterable[Seen]) -> bool:
    """Whether the column holds bare figures that could be fractions."""
    return any(seen.is_bare and 0 < seen.size <= 1 for seen in column)


def _by_looks(column: Sequence[Seen]) -> Scale:
    """From the figures alone."""
    items = [seen for seen in column if not seen.is_result and seen.item is not None] or list(column)
    bare = [seen for seen in items if seen.is_bare and seen.size > 0]
    signed = [float(seen.size) for seen in items if not seen.is_bare and seen.size > 0]
    small = [seen for seen in bare if seen.size <= 1]
    if not small:
        return POINTS
    if len(small) < len(bare):
        return Scale(ONE, 0.9)
    if signed:
        # a figure without a sign among others with one: which reading is of their size?
        typical, value = median(signed), median(float(seen.size) for seen in small)
        fraction = abs(_magnitudes(value * 100, typical)) < abs(_magnitudes(value, typical))
        return Scale(HUNDRED if fraction else ONE, 0.8)
    stated = any(seen.unit.name == units.PERCENT for seen in items)
    whole = all(seen.number.decimals == 0 for seen in small)
    if column[0].measure in (Measure.COMPLIANCE, Measure.PROGRESS, Measure.EARNED):
        return Scale(HUNDRED, 0.6 if whole or stated else 0.9)
    return Scale(ONE, 0.6) if stated or len(small) == 1 else Scale(HUNDRED, 0.6)


def _magnitudes(one: float, other: float) -> float:
    return 0.0 if one == other else max(one, other) / min(one, other)


def _by_sums(
    key: ColumnKey, column: Sequence[Seen], scales: Mapping[ColumnKey, Scale], grouping: Grouping
) -> Scale:
    """The reading under which the column's weights meet their bases; where neither does, and no figure has a
    sign of its own, the one that comes much nearer to them."""
    met: dict[Decimal, int] = {}
    distance: dict[Decimal, float] = {}
    for factor in (ONE, HUNDRED):
        tried = {**scales, key: Scale(factor, 1.0)}
        groups = grouping.judge_column(key, partial(worth, scales=tried))
        met[factor] = sum(len(group.part.members) for group in groups if _meets(group))
        ratios = [group.ratio for group in groups if group.ratio is not None]
        distance[factor] = sum(map(log, ratios)) / len(ratios) if ratios else 0.0
    if met[ONE] != met[HUNDRED]:
        return Scale(max(met, key=lambda factor: met[factor]), 0.95)
    if met[ONE] or not _leave_open(column):
        return scales[key]
    near, far = sorted(distance, key=lambda factor: distance[factor])
    if distance[near] < NEAR and distance[far] > 2 * distance[near]:
        return Scale(near, 0.8)
    return Scale(near, 0.6) if distance[far] - distance[near] > FAR_APART else scales[key]


def _leave_open(column: Sequence[Seen]) -> bool:
    """Whether the figures by themselves could all be fractions: none has a sign or is above 1, and under a
    header that says percent they have the decimals that fractions need (``0,5`` there is half a point)."""
    if not all(seen.is_bare and seen.size <= 1 for seen in column):
        return False
    stated = any(seen.unit.name == units.PERCENT for seen in column)
    return not stated or max(seen.number.decimals for seen in column) > 1


def _meets(group: Judged) -> bool:
    """A group that reaches its base, and not only because its figures are so coarse that rounding would
    explain almost any sum ("0,5" read as 50 may be anything from 45 to 55)."""
    return group.consistent and group.ratio is not None and group.ratio <= REACHED


def _by_products(
    column: Sequence[Seen],
    beside: Mapping[tuple[int, Measure], Seen],
    scales: Mapping[ColumnKey, Scale],
) -> Scale | None:
    """Earned is weight × compliance: the reading under which most of the column's figures agree with it.
    ``beside``: weight and compliance of each item."""
    fits = {ONE: 0, HUNDRED: 0}
    for seen in column:
        if seen.item is None or not seen.is_bare or not 0 < seen.size <= 1:
            continue
        weight, done = beside.get((seen.item, Measure.WEIGHT)), beside.get((seen.item, Measure.COMPLIANCE))
        if weight is None:
            continue
        share = HUNDRED if done is None else worth(done, scales).value
        product = worth(weight, scales).value * share / HUNDRED
        for factor in fits:
            mine = seen.number.value * factor
            step = Decimal(1).scaleb(-seen.number.decimals) * factor
            fits[factor] += abs(product - mine) <= step
    if fits[ONE] == fits[HUNDRED]:
        return None
    return Scale(max(fits, key=lambda factor: fits[factor]), 0.95)


FAR = 1.25
"""How far from a hundred, as a ratio, points have to add up to be points of something else."""


def in_points(judged: Sequence[Judged]) -> frozenset[ColumnKey]:
    """The columns of weights that are called points and are points of another maximum than a hundred."""
    found: set[ColumnKey] = set()
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
