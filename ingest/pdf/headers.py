"""Stacked headers: which words above the columns belong together, and over how many columns each reaches."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.pdf.lattice import clusters
from ingest.pdf.lines import Chunk
from ingest.pdf.patience import ask
from ingest.pdf.rows import Item, RowLine, goes_on
from ingest.pdf.values import is_figure

_FARTHEST = 1.6
"""Of the size: lines of one label stand no further apart."""
_ALIGNED = 0.35
"""Ems: lines of one label whose edges or middles differ no more are aligned."""
_NUMBER = re.compile(r"\((\d{1,2}|[A-Za-z])\)")
_FEWEST_NUMBERS = 3
_BARE = 0.5
"""What a column costs that is left without a heading."""
_DIGITS_OF_YEAR = 4
_LEVEL = 2.0
"""Points: baselines this near are level."""
_EDGES: tuple[Callable[[Chunk], float], ...] = (
    lambda chunk: chunk.centre,
    lambda chunk: chunk.x0,
    lambda chunk: chunk.x1,
)


@dataclass(frozen=True, slots=True)
class Label:
    """The lines of one header cell."""

    c0: int
    c1: int
    chunks: tuple[Chunk, ...]

    @property
    def y0(self) -> float:
        return self.chunks[0].y0

    @property
    def y1(self) -> float:
        return self.chunks[-1].y1


@dataclass(frozen=True, slots=True)
class Levels:
    """Header labels with their rows (half-open, from 0) and the number of rows."""

    labels: tuple[tuple[Label, int, int], ...]
    count: int


def levels(
    lines: Sequence[RowLine],
    lower: Sequence[RowLine],
    spans: Sequence[tuple[float, float]],
    rules: Sequence[tuple[float, float, float]],
) -> Levels:
    """The labels of header lines.

    ``lower``: header lines that a rule parts from them; ``spans``: x0, x1 of the text below in each column;
    ``rules``: y, x0, x1 of rules inside the header that reach over some columns only.
    """
    if len(lines) > 1 and numbers_columns(lines[-1]):
        return _over_numbers(lines, lower, spans, rules)
    ruled = _ruled(lines, spans, rules)
    items: list[list[Item]] = []
    for i, (line, found) in enumerate(zip(lines, ruled, strict=True)):
        known = [reach or _begun(item, items[-1:]) for item, reach in zip(line.items, found, strict=True)]
        items.append(_reaches(line, known, [*lines[i + 1 :], *lower], spans))
    labels = _stacked(items, rules)
    heads: list[tuple[float, float]] = []
    for label in labels:
        ask()
        below = [other for other in labels if other.y0 > label.y0 and label.c0 <= other.c0 < label.c1]
        if label.c1 - label.c0 > 1 and below:
            top = min(other.chunks[0].base - 0.75 * other.chunks[0].size for other in below)
            heads.append((label.chunks[-1].base, top))
    # Labels of several columns that stand level head one row, however deep what is below them stands.
    cuts = [(base + min(top for other, top in heads if abs(other - base) < _LEVEL)) / 2 for base, _ in heads]
    size = max((line.size for line in lines), default=10.0)
    cuts = clusters(cuts, 0.8 * size)
    placed = []
    for label in labels:
        top = label.chunks[0].base - 0.45 * label.chunks[0].size
        bottom = label.chunks[-1].base - 0.25 * label.chunks[-1].size
        first = sum(1 for cut in cuts if cut < top)
        last = sum(1 for cut in cuts if cut < bottom)
        placed.append((label, first, last + 1))
    return Levels(tuple(_upwards(placed)), len(cuts) + 1)


def _over_numbers(
    lines: Sequence[RowLine],
    lower: Sequence[RowLine],
    spans: Sequence[tuple[float, float]],
    rules: Sequence[tuple[float, float, float]],
) -> Levels:
    """The labels above a line that numbers the columns, which is a row of its own beside the label at the
    left."""
    stub = tuple(item for item in lines[-1].items if not item.c0)
    found = levels([*lines[:-1], RowLine(stub)] if stub else lines[:-1], lower, spans, rules)
    foot = found.count
    above = [(label, r0, r1 + (not label.c0 and r1 == foot)) for label, r0, r1 in found.labels]
    numbers = [
        (Label(item.c0, item.c1, (item.chunk,)), foot, foot + 1) for item in lines[-1].items if item.c0
    ]
    return Levels((*above, *numbers), foot + 1)


def numbers_columns(line: RowLine) -> bool:
    """Whether the items of a line beside the first column are numbers or letters of columns that follow each
    other: (1), (2), (3)."""
    texts = [item.chunk.text for item in line.items if item.c0]
    signs = [found[1] for text in texts if (found := _NUMBER.fullmatch(text))]
    if len(signs) < max(_FEWEST_NUMBERS, len(texts)):
        return False
    order = [int(sign) if sign.isdigit() else ord(sign.lower()) for sign in signs]
    return all(b - a == 1 for a, b in pairwise(order))


def _upwards(placed: Sequence[tuple[Label, int, int]]) -> list[tuple[Label, int, int]]:
    """Labels of one column with the empty rows above, from the label that heads them or the first row on."""
    made = []
    for label, first, stop in placed:
        ask()
        above = [
            end for other, start, end in placed if label.c0 in range(other.c0, other.c1) and start < first
        ]
        made.append((label, first if label.c1 - label.c0 > 1 else max(above, default=0), stop))
    return made


def _begun(item: Item, before: Sequence[Sequence[Item]]) -> Item | None:
    """The reach of an item that goes on a label over several columns of the line before."""
    ask()
    chunk = item.chunk
    for above in (above for line in before for above in line):
        step = chunk.base - above.chunk.base
        middle = abs(chunk.centre - above.chunk.centre) < _ALIGNED * chunk.size
        wide = above.c1 - above.c0 > 1 and above.c0 <= item.c0 and item.c1 <= above.c1
        if wide and middle and 0 < step < _FARTHEST * chunk.size and goes_on(above.chunk, chunk):
            return Item(above.c0, above.c1, chunk)
    return None


def _ruled(
    lines: Sequence[RowLine],
    spans: Sequence[tuple[float, float]],
    rules: Sequence[tuple[float, float, float]],
) -> list[list[Item | None]]:
    """The reach by rule of each item of each line; the lowest line of a label has that of all its lines."""
    found: list[list[Item | None]] = []
    below: list[Item] = []
    for line in reversed(lines):
        own = []
        for item in line.items:
            ask()
            chunk, reach = item.chunk, _by_rule(item, spans, rules)
            for other in below:
                near = 0 < other.chunk.base - chunk.base < _FARTHEST * chunk.size
                if reach is None and near and abs(chunk.centre - other.chunk.centre) < _ALIGNED * chunk.size:
                    reach = Item(min(other.c0, item.c0), max(other.c1, item.c1), chunk)
            own.append(reach)
        below = [reach for reach in own if reach is not None and reach.c1 - reach.c0 > 1]
        found.append(own)
    return found[::-1]


def _reaches(
    line: RowLine,
    ruled: Sequence[Item | None],
    below: Sequence[RowLine],
    spans: Sequence[tuple[float, float]],
) -> list[Item]:
    """The items of a line with the columns that each heads: those over which its rule runs, or in whose
    middle it stands; together they leave as few columns without a heading as may be."""
    if all(item.c1 - item.c0 == item.high - item.low for item in line.items):
        return list(line.items)
    # What stands beside the line, a little lower, is no level below it.
    level = line.base + 0.8 * line.size
    headed = {column for row in below if row.base > level for column in row.columns}
    headed -= {column for row in below if row.base <= level for column in row.columns}
    crowded = any(a.c1 > b.c0 for a, b in pairwise(line.items))
    given = _disjoint(line.items, ruled)
    own = [found or item for found, item in zip(given, line.items, strict=True)]
    if all(given) or not headed or crowded:
        return own
    # The labels of one header are set alike: all to the left, to the right or in the middle.
    wraps = max(
        ([_wraps(item, below, spans, edge) for item in line.items] for edge in _EDGES),
        key=sum,
    )
    best = _tiled(line, given, wraps, spans, headed, _centres(below))
    if best is None:
        return own
    cost, tiled = best
    bare, left = _unheaded(own, headed), _unheaded(tiled, headed)
    worth = min(1.0, _BARE * (bare - left))
    worth -= sum(
        wrapped
        for wrapped, before, after in zip(wraps, own, tiled, strict=True)
        if (before.c0, before.c1) != (after.c0, after.c1)
    )
    return tiled if cost - _BARE * left < worth else own


def _unheaded(items: Sequence[Item], headed: set[int]) -> int:
    """How many of the columns that have headings below have none of these above; the first needs none."""
    return len(headed.difference({0}, *(range(item.c0, item.c1) for item in items)))


def _tiled(
    line: RowLine,
    given: Sequence[Item | None],
    wraps: Sequence[float],
    spans: Sequence[tuple[float, float]],
    headed: set[int],
    centres: Mapping[int, float],
) -> tuple[float, list[Item]] | None:
    """The cheapest way to let the items of a line head one or several columns each, and what it costs: a
    column left without a heading, a label that does not stand in the middle of its columns, one that looks
    like going on below."""
    size = line.size
    # best[c]: least cost of placing the items so far with their columns ending at c, and how.
    best: dict[int, tuple[float, list[Item]]] = {0: (0.0, [])}
    for item, fixed, wrapped in zip(line.items, given, wraps, strict=True):
        following: dict[int, tuple[float, list[Item]]] = {}
        for end, (cost, placed) in best.items():
            ask()
            for c0, c1 in _choices(item, fixed, end, spans, headed):
                skipped = sum(_BARE for column in range(max(end, 1), c0) if column in headed)
                off = _off_centre(item.chunk, spans, centres, c0, c1) / size
                total = cost + skipped + off
                if c1 - c0 > 1:
                    total += (4.0 if off >= 1.2 else 0.0) + (max(wrapped, 0.0) if fixed is None else 0.0)
                if c1 not in following or total < following[c1][0]:
                    following[c1] = (total, [*placed, Item(c0, c1, item.chunk)])
        best = following
    last = len(spans)
    ranked = [
        (cost + sum(_BARE for column in range(end, last) if column in headed), placed)
        for end, (cost, placed) in best.items()
    ]
    return min(ranked, key=lambda choice: choice[0]) if ranked else None


def _wraps(
    item: Item,
    below: Sequence[RowLine],
    spans: Sequence[tuple[float, float]],
    edge: Callable[[Chunk], float],
) -> float:
    """How much a label looks like going on in the next line of its own column: the words say so, the two are
    aligned, the next word would not have fitted. 0 where nothing stands below."""
    ask()
    chunk = item.chunk
    under = next(
        (
            other.chunk
            for row in below
            for other in row.items
            if row.base > chunk.base + 0.5 * chunk.size and other.c0 < item.c1 and item.c0 < other.c1
        ),
        None,
    )
    if under is None or item.c1 - item.c0 > 1:
        return 0.0
    if under.base - chunk.base > _FARTHEST * chunk.size or under.bold != chunk.bold:
        return -1.0
    if abs(edge(chunk) - edge(under)) > _ALIGNED * chunk.size:
        return -1.0
    if is_figure(chunk.text) and not is_figure(under.text):
        # "65" goes on with "years and over"; a year heads what stands below.
        is_part = len(chunk.text) < _DIGITS_OF_YEAR and under.text[:1].islower()
        return 2.0 if is_part else -1.0
    if goes_on(chunk, under):
        return 2.0
    left, right = spans[item.c0]
    room = max(right, chunk.x1, under.x1) - min(left, chunk.x0, under.x0)
    return 0.7 if chunk.x1 - chunk.x0 + 0.25 * chunk.size + under.first_width > room else -0.5


def _disjoint(items: Sequence[Item], ruled: Sequence[Item | None]) -> list[Item | None]:
    """Reaches by rule that leave every other item its own columns."""
    kept: list[Item | None] = []
    for k, found in enumerate(ruled):
        ask()
        clear = found is not None and all(
            other.c1 <= found.c0 or other.c0 >= found.c1 for j, other in enumerate(items) if j != k
        )
        kept.append(found if clear else None)
    return kept


def _by_rule(
    item: Item, spans: Sequence[tuple[float, float]], rules: Sequence[tuple[float, float, float]]
) -> Item | None:
    chunk = item.chunk
    for y, x0, x1 in rules:
        if 0 < y - chunk.base < 1.1 * chunk.size and x0 - 3 <= chunk.x0 and chunk.x1 <= x1 + 3:
            under = [i for i, (a, b) in enumerate(spans) if x0 - 2 <= (a + b) / 2 <= x1 + 2]
            if under:
                return Item(min(under[0], item.c0), max(under[-1] + 1, item.c1), chunk)
    return None


def _choices(
    item: Item, fixed: Item | None, end: int, spans: Sequence[tuple[float, float]], headed: set[int]
) -> list[tuple[int, int]]:
    """The column ranges that an item may head, none before ``end``."""
    if fixed is not None:
        return [(fixed.c0, fixed.c1)] if fixed.c0 >= end else []
    own = (item.c0, item.c1)
    if own[0] < end:
        return []
    found = [own]
    for c0 in range(max(end, item.low), own[0] + 1):
        ask()
        for c1 in range(max(own[1], c0 + 2), min(len(spans), item.high) + 1):
            if (c0, c1) != own and headed.issuperset(range(c0, c1)):
                found += [(c0, c1)]
    return found


def _centres(below: Sequence[RowLine]) -> dict[int, float]:
    """The middle of the uppermost label of each column that has one of its own in the lines below."""
    found: dict[int, float] = {}
    for line in below:
        for item in line.items:
            if item.c1 - item.c0 == 1:
                found.setdefault(item.c0, item.chunk.centre)
    return found


def _off_centre(
    chunk: Chunk, spans: Sequence[tuple[float, float]], centres: Mapping[int, float], c0: int, c1: int
) -> float:
    """How far a label stands off the middle of its columns, by the text below or, over several of them, by
    their own labels (what is set to the right tells little of where a column begins)."""
    off = abs(chunk.centre - (spans[c0][0] + spans[c1 - 1][1]) / 2)
    if c1 - c0 > 1 and c0 in centres and c1 - 1 in centres:
        off = min(off, abs(chunk.centre - (centres[c0] + centres[c1 - 1]) / 2))
    return off


def _stacked(items: Sequence[Sequence[Item]], rules: Sequence[tuple[float, float, float]]) -> list[Label]:
    """Items of following lines with the same reach, joined."""
    done: list[list[Item]] = []
    for row in items:
        for item in row:
            ask()
            for stack in reversed(done):
                last = stack[-1]
                same = (last.c0, last.c1) == (item.c0, item.c1)
                if same and item.chunk.base > last.chunk.base and not _parted(last.chunk, item.chunk, rules):
                    stack.append(item)
                    break
                if last.c0 < item.c1 and item.c0 < last.c1:
                    done.append([item])
                    break
            else:
                done.append([item])
    return [Label(stack[0].c0, stack[0].c1, tuple(item.chunk for item in stack)) for stack in done]


def _parted(above: Chunk, below: Chunk, rules: Sequence[tuple[float, float, float]]) -> bool:
    middle = (below.x0 + below.x1) / 2
    return below.base - above.base > 2.2 * below.size or any(
        above.base < y < below.base and x0 <= middle <= x1 for y, x0, x1 in rules
    )
