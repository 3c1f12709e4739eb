"""Which columns of a table name its items, and what kind of item each of them names."""

from __future__ import annotations

from collections.abc import Sequence

from extract.contents import FIGURES, THINGS, rows_below
from extract.grid import Grid
from extract.headers import Layout
from extract.nodes import KIND_OF_ROLE
from extract.numbering import label_of
from extract.reading import Column, ItemKind, Role, TableKind
from extract.shapes import NUMERIC, shape_of

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


def item_columns(columns: Sequence[Column], kind: TableKind, grid: Grid, layout: Layout) -> tuple[int, ...]:
    """The columns that name items, from the highest level to the lowest; empty where none does."""
    roles = [column.role for column in columns]
    things = [i for i, role in enumerate(roles) if role in THINGS]
    if kind is TableKind.STAGES:
        return tuple(
            i for i in things if roles[i] in (Role.OBJECTIVE, Role.SPECIFIC_OBJECTIVE, Role.ACTIVITY)
        )[:1]
    planned = [i for i in things if roles[i] is not Role.INDICATOR]
    activities = [i for i in planned if roles[i] is Role.ACTIVITY]
    if activities:
        planned = [*(i for i in planned if i < activities[0]), activities[0]]
        planned += [i for i in activities[1:] if _is_finer(grid, layout, i, activities[0])][:1]
    elif planned:
        indicators = [i for i in things if roles[i] is Role.INDICATOR and i > planned[-1]]
        planned += [i for i in indicators if _is_finer(grid, layout, i, planned[-1])][:1]
    if planned or things:
        return tuple(planned or things)
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
    return tuple(described[: 2 if kind is TableKind.REMUNERATION else 1])


def _is_finer(grid: Grid, layout: Layout, column: int, than: int) -> bool:
    """The column parts what the other names: it begins more cells, or most of its cells list several."""
    rows = [row for row in rows_below(grid, layout) if grid.text(row, column)]
    own, other = (_named(grid, at, rows) for at in (column, than))
    if any(shape_of(text) in NUMERIC for text in own):
        return False
    lists = sum(_lists(text) for text in own)
    return len(own) > len(other) or (lists > sum(map(_lists, other)) and lists >= 0.5 * len(own))


def _named(grid: Grid, column: int, rows: Sequence[int]) -> list[str]:
    """What a column names in some rows, once each: a cell that spans rows, or says again what stands right
    above, goes on naming the same."""
    texts = [text for row in rows if (text := grid.text(row, column))]
    return [text for at, text in enumerate(texts) if not at or text != texts[at - 1]]


def _lists(text: str) -> bool:
    """Two lines or more that begin with a number or a list mark."""
    return sum(label_of(line) is not None for line in text.split("\n")) > 1


def kind_of(role: Role, table: TableKind, level: int, deepest: int) -> ItemKind:
    """The kind of an item in a column of that role; ``level`` is its level in the column, ``deepest`` the
    column's last."""
    if table in _KIND_OF_TABLE:
        return _KIND_OF_TABLE[table]
    if role in KIND_OF_ROLE and role is not Role.DESCRIPTION:
        kind = KIND_OF_ROLE[role]
        ladders = _LADDERS.get(kind)
        if ladders is None:
            return kind
        if kind is ItemKind.ACTIVITY and table in _COMMITTING and not deepest:
            return ItemKind.COMMITMENT
        ladder = ladders[min(deepest, len(ladders) - 1)]
        return ladder[min(level, len(ladder) - 1)]
    return _KIND_OF_DESCRIPTION.get(table, ItemKind.OTHER)
