"""What was read of a document, as a Word document: for formats that take no comments. Text and tables with
their spans; the look of the original is not kept, and the first line says so."""

from __future__ import annotations

from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from ingest.document import Cell, Document, Heading, Paragraph, Part, Table
from pondera.annotating.places import TableCell
from pondera.plain_text import in_xml

MOST_COLUMNS = 63
"""Of a table in Word; what stands further to the right is put into the last one."""
_DEEPEST_HEADING = 9


def rendered(document: Document, about: str) -> tuple[Any, dict[TableCell, tuple[int, ...]]]:
    """A python-docx document, and the way to each cell (see ``ingest.docx.cell_paths``). ``about`` is the
    line that says what this is."""
    made = docx.Document()
    made.styles["Normal"].font.size = Pt(10)
    body = made.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    line = made.add_paragraph()
    line.add_run(in_xml(about)).italic = True
    cells: dict[TableCell, tuple[int, ...]] = {}
    number = 0
    for block in document.blocks:
        if isinstance(block, Table):
            number += 1
            _add_table(body, block, number, cells)
        elif isinstance(block, Heading):
            made.add_heading(in_xml(block.text), min(block.level, _DEEPEST_HEADING))
        else:
            _add_paragraph(made, block)
    return made, cells


def _add_paragraph(made: Any, block: Paragraph) -> None:
    run = made.add_paragraph().add_run(in_xml(block.text))
    run.bold = block.is_bold or None
    run.italic = block.part is not Part.BODY or None


def _add_table(body: Any, table: Table, number: int, cells: dict[TableCell, tuple[int, ...]]) -> None:
    """Before the section properties, which end the body; a paragraph behind it keeps two tables apart."""
    width = min(max(table.column_count, 1), MOST_COLUMNS)
    element = OxmlElement("w:tbl")
    properties = _child(element, "w:tblPr")
    _child(properties, "w:tblStyle", val="TableGrid")
    _child(properties, "w:tblW", w="5000", type="pct")
    columns = _child(element, "w:tblGrid")
    for _ in range(width):
        _child(columns, "w:gridCol", w=str(9000 // width))
    body.insert(len(body) - 1, element)
    at = body.index(element)
    for row, line in enumerate(table.grid()):
        _add_row(element, row, line[:width], (0, at), number, cells)
    body.insert(at + 1, OxmlElement("w:p"))


def _add_row(
    table: Any,
    row: int,
    line: list[Cell | None],
    path: tuple[int, int],
    number: int,
    cells: dict[TableCell, tuple[int, ...]],
) -> None:
    written = _child(table, "w:tr")
    place = len(table) - 1
    column = 0
    while column < len(line):
        cell = line[column]
        stop = column + 1
        while cell is not None and stop < len(line) and line[stop] is cell:
            stop += 1
        element = _child(written, "w:tc")
        properties = _child(element, "w:tcPr")
        if stop - column > 1:
            _child(properties, "w:gridSpan", val=str(stop - column))
        begins = cell is not None and cell.row == row
        if cell is not None and cell.row_span > 1:
            _child(properties, "w:vMerge", **({"val": "restart"} if begins else {}))
        paragraph = _child(element, "w:p")
        if cell is not None and begins:
            _add_text(element, paragraph, cell)
            cells[number, cell.row, cell.column] = (*path, place, len(written) - 1)
        column = stop


def _add_text(element: Any, paragraph: Any, cell: Cell) -> None:
    for index, line in enumerate(in_xml(cell.text).split("\n")):
        if index:
            paragraph = _child(element, "w:p")
        run = _child(paragraph, "w:r")
        if cell.is_bold or cell.is_header:
            _child(_child(run, "w:rPr"), "w:b")
        text = _child(run, "w:t")
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _child(parent: Any, name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)
    return element
