"""The columns of a table area, and the columns that each piece of its text stands in: gaps that stay open in
meshes that share their width part them where no rule does."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.pdf.columns import Separator, separators
from ingest.pdf.lattice import Mesh
from ingest.pdf.lines import Chunk, Line, median, side_by_side
from ingest.pdf.meshes import Meshes
from ingest.pdf.patience import ask
from ingest.pdf.rows import Item, in_lines
from ingest.pdf.values import is_value

_YEAR = re.compile("(?:19|20)[0-9]{2}")


class Columned:
    """An area whose columns are known, and not yet its rows. A band is a row of the lattice."""

    def __init__(self, meshes: Meshes) -> None:
        self.meshes, self.page, self.em = meshes, meshes.page, meshes.em
        grid = meshes.grid
        self._gaps = self._separators()
        self.xs = sorted({*grid.xs, *(gap.x for group in self._gaps.values() for gap in group)})
        """The limits of the columns."""
        self._number = {x: number for number, x in enumerate(self.xs)}
        self.items = {mesh: self._items(mesh) for mesh in meshes.cells}
        """The pieces of text of each mesh."""
        self.spans = self._spans()
        """x0, x1 of the text of each column, from pieces in one column only; its limits where it has none."""
        self.room = self._room()
        """Where the text of each column may stand: between its rules, or as far as it does."""
        self.bands: list[list[Mesh]] = [[] for _ in grid.ys[1:]]
        """The meshes that begin in each band."""
        for mesh in meshes.cells:
            self.bands[mesh.r0].append(mesh)
        self.lines = [in_lines([item for mesh in band for item in self.items[mesh]]) for band in self.bands]
        """The text of the meshes that begin in each band, by printed lines."""

    @property
    def single(self) -> bool:
        """Whether there is one column only."""
        return len(self.xs) <= 2

    def columns(self, mesh: Mesh) -> tuple[int, int]:
        """The columns of a mesh, half-open."""
        xs = self.meshes.grid.xs
        return self._number[xs[mesh.c0]], self._number[xs[mesh.c1]]

    def _separators(self) -> dict[tuple[int, int], list[Separator]]:
        """The gaps found in each group of meshes with the same width."""
        groups: dict[tuple[int, int], list[Line]] = defaultdict(list)
        for mesh, lines in self.meshes.lines.items():
            upright = [line for line in lines if not self.page.direction[line.chunks[0].words[0]]]
            groups[mesh.c0, mesh.c1] += side_by_side(upright)
        xs = self.meshes.grid.xs
        ruled = len(xs) > 2
        found: dict[tuple[int, int], list[Separator]] = {}
        for (c0, c1), lines in groups.items():
            ask()
            single = c1 - c0 == 1
            if ruled and single:
                if xs[c1] - xs[c0] < 0.25 * (xs[-1] - xs[0]):
                    found[c0, c1] = []
                    continue
                limits = {"narrowest": 1.0, "least": max(3.0, 0.5 * len(lines)), "crossing": 0.2}
            elif len(lines) <= 3:
                limits = {"narrowest": 0.8, "least": 1.0 if len(lines) < 3 else 2.0, "crossing": 0.5}
            else:
                limits = {"narrowest": 0.45, "least": 2.0, "crossing": 0.5}
            gaps = separators(lines, xs[c0], xs[c1], self.em, **limits)
            found[c0, c1] = [self._snapped(gap, xs[c0 + 1 : c1]) for gap in gaps]
            if not single:
                found[c0, c1] = _with_drawn(found[c0, c1], xs[c0 : c1 + 1], lines)
        return found

    def _snapped(self, gap: Separator, drawn: Sequence[float]) -> Separator:
        for x in drawn:
            if gap.left - self.em <= x <= gap.right + self.em:
                return replace(gap, x=x)
        return gap

    def _items(self, mesh: Mesh) -> list[Item]:
        """The chunks of a mesh with the columns of the whole grid that they stand in."""
        own = self._gaps.get((mesh.c0, mesh.c1), [])
        left, right = self.columns(mesh)
        limits = [left, *(self._number[gap.x] for gap in own), right]
        chunks = [chunk for line in self.meshes.lines.get(mesh, ()) for chunk in line.chunks]
        if not own:
            return [Item(left, right, chunk, left, right) for chunk in chunks]
        return [item for chunk in chunks for item in self._placed(chunk, own, limits)]

    def _placed(self, chunk: Chunk, gaps: list[Separator], limits: list[int]) -> list[Item]:
        low, high = limits[0], limits[-1]
        first = sum(1 for gap in gaps if chunk.x0 > gap.left - 0.15 * self.em and chunk.centre > gap.left)
        crossed = [k for k, gap in enumerate(gaps) if k >= first and chunk.x1 > gap.right + 0.15 * self.em]
        if not crossed:
            return [Item(limits[first], limits[first + 1], chunk, low, high)]
        pieces = self._split(chunk, [gaps[k] for k in crossed])
        if len(pieces) > 1:
            return [item for piece in pieces for item in self._placed(piece, gaps, limits)]
        return [Item(limits[first], limits[crossed[-1] + 2], chunk, low, high)]

    def _split(self, chunk: Chunk, gaps: list[Separator]) -> list[Chunk]:
        """A chunk cut at the first separator whose gap lies between two of its words, when what follows looks
        like the content of a column by itself: a figure, or a gap wider than those between its words."""
        page, words = self.page, chunk.words
        spaces = [page.x0[b] - page.x1[a] for a, b in pairwise(words)]
        for gap in gaps:
            for k in range(1, len(words)):
                a, b = words[k - 1], words[k]
                if not (page.x1[a] <= gap.right + 0.1 * self.em and page.x0[b] >= gap.left - 0.1 * self.em):
                    continue
                ask()
                others = spaces[: k - 1] + spaces[k:]
                wide = spaces[k - 1] > 1.4 * median(others, 0.28 * page.reach[a])
                figure = is_value(page.text[b]) and any(c.isdigit() for c in page.text[b])
                if wide or (figure and not self._names_year(chunk, gap)):
                    return [page.chunk(words[:k]), page.chunk(words[k:])]
        return [chunk]

    def _names_year(self, chunk: Chunk, gap: Separator) -> bool:
        """Whether a word and a year stand together over the middle of a gap: a header of both columns."""
        if len(chunk.words) != 2 or not _YEAR.fullmatch(self.page.text[chunk.words[1]]):
            return False
        return abs(chunk.centre - gap.x) < 0.5 * (chunk.x1 - chunk.x0)

    def _spans(self) -> list[tuple[float, float]]:
        spans = []
        inside = [item for items in self.items.values() for item in items if item.c1 - item.c0 == 1]
        for c in range(len(self.xs) - 1):
            ask()
            chunks = [item.chunk for item in inside if item.c0 == c]
            spans.append(
                (min(chunk.x0 for chunk in chunks), max(chunk.x1 for chunk in chunks))
                if chunks
                else (self.xs[c], self.xs[c + 1])
            )
        return spans

    def _room(self) -> list[tuple[float, float]]:
        if len(self.meshes.grid.xs) <= 2:
            return self.spans
        paddings = [a - x for (a, _), x in zip(self.spans, self.xs, strict=False)]
        slack = min(max(min(paddings), 0.4 * self.em), self.em)
        return [
            (min(a, self.xs[c] + slack), max(b, self.xs[c + 1] - slack))
            for c, (a, b) in enumerate(self.spans)
        ]


def _with_drawn(gaps: list[Separator], xs: Sequence[float], lines: Sequence[Line]) -> list[Separator]:
    """The gaps of a mesh, and the lines that rule columns above or below it, where it is no cell that spans
    them: most of these columns have text of their own in it, and none runs across."""
    chunks = [chunk for line in lines for chunk in line.chunks]
    filled = {bisect_right(xs, chunk.centre) for chunk in chunks}
    beside = any(len({bisect_right(xs, chunk.centre) for chunk in line.chunks}) > 1 for line in lines)
    if not beside or len(filled) < 0.6 * (len(xs) - 1):
        return gaps
    more = [
        Separator(x, x, x, 1.0, 0.0, x, x)
        for x in xs[1:-1]
        if not any(chunk.x0 < x - 1 and chunk.x1 > x + 1 for chunk in chunks)
        and not any(gap.first <= x <= gap.last or gap.x == x for gap in gaps)
    ]
    return sorted([*gaps, *more], key=lambda gap: gap.x)
