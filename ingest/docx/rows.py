"""A table's XML as rows of cells: spans and merges, content controls opened, tracked deletions left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from ingest.docx.hanging import ALTERNATE, alternative
from ingest.docx.lines import DROPPED
from ingest.docx.names import VAL, W, is_on, number
from ingest.wordprocessing.grid import Merge, Slot

_ROW, _CELL = W + "tr", W + "tc"
_ROW_LOOK, _CELL_LOOK = W + "trPr", W + "tcPr"
_WIDTH, _SPAN, _MERGE, _SIDEWAYS = W + "tcW", W + "gridSpan", W + "vMerge", W + "hMerge"
_DELETED, _TRACKED_MERGE = W + "cellDel", W + "cellMerge"
"""What tracked changes do to a cell (17.13.5)."""
_NOT_CONTENT = frozenset(
    W + name for name in ("tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sdtPr", "sdtEndPr", "customXmlPr")
)
_WIDEST = 100_000
"""Columns that one cell may claim to span; edges that no other cell shares cost nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    slots: list[Slot[etree._Element]]
    """Its cells; their contents are the ``w:tc``."""
    is_header: bool = False
    """It says that it is repeated on each page."""
    stop: int = 0
    """The grid column that it ends before, with what it leaves out after its last cell."""
    indent: int = 0
    """The width of what it leaves out before its first cell, in twentieths of a point, 0 if not stated."""
    widths: tuple[int, ...] = ()
    """The widths that its cells ask for, in twentieths of a point, 0 where one asks for none."""


def rows_of(table: etree._Element) -> Iterator[Row]:
    """The rows of a ``w:tbl`` that tracked changes leave, with at least one cell each."""
    for element in _inside(table, _ROW):
        properties = element.find(_ROW_LOOK)
        if properties is None:
            row = _row(element, 0)
        elif properties.find(W + "del") is not None:
            continue
        else:
            row = _row(element, _columns(properties.find(W + "gridBefore")))
            row = replace(
                row,
                is_header=bool(is_on(properties.find(W + "tblHeader"))),
                stop=row.stop + _columns(properties.find(W + "gridAfter")),
                indent=_width(properties.find(W + "wBefore")),
            )
        if row.slots:
            yield row


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


def _row(row: etree._Element, at: int) -> Row:
    """The cells of a row from grid column ``at`` on; one that continues a merge sideways (``w:hMerge``)
    widens the one before it."""
    slots: list[Slot[etree._Element]] = []
    widths: list[int] = []
    for cell in _inside(row, _CELL):
        look = cell.find(_CELL_LOOK)
        span, width, merge = 1, 0, Merge.NONE
        is_deleted = joins_left = False
        for said in look if look is not None else ():
            tag = said.tag
            if tag == _WIDTH:
                width = _width(said)
            elif tag == _SPAN:
                span = max(1, _columns(said))
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
            widths[-1] += width
        else:
            slots.append(Slot(at, at + span, merge, cell))
            widths.append(width)
        at += span
    return Row(slots, stop=at, widths=tuple(widths))


def _columns(count: etree._Element | None) -> int:
    return 0 if count is None else max(0, number(count.get(VAL), 0, _WIDEST))


def _width(width: etree._Element | None) -> int:
    if width is None or width.get(W + "type", "dxa") != "dxa":
        return 0
    return max(0, number(width.get(W + "w"), most=1 << 20))


def _inside(container: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row in order, through content controls and other wrappers."""
    waiting = [iter(container)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag == wanted:
            yield child
        elif child.tag == ALTERNATE:
            branch = alternative(child)
            if branch is not None:
                waiting.append(iter(branch))
        elif child.tag not in _NOT_CONTENT and child.tag not in DROPPED and len(child):
            waiting.append(iter(child))
