"""Where a table has a place for a weight and none stands in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from extract.reading import Item, LogicalTable, Role

BLANK = " \t\n\r\u00a0-–—_.…*"
"""Characters that fill a cell and say nothing."""


class WeightPlaces:
    """The rows of a document's tables that were left without a weight."""

    def __init__(self, tables: Iterable[LogicalTable]) -> None:
        self._filled: dict[int, dict[int, set[int]]] = {}
        """Table → row → the columns that a text, or a cell merged over several rows, stands in."""
        self._numbers: dict[int, set[int]] = {}
        for table in tables:
            filled: dict[int, set[int]] = defaultdict(set)
            for cell in table.cells:
                if cell.row_span > 1 or cell.text.strip(BLANK):  # a merged cell speaks for all of its rows
                    for row in cell.rows:
                        filled[row].update(cell.columns)
            self._filled[table.number] = filled
            self._numbers[table.number] = {c.column for c in table.columns if c.role is Role.NUMBER}

    def left_out(self, items: Iterable[Item], column: int, rows: Iterable[int]) -> Iterator[Item]:
        """Those of the items (of one kind, in one table) whose row has an empty cell of its own in ``column``
        and says something beside, as ``rows`` (those with a weight) do: a row of a form that was left blank
        leaves nothing out. In a table that says nothing beside at all, an empty cell is enough."""
        says_more: bool | None = None
        for item in items:
            if item.table is None or item.row is None or item.table not in self._filled:
                continue
            filled = self._filled[item.table]
            if column in filled.get(item.row, ()):
                continue
            apart = {item.column, column, *self._numbers[item.table]}
            if says_more is None:
                says_more = any(filled.get(row, set()) - apart for row in rows)
            if not says_more or filled.get(item.row, set()) - apart:
                yield item
