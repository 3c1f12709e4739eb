"""Whether a gutter parts two tables: each side has labels before its figures or words in two columns at
least, and something says that they are not one.

That is: rules that end at the gutter, rows that do not stand level, one that goes on where the other has
ended, a title over each, or the same words at the head of both.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from ingest.pdf.gutters import FEWEST, Gutter
from ingest.pdf.lines import Chunk, Line, median
from ingest.pdf.patience import ask
from ingest.pdf.rulings import Rulings
from ingest.pdf.stacks import is_caption
from ingest.pdf.values import is_figure, is_value

_REACH = 12.0
"""Points beyond the middle of a gutter that a rule may reach."""
_LEVEL = 0.15
"""Ems: baselines this near are level."""
_WIDE = 0.6
"""Of the width of a side: what a rule of a table covers at least."""
_WHOLE = 0.93
"""Of it: what a rule over a whole table covers."""
_PITCH = 0.06
"""Rows of one table stand apart alike, but for this share."""
_STEPS = 4
"""Rows from which the distance between rows is told."""
_LONGER = 4
"""Rows that one of two tables has below or above the other."""
_INDENT = 0.6
"""Ems: what begins this near the left edge of a table begins there."""
_LARGER = 1.1
"""Of the size of a table's text: what a title is set in."""

_YEAR = re.compile("(?:19|20)[0-9]{2}")

_Row = list[Chunk]


def table_gutter(lines: Sequence[Line], open_gaps: Sequence[Gutter], rulings: Rulings) -> Gutter | None:
    """The gutter with whole tables on both sides; of several that may be it, the one right of which most rows
    begin with a label."""
    best: tuple[float, Gutter] | None = None
    for gutter in open_gaps:
        ask()
        sure = _tables(lines[gutter.first : gutter.last + 1], gutter, rulings)
        if sure > (best[0] if best else 0.0):
            best = sure, gutter
    return best[1] if best else None


def _tables(own: Sequence[Line], gutter: Gutter, rulings: Rulings) -> float:
    """The share of rows that begin with a label at the right of a gutter with whole tables on both sides; 0
    for any other."""
    chunks = [chunk for line in own for chunk in line.chunks]
    left = rows_of([chunk for chunk in chunks if chunk.centre < gutter.middle])
    right = rows_of([chunk for chunk in chunks if chunk.centre > gutter.middle])
    if not _is_table(left) or not _is_table(right) or not _labelled(right):
        return 0.0
    if (
        _rules_end(rulings, gutter, own)
        or _out_of_step(left, right)
        or _one_is_longer(left, right)
        or _titled(left, right)
        or _headed_alike(left, right)
    ):
        return sum(1 for row in right if not is_figure(row[0].text) or _YEAR.fullmatch(row[0].text)) / len(
            right
        )
    return 0.0


def rows_of(chunks: Sequence[Chunk]) -> list[_Row]:
    """Pieces of text by printed line, from left to right."""
    rows: list[_Row] = []
    for chunk in sorted(chunks, key=lambda chunk: (chunk.base, chunk.x0)):
        if rows and chunk.base - rows[-1][0].base <= _LEVEL * chunk.size:
            rows[-1].append(chunk)
        else:
            rows.append([chunk])
    for row in rows:
        row.sort(key=lambda chunk: chunk.x0)
    return rows


def _beside(rows: Sequence[_Row]) -> list[_Row]:
    return [row for row in rows if len(row) > 1]


def _is_table(rows: Sequence[_Row]) -> bool:
    """Whether pieces of text look like a table by themselves: lines with two of them, from the first such
    line to the last."""
    at = [k for k, row in enumerate(rows) if len(row) > 1]
    return len(at) >= FEWEST and len(at) >= 0.3 * (at[-1] - at[0] + 1)


def _labelled(rows: Sequence[_Row]) -> bool:
    """Whether lines with several pieces of text begin with words, or with years one after the other: another
    column of labels."""
    beside = _beside(rows)
    if 2 * sum(1 for row in beside if not is_value(row[0].text)) >= len(beside):
        return True
    years = [int(row[0].text) for row in beside if _YEAR.fullmatch(row[0].text)]
    steps = [b - a for a, b in pairwise(years)]
    return len(years) >= max(FEWEST, 0.7 * len(beside)) and steps.count(1) >= 0.7 * len(steps)


def _rules_end(rulings: Rulings, gutter: Gutter, own: Sequence[Line]) -> bool:
    """Whether rules of one table end at the gutter and none runs across: three on both sides together, or one
    over the whole of either, or three over the whole of one."""
    top, foot = own[0].y0 - 2 * own[0].size, own[-1].y1 + own[-1].size
    h = rulings.h[(rulings.h[:, 0] >= top) & (rulings.h[:, 0] <= foot)]
    middle = gutter.middle
    left = (h[:, 2] <= gutter.x1) & (h[:, 2] < middle + _REACH)
    right = (h[:, 1] >= gutter.x0) & (h[:, 1] > middle - _REACH)
    across = (h[:, 1] < middle - _REACH) & (h[:, 2] > middle + _REACH)
    across &= (h[:, 0] > own[0].base) & (h[:, 0] < own[-1].base)
    if across.any() or not (left.any() or right.any()):
        return False
    chunks = [chunk for line in own for chunk in line.chunks]
    widths = (
        max((c.x1 for c in chunks if c.x1 <= middle), default=middle) - min(c.x0 for c in chunks),
        max(c.x1 for c in chunks) - min((c.x0 for c in chunks if c.x0 >= middle), default=middle),
    )
    shares = [(h[side, 2] - h[side, 1]) / max(w, 1.0) for side, w in zip((left, right), widths, strict=True)]
    wide = [int((share > _WIDE).sum()) for share in shares]
    whole = [int((share > _WHOLE).sum()) for share in shares]
    return (min(wide) >= 1 and sum(wide) >= 3) or min(whole) >= 1 or max(whole) >= 3


def _out_of_step(left: Sequence[_Row], right: Sequence[_Row]) -> bool:
    """Whether most lines of either side stand level with none of the other, or the rows of the two stand
    apart at distances of their own."""
    a, b = [row[0] for row in left], [row[0] for row in right]
    top, foot = max(a[0].base, b[0].base) - 1, min(a[-1].base, b[-1].base) + 1
    apart = []
    for own, other in ((a, b), (b, a)):
        inside = [chunk for chunk in own if top <= chunk.base <= foot]
        bases = [chunk.base for chunk in other]
        level = sum(1 for chunk in inside if _is_level(chunk, bases))
        apart.append(len(inside) >= FEWEST and level <= 0.5 * len(inside))
    if all(apart):
        return True
    pitches = _pitch(left), _pitch(right)
    return any(apart) and min(pitches) > 0 and abs(pitches[0] - pitches[1]) > _PITCH * max(pitches)


def _is_level(chunk: Chunk, bases: Sequence[float]) -> bool:
    """Whether one of some baselines (from the top) is that of a piece of text."""
    at = bisect_left(bases, chunk.base)
    return any(abs(chunk.base - base) < _LEVEL * chunk.size for base in bases[max(at - 1, 0) : at + 1])


def _pitch(rows: Sequence[_Row]) -> float:
    """How far rows stand apart; 0 where most of them do not stand apart alike."""
    steps = [b[0].base - a[0].base for a, b in pairwise(_beside(rows))]
    usual = median(steps)
    alike = sum(1 for step in steps if abs(step - usual) <= _PITCH * usual)
    return usual if len(steps) >= _STEPS and alike >= 0.6 * len(steps) else 0.0


def _one_is_longer(left: Sequence[_Row], right: Sequence[_Row]) -> bool:
    """Whether the side at the right has labelled rows of figures above or below the left one, many of them:
    the left column of one table names them all."""
    rows = [row for row in _beside(right) if not is_value(row[0].text) and is_figure(row[-1].text)]
    ends = left[0][0].base, left[-1][0].base
    below = [row for row in rows if row[0].base > ends[1] + row[0].size]
    above = [row for row in rows if row[0].base < ends[0] - row[0].size]
    return max(len(below), len(above)) >= max(_LONGER, 0.25 * len(rows))


def _titled(left: Sequence[_Row], right: Sequence[_Row]) -> bool:
    """Whether a title stands over each side: a numbered caption, or one piece of text set larger or bolder
    than the rows that begins where they begin and reaches over several columns."""
    return _has_title(left) and _has_title(right)


def _has_title(rows: Sequence[_Row]) -> bool:
    usual = median([len(row) for row in _beside(rows)])
    body = [row for row in rows if 2 * len(row) > usual]
    edge = min(row[0].x0 for row in body)
    size = median([row[0].size for row in body])
    ends = median([row[0].x1 for row in body])
    first = rows.index(body[0])
    for title in (row[0] for row in rows[max(first - 3, 0) : first]):
        larger = title.size > _LARGER * size or (title.bold and not body[-1][-1].bold)
        if is_caption(title.text) or (larger and abs(title.x0 - edge) < _INDENT * size and title.x1 > ends):
            return True
    return False


def _headed_alike(left: Sequence[_Row], right: Sequence[_Row]) -> bool:
    """Whether both sides begin with a row of the same words, but for the label's."""
    a, b = ([chunk.text for chunk in _beside(rows)[0]] for rows in (left, right))
    return len(a) == len(b) > 2 and a[1:] == b[1:] and len(set(a[1:])) == len(a) - 1
