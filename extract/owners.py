"""Which item a figure belongs to: the one whose rows its cell covers, at the level that fits the whole
column.

In one row the figure may stand beside a product, its objective and three activities. It belongs to the
deepest level that has exactly one item where the figure's cell reaches, or as many items as the cell has
figures; and since a column means the same in all its rows, to the level that most of its cells need.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.contents import FIGURES
from extract.figures import Quotient, figures_in, quotient_in
from extract.folding import fold
from extract.grid import Grid
from extract.headers import Layout
from extract.levels import can_be_weight
from extract.nodes import Node
from extract.reading import Column, Evidence, ItemKind, Measure, Role, RowKind
from extract.shapes import Shape, shape_of
from extract.words import words
from ingest.document import Cell

_SHARE = 0.25
"""A level is the column's when at least this share of its cells can mean none deeper."""

_FARTHEST = 200
"""Rows with items that are looked through for one that reaches down."""

_LISTS = 0.4
"""A column lists several figures in a cell as its habit when at least this share of its cells does."""

_MEASURE_OF_ROLE = {
    Role.WEIGHT: Measure.WEIGHT,
    Role.COMPLIANCE: Measure.COMPLIANCE,
    Role.EARNED: Measure.EARNED,
    Role.PROGRESS: Measure.PROGRESS,
    Role.TARGET: Measure.TARGET,
    Role.BASELINE: Measure.BASELINE,
    Role.PROGRAMMED: Measure.PROGRAMMED,
    Role.EXECUTED: Measure.EXECUTED,
    Role.BUDGET: Measure.BUDGET,
    Role.AMOUNT: Measure.AMOUNT,
    Role.COUNT: Measure.COUNT,
    Role.TOTAL: Measure.COUNT,
}


_KEYED = frozenset({Measure.COUNT, Measure.AMOUNT})


def measure_of(role: Role) -> Measure | None:
    """The measure whose figures a column of this role holds."""
    return _MEASURE_OF_ROLE.get(role)


_PARTS = {
    **dict.fromkeys(words("table", "numerators"), Measure.NUMERATOR),
    **dict.fromkeys(words("table", "denominators"), Measure.DENOMINATOR),
}
"""First words of headers of what is divided by what."""


def _measure_of_column(column: Column) -> Measure:
    if column.role is Role.COUNT and (said := fold(column.levels[-1] if column.levels else "").split()):
        return _PARTS.get(said[0], Measure.COUNT)
    return _MEASURE_OF_ROLE[column.role]


@dataclass(frozen=True, slots=True)
class Owned:
    """A figure's text and the item that it belongs to."""

    node: Node
    measure: Measure
    raw: str
    cell: Cell
    column: Column
    position: int
    confidence: float
    evidence: tuple[Evidence, ...] = ()


class Rows:
    """Items by the row in which they begin."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        self._by_row: dict[int, list[Node]] = {}
        for node in nodes:
            if node.row is not None:
                self._by_row.setdefault(node.row, []).append(node)
        self._rows = sorted(self._by_row)
        self.last_part = _last_parts(nodes)

    def within(self, rows: range) -> Iterator[Node]:
        """The items that begin in some rows."""
        if len(rows) < len(self._rows):
            for row in rows:
                yield from self._by_row.get(row, ())
        else:
            for row in self._rows:
                if row in rows:
                    yield from self._by_row[row]

    def above(self, row: int) -> Node | None:
        """The last item that begins above a row."""
        at = bisect_left(self._rows, row)
        return self._by_row[self._rows[at - 1]][-1] if at else None

    def spanning(self, row: int) -> Node | None:
        """The lowest item whose cell begins above a row and reaches below it."""
        at = bisect_left(self._rows, row)
        found: Node | None = None
        for begun in reversed(self._rows[max(0, at - _FARTHEST) : at]):
            for node in self._by_row[begun]:
                if row < node.stop and (found is None or node.rank > found.rank):
                    found = node
        return found


def _last_parts(nodes: Sequence[Node]) -> dict[int, int]:
    """The last row in which a part of an item begins, by the item's ``id``."""
    last: dict[int, int] = {}
    for node in nodes:
        if node.parent is not None and node.row is not None:
            last[id(node.parent)] = max(node.row, last.get(id(node.parent), 0))
    return last


def owned_figures(
    grid: Grid, layout: Layout, columns: Sequence[Column], kinds: Sequence[RowKind], nodes: Sequence[Node]
) -> list[Owned]:
    """The figures of a table's item and result rows, row by row, each with its item."""
    things = sorted(
        {node.column for node in nodes if node.column is not None and node.kind is not ItemKind.RESULT}
    )
    found: list[Owned] = []
    for column in columns:
        if column.role not in FIGURES:
            continue
        measure = _measure_of_column(column)
        keyed = not layout.header and grid.column_count in (2, 4)
        reach = Rows(
            [
                node
                for node in nodes
                if node.kind is not ItemKind.RESULT and _may_own(node, column.column, things)
            ]
        )
        cells = [
            cell
            for row in layout.body
            if kinds[row] in (RowKind.ITEM, RowKind.SECTION)
            and (cell := grid.at(row, column.column)) is not None
            and cell.row == row
            and cell.text.strip()
            and _means(cell, column, columns)
        ]
        level = _level(cells, reach)
        listing = sum(len(figures_in(cell.text)) > 1 for cell in cells) >= _LISTS * len(cells)
        for cell in cells:
            shifted = _stands_for(grid, cell, column, columns, reach)
            if shifted is not None:
                found.extend(_of_cell(cell, shifted, _MEASURE_OF_ROLE[shifted.role], reach, None))
            else:
                kept = _measure_of_key(grid, cell) if keyed and measure in _KEYED else measure
                found.extend(_of_cell(cell, column, kept, reach, level, listing=listing))
    found.extend(_of_results(grid, columns, kinds, nodes))
    found.sort(key=lambda owned: (owned.cell.row, owned.column.column, owned.position))
    return found


def _measure_of_key(grid: Grid, cell: Cell) -> Measure:
    """What a figure measures in a table of names and values: money is a budget or an amount, by its name."""
    if shape_of(cell.text) is not Shape.MONEY:
        return Measure.COUNT
    name = fold(grid.text(cell.row, 0))
    return Measure.BUDGET if any(word in name for word in words("table", "money")) else Measure.AMOUNT


def _means(cell: Cell, column: Column, columns: Sequence[Column]) -> bool:
    """The cell stands in the column alone, or spans others of which none holds figures."""
    if cell.column_span == 1:
        return cell.column == column.column
    return [other.column for other in columns if other.role in FIGURES and other.column in cell.columns] == [
        column.column
    ]


def _stands_for(
    grid: Grid, cell: Cell, column: Column, columns: Sequence[Column], nodes: Rows
) -> Column | None:
    """The compliance column, for a figure under "weight" in a sub-row that says what the sub-row complied
    with:
    its own compliance cell is covered by the parent's, or it is empty, the parent's is filled, and the figure
    can be no weight."""
    if column.role is not Role.WEIGHT:
        return None
    below = [node for node in nodes.within(range(cell.row, cell.row + 1)) if node.rank > 0]
    if not below:
        return None
    for other in columns[column.column + 1 :]:
        if other.role is not Role.COMPLIANCE:
            continue
        beside = grid.at(cell.row, other.column)
        if beside is not None and beside.row < cell.row:
            return other if figures_in(beside.text) else None
        parent = next(
            (node.parent for node in below if node.parent is not None and node.parent.row is not None), None
        )
        if (beside is not None and beside.text.strip()) or parent is None or can_be_weight(cell.text):
            return None
        top = _topmost(parent)
        return other if top.row is not None and figures_in(grid.text(top.row, other.column)) else None
    return None


def _topmost(node: Node) -> Node:
    """The highest ancestor in the same table."""
    while node.parent is not None and node.parent.table == node.table and node.parent.row is not None:
        node = node.parent
    return node


def _may_own(node: Node, column: int, things: Sequence[int]) -> bool:
    """A figure between two item columns belongs to a level at its left."""
    if node.column is None or not things or not things[0] < column < things[-1]:
        return True
    return node.column < column


def _in_reach(cell: Cell, nodes: Rows) -> dict[int, list[Node]]:
    """Rank → the items that begin in the rows that a cell covers."""
    ranks: dict[int, list[Node]] = {}
    for node in nodes.within(cell.rows):
        ranks.setdefault(node.rank, []).append(node)
    return ranks


def _reaches_beyond(node: Node, cell: Cell, nodes: Rows) -> bool:
    """An item of several rows goes on below the cell, which is merged over some of its rows alone."""
    if cell.row_span == 1 or nodes.last_part.get(id(node), 0) < cell.rows.stop:
        return False
    return sum(other.parent is node for other in nodes.within(cell.rows)) > 1


def _fitting_rank(ranks: dict[int, list[Node]], figures: int) -> int | None:
    return next((rank for rank in sorted(ranks, reverse=True) if len(ranks[rank]) in (1, figures)), None)


def _level(cells: Sequence[Cell], nodes: Rows) -> int | None:
    """The rank that a column's figures belong to, where one can be told for the column as a whole."""
    if not nodes.nodes or not cells:
        return None
    starts: dict[int, set[int]] = {}
    for node in nodes.nodes:
        if node.row is not None:
            starts.setdefault(node.rank, set()).add(node.row)
    deepest = max(starts)
    filled = {cell.row for cell in cells}
    for rank, rows in sorted(starts.items()):
        if rank != deepest and rows == filled and len(rows) > 1 and rows < starts[deepest]:
            return rank  # printed once, where the item begins, and blank in the rows below
    needed = Counter(_fitting_rank(_in_reach(cell, nodes), len(figures_in(cell.text)) or 1) for cell in cells)
    for rank in sorted(rank for rank in needed if rank is not None):
        if needed[rank] >= _SHARE * len(cells) and rank in starts and _all_have(cells, nodes, rank):
            return rank
    return None


def _all_have(cells: Sequence[Cell], nodes: Rows, rank: int) -> bool:
    """At least four of five cells find an item of that rank where they begin."""
    having = sum(bool(_in_reach(cell, nodes).get(rank)) for cell in cells)
    return having >= 0.8 * len(cells)


def _of_cell(
    cell: Cell,
    column: Column,
    measure: Measure,
    nodes: Rows,
    level: int | None,
    *,
    listing: bool = True,
) -> list[Owned]:
    quotient = (
        quotient_in(cell.text)
        if measure in (Measure.TARGET, Measure.EXECUTED, Measure.BASELINE, Measure.PROGRAMMED)
        else None
    )
    raws = (quotient.result,) if quotient is not None else figures_in(cell.text)
    if not raws and measure is Measure.COMPLIANCE and shape_of(cell.text) is Shape.VERDICT:
        raws = (cell.text.strip(),)
    if not raws:
        return []
    found = _Found(cell, column, measure, raws, quotient)
    ranks = _in_reach(cell, nodes)
    rank = _fitting_rank(ranks, len(raws))
    paired = listing and rank is not None and len(ranks[rank]) == len(raws) > 1
    why = Evidence("same row", "", 1.0) if cell.row_span == 1 else Evidence("merged over its rows", "", 0.95)
    if level is not None and not paired and level != rank and len(ranks.get(level, ())) in (1, len(raws)):
        rank, why = level, Evidence("level of the column", "", 0.9)
    if rank is not None and not paired and _reaches_beyond(ranks[rank][0], cell, nodes):
        # merged over some of the item's rows alone: it speaks of those, from the first of them on
        return found.all_on(ranks[max(ranks)][0], 0.7, Evidence("merged over rows of several", "", 0.7))
    if rank is None:
        node, why = _nearest(cell, ranks, nodes)
        return found.all_on(node, why.score, why) if node is not None else []
    there = ranks[rank]
    if len(there) == len(raws) > 1:
        return found.in_order(there)
    if len(raws) > 1:
        return found.all_on(there[0], 0.6, Evidence("several figures for one", str(len(raws)), 0.6))
    return found.all_on(there[0], 1.0, why)


def _nearest(cell: Cell, ranks: dict[int, list[Node]], nodes: Rows) -> tuple[Node | None, Evidence]:
    """The item to keep a figure with when no level fits: what the row's items have in common, the first of
    the row, or the last one above whose rows go on."""
    if ranks:
        there = ranks[min(ranks)]
        parents = {
            id(node.parent): node.parent
            for node in there
            if node.parent is not None and node.parent.row is not None
        }
        if len(parents) == 1:
            return next(iter(parents.values())), Evidence("what the row's items belong to", "", 0.5)
        return there[0], Evidence("first item of the row", "", 0.3)
    spanning = nodes.spanning(cell.row)
    if spanning is not None:
        return spanning, Evidence("its cell reaches down to the row", "", 0.95)
    return nodes.above(cell.row), Evidence("last item above", "", 0.3)


@dataclass(frozen=True, slots=True)
class _Found:
    """The figures of a cell, before it is known whose they are."""

    cell: Cell
    column: Column
    measure: Measure
    raws: Sequence[str]
    quotient: Quotient | None

    def in_order(self, nodes: Sequence[Node]) -> list[Owned]:
        """To each item its figure, in their order."""
        measure = self.measure
        if measure is Measure.COMPLIANCE and self.column.column == self.cell.column and nodes[0].siblings > 1:
            measure = Measure.PROGRESS  # parts listed in one cell: how far each has come, not what was judged
        why = (Evidence("listed in the same order", f"{len(nodes)}", 0.9),)
        return [
            Owned(node, measure, raw, self.cell, self.column, place, 0.9, why)
            for place, (node, raw) in enumerate(zip(nodes, self.raws, strict=True))
        ]

    def all_on(self, node: Node, confidence: float, why: Evidence) -> list[Owned]:
        """All figures to one item; with a quotient, what was divided by what."""
        figures = [(self.measure, raw, place) for place, raw in enumerate(self.raws)]
        if self.quotient is not None:
            figures += [
                (Measure.NUMERATOR, self.quotient.numerator, 1),
                (Measure.DENOMINATOR, self.quotient.denominator, 2),
            ]
        return [
            Owned(node, measure, raw, self.cell, self.column, place, confidence, (why,))
            for measure, raw, place in figures
        ]


def _of_results(
    grid: Grid, columns: Sequence[Column], kinds: Sequence[RowKind], nodes: Sequence[Node]
) -> list[Owned]:
    """The figures of result lines: the last figure of the row, as what was earned."""
    found = []
    for node in nodes:
        if node.kind is not ItemKind.RESULT or node.row is None or kinds[node.row] is not RowKind.RESULT:
            continue
        cells = [
            cell for cell in grid.filled(node.row) if figures_in(cell.text) and cell.column != node.column
        ]
        for cell in cells[-1:]:
            column = next((c for c in columns if c.role is Role.EARNED), columns[cell.column])
            why = (Evidence("result line", "", 0.95),)
            found.append(Owned(node, Measure.EARNED, figures_in(cell.text)[0], cell, column, 0, 0.95, why))
    return found
