"""What each row of a table is there for: header, item, section, total, result, note or nothing."""

from __future__ import annotations

from extract.contents import FIGURES
from extract.figures import add_up_to_whole, plain_worth
from extract.folding import fold
from extract.grid import Grid
from extract.headers import Layout, repeats_header
from extract.lexicon import labels, starts_with_label
from extract.numbering import label_of
from extract.reading import Column, Role, RowKind
from extract.shapes import FIGURED, NUMERIC, shape_of
from ingest.document import Cell

_EVALUATES = frozenset({Role.COMPLIANCE, Role.EARNED, Role.PROGRESS})


def row_kinds(grid: Grid, layout: Layout, columns: tuple[Column, ...]) -> list[RowKind]:
    """The kind of every row of a logical table."""
    kinds: list[RowKind] = []
    for row in range(grid.row_count):
        if row in layout.header:
            kinds.append(RowKind.HEADER)
        elif row in layout.titles:
            kinds.append(RowKind.TITLE)
        elif not grid.filled(row):
            kinds.append(RowKind.BLANK)
        else:
            kinds.append(_body_kind(grid, layout, columns, row))
    return kinds


def _body_kind(grid: Grid, layout: Layout, columns: tuple[Column, ...], row: int) -> RowKind:
    cells = grid.filled(row)
    first = cells[0]
    states_figure = any(shape_of(cell.text) in FIGURED for cell in cells[1:])
    if layout.header and repeats_header(grid, layout, row):
        return RowKind.HEADER
    if (
        starts_with_label(first.text, "total")
        and (states_figure or len(cells) == 1)
        and _label_only(first.text)
    ):
        return RowKind.TOTAL
    evaluates = any(column.role in _EVALUATES for column in columns)
    if _is_unlabelled_total(grid, layout, columns, row):
        return RowKind.TOTAL
    if not evaluates and states_figure and _ends_as_total(first.text) and row >= layout.stop - 2:
        return RowKind.TOTAL
    if evaluates and states_figure and _names_result(first.text) and _spans_or_closes(grid, layout, row):
        return RowKind.RESULT
    if _sums_the_weights(grid, layout, columns, row):
        return RowKind.TOTAL
    if len(cells) == 1 and grid.column_count > 1:
        return _lone_cell_kind(grid, layout, columns, row)
    return RowKind.ITEM


def _is_unlabelled_total(grid: Grid, layout: Layout, columns: tuple[Column, ...], row: int) -> bool:
    """The last row, of figures alone, where each adds up the column above it, or is bold as none above is and
    no less than any of them."""
    cells = grid.filled(row)
    if row != layout.stop - 1 or not layout.header or not cells:
        return False
    if any(
        columns[cell.column].role not in FIGURES or shape_of(cell.text) not in NUMERIC or cell.row_span > 1
        for cell in cells
    ):
        return False
    names = [at for at, column in enumerate(columns) if column.role not in FIGURES]
    if not names or any(
        (over := grid.at(row, at)) is not None and over.row < row and over.text for at in names
    ):
        return False  # a cell from above reaches down: one more row of it
    return all(_adds_up(grid, layout, cell) for cell in cells)


def _sums_the_weights(grid: Grid, layout: Layout, columns: tuple[Column, ...], row: int) -> bool:
    """The last row, of a short label ("Nota compromisos") beside the whole that the weights above make up,
    which leaves empty what every row above fills."""
    cells = grid.filled(row)
    if row != layout.stop - 1 or not layout.header or not _label_only(cells[0].text):
        return False
    if columns[cells[0].column].role in FIGURES:
        return False
    weights = [cell for cell in cells[1:] if columns[cell.column].role is Role.WEIGHT]
    above = [over for over in layout.body if over < row and len(grid.filled(over)) > 1]
    left_empty = any(
        not grid.text(row, column.column) and all(grid.text(over, column.column) for over in above)
        for column in columns
    )
    return (
        left_empty
        and len(weights) == 1
        and add_up_to_whole([weights[0].text])
        and _adds_up(grid, layout, weights[0])
    )


def _adds_up(grid: Grid, layout: Layout, cell: Cell) -> bool:
    above = [
        other
        for row in range(layout.body.start, cell.row)
        if (other := grid.at(row, cell.column)) is not None and other.row == row and other.text.strip()
    ]
    worths = [plain_worth(other.text) for other in above if shape_of(other.text) in NUMERIC]
    if len(worths) < 2 or len(worths) < len(above):
        return False
    own = plain_worth(cell.text)
    set_off = cell.is_bold and not any(other.is_bold for other in above) and own > max(worths)
    return set_off or abs(sum(worths) - own) <= _ROUNDED * max(1.0, abs(own)) / 100


_ROUNDED = 0.5
"""Percent by which an unlabelled total may miss the sum of its column."""


def _names_result(text: str) -> bool:
    """A short label with a word for results in it ("Resultado Desempeño Anual", "Annual performance
    result")."""
    if starts_with_label(text, "result"):
        return True
    words = fold(text).split()
    return (
        len(words) <= 7
        and any(word in labels("result", "words") for word in words)
        and label_of(text) is None
    )


def _ends_as_total(text: str) -> bool:
    """A few words that end in one for a whole ("Puntaje total"), as the last row of a table may begin."""
    folded = fold(text)
    ends = any(folded == label or folded.endswith(" " + label) for label in labels("total", "ends"))
    return ends and len(folded.split()) <= 4 and label_of(text) is None


def _label_only(text: str) -> bool:
    """A total's label is short; "Total de horas de capacitación impartidas a …" names a thing."""
    return len(text.split()) <= 6 and label_of(text) is None


def _spans_or_closes(grid: Grid, layout: Layout, row: int) -> bool:
    """A result line's label spans columns, or it is among the last rows of the table."""
    return grid.filled(row)[0].column_span > 1 or row >= layout.stop - 3 or len(grid.filled(row)) <= 2


def _lone_cell_kind(grid: Grid, layout: Layout, columns: tuple[Column, ...], row: int) -> RowKind:
    cell = grid.filled(row)[0]
    if starts_with_label(cell.text, "notes") or cell.text.strip().startswith(("*", "(*)")):
        return RowKind.NOTE
    alone = len(grid.covering(row)) == 1
    spans = cell.column_span > grid.column_count // 2 or alone
    role = columns[cell.column].role
    if not layout.header:
        return RowKind.ITEM
    if spans and cell.column == 0 and role not in FIGURES:
        return RowKind.SECTION if row + 1 < layout.stop else RowKind.NOTE
    return RowKind.ITEM


def is_weighted_result(label: str) -> bool:
    """A result line that is the result times the programme's own weight."""
    words = label.lower().split()
    return any(word.strip(".,:") in labels("weighted_result", "words") for word in words)
