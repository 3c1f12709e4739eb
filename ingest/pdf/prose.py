"""Columns of running text: they stand in gaps beside each other as a table's do and are none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.pdf.lines import Chunk, Line
from ingest.pdf.patience import ask
from ingest.pdf.rows import wraps
from ingest.pdf.typeset import Typeset

PROSE_LINES = 6
_PROSE_WIDTH = 12.0


def prose_words(page: Typeset, words: Sequence[int]) -> list[int]:
    """Words in columns of running text: at least ``PROSE_LINES`` wide lines that break where the next word
    does not fit."""
    open_stacks: list[list[Chunk]] = []
    done: list[list[Chunk]] = []
    for line in page.lines(words, 0.9):
        for chunk in line.chunks:
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
            (fresh if line.base - stack[-1].base < 2.0 * stack[-1].size else done).append(stack)
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
