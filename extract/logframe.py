"""The levels of a logical framework, where a column names them row by row ("Fin", "Propósito",
"Componente 1", "Actividad 1.2"): what kind of item each row is, its number, and what it stands under."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extract.contents import FIGURES, THINGS
from extract.folding import flat
from extract.grid import Grid
from extract.lexicon import labels
from extract.nodes import Node
from extract.reading import Column, Evidence, ItemKind

_LEVELS = (ItemKind.OBJECTIVE, ItemKind.SPECIFIC_OBJECTIVE, ItemKind.PRODUCT, ItemKind.ACTIVITY)
"""From the top."""
_NAMED = re.compile(r"(?P<word>[a-z]+)\s*(?:n[°.]*\s*)?(?P<number>[a-z]?\d+(?:\s*[.-]\s*[a-z]?\d+)*)?\W*")
_FEWEST_ROWS = 3


def take_levels(grid: Grid, columns: Sequence[Column], named: Sequence[int], found: Sequence[Node]) -> None:
    """Gives the items of the first item column the kinds, numbers and parents that a column at its left
    names for every one of them; nothing where none does, or all are of one level."""
    rows = [node for node in found if node.column == named[0] and node.row is not None and node.siblings == 1]
    if len(rows) < _FEWEST_ROWS or len(rows) < len(found):
        return
    for column in columns[: named[0]]:
        if column.role in THINGS | FIGURES:
            continue
        told = [_told(grid.text(node.row or 0, column.column)) for node in rows]
        levels = [one for one in told if one is not None]
        if len(levels) == len(rows) and len({kind for kind, _ in levels}) > 1:
            _settle(rows, levels)
            return


def _told(text: str) -> tuple[ItemKind, str] | None:
    """The level that a cell names, and the number behind it."""
    found = _NAMED.fullmatch(flat(text).strip())
    if found is None:
        return None
    kind = next((level for level in _LEVELS if found["word"] in labels("logframe_levels", level.value)), None)
    return None if kind is None else (kind, re.sub(r"\s", "", found["number"] or "").upper())


def _settle(rows: Sequence[Node], levels: Sequence[tuple[ItemKind, str]]) -> None:
    above: dict[ItemKind, list[Node]] = {}
    """The open nodes of each level: several where they follow each other and nothing stands under one."""
    by_number: dict[tuple[ItemKind, tuple[int, ...]], Node] = {}
    before: ItemKind | None = None
    for node, (kind, number) in zip(rows, levels, strict=True):
        said = Evidence("level beside it", f"{kind.value} {number}".strip(), 0.9)
        node.kind, node.number, node.evidence = kind, number or node.number, (*node.evidence, said)
        parts = tuple(map(int, re.findall(r"\d+", number)))
        place = _LEVELS.index(kind)
        nearest = next((level for level in reversed(_LEVELS[:place]) if level in above), None)
        if nearest is not None and (parent := _parent(parts, nearest, above[nearest], by_number)) is not None:
            node.parent, node.belongs = parent, (said,)
        for level in _LEVELS[place + 1 :]:
            above.pop(level, None)
        by_number = {key: one for key, one in by_number.items() if key[0] not in _LEVELS[place + 1 :]}
        above[kind] = [*above.get(kind, []), node] if before is kind else [node]
        if parts:
            by_number[kind, parts] = node
        before = kind


def _parent(
    parts: tuple[int, ...],
    level: ItemKind,
    open_nodes: Sequence[Node],
    by_number: Mapping[tuple[ItemKind, tuple[int, ...]], Node],
) -> Node | None:
    """What a row stands under: the one whose number its own begins with, else the only one just above; None
    where several are listed above and nothing tells."""
    if len(parts) > 1 and any(kind is level for kind, _ in by_number):
        return by_number.get((level, parts[:1]))
    return open_nodes[0] if len(open_nodes) == 1 else None
