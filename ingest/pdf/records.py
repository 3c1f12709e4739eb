"""Records from printed lines: which lines of an area without row rules are one row of its table.

The partition of the lines that costs least is taken. What it costs: pieces of text that follow each other
in a column and were put into one row although they look like two cells (figures below each other, a line
that ends before its column does, more than line spacing between), or were parted although they look like
one (a line that is full, then a word in lower case); and columns whose text does not stand at the top, in
the middle or at the foot of its row, whichever of the three fits the table best.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.pdf.lines import Chunk, median
from ingest.pdf.patience import ask
from ingest.pdf.rows import Item, RowLine, goes_on, is_full
from ingest.pdf.values import is_figure, is_value

_MOST_LINES = 24
"""Of one record."""
_HARD = 2.6
"""Of the size: lines further apart are never one record."""
_ENUMERATED = re.compile(r"(\(?(\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})(\.\d{1,3})*[.)-]|[•·▪◦●○■□–—*➢✓-])\s")
_NEGATIVE = re.compile(r"\([\d.,\s%*]+\)%?")
"""A figure in brackets: negative, or an error of estimation."""
_OPEN = re.compile(r"[*/+=×÷:,(\[]$")
_MOST_LABELS = 3
"""Columns of labels that stand in the middle of several records."""
_FLOWING = 2.0
_FULL = -0.3
"""How much two lines look like one cell of which the first only had no room for the next word."""
_PLACES = ("top", "middle", "foot")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pieces of text that follow each other in a column, by the numbers of their lines."""

    above: int
    below: int
    column: int
    joined: float
    """How much they look like one cell; below 0: like two."""


@dataclass(frozen=True, slots=True)
class Partition:
    """The record of each line, from 0, and how sure the limits between them are."""

    numbers: tuple[int, ...]
    sure: int = 0
    """Limits at which two columns or more begin anew."""
    unsure: int = 0
    likely: int = 0
    """Of the unsure ones, those at which a column of figures begins anew and no text goes on."""
    flowing: tuple[tuple[int, int, int], ...] = ()
    """Column, record and the record after it, where the text of a cell surely goes on from one to the other:
    it spans both."""
    labels: tuple[tuple[int, tuple[Chunk, ...], int, int], ...] = ()
    """Labels in the first columns that stand in the middle of one or several records: column, lines, the
    first of these records and the one after the last."""

    def then(self, other: Partition) -> Partition:
        """With the records of the lines that follow."""
        start = max(self.numbers, default=-1) + 1
        return Partition(
            self.numbers + tuple(start + number for number in other.numbers),
            self.sure + other.sure,
            self.unsure + other.unsure,
            self.likely + other.likely,
            self.flowing + tuple((column, start + a, start + b) for column, a, b in other.flowing),
            self.labels
            + tuple((column, chunks, start + a, start + b) for column, chunks, a, b in other.labels),
        )


def partition(
    lines: Sequence[RowLine], spans: Sequence[tuple[float, float]], *, stub_leads: bool | None = None
) -> Partition:
    """The records of lines that no rules part. ``spans``: the room of each column, from left to right."""
    if not lines:
        return Partition(())
    labelled = _labelled(lines, spans)
    return labelled or _parted(lines, spans, stub_leads)


def _parted(
    lines: Sequence[RowLine], spans: Sequence[tuple[float, float]], stub_leads: bool | None
) -> Partition:
    pairs = _pairs(lines, spans)
    if stub_leads is None:
        stub_leads = sum(1 for line in lines if 0 in line.columns) >= 0.6 * len(lines)
    cuts = _plain_cuts(lines, pairs)
    if cuts is None:
        _, cuts = min(
            (
                _best(lines, pairs, place, stub_leads, bias)
                for place, bias in zip(_PLACES, (0.0, 0.5, 0.5), strict=True)
            ),
            key=lambda found: found[0],
        )
    numbers, number = [], -1
    for i in range(len(lines)):
        number += i in cuts
        numbers.append(number)
    sure = sum(1 for cut in cuts if cut and _is_sure(cut, pairs))
    likely = sum(1 for cut in cuts if cut and not _is_sure(cut, pairs) and _is_likely(cut, pairs))
    flowing = tuple(
        (pair.column, numbers[pair.above], numbers[pair.below])
        for pair in pairs
        if pair.joined >= _FLOWING and numbers[pair.below] == numbers[pair.above] + 1
    )
    return Partition(tuple(numbers), sure, len(cuts) - 1 - sure, likely, flowing)


def _labelled(lines: Sequence[RowLine], spans: Sequence[tuple[float, float]]) -> Partition | None:
    """The records where labels in the first column, or in the first few, stand each in the middle of one or
    several of them, and of several at least once; else None."""
    for count in range(min(_MOST_LABELS, len(spans) - 2), 0, -1):
        found = _labelled_by(lines, spans, count)
        if found is not None:
            return found
    return None


def _labelled_by(
    lines: Sequence[RowLine], spans: Sequence[tuple[float, float]], count: int
) -> Partition | None:
    stubs = [
        [item for line in lines for item in line.items if item.c0 == column and item.c1 == column + 1]
        for column in range(count)
    ]
    rest = [
        (i, RowLine(items))
        for i, line in enumerate(lines)
        if (items := tuple(item for item in line.items if item.c0 >= count))
    ]
    every = sum(1 for line in lines for item in line.items if item.c0 < count)
    if any(len(own) < 2 for own in stubs) or every > sum(map(len, stubs)):
        return None
    if len(rest) <= len(stubs[0]) or len({c for _, line in rest for c in line.columns}) < 2:
        return None
    found = _parted([line for _, line in rest], spans, False)
    heights: list[tuple[float, float]] = []
    for number, (_, line) in zip(found.numbers, rest, strict=True):
        if number == len(heights):
            heights.append((line.base, line.base))
        else:
            heights[-1] = heights[-1][0], line.base
    groups: list[tuple[int, tuple[Chunk, ...], int, int]] = []
    for column, own in enumerate(stubs):
        placed = _in_the_middle(own, heights, spans)
        if placed is None:
            return None
        groups += [(column, *group) for group in placed]
    if all(b - a == 1 for _, _, a, b in groups):
        return None
    number_of = {i: number for number, (i, _) in zip(found.numbers, rest, strict=True)}
    numbers: list[int] = []
    for i in range(len(lines)):
        numbers.append(number_of.get(i, numbers[-1] if numbers else 0))
    return Partition(tuple(numbers), found.sure, found.unsure, found.likely, found.flowing, tuple(groups))


def _in_the_middle(
    stubs: Sequence[Item], heights: Sequence[tuple[float, float]], spans: Sequence[tuple[float, float]]
) -> list[tuple[tuple[Chunk, ...], int, int]] | None:
    """Labels with the records that each stands in the middle of, one label after the other over all records
    but the last (a total); ``heights``: first and last baseline of each record."""
    groups: list[tuple[tuple[Chunk, ...], int, int]] = []
    at = done = 0
    while done < len(stubs):
        found = None
        for stop in range(done + 1, len(stubs) + 1):
            ask()
            block = stubs[done:stop]
            # A line level with a record is its label, unless the words of the next one surely go on.
            apart = 0.0 if found == (done + 1, at + 1) else -2.0
            if stop > done + 1 and _joined(block[-2], block[-1], spans, 1.2) <= apart:
                break
            middle = (block[0].chunk.base + block[-1].chunk.base) / 2
            size = block[0].chunk.size
            last = next(
                (
                    k
                    for k in range(at, len(heights))
                    if abs((heights[at][0] + heights[k][1]) / 2 - middle) < 0.3 * size
                ),
                None,
            )
            if last is not None:
                found = (stop, last + 1)
        if found is None:
            return None
        groups.append((tuple(item.chunk for item in stubs[done : found[0]]), at, found[1]))
        done, at = found
    return groups if len(heights) - at <= 1 else None


def _is_sure(cut: int, pairs: Sequence[Pair]) -> bool:
    ask()
    over = [pair.joined for pair in pairs if pair.above < cut <= pair.below]
    return sum(1 for joined in over if joined <= -1.5) >= 2 and sum(over) <= -4.0


def _is_likely(cut: int, pairs: Sequence[Pair]) -> bool:
    over = [pair.joined for pair in pairs if pair.above < cut <= pair.below]
    return sum(over) <= -4.0 and max(over) <= 0


def _pairs(lines: Sequence[RowLine], spans: Sequence[tuple[float, float]]) -> list[Pair]:
    """Pieces of text that follow each other in a column."""
    last: dict[int, tuple[int, Item]] = {}
    found: list[tuple[int, int, Item, Item]] = []
    for i, line in enumerate(lines):
        for item in line.items:
            before = last.get(item.c0)
            if before is not None and before[0] != i:
                found.append((before[0], i, before[1], item))
            last[item.c0] = (i, item)
    spacing = _line_spacing([(a.chunk, b.chunk) for _, _, a, b in found])
    pairs = [Pair(i, j, b.c0, _joined(a, b, spans, spacing)) for i, j, a, b in found]
    return _like_others([_headed(pair, lines) if pair.column == 0 else pair for pair in pairs], lines)


def _headed(pair: Pair, lines: Sequence[RowLine]) -> Pair:
    """Two labels as they look beside figures: one that stands alone and ends in a colon heads the rows below
    it, and one that has a number or letter of its own begins a row."""
    above, below = lines[pair.above], lines[pair.below]
    text = below.items[0].chunk.text
    opens = above.items[0].chunk.text.endswith(":") and len(above.items) == 1 and below.figures > 0
    if pair.joined > 0 and (_ENUMERATED.match(text) or (opens and not text[:1].islower())):
        return replace(pair, joined=-2.5)
    return pair


def _like_others(pairs: list[Pair], lines: Sequence[RowLine]) -> list[Pair]:
    """Pairs, with labels joined that break where the next word did not fit as others of the table surely do:
    below the line with the figures, or above it, and as far in."""

    def kind(pair: Pair) -> tuple[bool, bool] | None:
        if pair.column or pair.below != pair.above + 1:
            return None
        bare = len(lines[pair.above].items) == 1, len(lines[pair.below].items) == 1
        # A line that goes on one with figures stands below them as well.
        return (False, True) if bare == (True, True) and pair.above in going_on else bare

    def inset(pair: Pair) -> float:
        above, below = (lines[k].items[0].chunk for k in (pair.above, pair.below))
        return (below.x0 - above.x0) / below.size

    going_on = {pair.below for pair in pairs if not pair.column and pair.joined >= _FLOWING}
    sure: dict[tuple[bool, bool], list[float]] = defaultdict(list)
    for pair in pairs:
        found = kind(pair) if pair.joined >= _FLOWING else None
        if found and any(found):
            sure[found].append(inset(pair))
    if len(sure) != 1:
        return pairs
    ((usual, insets),) = sure.items()
    return [
        replace(pair, joined=1.0)
        if pair.joined == _FULL and kind(pair) == usual and any(abs(inset(pair) - x) < 0.3 for x in insets)
        else pair
        for pair in pairs
    ]


def _line_spacing(pairs: Sequence[tuple[Chunk, Chunk]]) -> float:
    """Of the size: distance of the lines of one cell, from those whose words surely go on."""
    steps = [
        (b.base - a.base) / max(a.size, b.size)
        for a, b in pairs
        if b.text[:1].islower() and b.base - a.base < 1.7 * b.size and not is_figure(a.text)
    ]
    every = sorted((b.base - a.base) / max(a.size, b.size) for a, b in pairs)
    usual = median(steps) if len(steps) >= 3 else 0.0
    if not usual and every and 0.9 < every[0] < 1.35:
        usual = every[0]
    return min(max(usual, 1.0), 1.5) if usual else 1.2


def _joined(a: Item, b: Item, spans: Sequence[tuple[float, float]], spacing: float) -> float:
    """How much two pieces of text look like one cell."""
    above, below = a.chunk, b.chunk
    size = max(above.size, below.size)
    step = (below.base - above.base) / size / spacing
    apart = 0.0 if step < 1.12 else 1.0 if step < 1.25 else 2.0 if step < 1.5 else 4.0
    unclosed = _unclosed(above.text)
    formula = below.text[:1] in "([" and not _NEGATIVE.fullmatch(below.text)
    if is_value(above.text) and not unclosed:
        if formula:
            return 1.0 - apart
        if is_value(below.text):
            return -4.0 - apart
    left, right = spans[a.c0][0], spans[min(a.c1, len(spans)) - 1][1]
    full = is_full(above, below, left, right)
    if above.bold != below.bold:
        apart += 1.5
    if unclosed or _OPEN.search(above.text):
        return 3.0 - apart
    if is_figure(above.text) != is_figure(below.text) and not below.text[:1].islower():
        return -1.0 - apart
    if not full:
        return (0.5 if below.text[:1].islower() and goes_on(above, below) else -2.5) - apart
    if goes_on(above, below):
        return 3.0 - apart
    if _ENUMERATED.match(below.text):
        return -2.0 - apart
    if above.text.endswith(";") and below.text[:1].islower():
        return 1.0 - apart
    if above.text.endswith((".", ";", ":")):
        return -1.0 - apart
    return _FULL - apart


def _unclosed(text: str) -> bool:
    return text.count("(") > text.count(")") or text.count("[") > text.count("]")


def _plain_cuts(lines: Sequence[RowLine], pairs: Sequence[Pair]) -> set[int] | None:
    """A limit before every line, where no line looks like going on the one before."""
    gain: dict[int, float] = defaultdict(float)
    for pair in pairs:
        if pair.below - pair.above == 1:
            gain[pair.below] += pair.joined
        elif pair.joined > 0:
            return None
    for i in range(1, len(lines)):
        if gain.get(i, 0.0) >= 0 and i not in gain:
            return None
        if gain[i] > -2.0 or lines[i].base - lines[i - 1].base < 0.9 * min(lines[i].size, lines[i - 1].size):
            return None
    for pair in pairs:
        if pair.joined > 0:
            return None
    return set(range(len(lines)))


def _best(
    lines: Sequence[RowLine], pairs: Sequence[Pair], place: str, stub_leads: bool, bias: float
) -> tuple[float, set[int]]:
    """The cheapest partition where the text of a row stands at one place of it: its cost, and its limits."""
    count = len(lines)
    by_below: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_below[pair.below].append(pair)
    columns = [{item.c0 for item in line.items} for line in lines]
    bases = [line.base for line in lines]
    sizes = [line.size for line in lines]
    best = [0.0] * (count + 1)
    start = [0] * (count + 1)
    # cost[j]: of the record that begins at i and ends before j, grown line by line from each i.
    best[1:] = [float("inf")] * count
    for i in range(count):
        ask()
        first: dict[int, float] = {}
        last: dict[int, float] = {}
        inside = crossing = 0.0
        for j in range(i, min(count, i + _MOST_LINES)):
            if j > i and bases[j] - bases[j - 1] > _HARD * max(sizes[j], sizes[j - 1]):
                break
            for pair in by_below[j]:
                if pair.above >= i:
                    inside -= pair.joined
                else:
                    crossing += pair.joined
            for column in columns[j]:
                first.setdefault(column, bases[j])
                last[column] = bases[j]
            cost = best[i] + inside + crossing + _misplaced(first, last, place, sizes[i])
            if stub_leads and 0 not in first:
                cost += 0.7
            if (
                i
                and 0 <= bases[i] - bases[i - 1] < 0.75 * min(sizes[i], sizes[i - 1])
                and not (columns[i] & columns[i - 1])
            ):
                cost += 3.0
            if cost < best[j + 1]:
                best[j + 1], start[j + 1] = cost, i
    cuts, at = set(), count
    while at:
        at = start[at]
        cuts.add(at)
    return best[count] + bias, cuts


def _misplaced(first: dict[int, float], last: dict[int, float], place: str, size: float) -> float:
    """What the columns of a row cost whose text does not stand where the row's text stands."""
    if len(first) < 2:
        return 0.0
    top, foot = min(first.values()), max(last.values())
    if foot - top < 0.35 * size:
        return 0.0
    cost = 0.0
    for column, begin in first.items():
        if place == "top":
            off = begin - top
        elif place == "foot":
            off = foot - last[column]
        else:
            off = abs(begin + last[column] - top - foot) / 2
        if off > 0.45 * size:
            cost += 1.5 + 0.3 * min(off / size, 4.0)
    return cost
