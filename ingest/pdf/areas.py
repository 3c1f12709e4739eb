"""An area of a page that holds a table, and the table that is made of it, both in the frame."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.pdf.rulings import Rulings


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """Where a table was found, with the words and rulings inside."""

    x0: float
    y0: float
    x1: float
    y1: float
    words: tuple[int, ...]
    rulings: Rulings
    """Only those that rule the table: no underlines."""
    method: str
    """``pdf-lines`` (ruled both ways), ``pdf-rules`` (one way), ``pdf-bands`` (by colour), ``pdf-text``."""
    captioned: bool = False
    """A numbered caption stands right above."""


@dataclass(slots=True, unsafe_hash=True)
class Part:
    """A cell of a table in the making. ``lines`` are the words of each."""

    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[tuple[int, ...], ...]
    x0: float
    y0: float
    x1: float
    y1: float
    flowing: frozenset[int] = frozenset()
    """Numbers of the lines that only go on the line before, which was full."""
    words: list[int] = field(init=False, repr=False, compare=False)
    """Of all its lines."""

    def __post_init__(self) -> None:
        self.words = [word for line in self.lines for word in line]


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A table in the making."""

    area: Area
    parts: tuple[Part, ...]
    xs: tuple[float, ...]
    """Column limits."""
    ys: tuple[float, ...]
    ruled: float
    """Share of the sides of its cells that are drawn."""
    em: float
    """Usual size of its text."""

    @property
    def rows(self) -> int:
        return max((part.row + part.row_span for part in self.parts), default=0)

    @property
    def columns(self) -> int:
        return max((part.column + part.column_span for part in self.parts), default=0)
