"""One document's rows, indexed for the rules: what an item's figures, children and cells are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from normalize.dataset import Rows
from normalize.schema import CellRow, ColumnRow, DocumentRow, ItemRow, MeasureRow, TableRow, TotalRow


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a finding points to. Empty strings and nulls where it has no table, item or cell."""

    table_id: str = ""
    item_id: str = ""
    row: int | None = None
    column: int | None = None
    page: int | None = None


class DocumentView:
    """The rows of one document with the look-ups that rules need. Nothing in it is ever changed."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    @property
    def document(self) -> DocumentRow:
        return self.rows.documents[0]

    @cached_property
    def items(self) -> dict[str, ItemRow]:
        return {item.item_id: item for item in self.rows.items}

    @cached_property
    def tables(self) -> dict[str, TableRow]:
        return {table.table_id: table for table in self.rows.tables}

    @cached_property
    def columns(self) -> dict[tuple[str, int], ColumnRow]:
        return {(column.table_id, column.column): column for column in self.rows.columns}

    @cached_property
    def _columns_of(self) -> dict[str, list[ColumnRow]]:
        found: dict[str, list[ColumnRow]] = defaultdict(list)
        for column in self.rows.columns:
            found[column.table_id].append(column)
        return found

    def columns_of(self, table_id: str, *roles: str) -> list[ColumnRow]:
        """The columns of a table, from the left; only those of the given roles where any are given."""
        return [column for column in self._columns_of[table_id] if not roles or column.role in roles]

    @cached_property
    def _cells(self) -> dict[tuple[str, int, int], CellRow]:
        return {
            (cell.table_id, row, column): cell
            for cell in self.rows.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }

    def cell(self, table_id: str, row: int, column: int) -> CellRow | None:
        """The cell that covers a position of a table."""
        return self._cells.get((table_id, row, column))

    @cached_property
    def children(self) -> dict[str, list[ItemRow]]:
        found: dict[str, list[ItemRow]] = defaultdict(list)
        for item in self.rows.items:
            if item.parent_id:
                found[item.parent_id].append(item)
        return found

    @cached_property
    def _measures(self) -> dict[str, list[MeasureRow]]:
        found: dict[str, list[MeasureRow]] = defaultdict(list)
        for measure in self.rows.measures:
            found[measure.item_id].append(measure)
        return found

    def measures(self, item_id: str, *names: str) -> list[MeasureRow]:
        """An item's figures, in reading order; only those of the given measures where any are given."""
        return [
            measure for measure in self._measures.get(item_id, ()) if not names or measure.measure in names
        ]

    def one(self, item_id: str, name: str, period: str | None = None) -> MeasureRow | None:
        """An item's figure of a measure, where it has exactly one."""
        found = [m for m in self.measures(item_id, name) if period is None or m.period == period]
        return found[0] if len(found) == 1 else None

    @cached_property
    def totals(self) -> tuple[TotalRow, ...]:
        return self.rows.totals

    def spot(self, found: MeasureRow | ItemRow | TotalRow) -> Spot:
        """Where a figure, an item or a total stands."""
        if isinstance(found, ItemRow):
            return Spot(found.table_id, found.item_id, found.row, None, found.page)
        if isinstance(found, TotalRow):
            return Spot(
                found.table_id,
                "",
                found.row,
                found.column,
                self._page(found.table_id, found.row, found.column),
            )
        page = self._page(found.table_id, found.row, found.column)
        item = self.items.get(found.item_id)
        return Spot(
            found.table_id, found.item_id, found.row, found.column, page or (item.page if item else None)
        )

    def _page(self, table_id: str, row: int | None, column: int | None) -> int | None:
        cell = self.cell(table_id, row, column) if row is not None and column is not None else None
        return cell.page if cell is not None else None

    def name(self, item: ItemRow) -> str:
        """An item as a finding calls it: its number and the beginning of its text."""
        text = f"{item.number} {item.text}".strip()
        return text if len(text) <= 70 else text[:67].rstrip() + "…"


def documents_in(rows: Rows) -> Iterator[Rows]:
    """The rows of a dataset, document by document."""
    if len(rows.documents) == 1:
        yield rows
        return
    tables_of: dict[str, set[str]] = defaultdict(set)
    for table in rows.tables:
        tables_of[table.document_id].add(table.table_id)
    for document in rows.documents:
        key, own = document.document_id, tables_of[document.document_id]
        yield Rows(
            documents=(document,),
            tables=tuple(row for row in rows.tables if row.document_id == key),
            columns=tuple(row for row in rows.columns if row.table_id in own),
            cells=tuple(row for row in rows.cells if row.table_id in own),
            items=tuple(row for row in rows.items if row.document_id == key),
            measures=tuple(row for row in rows.measures if row.document_id == key),
            totals=tuple(row for row in rows.totals if row.document_id == key),
            weight_groups=tuple(row for row in rows.weight_groups if row.document_id == key),
        )


def confidence(*figures: MeasureRow | TotalRow | None) -> float:
    """That of the least sure of some figures."""
    return min((figure.confidence for figure in figures if figure is not None), default=1.0)


def spots(view: DocumentView, figures: Iterable[MeasureRow | TotalRow]) -> tuple[Spot, ...]:
    return tuple(view.spot(figure) for figure in figures)
