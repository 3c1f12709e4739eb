"""A table's XML as rows of cells over grid columns: spans, covered cells, repeated rows and columns.

OpenDocument 1.3 part 3, 9.1. Every grid position has an element of its own, a covered one where a span
reaches; writers that leave covered cells out are read as well.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml import etree

from ingest.limits import Limits
from ingest.odt.names import TABLE, count
from ingest.odt.styles import Styles
from ingest.wordprocessing.drafts import DraftCell, DraftTable
from ingest.wordprocessing.grid import Merge, Slot

_ROW, _CELL, _COVERED = TABLE + "table-row", TABLE + "table-cell", TABLE + "covered-table-cell"
_COLUMN = TABLE + "table-column"
_HEADERS = TABLE + "table-header-rows"
_COLUMN_HOLDERS = frozenset(
    TABLE + name for name in ("table-columns", "table-header-columns", "table-column-group")
)
_ROW_HOLDERS = frozenset(TABLE + name for name in ("table-rows", "table-header-rows", "table-row-group"))
_WIDEST = 1024
"""Columns; LibreOffice Writer stops far below."""
_TALLEST = 1 << 20
_MOST_REPEATS = 20_000
"""Cells that one table may gain by repetition: text documents hardly repeat any."""


_NOTHING = DraftCell()


class _Cell(NamedTuple):
    """A cell as the XML has it."""

    content: DraftCell
    is_covered: bool
    columns: int
    rows: int
    """How far it spans."""
    times: int
    """How often it is repeated."""


class _Reach(NamedTuple):
    """A cell that spans rows below its own."""

    start: int
    stop: int
    last_row: int
    slot: Slot[DraftCell]
    """What stands for it in them."""


class TableReader:
    """Reads one table; ``cell`` reads what stands in one of its cells."""

    def __init__(self, styles: Styles, limits: Limits, cell: Callable[[etree._Element], DraftCell]) -> None:
        self._styles = styles
        self._cell = cell
        self._repeats = min(_MOST_REPEATS, limits.table_cells)
        self.is_cut = False
        """It repeats rows or cells more often than is safe to read."""

    def read(self, table: etree._Element) -> DraftTable:
        rows: list[list[Slot[DraftCell]]] = []
        headers = 0
        reaches: list[_Reach] = []
        for row, is_header in _rows(table):
            times = self._times(count(row, TABLE + "number-rows-repeated", _TALLEST), len(row) or 1)
            cells = [*self._cells(row)]
            for _ in range(times):
                slots, reaches = _placed(len(rows), cells, reaches)
                if slots:
                    headers += is_header and headers == len(rows)
                    rows.append(slots)
        return DraftTable(rows, self._styles.widths([*_columns(table)]), headers)

    def _cells(self, row: etree._Element) -> Iterator[_Cell]:
        """The cells of a row, covered ones too."""
        for element in row.iterchildren(_CELL, _COVERED):
            yield _Cell(
                self._cell(element),
                element.tag == _COVERED,
                count(element, TABLE + "number-columns-spanned", _WIDEST),
                count(element, TABLE + "number-rows-spanned", _TALLEST),
                self._times(count(element, TABLE + "number-columns-repeated", _WIDEST), 1),
            )

    def _times(self, times: int, cells: int) -> int:
        allowed = 1 + max(0, self._repeats // cells)
        if times > allowed:
            self.is_cut = True
            times = allowed
        self._repeats -= (times - 1) * cells
        return times


def _placed(
    number: int, cells: list[_Cell], above: list[_Reach]
) -> tuple[list[Slot[DraftCell]], list[_Reach]]:
    """The slots of row ``number``, and the spans that reach into the next one; ``above`` reach into this
    one, from left to right."""
    slots: list[Slot[DraftCell]] = []
    reaches: list[_Reach] = []
    hidden: dict[int, DraftCell] = {}
    starts = [reach.start for reach in above]
    at = covered_to = 0

    def held() -> _Reach | None:
        """The span from above that the position is in."""
        index = bisect_right(starts, at) - 1
        return above[index] if index >= 0 and at < above[index].stop else None

    for cell in cells:
        for _ in range(cell.times):
            reach = held()
            if cell.is_covered:
                if reach is not None:
                    hidden.setdefault(reach.start, cell.content)
                elif at < covered_to:
                    slots[-1].content.covered.append(cell.content)
                elif not cell.content.is_blank:
                    slots.append(Slot(at, at + 1, Merge.NONE, cell.content))
                at += 1
                continue
            at = max(at, covered_to)
            while (reach := held()) is not None:
                at = reach.stop
            if at >= _WIDEST:
                break
            following = bisect_right(starts, at)
            stop = min(at + cell.columns, starts[following] if following < len(starts) else _WIDEST, _WIDEST)
            slots.append(Slot(at, stop, Merge.RESTART if cell.rows > 1 else Merge.NONE, cell.content))
            if cell.rows > 1:
                goes_on = Slot(at, stop, Merge.CONTINUE, _NOTHING)
                reaches.append(_Reach(at, stop, number + cell.rows - 1, goes_on))
            at, covered_to = at + 1, stop
    for reach in above:
        content = hidden.get(reach.start)
        if content is None:
            slots.append(reach.slot)
        else:
            slots.append(Slot(reach.start, reach.stop, Merge.CONTINUE, content))
        if reach.last_row > number:
            reaches.append(reach)
    slots.sort(key=lambda slot: slot.start)
    reaches.sort(key=lambda reach: reach.start)
    return slots, reaches


def _rows(table: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """The rows of a table and whether each is a header row, through groups."""
    waiting = [(iter(table), False)]
    while waiting:
        children, is_header = waiting[-1]
        child = next(children, None)
        if child is None:
            waiting.pop()
        elif child.tag == _ROW:
            yield child, is_header
        elif child.tag in _ROW_HOLDERS:
            waiting.append((iter(child), is_header or child.tag == _HEADERS))


def _columns(table: etree._Element) -> Iterator[str]:
    """The style of each grid column."""
    left = _WIDEST
    waiting = [iter(table)]
    while waiting and left > 0:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag == _COLUMN:
            times = count(child, TABLE + "number-columns-repeated", left)
            left -= times
            yield from [child.get(TABLE + "style-name", "")] * times
        elif child.tag in _COLUMN_HOLDERS:
            waiting.append(iter(child))
