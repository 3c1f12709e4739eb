"""The items of one table: which columns name them, where each begins, and which belongs to which.

An item begins where a cell of an item column begins. A cell that spans rows, or is blank below a filled one,
goes on meaning the item above. Within a row the columns from left to right are levels; within one column
levels come from printed numbers, from which rows carry the weight, or from bold type.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.figures import figures_in
from extract.folding import mend_breaks
from extract.grid import Grid
from extract.headers import Layout
from extract.levels import levels_in_column
from extract.lexicon import role_of
from extract.nodes import Node
from extract.numbering import is_child, label_of
from extract.reading import Column, Evidence, ItemKind, Role, RowKind, TableKind
from extract.roles import FIGURES, THINGS
from extract.splitting import Entry, entry, split
from ingest.document import Cell

_KIND_OF_ROLE = {
    Role.OBJECTIVE: ItemKind.OBJECTIVE,
    Role.PRODUCT: ItemKind.PRODUCT,
    Role.SPECIFIC_OBJECTIVE: ItemKind.SPECIFIC_OBJECTIVE,
    Role.SYSTEM: ItemKind.SYSTEM,
    Role.INDICATOR: ItemKind.INDICATOR,
    Role.ACTIVITY: ItemKind.ACTIVITY,
    Role.ATTRIBUTE: ItemKind.ATTRIBUTE,
    Role.DESCRIPTION: ItemKind.OTHER,
}
_KIND_OF_TABLE = {
    TableKind.PROGRAMMED_EXECUTED: ItemKind.OUTPUT,
    TableKind.STAGES: ItemKind.STAGE_OBJECTIVE,
}
_KIND_OF_DESCRIPTION = {
    TableKind.BUDGET: ItemKind.BUDGET_LINE,
    TableKind.REMUNERATION: ItemKind.BUDGET_LINE,
    TableKind.PROGRAMMED_EXECUTED: ItemKind.OUTPUT,
    TableKind.WEIGHTS: ItemKind.ATTRIBUTE,
}
_LADDERS: dict[ItemKind, tuple[tuple[ItemKind, ...], ...]] = {
    ItemKind.ACTIVITY: (
        (ItemKind.ACTIVITY,),
        (ItemKind.PRODUCT, ItemKind.ACTIVITY),
        (ItemKind.PRODUCT, ItemKind.SPECIFIC_OBJECTIVE, ItemKind.ACTIVITY),
    ),
    ItemKind.PRODUCT: (
        (ItemKind.PRODUCT,),
        (ItemKind.PRODUCT, ItemKind.ACTIVITY),
        (ItemKind.PRODUCT, ItemKind.SPECIFIC_OBJECTIVE, ItemKind.ACTIVITY),
    ),
    ItemKind.OBJECTIVE: (
        (ItemKind.OBJECTIVE,),
        (ItemKind.OBJECTIVE, ItemKind.SPECIFIC_OBJECTIVE),
        (ItemKind.OBJECTIVE, ItemKind.SPECIFIC_OBJECTIVE, ItemKind.ACTIVITY),
    ),
}
"""Kind of a column's items → what its levels are, from the top, when it has one, two or three of them."""
_COMMITTING = frozenset({TableKind.INFORMATION, TableKind.LAYOUT})
"""Tables without figures: what they list under activities are commitments."""
_HEADS_LIST = {
    ItemKind.ACTIVITY: ItemKind.SPECIFIC_OBJECTIVE,
    ItemKind.SPECIFIC_OBJECTIVE: ItemKind.PRODUCT,
    ItemKind.PRODUCT: ItemKind.OBJECTIVE,
}
"""What a text is that heads a list of such items in one cell."""
_LISTED = frozenset({Role.ACTIVITY})
"""Columns whose cells may list several items on unmarked lines."""
_SAID = {
    Role.VERIFICATION: "verification",
    Role.RESPONSIBLE: "responsible",
    Role.DEADLINE: "deadline",
    Role.TERRITORY: "territory",
    Role.INDICATOR: "indicator",
    Role.UNIT_OF_MEASURE: "unit_of_measure",
    Role.OBJECTIVE: "objective",
    Role.SPECIFIC_OBJECTIVE: "objective",
    Role.PRODUCT: "product",
}
_STEP = 10
"""Between the ranks of two item columns."""
_LEVEL = 3
"""Between the ranks of two levels of one column; one more for what stands under a heading in its cell."""


@dataclass(frozen=True, slots=True)
class TableContext:
    """What surrounds a logical table: its number, the item that its topmost items belong to, and whether the
    format breaks lines where they are full."""

    number: int
    kind: TableKind
    parent: Node | None
    wrapped: bool


def item_columns(columns: Sequence[Column], kind: TableKind) -> tuple[int, ...]:
    """The columns that name items, from the highest level to the lowest; empty where none does."""
    roles = [column.role for column in columns]
    things = [i for i, role in enumerate(roles) if role in THINGS]
    if kind is TableKind.STAGES:
        return tuple(
            i for i in things if roles[i] in (Role.OBJECTIVE, Role.SPECIFIC_OBJECTIVE, Role.ACTIVITY)
        )[:1]
    planned = [i for i in things if roles[i] is not Role.INDICATOR]
    if planned:
        things = planned
    activities = [i for i in things if roles[i] is Role.ACTIVITY]
    if activities:
        return (*tuple(i for i in things if i < activities[0]), activities[0])
    if things:
        return tuple(dict.fromkeys(things))
    if kind in (TableKind.INFORMATION, TableKind.LAYOUT) or not any(role in FIGURES for role in roles):
        return ()
    described = [
        i
        for i, role in enumerate(roles)
        if role in (Role.DESCRIPTION, Role.PARTICIPANTS, Role.TERRITORY, Role.STAGE)
    ]
    if not described:
        described = [
            i for i, role in enumerate(roles) if role in (Role.OTHER, Role.REMARKS, Role.RESPONSIBLE)
        ]
    return tuple(described[:1]) if kind is not TableKind.REMUNERATION else tuple(described[-1:])


def items_of(
    grid: Grid, layout: Layout, columns: Sequence[Column], kinds: Sequence[RowKind], context: TableContext
) -> list[Node]:
    """The items of a logical table in reading order; ``kinds`` has one entry per row of the grid."""
    named = item_columns(columns, context.kind)
    if not named:
        return []
    levels = levels_in_column(grid, layout, columns, kinds, named[0]) if len(named) == 1 else {}
    widths = {column: _widest_line(grid, layout, column) for column in named}
    found: list[Node] = []
    current: dict[int, Node] = {}
    section = context.parent
    for row in layout.body:
        if kinds[row] is RowKind.SECTION:
            section, current = _section(grid, row, columns[named[-1]], context), {}
            found.append(section)
        elif kinds[row] is RowKind.RESULT:
            found.append(_result(grid, row, context))
        elif kinds[row] is RowKind.ITEM:
            for place, column in enumerate(named):
                cell = grid.at(row, column)
                if cell is None or (cell.row, cell.column) != (row, column) or not cell.text.strip():
                    continue
                level, deepest = levels.get(row, 0), max(levels.values(), default=0)
                kind = _kind(columns[column].role, context.kind, level, deepest)
                rank = place * _STEP + level * _LEVEL
                for listed in _listed(grid, cell, columns, kind, widths[column], context):
                    node = _node(cell, listed, context)
                    node.rank = rank + listed.step
                    current = {known: kept for known, kept in current.items() if known < node.rank}
                    node.parent = current[max(current)] if current else section
                    current[node.rank] = node
                    found.append(node)
    _take_numbers(grid, columns, named, found)
    _settle_by_number(found)
    for node in found:
        if node.row is not None:
            _say(grid, columns, named, node)
    return found


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


def _kind(role: Role, table: TableKind, level: int, deepest: int) -> ItemKind:
    if table in _KIND_OF_TABLE:
        return _KIND_OF_TABLE[table]
    if role in _KIND_OF_ROLE and role is not Role.DESCRIPTION:
        kind = _KIND_OF_ROLE[role]
        ladders = _LADDERS.get(kind)
        if ladders is None:
            return kind
        if kind is ItemKind.ACTIVITY and table in _COMMITTING and not deepest:
            return ItemKind.COMMITMENT
        ladder = ladders[min(deepest, len(ladders) - 1)]
        return ladder[min(level, len(ladder) - 1)]
    return _KIND_OF_DESCRIPTION.get(table, ItemKind.OTHER)


def _listed(
    grid: Grid, cell: Cell, columns: Sequence[Column], kind: ItemKind, width: int, context: TableContext
) -> list[_Listed]:
    """The items that a cell names, in their order."""
    by_lines = columns[cell.column].role in _LISTED
    entries = split(cell.text.strip(), width=width, wrapped=context.wrapped, by_lines=by_lines)
    if len(entries) == 1 or kind is ItemKind.OUTPUT:
        return [_Listed(entry(cell.text.strip()), kind, 0, 1, 0)]
    if _first_heads(grid, cell, columns, entries):
        below = len(entries) - 1
        rest = [_Listed(one, kind, 1, below, i) for i, one in enumerate(entries[1:])]
        return [_Listed(entries[0], _HEADS_LIST.get(kind, kind), 0, 1, 0), *rest]
    return [_Listed(one, kind, 0, len(entries), i) for i, one in enumerate(entries)]


def _first_heads(grid: Grid, cell: Cell, columns: Sequence[Column], entries: Sequence[Entry]) -> bool:
    """The first text of a cell is the heading of the others: it has no mark while all others have, ends in a
    colon, or the row gives one figure fewer than there are texts."""
    first, rest = entries[0], entries[1:]
    if first.label is None and all(one.label is not None for one in rest):
        return True
    if first.raw.rstrip().endswith(":"):
        return True
    figures = {
        len(figures_in(grid.text(cell.row, column.column)))
        for column in columns
        if column.role in FIGURES and column.column != cell.column
    }
    return len(rest) >= 2 and len(rest) in figures and len(entries) not in figures


def _node(cell: Cell, listed: _Listed, context: TableContext) -> Node:
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
    node.evidence = (Evidence("cell of an item column", f"row {cell.row}, column {cell.column}", 1.0),)
    return node


def _widest_line(grid: Grid, layout: Layout, column: int) -> int:
    return max(
        (len(line) for text in grid.column(column, layout.body) for line in text.split("\n")), default=0
    )


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
        _KIND_OF_ROLE.get(named.role, ItemKind.OTHER)
        if named is not None and named.score >= 0.6
        else ItemKind.OTHER
    )
    if kind is ItemKind.OTHER and leaf.role in (Role.ACTIVITY, Role.PRODUCT, Role.SPECIFIC_OBJECTIVE):
        kind = ItemKind.PRODUCT
    node = _node(cell, _Listed(one, kind, 0, 1, 0), context)
    node.parent, node.rank = context.parent, -1
    node.evidence = (Evidence("section row", mend_breaks(cell.text)[:80], 0.8),)
    return node


def _result(grid: Grid, row: int, context: TableContext) -> Node:
    cell = grid.filled(row)[0]
    node = _node(cell, _Listed(Entry(cell.text.strip(), None), ItemKind.RESULT, 0, 1, 0), context)
    node.parent, node.rank = context.parent, -1
    return node


def _take_numbers(grid: Grid, columns: Sequence[Column], named: Sequence[int], found: Sequence[Node]) -> None:
    """A column of numbers numbers the items of the item column to its right."""
    for column in columns:
        if column.role is not Role.NUMBER:
            continue
        right = [i for i in named if i > column.column] or list(named)
        for node in found:
            if node.column == right[0] and node.row is not None and node.siblings == 1 and not node.number:
                cell = grid.at(node.row, column.column)
                if cell is not None and cell.row == node.row and cell.text.strip():
                    text = cell.text.strip()
                    label = label_of(text + " x")
                    node.number = (
                        label.number if label is not None and label.number else text.strip(" .-–)(:°º")
                    )


def _settle_by_number(found: Sequence[Node]) -> None:
    """Printed numbers say who belongs to whom where the layout leaves it open: ``1.a`` under ``1`` of the same
    table, whatever column or cell that stands in."""
    numbered: dict[str, Node] = {}
    for node in found:
        if node.number and "." in node.number and node.parent is not None:
            owner = next(
                (numbered[n] for n in sorted(numbered, key=len, reverse=True) if is_child(node.number, n)),
                None,
            )
            if owner is not None and owner.rank < node.rank and not _descends(node, owner):
                node.parent = owner
                node.evidence = (
                    *node.evidence,
                    Evidence("number", f"{node.number} under {owner.number}", 0.95),
                )
        if node.number:
            numbered[node.number.lower()] = node


def _descends(node: Node, ancestor: Node) -> bool:
    above = node.parent
    while above is not None and above is not ancestor:
        above = above.parent
    return above is ancestor


def _say(grid: Grid, columns: Sequence[Column], named: Sequence[int], node: Node) -> None:
    """What the cells beside an item say of it, and what its ancestors are."""
    assert node.row is not None
    dates: list[str] = []
    for column in columns:
        if column.column in named or column.role not in _SAID:
            continue
        cell = grid.at(node.row, column.column)
        if cell is None or not cell.text.strip():
            continue
        if cell.row != node.row and not any(cell.row <= other < cell.rows.stop for other in (node.row,)):
            continue
        text = _share_of(cell.text.strip(), node)
        if column.role is Role.DEADLINE:
            dates.append(mend_breaks(text))
        else:
            node.said.setdefault(_SAID[column.role], mend_breaks(text))
    if dates:
        node.said["deadline"] = " / ".join(dates)
    above = node.parent
    while above is not None:
        if above.kind is ItemKind.PRODUCT:
            node.said.setdefault("product", mend_breaks(above.text))
        elif above.kind in (ItemKind.OBJECTIVE, ItemKind.SPECIFIC_OBJECTIVE):
            node.said.setdefault("objective", mend_breaks(above.text))
        above = above.parent


def _share_of(text: str, node: Node) -> str:
    """The part of a neighbouring cell that speaks of one of several items of a row: its line where the cell has
    a line for each, else the whole."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return lines[node.order] if node.siblings > 1 and len(lines) == node.siblings else text
