"""Letters set apart for show (``P R O G R A M A``): one word, not as many as it has letters.

Two ways of setting them: a constant distance after each sign of a text object (character spacing, ISO
32000-1, 9.3.2), which is taken off the gaps; and letters by themselves, with blanks between or not, told by
their even steps, with wider ones between words. Figures are only put together where text beside them has the
same character spacing: elsewhere ``1 2 3`` may be three columns.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ingest.pdf.glyphs import Flags, text_of
from ingest.pdf.pdfium import Floats, Indices
from ingest.pdf.wording import initials

_TRACKED = 0.09
"""Of the size: a text object whose signs stand this far apart on average may be set apart."""
_WIDEST = 0.6
"""Of the size: signs further apart stand in columns."""
_EVEN = 0.05
"""Of the size: how far gaps of one spacing differ (kerning)."""
_SAME = 0.05
"""Points: character spacings this near are one."""
_FEWEST = 4
"""Letters of a text object that shows a spacing by itself."""
_SPELLED = 5
"""Single letters in a row that may be a word."""
_BETWEEN_WORDS = 1.45
"""Of the usual gap between letters: a wider one parts words."""
_VOWELS = frozenset("aeiouyáéíóúüàâêôãõAEIOUYÁÉÍÓÚÜÀÂÊÔÃÕ")


def spacing(gap: Floats, beside: Flags, piece: Indices, size: Floats, code: npt.NDArray[np.uint32]) -> Floats:
    """The character spacing in each of the n - 1 gaps between n glyphs, in points.

    ``beside``: which gaps have no blank and no line end in them.
    """
    taken = np.zeros(len(gap))
    inside = (beside & (piece[1:] == piece[:-1])).nonzero()[0]
    if not len(inside):
        return taken
    own, wide = piece[inside], gap[inside] / size[inside]
    count = np.bincount(own)
    total = np.bincount(own, np.minimum(np.maximum(wide, -1.0), 1.0))
    spaced = (total > _TRACKED * count).nonzero()[0]
    if not len(spaced):
        return taken
    found: list[float] = []
    doubtful: list[Indices] = []
    order = own.argsort(kind="stable")
    starts, stops = (np.searchsorted(own[order], spaced, side).tolist() for side in ("left", "right"))
    for start, stop in zip(starts, stops, strict=True):
        at = inside[order[start:stop]]
        usual, scale = float(np.median(gap[at])), float(size[at[0]])
        text = text_of(code[np.unique(np.concatenate((at, at + 1)))])
        even = np.abs(gap[at] - usual) <= _EVEN * scale
        if not _TRACKED * scale < usual <= _WIDEST * scale or even.sum() < 0.7 * len(at):
            continue
        letters = sum(map(str.isalpha, text))
        if letters >= _FEWEST and 2 * letters >= len(text) and not _is_header(text):
            found.append(usual)
            taken[at] = usual
        else:
            doubtful.append(at)
    known = np.array(found)
    for at in doubtful:
        least, most = gap[at].min(), gap[at].max()
        near = (np.maximum(np.abs(least - known), np.abs(most - known)) <= _SAME).nonzero()[0]
        if len(near):
            taken[at] = known[near[0]]
    return taken


def spelled(
    parted: Flags, x0: Floats, x1: Floats, line: Indices, size: Floats, code: npt.NDArray[np.uint32]
) -> Flags:
    """Which of the n - 1 ends of words between n glyphs only part the letters of a word."""
    joined = np.zeros(len(parted), dtype=bool)
    single = np.concatenate(([True], parted)) & np.concatenate((parted, [True]))
    if single.sum() < _SPELLED:
        return joined
    gap, step = x0[1:] - x1[:-1], x0[1:] - x0[:-1]
    near = single[1:] & single[:-1] & (line[1:] == line[:-1]) & (gap > 0) & (gap < 2 * _WIDEST * size[1:])
    if near.sum() < _SPELLED - 1:
        return joined
    edges = np.diff(np.concatenate(([False], near, [False])).astype(np.int8)).nonzero()[0]
    for first, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        text = text_of(code[first : stop + 1])
        if stop - first + 1 < _SPELLED or not text.isalpha() or _is_header(text):
            continue
        own, steps, scale = gap[first:stop], step[first:stop], float(size[first])
        usual = float(np.median(own))
        between = (own <= _BETWEEN_WORDS * usual) | (np.abs(steps - np.median(steps)) <= _EVEN * scale)
        longest = max(len(run) for run in "".join("x" if one else " " for one in between).split(" ")) + 1
        vowels = sum(1 for sign in text if sign in _VOWELS)
        if usual <= _WIDEST * scale and longest >= _FEWEST and 0.2 <= vowels / len(text) <= 0.7:
            joined[first:stop] = between
    return joined


def _is_header(text: str) -> bool:
    """Whether letters are the initials of months or days, one and the same, or follow the alphabet: the heads
    of narrow columns."""
    low = "".join(text.split()).lower()
    follows = all(ord(b) - ord(a) in (0, 1) for a, b in pairwise(low))
    return follows or any(low in 2 * known for known in initials())
