"""The items of one table: where each begins, and which belongs to which.

An item begins where a cell of an item column begins. A cell that spans rows, or is blank below a filled one,
goes on meaning the item above. Within a row the columns from left to right are levels; within one column
levels come from printed numbers, from which rows carry the weight, or from bold type (``extract.levels``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extract.beside import say_beside, take_numbers
from extract.contents import FIGURES
from extract.figures import figures_in
from extract.folding import fold, mend_breaks
from extract.grid import Grid
from extract.headers import Layout
from extract.item_kinds import item_columns, kind_of
from extract.levels import Levels, levels_in_column
from extract.lexicon import labels, role_of
from extract.logframe import take_levels
from extract.nodes import KIND_OF_ROLE, Node
from extract.reading import Column, Evidence, ItemKind, Role, RowKind, TableKind
from extract.splitting import Entry, Setting, entry, split
from ingest.document import Cell

_HEADS_LIST = {
    ItemKind.ACTIVITY: ItemKind.SPECIFIC_OBJECTIVE,
    ItemKind.SPECIFIC_OBJECTIVE: ItemKind.PRODUCT,
    ItemKind.PRODUCT: ItemKind.OBJECTIVE,
}
"""What a text is that heads a list of such items in one cell."""
_STEP = 10
"""Between the ranks of two item columns."""
_LEVEL = 3
"""Between the ranks of two levels of one column; one more for what stands under a heading in its cell."""
_BETWEEN = 2
"""Rank of what a cell at the left names in a sub-row, between its column's two levels."""
_OFTEN = 3
"""Cells: a capitalized word at line starts in so many of a column opens items there."""
_NAMES_BETWEEN = frozenset({Role.TERRITORY, Role.OTHER, Role.DESCRIPTION, Role.REMARKS})


@dataclass(frozen=True, slots=True)
class TableContext:
    """What surrounds a logical table: its number, the item that its topmost items belong to, and whether the
    format breaks lines where they are full."""

    number: int
    kind: TableKind
    parent: Node | None
    wrapped: bool
    why: tuple[Evidence, ...] = ()
    """Why its topmost items belong to ``parent``."""
    run_on: bool = False
    """The format lost its line ends: what a cell lists may stand on one line."""


def items_of(
    grid: Grid, layout: Layout, columns: Sequence[Column], kinds: Sequence[RowKind], context: TableContext
) -> list[Node]:
    """The items of a logical table in reading order; ``kinds`` has one entry per row of the grid."""
    named = item_columns(columns, context.kind, grid, layout)
    if not named:
        return []
    one = len(named) == 1
    levels = levels_in_column(grid, layout, columns, kinds, named[0]) if one else Levels({})
    finder = _Finder(grid, layout, columns, named, levels, context)
    for row in layout.body:
        if kinds[row] is RowKind.SECTION:
            finder.open_section(row)
        elif kinds[row] is RowKind.RESULT:
            finder.found.append(_result(grid, row, context, columns[named[0]]))
        elif kinds[row] is RowKind.ITEM:
            finder.read_row(row)
    take_numbers(grid, columns, named, finder.found)
    take_levels(grid, columns, named, finder.found)
    _settle_by_number(finder.found)
    for node in finder.found:
        say_beside(grid, columns, named, node)
    return finder.found


class _Finder:
    """Goes down the rows of a table and remembers, for each rank, the items that the next may belong to."""

    def __init__(
        self,
        grid: Grid,
        layout: Layout,
        columns: Sequence[Column],
        named: Sequence[int],
        levels: Levels,
        context: TableContext,
    ) -> None:
        self.grid, self.columns, self.named, self.levels, self.context = grid, columns, named, levels, context
        self.deepest = levels.deepest
        self.settings = {column: self._setting(layout, column) for column in named}
        self.found: list[Node] = []
        self.current: dict[int, list[Node]] = {}
        self.section, self.section_why = context.parent, context.why
        self.last: dict[int, Node] = {}
        """Column → the last item found in it."""

    def open_section(self, row: int) -> None:
        self.section = _section(self.grid, row, self.columns[self.named[-1]], self.context)
        self.section_why = (Evidence("section row", mend_breaks(self.section.text_raw)[:80], 0.8),)
        self.current = {}
        self.found.append(self.section)

    def read_row(self, row: int) -> None:
        level = self.levels.of_row.get(row, 0)
        if level:
            self._read_between(row, level)
        for place, column in enumerate(self.named):
            cell = self.grid.at(row, column)
            if cell is None or cell.row != row or not cell.text.strip() or not self._names(cell, column):
                continue
            if self._goes_on(cell, column) or self._says_again(cell, column):
                continue
            kind = kind_of(self.columns[column].role, self.context.kind, level, self.deepest)
            self._add(cell, self._listed(cell, column, kind, level), place * _STEP + level * _LEVEL)

    def _names(self, cell: Cell, column: int) -> bool:
        """The cell begins in the item column, or reaches over it from a column that names no items."""
        return cell.column == column or (cell.column_span > 1 and cell.column not in self.named)

    def _read_between(self, row: int, level: int) -> None:
        """A sub-row's cell at the left of the items, under a header of another meaning, names what stands
        between the column's levels (the objective whose activities the row lists)."""
        for column in self.columns[: self.named[0]]:
            cell = self.grid.at(row, column.column)
            if column.role in _NAMES_BETWEEN and cell and cell.row == row and len(cell.text.split()) >= 4:
                one = _Listed(entry(cell.text.strip()), ItemKind.SPECIFIC_OBJECTIVE, 0, 1, 0)
                self._add(cell, [one], (level - 1) * _LEVEL + _BETWEEN)

    def _goes_on(self, cell: Cell, column: int) -> bool:
        """A cell above the leaf level whose row brings nothing new below it goes on with the one above (a row
        that a page cut): its text is added there."""
        leaf = self.grid.at(cell.row, self.named[-1])
        if column == self.named[-1] or leaf is None or leaf.row == cell.row or not leaf.text.strip():
            return False
        above = self.last.get(column)
        if above is None or len(self.grid.filled(cell.row)) > 1:
            return False
        above.text += "\n" + cell.text.strip()
        above.text_raw += "\n" + cell.text.strip()
        return True

    def _says_again(self, cell: Cell, column: int) -> bool:
        """A cell above the leaf level that repeats the text right above it names the same item again: the
        writer
        filled each row instead of merging them."""
        if column == self.named[-1] or cell.row == 0:
            return False
        above = self.grid.at(cell.row - 1, column)
        rank = self.named.index(column) * _STEP
        return above is not None and rank in self.current and fold(above.text) == fold(cell.text)

    def _listed(self, cell: Cell, column: int, kind: ItemKind, level: int) -> list[_Listed]:
        """The items that a cell names, in their order."""
        by_lines = self.columns[column].role is Role.ACTIVITY and level == self.deepest
        leads = level < self.deepest
        whole = [_Listed(entry(cell.text.strip()), kind, 0, 1, 0)]
        if kind is ItemKind.OUTPUT:
            return whole
        setting = replace(self.settings[column], by_lines=by_lines)
        entries = split(cell.text.strip(), setting, expected=self._listed_beside(cell))
        if len(entries) == 1:
            return whole
        if not _first_heads(entries, is_leaf=kind is ItemKind.ACTIVITY):
            return [_Listed(one, kind, 0, len(entries), i) for i, one in enumerate(entries)]
        head, below = (kind, ItemKind.SPECIFIC_OBJECTIVE) if leads else (_HEADS_LIST.get(kind, kind), kind)
        rest = [_Listed(one, below, 1, len(entries) - 1, i) for i, one in enumerate(entries[1:])]
        return [_Listed(entries[0], head, 0, 1, 0), *rest]

    def _setting(self, layout: Layout, column: int) -> Setting:
        texts = [text for text in self.grid.column(column, layout.body) if text]
        widest = max((len(line) for text in texts for line in text.split("\n")), default=0)
        firsts = [text.split()[0] for text in texts]
        lines = Counter(
            word for text in texts for word in {line.split()[0] for line in text.split("\n") if line.strip()}
        )
        often = [word for word, cells in lines.items() if cells >= _OFTEN and word[0].isupper()]
        openers = frozenset(fold(word) for word in (*firsts, *often) if not word.isupper())
        return Setting(widest, self.context.wrapped, False, self.context.run_on, openers)

    def _listed_beside(self, cell: Cell) -> int:
        """How many figures or dates the cells of the same rows list, where they agree on more than one."""
        counts = set()
        for column in self.columns:
            beside = self.grid.at(cell.row, column.column)
            if column.role in FIGURES and beside is not None and beside.row == cell.row:
                counts.add(len(figures_in(beside.text)))
        counts -= {0, 1}
        return counts.pop() if len(counts) == 1 else 0

    def _add(self, cell: Cell, listed: Sequence[_Listed], rank: int) -> None:
        runs = _runs(listed)
        for step in sorted({one.step for one in listed}):
            self.current = {known: kept for known, kept in self.current.items() if known < rank + step}
            parents = [self._parent(cell, run, max(runs) + 1) for run in runs]
            added = []
            for one, (parent, why) in zip(listed, parents, strict=True):
                if one.step == step:
                    node = _node(cell, one, self.context, self.columns[cell.column])
                    node.rank, node.parent, node.belongs = rank + step, parent, why
                    added.append(node)
                    self.last[cell.column] = node
            self.current[rank + step] = added
            self.found.extend(added)

    def _parent(self, cell: Cell, run: int, runs: int) -> tuple[Node | None, tuple[Evidence, ...]]:
        """What the ``run``-th of ``runs`` numberings of a cell belongs to, and why: the last item above;
        where the cell above lists as many items as the numbering here begins anew, the one of the same place;
        where it lists several and nothing tells which, what they have in common."""
        if not self.current:
            return self.section, self.section_why
        above = self.current[max(self.current)]
        if len(above) == 1:
            return above[0], (self._why_under(above[0], cell),)
        if len(above) == runs:
            return above[run], (Evidence("listed in the same order", str(runs), 0.8),)
        if above[0].parent is not None:
            return above[0].parent, (Evidence("several beside it, and nothing tells which", "", 0.5),)
        return above[-1], (Evidence("last of several beside it", "", 0.4),)

    def _why_under(self, above: Node, cell: Cell) -> Evidence:
        if above.row == cell.row and above.column == cell.column:
            return Evidence("heads its cell", "", 0.8)
        if above.column == cell.column and self.levels.why is not None:
            return self.levels.why
        if above.column == cell.column:
            return Evidence("stands below it", "", 0.6)
        if above.row == cell.row:
            return Evidence("beside it in the row", "", 1.0)
        if cell.row < above.stop:
            return Evidence("its cell spans the row", "", 1.0)
        return Evidence("blank below it", "", 0.85)


@dataclass(frozen=True, slots=True)
class _Listed:
    entry: Entry
    kind: ItemKind
    step: int
    """1 for what stands under a heading in the same cell, else 0."""
    of: int
    """How many items of its step the cell lists."""
    place: int
    """Its place among them, from 0."""


def _first_heads(entries: Sequence[Entry], *, is_leaf: bool) -> bool:
    """The first text of a cell is the heading of the others: it ends in a colon, or it has no mark while all
    others have, in a column that is not itself the list of activities."""
    first, rest = entries[0], entries[1:]
    if first.raw.rstrip().endswith(":"):
        return True
    return not is_leaf and first.label is None and all(one.label is not None for one in rest)


def _runs(listed: Sequence[_Listed]) -> list[int]:
    """For each listed item, how often the printed numbers have begun anew before it."""
    runs, run, seen = [], 0, set[str]()
    for one in listed:
        number = one.entry.number
        if number and number in seen:
            run, seen = run + 1, set()
        seen.add(number)
        runs.append(run)
    return runs


def _node(cell: Cell, listed: _Listed, context: TableContext, column: Column) -> Node:
    one = listed.entry
    node = Node(
        kind=listed.kind,
        text_raw=one.raw,
        text=one.text,
        number=one.number,
        table=context.number,
        row=cell.row,
        column=cell.column,
        stop=cell.rows.stop,
        place=cell.place,
        siblings=listed.of,
        order=listed.place,
    )
    node.evidence = (Evidence("cell of an item column", column.role.value, column.confidence),)
    node.confidence = max(column.confidence, 0.5)
    return node


def _section(grid: Grid, row: int, leaf: Column, context: TableContext) -> Node:
    """The item that a section row opens: what its label names, else a product over activities."""
    cell = grid.filled(row)[0]
    one = entry(cell.text.strip())
    named = (
        role_of(one.label.word)
        if one.label is not None and one.label.word
        else role_of(cell.text.split("\n")[0])
    )
    kind = (
        KIND_OF_ROLE.get(named.role, ItemKind.OTHER)
        if named is not None and named.score >= 0.6
        else ItemKind.OTHER
    )
    if kind is ItemKind.OTHER and re.sub(r"\d.*", "", one.number).lower() in labels(
        "numbered_kinds", "objective"
    ):
        kind = ItemKind.OBJECTIVE
    if kind is ItemKind.OTHER and leaf.role in (Role.ACTIVITY, Role.PRODUCT, Role.SPECIFIC_OBJECTIVE):
        kind = ItemKind.PRODUCT
    node = _node(cell, _Listed(one, kind, 0, 1, 0), context, leaf)
    node.parent, node.belongs, node.rank = context.parent, context.why, -1
    node.evidence = (Evidence("section row", mend_breaks(cell.text)[:80], 0.8),)
    return node


def _result(grid: Grid, row: int, context: TableContext, column: Column) -> Node:
    cell = grid.filled(row)[0]
    whole = _Listed(Entry(cell.text.strip(), None), ItemKind.RESULT, 0, 1, 0)
    node = _node(cell, whole, context, column)
    node.parent, node.belongs, node.rank = context.parent, context.why, -1
    node.evidence = (Evidence("result line", mend_breaks(cell.text)[:80], 0.9),)
    return node


def _settle_by_number(found: Sequence[Node]) -> None:
    """Printed numbers say who belongs to whom where the layout leaves it open: ``1.a`` under ``1`` of the
    same
    table, whatever column or cell that stands in."""
    numbered: dict[str, Node] = {}
    for node in found:
        if node.number and "." in node.number and node.parent is not None:
            owner = _owner_by_number(node.number.lower(), numbered)
            if owner is not None and owner.rank < node.rank and not _descends(node, owner):
                node.parent = owner
                node.belongs = (Evidence("number", f"{owner.number} › {node.number}", 0.95),)
        if node.number:
            numbered[node.number.lower()] = node


def _owner_by_number(number: str, numbered: Mapping[str, Node]) -> Node | None:
    """The item with the longest number that this one goes on ("III.1" for "III.1.1")."""
    while "." in number:
        number = number.rpartition(".")[0]
        if number in numbered:
            return numbered[number]
    return None


def _descends(node: Node, ancestor: Node) -> bool:
    above = node.parent
    while above is not None and above is not ancestor:
        above = above.parent
    return above is ancestor
