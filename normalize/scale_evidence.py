"""What speaks for a column of bare figures being fractions of one rather than percent points.

Evidence is the logarithm of the odds: above 0 for fractions, below 0 for points. Pieces add up, so that a
single misprinted figure moves a column by as much as it is worth and no further.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import inf, lgamma, log
from statistics import fmean, median

from extract.reading import Measure
from normalize import units
from normalize.numerals import EXACT
from normalize.seen import Seen
from normalize.weight_groups import HUNDRED

SMALL_AMONG_FRACTIONS = (20.0, 0.5)
"""Beta distribution of the share of figures up to 1 in a column of fractions: nearly all."""
SMALL_AMONG_POINTS = {Measure.WEIGHT: (0.7, 1.0), Measure.EARNED: (0.7, 1.0)}
"""The same in a column of points: any share for the weights of a small programme and what they earn, …"""
SMALL_AMONG_RATES = (0.5, 6.0)
"""… hardly any for rates of compliance."""
BEFOREHAND = {Measure.WEIGHT: -0.5, Measure.EARNED: -0.5}
RATES_BEFOREHAND = 0.5
PERCENT_HEADER = -0.5
COARSE_UNDER_PERCENT_HEADER = -3.5
"""Under "(%)", figures of one decimal: ``0,5`` there is half a point, as fractions seldom are so round."""
SIZE_OF_SIGNED = 5.0
"""At most, where others in the column have signs and one reading is nearer to their size."""
WHOLE_ONES = {True: 0.4, False: -0.4}
"""Nothing but ones: all of it, if rates; if weights, anything."""
OUTLIER, SEVERAL, OUTLYING = 2.0, 3, 8
"""One figure above 1 that is that many times the largest of several others is a slip sooner than a weight."""
TOTAL_OF_ONE = 2.0
TOTAL_ABOVE_ONE = -2.0
DEVIATION = 0.1
"""How far sums commonly are from their base, as the logarithm of the ratio, where a document errs."""
OVER = 3
"""How much rarer a sum is above its base than below it, where rows may not have been read."""
BEYOND = 5
MISPRINT = -0.7
FELLOWS = 2
LIKE = 1.5
REBASED = -0.4
"""Where a base is stated and the sum is nearer to a hundred."""
SPLIT = -0.7
"""Where only one of the readings has to split the weights to come near a base."""
SUMS = 1.5
PRODUCTS = 4.0
HABIT = 1.5
CLEAR = 3.0


@dataclass(frozen=True, slots=True)
class Tried:
    """A group of weights under one of the readings, in percent points."""

    values: tuple[float, ...]
    sum: float
    base: float
    rebased: bool
    """Another base is stated, before this one in the list of bases."""


def of_looks(column: Sequence[Seen], totals: Sequence[Seen]) -> float:
    """From the figures alone. ``column``: those of items (or of totals, where there is nothing else);
    ``totals``: those of total and result rows."""
    measure = column[0].measure
    assert measure is not None
    bare = [seen for seen in column if seen.is_bare and seen.size > 0]
    small = [seen for seen in bare if seen.size <= 1]
    if not small:
        return -log(99)
    signed = [float(seen.size) for seen in column if not seen.is_bare and seen.size > 0]
    if signed:
        typical, value = median(signed), median(float(seen.size) for seen in small)
        nearer = abs(log(value / typical)) - abs(log(value * 100 / typical))
        return max(-SIZE_OF_SIGNED, min(SIZE_OF_SIGNED, 2 * nearer))
    is_rate = measure in (Measure.COMPLIANCE, Measure.PROGRESS)
    telling = [seen for seen in small if seen.number.decimals > 0]
    large = len(bare) - len(small)
    odds = RATES_BEFOREHAND if is_rate else BEFOREHAND[measure]
    if not telling and not large:
        odds = WHOLE_ONES[is_rate]
    else:
        of_points = SMALL_AMONG_RATES if is_rate else SMALL_AMONG_POINTS[measure]
        odds += _likelihood(len(telling), large, SMALL_AMONG_FRACTIONS)
        odds -= _likelihood(len(telling), large, of_points)
    if large == 1 and len(telling) >= SEVERAL and _largest(bare) > OUTLYING * _largest(telling):
        odds += OUTLIER
    if any(seen.unit.name == units.PERCENT for seen in column):
        fine = max(seen.number.decimals for seen in small) > 1
        odds += PERCENT_HEADER if fine or is_rate else COARSE_UNDER_PERCENT_HEADER
    if measure is Measure.WEIGHT:
        odds += sum(_of_total(total) for total in totals if total.is_bare and total.size > 0)
    return odds


def _largest(column: Sequence[Seen]) -> Decimal:
    return max(seen.size for seen in column)


def _likelihood(small: int, large: int, share: tuple[float, float]) -> float:
    """The logarithm of the probability of so many small and large figures, in one order, where the share of
    the small ones follows a beta distribution (the beta-binomial)."""
    alpha, beta = share
    return _beta(alpha + small, beta + large) - _beta(alpha, beta)


def _beta(alpha: float, beta: float) -> float:
    return lgamma(alpha) + lgamma(beta) - lgamma(alpha + beta)


def _of_total(total: Seen) -> float:
    if total.size > 1:
        return TOTAL_ABOVE_ONE
    return TOTAL_OF_ONE if total.size == 1 else 0.0


def of_sums(as_fractions: Sequence[Tried], as_points: Sequence[Tried]) -> float:
    """From the bases of the column's groups under either reading: how much nearer the one comes, for most of
    the weights."""
    if not as_fractions or not as_points:
        return 0.0
    more = len(as_fractions) - len(as_points)
    split = SPLIT * ((more > 0) - (more < 0))
    return SUMS * (_nearness(as_fractions) - _nearness(as_points) + split)


def _nearness(groups: Sequence[Tried]) -> float:
    """0 where all sums meet their bases, the less the further they are from them: the logarithm of a
    distribution with a heavy tail, for some sums are wrong by anything."""
    return fmean(
        max(_deviation(group), _misprint(group)) + REBASED * group.rebased
        for group in groups
        for _ in group.values
    )


def _deviation(group: Tried) -> float:
    if group.sum <= 0 or group.base <= 0:
        return -log(1 + BEYOND / DEVIATION)
    off = log(group.sum / group.base)
    return -log(1 + (off * OVER if off > 0 else -off) / DEVIATION)


def _misprint(group: Tried) -> float:
    """The same where one figure would have to be another, of the size of its fellows, to meet the base."""
    for at, value in enumerate(group.values):
        fellows = [*group.values[:at], *group.values[at + 1 :]]
        wanted = group.base - (group.sum - value)
        if len(fellows) >= FELLOWS and min(fellows) / LIKE <= wanted <= max(fellows) * LIKE:
            return MISPRINT
    return -inf


def of_products(column: Sequence[Seen], beside: Mapping[tuple[int, Measure], Decimal]) -> float:
    """From earned = weight × compliance. ``beside``: weight and compliance of each item in percent points; an
    item without compliance is taken as done."""
    fits = {HUNDRED: 0, Decimal(1): 0}
    tried = 0
    for seen in column:
        if seen.item is None or not seen.is_bare or not 0 < seen.size <= 1:
            continue
        weight = beside.get((seen.item, Measure.WEIGHT))
        if weight is None:
            continue
        tried += 1
        product = weight * beside.get((seen.item, Measure.COMPLIANCE), HUNDRED) / HUNDRED
        step = Decimal(1).scaleb(-seen.number.decimals)
        for factor in fits:
            off = EXACT.subtract(product, EXACT.multiply(seen.number.value, factor))
            fits[factor] += abs(off) <= EXACT.multiply(step, factor)
    return PRODUCTS * (fits[HUNDRED] - fits[Decimal(1)]) / tried if tried else 0.0


def of_habit(others: Sequence[float]) -> float:
    """From the evidence on the document's other columns: who writes fractions in one does so in the next."""
    return HABIT * fmean(max(-1.0, min(1.0, odds / CLEAR)) for odds in others) if others else 0.0
