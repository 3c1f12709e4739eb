"""Rows from text: which printed lines belong to one record of a table.

The tests are those that a typesetter's habits give: a line that breaks although the next word would still
have fitted was broken on purpose; a column of figures never wraps; what goes on starts in lower case,
further in, or closer to the line above than records stand to each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.pdf.lines import Chunk, has_digit, is_figure, is_value, median
from ingest.pdf.wording import open_ends


@dataclass(frozen=True, slots=True)
class Item:
    """A chunk and the columns that it stands in, half-open, between the columns that rules part off."""

    c0: int
    c1: int
    chunk: Chunk
    low: int = 0
    high: int = 1_000_000


@dataclass(frozen=True, slots=True)
class RowLine:
    """One printed line of a table."""

    items: tuple[Item, ...]

    @property
    def base(self) -> float:
        return median([item.chunk.base for item in self.items])

    @property
    def size(self) -> float:
        return max(item.chunk.size for item in self.items)

    @property
    def columns(self) -> set[int]:
        return {column for item in self.items for column in range(item.c0, item.c1)}

    def values(self) -> int:
        return sum(1 for item in self.items if is_figure(item.chunk.text))


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


def records(lines: Sequence[RowLine], rights: Sequence[float]) -> list[int]:
    """The record of each line, numbered from 0, for lines that no rules part. ``rights``: where the room of
    each column ends."""
    if not lines:
        return []
    pitch = _record_pitch(lines)
    filled = sum(1 for line in lines if 0 in line.columns)
    stub_leads = filled >= 0.6 * len(lines)
    linked = _linked(lines)
    numbers = [0]
    start = 0
    for i in range(1, len(lines)):
        if linked[i]:
            numbers.append(numbers[-1])
            continue
        stop = next((k for k in range(i + 1, len(lines)) if not linked[k]), len(lines))
        block = RowLine(tuple(item for line in lines[i:stop] for item in line.items))
        step = lines[i].base - lines[i - 1].base
        tight = step < 0.87 * pitch if pitch else False
        if not _continues(lines[start:i], block, rights, step, tight, stub_leads):
            start = i
        numbers.append(numbers[-1] + (start == i))
    return numbers


def _linked(lines: Sequence[RowLine]) -> list[bool]:
    """Whether each line belongs to the one before because it stands too near to be another row: the cells of
    one row, set at different heights."""
    linked = [False] * len(lines)
    for i in range(1, len(lines)):
        above, below = lines[i - 1], lines[i]
        near = below.base - above.base < 0.75 * min(above.size, below.size)
        linked[i] = near and not (above.columns & below.columns)
    return linked


def _record_pitch(lines: Sequence[RowLine]) -> float:
    """Distance between lines that surely start records: each has figures where the one before has."""
    steps = [
        b.base - a.base
        for a, b in pairwise(lines)
        if a.values() and b.values() and 0 in a.columns and 0 in b.columns
    ]
    return median(steps)


def _continues(
    record: Sequence[RowLine],
    line: RowLine,
    rights: Sequence[float],
    step: float,
    tight: bool,
    stub_leads: bool,
) -> bool:
    last: dict[int, Chunk] = {}
    for earlier in record:
        for item in earlier.items:
            last[item.c0] = item.chunk
    first: dict[int, Item] = {}
    for item in line.items:
        first.setdefault(item.c0, item)
    shared = [(last[c0], item.chunk, item.c1) for c0, item in first.items() if c0 in last]
    fresh = [item for c0, item in first.items() if c0 not in last]
    if step > 2.2 * line.size:
        return False
    if any(is_figure(a.text) and is_figure(b.text) for a, b, _ in shared):
        return False
    natural = [wraps(a, b, rights[c1 - 1]) for a, b, c1 in shared]
    has_stub = any(item.c0 == 0 for item in line.items)
    had_figures = any(earlier.values() for earlier in record)
    if not shared:
        # Nothing below anything: parts of one record set at different heights.
        return not has_stub and (tight or step < 1.35 * line.size) and not (had_figures and line.values())
    if not all(natural):
        return bool(
            not has_stub
            and stub_leads
            and not fresh
            and len(line.items) * 2 <= len(last)
            and not line.values()
        )
    said = any(goes_on(a, b) for a, b, _ in shared)
    if fresh:
        # A stub that wraps, with the figures on its last line.
        only_stub = set(last) == {0}
        return only_stub and (said or tight) and not had_figures
    if has_stub and len(line.items) == 1:
        indented = shared[0][1].x0 > shared[0][0].x0 + 0.7 * line.size
        return said or tight or (indented and had_figures)
    if not has_stub and stub_leads:
        return True
    return said or tight or len(line.items) >= 2


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
