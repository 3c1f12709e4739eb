"""Signs that a table was read wrong.

Where a format states its rows and columns, they are taken at their word. Where a reader inferred them from
where lines and words stand on a page, signs that it went wrong are looked for.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import pairwise

from check.cut_rows import is_rest
from check.view import DocumentView
from normalize.schema import TableRow

_INFERRED = ("pdf-", "ocr-", "text-spaces", "text-word-export")
"""How the methods begin that infer a table from a page (``tables.method``)."""
WOBBLE = 0.02
SHIFT = 0.15
"""Of a table's width: by how much its outer edges, and those of its columns, may differ in two parts."""
_FIGURES = ("weight", "compliance", "earned", "programmed", "executed", "target")
_GROUPING = ("objective", "product", "specific_objective")
_WEIGHED = ("weights", "evaluation", "indicators", "stages", "objectives")


class MisreadTables:
    """The tables of one document whose rows are doubtful, and why (entries of ``doubts.toml``)."""

    def __init__(self, view: DocumentView) -> None:
        self._view = view

    @cached_property
    def by_reason(self) -> dict[str, set[str]]:
        """Reason → the inferred tables whose rows run together, fall apart or lost a cell."""
        return {
            "merged": self._merged,
            "cut": self._cut,
            "headless_rows": self._uncovered,
            "mixed": self._mixed,
        }

    @cached_property
    def _inferred(self) -> list[TableRow]:
        return [table for table in self._view.rows.tables if table.method.startswith(_INFERRED)]

    @cached_property
    def torn(self) -> set[str]:
        """Tables with a header that stand beside a headless one with the same columns."""
        torn = set[str]()
        for one, other in pairwise(self._inferred):
            if one.number + 1 == other.number and self._are_aligned(one, other):
                headed = [table.table_id for table in (one, other) if table.header_rows > 0]
                torn |= set(headed) if len(headed) == 1 else set()
        return torn

    def _are_aligned(self, one: TableRow, other: TableRow) -> bool:
        """As many columns, as wide together, and each beginning at about the same place of the page."""
        here, there = self._edges(one), self._edges(other)
        if one.columns != other.columns or not here or not there:
            return False
        width = here[-1] - here[0]
        offs = [abs(a - b) for a, b in zip(here, there, strict=True)]
        return offs[0] + offs[-1] <= WOBBLE * width and max(offs) <= SHIFT * width

    def _edges(self, table: TableRow) -> list[float]:
        """The left edge of each column and the right edge of the last, in points; none where a column has no
        place."""
        lefts = [
            [cell.x0 for cell in self._view.cells_in(table.table_id, column) if cell.x0 is not None]
            for column in range(table.columns)
        ]
        rights = [
            cell.x1
            for column in range(table.columns)
            for cell in self._view.cells_in(table.table_id, column)
            if cell.x1 is not None
        ]
        return [*map(min, lefts), max(rights)] if all(lefts) and rights else []

    @cached_property
    def _cut(self) -> set[str]:
        """Tables with items that begin in the middle of a sentence."""
        return {
            table.table_id
            for table in self._inferred
            if any(is_rest(self._view, item) for item in self._view.items_of(table.table_id))
        }

    @cached_property
    def _uncovered(self) -> set[str]:
        """Tables whose first row has no text in a column that groups the others: what spans it was read
        further down."""
        found = set[str]()
        for table in self._inferred:
            for column in self._view.columns_of(table.table_id, *_GROUPING):
                top = self._view.cell(table.table_id, table.header_rows, column.column)
                if table.header_rows and (top is None or not top.text.strip()):
                    found.add(table.table_id)
        return found

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
    def empty(self) -> list[TableRow]:
        """Tables of a kind that has weights, of which no weight was read, though they have a column for them
        or others of their kind have some."""
        without = [
            table
            for table in self._inferred
            if table.kind in _WEIGHED
            and table.rows > table.header_rows
            and not self._view.measures_of(table.table_id, "weight")
        ]
        weighed = {table.kind for table in self._inferred if self._view.measures_of(table.table_id, "weight")}
        return [
            table
            for table in without
            if table.kind in weighed or self._view.columns_of(table.table_id, "weight")
        ]
