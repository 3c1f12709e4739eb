"""Which item a figure belongs to: the one whose rows its cell covers, at the level that fits the whole
column.

In one row the figure may stand beside a product, its objective and three activities. It belongs to the
deepest level that has exactly one item where the figure's cell reaches, or as many items as the cell has
figures; and since a column means the same in all its rows, to the level that most of its cells need.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extract.contents import FIGURES
from extract.figures import Quotient, figures_in, quotient_in
from extract.folding import fold
from extract.grid import Grid
from extract.headers import Layout
from extract.levels import can_be_weight
from extract.nodes import Node
from extract.reading import Column, ItemKind, Measure, Role, RowKind
from extract.shapes import Shape, shape_of
from extract.words import words
from ingest.document import Cell

_SHARE = 0.25
"""A level is the column's when at least this share of its cells can mean none deeper."""

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


class Owned:
    """A figure's text and the item that it belongs to."""

    __slots__ = ("cell", "column", "confidence", "measure", "node", "position", "raw")

    def __init__(
        self,
        node: Node,
        measure: Measure,
        raw: str,
        cell: Cell,
        column: Column,
        position: int,
        confidence: float,
    ) -> None:
        self.node, self.measure, self.raw = node, measure, raw
        self.cell, self.column, self.position, self.confidence = cell, column, position, confidence


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
        measure = _MEASURE_OF_ROLE[column.role]
        keyed = not layout.header and grid.column_count in (2, 4)
        reach = [
            node
            for node in nodes
            if node.kind is not ItemKind.RESULT and _may_own(node, column.column, things)
        ]
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
    grid: Grid, cell: Cell, column: Column, columns: Sequence[Column], nodes: Sequence[Node]
) -> Column | None:
    """The compliance column, for a figure under "weight" in a sub-row that says what the sub-row complied
    with:
    its own compliance cell is covered by the parent's, or it is empty, the parent's is filled, and the figure
    can be no weight."""
    below = [node for node in nodes if node.row == cell.row and node.rank > 0]
    if column.role is not Role.WEIGHT or not below:
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


def _in_reach(cell: Cell, nodes: Sequence[Node]) -> dict[int, list[Node]]:
    """Rank → the items that begin in the rows that a cell covers."""
    ranks: dict[int, list[Node]] = {}
    for node in nodes:
        if node.row is not None and node.row in cell.rows:
            ranks.setdefault(node.rank, []).append(node)
    return ranks


def _reaches_beyond(node: Node, cell: Cell, nodes: Sequence[Node]) -> bool:
    """An item of several rows goes on below the cell, which is merged over some of its rows alone."""
    if cell.row_span == 1:
        return False
    parts = [other.row for other in nodes if other.parent is node and other.row is not None]
    return any(row >= cell.rows.stop for row in parts) and sum(row in cell.rows for row in parts) > 1


def _fitting_rank(ranks: dict[int, list[Node]], figures: int) -> int | None:
    return next((rank for rank in sorted(ranks, reverse=True) if len(ranks[rank]) in (1, figures)), None)


def _level(cells: Sequence[Cell], nodes: Sequence[Node]) -> int | None:
    """The rank that a column's figures belong to, where one can be told for the column as a whole."""
    if not nodes or not cells:
        return None
    starts: dict[int, set[int]] = {}
    for node in nodes:
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


def _all_have(cells: Sequence[Cell], nodes: Sequence[Node], rank: int) -> bool:
    """At least four of five cells find an item of that rank where they begin."""
    having = sum(bool(_in_reach(cell, nodes).get(rank)) for cell in cells)
    return having >= 0.8 * len(cells)


def _of_cell(
    cell: Cell,
    column: Column,
    measure: Measure,
    nodes: Sequence[Node],
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
    ranks = _in_reach(cell, nodes)
    rank = _fitting_rank(ranks, len(raws))
    paired = listing and rank is not None and len(ranks[rank]) == len(raws) > 1
    if level is not None and not paired and len(ranks.get(level, ())) in (1, len(raws)):
        rank = level
    if rank is not None and not paired and _reaches_beyond(ranks[rank][0], cell, nodes):
        # merged over some of the item's rows alone: it speaks of those, from the first of them on
        return _all_on(ranks[max(ranks)][0], measure, raws, cell, column, quotient, 0.7)
    if rank is None:
        node, confidence = _nearest(cell, ranks, nodes)
        if node is None:
            return []
        return _all_on(node, measure, raws, cell, column, quotient, confidence)
    there = ranks[rank]
    if len(there) == len(raws) > 1:
        if measure is Measure.COMPLIANCE and column.column == cell.column and there[0].siblings > 1:
            measure = Measure.PROGRESS  # parts listed in one cell: how far each has come, not what was judged
        return [
            Owned(node, measure, raw, cell, column, i, 0.9)
            for i, (node, raw) in enumerate(zip(there, raws, strict=True))
        ]
    return _all_on(there[0], measure, raws, cell, column, quotient, 1.0 if len(raws) == 1 else 0.6)


def _nearest(cell: Cell, ranks: dict[int, list[Node]], nodes: Sequence[Node]) -> tuple[Node | None, float]:
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
            return next(iter(parents.values())), 0.5
        return there[0], 0.3
    spanning = [node for node in nodes if node.row is not None and node.row < cell.row < node.stop]
    if spanning:
        return max(spanning, key=lambda node: node.rank), 0.95
    above = [node for node in nodes if node.row is not None and node.row < cell.row]
    return (above[-1], 0.3) if above else (None, 0.0)


def _all_on(
    node: Node,
    measure: Measure,
    raws: Sequence[str],
    cell: Cell,
    column: Column,
    quotient: Quotient | None,
    confidence: float,
) -> list[Owned]:
    owned = [Owned(node, measure, raw, cell, column, i, confidence) for i, raw in enumerate(raws)]
    if quotient is not None:
        owned.append(Owned(node, Measure.NUMERATOR, quotient.numerator, cell, column, 1, confidence))
        owned.append(Owned(node, Measure.DENOMINATOR, quotient.denominator, cell, column, 2, confidence))
    return owned


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
            found.append(Owned(node, Measure.EARNED, figures_in(cell.text)[0], cell, column, 0, 0.95))
    return found
