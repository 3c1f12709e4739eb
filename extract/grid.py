"""A table as a grid that can be asked: which cell stands where, which rows say something."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from extract.folding import mend_breaks
from ingest.document import Cell


class Grid:
    """Read-only view of a table's cells by position. A spanning cell is found at every position it covers."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        self.cells = tuple(cells)
        self.row_count = max((cell.rows.stop for cell in self.cells), default=0)
        self.column_count = max((cell.columns.stop for cell in self.cells), default=0)
        self._at = {
            (row, column): cell for cell in self.cells for row in cell.rows for column in cell.columns
        }

    def at(self, row: int, column: int) -> Cell | None:
        return self._at.get((row, column))

    def text(self, row: int, column: int) -> str:
        """The text of the cell that covers a position, empty where none does."""
        cell = self._at.get((row, column))
        return cell.text.strip() if cell else ""

    @cached_property
    def _by_row(self) -> dict[int, tuple[Cell, ...]]:
        """Row → the cells whose top row it is, from the left."""
        rows: dict[int, list[Cell]] = {}
        for cell in self.cells:
            rows.setdefault(cell.row, []).append(cell)
        return {row: tuple(sorted(cells, key=lambda cell: cell.column)) for row, cells in rows.items()}

    def starting(self, row: int) -> tuple[Cell, ...]:
        """The cells that begin in a row, from the left."""
        return self._by_row.get(row, ())

    def filled(self, row: int) -> tuple[Cell, ...]:
        """The cells that begin in a row and say something."""
        return self._filled_by_row.get(row, ())

    @cached_property
    def _filled_by_row(self) -> dict[int, tuple[Cell, ...]]:
        return {
            row: tuple(cell for cell in cells if cell.text.strip()) for row, cells in self._by_row.items()
        }

    def covering(self, row: int) -> tuple[Cell, ...]:
        """All cells that a row crosses, those from above included, from the left, each once."""
        found: dict[int, Cell] = {}
        for column in range(self.column_count):
            cell = self._at.get((row, column))
            if cell is not None:
                found.setdefault(id(cell), cell)
        return tuple(found.values())

    def line(self, row: int) -> str:
        """What a row says, cell after cell, on one line."""
        return " ".join(mend_breaks(cell.text) for cell in self.filled(row))

    def column(self, column: int, rows: Iterable[int]) -> list[str]:
        """The texts of a column in the given rows; a cell that spans several is given once, at its first."""
        texts = []
        for row in rows:
            cell = self._at.get((row, column))
            if cell is not None and cell.row == row and cell.column == column:
                texts.append(cell.text.strip())
        return texts
