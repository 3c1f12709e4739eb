"""A figure on its way from the reading to its row: what was printed, and what it was read as so far."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from extract.reading import Measure
from normalize.numbers import ReadNumber
from normalize.units import Unit

IN_PERCENT = frozenset({Measure.WEIGHT, Measure.COMPLIANCE, Measure.EARNED, Measure.PROGRESS})
"""Measures whose values are percent points."""
IN_MONEY = frozenset({Measure.BUDGET, Measure.AMOUNT})


class Settled(StrEnum):
    """What settled the reading of a figure that could be read in two ways."""

    BY_ITSELF = "itself"
    """It could not."""
    BY_CONVENTION = "convention"
    """``12.500`` in a document whose other figures tell."""
    BY_SENSE = "sense"
    """The other reading makes none (a weight of 12500)."""
    BY_SUMS = "sums"
    """So read, its group reaches its base: still no proof, for a sum may be wrong."""
    BY_COUNTRY = "country"
    """Only the habit of the document's country."""
    AS_LIST_MARK = "list mark"
    """A dash and a blank before it, which may be a minus or no part of it."""
    BY_NOTHING = "nothing"

    @property
    def certainty(self) -> float:
        """How sure such a reading is at best, 0 to 1."""
        return _CERTAINTY[self]


_CERTAINTY = {
    Settled.BY_ITSELF: 1.0,
    Settled.BY_CONVENTION: 0.9,
    Settled.BY_SUMS: 0.7,
    Settled.AS_LIST_MARK: 0.6,
    Settled.BY_SENSE: 0.5,
    Settled.BY_COUNTRY: 0.5,
    Settled.BY_NOTHING: 0.3,
}

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
    """How sure the reading so far is, the second stage's included."""
    settled: Settled = Settled.BY_ITSELF
    bound: str = ""
    """``>=`` or ``<=`` where its column states what a weight may be at least or at most."""
    passage: int | None = None
    offset: int | None = None
    listing: int | None = None
    """As in ``extract.reading.Figure``."""
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
