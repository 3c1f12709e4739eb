"""The lattice of a ruled area: where its rulings cross, which sides of its meshes are drawn, and the cells
that the missing sides leave (a cell that spans rows or columns lacks the rules inside it)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ingest.pdf.patience import ask
from ingest.pdf.pdfium import Floats
from ingest.pdf.rulings import Rulings

SNAP = 3.0
"""Points: lines this near are one line of the lattice."""
_DRAWN = 0.6
"""Share of a mesh's side that has to be drawn to count."""


class Mesh(NamedTuple):
    """A cell by its lines: rows ``r0`` to ``r1`` and columns ``c0`` to ``c1``, half-open. (A tuple: it
    is the key of every look-up.)"""

    r0: int
    r1: int
    c0: int
    c1: int


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    xs: list[float]
    ys: list[float]
    upright: npt.NDArray[np.bool_]
    """(rows, columns + 1): the vertical side at ``xs[j]`` beside row i is drawn (outer sides count)."""
    level: npt.NDArray[np.bool_]
    """(rows + 1, columns): the horizontal side at ``ys[i]`` above column j is drawn."""

    def cells(self) -> list[Mesh]:
        """Rectangles of meshes, in reading order; areas that are no rectangle are cut by rows."""
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        upright, level = self.upright.tolist(), self.level.tolist()
        taken = [[False] * columns for _ in range(rows)]
        made: list[Mesh] = []
        for r in range(rows):
            ask()
            for c in range(columns):
                if taken[r][c]:
                    continue
                c1 = c + 1
                while c1 < columns and not upright[r][c1] and not taken[r][c1]:
                    c1 += 1
                r1 = r + 1
                while r1 < rows and _goes_on(upright[r1], level[r1], c, c1):
                    r1 += 1
                for row in taken[r:r1]:
                    row[c:c1] = [True] * (c1 - c)
                made.append(Mesh(r, r1, c, c1))
        return made


def _goes_on(upright: list[bool], level: list[bool], c0: int, c1: int) -> bool:
    """Whether a cell over columns c0 to c1 continues into a row with these sides: none between, the same
    width."""
    return upright[c0] and upright[c1] and True not in level[c0:c1] and True not in upright[c0 + 1 : c1]


def clusters(values: Sequence[float], snap: float = SNAP) -> list[float]:
    """Mean positions of values that stand near each other, sorted."""
    made: list[list[float]] = []
    for value in sorted(values):
        if made and value - made[-1][0] <= snap:
            made[-1].append(value)
        else:
            made.append([value])
    return [sum(group) / len(group) for group in made]


def lattice(rulings: Rulings, x0: float, y0: float, x1: float, y1: float) -> Lattice:
    """The lattice of the rulings in an area, closed along the area's own sides."""
    xs = _lines(rulings.v[:, 0], x0, x1)
    ys = _lines(rulings.h[:, 0], y0, y1)
    upright = _sides(rulings.v, xs, ys)
    level = _sides(rulings.h, ys, xs).T
    upright[:, [0, -1]] = True
    level[[0, -1], :] = True
    return Lattice(xs, ys, upright, level)


def _lines(positions: Floats, low: float, high: float) -> list[float]:
    inner = clusters([p for p in positions.tolist() if low + SNAP < p < high - SNAP])
    return [low, *inner, high]


def _sides(rulings: Floats, across: list[float], along: list[float]) -> npt.NDArray[np.bool_]:
    """(len(along) − 1, len(across)): whether rulings (position, start, stop) near each line of ``across``
    cover each interval of ``along``."""
    covered = np.zeros((len(across), len(along) - 1))
    limits = np.array(along)
    starts, stops = limits[:-1], limits[1:]
    off = np.abs(np.array(across) - rulings[:, :1])
    nearest = off.argmin(axis=1)
    near = off[np.arange(len(off)), nearest] <= SNAP + 1.0
    own = rulings[near]
    shared = np.minimum(stops, own[:, 2:]) - np.maximum(starts, own[:, 1:2])
    np.add.at(covered, nearest[near], np.maximum(shared, 0.0))
    drawn: npt.NDArray[np.bool_] = (covered >= _DRAWN * (stops - starts)).T
    return drawn
