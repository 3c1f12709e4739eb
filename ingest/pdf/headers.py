"""Stacked headers: which words above the columns belong together, and over how many columns each reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.pdf.lattice import clusters
from ingest.pdf.lines import Chunk
from ingest.pdf.rows import Item, RowLine


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
    lines: Sequence[RowLine], spans: Sequence[tuple[float, float]], rules: Sequence[tuple[float, float, float]]
) -> Levels:
    """The labels of header lines. ``spans``: x0, x1 of the text below in each column; ``rules``: y, x0, x1 of
    rules inside the header that reach over some columns only."""
    items = [
        [_reach(item, line, lines[i + 1 :], spans, rules) for item in line.items] for i, line in enumerate(lines)
    ]
    labels = _stacked(items, rules)
    cuts: list[float] = []
    for label in labels:
        below = [other for other in labels if other.y0 > label.y0 and label.c0 <= other.c0 < label.c1]
        if label.c1 - label.c0 > 1 and below:
            top = min(other.chunks[0].base - 0.75 * other.chunks[0].size for other in below)
            cuts.append((label.chunks[-1].base + top) / 2)
    size = max((line.size for line in lines), default=10.0)
    cuts = clusters(cuts, 0.8 * size)
    placed = []
    for label in labels:
        top = label.chunks[0].base - 0.45 * label.chunks[0].size
        bottom = label.chunks[-1].base - 0.25 * label.chunks[-1].size
        first = sum(1 for cut in cuts if cut < top)
        last = sum(1 for cut in cuts if cut < bottom)
        placed.append((label, first, last + 1))
    return Levels(tuple(placed), len(cuts) + 1)


def _reach(
    item: Item,
    line: RowLine,
    below: Sequence[RowLine],
    spans: Sequence[tuple[float, float]],
    rules: Sequence[tuple[float, float, float]],
) -> Item:
    """The item with the columns that it heads: those over which its rule runs, or in whose middle it stands."""
    chunk = item.chunk
    for y, x0, x1 in rules:
        if 0 < y - chunk.base < 1.1 * chunk.size and x0 - 3 <= chunk.x0 and chunk.x1 <= x1 + 3:
            under = [i for i, (a, b) in enumerate(spans) if x0 - 2 <= (a + b) / 2 <= x1 + 2]
            if len(under) > 1:
                return Item(min(under[0], item.c0), max(under[-1] + 1, item.c1), chunk)
            return item
    others = {column for other in line.items if other is not item for column in range(other.c0, other.c1)}
    headed = {column for row in below for column in row.columns}
    best, best_off = item, _off_centre(chunk, spans[item.c0 : item.c1])
    if item.c1 - item.c0 == 1 and best_off <= 0.6 * chunk.size:
        return item
    for c0 in range(item.c0, -1, -1):
        if c0 in others:
            break
        for c1 in range(max(item.c1, c0 + 2), len(spans) + 1):
            if c1 - 1 in others:
                break
            if not all(column in headed for column in range(c0, c1)):
                continue
            off = _off_centre(chunk, spans[c0:c1])
            if off < best_off - 0.3 * chunk.size and off < 1.0 * chunk.size:
                best, best_off = Item(c0, c1, chunk), off
    return best


def _off_centre(chunk: Chunk, spans: Sequence[tuple[float, float]]) -> float:
    return abs(chunk.centre - (spans[0][0] + spans[-1][1]) / 2)


def _stacked(
    items: Sequence[Sequence[Item]], rules: Sequence[tuple[float, float, float]]
) -> list[Label]:
    """Items of following lines with the same reach, joined."""
    done: list[list[Item]] = []
    for row in items:
        for item in row:
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
