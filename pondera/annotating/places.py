"""From the cells of the dataset back to those of the document: tables are joined and cut apart on the way."""

from __future__ import annotations

from collections import Counter, defaultdict

from extract.reading import Reading
from ingest.document import Cell, Place, Table

TableCell = tuple[int, int, int]
"""Number of the document's table (from 1, in reading order), row and column."""


def original_cells(reading: Reading) -> dict[TableCell, TableCell]:
    """Where each cell of the reading's tables stands in the tables of its document; both by table, row and
    column. A cell is known again by its place, and by its text among those of one place (a Word table's row).
    """
    at_place: dict[Place, list[tuple[TableCell, Cell]]] = defaultdict(list)
    number = 0
    for block in reading.document.blocks:
        if isinstance(block, Table):
            number += 1
            for cell in block.cells:
                at_place[cell.place].append(((number, cell.row, cell.column), cell))
    found: dict[TableCell, TableCell] = {}
    passed: Counter[tuple[Place, str]] = Counter()
    for table in reading.tables:
        for cell in table.cells:
            there = at_place.get(cell.place, [])
            alike = [key for key, other in there if other.text == cell.text]
            place = passed[cell.place, cell.text]
            passed[cell.place, cell.text] += 1
            if place < len(alike):
                found[table.number, cell.row, cell.column] = alike[place]
            elif len(there) == 1:
                found[table.number, cell.row, cell.column] = there[0][0]
    return found
