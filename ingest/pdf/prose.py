"""Columns of running text: they stand in gaps beside each other as a table's do and are none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.pdf.lines import Chunk, Line, median
from ingest.pdf.meshes import GAP
from ingest.pdf.patience import ask
from ingest.pdf.rows import wraps
from ingest.pdf.typeset import Typeset

PROSE_LINES = 6
_PROSE_WIDTH = 12.0
_FEWEST_ROOMS = 2
_EVEN = 1.4
"""Times the usual room between the words of a line."""


def prose_words(page: Typeset, words: Sequence[int]) -> list[int]:
    """Words in columns of running text: at least ``PROSE_LINES`` wide lines that break where the next word
    does not fit."""
    return _running([(line.base, line.chunks) for line in page.lines(words, 0.9)])


def column_prose(page: Typeset, words: Sequence[int]) -> list[int]:
    """As ``prose_words``, of the words of one column: its lines are whole where nothing but the room between
    words parts them, however wide that was made to fill the line."""
    lines: list[tuple[float, tuple[Chunk, ...]]] = []
    for parts in page.parted(words, GAP + 0.1):
        row = [word for part in parts for word in part]
        whole = len(parts) == 1 or _is_even(page, row)
        whole = whole and all(page.leader[word] == 1.0 for word in row)
        lines.append((page.base[row[0]], (page.chunk(row),) if whole else ()))
    return _running(lines)


def _is_even(page: Typeset, row: Sequence[int]) -> bool:
    """Whether the words of a line are set apart alike."""
    rooms = [page.x0[b] - page.x1[a] for a, b in pairwise(row)]
    return len(rooms) >= _FEWEST_ROOMS and max(rooms) <= _EVEN * median(rooms) + 0.1 * page.size[row[0]]


def _running(lines: Sequence[tuple[float, Sequence[Chunk]]]) -> list[int]:
    """Words of running text among pieces of lines (with the baseline of each line)."""
    open_stacks: list[list[Chunk]] = []
    done: list[list[Chunk]] = []
    for base, chunks in lines:
        for chunk in chunks:
            if chunk.x1 - chunk.x0 < 0.4 * _PROSE_WIDTH * chunk.size:
                continue
            ask()
            for stack in open_stacks:
                last = stack[-1]
                step = chunk.base - last.base
                if (
                    0.5 * last.size < step < 1.9 * last.size
                    and abs(chunk.x0 - min(c.x0 for c in stack[-4:])) < 2.5 * chunk.size
                    and min(chunk.x1, last.x1) - max(chunk.x0, last.x0) > 0.3 * (last.x1 - last.x0)
                ):
                    stack.append(chunk)
                    break
            else:
                open_stacks.append([chunk])
        fresh: list[list[Chunk]] = []
        for stack in open_stacks:
            (fresh if base - stack[-1].base < 2.0 * stack[-1].size else done).append(stack)
        open_stacks = fresh
    found: list[int] = []
    for stack in done + open_stacks:
        right = max(chunk.x1 for chunk in stack)
        width = right - min(chunk.x0 for chunk in stack)
        if len(stack) < PROSE_LINES or width < _PROSE_WIDTH * stack[0].size:
            continue
        breaks = [wraps(a, b, right) for a, b in pairwise(stack)]
        lower = sum(1 for chunk in stack[1:] if chunk.text[:1].islower())
        dense = sum(len(chunk.words) for chunk in stack) >= 3.5 * len(stack)
        if sum(breaks) >= 0.7 * len(breaks) and dense and lower >= 0.4 * len(breaks):
            found += [word for chunk in stack for word in chunk.words]
    return found


def has_long(line: Line) -> bool:
    """Whether a chunk of a line is as long as a piece of prose may be."""
    return any(chunk.x1 - chunk.x0 >= 0.4 * _PROSE_WIDTH * chunk.size for chunk in line.chunks)
