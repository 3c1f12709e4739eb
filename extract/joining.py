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

from ingest import Block, Box, Cell, Document, Format, Heading, Paragraph, Part, Table

CUT_BY_PAGES = frozenset({Format.PDF, Format.TEXT, Format.MARKDOWN})
"""Formats in which a table may stand in several parts, cut by the pages of what they were made from."""
_NEAR = 6.0
"""Points: limits of columns this near are the same."""
_SHORT = 90
"""Signs: a longer paragraph between two tables keeps them apart."""
_HEADER_ROWS = 4


@cache
def _wording() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What says that a table goes on, and that a sentence does at its end."""
    words = tomllib.loads((files("extract") / "joining.toml").read_text(encoding="utf-8"))
    continued, open_words = ("|".join(map(re.escape, words[name])) for name in ("continued", "open_words"))
    return (
        re.compile(rf"(?<!\w)({continued})(?!\w)", re.IGNORECASE),
        re.compile(rf"[-\u00ad,(/]$|(?<!\w)({open_words})$", re.IGNORECASE),
    )


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
    figured = all(column in first and _is_figure(first[column].text) for column in held)
    worded = not any(column in first and _is_figure(first[column].text) for column in told)
    return bool(held) and figured and worded and not _has_own_header(above, after)


def _contiguous(above: Table, after: Table, between: Sequence[Block]) -> bool:
    """Whether ``after`` stands where ``above`` would go on: on the next page, or right behind it in a format
    without pages."""
    paged = above.page_last is not None and after.page_first is not None
    if paged and after.page_first != (above.page_last or 0) + 1:
        return False
    said = any(
        isinstance(block, Heading | Paragraph) and _wording()[0].search(block.text) for block in between
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
    if place.page == above.page_last:
        return place.box.y0 >= above.place.box.y1 - 2 and len(block.text.split()) <= 12
    return place.box.y1 <= after.place.box.y0 + 2 and len(block.text.split()) <= 8


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
        wordy = not any(map(_is_figure, (cell.text for cell in filled)))
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
    return sum(1 for text in texts if _is_figure(text)) / len(texts) if texts else 0.5


def _is_figure(text: str) -> bool:
    digits = sum(map(str.isdigit, text))
    return digits > 0 and digits >= sum(map(str.isalpha, text))


# -------------------------------------------------------------------------------------------- columns


def _limits(table: Table) -> list[float]:
    """Where each column begins, from its own cells; then where the last one ends."""
    starts: list[float] = []
    for column in range(table.column_count):
        lefts = [_box(cell).x0 for cell in table.cells if cell.column == column]
        starts.append(min(lefts) if lefts else (starts[-1] if starts else 0.0))
    return [*starts, max(_box(cell).x1 for cell in table.cells)]


def _box(cell: Cell) -> Box:
    assert cell.place.box is not None
    return cell.place.box


def _columns_map(above: Table, after: Table) -> list[tuple[int, int]] | None:
    """For each column of ``after``, those of ``above`` (half-open) that it goes on; None when they do not
    match. A column may be missing: nothing of it stands on that page."""
    same = [(k, k + 1) for k in range(above.column_count)]
    if not (_has_boxes(above) and _has_boxes(after)):
        return same if above.column_count == after.column_count else None
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
    height = above.row_count
    first = [cell for cell in rest if cell.row == 0]
    mended = _goes_on(above, first)
    cells = list(above.cells)
    shift = height - 1 if mended else height
    if mended:
        cells = _mended(cells, first, height - 1)
        rest = [cell for cell in rest if cell.row > 0 or cell.row_span > 1]
        rest = [_without_first_row(cell) if cell.row == 0 else cell for cell in rest]
    cells += [replace(cell, row=cell.row + shift) for cell in rest]
    if not mended:
        cells = _spanning(cells, height)
    table = replace(
        above,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        confidence=min(above.confidence, after.confidence),
    )
    part = TablePart(
        number, index, shift, after.row_count - repeated, after.page_first, after.page_last, dropped, mended
    )
    return JoinedTable(table, (*before.parts, part))


def _in_columns(cell: Cell, mapping: Sequence[tuple[int, int]]) -> Cell:
    """A cell moved to the columns of the table that it goes on."""
    start, stop = mapping[cell.column][0], mapping[cell.columns.stop - 1][1]
    return replace(cell, column=start, column_span=stop - start)


def _goes_on(above: Table, first: Sequence[Cell]) -> bool:
    """Whether a row at the top of a page continues the last one of the page before: nothing in it starts a
    record (no figure below a figure, no new number in the first column), each of its texts has one to go on
    from, and one of them says so by how it starts or how the other ends."""
    filled = [cell for cell in first if cell.text.strip()]
    bottom = {cell.column: cell for cell in above.cells if cell.rows.stop == above.row_count}
    if not filled or not bottom or above.row_count < 2:
        return False
    if len(filled) == len([cell for cell in bottom.values() if cell.text.strip()]) and _is_record(filled[0]):
        return False
    said = False
    for cell in filled:
        own = bottom.get(cell.column)
        if own is None or not own.text.strip() or own.column_span != cell.column_span:
            return False
        if _is_figure(cell.text):
            return False
        started, ended = cell.text.strip(), own.text.strip()
        runs_on = not ended.endswith((".", ":", ";", "!", "?"))
        said = said or (started[0].islower() and runs_on) or bool(_wording()[1].search(ended))
        if _is_record(cell) or (
            started[0].isupper() and not _wording()[1].search(ended) and cell.column == 0
        ):
            return False
    return said


_RECORD = re.compile(r"\(?(\d+([.\-]\d+)*|[a-zA-Z]|[IVX]+)[.)\-]*(\s|$)")


def _is_record(cell: Cell) -> bool:
    return bool(_RECORD.match(cell.text.strip()))


def _mended(cells: Sequence[Cell], first: Sequence[Cell], row: int) -> list[Cell]:
    """The cells with the texts of a cut row put behind those that they continue."""
    more = {cell.column: cell for cell in first if cell.text.strip()}
    made = []
    for cell in cells:
        rest = more.get(cell.column) if cell.rows.stop == row + 1 else None
        if rest is not None:
            cell = replace(
                cell,
                text=f"{cell.text}\n{rest.text}",
                marks=cell.marks + rest.marks,
                is_bold=cell.is_bold and rest.is_bold,
            )
        made.append(cell)
    return made


def _without_first_row(cell: Cell) -> Cell:
    """What is left, below a mended row, of a cell that spans more rows: its text went to the row above."""
    return replace(cell, row=1, row_span=cell.row_span - 1, text="", typed=None, marks=())


def _spanning(cells: Sequence[Cell], height: int) -> list[Cell]:
    """A cell that spans rows up to the break and an empty one that spans rows after it are one."""
    above = {
        (cell.column, cell.column_span): cell
        for cell in cells
        if cell.rows.stop == height and cell.text.strip()
    }
    grown: dict[Cell, int] = {}
    gone: set[int] = set()
    for k, cell in enumerate(cells):
        over = above.get((cell.column, cell.column_span))
        if cell.row != height or cell.text.strip() or over is None:
            continue
        if cell.row_span > 1 or over.row_span > 1:
            grown[over] = over.row_span + cell.row_span
            gone.add(k)
    return [
        replace(cell, row_span=grown[cell]) if cell in grown else cell
        for k, cell in enumerate(cells)
        if k not in gone
    ]
