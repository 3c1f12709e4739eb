"""The meshes of a table area: what its rulings alone say about its cells, and the text in each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from ingest.pdf.areas import Area
from ingest.pdf.lattice import Lattice, Mesh, lattice
from ingest.pdf.lines import Line, median
from ingest.pdf.patience import ask
from ingest.pdf.typeset import Typeset

GAP = 0.5
"""Ems: a wider gap inside a line may part columns."""
_WIDE_REGION = 0.8
"""Share of the area's width that a rule must run over to part rows where nothing rules columns."""


@dataclass(frozen=True, slots=True, eq=False)
class Meshes:
    """An area cut by its rulings."""

    page: Typeset
    area: Area
    em: float
    """Usual size of its text."""
    grid: Lattice
    cells: tuple[Mesh, ...]
    """In reading order."""
    lines: dict[Mesh, list[Line]]
    """The text of each mesh that has any."""


def usual_size(page: Typeset, area: Area) -> float:
    """The size that the words of an area are set in."""
    return median([page.size[i] for i in area.words], 10.0)


def meshes(page: Typeset, area: Area) -> Meshes:
    em = usual_size(page, area)
    grid = _lattice(page, area)
    cells = grid.cells()
    words = _words_by_mesh(page, area, grid, cells)
    lines = {mesh: page.lines(own, GAP) for mesh, own in words.items()}
    return Meshes(page, area, em, grid, tuple(cells), lines)


def _lattice(page: Typeset, area: Area) -> Lattice:
    rulings = area.rulings
    made = lattice(rulings, area.x0, area.y0, area.x1, area.y1)
    if len(made.xs) > 2:
        _rule_columns_below(page, area, made)
        return made
    # Nothing rules columns: a rule over part of the width heads or sums up some, and parts no rows.
    width = area.x1 - area.x0
    full = [made.ys[0]]
    for y in made.ys[1:-1]:
        near = rulings.h[abs(rulings.h[:, 0] - y) <= 4.0]
        if (near[:, 2] - near[:, 1]).sum() >= _WIDE_REGION * width:
            full.append(y)
    full.append(made.ys[-1])
    keep = [i for i, y in enumerate(made.ys) if y in full]
    upright = made.upright[: len(full) - 1]
    upright[:] = True
    level = made.level[keep]
    level[:] = True
    return Lattice(made.xs, full, upright, level)


def _rule_columns_below(page: Typeset, area: Area, grid: Lattice) -> None:
    """Draws the columns of the header on through the rows below it, where most of these have no rules
    between columns, but where text runs across."""
    ruled: list[bool] = np.logical_or.reduce(grid.upright[:, 1:-1], axis=1).tolist()
    bare = [r for r in range(1, len(grid.ys) - 1) if not ruled[r]]
    if not ruled[0] or len(bare) < 0.6 * (len(grid.ys) - 2):
        return
    for r in bare:
        ask()
        y0, y1 = grid.ys[r], grid.ys[r + 1]
        own = [i for i in area.words if y0 < page.base[i] - 0.3 * page.size[i] <= y1]
        chunks = [chunk for line in page.lines(own, GAP) for chunk in line.chunks]
        for c, x in enumerate(grid.xs[1:-1], 1):
            grid.upright[r, c] = not any(k.x0 < x - 1 and k.x1 > x + 1 for k in chunks)


def _words_by_mesh(page: Typeset, area: Area, grid: Lattice, cells: list[Mesh]) -> dict[Mesh, list[int]]:
    xs, ys = grid.xs, grid.ys
    at = {(r, c): mesh for mesh in cells for r in range(mesh.r0, mesh.r1) for c in range(mesh.c0, mesh.c1)}
    found: dict[Mesh, list[int]] = defaultdict(list)
    x, y = page.middles[:, area.words]
    rows = np.minimum(np.maximum(np.searchsorted(ys, y, "right") - 1, 0), len(ys) - 2).tolist()
    columns = np.minimum(np.maximum(np.searchsorted(xs, x, "right") - 1, 0), len(xs) - 2).tolist()
    for i, r, c in zip(area.words, rows, columns, strict=True):
        found[at[r, c]].append(i)
    return found
