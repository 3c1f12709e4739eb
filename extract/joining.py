"""Tables that run over pages, put together: parts to logical tables.

Two tables that follow each other are one when nothing but notes and furniture stands between them and they
share their columns: by the limits of their cells where the format has geometry, by number and header where
it has not. A header that the second part repeats is taken out once and remembered; a row that the page
break cut in two is mended; a cell that spans rows on both sides of the break is one cell.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

from extract.cut_rows import cut_between, is_figure, mended
from ingest import Block, Box, Cell, Document, Format, Heading, Paragraph, Part, Table

CUT_BY_PAGES = frozenset({Format.PDF, Format.TEXT, Format.MARKDOWN})
"""Formats in which a table may stand in several parts, cut by the pages of what they were made from."""
_NEAR = 6.0
"""Points: limits of columns this near are the same."""
_SHORT = 90
"""Signs: a longer paragraph between two tables keeps them apart."""
_HEADER_ROWS = 4


@cache
def _says_continued() -> re.Pattern[str]:
    words = tomllib.loads((files("extract") / "joining.toml").read_text(encoding="utf-8"))
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, words['continued']))})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TablePart:
    """One table of the document inside a logical table."""

    number: int
    """Its place among the document's tables, from 1."""
    block: int
    """Its index in ``Document.blocks``."""
    row_first: int
    """The row of the logical table in which it begins: one that it shares with the part before when that
    row was mended."""
    rows: int
    """How many rows of the logical table it fills."""
    page_first: int | None
    page_last: int | None
    dropped: tuple[Cell, ...] = ()
    """The repeated header that was taken out of it, with its own rows and places."""
    mended: bool = False
    """Its first row went on a row that the part before had begun."""


@dataclass(frozen=True, slots=True)
class JoinedTable:
    """A logical table. Each of its cells keeps its own page and box; one that was mended, those of its
    beginning."""

    table: Table
    parts: tuple[TablePart, ...]


def join_tables(document: Document) -> tuple[JoinedTable, ...]:
    """The logical tables of a document, in reading order; nested tables stay as they are. In a format that
    never cuts a table (a Word table that ends, ends), only what a hand has cut goes on."""
    whole = document.source.format not in CUT_BY_PAGES
    joined: list[JoinedTable] = []
    number = 0
    between: list[Block] = []
    last: int | None = None
    """Index in ``joined`` of the table that the next one may go on with."""
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Table):
            between.append(block)
            continue
        number += 1
        single = JoinedTable(block, (_part(block, number, index),))
        if block.host is not None:
            joined.append(single)
            continue
        goes_on = _cut_by_hand if whole else _follow
        if last is not None and goes_on(joined[last], block, between):
            joined[last] = _continued(joined[last], block, number, index)
        else:
            joined.append(single)
            last = len(joined) - 1
        between = []
    return tuple(joined)


def _part(table: Table, number: int, index: int) -> TablePart:
    return TablePart(number, index, 0, table.row_count, table.page_first, table.page_last)


# ---------------------------------------------------------------------------------------------- whether


def _follow(before: JoinedTable, after: Table, between: Sequence[Block]) -> bool:
    above = before.table
    if not above.cells or not after.cells or not _contiguous(above, after, between):
        return False
    repeated = _repeated(above, after)
    if repeated:
        return _columns_map(above, after) is not None or above.column_count == after.column_count
    if _has_own_header(above, after):
        return False
    if _has_boxes(above) and _has_boxes(after):
        return _columns_map(above, after) is not None
    return above.column_count == after.column_count and _alike(above, after)


def _cut_by_hand(before: JoinedTable, after: Table, between: Sequence[Block]) -> bool:
    """Whether ``after`` is the rest of a table that its writer cut, with a page break say: nothing is said
    between the two, it has as many columns, begins with figures where the first holds figures below its
    header, and with words where that holds words."""
    above = before.table
    rows = _rows(after)
    if not above.cells or not after.cells or above.column_count != after.column_count:
        return False
    said = any(not isinstance(block, Paragraph) or block.text.strip() for block in between)
    if said or above.column_count < 3:
        return False
    first = {cell.column: cell for cell in rows[0] if cell.text.strip() and cell.column_span == 1}
    if len(first) < above.column_count - 1 or above.row_count < 3 or _header_rows(after) > 1:
        return False
    shares = [_figures(above, column) for column in range(above.column_count)]
    held = [column for column, share in enumerate(shares) if share >= 0.8]
    told = [column for column, share in enumerate(shares) if share <= 0.2]
    figured = all(column in first and is_figure(first[column].text) for column in held)
    worded = not any(column in first and is_figure(first[column].text) for column in told)
    return bool(held) and figured and worded and not _has_own_header(above, after)


def _contiguous(above: Table, after: Table, between: Sequence[Block]) -> bool:
    """Whether ``after`` stands where ``above`` would go on: on the next page, or right behind it in a format
    without pages."""
    paged = above.page_last is not None and after.page_first is not None
    if paged and after.page_first != (above.page_last or 0) + 1:
        return False
    said = any(
        isinstance(block, Heading | Paragraph) and _says_continued().search(block.text) for block in between
    )
    for block in between:
        if isinstance(block, Table):
            return False
        text = block.text.strip()
        if not text or (isinstance(block, Paragraph) and block.part is not Part.BODY):
            continue
        if said and len(text) <= _SHORT:
            continue
        if isinstance(block, Heading) or not paged or len(text) > _SHORT:
            return False
        if not _at_the_edge(block, above, after):
            return False
    return True


def _at_the_edge(block: Paragraph, above: Table, after: Table) -> bool:
    """Whether a paragraph is small print below the first table or above the second."""
    place = block.place
    if place.box is None or above.place.box is None or after.place.box is None:
        return False
    on_first = place.page == above.page_last
    table = above if on_first else after
    turn = reading_direction(table)
    own, edge = upright(place.box, turn), upright(table.place.box or place.box, turn)
    if on_first:
        return own.y0 >= edge.y1 - 2 and len(block.text.split()) <= 12
    return own.y1 <= edge.y0 + 2 and len(block.text.split()) <= 8


def _header_rows(table: Table) -> int:
    """How many rows at the top head the others: those that the file marks, else bold ones, else one."""
    rows = _rows(table)
    marked = 0
    while marked < len(rows) and rows[marked] and all(cell.is_header for cell in rows[marked]):
        marked += 1
    if marked:
        return marked
    bold = 0
    for row in rows[:_HEADER_ROWS]:
        filled = [cell for cell in row if cell.text.strip()]
        if not filled or not all(cell.is_bold for cell in filled):
            break
        bold += 1
    return bold if 0 < bold < len(rows) else 1


def _rows(table: Table) -> list[list[Cell]]:
    rows: list[list[Cell]] = [[] for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    return rows


def _repeated(above: Table, after: Table) -> int:
    """How many rows at the top of ``after`` repeat those of ``above``; at least one of them has two texts."""
    ours, theirs = _rows(above), _rows(after)
    count = 0
    for a, b in zip(ours[: _HEADER_ROWS + 2], theirs, strict=False):
        if _texts(a) != _texts(b) or not _texts(a):
            break
        count += 1
    if count and count < len(theirs) and any(len(_texts(row)) > 1 for row in theirs[:count]):
        return count
    return 0


def _texts(row: Sequence[Cell]) -> list[str]:
    """A row's texts for comparison; none where all are empty."""
    texts = ["".join(cell.text.split()).casefold() for cell in sorted(row, key=lambda cell: cell.column)]
    return [text for text in texts if text]


def _has_own_header(above: Table, after: Table) -> bool:
    """Whether ``after`` has a header that is not the one of ``above``, at its top or below title rows: marked
    so by the file, or set in bold as that one is, over rows that are not."""
    head = [cell for row in _rows(above)[: _header_rows(above)] for cell in row if cell.text.strip()]
    rows = _rows(after)
    body = [cell for cell in after.cells if cell.text.strip()]
    bold_head = all(cell.is_bold for cell in head) and sum(cell.is_bold for cell in body) < 0.6 * len(body)
    for number, row in enumerate(rows[: 2 * _HEADER_ROWS]):
        filled = [cell for cell in row if cell.text.strip()]
        if number == 0 and filled and all(cell.is_header for cell in filled):
            return True
        wordy = not any(map(is_figure, (cell.text for cell in filled)))
        many = len(filled) >= max(2, after.column_count // 2 + 1)
        if bold_head and many and wordy and number + 1 < len(rows) and all(cell.is_bold for cell in filled):
            return True
    return False


def _has_boxes(table: Table) -> bool:
    return all(cell.place.box is not None for cell in table.cells)


def _alike(above: Table, after: Table) -> bool:
    """Whether columns of figures stand at the same places, in formats that have no geometry."""
    shape = [_figures(above, column) for column in range(above.column_count)]
    other = [_figures(after, column) for column in range(after.column_count)]
    return all(abs(a - b) <= 0.6 for a, b in zip(shape, other, strict=True)) and above.column_count > 1


def _figures(table: Table, column: int) -> float:
    texts = [cell.text for cell in table.cells if cell.column == column and cell.text.strip()]
    texts = texts[1:] if len(texts) > 2 else texts
    return sum(1 for text in texts if is_figure(text)) / len(texts) if texts else 0.5


# -------------------------------------------------------------------------------------------- columns


def _limits(table: Table) -> list[float]:
    """Where each column begins, from its own cells; then where the last one ends: across the page, or along
    it where the table stands sideways."""
    turn = reading_direction(table)
    boxes = [upright(_box(cell), turn) for cell in table.cells]
    lefts: dict[int, float] = {}
    for cell, box in zip(table.cells, boxes, strict=True):
        lefts[cell.column] = min(box.x0, lefts.get(cell.column, box.x0))
    starts: list[float] = []
    for column in range(table.column_count):
        starts.append(lefts.get(column, starts[-1] if starts else 0.0))
    return [*starts, max(box.x1 for box in boxes)]


def _box(cell: Cell) -> Box:
    assert cell.place.box is not None
    return cell.place.box


def reading_direction(table: Table) -> int:
    """Quarter turns counter-clockwise of the direction in which the columns of a table follow each other on
    the page: 1 where its text climbs."""
    rows: dict[int, Cell] = {}
    right = down = 0
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        before = rows.get(cell.row)
        if before is not None and cell.place.box and before.place.box:
            right += _sign_of(cell.place.box.x0 - before.place.box.x0)
            down += _sign_of(cell.place.box.y0 - before.place.box.y0)
        rows[cell.row] = cell
    if abs(right) >= abs(down):
        return 0 if right >= 0 else 2
    return 3 if down > 0 else 1


def _sign_of(distance: float) -> int:
    return (distance > 1) - (distance < -1)


def upright(box: Box, turn: int) -> Box:
    """A box as it would stand on a page turned so that text with that reading direction is upright; only
    differences between such boxes mean something."""
    if turn == 1:
        return Box(-box.y1, box.x0, -box.y0, box.x1)
    if turn == 2:
        return Box(-box.x1, -box.y1, -box.x0, -box.y0)
    if turn == 3:
        return Box(box.y0, -box.x1, box.y1, -box.x0)
    return box


def _columns_map(above: Table, after: Table) -> list[tuple[int, int]] | None:
    """For each column of ``after``, those of ``above`` (half-open) that it goes on; None when they do not
    match. A column may be missing: nothing of it stands on that page."""
    same = [(k, k + 1) for k in range(above.column_count)]
    if not (_has_boxes(above) and _has_boxes(after)):
        return same if above.column_count == after.column_count else None
    if reading_direction(above) != reading_direction(after):
        return None
    ours, theirs = _limits(above), _limits(after)
    near = max(_NEAR, 0.015 * (ours[-1] - ours[0]))
    if above.column_count == after.column_count:
        matching = sum(1 for a, b in zip(ours, theirs, strict=True) if abs(a - b) <= near)
        # Unruled columns move a little with their content.
        tolerant = above.method != "pdf-lines"
        overlap = all(
            min(ours[k + 1], theirs[k + 1]) - max(ours[k], theirs[k])
            > 0.5 * min(ours[k + 1] - ours[k], theirs[k + 1] - theirs[k])
            for k in range(above.column_count)
        )
        if matching >= len(ours) - (1 if not tolerant else len(ours) // 2) and overlap:
            return same
        return None
    if after.column_count > above.column_count or after.column_count < 2:
        return None
    found: list[tuple[int, int]] = []
    for x0, x1 in pairwise(theirs):
        starts = [k for k, x in enumerate(ours[:-1]) if abs(x - x0) <= near]
        stops = [k for k, x in enumerate(ours) if abs(x - x1) <= near]
        if not starts or not stops or stops[0] <= starts[0] or (found and starts[0] < found[-1][1]):
            return None
        found.append((starts[0], stops[0]))
    return found


# ------------------------------------------------------------------------------- putting together


def _continued(before: JoinedTable, after: Table, number: int, index: int) -> JoinedTable:
    above = before.table
    mapping = _columns_map(above, after) or [(k, k + 1) for k in range(after.column_count)]
    repeated = _repeated(above, after)
    dropped = tuple(cell for cell in after.cells if cell.row < repeated)
    rest = [
        _in_columns(replace(cell, row=cell.row - repeated), mapping)
        for cell in after.cells
        if cell.row >= repeated
    ]
    first = [cell for cell in rest if cell.row == 0]
    cut = cut_between(above, _header_rows(above), first, [cell for cell in rest if cell.row > 0])
    cells, shift = mended(above.cells, rest, above.row_count, cut)
    table = replace(
        above,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        confidence=min(above.confidence, after.confidence),
    )
    part = TablePart(
        number, index, shift, after.row_count - repeated, after.page_first, after.page_last, dropped, cut.row
    )
    return JoinedTable(table, (*before.parts, part))


def _in_columns(cell: Cell, mapping: Sequence[tuple[int, int]]) -> Cell:
    """A cell moved to the columns of the table that it goes on."""
    start, stop = mapping[cell.column][0], mapping[cell.columns.stop - 1][1]
    return replace(cell, column=start, column_span=stop - start)
