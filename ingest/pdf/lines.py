"""Chunks and lines: words that follow each other without a wide gap, and the chunks on one baseline."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.pdf.patience import ask


@dataclass(slots=True, unsafe_hash=True)
class Chunk:
    """Words that follow each other on one line. Points, in the frame.

    A page has hundreds of chunks, lines and items: they are not frozen because that makes each six times as
    slow to make. Nothing changes them.
    """

    words: tuple[int, ...]
    """Numbers of its words on the page, left to right."""
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    size: float
    text: str
    bold: bool
    first_width: float
    """Width of its first word: what would have had to fit on the line before."""

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(slots=True)
class Line:
    """Chunks on one baseline, left to right."""

    chunks: tuple[Chunk, ...]
    base: float = field(init=False)
    size: float = field(init=False)
    x0: float = field(init=False)
    y0: float = field(init=False)
    x1: float = field(init=False)
    y1: float = field(init=False)

    def __post_init__(self) -> None:
        chunks = self.chunks
        first = chunks[0]
        self.base, self.size, self.x0 = first.base, first.size, first.x0
        self.y0, self.x1, self.y1 = first.y0, first.x1, first.y1
        if len(chunks) > 1:
            self.size = max([chunk.size for chunk in chunks])
            self.y0 = min([chunk.y0 for chunk in chunks])
            self.x1 = max([chunk.x1 for chunk in chunks])
            self.y1 = max([chunk.y1 for chunk in chunks])

    @property
    def text(self) -> str:
        return " ".join([chunk.text for chunk in self.chunks])


def median(values: Sequence[float], default: float = 0.0) -> float:
    return statistics.median(values) if values else default


def share_width(above: Line, below: Line, slack: float = 0.0) -> bool:
    """Whether a piece of one line stands over a piece of the other, or less than ``slack`` points beside."""
    for a in above.chunks:
        ask()
        if any(a.x0 < b.x1 + slack and b.x0 < a.x1 + slack for b in below.chunks):
            return True
    return False


def side_by_side(lines: Sequence[Line]) -> list[Line]:
    """Lines with those joined that stand a little higher or lower beside each other: cells of one row, set
    at different heights."""
    made: list[Line] = []
    for line in lines:
        last = made[-1] if made else None
        if (
            last is not None
            and line.base - last.chunks[-1].base < 0.75 * min(line.size, last.size)
            and not share_width(last, line, 2.0)
        ):
            made[-1] = Line(tuple(sorted((*last.chunks, *line.chunks), key=lambda chunk: chunk.x0)))
        else:
            made.append(line)
    return made
