"""Which columns the cells of a row span that has fewer cells than its table has columns.

One cell spans all. Of several, the text says little; what the rows below and above hold says more: a band of
periods stands over labels that repeat, a total's figures stand in columns of figures at the right. Where
nothing tells, the columns are shared out evenly and the answer is marked as a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.text.contents import Content, content_of

_LAST_COLUMN = 0.6
"""What the last column counts, against a share of figures between 0 and 1, as the place of a total."""


class Spans(NamedTuple):
    widths: tuple[int, ...]
    is_sure: bool


def spans_of(row: Sequence[str], columns: int, below: Sequence[str], body: Sequence[Sequence[str]]) -> Spans:
    """The widths, in columns, of the cells of ``row``; fewer than ``columns``. ``below`` is the next row,
    empty if there is none; ``body`` the rows that have all columns."""
    if len(row) == 1:
        return Spans((columns,), True)
    band = _over_labels(row, columns, below)
    if band is not None:
        return Spans(band, True)
    if content_of(row[0]) is not Content.FIGURE and all(
        content_of(text) <= Content.FIGURE for text in row[1:]
    ):
        return _total(row, columns, body)
    starts = [column * columns // len(row) for column in range(len(row) + 1)]
    return Spans(tuple(stop - start for start, stop in pairwise(starts)), False)


def _over_labels(row: Sequence[str], columns: int, below: Sequence[str]) -> tuple[int, ...] | None:
    """A band over a second level of headers: cells over empty ones stand alone, the others each over one
    round of the labels that repeat (Programado, Ejecutado, Programado, …)."""
    if len(below) != columns:
        return None
    alone = next((column for column, text in enumerate(below) if text), columns)
    labels = [text.casefold().split("\n")[0] for text in below[alone:]]
    if alone >= len(row) or not all(labels):
        return None
    starts = [at for at, label in enumerate(labels) if label == labels[0]]
    if len(starts) != len(row) - alone or len(starts) == len(labels):
        return None
    widths = [stop - start for start, stop in zip(starts, [*starts[1:], len(labels)], strict=True)]
    return (*(1,) * alone, *widths)


def _total(row: Sequence[str], columns: int, body: Sequence[Sequence[str]]) -> Spans:
    """A label over the first columns, then a figure in each of the last ones; of two cells, the figure's
    column is the one that fits it best."""
    label = columns - len(row) + 1
    if len(row) > 2 or content_of(row[1]) is Content.EMPTY:
        return Spans((label, *(1,) * (len(row) - 1)), _figure_share(body, columns - 1) > 0)
    fits = [_figure_share(body, column) for column in range(columns)]
    fits[-1] += _LAST_COLUMN
    column = max(range(1, columns), key=lambda place: (fits[place], place))
    return Spans((column, columns - column), column == columns - 1 and fits[column] > _LAST_COLUMN)


def _figure_share(body: Sequence[Sequence[str]], column: int) -> float:
    contents = [content_of(row[column]) for row in body]
    filled = [content for content in contents if content is not Content.EMPTY]
    return filled.count(Content.FIGURE) / len(filled) if filled else 0.0
