"""One document's rows, indexed for the rules: what an item's figures, children and cells are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, TypeVar, cast

from check.amounts import HUNDRED
from check.parameters import DEFAULT, Parameters
from ingest.problems import Problem
from normalize.dataset import Rows
from normalize.schema import CellRow, ColumnRow, DocumentRow, ItemRow, MeasureRow, TableRow, TotalRow

NAME_LENGTH = 70
Made = TypeVar("Made")


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

    def __init__(
        self, rows: Rows, parameters: Parameters = DEFAULT, problems: Sequence[Problem] = ()
    ) -> None:
        self.rows = rows
        self.parameters = parameters
        self.problems = problems
        self.kept: dict[Callable[[DocumentView], Any], Any] = {}
        """What functions that are ``kept`` made of it."""

    @property
    def document(self) -> DocumentRow:
        return self.rows.documents[0]

    @cached_property
    def items(self) -> dict[str, ItemRow]:
        return {item.item_id: item for item in self.rows.items}

    @cached_property
    def tables(self) -> dict[str, TableRow]:
        return {table.table_id: table for table in self.rows.tables}

    # -- what stands in a table

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
        return [column for column in self._columns_of.get(table_id, ()) if not roles or column.role in roles]

    def header(self, table_id: str, column: int | None) -> str:
        """The header of a column as a finding calls it; ``#3`` for the third column where it has none."""
        found = self.columns.get((table_id, column)) if column is not None else None
        if found is not None and found.header.strip():
            return found.header
        return f"#{column + 1}" if column is not None else ""

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
    def _in_column(self) -> dict[tuple[str, int], list[CellRow]]:
        found: dict[tuple[str, int], list[CellRow]] = defaultdict(list)
        for cell in self.rows.cells:
            found[cell.table_id, cell.column].append(cell)
        return found

    def cells_in(self, table_id: str, column: int) -> list[CellRow]:
        """The cells that begin in a column, from the top."""
        return self._in_column.get((table_id, column), [])

    @cached_property
    def _items_of(self) -> dict[str, list[ItemRow]]:
        found: dict[str, list[ItemRow]] = defaultdict(list)
        for item in self.rows.items:
            found[item.table_id].append(item)
        return found

    def items_of(self, table_id: str) -> list[ItemRow]:
        """The items of a table, in reading order."""
        return self._items_of.get(table_id, [])

    @cached_property
    def _measures_of(self) -> dict[tuple[str, str], list[MeasureRow]]:
        found: dict[tuple[str, str], list[MeasureRow]] = defaultdict(list)
        for measure in self.rows.measures:
            found[measure.table_id, measure.measure].append(measure)
        return found

    def measures_of(self, table_id: str, name: str) -> list[MeasureRow]:
        """The figures of a measure in a table, in reading order."""
        return self._measures_of.get((table_id, name), [])

    @cached_property
    def _totals(self) -> dict[tuple[str, int | None], list[TotalRow]]:
        found: dict[tuple[str, int | None], list[TotalRow]] = defaultdict(list)
        for total in self.rows.totals:
            found[total.table_id, total.column].append(total)
        return found

    def totals_in(self, table_id: str, column: int | None) -> list[TotalRow]:
        """The figures of total rows in a column, from the top."""
        return self._totals.get((table_id, column), [])

    @cached_property
    def _figures(self) -> dict[tuple[str, int | None], list[MeasureRow]]:
        found: dict[tuple[str, int | None], list[MeasureRow]] = defaultdict(list)
        for measure in self.rows.measures:
            found[measure.table_id, measure.column].append(measure)
        return found

    def figures_in(self, table_id: str, column: int | None) -> list[MeasureRow]:
        """The figures of items in a column, whatever they measure, from the top."""
        return self._figures.get((table_id, column), [])

    # -- what an item has

    @cached_property
    def children(self) -> dict[str, list[ItemRow]]:
        found: dict[str, list[ItemRow]] = defaultdict(list)
        for item in self.rows.items:
            if item.parent_id:
                found[item.parent_id].append(item)
        return found

    def ancestors(self, item_id: str) -> Iterator[ItemRow]:
        """What an item belongs to, the nearest first."""
        seen = {item_id}
        above = self.items.get(self.items[item_id].parent_id)
        while above is not None and above.item_id not in seen:
            seen.add(above.item_id)
            yield above
            above = self.items.get(above.parent_id)

    @cached_property
    def _measures(self) -> dict[str, list[MeasureRow]]:
        found: dict[str, list[MeasureRow]] = defaultdict(list)
        for measure in self.rows.measures:
            found[measure.item_id].append(measure)
        return found

    @cached_property
    def _measures_by_name(self) -> dict[tuple[str, str], list[MeasureRow]]:
        found: dict[tuple[str, str], list[MeasureRow]] = defaultdict(list)
        for measure in self.rows.measures:
            found[measure.item_id, measure.measure].append(measure)
        return found

    def measures(self, item_id: str, *names: str) -> list[MeasureRow]:
        """An item's figures, in reading order; only those of the given measures where any are given."""
        if not names:
            return self._measures.get(item_id, [])
        if len(names) == 1:
            return self._measures_by_name.get((item_id, names[0]), [])
        return [measure for measure in self._measures.get(item_id, ()) if measure.measure in names]

    def one(self, item_id: str, name: str) -> MeasureRow | None:
        """An item's figure of a measure, where it has exactly one."""
        found = self._measures_by_name.get((item_id, name), ())
        return found[0] if len(found) == 1 else None

    @cached_property
    def bases_met(self) -> Counter[tuple[str, str]]:
        """Kind of parent and base ("parent", "hundred") → how many groups of weights below a parent with a
        weight meet it. A parent of a hundred tells nothing."""
        return Counter(
            (self.items[group.parent_id].kind, group.base_source)
            for group in self.rows.weight_groups
            if group.consistent
            and group.parent_id
            and self.one(group.parent_id, "weight") is not None
            and (group.base_source == "hundred" or group.base != HUNDRED)
        )

    # -- how a finding speaks of it

    def spot(self, found: MeasureRow | ItemRow | TotalRow) -> Spot:
        """Where a figure, an item or a total stands."""
        if isinstance(found, ItemRow):
            return Spot(found.table_id, found.item_id, found.row, None, found.page)
        page = self._page(found.table_id, found.row, found.column)
        if isinstance(found, TotalRow):
            return Spot(found.table_id, "", found.row, found.column, page)
        item = self.items.get(found.item_id)
        page = page or (item.page if item is not None else None)
        return Spot(found.table_id, found.item_id, found.row, found.column, page)

    def spots(self, figures: Iterable[MeasureRow | TotalRow]) -> tuple[Spot, ...]:
        return tuple(self.spot(figure) for figure in figures)

    def place(self, item: ItemRow, column: int | None) -> Spot:
        """The cell of an item's row in another column."""
        return Spot(item.table_id, item.item_id, item.row, column, item.page)

    def _page(self, table_id: str, row: int | None, column: int | None) -> int | None:
        cell = self.cell(table_id, row, column) if row is not None and column is not None else None
        return cell.page if cell is not None else None

    @staticmethod
    def name(item: ItemRow) -> str:
        """An item as a finding calls it: its number and the beginning of its text."""
        text = f"{item.number} {item.text}".strip()
        return text if len(text) <= NAME_LENGTH else text[: NAME_LENGTH - 3].rstrip() + "…"


def kept(make: Callable[[DocumentView], Made]) -> Callable[[DocumentView], Made]:
    """What is made of a document once and asked for by several rules: kept with its view."""

    @wraps(make)
    def given(view: DocumentView) -> Made:
        if make not in view.kept:
            view.kept[make] = make(view)
        return cast(Made, view.kept[make])

    return given


def confidence(*figures: MeasureRow | TotalRow | None) -> float:
    """That of the least sure of some figures."""
    return min((figure.confidence for figure in figures if figure is not None), default=1.0)
