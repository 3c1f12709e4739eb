"""A figure on its way from the reading to its row: what was printed, and what it was read as so far."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extract.reading import Measure
from normalize.numbers import ReadNumber
from normalize.units import Unit

IN_PERCENT = frozenset({Measure.WEIGHT, Measure.COMPLIANCE, Measure.EARNED, Measure.PROGRESS})
"""Measures whose values are percent points."""
IN_MONEY = frozenset({Measure.BUDGET, Measure.AMOUNT})

ColumnKey = tuple[int | None, int | None, Measure | None]
"""Number of the table, its column, the measure: what is written in one way."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure (``item`` set) or the figure of a total row (``item`` none), read as a number."""

    index: int
    """Its place among the figures or totals of the reading."""
    item: int | None
    measure: Measure | None
    raw: str
    table: int | None
    row: int | None
    column: int | None
    position: int
    period: str
    unit: Unit
    number: ReadNumber
    confidence: float
    is_result: bool = False
    """Stands in a row that states what came out of others."""

    @property
    def key(self) -> ColumnKey:
        return self.table, self.column, self.measure

    @property
    def is_bare(self) -> bool:
        """Nothing in its own text says whether it is percent points or a fraction of one."""
        number = self.number
        return not number.percent and not number.point and number.form != "fraction" and number.out_of is None

    @property
    def size(self) -> Decimal:
        return abs(self.number.value)
