"""What casts doubt on a finding: figures, columns and tables that it rests on and that may be read wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from check.misread_tables import MisreadTables
from check.rule import Breach, RestsOn, Rule
from check.view import DocumentView, Spot
from normalize.schema import TableRow

SURE = 0.5
"""A finding that rests on a reading less sure than this is only ``info``, and says what it doubts."""


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
        self._misread = MisreadTables(view)

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
        if rule.rests_on is not RestsOn.ROWS:
            yield from (Doubt("goes_on", t.number) for t in tables if t.table_id in self._misread.torn)
        for table in tables:
            for reason, doubtful in self._misread.by_reason.items():
                if table.table_id in doubtful:
                    yield Doubt(reason, table.number)
        last = self._view.rows.tables[-1:]
        if self._view.document.status == "partial" and (
            rule.rests_on is RestsOn.TABLES
            or (rule.rests_on is RestsOn.TABLE and any(table in last for table in tables))
        ):
            yield Doubt("partial")
        if rule.rests_on is RestsOn.TABLES:
            for table in self._misread.empty:
                yield Doubt("empty", table.number)


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("check") / "doubts.toml").read_text(encoding="utf-8"))
