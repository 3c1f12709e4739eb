"""Different texts drawn over each other: each is read by itself, so that ``10`` over ``25`` is never 1205."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ingest.pdf.glyphs import Flags
from ingest.pdf.pdfium import Floats, Indices

_OVER = 0.5
"""Of the narrower sign: two signs of different text objects that share more stand over each other."""
_MOST = 300
"""Text objects on one line, and lines: where there are more, they are drawings and stay as they are."""
_ACCENTS = np.zeros(0x371, dtype=bool)
"""By code point: marks that are drawn over a letter."""
_ACCENTS[[0x5E, 0x60, 0x7E, 0xA8, 0xAF, 0xB4, 0xB8, *range(0x2C6, 0x2DE), *range(0x300, 0x370)]] = True


def layers(
    code: npt.NDArray[np.uint32], x0: Floats, x1: Floats, line: Indices, piece: Indices, seen: Flags
) -> Indices | None:
    """The layer of each glyph in its line, 0 for those that stand beside each other; None where no line has
    two.

    Glyphs come by line, from left to right; ``seen``: neither blanks nor signs drawn twice. Text objects are
    put, in the order in which they are drawn, on the first layer where their place is free.
    """
    at = (seen & ~_ACCENTS[np.minimum(code, len(_ACCENTS) - 1)]).nonzero()[0]
    a, b = at[:-1], at[1:]
    shared = np.minimum(x1[a], x1[b]) - x0[b]
    narrower = np.minimum(x1[a] - x0[a], x1[b] - x0[b])
    over = (line[a] == line[b]) & (piece[a] != piece[b]) & (shared > _OVER * narrower)
    if not over.any():
        return None
    layer = np.zeros(len(code), dtype=np.int64)
    for number in np.unique(line[a[over]]).tolist()[:_MOST]:
        own = (line == number).nonzero()[0]
        if len(np.unique(piece[own])) > _MOST:
            continue
        free: list[list[tuple[float, float]]] = []
        for drawn in np.unique(piece[own]).tolist():
            signs = own[piece[own] == drawn]
            left, right = float(x0[signs].min()), float(x1[signs].max())
            slack = min(_OVER * float(np.median(x1[signs] - x0[signs])), (right - left) / 2)
            level = 0
            while level < len(free) and any(
                left + slack < stop and start < right - slack for start, stop in free[level]
            ):
                level += 1
            if level == len(free):
                free.append([])
            free[level].append((left, right))
            layer[signs] = level
    return layer
