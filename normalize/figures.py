"""The figures and totals of a reading, each read as a number by its table's convention."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.reading import Figure, Item, ItemKind, Reading, Total
from ingest.document import Heading, Paragraph, Table
from normalize import currency, number_format
from normalize.number_format import Decision, Printed
from normalize.numbers import ReadNumber, read_number
from normalize.numerals import Convention
from normalize.periods import read_period
from normalize.seen import IN_MONEY, IN_PERCENT, Seen, Settled
from normalize.units import PERCENT, POINT, read_unit

FEWEST_LISTED = 4
"""Groups of three digits from which on they may be numbers of their own."""
BEYOND_COUNTING = 10**15
"""What no plan counts, budgets of states in small money excepted; those carry a sign."""
STRANGE_UNIT = 0.7
"""Certainty of a percentage without a sign and with words behind it that are no unit of one."""


@dataclass(frozen=True, slots=True)
class SeenFigures:
    number_format: Decision
    """The document's."""
    figures: tuple[Seen, ...]
    totals: tuple[tuple[Total, Seen], ...]


def see(reading: Reading) -> SeenFigures:
    """What of the reading's figures and totals could be read as numbers."""
    return _Eye(reading).see()


def running_text(reading: Reading) -> Iterable[str]:
    """All texts of the document, block by block."""
    for block in reading.document.blocks:
        if isinstance(block, (Heading, Paragraph)):
            yield block.text
        elif isinstance(block, Table):
            for cell in block.cells:
                yield cell.text


class _Eye:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._from_ocr = reading.document.from_ocr
        self._country = reading.facts.country
        self._habit = currency.habit(self._country)
        self._items: Mapping[int, Item] = {item.key: item for item in reading.items}
        printed: dict[int | None, list[Printed]] = defaultdict(list)
        self._plain: dict[tuple[str, bool], ReadNumber | None] = {}
        entries: Sequence[Figure | Total] = (*reading.figures, *reading.totals)
        for entry in entries:
            of_table = printed[entry.table]
            number = self._read(entry)
            if number is not None:
                of_table.append(Printed(entry.raw, number, entry.measure))
        in_text = number_format.telling_figures(running_text(reading))
        self._document, self._of_table = number_format.decide_all(printed, in_text, habit=self._habit)

    def see(self) -> SeenFigures:
        figures = (self._figure(index, figure) for index, figure in enumerate(self._reading.figures))
        totals = ((total, self._total(index, total)) for index, total in enumerate(self._reading.totals))
        return SeenFigures(
            self._document,
            tuple(seen for seen in figures if seen is not None),
            tuple((total, seen) for total, seen in totals if seen is not None),
        )

    def _figure(self, index: int, figure: Figure) -> Seen | None:
        item = self._items.get(figure.item)
        if item is None:
            return None
        counted = "" if figure.measure in IN_MONEY else item.unit_of_measure
        seen = self._seen(index, figure, figure.unit or counted)
        if seen is None:
            return None
        result = item.kind is ItemKind.RESULT
        return replace(
            seen,
            item=figure.item,
            position=figure.position,
            passage=figure.passage,
            offset=figure.offset,
            listing=figure.listing,
            bound=figure.bound,
            is_result=result,
        )

    def _total(self, index: int, total: Total) -> Seen | None:
        return self._seen(index, total, total.unit)

    def _seen(self, index: int, figure: Figure | Total, unit_words: str) -> Seen | None:
        number, settled = self._number(figure)
        if number is None:
            return None
        return Seen(
            index=index,
            item=None,
            measure=figure.measure,
            raw=figure.raw,
            table=figure.table,
            row=figure.row,
            column=figure.column,
            position=0,
            period=read_period(figure.period, self._reading.facts.year),
            unit=read_unit(unit_words, self._country, self._reading.facts.language),
            number=number,
            settled=settled,
            confidence=figure.confidence * self._certainty(figure, number, settled),
        )

    def _certainty(self, figure: Figure | Total, number: ReadNumber, settled: Settled) -> float:
        """How sure the number is, by how it is written and by what settled it."""
        certainty = number.certainty * settled.certainty
        if settled is Settled.BY_CONVENTION:
            certainty *= self._of_table[figure.table].confidence
        return certainty * self._strange(figure, number)

    def _number(self, figure: Figure | Total) -> tuple[ReadNumber | None, Settled]:
        """The figure's number, an ambiguous reading settled."""
        number = self._read(figure)
        if number is None or number.other is None:
            return None if number is None or _is_several(figure, number) else number, Settled.BY_ITSELF
        number = self._read_by(figure, self._of_table[figure.table].convention)
        if number is None or number.other is None:
            return number, Settled.BY_ITSELF
        in_percent = figure.measure in IN_PERCENT
        if number.other == -number.value:
            return _swapped(number) if in_percent and number.value < 0 else number, Settled.AS_LIST_MARK
        if in_percent and abs(number.value) > 100 >= abs(number.other):
            return _swapped(number), Settled.BY_SENSE
        if not number.undecided:
            return number, Settled.BY_CONVENTION
        by_habit = self._read_by(figure, self._habit) if self._habit is not None else None
        return (number, Settled.BY_NOTHING) if by_habit is None else (by_habit, Settled.BY_COUNTRY)

    def _read(self, figure: Figure | Total) -> ReadNumber | None:
        """What the figure says by itself."""
        key = figure.raw, figure.measure in IN_MONEY
        if key not in self._plain:
            self._plain[key] = self._read_by(figure, None)
        return self._plain[key]

    def _read_by(self, figure: Figure | Total, convention: Convention | None) -> ReadNumber | None:
        is_money = figure.measure in IN_MONEY
        return read_number(figure.raw, convention, amount=is_money, from_ocr=self._from_ocr)

    def _strange(self, figure: Figure | Total, number: ReadNumber) -> float:
        """Words behind a bare weight or its like that do not say percent or points make it doubtful."""
        if figure.measure not in IN_PERCENT or number.percent or not number.unit:
            return 1.0
        said = read_unit(number.unit, self._country, self._reading.facts.language).name
        return 1.0 if said in (PERCENT, POINT) else STRANGE_UNIT


def _is_several(figure: Figure | Total, number: ReadNumber) -> bool:
    """Whether what reads as one number is a row of numbers sooner: ``5 100`` as a weight; three digits four
    times or more that go up each time (``412,413,414,417``), or more of them than anything counts to."""
    if number.spaced and figure.measure in IN_PERCENT:
        return number.value > 100
    groups = re.findall(r"\d+", figure.raw)
    if number.sign is not None or len(groups) < FEWEST_LISTED:
        return False
    goes_up = all(one < other for one, other in pairwise(groups)) and len(groups[0]) == 3
    return goes_up or number.value >= BEYOND_COUNTING


def _swapped(number: ReadNumber) -> ReadNumber:
    """The other reading of an ambiguous figure."""
    assert number.other is not None
    decimals = number.decimals if number.other == -number.value else (0 if number.decimals else 3)
    return replace(number, value=number.other, other=number.value, decimals=decimals)
