"""A table of a document redrawn, whole or some of its rows, with its spans and with cells marked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from normalize.schema import CellRow

MOST_COLUMNS = 60
"""Of a table that is drawn; a wider one is drawn to there, and where cells are marked."""
MOST_CELL_TEXT = 1_000
"""Characters of a cell that are shown."""

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ShownCell:
    row: int
    """From 0, as in ``cells``."""
    column: int
    row_span: int
    """In drawn rows."""
    column_span: int
    text: str
    cut: int
    """How many characters of it are left out."""
    is_header: bool
    mark: str
    """``wrong`` for what a finding names, ``evidence`` for what else it rests on, or nothing."""


@dataclass(frozen=True, slots=True)
class ShownRow:
    number: int
    """From 1, header included, as a person counts."""
    left_out: int
    """How many rows of the table before this one are not drawn."""
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    rows: tuple[ShownRow, ...]
    left_out_after: int
    """Rows behind the last one that is drawn."""
    columns_left_out: int


def excerpt(
    cells: Iterable[CellRow],
    rows: Collection[int],
    row_count: int,
    wrong: Collection[Position] = (),
    evidence: Collection[Position] = (),
) -> Excerpt:
    """The given rows (from 0) of a table; each position of the drawing is filled once, gaps with empty cells,
    so that no cell slips under another header."""
    drawn = sorted(row for row in set(rows) if 0 <= row < row_count)
    at_row = {row: place for place, row in enumerate(drawn)}
    reaching = [cell for cell in cells if any(row in at_row for row in _rows(cell, row_count))]
    width = max((cell.column + cell.column_span for cell in reaching), default=0)
    columns = _columns(width, {column for _, column in (*wrong, *evidence)})
    at_column = {column: place for place, column in enumerate(columns)}
    lines: list[list[ShownCell | None]] = [[None] * len(columns) for _ in drawn]
    taken = [[False] * len(columns) for _ in drawn]
    for cell in reaching:
        down = [at_row[row] for row in _rows(cell, row_count) if row in at_row]
        across = [
            at_column[column]
            for column in range(cell.column, cell.column + cell.column_span)
            if column in at_column
        ]
        if not across or any(taken[row][column] for row in down for column in across):
            continue
        for row in down:
            for column in across:
                taken[row][column] = True
        lines[down[0]][across[0]] = _shown(cell, len(down), len(across), _mark(cell, wrong, evidence))
    for row, line in enumerate(lines):
        for column, is_taken in enumerate(taken[row]):
            if not is_taken:
                line[column] = ShownCell(drawn[row], columns[column], 1, 1, "", 0, False, "")
    shown = tuple(
        ShownRow(
            row + 1,
            row - (drawn[place - 1] + 1 if place else 0),
            tuple(cell for cell in lines[place] if cell is not None),
        )
        for place, row in enumerate(drawn)
    )
    after = row_count - (drawn[-1] + 1) if drawn else row_count
    return Excerpt(shown, after, width - len(columns))


def _rows(cell: CellRow, row_count: int) -> range:
    return range(cell.row, min(cell.row + cell.row_span, row_count))


def _columns(width: int, marked: Collection[int]) -> Sequence[int]:
    if width <= MOST_COLUMNS:
        return range(width)
    near = {column + step for column in sorted(marked)[:MOST_COLUMNS] for step in (-1, 0, 1)}
    return sorted({*range(MOST_COLUMNS // 2), *(column for column in near if 0 <= column < width)})


def _shown(cell: CellRow, row_span: int, column_span: int, mark: str) -> ShownCell:
    cut = max(0, len(cell.text) - MOST_CELL_TEXT)
    text = cell.text[:MOST_CELL_TEXT] + ("…" if cut else "")
    return ShownCell(cell.row, cell.column, row_span, column_span, text, cut, cell.is_header, mark)


def _mark(cell: CellRow, wrong: Collection[Position], evidence: Collection[Position]) -> str:
    def covers(positions: Collection[Position]) -> bool:
        return any(
            cell.row <= row < cell.row + cell.row_span
            and cell.column <= column < cell.column + cell.column_span
            for row, column in positions
        )

    return "wrong" if covers(wrong) else "evidence" if covers(evidence) else ""


def rows_around(
    header: Iterable[int], wrong: Iterable[int], evidence: Iterable[int], most: int = 14
) -> list[int]:
    """Which rows of a table make a finding understood: the first of its header, the row that it names with
    its neighbours, then those that it rests on, as many as there is room for."""
    chosen = dict.fromkeys(sorted(header)[:3])
    wrong = list(wrong)
    chosen.update(dict.fromkeys(wrong))
    near = [row + step for row in wrong for step in (-1, 1)]
    for row in [*evidence, *near]:
        if len(chosen) < most:
            chosen[row] = None
    return sorted(chosen)
