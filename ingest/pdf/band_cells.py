"""The rows of a table area, and the cells in them: each band of its lattice holds one row, or as many as the
lines that begin a record; the top ones may be a header."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from operator import attrgetter

from ingest.pdf.columned import Columned
from ingest.pdf.headers import levels, numbers_columns
from ingest.pdf.lattice import Mesh
from ingest.pdf.lines import Chunk
from ingest.pdf.patience import ask
from ingest.pdf.records import Partition, partition
from ingest.pdf.rows import Item, RowLine, aligned_records, in_lines
from ingest.pdf.values import is_figure, is_value

_MOST_HEADER_LINES = 7
"""Lines at different heights in one band of a header: labels of four lines set in the middle have so many."""

_CENTRED = 0.6
"""Ems that a text in the middle of a table may stand off it."""
_SAME_INDENT = 0.3
"""Ems."""
_FEWEST_ALONE, _ALONE = 3, 0.3
"""Rows of one line that rules part off, each by itself: how many there are, of all bands."""
_YEARS_ONLY = re.compile(r"\D*(?:(?:19|20)[0-9]{2}\D*)+")
_MOST_WORDS = 0.34
"""Share of words in a column of figures: its label, and titles in the middle of the table."""
_YEAR = re.compile("(?:19|20)[0-9]{2}(?:[-/–](?:[0-9]{2,4})?|[a-z])?")


@dataclass(slots=True)
class BandCell:
    """A cell before the grid is known: band of rows, record in it, columns by their limits."""

    band0: int
    band1: int
    row0: int
    row1: int
    """Rows inside band ``band0`` (half-open); 0 to all of them where it spans bands."""
    c0: int
    c1: int
    lines: tuple[tuple[int, ...], ...]


def band_cells(area: Columned) -> tuple[list[BandCell], list[int]]:
    """The cells that have text, and the number of rows of each band."""
    return _Rows(area).cells()


class _Rows:
    def __init__(self, area: Columned) -> None:
        self.area, self.grid = area, area.meshes.grid
        self.lines, self.room = area.lines, area.room
        self._partitions: dict[int, Partition] = {}
        self.alone = False
        """Every band of the body is one row, whatever its lines look like."""

    def cells(self) -> tuple[list[BandCell], list[int]]:
        """Cells by band, and the number of rows of each band."""
        places: list[BandCell] = []
        heights: list[int] = []
        bands = len(self.grid.ys) - 1
        header_bands = self._header_bands()
        body = range(header_bands, bands)
        self.alone = self._rows_alone(body)
        trusted = self.alone or self._rules_part_rows(body)
        for r in range(bands):
            ask()
            lines = self._own_lines(r)
            if r < header_bands:
                below = [item for later in range(r + 1, header_bands) for item in self._band_items(later)]
                made, height = self._header(r, lines, in_lines(below))
            else:
                made, height = self._body(r, lines, trusted, header_bands == 0 and r == 0)
            places += made
            heights.append(height)
        for mesh in self.area.meshes.cells:
            if mesh.r1 - mesh.r0 > 1:
                places += self._whole(mesh)
        return places, heights

    def _band_items(self, band: int) -> list[Item]:
        return [item for mesh in self.area.bands[band] for item in self.area.items[mesh]]

    def _own_lines(self, band: int) -> list[RowLine]:
        """The lines of a band without the cells that go on into the next."""
        every = self.area.bands[band]
        own = [mesh for mesh in every if mesh.r1 == band + 1]
        if len(own) == len(every):
            return self.lines[band]
        return in_lines([item for mesh in own for item in self.area.items[mesh]])

    def _header_bands(self) -> int:
        """How many bands at the top hold no record: those before the first with figures in it, when rules
        part them from it."""
        bands = len(self.grid.ys) - 1
        if bands > 2 and _bold_header(self.lines[0]) and not any(map(_is_bold, chain(*self.lines[1:]))):
            return 0
        first = 0
        for r in range(bands - 1):
            lines = self.lines[r]
            figured = [
                line
                for line in lines
                if 2 * line.figures >= max(len(line.items) - 1, 1) and not (r == 0 and numbers_columns(line))
            ]
            if not r and len(lines) < _MOST_HEADER_LINES and any(_of_years(line) for line in figured):
                # Years that head the columns, and what the lines of their labels begin with.
                figured = [line for line in figured if not _all_years(line)]
            if len(figured) > 1 or (figured and _is_record(figured[0])):
                return r
            if first and (r >= first + 3 or len(lines) > 3):
                break
            if lines and not first:
                first = r + 1
        top = self.area.bands[0]
        if any(mesh.c1 - mesh.c0 > 1 for mesh in top):
            # Labels over several columns: what stands beside them over more bands is header to its end.
            first = max([first, *(mesh.r1 for mesh in top if mesh.c0 == 0 and mesh.r1 < bands)])
        return first

    def _header(
        self, band: int, lines: Sequence[RowLine], below: Sequence[RowLine] = ()
    ) -> tuple[list[BandCell], int]:
        if not lines:
            return [], 1
        y0, y1 = self.grid.ys[band], self.grid.ys[band + 1]
        rules = [(y, a, b) for y, a, b in self.area.meshes.area.rulings.h.tolist() if y0 + 3 < y < y1 - 3]
        found = levels(lines, below, self.area.spans, rules)
        return [
            BandCell(band, band + 1, r0, r1, label.c0, label.c1, tuple(c.words for c in label.chunks))
            for label, r0, r1 in found.labels
        ], found.count

    def _rules_part_rows(self, bands: range) -> bool:
        """Whether each band of the body is one row: there are several, and their lines do not surely begin
        rows of their own (rules after every few rows)."""
        sure = unsure = likely = with_text = 0
        for r in bands:
            lines = self.lines[r]
            with_text += bool(lines)
            if len(lines) > 1:
                found = self._partitions[r] = self._records(lines)
                sure, unsure = sure + found.sure, unsure + found.unsure
                likely += found.likely
        if len(self.grid.xs) <= 2 and with_text < 3:
            return False
        if with_text < 2:
            # One band between column rules: a body without row rules, or a row that the page cut; above the
            # latter stands no header but another row.
            tall = any(len(lines) > _MOST_HEADER_LINES for lines in self.lines[: bands.start])
            return tall or sure + likely < max(1.0, 0.5 * (sure + unsure))
        return sure < max(2.0, 0.7 * (sure + unsure))

    def _rows_alone(self, bands: range) -> bool:
        """Whether rules part rows, and columns all or none of them, and many bands hold one line with a
        figure: where single rows are ruled off, lines below each other in a band are a list in its cells."""
        if len(self.grid.xs) > 2 and not self.grid.upright[bands.start :].any(axis=1).all():
            return False
        filled = [self.lines[r] for r in bands if self.lines[r]]
        alone = [
            lines for lines in filled if len(lines) == 1 and lines[0].figures and len(lines[0].items) > 1
        ]
        return len(alone) >= max(_FEWEST_ALONE, _ALONE * len(filled))

    def _body(
        self, band: int, lines: Sequence[RowLine], trusted: bool, first: bool
    ) -> tuple[list[BandCell], int]:
        room = self.room
        head = top = 0
        places: list[BandCell] = []
        if first and trusted and (head := _bold_header(lines)):
            made, top = self._header(band, lines[:head])
            places += made
            lines, head = lines[head:], 0
        if trusted:
            numbers = None if self.alone else aligned_records(lines, [b for _, b in room])
            numbers = numbers or [0] * len(lines)
            found = Partition(tuple(numbers))
        else:
            head = self._before_titles(lines, _unruled_header(lines)) if first else 0
            if head:
                made, top = self._header(band, lines[:head])
                places += made
            known = self._partitions.get(band) if lines is self.lines[band] and not head else None
            found = known or self._records(lines[head:])
        rows: dict[int, list[Item]] = defaultdict(list)
        height = max(found.numbers, default=-1) + 1
        for number, line in zip(found.numbers, lines[head:], strict=True):
            rows[number] += line.items
        if trusted and height > 1:
            places += _shared_labels(band, rows, height)
        shared = {chunk.words for _, chunks, _, _ in found.labels for chunk in chunks}
        cells: list[BandCell] = [
            BandCell(band, band + 1, a, b, column, column + 1, tuple(chunk.words for chunk in chunks))
            for column, chunks, a, b in found.labels
        ]
        for number, own in rows.items():
            left = [item for item in own if item.chunk.words not in shared]
            if reach := self._centred(left):
                left = [replace(left[0], c0=reach[0], c1=reach[1])]
            for c0, c1, chunks in _merged(left):
                cells.append(
                    BandCell(band, band + 1, number, number + 1, c0, c1, tuple(c.words for c in chunks))
                )
        for column, above, below in found.flowing:
            cells = _flowed(cells, column, above, below)
        for cell in cells if top else ():
            cell.row0, cell.row1 = cell.row0 + top, cell.row1 + top
        return places + cells, top + height

    def _before_titles(self, lines: Sequence[RowLine], head: int) -> int:
        """The lines of a header without the last, where that is the first of several titles in the middle of
        the table."""
        if head < 2 or not self._over_all(lines[head - 1].items):
            return head
        return head - any(self._over_all(line.items) for line in lines[head:])

    def _records(self, lines: Sequence[RowLine]) -> Partition:
        """The records of lines that no rules part; titles in the middle of the table, bold or shorter than a
        column is wide, are rows."""
        found = Partition(())

        def heads(line: RowLine) -> bool:
            first = line.items[0]
            return (first.chunk.bold or first.c1 - first.c0 == 1) and self._over_all(line.items)

        for _, some in groupby(lines, key=heads):
            ask()
            found = found.then(partition(list(some), self.room))
        return found

    def _over_all(self, items: Sequence[Item]) -> bool:
        """Whether the only text of a row stands in the middle of the whole table."""
        return self._centred(items) == (0, len(self.area.spans))

    def _centred(self, items: Sequence[Item]) -> tuple[int, int] | None:
        """The columns in whose middle the only text of a row stands, and at the edge or in the middle of no
        column of its own: all of them, or all but the labels."""
        if len(items) != 1 or len(self.grid.xs) > 2:
            return None
        (item,), spans = items, self.area.spans
        chunk, last = item.chunk, len(spans)

        def middle(first: int) -> bool:
            return abs(chunk.centre - (spans[first][0] + spans[-1][1]) / 2) <= _CENTRED * chunk.size

        if not middle(0):
            over_figures = last > 2 and item.c1 - item.c0 > 1 and item.c0 > 0 and middle(1)
            return (1, last) if over_figures and not is_value(chunk.text) else None
        if item.c1 - item.c0 > 1:
            return 0, last
        ask()
        beside = [
            other.chunk for band in self.lines for row in band for other in row.items if other.c0 == item.c0
        ]
        if item.c0 > 0:
            alone = sum(1 for other in beside if not is_value(other.text)) < _MOST_WORDS * len(beside)
            return (0, last) if (chunk.bold or alone) and not is_value(chunk.text) else None
        level = sum(1 for other in beside if abs(other.x0 - chunk.x0) < _SAME_INDENT * chunk.size)
        return (0, last) if chunk.x0 > spans[0][0] + chunk.size and level == 1 else None

    def _whole(self, mesh: Mesh) -> list[BandCell]:
        """A cell over several bands, in columns but not in rows."""
        return [
            BandCell(mesh.r0, mesh.r1, 0, -1, c0, c1, tuple(chunk.words for chunk in chunks))
            for c0, c1, chunks in _merged(self.area.items[mesh])
        ]


def _is_record(line: RowLine) -> bool:
    """Whether a line with figures is no line of a header: it begins with a label, or more than one of its
    figures are no years (its label stands in more lines, above and below)."""
    if 0 in line.columns:
        return is_value_row(line)
    figures = [item.chunk.text for item in line.items if is_figure(item.chunk.text)]
    return sum(1 for text in figures if not _YEARS_ONLY.fullmatch(text)) > 1


def is_value_row(line: RowLine) -> bool:
    figures = line.figures
    return figures >= 2 and figures >= len(line.items) - 1


def _flowed(cells: list[BandCell], column: int, above: int, below: int) -> list[BandCell]:
    """Cells with one put together whose text goes on from a row to the next."""
    ask()
    upper = next((cell for cell in cells if cell.c0 == column and cell.row1 == above + 1), None)
    lower = next((cell for cell in cells if cell.c0 == column and cell.row0 == below), None)
    if upper is None or lower is None or upper is lower or upper.c1 != lower.c1:
        return cells
    joined = replace(upper, row1=lower.row1, lines=upper.lines + lower.lines)
    return [joined if cell is upper else cell for cell in cells if cell is not lower]


def _shared_labels(band: int, rows: dict[int, list[Item]], height: int) -> list[BandCell]:
    """Labels that stand once beside several rows: taken out of ``rows``, as cells over all of them."""
    made = []
    for column in sorted({item.c0 for own in rows.values() for item in own}):
        ask()
        holders = [number for number, own in rows.items() if any(item.c0 == column for item in own)]
        if len(holders) != 1:
            break
        own = rows[holders[0]]
        label = next(item for item in own if item.c0 == column)
        rows[holders[0]] = [item for item in own if item is not label]
        made.append(BandCell(band, band + 1, 0, height, label.c0, label.c1, (label.chunk.words,)))
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
    if len(labelled) > 1 and _of_years(lines[head]) and not _of_years(lines[labelled[1]]):
        # Years that head the columns, beside a label of the first one.
        head = labelled[1]
    while head > 1 and (
        _opens_section(lines[head - 1], lines[: head - 1]) or _is_plain_below_bold(lines, head)
    ):
        head -= 1
    return head


def _is_plain_below_bold(lines: Sequence[RowLine], head: int) -> bool:
    """Whether the last line above ``head`` is in plain letters and all above it in bold ones: it begins a
    record whose figures stand in the middle of its lines."""
    bold = [item.chunk.bold for line in lines[: head - 1] for item in line.items]
    return all(bold) and not any(item.chunk.bold for item in lines[head - 1].items)


def _bold_header(lines: Sequence[RowLine]) -> int:
    """How many lines at the top of a row are bold, all over the same columns as what goes on below them in
    plain letters: a header that no rule parts from the first row."""
    if not lines or not _is_bold(lines[0]):
        return 0
    bold = [_is_bold(line) for line in lines]
    head = bold.index(False) if False in bold else 0
    above = {column for line in lines[:head] for column in line.columns}
    below = [line.columns for line in lines[head:]]
    return head if len(above) > 1 and not any(bold[head:]) and above == set().union(*below) else 0


def _is_bold(line: RowLine) -> bool:
    return all(item.chunk.bold for item in line.items)


def _of_years(line: RowLine) -> bool:
    """Whether all figures of a line are years, two at least."""
    return line.figures > 1 and _all_years(line)


def _all_years(line: RowLine) -> bool:
    texts = [item.chunk.text for item in line.items]
    return all(_YEAR.fullmatch(text) for text in texts if is_figure(text))


def _opens_section(line: RowLine, above: Sequence[RowLine]) -> bool:
    """Whether the last line before the first figures heads the rows below it, not a column: it stands at the
    left under a header of other columns; or it runs over columns that each have a label already."""
    if line.columns == {0}:
        return any(other.columns - {0} for other in above)
    if len(line.items) > 1:
        return False
    labelled = {item.c0 for other in above for item in other.items if item.c1 - item.c0 == 1}
    (item,) = line.items
    if item.c1 - item.c0 > 1:
        return labelled.issuperset(range(max(item.c0, 1), item.c1))
    other = [one.chunk.bold for row in above for one in row.items]
    return item.chunk.bold and not any(other) and item.c0 in labelled


def _merged(items: Sequence[Item]) -> list[tuple[int, int, list[Chunk]]]:
    """Items whose columns overlap, as one cell each: columns and chunks from top to bottom."""
    groups: list[tuple[int, int, list[Chunk]]] = []
    for item in sorted(items, key=attrgetter("c0", "c1")) if len(items) > 1 else items:
        if groups and item.c0 < groups[-1][1]:
            c0, c1, chunks = groups[-1]
            groups[-1] = (c0, max(c1, item.c1), [*chunks, item.chunk])
        else:
            groups.append((item.c0, item.c1, [item.chunk]))
    for _, _, chunks in groups:
        if len(chunks) > 1:
            chunks.sort(key=lambda chunk: (round(chunk.base, 0), chunk.x0))
    return groups
