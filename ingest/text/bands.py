"""Cells that span columns in a table whose text has no way to say so.

In text a spanning cell is followed by empty fields. Empty fields mean spans only in the rows above a table's
column headers: title rows, and the upper level of a header ("2015" over "Programado" and "Ejecutado"). In the
body they are empty cells, or cells merged with the one above, and nothing is claimed of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.text.contents import Content, content_of, is_heading_text

_ROWS_LOOKED_AT = 8
"""Rows from the top within which the column headers stand."""


@dataclass(frozen=True, slots=True)
class Bands:
    spans: dict[int, tuple[int, ...]]
    """Of the rows that have spanning cells: the widths of their cells, in columns, from the left."""
    header_rows: frozenset[int]
    """Rows that are headers beyond doubt."""


NO_BANDS = Bands({}, frozenset())


def bands_of(rows: Sequence[Sequence[str]]) -> Bands:
    """The spanning cells of a table's head, from the texts of its fields."""
    columns = max((len(row) for row in rows), default=0)
    if columns < 3 or len(rows) < 2:
        return NO_BANDS
    return _title_rows(rows, columns) or _two_levels(rows, columns) or NO_BANDS


def _two_levels(rows: Sequence[Sequence[str]], columns: int) -> Bands | None:
    """A row with empty fields behind filled ones, over a row that fills every one of them with a text and
    has some field empty, or figures below it."""
    for upper in range(min(3, len(rows) - 1)):
        above, below = rows[upper], rows[upper + 1]
        if len(above) != columns or len(below) != columns or not above[0].strip():
            return None
        if all(text.strip() for text in above):
            return None
        if not all(is_heading_text(text) for text in above if text.strip()):
            return None
        widths = _widths(above)
        under = [below[at + step] for at, width in _starts(widths) if width > 1 for step in range(width)]
        if under and all(is_heading_text(text) for text in under):
            if not all(is_heading_text(text) for text in below if text.strip()):
                return None
            is_sure = _has_figures(rows[upper + 2 :], [at for at, width in _starts(widths) if width > 1])
            titles = {at: _widths(rows[at]) for at in range(upper) if _is_sparse(rows[at], columns)}
            headers = frozenset({upper, upper + 1}) if is_sure else frozenset()
            return Bands({**titles, upper: widths}, headers)
    return None


def _title_rows(rows: Sequence[Sequence[str]], columns: int) -> Bands | None:
    """Sparse rows above the first row that heads every column."""
    for number, row in enumerate(rows[:_ROWS_LOOKED_AT]):
        if len(row) == columns and all(is_heading_text(text) for text in row):
            above = rows[:number]
            if not above or number + 1 == len(rows) or not all(_is_sparse(upper, columns) for upper in above):
                return None
            return Bands({at: _widths(upper) for at, upper in enumerate(above)}, frozenset())
        if len(row) == columns and all(text.strip() for text in row):
            return None
    return None


def _is_sparse(row: Sequence[str], columns: int) -> bool:
    filled = sum(1 for text in row if text.strip())
    return len(row) == columns and bool(row[0].strip()) and filled * 2 <= columns + 1


def _widths(row: Sequence[str]) -> tuple[int, ...]:
    """Each filled field with the empty ones behind it; leading empty fields stand alone."""
    widths: list[int] = []
    has_owner = False
    for text in row:
        if text.strip() or not has_owner:
            widths.append(1)
            has_owner = has_owner or bool(text.strip())
        else:
            widths[-1] += 1
    return tuple(widths)


def _starts(widths: Sequence[int]) -> list[tuple[int, int]]:
    starts: list[tuple[int, int]] = []
    at = 0
    for width in widths:
        starts.append((at, width))
        at += width
    return starts


def _has_figures(rows: Sequence[Sequence[str]], columns: Sequence[int]) -> bool:
    """Whether most of what stands in ``columns`` is figures."""
    contents = [content_of(row[column]) for row in rows for column in columns if column < len(row)]
    filled = [content for content in contents if content is not Content.EMPTY]
    return bool(filled) and filled.count(Content.FIGURE) * 2 >= len(filled)


def heads_figures(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row heads every column and figures stand under one of its texts."""
    head, body = rows[0], rows[1:]
    if not all(is_heading_text(text) for text in head):
        return False
    return any(_has_figures(body, [column]) for column in range(len(head)))
