"""Cells of a table area: the lattice of its rulings, refined by the text where rules are missing.

Three steps, each a function of the one before: meshes (what the rulings alone say), columns (gaps that stay
open in meshes that share their width), rows (lines that start a record in meshes that share their height).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.pdf.areas import Area, Draft, Part
from ingest.pdf.columns import Separator, separators
from ingest.pdf.headers import levels
from ingest.pdf.lattice import Lattice, Mesh, lattice
from ingest.pdf.lines import Chunk, Line, Typeset, is_value, median, side_by_side
from ingest.pdf.records import Partition, partition
from ingest.pdf.rows import Item, RowLine, aligned_records, flows, in_lines

GAP = 0.5
"""Ems: a wider gap inside a line may part columns."""
_MOST_HEADER_LINES = 7
"""Lines at different heights in one band of a header: labels of four lines set in the middle have so many."""
_WIDE_REGION = 0.8
"""Share of the area's width that a rule must run over to part rows where nothing rules columns."""


@dataclass(slots=True)
class _Place:
    """A cell before the grid is known: band of rows, record in it, columns by their limits."""

    band0: int
    band1: int
    row0: int
    row1: int
    """Rows inside band ``band0`` (half-open); 0 to all of them where it spans bands."""
    c0: int
    c1: int
    lines: tuple[tuple[int, ...], ...]


def build(page: Typeset, area: Area) -> Draft:
    """The table in an area."""
    return _Builder(page, area).draft()


class _Builder:
    def __init__(self, page: Typeset, area: Area) -> None:
        self.page, self.area = page, area
        self.em = median([page.size[i] for i in area.words], 10.0)
        self.grid = self._lattice()
        self.meshes = self.grid.cells()
        self.words = self._words_by_mesh()
        self.lines = {mesh: page.lines(words, GAP) for mesh, words in self.words.items()}
        self.found = self._separators()
        self.xs = sorted({*self.grid.xs, *(s.x for group in self.found.values() for s in group)})
        self.items = {mesh: self._items(mesh) for mesh in self.meshes}
        self.spans = self._column_spans()

    # ------------------------------------------------------------------ meshes

    def _lattice(self) -> Lattice:
        area, rulings = self.area, self.area.rulings
        made = lattice(rulings, area.x0, area.y0, area.x1, area.y1)
        if len(made.xs) > 2:
            self._rule_columns_below(made)
            return made
        # Nothing rules columns: a rule over part of the width heads or sums up some, and parts no rows.
        covered = [made.level[i].mean() for i in range(len(made.ys))]
        width = area.x1 - area.x0
        full = [made.ys[0]]
        for y, _ in zip(made.ys[1:-1], covered[1:-1], strict=True):
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

    def _rule_columns_below(self, grid: Lattice) -> None:
        """Draws the columns of the header on through the rows below it, where most of these have no rules
        between columns, but where text runs across."""
        bare = [r for r in range(1, len(grid.ys) - 1) if not grid.upright[r, 1:-1].any()]
        if not grid.upright[0, 1:-1].any() or len(bare) < 0.6 * (len(grid.ys) - 2):
            return
        page = self.page
        for r in bare:
            y0, y1 = grid.ys[r], grid.ys[r + 1]
            own = [i for i in self.area.words if y0 < page.base[i] - 0.3 * page.size[i] <= y1]
            chunks = [chunk for line in page.lines(own, GAP) for chunk in line.chunks]
            for c, x in enumerate(grid.xs[1:-1], 1):
                grid.upright[r, c] = not any(k.x0 < x - 1 and k.x1 > x + 1 for k in chunks)

    def _words_by_mesh(self) -> dict[Mesh, list[int]]:
        xs, ys, page = self.grid.xs, self.grid.ys, self.page
        at = {
            (r, c): mesh
            for mesh in self.meshes
            for r in range(mesh.r0, mesh.r1)
            for c in range(mesh.c0, mesh.c1)
        }
        found: dict[Mesh, list[int]] = defaultdict(list)
        for i in self.area.words:
            middle = (
                page.base[i] - 0.3 * page.size[i] if not page.direction[i] else (page.y0[i] + page.y1[i]) / 2
            )
            r = min(max(bisect_right(ys, middle) - 1, 0), len(ys) - 2)
            c = min(max(bisect_right(xs, (page.x0[i] + page.x1[i]) / 2) - 1, 0), len(xs) - 2)
            found[at[r, c]].append(i)
        return found

    # ----------------------------------------------------------------- columns

    def _separators(self) -> dict[tuple[int, int], list[Separator]]:
        """The gaps found in each group of meshes with the same width."""
        groups: dict[tuple[int, int], list[Line]] = defaultdict(list)
        for mesh, lines in self.lines.items():
            upright = [line for line in lines if not self.page.direction[line.chunks[0].words[0]]]
            groups[mesh.c0, mesh.c1] += side_by_side(upright)
        xs = self.grid.xs
        ruled = len(xs) > 2
        found: dict[tuple[int, int], list[Separator]] = {}
        for (c0, c1), lines in groups.items():
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
        own = self.found.get((mesh.c0, mesh.c1), [])
        left, right = self.xs.index(self.grid.xs[mesh.c0]), self.xs.index(self.grid.xs[mesh.c1])
        limits = [left, *(self.xs.index(gap.x) for gap in own), right]
        made: list[Item] = []
        for line in self.lines.get(mesh, []):
            for chunk in line.chunks:
                made += self._placed(chunk, own, limits)
        return [replace(item, low=left, high=right) for item in made]

    def _placed(self, chunk: Chunk, gaps: list[Separator], limits: list[int]) -> list[Item]:
        first = sum(1 for gap in gaps if chunk.x0 > gap.left - 0.15 * self.em and chunk.centre > gap.left)
        crossed = [k for k, gap in enumerate(gaps) if k >= first and chunk.x1 > gap.right + 0.15 * self.em]
        if not crossed:
            return [Item(limits[first], limits[first + 1], chunk)]
        pieces = self._split(chunk, [gaps[k] for k in crossed])
        if len(pieces) > 1:
            return [item for piece in pieces for item in self._placed(piece, gaps, limits)]
        return [Item(limits[first], limits[crossed[-1] + 2], chunk)]

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
                others = spaces[: k - 1] + spaces[k:]
                wide = spaces[k - 1] > 1.4 * median(others, 0.28 * chunk.size)
                if wide or (is_value(page.text[b]) and any(c.isdigit() for c in page.text[b])):
                    return [page.chunk(words[:k]), page.chunk(words[k:])]
        return [chunk]

    def _column_spans(self) -> list[tuple[float, float]]:
        """x0, x1 of the text of each column, from chunks in one column only; its limits where it has none."""
        spans = []
        inside = [item for items in self.items.values() for item in items if item.c1 - item.c0 == 1]
        for c in range(len(self.xs) - 1):
            chunks = [item.chunk for item in inside if item.c0 == c]
            spans.append(
                (min(chunk.x0 for chunk in chunks), max(chunk.x1 for chunk in chunks))
                if chunks
                else (self.xs[c], self.xs[c + 1])
            )
        return spans

    # -------------------------------------------------------------------- rows

    def _places(self) -> tuple[list[_Place], list[int]]:
        """Cells by band, and the number of rows of each band."""
        places: list[_Place] = []
        heights: list[int] = []
        bands = len(self.grid.ys) - 1
        header_bands = self._header_bands()
        trusted = self._rules_part_rows(range(header_bands, bands))
        for r in range(bands):
            own = [mesh for mesh in self.meshes if mesh.r0 == r and mesh.r1 == r + 1]
            items = [item for mesh in own for item in self.items[mesh]]
            if r < header_bands:
                below = [item for later in range(r + 1, header_bands) for item in self._band_items(later)]
                made, height = self._header(r, items, below)
            else:
                made, height = self._body(r, items, trusted, header_bands == 0 and r == 0)
            places += made
            heights.append(height)
        for mesh in self.meshes:
            if mesh.r1 - mesh.r0 > 1:
                places += self._whole(mesh)
        return places, heights

    def _header_bands(self) -> int:
        """How many bands at the top hold no record: those before the first with figures in it, when rules
        part them from it."""
        bands = len(self.grid.ys) - 1
        first = 0
        for r in range(bands - 1):
            lines = in_lines(self._band_items(r))
            figured = [line for line in lines if 2 * line.figures >= max(len(line.items) - 1, 1)]
            if len(figured) > 1 or (figured and 0 in figured[0].columns and is_value_row(figured[0])):
                return r
            if first and (r >= first + 3 or len(lines) > 3):
                break
            if lines and not first:
                first = r + 1
        if any(mesh.r0 == 0 and mesh.c1 - mesh.c0 > 1 for mesh in self.meshes):
            # Labels over several columns: what stands beside them over more bands is header to its end.
            first = max([first, *(m.r1 for m in self.meshes if m.r0 == 0 and m.c0 == 0 and m.r1 < bands)])
        return first

    def _band_items(self, band: int) -> list[Item]:
        return [item for mesh in self.meshes if mesh.r0 == band for item in self.items[mesh]]

    def _header(self, band: int, items: list[Item], below: Sequence[Item] = ()) -> tuple[list[_Place], int]:
        y0, y1 = self.grid.ys[band], self.grid.ys[band + 1]
        rules = [(y, a, b) for y, a, b in self.area.rulings.h.tolist() if y0 + 3 < y < y1 - 3]
        if not items:
            return [], 1
        found = levels(in_lines(items), in_lines(below), self.spans, rules)
        return [
            _Place(band, band + 1, r0, r1, label.c0, label.c1, tuple(c.words for c in label.chunks))
            for label, r0, r1 in found.labels
        ], found.count

    def _room(self) -> list[tuple[float, float]]:
        """Where the text of each column may stand: between its rules, or as far as it does."""
        if len(self.grid.xs) <= 2:
            return self.spans
        paddings = [a - x for (a, _), x in zip(self.spans, self.xs, strict=False)]
        slack = min(max(min(paddings), 0.4 * self.em), self.em)
        return [
            (min(a, self.xs[c] + slack), max(b, self.xs[c + 1] - slack))
            for c, (a, b) in enumerate(self.spans)
        ]

    def _rules_part_rows(self, bands: range) -> bool:
        """Whether each band of the body is one row: there are several, and their lines do not surely begin
        rows of their own (rules after every few rows)."""
        sure = unsure = likely = with_text = 0
        room = self._room()
        for r in bands:
            lines = in_lines(self._band_items(r))
            with_text += bool(lines)
            if len(lines) > 1:
                found = partition(lines, room)
                sure, unsure = sure + found.sure, unsure + found.unsure
                likely += found.likely
        if len(self.grid.xs) <= 2 and with_text < 3:
            return False
        if with_text < 2:
            # One band between column rules: a body without row rules, or a row that the page cut; above the
            # latter stands no header but another row.
            above = [in_lines(self._band_items(r)) for r in range(bands.start)]
            tall = any(len(lines) > _MOST_HEADER_LINES for lines in above)
            return tall or sure + likely < max(1.0, 0.5 * (sure + unsure))
        return sure < max(2.0, 0.7 * (sure + unsure))

    def _body(self, band: int, items: list[Item], trusted: bool, first: bool) -> tuple[list[_Place], int]:
        lines = in_lines(items)
        room = self._room()
        head = top = 0
        places: list[_Place] = []
        if trusted:
            numbers = aligned_records(lines, [b for _, b in room]) or [0] * len(lines)
            found = Partition(tuple(numbers))
        else:
            head = _unruled_header(lines) if first else 0
            if head:
                made, top = self._header(band, [item for line in lines[:head] for item in line.items])
                places += made
            found = partition(lines[head:], room)
        rows: dict[int, list[Item]] = defaultdict(list)
        height = max(found.numbers, default=-1) + 1
        for number, line in zip(found.numbers, lines[head:], strict=True):
            rows[number] += line.items
        if trusted and height > 1:
            places += _shared_labels(band, rows, height)
        shared = {chunk.words for _, chunks, _, _ in found.labels for chunk in chunks}
        cells: list[_Place] = [
            _Place(band, band + 1, a, b, column, column + 1, tuple(chunk.words for chunk in chunks))
            for column, chunks, a, b in found.labels
        ]
        for number, own in rows.items():
            for c0, c1, chunks in _merged([item for item in own if item.chunk.words not in shared]):
                cells.append(
                    _Place(band, band + 1, number, number + 1, c0, c1, tuple(c.words for c in chunks))
                )
        for column, above, below in found.flowing:
            cells = _flowed(cells, column, above, below)
        places += [replace(cell, row0=cell.row0 + top, row1=cell.row1 + top) for cell in cells]
        return places, top + height

    def _whole(self, mesh: Mesh) -> list[_Place]:
        """A cell over several bands, in columns but not in rows."""
        return [
            _Place(mesh.r0, mesh.r1, 0, -1, c0, c1, tuple(chunk.words for chunk in chunks))
            for c0, c1, chunks in _merged(self.items[mesh])
        ]

    # -------------------------------------------------------------------- grid

    def draft(self) -> Draft:
        places, heights = self._places()
        starts = [0]
        for height in heights:
            starts.append(starts[-1] + height)
        taken: dict[tuple[int, int], int] = {}
        cells: list[tuple[int, int, int, int, tuple[tuple[int, ...], ...]]] = []
        for place in sorted(places, key=lambda p: (p.band0, p.row0, p.c0)):
            r0 = starts[place.band0] + place.row0
            r1 = starts[place.band1] if place.band1 - place.band0 > 1 else starts[place.band0] + place.row1
            cells.append((r0, r1, place.c0, place.c1, place.lines))
        made = _without_overlap(cells)
        for k, (r0, r1, c0, c1, _) in enumerate(made):
            for r in range(r0, r1):
                for c in range(c0, c1):
                    taken[r, c] = k
        made += self._blank(starts, taken)
        if len(self.grid.xs) == 2:
            made = self._spanning_down(made, starts)
        return self._finished(made, starts)

    def _spanning_down(
        self, cells: list[tuple[int, int, int, int, tuple[tuple[int, ...], ...]]], starts: list[int]
    ) -> list[tuple[int, int, int, int, tuple[tuple[int, ...], ...]]]:
        """Where a rule between two rows leaves a column out, the empty cell on one side of it and the filled
        one on the other are one cell (a label set in the middle of its rows)."""
        at = {(r, cell[2]): cell for cell in cells for r in range(cell[0], cell[1])}
        h = self.area.rulings.h
        for band in range(1, len(self.grid.ys) - 1):
            near = h[abs(h[:, 0] - self.grid.ys[band]) <= 4.0]
            for c in range(len(self.xs) - 1):
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

    def _blank(
        self, starts: list[int], taken: dict[tuple[int, int], int]
    ) -> list[tuple[int, int, int, int, tuple[tuple[int, ...], ...]]]:
        """Meshes without any text keep their spans; other free positions become single empty cells."""
        made: list[tuple[int, int, int, int, tuple[tuple[int, ...], ...]]] = []
        for mesh in self.meshes:
            c0, c1 = self.xs.index(self.grid.xs[mesh.c0]), self.xs.index(self.grid.xs[mesh.c1])
            spots = [(r, c) for r in range(starts[mesh.r0], starts[mesh.r1]) for c in range(c0, c1)]
            free = [spot for spot in spots if spot not in taken]
            if len(free) == len(spots) and spots:
                made.append((starts[mesh.r0], starts[mesh.r1], c0, c1, ()))
            else:
                made += [(r, r + 1, c, c + 1, ()) for r, c in free]
        return made

    def _finished(
        self, cells: list[tuple[int, int, int, int, tuple[tuple[int, ...], ...]]], starts: list[int]
    ) -> Draft:
        """Rows and columns that nothing stands in (between the lines of a double rule, say) are left out."""
        rows = sorted({r for r0, _, _, _, lines in cells if lines for r in (r0,)})
        columns = sorted({c0 for _, _, c0, _, lines in cells if lines})
        page = self.page
        room = self._room()
        tops = self._row_limits(cells, starts)
        parts = []
        for r0, r1, c0, c1, lines in cells:
            own_rows = [k for k, r in enumerate(rows) if r0 <= r < r1]
            own_columns = [k for k, c in enumerate(columns) if c0 <= c < c1]
            if not own_rows or not own_columns:
                continue
            x0, x1 = self.xs[c0], self.xs[c1]
            y0, y1 = tops[r0], tops[r1]
            words = [w for line in lines for w in line]
            if words:
                x0, x1 = min(x0, *(page.x0[w] for w in words), x1), max(x1, *(page.x1[w] for w in words))
                y0, y1 = min(y0, *(page.y0[w] for w in words)), max(y1, *(page.y1[w] for w in words))
            printed = tuple(tuple(row) for row in page.rows(words))
            flowing = self._flowing(printed, room[c0][0], room[c1 - 1][1])
            parts.append(
                Part(
                    own_rows[0],
                    own_columns[0],
                    len(own_rows),
                    len(own_columns),
                    printed,
                    x0,
                    y0,
                    x1,
                    y1,
                    flowing,
                )
            )
        parts.sort(key=lambda part: (part.row, part.column))
        drawn = float((self.grid.upright.mean() + self.grid.level.mean()) / 2)
        return Draft(self.area, tuple(parts), tuple(self.xs), tuple(tops), drawn, self.em)

    def _flowing(self, lines: Sequence[tuple[int, ...]], left: float, right: float) -> frozenset[int]:
        """Which lines of a cell, set between left and right, only go on the line before."""
        if len(lines) < 2 or any(self.page.direction[line[0]] for line in lines):
            return frozenset()
        chunks = [self.page.chunk(line) for line in lines]
        return frozenset(k for k in range(1, len(chunks)) if flows(chunks[k - 1], chunks[k], left, right))

    def _row_limits(
        self, cells: list[tuple[int, int, int, int, tuple[tuple[int, ...], ...]]], starts: list[int]
    ) -> list[float]:
        """y of each row's upper limit and of the last one's lower: rules where they are, else half way
        between the text of one row and the next."""
        page = self.page
        total = starts[-1]
        top, bottom = [float("inf")] * total, [float("-inf")] * total
        for r0, r1, _, _, lines in cells:
            words = [w for line in lines for w in line]
            if words and r1 - r0 == 1:
                top[r0] = min(top[r0], *(page.y0[w] for w in words), top[r0])
                bottom[r0] = max(bottom[r0], *(page.y1[w] for w in words), bottom[r0])
        limits = [0.0] * (total + 1)
        for band, start in enumerate(starts):
            limits[start] = self.grid.ys[band]
        for band in range(len(starts) - 1):
            for r in range(starts[band] + 1, starts[band + 1]):
                low = bottom[r - 1] if bottom[r - 1] > float("-inf") else limits[r - 1]
                high = top[r] if top[r] < float("inf") else low
                limits[r] = max(limits[r - 1], (low + high) / 2)
        return limits


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


def is_value_row(line: RowLine) -> bool:
    figures = line.figures
    return figures >= 2 and figures >= len(line.items) - 1


def _figured(lines: Sequence[RowLine]) -> bool:
    """Whether most lines carry figures beside other text: rows that no rule parts."""
    rows = [line for line in lines if line.figures and len(line.items) > 1]
    return len(rows) >= 3 and 2 * len(rows) > len(lines)


def _flowed(cells: list[_Place], column: int, above: int, below: int) -> list[_Place]:
    """Cells with one put together whose text goes on from a row to the next."""
    upper = next((cell for cell in cells if cell.c0 == column and cell.row1 == above + 1), None)
    lower = next((cell for cell in cells if cell.c0 == column and cell.row0 == below), None)
    if upper is None or lower is None or upper is lower or upper.c1 != lower.c1:
        return cells
    joined = replace(upper, row1=lower.row1, lines=upper.lines + lower.lines)
    return [joined if cell is upper else cell for cell in cells if cell is not lower]


def _shared_labels(band: int, rows: dict[int, list[Item]], height: int) -> list[_Place]:
    """Labels that stand once beside several rows: taken out of ``rows``, as cells over all of them."""
    made = []
    for column in sorted({item.c0 for own in rows.values() for item in own}):
        holders = [number for number, own in rows.items() if any(item.c0 == column for item in own)]
        if len(holders) != 1:
            break
        own = rows[holders[0]]
        label = next(item for item in own if item.c0 == column)
        rows[holders[0]] = [item for item in own if item is not label]
        made.append(_Place(band, band + 1, 0, height, label.c0, label.c1, (label.chunk.words,)))
    return made


def _unruled_header(lines: Sequence[RowLine]) -> int:
    """How many lines at the top stand above the first record: those before the first line of figures, unless
    they only open a section."""
    figured = [i for i, line in enumerate(lines) if 2 * line.figures >= len(line.items) and line.figures]
    # A line of years above the columns has no label of its own.
    labelled = [i for i in figured if 0 in lines[i].columns] or figured
    if len(figured) < 2 or labelled[0] > 8:
        return 0
    head = labelled[0]
    while head and lines[head - 1].columns == {0} and any(line.columns - {0} for line in lines[: head - 1]):
        head -= 1
    return head


def _merged(items: Sequence[Item]) -> list[tuple[int, int, list[Chunk]]]:
    """Items whose columns overlap, as one cell each: columns and chunks from top to bottom."""
    groups: list[tuple[int, int, list[Chunk]]] = []
    for item in sorted(items, key=lambda item: (item.c0, item.c1)):
        if groups and item.c0 < groups[-1][1]:
            c0, c1, chunks = groups[-1]
            groups[-1] = (c0, max(c1, item.c1), [*chunks, item.chunk])
        else:
            groups.append((item.c0, item.c1, [item.chunk]))
    return [(c0, c1, sorted(chunks, key=lambda c: (round(c.base, 0), c.x0))) for c0, c1, chunks in groups]


def _without_overlap(
    cells: list[tuple[int, int, int, int, tuple[tuple[int, ...], ...]]],
) -> list[tuple[int, int, int, int, tuple[tuple[int, ...], ...]]]:
    """Cells in order; one that would cover another's place gives up its spans, or joins the text there."""
    taken: dict[tuple[int, int], int] = {}
    made: list[tuple[int, int, int, int, tuple[tuple[int, ...], ...]]] = []
    for r0, r1, c0, c1, lines in cells:
        spots = [(r, c) for r in range(r0, r1) for c in range(c0, c1)]
        free = [spot for spot in spots if spot not in taken]
        if len(free) < len(spots):
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
