"""Cells of a table area: the lattice of its rulings, refined by the text where rules are missing.

Three steps, each a function of the one before: ``meshes`` (what the rulings alone say), ``columned`` (gaps
that stay open in meshes that share their width), ``band_cells`` (lines that start a record in meshes that
share their height). Here the cells are put into one grid.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from ingest.pdf.areas import Area, Draft, Part
from ingest.pdf.band_cells import band_cells
from ingest.pdf.columned import Columned
from ingest.pdf.meshes import meshes
from ingest.pdf.patience import ask
from ingest.pdf.rows import flows
from ingest.pdf.typeset import Typeset

_Lines = tuple[tuple[int, ...], ...]
_Cell = tuple[int, int, int, int, _Lines]
"""Rows and columns of the grid, half-open, and the words of each line."""


def columned(page: Typeset, area: Area) -> Columned:
    """The columns of the table in an area, before its rows."""
    return Columned(meshes(page, area))


def drafted(columns: Columned) -> Draft:
    """The table whose columns are known."""
    return _Grid(columns).draft()


class _Grid:
    def __init__(self, area: Columned) -> None:
        self.columned, self.xs = area, area.xs
        self.page, self.area = area.page, area.meshes.area
        self.lattice, self.meshes = area.meshes.grid, area.meshes.cells

    def draft(self) -> Draft:
        places, heights = band_cells(self.columned)
        starts = [0]
        for height in heights:
            starts.append(starts[-1] + height)
        taken: dict[tuple[int, int], int] = {}
        cells: list[_Cell] = []
        for place in sorted(places, key=attrgetter("band0", "row0", "c0")):
            r0 = starts[place.band0] + place.row0
            r1 = starts[place.band1] if place.band1 - place.band0 > 1 else starts[place.band0] + place.row1
            cells.append((r0, r1, place.c0, place.c1, place.lines))
        made = _without_overlap(cells)
        for k, (r0, r1, c0, c1, _) in enumerate(made):
            for r in range(r0, r1):
                for c in range(c0, c1):
                    taken[r, c] = k
        made += self._blank(starts, taken)
        if len(self.lattice.xs) == 2:
            made = self._spanning_down(made, starts)
        return self._finished(_without_slivers(made, self.xs, self.columned.em), starts)

    def _spanning_down(self, cells: list[_Cell], starts: list[int]) -> list[_Cell]:
        """Where a rule between two rows leaves a column out, the empty cell on one side of it and the filled
        one on the other are one cell (a label set in the middle of its rows)."""
        at = {(r, cell[2]): cell for cell in cells for r in range(cell[0], cell[1])}
        h = self.area.rulings.h
        for band in range(1, len(self.lattice.ys) - 1):
            near = h[abs(h[:, 0] - self.lattice.ys[band]) <= 4.0]
            for c in range(len(self.xs) - 1):
                ask()
                x0, x1 = self.xs[c], self.xs[c + 1]
                drawn = sum(max(0.0, min(b, x1) - max(a, x0)) for _, a, b in near.tolist())
                above, below = at.get((starts[band] - 1, c)), at.get((starts[band], c))
                if drawn > 0.3 * (x1 - x0) or above is None or below is None or above is below:
                    continue
                if above[3] - above[2] > 1 or below[3] - below[2] > 1 or (above[4] and below[4]):
                    continue
                joined = (above[0], below[1], c, c + 1, above[4] or below[4])
                for r in range(joined[0], joined[1]):
                    at[r, c] = joined
        kept = {id(cell): cell for cell in at.values()}
        return list(kept.values())

    def _blank(self, starts: list[int], taken: dict[tuple[int, int], int]) -> list[_Cell]:
        """Meshes without any text keep their spans; other free positions become single empty cells."""
        made: list[_Cell] = []
        for mesh in self.meshes:
            c0, c1 = self.columned.columns(mesh)
            spots = [(r, c) for r in range(starts[mesh.r0], starts[mesh.r1]) for c in range(c0, c1)]
            free = [spot for spot in spots if spot not in taken]
            if len(free) == len(spots) and spots:
                made.append((starts[mesh.r0], starts[mesh.r1], c0, c1, ()))
            else:
                made += [(r, r + 1, c, c + 1, ()) for r, c in free]
        return made

    def _finished(self, cells: list[_Cell], starts: list[int]) -> Draft:
        """Rows and columns that nothing stands in (between the lines of a double rule, say) are left out."""
        rows = sorted({r0 for r0, _, _, _, lines in cells if lines})
        columns = sorted({c0 for _, _, c0, _, lines in cells if lines})
        page = self.page
        room = self.columned.room
        tops = self._row_limits(cells, starts)
        # How many rows and columns that are kept stand before each.
        row_at = [bisect_left(rows, r) for r in range(starts[-1] + 1)]
        column_at = [bisect_left(columns, c) for c in range(len(self.xs))]
        left, top, right, foot = page.sides
        parts = []
        for r0, r1, c0, c1, lines in cells:
            row, column = row_at[r0], column_at[c0]
            row_span, column_span = row_at[r1] - row, column_at[c1] - column
            if not row_span or not column_span:
                continue
            x0, x1 = self.xs[c0], self.xs[c1]
            y0, y1 = tops[r0], tops[r1]
            words = [word for line in lines for word in line]
            if words:
                x0, y0 = min(x0, *map(left, words)), min(y0, *map(top, words))
                x1, y1 = max(x1, *map(right, words)), max(y1, *map(foot, words))
            printed = page.printed(words)
            flowing = self._flowing(printed, room[c0][0], room[c1 - 1][1])
            parts.append(Part(row, column, row_span, column_span, printed, x0, y0, x1, y1, flowing))
        parts.sort(key=attrgetter("row", "column"))
        drawn = float((self.lattice.upright.mean() + self.lattice.level.mean()) / 2)
        return Draft(self.area, tuple(parts), tuple(self.xs), tuple(tops), drawn, self.columned.em)

    def _flowing(self, lines: Sequence[tuple[int, ...]], left: float, right: float) -> frozenset[int]:
        """Which lines of a cell, set between left and right, only go on the line before."""
        if len(lines) < 2 or any(self.page.direction[line[0]] for line in lines):
            return frozenset()
        chunks = [self.page.chunk(line) for line in lines]
        return frozenset(k for k in range(1, len(chunks)) if flows(chunks[k - 1], chunks[k], left, right))

    def _row_limits(self, cells: list[_Cell], starts: list[int]) -> list[float]:
        """y of each row's upper limit and of the last one's lower: rules where they are, else half way
        between the text of one row and the next."""
        _, above, _, below = self.page.sides
        total = starts[-1]
        top, bottom = [float("inf")] * total, [float("-inf")] * total
        for r0, r1, _, _, lines in cells:
            if r1 - r0 == 1:
                for line in lines:
                    top[r0] = min(top[r0], *map(above, line))
                    bottom[r0] = max(bottom[r0], *map(below, line))
        limits = [0.0] * (total + 1)
        for band, start in enumerate(starts):
            limits[start] = self.lattice.ys[band]
        for band in range(len(starts) - 1):
            for r in range(starts[band] + 1, starts[band + 1]):
                low = bottom[r - 1] if bottom[r - 1] > float("-inf") else limits[r - 1]
                high = top[r] if top[r] < float("inf") else low
                limits[r] = max(limits[r - 1], (low + high) / 2)
        return limits


_SLIVER = 0.5
"""Of the size of the text: a column that is no wider may be one limit drawn twice."""


def _without_slivers(cells: list[_Cell], xs: Sequence[float], em: float) -> list[_Cell]:
    """No cell begins in a column too narrow for text that every cell shares with one beside it: the rules of
    two stacked tables that do not quite meet."""
    narrow = {c for c in range(len(xs) - 1) if xs[c + 1] - xs[c] < _SLIVER * em}
    if narrow:
        narrow -= {c0 for _, _, c0, c1, _ in cells if c1 - c0 == 1}
    if not narrow:
        return cells
    return [
        (r0, r1, next(c for c in range(c0, c1) if c not in narrow), c1, lines)
        if c0 in narrow and not narrow.issuperset(range(c0, c1))
        else (r0, r1, c0, c1, lines)
        for r0, r1, c0, c1, lines in cells
    ]


def _without_overlap(cells: list[_Cell]) -> list[_Cell]:
    """Cells in order; one that would cover another's place gives up its spans, or joins the text there."""
    taken: dict[tuple[int, int], int] = {}
    made: list[_Cell] = []
    for r0, r1, c0, c1, lines in cells:
        spots = [(r, c) for r in range(r0, r1) for c in range(c0, c1)]
        if len(spots) > 1:
            ask()
        if not taken.keys().isdisjoint(spots):
            if (r0, c0) in taken:
                k = taken[r0, c0]
                a0, a1, b0, b1, before = made[k]
                made[k] = (a0, a1, b0, b1, before + lines)
                continue
            while c1 > c0 + 1 and any((r, c1 - 1) in taken for r in range(r0, r1)):
                c1 -= 1
            while r1 > r0 + 1 and any((r1 - 1, c) in taken for c in range(c0, c1)):
                r1 -= 1
            spots = [(r, c) for r in range(r0, r1) for c in range(c0, c1)]
        for spot in spots:
            taken[spot] = len(made)
        made.append((r0, r1, c0, c1, lines))
    return made
