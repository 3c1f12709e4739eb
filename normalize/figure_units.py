"""In which unit a figure is: what it says itself, its header or unit cell, what stands around it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from extract.reading import Measure, TableKind
from normalize import currency
from normalize.seen import IN_MONEY, ColumnKey, Seen
from normalize.units import COUNT, PERCENT, POINT, read_unit

MOSTLY = 2 / 3
"""Share of a column's figures that must carry a sign before the others are taken for money too."""
BY_COLUMN = 0.9
"""Certainty of a currency that only other figures of the column carry."""
BY_COUNTRY = 0.8
"""… that only the document's country tells."""
UNKNOWN_MONEY = 0.5
"""… of a sign that means no currency known there, or an amount of money without any."""
BEHIND = 0.95
"""… of a unit that stands behind the figure."""

_PLANNED = frozenset({Measure.PROGRAMMED, Measure.TARGET})
_OF_MONEY = frozenset({TableKind.BUDGET, TableKind.REMUNERATION})


@dataclass(frozen=True, slots=True)
class FigureUnit:
    name: str
    """As in ``measures.unit``."""
    scale: int = 0
    """Power of ten that the header announces."""
    certainty: float = 1.0


class FigureUnits:
    """The units of one document's figures."""

    def __init__(
        self, seen: Iterable[Seen], kinds: dict[int, TableKind], country: str, language: str
    ) -> None:
        """``kinds``: what each table is about, by its number."""
        figures = list(seen)
        self._country = country
        self._language = language
        self._kinds = kinds
        signs: dict[ColumnKey, Counter[str]] = defaultdict(Counter)
        self._in_money: set[tuple[int | None, int | None]] = set()
        self._planned: set[tuple[int | None, int | None]] = set()
        for figure in figures:
            if figure.number.sign is not None:
                signs[figure.key][figure.number.sign.mark] += 1
            if figure.measure in IN_MONEY or figure.number.sign is not None:
                self._in_money.add((figure.table, figure.item))
            if figure.measure in _PLANNED:
                self._planned.add((figure.table, figure.item))
        sizes = Counter(figure.key for figure in figures)
        self._sign_of_column = {
            key: marks.most_common(1)[0][0]
            for key, marks in signs.items()
            if key[2] in IN_MONEY or (key[2] is not Measure.COUNT and marks.total() >= MOSTLY * sizes[key])
        }

    def of(self, seen: Seen) -> FigureUnit:
        """The unit of a figure that is not percent by its measure."""
        number = seen.number
        if number.percent:
            return FigureUnit(PERCENT)
        if number.sign is not None:
            return self._money(number.sign.mark, seen.unit.scale, 1.0)
        if number.point:
            return FigureUnit(POINT)
        if seen.unit.name:
            return FigureUnit(seen.unit.name, seen.unit.scale)
        said = read_unit(number.unit, self._country, self._language)
        if said.name:
            return FigureUnit(said.name, seen.unit.scale, BEHIND)
        if (mark := self._sign_of_column.get(seen.key)) is not None:
            return self._money(mark, seen.unit.scale, BY_COLUMN)
        if self._is_money(seen):
            code = currency.of_country(self._country)
            return FigureUnit(code or COUNT, seen.unit.scale, BY_COUNTRY if code else UNKNOWN_MONEY)
        return FigureUnit(COUNT, seen.unit.scale)

    def _money(self, mark: str, scale: int, certainty: float) -> FigureUnit:
        code = currency.code(mark, self._country)
        return FigureUnit(code or mark.lower(), scale, certainty if code else UNKNOWN_MONEY)

    def _is_money(self, seen: Seen) -> bool:
        """An amount of money by its measure, or what was executed of one (and not of a number of things)."""
        if seen.measure in IN_MONEY:
            return True
        if seen.measure is not Measure.EXECUTED or seen.table is None:
            return False
        row = seen.table, seen.item
        of_amount = seen.item is None or row in self._in_money
        return self._kinds.get(seen.table) in _OF_MONEY and of_amount and row not in self._planned
