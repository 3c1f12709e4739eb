"""The items of a document while they are being found: a tree that grows as its tables are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.reading import Evidence, Item, ItemKind, Role
from ingest.document import Place

KIND_OF_ROLE = {
    Role.OBJECTIVE: ItemKind.OBJECTIVE,
    Role.PRODUCT: ItemKind.PRODUCT,
    Role.SPECIFIC_OBJECTIVE: ItemKind.SPECIFIC_OBJECTIVE,
    Role.SYSTEM: ItemKind.SYSTEM,
    Role.INDICATOR: ItemKind.INDICATOR,
    Role.ACTIVITY: ItemKind.ACTIVITY,
    Role.ATTRIBUTE: ItemKind.ATTRIBUTE,
    Role.DESCRIPTION: ItemKind.OTHER,
}
"""The kind of item that a column of a role names, where nothing else tells more."""


@dataclass(eq=False, slots=True)
class Node:
    """An item in the making. ``rank`` orders the levels of its table: a smaller one stands higher."""

    kind: ItemKind
    text_raw: str
    text: str
    number: str = ""
    parent: Node | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    rank: int = 0
    stop: int = 0
    """The row after the last that its cell covers."""
    siblings: int = 1
    """How many items its cell lists beside it, itself included."""
    order: int = 0
    """Its place among them, from 0."""
    place: Place = field(default_factory=Place)
    confidence: float = 1.0
    said: dict[str, str] = field(default_factory=dict)
    """What its row says beside: verification, responsible, …"""
    evidence: tuple[Evidence, ...] = ()
    """Why it is an item, and of that kind."""
    belongs: tuple[Evidence, ...] = ()
    """Why it belongs to its parent."""


def frozen(nodes: list[Node]) -> tuple[tuple[Item, ...], dict[int, int]]:
    """The nodes as items, numbered in their order, and the key of each by the node's ``id``."""
    keys = {id(node): key for key, node in enumerate(nodes, start=1)}
    items = tuple(
        Item(
            key=keys[id(node)],
            kind=node.kind,
            text_raw=node.text_raw,
            number=node.number,
            text=node.text,
            parent=keys.get(id(node.parent)) if node.parent is not None else None,
            table=node.table,
            row=node.row,
            column=node.column,
            place=node.place,
            confidence=round(node.confidence, 3),
            evidence=node.evidence,
            parent_evidence=node.belongs if node.parent is not None else (),
            **node.said,
        )
        for node in nodes
    )
    return items, keys
