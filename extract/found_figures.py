"""A figure that belongs to an item in the making, wherever in a document it was found."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from extract.nodes import Node
from extract.reading import Evidence, Figure, Measure
from ingest.document import Place


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """As ``Figure``, with the item itself in the place of its key."""

    node: Node
    measure: Measure
    raw: str
    table: int | None = None
    row: int | None = None
    column: int | None = None
    position: int = 0
    period: tuple[str, ...] = ()
    unit: str = ""
    bound: str = ""
    place: Place = field(default_factory=Place)
    confidence: float = 1.0
    evidence: tuple[Evidence, ...] = ()
    passage: int | None = None
    offset: int | None = None
    listing: int | None = None

    @property
    def letters(self) -> frozenset[tuple[int, int]]:
        """The letters of running text that it takes: passage and place."""
        if self.passage is None or self.offset is None:
            return frozenset()
        return frozenset((self.passage, at) for at in range(self.offset, self.offset + len(self.raw)))

    def figure(self, keys: dict[int, int]) -> Figure:
        """The figure of a reading; ``keys``: the key of each item by its node's ``id``."""
        told = {name: getattr(self, name) for name in _OF_FIGURE}
        return Figure(item=keys[id(self.node)], **told)


_OF_FIGURE = tuple(one.name for one in fields(Figure) if one.name != "item")
