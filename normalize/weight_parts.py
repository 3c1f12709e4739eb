"""Which weights may have to add up: parted by parent, table, column and period.

The members of a part are the items that carry a weight and have the same nearest ancestor with one (items
between them that carry none are looked through). A parent and its children in one column are thus never
added together, a total row is no member, and a cell that is merged over several rows counts once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.reading import Item, ItemKind, Measure, Total
from normalize.seen import Seen
from normalize.weight_places import WeightPlaces


@dataclass(frozen=True, slots=True)
class Part:
    """Weights that may form a group: of one parent, in one column of one table, for one period."""

    parent: int | None
    table: int | None
    """None for weights that headings state."""
    column: int | None
    period: str
    members: tuple[Seen, ...]
    total: Seen | None = None
    """The total row's figure that covers the members and no other group's."""
    missing: tuple[int, ...] = ()
    """Items that stand among the members and have no weight though the table has a place for it."""


_Place = tuple[int | None, int | None, int | None, str, int | None]
"""The weighted ancestor, table, column, period and list that weights have in common."""


class Weights:
    """The weights of one document, and the parts that the layout and the tree of items make of them."""

    def __init__(
        self,
        items: Mapping[int, Item],
        weights: Sequence[Seen],
        totals: Sequence[tuple[Total, Seen]],
        places: WeightPlaces,
    ) -> None:
        self.items = items
        self._of_item: dict[int, list[Seen]] = defaultdict(list)
        self._in_column: dict[tuple[int | None, int | None], list[Seen]] = defaultdict(list)
        for weight in weights:
            if weight.item is not None:
                self._of_item[weight.item].append(weight)
                self._in_column[weight.table, weight.column].append(weight)
        self._of_table: dict[int, list[Item]] = defaultdict(list)
        for item in items.values():
            if item.table is not None:
                self._of_table[item.table].append(item)
        self._totals: dict[tuple[int | None, int | None], list[tuple[Total, Seen]]] = defaultdict(list)
        for total, seen in totals:
            if seen.measure is Measure.WEIGHT:
                self._totals[total.table, total.column].append((total, seen))
        self._places = places
        self.parts = self._parted(weights)

    def above(self, part: Part) -> Sequence[Seen]:
        """The weights of the part's parent."""
        return () if part.parent is None else self._of_item.get(part.parent, ())

    def weighted_ancestor(self, item: int) -> int | None:
        """The nearest ancestor that carries a weight."""
        for ancestor in self.ancestors(item):
            if ancestor in self._of_item:
                return ancestor
        return None

    def ancestors(self, item: int) -> Iterator[int]:
        seen = {item}
        parent = self.items[item].parent
        while parent is not None and parent not in seen and parent in self.items:
            yield parent
            seen.add(parent)
            parent = self.items[parent].parent

    def _parted(self, weights: Sequence[Seen]) -> list[Part]:
        gathered: dict[_Place, dict[object, Seen]] = {}
        for weight in weights:
            if weight.item is None or weight.is_result or weight.bound or not self._has_place(weight):
                continue
            above = self.weighted_ancestor(weight.item)
            place = above, weight.table, weight.column, weight.period, weight.listing
            own = weight.item if weight.table is None else weight.row
            gathered.setdefault(place, {}).setdefault((own, weight.position), weight)
        parts = []
        for (parent, table, column, period, listing), cells in gathered.items():
            members = tuple(cells.values())
            if table is None and listing is None and not self._run_from_one(members):
                continue
            missing = self._missing(parent, table, column, members)
            part = Part(parent, table, column, period, members, missing=missing)
            parts.append(replace(part, total=self.total_of(part)))
        return parts

    def _has_place(self, weight: Seen) -> bool:
        """It stands in a column, or in the heading of something whose fellows' headings state theirs: a
        programme's is a share of something beyond the document."""
        if weight.table is not None:
            return weight.column is not None
        return weight.item is not None and self.items[weight.item].kind is not ItemKind.PROGRAMME

    def _run_from_one(self, members: Sequence[Seen]) -> bool:
        """Headings of several things, numbered from 1 without a gap: where one is lost, nothing adds up."""
        numbers = [self.items[weight.item].number for weight in members if weight.item is not None]
        return len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]

    def _missing(
        self, parent: int | None, table: int | None, column: int | None, members: Sequence[Seen]
    ) -> tuple[int, ...]:
        if table is None or column is None:
            return ()
        carriers = {weight.item for weight in members}
        rows = {weight.row for weight in members}
        kinds = {(self.items[item].kind, self.items[item].column) for item in carriers if item is not None}
        candidates = [
            item
            for item in self._of_table.get(table, ())
            if item.key not in self._of_item
            and item.row not in rows
            and (item.kind, item.column) in kinds
            and self.weighted_ancestor(item.key) == parent
        ]
        with_weight = [row for row in rows if row is not None]
        return tuple(item.key for item in self._places.left_out(candidates, column, with_weight))

    def total_of(self, part: Part) -> Seen | None:
        """The total that covers every member, and of the other weights of its column only what hangs below
        a member."""
        rows = {weight.row for weight in part.members}
        carriers = {weight.item for weight in part.members}
        for total, seen in self._totals.get((part.table, part.column), ()):
            covered = set(total.covers)
            if seen.period != part.period or not rows <= covered:
                continue
            others = [
                weight
                for weight in self._in_column[total.table, total.column]
                if weight.row in covered and weight.row not in rows
            ]
            if all(
                weight.item is not None and carriers & set(self.ancestors(weight.item)) for weight in others
            ):
                return seen
        return None

    def lots(self, part: Part) -> Iterator[list[Part]]:
        """The ways to split a part: by the subtotals that cover its rows between them, then by the unweighted
        items above its members, from the top down."""
        by_row: dict[int, int] = {}
        for at, (total, _) in enumerate(self._totals.get((part.table, part.column), ())):
            by_row.update((row, at) for row in total.covers if row not in by_row)
        rows = [weight.row for weight in part.members]
        if all(row in by_row for row in rows):
            yield from self._parted_by(part, [by_row[row] for row in rows if row is not None])
        paths = [self._path(weight, part.parent) for weight in part.members]
        for depth in range(max(map(len, paths))):
            yield from self._parted_by(
                part, [path[min(depth, len(path) - 1)] if path else None for path in paths]
            )

    def _path(self, weight: Seen, root: int | None) -> list[int]:
        """The items above a weight and below ``root``, from the top."""
        path = []
        for ancestor in self.ancestors(weight.item) if weight.item is not None else ():
            if ancestor == root:
                break
            path.append(ancestor)
        return path[::-1]

    def _parted_by(self, part: Part, keys: Sequence[int | None]) -> Iterator[list[Part]]:
        """The lots whose members have the same key, if there are several."""
        lots: dict[int | None, list[Seen]] = defaultdict(list)
        for weight, key in zip(part.members, keys, strict=True):
            lots[key].append(weight)
        if len(lots) > 1:
            yield [self._lot(part, members) for members in lots.values()]

    def _lot(self, part: Part, members: Sequence[Seen]) -> Part:
        lot = replace(part, members=tuple(members), total=None)
        above = self.common_ancestor(lot)
        missing = tuple(key for key in part.missing if above is None or above in self.ancestors(key))
        lot = replace(lot, parent=part.parent if above is None else above, missing=missing)
        return replace(lot, total=self.total_of(lot))

    def common_ancestor(self, part: Part) -> int | None:
        """The nearest item that all members stand under."""
        carriers = [member.item for member in part.members if member.item is not None]
        paths = [list(self.ancestors(item)) for item in dict.fromkeys(carriers)]
        shared = set(paths[0]).intersection(*paths[1:])
        return next((ancestor for ancestor in paths[0] if ancestor in shared), None)

    def is_programme(self, part: Part) -> bool:
        """Whether the members are programmes, whose weights may be shares of something beyond."""
        return all(m.item is not None and self.items[m.item].kind is ItemKind.PROGRAMME for m in part.members)
