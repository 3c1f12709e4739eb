"""Where the tables of a page are: areas ruled both ways, areas between rules, runs of aligned lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ingest.pdf.areas import Area
from ingest.pdf.bands import with_bands
from ingest.pdf.glyphs import Flags
from ingest.pdf.patience import ask
from ingest.pdf.pdfium import Floats
from ingest.pdf.rulings import Rulings
from ingest.pdf.stacks import Stack, rule_rows, stacks
from ingest.pdf.typeset import Typeset

_TOUCH = 2.5
"""Points: a horizontal and a vertical ruling this near meet."""
_INSIDE = 6.0
"""Points from its ends: where a level line has an inside."""
_MOST_FRAMED = 0.6
"""Of the words in a frame: a table that it frames has more."""


def underlines(rulings: Rulings, page: Typeset) -> Flags:
    """Which horizontal rulings only underline words: they hug the words above and end where those end."""
    flags = np.zeros(len(rulings.h), dtype=bool)
    if not len(flags) or not page.text:
        return flags
    order = np.argsort(page.words.base, kind="stable")
    bases = page.words.base[order].tolist()
    words = order.tolist()
    deepest = 0.28 * max(page.size)
    left, right, size = page.x0, page.x1, page.size
    for k, (y, x0, x1) in enumerate(rulings.h.tolist()):
        ask()
        first, last = bisect_left(bases, y - deepest), bisect_left(bases, y + 1.0)
        near = [
            i
            for i, base in zip(words[first:last], bases[first:last], strict=True)
            if left[i] < x1 + 1 and right[i] > x0 - 1 and y - base < 0.28 * size[i]
        ]
        if near:
            slack = 0.45 * max([size[i] for i in near])
            begins, ends = min([left[i] for i in near]) - slack, max([right[i] for i in near]) + slack
            covered = sum([min(right[i], x1) - max(left[i], x0) for i in near])
            fits = x0 >= begins and x1 <= ends and covered > 0.7 * (x1 - x0)
            flags[k] = fits and not _between_bars(rulings, y, x0, x1)
    return flags


def _between_bars(rulings: Rulings, y: float, x0: float, x1: float) -> bool:
    """Whether a level line runs from one vertical ruling to another: the side of a cell."""
    v = rulings.v[(rulings.v[:, 1] <= y + _TOUCH) & (rulings.v[:, 2] >= y - _TOUCH), 0]
    return bool((np.abs(v - x0) <= _TOUCH).any() and (np.abs(v - x1) <= _TOUCH).any())


def without(rulings: Rulings, flags: Flags) -> Rulings:
    return replace(rulings, h=rulings.h[~flags], h_fill=rulings.h_fill[~flags])


def ruled_boxes(rulings: Rulings, page: Typeset) -> list[tuple[float, float, float, float, int, int]]:
    """Boxes of rulings that meet, with the number of horizontal and of vertical ones."""
    h, v = rulings.h, rulings.v[~_outer_edges(rulings)]
    if not len(h) or not len(v):
        return []
    meets = (
        (v[None, :, 0] >= h[:, None, 1] - _TOUCH)
        & (v[None, :, 0] <= h[:, None, 2] + _TOUCH)
        & (h[:, None, 0] >= v[None, :, 1] - _TOUCH)
        & (h[:, None, 0] <= v[None, :, 2] + _TOUCH)
    )
    free: Flags = np.asarray(meets.any(axis=1))
    """The horizontal rulings that meet some vertical one, and stand in no box yet."""
    boxes: list[tuple[float, float, float, float, int, int]] = []
    for first in free.nonzero()[0].tolist():
        if not free[first]:
            continue
        rows: Flags = np.zeros(len(h), dtype=bool)
        rows[first] = True
        while True:
            ask()
            columns = meets[rows].any(axis=0)
            grown: Flags = np.asarray(meets[:, columns].any(axis=1))
            if np.array_equal(grown, rows):
                break
            rows = grown
        free &= ~rows
        own_h, own_v = h[rows], v[columns]
        (top, left, _), (foot, _, right) = own_h.min(axis=0).tolist(), own_h.max(axis=0).tolist()
        (first_x, upper, _), (last_x, _, lower) = own_v.min(axis=0).tolist(), own_v.max(axis=0).tolist()
        box = min(left, first_x), min(top, upper), max(right, last_x), max(foot, lower)
        boxes.append((*box, len(own_h), len(own_v)))
    bare = [box for box in boxes if box[4] == box[5] == 2]
    inner = [box for box in boxes if bare and box[4] > 2 and box[5] > 2]
    framed = {frame for frame in bare if _frames(frame, inner, page)}
    return _united([box for box in boxes if box not in framed])


def _outer_edges(rulings: Rulings) -> Flags:
    """Which vertical rulings are only the left or right end of a band of colour: they rule no column."""
    h, v = rulings.h, rulings.v
    inner = (
        (h[:, 1][None, :] < v[:, 0][:, None] - _INSIDE)
        & (h[:, 2][None, :] > v[:, 0][:, None] + _INSIDE)
        & (h[:, 0][None, :] > v[:, 1][:, None] - _TOUCH)
        & (h[:, 0][None, :] < v[:, 2][:, None] + _TOUCH)
    ).any(axis=1)
    return rulings.v_fill & ~inner


def _united(
    boxes: Sequence[tuple[float, float, float, float, int, int]],
) -> list[tuple[float, float, float, float, int, int]]:
    """Boxes that overlap, as one; a box inside a larger one belongs to it."""
    left = list(boxes)
    changed = True
    while changed:
        changed = False
        for i in range(len(left)):
            ask()
            for j in range(i + 1, len(left)):
                a, b = left[i], left[j]
                if a[0] < b[2] - 2 and b[0] < a[2] - 2 and a[1] < b[3] - 2 and b[1] < a[3] - 2:
                    corners = min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
                    left[i] = (*corners, a[4] + b[4], a[5] + b[5])
                    del left[j]
                    changed = True
                    break
            if changed:
                break
    return left


def _frames(
    frame: tuple[float, float, float, float, int, int],
    inner: Sequence[tuple[float, float, float, float, int, int]],
    page: Typeset,
) -> bool:
    """Whether a box of four sides only stands round one of some tables ruled both ways: touches none of its
    sides, and has most of its words in it (about a drawing stand its labels)."""
    ask()
    inside = [
        box
        for box in inner
        if all(a + _TOUCH < b for a, b in zip(frame[:2], box[:2], strict=True))
        and all(a - _TOUCH > b for a, b in zip(frame[2:4], box[2:4], strict=True))
    ]
    if not inside:
        return False
    free = np.zeros(len(page.text), dtype=bool)
    every = len(words_in(page, *frame[:4], free))
    return any(len(words_in(page, *box[:4], free)) > _MOST_FRAMED * every for box in inside)


def _extended(
    box: tuple[float, float, float, float, int, int],
    stacked: Sequence[Stack],
    boxes: Sequence[tuple[float, float, float, float, int, int]],
) -> tuple[float, float, float, float, int, int]:
    """A box with the rules of the same width that go on below or above it: only the header has its columns
    ruled, or only a band of colour marks it."""
    ask()
    x0, y0, x1, y1, across, down = box
    for stack in stacked:
        same = abs(stack.x0 - x0) <= 6.0 and abs(stack.x1 - x1) <= 6.0
        if not same or not any(y0 - _TOUCH <= y <= y1 + _TOUCH for y in stack.ys):
            continue
        below = [y for y in stack.ys if y > y1 + _TOUCH]
        above = [y for y in stack.ys if y < y0 - _TOUCH]
        if below and not any(y1 - _TOUCH < other[1] < below[-1] + _TOUCH for other in boxes):
            y1, across = below[-1], across + len(below)
        if above and not any(above[0] - _TOUCH < other[3] < y0 + _TOUCH for other in boxes):
            y0, across = above[0], across + len(above)
    return x0, y0, x1, y1, across, down


def words_in(page: Typeset, x0: float, y0: float, x1: float, y1: float, used: Flags) -> list[int]:
    """Words whose middle lies in a box."""
    box: Floats = page.words.box
    x, y = (box[:, 0] + box[:, 2]) / 2, page.words.base - 0.3 * page.words.size
    inside = (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1) & ~used
    found: list[int] = np.flatnonzero(inside).tolist()
    return found


def ruled_areas(page: Typeset, rulings: Rulings, used: Flags) -> list[Area]:
    areas = []
    boxes = ruled_boxes(rulings, page)
    stacked: list[Stack] = []
    if boxes:
        lines = page.lines(np.flatnonzero(~used & (page.words.direction == 0)).tolist(), 0.6)
        boxes, rulings = with_bands(rulings, boxes, lines)
        stacked, _ = stacks(rule_rows(rulings), lines)
    for x0, y0, x1, y1, across, down in _united([_extended(box, stacked, boxes) for box in boxes]):
        ask()
        words = words_in(page, x0 - 1, y0 - 1, x1 + 1, y1 + 1, used)
        if not words or (across < 2 and down < 2):
            continue
        own = rulings.inside(x0, y0, x1, y1)
        method = "pdf-bands" if own.h_fill.all() and own.v_fill.all() else "pdf-lines"
        areas.append(Area(x0, y0, x1, y1, tuple(words), own, method))
    return areas
