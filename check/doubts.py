"""What casts doubt on a finding: readings that its cells, rows or tables rest on and that may be wrong.

Where a format states its rows and columns, they are taken at their word. Where a reader inferred them from
where lines and words stand on a page, signs that it went wrong are looked for: a table that goes on in a
headless one, rows that run together, a table that gave nothing.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from check.rule import Breach, RestsOn, Rule
from check.view import DocumentView, Spot
from normalize.schema import TableRow

SURE = 0.5
"""A finding that rests on a reading less sure than this is only ``info``, and says what it doubts."""
_INFERRED = ("pdf-", "ocr-")
"""How the methods begin that infer a table from a page (``tables.method``)."""
_FIGURES = ("weight", "compliance", "earned", "programmed", "executed", "target")
_WEIGHED = ("weights", "evaluation", "indicators", "stages", "objectives")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to look before acting: an entry of ``doubts.toml``, and the number of its table."""

    reason: str
    table: int | None = None

    def sentence(self, language: str) -> str:
        return _words()[self.reason][language].format(table=self.table or "")


def of_figures(breach: Breach) -> Doubt | None:
    """The doubt that a breach states itself, or that its least sure figure casts."""
    if breach.doubt:
        return Doubt(breach.doubt)
    return Doubt("figure") if breach.confidence < SURE else None


class Doubts:
    """The doubts about one document's tables."""

    def __init__(self, view: DocumentView) -> None:
        self._view = view

    def of(self, rule: Rule, breach: Breach) -> Doubt | None:
        """The first reason to doubt what a breach rests on; None where there is none."""
        spots = (breach.spot, *breach.evidence)
        tables = [
            self._view.tables[key]
            for key in dict.fromkeys(spot.table_id for spot in spots)
            if key in self._view.tables
        ]
        reasons = (*self._of_cells(tables, spots), *self._of_rows(rule, tables))
        return of_figures(breach) or next(iter(reasons), None)

    def _of_cells(self, tables: list[TableRow], spots: tuple[Spot, ...]) -> Iterator[Doubt]:
        for table in tables:
            if table.confidence < SURE:
                yield Doubt("table", table.number)
        for spot in spots:
            column = self._view.columns.get((spot.table_id, spot.column)) if spot.column is not None else None
            if column is not None and column.confidence < SURE:
                yield Doubt("column", self._view.tables[spot.table_id].number)

    def _of_rows(self, rule: Rule, tables: list[TableRow]) -> Iterator[Doubt]:
        if rule.rests_on is RestsOn.CELLS:
            return
        for table in tables:
            if table.table_id in self._going_on:
                yield Doubt("goes_on", table.number)
            if table.table_id in self._merged:
                yield Doubt("merged", table.number)
            if table.table_id in self._mixed:
                yield Doubt("mixed", table.number)
        if rule.rests_on is RestsOn.TABLES:
            for table in self._empty:
                yield Doubt("empty", table.number)

    @cached_property
    def _inferred(self) -> list[TableRow]:
        return [table for table in self._view.rows.tables if table.method.startswith(_INFERRED)]

    @cached_property
    def _going_on(self) -> set[str]:
        """Tables that a headless one of the same width follows."""
        by_number = {table.number: table for table in self._inferred}
        return {
            table.table_id
            for table in self._inferred
            if (following := by_number.get(table.number + 1)) is not None
            and table.header_rows > 0
            and following.header_rows == 0
            and following.columns == table.columns
        }

    @cached_property
    def _merged(self) -> set[str]:
        """Tables with cells of several figures, in half or more of the cells that hold figures."""
        found = set()
        for table in self._inferred:
            for name in _FIGURES:
                figures = self._view.measures_of(table.table_id, name)
                cells = Counter((figure.row, figure.column) for figure in figures)
                if cells and 2 * sum(count > 1 for count in cells.values()) >= len(cells):
                    found.add(table.table_id)
        return found

    @cached_property
    def _mixed(self) -> set[str]:
        """Tables where one group of weights belongs to items of several columns: some lost their own cell."""
        found = set()
        inferred = {table.table_id for table in self._inferred}
        for group in self._view.rows.weight_groups:
            if group.table_id in inferred:
                columns = {
                    item.column
                    for key in group.items.split()
                    if (item := self._view.items.get(key)) is not None
                }
                if len(columns) > 1:
                    found.add(group.table_id)
        return found

    @cached_property
    def _empty(self) -> list[TableRow]:
        """Tables with a column of weights and rows below the header, of which no weight was read."""
        return [
            table
            for table in self._inferred
            if table.kind in _WEIGHED
            and table.rows > table.header_rows
            and self._view.columns_of(table.table_id, "weight")
            and not self._view.measures_of(table.table_id, "weight")
        ]


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("check") / "doubts.toml").read_text(encoding="utf-8"))
