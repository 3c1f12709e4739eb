"""What the cells beside an item say of it: its number, who is responsible, by when, how it is verified."""

from __future__ import annotations

from collections.abc import Sequence

from extract.folding import fold, mend_breaks
from extract.grid import Grid
from extract.nodes import Node
from extract.numbering import label_of
from extract.reading import Column, ItemKind, Role
from extract.shapes import Shape, shape_of
from ingest.document import Cell

_SAID = {
    Role.VERIFICATION: "verification",
    Role.RESPONSIBLE: "responsible",
    Role.DEADLINE: "deadline",
    Role.TERRITORY: "territory",
    Role.INDICATOR: "indicator",
    Role.UNIT_OF_MEASURE: "unit_of_measure",
    Role.OBJECTIVE: "objective",
    Role.SPECIFIC_OBJECTIVE: "objective",
    Role.PRODUCT: "product",
}


def take_numbers(grid: Grid, columns: Sequence[Column], named: Sequence[int], found: Sequence[Node]) -> None:
    """A column of numbers numbers the items of the item column to its right."""
    for column in columns:
        if column.role is not Role.NUMBER:
            continue
        right = [i for i in named if i > column.column] or list(named)
        for node in found:
            if node.column == right[0] and node.row is not None and node.siblings == 1 and not node.number:
                cell = grid.at(node.row, column.column)
                if cell is not None and cell.row == node.row and cell.text.strip():
                    text = cell.text.strip()
                    label = label_of(text + " x")
                    node.number = (
                        label.number if label is not None and label.number else text.strip(" .-–)(:°º")
                    )


def say_beside(grid: Grid, columns: Sequence[Column], named: Sequence[int], node: Node) -> None:
    """What the cells beside an item say of it, and what its ancestors are."""
    assert node.row is not None
    dates: list[str] = []
    for column in columns:
        if column.column in named or column.role not in _SAID:
            continue
        cell = grid.at(node.row, column.column)
        if cell is None or not cell.text.strip():
            continue
        if _is_of_first_row_alone(grid, cell, node):
            continue
        text = _share_of(cell.text.strip(), node)
        if column.role is Role.DEADLINE:
            marked = shape_of(text) is Shape.MARK and bool(column.levels)
            dates.append(column.levels[-1] if marked else mend_breaks(text))
        else:
            node.said.setdefault(_SAID[column.role], mend_breaks(text))
    if dates:
        node.said["deadline"] = " / ".join(dates)
    above = node.parent
    while above is not None:
        if above.kind is ItemKind.PRODUCT:
            node.said.setdefault("product", mend_breaks(above.text))
        elif above.kind in (ItemKind.OBJECTIVE, ItemKind.SPECIFIC_OBJECTIVE):
            node.said.setdefault("objective", mend_breaks(above.text))
        above = above.parent


def _is_of_first_row_alone(grid: Grid, cell: Cell, node: Node) -> bool:
    """The item's cell spans rows that say different things in the column of the neighbouring cell: none of
    them speaks of the item."""
    said = {
        fold(text)
        for row in range(cell.rows.stop, node.stop)
        if (text := grid.text(row, cell.column)) and grid.at(row, cell.column) is not cell
    }
    return bool(said - {fold(cell.text)})


def _share_of(text: str, node: Node) -> str:
    """The part of a neighbouring cell that speaks of one of several items of a row: its line where the cell
    has
    a line for each, else the whole."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return lines[node.order] if node.siblings > 1 and len(lines) == node.siblings else text
