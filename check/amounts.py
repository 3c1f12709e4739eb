"""Numbers as findings print them, and when two of them are the same at the precision that is printed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from normalize.schema import MeasureRow, TotalRow

HALF = Decimal("0.5")


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
