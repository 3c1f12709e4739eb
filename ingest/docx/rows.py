"""A table's XML as rows of cells: spans and merges, content controls opened, tracked deletions left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.docx.grid import Merge, Slot
from ingest.docx.lines import DROPPED, alternative
from ingest.docx.names import MC, VAL, W, is_on, number
from ingest.docx.styles import Styles

_ROW, _CELL = W + "tr", W + "tc"
_ROW_LOOK, _CELL_LOOK = W + "trPr", W + "tcPr"
_SPAN, _MERGE, _SIDEWAYS = W + "gridSpan", W + "vMerge", W + "hMerge"
_DELETED, _TRACKED_MERGE = W + "cellDel", W + "cellMerge"
"""What tracked changes do to a cell (17.13.5)."""
_NOT_CONTENT = frozenset(
    W + name for name in ("tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sdtPr", "sdtEndPr", "customXmlPr")
)
_WIDEST = 100_000
"""Columns that one cell may claim to span; edges that no other cell shares cost nothing."""
_LOOK_BITS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100}


@dataclass(frozen=True, slots=True)
class Row:
    slots: list[Slot[etree._Element]]
    """Its cells; their contents are the ``w:tc``."""
    is_header: bool
    """It says that it is repeated on each page."""


def rows_of(table: etree._Element) -> Iterator[Row]:
    """The rows of a ``w:tbl`` that tracked changes leave, with at least one cell each."""
    for row in _inside(table, _ROW):
        properties = row.find(_ROW_LOOK)
        if properties is not None and properties.find(W + "del") is not None:
            continue
        slots = _slots(row, properties)
        if slots:
            header = None if properties is None else properties.find(W + "tblHeader")
            yield Row(slots, bool(is_on(header)))


def within(rows: Iterator[Row], most: int) -> Iterator[Row]:
    """The first rows, up to the one with which they have ``most`` cells together; takes no row after it."""
    cells = 0
    while cells < most:
        row = next(rows, None)
        if row is None:
            return
        cells += len(row.slots)
        yield row


def goes_on(table: etree._Element, after: etree._Element) -> bool:
    """Whether Word shows two tables with nothing between them as one: they stand in the text and share
    style and grid."""
    widths = column_widths(table)
    if not widths or widths != column_widths(after):
        return False
    style, style_after = (each.find(f"{W}tblPr/{W}tblStyle") for each in (table, after))
    return (
        (style is None) == (style_after is None)
        and (style is None or style_after is None or style.get(VAL) == style_after.get(VAL))
        and all(each.find(f"{W}tblPr/{W}tblpPr") is None for each in (table, after))
    )


def column_widths(table: etree._Element) -> list[int]:
    """The widths of the grid columns in twentieths of a point, 0 where none is stated."""
    grid = table.find(W + "tblGrid")
    if grid is None:
        return []
    return [number(column.get(W + "w"), most=1 << 20) for column in grid.iterchildren(W + "gridCol")]


class BoldRegions:
    """Which cells of a table its style makes bold."""

    def __init__(self, table: etree._Element, styles: Styles) -> None:
        properties = table.find(W + "tblPr")
        named = None if properties is None else properties.find(W + "tblStyle")
        style = styles.table(None if named is None else named.get(VAL))
        self._everywhere = bool(style.bold)
        look = None if properties is None else properties.find(W + "tblLook")
        self._first_row = _shows(look, "firstRow") and "firstRow" in style.parts
        self._last_row = _shows(look, "lastRow") and "lastRow" in style.parts
        self._first_column = _shows(look, "firstColumn") and "firstCol" in style.parts
        self._last_column = _shows(look, "lastColumn") and "lastCol" in style.parts

    def holds(self, row: int, column: int, rows: int, column_stop: int, columns: int) -> bool:
        """Whether the style makes the cell at ``row`` and ``column`` (up to ``column_stop``) bold."""
        return (
            self._everywhere
            or (self._first_row and row == 0)
            or (self._last_row and row == rows - 1)
            or (self._first_column and column == 0)
            or (self._last_column and column_stop == columns)
        )


def _shows(look: etree._Element | None, part: str) -> bool:
    if look is None:
        return False
    stated = look.get(W + part)
    if stated is not None:
        return stated in ("1", "true", "on")
    try:
        return bool(int(look.get(VAL, "0"), 16) & _LOOK_BITS[part])
    except ValueError:
        return False


def _slots(row: etree._Element, properties: etree._Element | None) -> list[Slot[etree._Element]]:
    """The cells of a row; one that continues a merge sideways (``w:hMerge``) widens the one before it."""
    slots: list[Slot[etree._Element]] = []
    left_out = None if properties is None else properties.find(W + "gridBefore")
    at = 0 if left_out is None else max(0, number(left_out.get(VAL), most=_WIDEST))
    for cell in _inside(row, _CELL):
        look = cell.find(_CELL_LOOK)
        span, merge = 1, Merge.NONE
        is_deleted = joins_left = False
        for said in look if look is not None else ():
            tag = said.tag
            if tag == _SPAN:
                span = max(1, number(said.get(VAL), 1, _WIDEST))
            elif tag == _MERGE:
                merge = Merge.RESTART if said.get(VAL) == "restart" else Merge.CONTINUE
            elif tag == _SIDEWAYS:
                joins_left = said.get(VAL, "continue") == "continue"
            elif tag == _DELETED:
                is_deleted = True
            elif tag == _TRACKED_MERGE and said.get(W + "vMerge") is not None:
                merge = Merge.CONTINUE if said.get(W + "vMerge") == "cont" else Merge.RESTART
        if is_deleted:
            continue
        if joins_left and slots:
            before = slots[-1]
            slots[-1] = Slot(before.start, at + span, before.merge, before.content)
        else:
            slots.append(Slot(at, at + span, merge, cell))
        at += span
    return slots


def _inside(container: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row in order, through content controls and other wrappers."""
    waiting = [iter(container)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag == wanted:
            yield child
        elif child.tag == MC + "AlternateContent":
            branch = alternative(child)
            if branch is not None:
                waiting.append(iter(branch))
        elif child.tag not in _NOT_CONTENT and child.tag not in DROPPED and len(child):
            waiting.append(iter(child))
