"""Numbers as findings print them, and when two of them are the same at the precision that is printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from normalize.schema import MeasureRow, TotalRow

HALF = Decimal("0.5")
HUNDRED = Decimal(100)
_UNLIKELY = 9
"""Square of the number of standard deviations beyond which rounding is no likely explanation."""


def shown(value: Decimal, unit: str = "") -> str:
    """A number without trailing zeros, with a percent sign where its unit is percent."""
    plain = f"{value.normalize():f}" if value else "0"
    return f"{plain}%" if unit == "percent" else plain


def half_units(figures: Iterable[MeasureRow | TotalRow]) -> Decimal:
    """Half a unit of the last printed digit of each figure, added up: what rounding alone may explain."""
    return sum((figure.precision * HALF for figure in figures), Decimal(0))


def same(a: Decimal, b: Decimal, tolerance: Decimal) -> bool:
    return abs(a - b) <= tolerance


def rounding(figure: MeasureRow) -> Decimal:
    """By how much a figure may differ from what it was before it was printed: half a unit of its last digit;
    nothing for one that is printed whole, which is taken at its word."""
    return figure.precision * HALF if figure.precision < 1 else Decimal(0)


def is_cut_off(exact: Decimal, printed: Decimal, precision: Decimal) -> bool:
    """Whether a figure is what is left of the exact one when the digits that do not fit are dropped instead
    of rounded (91,6 for 91,67): sloppy, and no error of arithmetic."""
    return 0 <= (exact - printed) * (1 if exact >= 0 else -1) < precision


def is_likely_rounding(figures: Sequence[MeasureRow], difference: Decimal) -> bool:
    """Whether rounding is a likely reason for a sum that misses by ``difference`` and could miss by that.

    Equal figures round alike, so that their sum may miss by as much as it can. Others round up and down:
    errors of a unit's width, evenly spread, have a variance of a twelfth of its square each (Sheppard), and
    a sum rarely misses by three standard deviations. Different whole figures are nobody's rounding."""
    if not difference:
        return True
    if len({figure.value for figure in figures}) == 1:
        return abs(difference) <= half_units(figures)
    if all(figure.precision >= 1 for figure in figures):
        return False
    variance = sum((figure.precision**2 for figure in figures), Decimal(0)) / 12
    return difference**2 <= _UNLIKELY * variance
