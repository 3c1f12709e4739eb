"""Glyphs to words, by geometry alone: what stands on one baseline without a gap is a word.

The order of the content stream is not trusted (justified text is often drawn piece by piece, tables column
by column); only where two glyphs stand at the same place does it decide which comes first.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.pdf.frame import turned
from ingest.pdf.glyphs import Flags, Glyphs, text_of
from ingest.pdf.overprints import layers
from ingest.pdf.pdfium import Floats, Indices
from ingest.pdf.spacing import spacing, spelled

_BASELINE = 0.12
"""Of the size: how far glyphs of one line may stand apart vertically."""
_GAP = 0.17
"""Of the size: a wider gap ends a word (a printed space is 0.2 to 0.35)."""
_NO_BARS: Floats = np.zeros((0, 3))
_MOST_PAIRS = 4_000_000
"""Of glyphs and rulings looked at together: bounds the memory."""
_TWICE = 0.12
"""Of the size: the same sign drawn again this near is one sign, drawn twice to look bold."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """n words in lines from top to bottom, left to right. Boxes are x0, y0, x1, y1 in the frame."""

    text: tuple[str, ...]
    box: Floats
    base: Floats
    """The y of the baseline (for sideways words: of their lower end in the frame)."""
    size: Floats
    bold: Flags
    direction: npt.NDArray[np.int8]
    """0 for the frame's own reading direction; 1 climbing, 2 upside down, 3 falling."""

    def __len__(self) -> int:
        return len(self.text)

    def only(self, keep: Flags | Indices) -> Words:
        chosen = keep.nonzero()[0] if keep.dtype == bool else keep
        return Words(
            tuple(self.text[i] for i in chosen.tolist()),
            self.box[chosen],
            self.base[chosen],
            self.size[chosen],
            self.bold[chosen],
            self.direction[chosen],
        )


def main_direction(glyphs: Glyphs) -> int:
    """The reading direction of most of the glyphs: the page is turned by it before it is looked at."""
    return int(np.bincount(glyphs.direction, minlength=4).argmax()) if len(glyphs) else 0


def in_words(glyphs: Glyphs, turn: int, width: float, height: float, bars: Floats = _NO_BARS) -> Words:
    """The words of a width × height page in the frame turned by ``turn`` (see ``frame.Frame``).

    ``bars``: vertical rulings of the frame (x, y0, y1); no upright word runs across one.
    """
    parts = [
        _one_direction(
            glyphs.only(glyphs.direction == direction),
            direction,
            turn,
            width,
            height,
            bars if direction == turn else _NO_BARS,
        )
        for direction in np.bincount(glyphs.direction).nonzero()[0].tolist()
    ]
    if len(parts) == 1:
        return parts[0]
    joined = Words(
        sum((part.text for part in parts), ()),
        np.concatenate([np.zeros((0, 4)), *(part.box for part in parts)]),
        np.concatenate([np.zeros(0), *(part.base for part in parts)]),
        np.concatenate([np.zeros(0), *(part.size for part in parts)]),
        np.concatenate([np.zeros(0, bool), *(part.bold for part in parts)]),
        np.concatenate([np.zeros(0, np.int8), *(part.direction for part in parts)]),
    )
    return joined.only(np.lexsort((joined.box[:, 0], joined.base)))


def _turned_boxes(box: Floats, quarters: int, width: float, height: float) -> Floats:
    if quarters % 4 == 0:
        return box
    a = turned(box[:, :2], quarters, width, height)
    b = turned(box[:, 2:], quarters, width, height)
    return np.concatenate((np.minimum(a, b), np.maximum(a, b)), axis=1)


def _one_direction(
    glyphs: Glyphs, direction: int, turn: int, width: float, height: float, bars: Floats
) -> Words:
    """Words of glyphs that all read in one direction, found upright and turned to the frame."""
    origin = turned(glyphs.origin, direction, width, height)
    box = _turned_boxes(glyphs.box, direction, width, height)
    order, line = _lines_of(origin[:, 1], box[:, 0], glyphs.size)
    code, x0, x1 = glyphs.code[order], box[order, 0], box[order, 2]
    size, space, piece = glyphs.size[order], glyphs.space[order], glyphs.piece[order]
    once, after_next = (_same_place(code, x0, size, line, piece, lag) for lag in (1, 2))
    shown = ~(space | once | after_next)
    # Glyphs that are drawn twice, at some distance, are bold by overprinting.
    bold_twice = np.concatenate((once[1:], once[:1])) | np.concatenate((after_next[2:], after_next[:2]))
    layer = layers(code, x0, x1, line, piece, shown)
    if layer is not None:
        line = line * (int(layer.max()) + 1) + layer
        apart = np.lexsort((x0, line))
        order, line, code, x0, x1 = order[apart], line[apart], code[apart], x0[apart], x1[apart]
        size, space, piece = size[apart], space[apart], piece[apart]
        shown, bold_twice = shown[apart], bold_twice[apart]
    keep = shown.nonzero()[0]
    if not len(keep):
        return Words((), np.zeros((0, 4)), np.zeros(0), np.zeros(0), np.zeros(0, bool), np.zeros(0, np.int8))
    bold = (glyphs.bold[order] | bold_twice)[keep]
    # A printed space parts two words even where kerning has closed the gap.
    after_space = space.cumsum()[keep]
    order, line, code, piece = order[keep], line[keep], code[keep], piece[keep]
    x0, x1, size = x0[keep], x1[keep], size[keep]
    gap = x0[1:] - x1[:-1]
    larger, smaller = np.maximum(size[1:], size[:-1]), np.minimum(size[1:], size[:-1])
    spaced = after_space[1:] != after_space[:-1]
    ended = line[1:] != line[:-1]
    gap -= spacing(gap, ~(spaced | ended), piece, size, code)
    parted = (
        ended
        | (gap > _GAP * larger)
        | (gap < -1.0 * larger)
        | (spaced & (gap > -0.1 * larger))
        | (smaller < 0.55 * larger)
    )
    parted &= ~spelled(parted, x0, x1, line, size, code)
    if len(bars) and len(order) > 1:
        parted |= _barred((x0 + x1) / 2, origin[order, 1], parted, bars)
    starts = np.concatenate(([0], parted.nonzero()[0] + 1))
    stops = np.concatenate((starts[1:], [len(order)]))
    original = glyphs.box[order]
    text = text_of(np.where(code == 0, np.uint32(0xFFFD), code))
    reduced = np.empty((len(starts), 4))
    reduced[:, :2] = np.minimum.reduceat(original[:, :2], starts)
    reduced[:, 2:] = np.maximum.reduceat(original[:, 2:], starts)
    own = (direction - turn) % 4
    in_frame = _turned_boxes(reduced, turn, width, height)
    base = turned(glyphs.origin[order[starts]], turn, width, height)[:, 1] if own == 0 else in_frame[:, 3]
    return Words(
        tuple([text[a:b] for a, b in zip(starts.tolist(), stops.tolist(), strict=True)]),
        in_frame,
        base,
        np.maximum.reduceat(size, starts),
        np.add.reduceat(bold.astype(np.int64), starts) * 2 > stops - starts,
        np.full(len(starts), own, dtype=np.int8),
    )


def _barred(centre: Floats, base: Floats, parted: Flags, bars: Floats) -> Flags:
    """Whether a vertical ruling stands between each glyph and the next."""
    result = np.zeros(len(parted), dtype=bool)
    xs = np.sort(bars[:, 0])
    # Hardly any glyph has a bar between its middle and the next one's.
    between = np.searchsorted(xs, centre[:-1], "right") < np.searchsorted(xs, centre[1:], "left")
    at = (between & ~parted).nonzero()[0]
    step = max(_MOST_PAIRS // len(bars), 1)
    for some in (at[k : k + step] for k in range(0, len(at), step)):
        left, right, level = centre[some][:, None], centre[some + 1][:, None], base[some][:, None]
        crossed = (left < bars[:, 0]) & (bars[:, 0] < right) & (bars[:, 1] < level) & (level < bars[:, 2] + 2)
        result[some] = crossed.any(axis=1)
    return result


def _lines_of(base: Floats, x0: Floats, size: Floats) -> tuple[Indices, Indices]:
    """An order by line, then from left to right, and each glyph's line number in that order."""
    down = base.argsort(kind="stable")
    level, height = base[down], size[down]
    line = np.zeros(len(base), dtype=np.int64)
    line[down[1:]] = (level[1:] - level[:-1] > _BASELINE * np.minimum(height[1:], height[:-1])).cumsum()
    # Most glyphs come in order: one sort by lines set far apart takes a third of the time of two sorts.
    apart = 4.0 * max(float(np.abs(x0).max()), 1.0) if len(x0) else 1.0
    order = (line * apart + x0).argsort(kind="stable")
    return order, line[order]


def _same_place(
    code: npt.NDArray[np.uint32], x0: Floats, size: Floats, line: Indices, piece: Indices, lag: int
) -> Flags:
    same = np.zeros(len(code), dtype=bool)
    at = (np.abs(x0[lag:] - x0[:-lag]) < _TWICE * size[lag:]).nonzero()[0]
    if len(at):
        on = at + lag
        same[on] = (code[on] == code[at]) & (line[on] == line[at]) & (piece[on] != piece[at])
    return same
