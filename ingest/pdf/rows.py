"""Printed lines of a table, and what a typesetter's habits say of two that follow each other: a line that
breaks although the next word would still have fitted was broken on purpose; what goes on starts in lower case
or closes what the line before opened. Which lines are one row is told in ``records``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ingest.pdf.lines import Chunk, median
from ingest.pdf.patience import ask
from ingest.pdf.values import has_digit, is_figure, is_value
from ingest.pdf.wording import open_ends


@dataclass(slots=True, unsafe_hash=True)
class Item:
    """A chunk and the columns that it stands in, half-open, between the columns that rules part off."""

    c0: int
    c1: int
    chunk: Chunk
    low: int = 0
    high: int = 1_000_000


@dataclass(frozen=True)
class RowLine:
    """One printed line of a table."""

    items: tuple[Item, ...]

    @cached_property
    def base(self) -> float:
        return median([item.chunk.base for item in self.items])

    @cached_property
    def size(self) -> float:
        return max([item.chunk.size for item in self.items])

    @cached_property
    def columns(self) -> frozenset[int]:
        return frozenset([column for item in self.items for column in range(item.c0, item.c1)])

    @cached_property
    def figures(self) -> int:
        """How many of its items are figures."""
        return sum([is_figure(item.chunk.text) for item in self.items])


def in_lines(items: Sequence[Item]) -> list[RowLine]:
    """Items gathered by baseline, top to bottom."""
    rows: list[list[Item]] = []
    for item in sorted(items, key=lambda item: item.chunk.base):
        if rows and item.chunk.base - rows[-1][0].chunk.base <= 0.45 * max(
            item.chunk.size, rows[-1][0].chunk.size
        ):
            rows[-1].append(item)
        else:
            rows.append([item])
    return [RowLine(tuple(sorted(row, key=lambda item: item.chunk.x0))) for row in rows]


def wraps(before: Chunk, after: Chunk, right: float) -> bool:
    """Whether the line broke because the next word did not fit before ``right``."""
    if before.text.endswith(("-", "\u00ad")) and not is_value(before.text):
        return True
    return before.x1 + 0.25 * before.size + after.first_width > right - 0.1 * before.size


def goes_on(before: Chunk, after: Chunk) -> bool:
    """Whether the words themselves say that a line continues the one before."""
    text = after.text.lstrip("(\"'“‘«")
    if before.text.endswith((".", ":", ";")):
        return False
    if text[:1].islower() or after.text[:1] == "(":
        return True
    return before.text.lower().endswith(open_ends()) or before.text.count("(") > before.text.count(")")


def is_full(before: Chunk, after: Chunk, left: float, right: float) -> bool:
    """Whether the next word did not fit on a line between left and right, however the line is aligned."""
    width = before.x1 - before.x0 + 0.25 * before.size + after.first_width
    return wraps(before, after, right) or width > right - left - 0.1 * before.size


def flows(before: Chunk, after: Chunk, left: float, right: float) -> bool:
    """Whether a line surely only goes on the one before: that was full, and the words say so or both are in
    capitals. What ends in a hyphen stays as it was printed."""
    if before.text.endswith(("-", "\u00ad")) or not is_full(before, after, left, right):
        return False
    if is_figure(before.text) or is_figure(after.text):
        return False
    return goes_on(before, after) or (before.text.isupper() and after.text.isupper())


def aligned_records(lines: Sequence[RowLine], rights: Sequence[float]) -> list[int] | None:
    """The record of each line inside rules that would make them one row, or None when they are one: only
    lines that are filled alike, with a column of figures throughout and no wrapped text, are rows. A label
    before two such columns may stand for all of them."""
    if len(lines) < 2:
        return None
    columns = [{item.c0 for item in line.items} for line in lines]
    every = sorted(set().union(*columns))
    if len(every) < 2 or any(len(own) < 2 for own in columns):
        return None
    figures = 0
    labels = True
    for column in every:
        ask()
        chunks = [item.chunk for line in lines for item in line.items if item.c0 == column]
        if len(chunks) < 0.75 * len(lines):
            if labels and len(chunks) == 1:
                continue
            return None
        labels = False
        if all(is_value(chunk.text) for chunk in chunks):
            figures += any(has_digit(chunk.text) for chunk in chunks)
            continue
        breaks = [wraps(a, b, rights[column]) or goes_on(a, b) for a, b in pairwise(chunks)]
        if sum(breaks) > 0.34 * len(breaks):
            return None
    labelled = len([line for line in lines if every[0] in line.columns]) < len(lines)
    return list(range(len(lines))) if figures >= (2 if labelled else 1) else None
