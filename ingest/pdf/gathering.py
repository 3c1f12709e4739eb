"""Words gathered to printed lines, and the lines cut at their gaps: all words of a page at once, by array
work where nothing stands in doubt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ingest.pdf.glyphs import Flags
from ingest.pdf.pdfium import Floats, Indices

SAME_LINE = 0.4
"""Of the size: words whose baselines differ less stand on one line (sub- and superscripts do)."""


def begins_line(base: Sequence[float], size: Sequence[float]) -> list[bool]:
    """Which words begin a line, of words sorted by their baselines: those that stand too far below the
    largest word of the line before."""
    begins: list[bool] = []
    anchor = largest = before = 0.0
    for own, at in zip(size, base, strict=True):
        if begins and at - anchor <= SAME_LINE * (own if own > before else before):
            begins.append(False)
            # The largest words say where the line stands.
            if own > largest * 1.05:
                anchor, largest = at, own
        else:
            begins.append(True)
            anchor, largest = at, own
        before = own
    return begins


def line_starts(base: Floats, size: Floats) -> Flags:
    """As ``begins_line``, of at least one word."""
    reach = SAME_LINE * np.maximum(size[1:], size[:-1])
    begins: Flags = np.empty(len(base), dtype=bool)
    begins[0] = True
    # No line is anchored below its last word: what stands too far below that begins a line.
    np.greater(base[1:] - base[:-1], reach, out=begins[1:])
    first = begins.nonzero()[0]
    last = np.append(first[1:], len(base)) - 1
    least = np.minimum.reduceat(np.append(SAME_LINE * size[0], reach), first)
    # None is anchored above its first word: where all stand near that, none begins another.
    doubtful = (base[last] - base[first] > least).nonzero()[0]
    for start, stop in zip(first[doubtful].tolist(), (last[doubtful] + 1).tolist(), strict=True):
        begins[start:stop] = begins_line(base[start:stop].tolist(), size[start:stop].tolist())
    return begins


def in_lines(words: Indices, base: Floats, x0: Floats, size: Floats) -> tuple[Indices, Flags]:
    """Words by line, each line from left to right, and which of them begin a line. The numbers count in the
    other arrays."""
    words = words[base[words].argsort(kind="stable")]
    begins = line_starts(base[words], size[words])
    return words[np.lexsort((x0[words], begins.cumsum()))], begins


def at_gaps(starts: Floats, edges: Floats, size: Floats, begins: Flags, gap: float) -> tuple[Flags, Flags]:
    """Of words as ``in_lines`` gives them: which stand at least ``gap`` ems behind the one before on their
    line; and which end before it does, so that the gap behind them is not told by their own edge."""
    wide: Flags = np.zeros(len(starts), dtype=bool)
    short: Flags = np.zeros(len(starts), dtype=bool)
    wide[1:] = ~begins[1:] & (starts[1:] - edges[:-1] >= gap * np.minimum(size[1:], size[:-1]))
    short[1:] = ~begins[1:] & (edges[1:] < edges[:-1])
    return wide, short
