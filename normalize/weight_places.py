"""Where a table has a place for a weight and none stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.reading import Item, LogicalTable, Role

BLANK = " \t\n\r\u00a0-–—_.…*"
"""Characters that fill a cell and say nothing."""


class WeightPlaces:
    """The rows of a document's tables that were left without a weight."""

    def __init__(self, tables: Iterable[LogicalTable]) -> None:
        self._filled: dict[int, dict[tuple[int, int], bool]] = {}
        self._numbers: dict[int, set[int]] = {}
        for table in tables:
            filled: dict[tuple[int, int], bool] = {}
            for cell in table.cells:
                has_text = bool(cell.text.strip(BLANK))
                for row in cell.rows:
                    for column in cell.columns:
                        # a merged cell speaks for all of its rows, and where it is empty, for none
                        filled[row, column] = has_text or cell.row_span > 1
            self._filled[table.number] = filled
            self._numbers[table.number] = {c.column for c in table.columns if c.role is Role.NUMBER}

    def is_left_out(self, item: Item, column: int, rows: Sequence[int]) -> bool:
        """Whether the item's row has an empty cell of its own in ``column``, while it says something beside,
        as ``rows`` (those with a weight) do: a row of a form that was left blank leaves nothing out."""
        if item.table is None or item.row is None or item.table not in self._filled:
            return False
        if self._filled[item.table].get((item.row, column), False):
            return False
        beside = self._beside(item.table, item.row, item.column, column)
        return bool(beside) or not any(self._beside(item.table, row, item.column, column) for row in rows)

    def _beside(self, table: int, row: int, *without: int | None) -> set[int]:
        """The filled columns of a row, but for some and for those that number the rows."""
        skipped = {*without, *self._numbers[table]}
        return {
            column
            for (at, column), filled in self._filled[table].items()
            if at == row and filled and column not in skipped
        }
