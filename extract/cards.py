"""Tables that are cards: the names of what a thing has in one column, what it has in the next ("Indicador |
Informes publicados", "Meta | 12", "Ponderación | 45%"), once or card below card.

A card is read as a table of one row whose header are its keys; every figure leads back to its own cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.contents import FIGURES, THINGS
from extract.figures import figures_in
from extract.folding import fold
from extract.found_figures import FoundFigure
from extract.grid import Grid
from extract.headers import Layout
from extract.items import TableContext, items_of
from extract.kinds import table_kind
from extract.lexicon import fact_labels, role_of
from extract.nodes import Node
from extract.owners import owned_figures
from extract.reading import Column, Evidence, Role, RowKind, TableKind
from extract.roles import columns_of
from extract.shapes import NUMERIC, Shape, shape_of
from extract.table_figures import found_figure
from ingest.document import Cell

_FEWEST = 3
"""Keys of a card."""
_LONGEST_KEY = 60
"""Letters."""
_SURE = 0.85
"""Score from which a key says a role; half of the keys of a card must."""
_KEYS = (RowKind.HEADER, RowKind.ITEM)


@dataclass(frozen=True, slots=True)
class Pair:
    """A key and the cell beside it."""

    key: Cell
    value: Cell
    role: Role


@dataclass(frozen=True, slots=True)
class Card:
    """What one thing has, as a table of a header and one row: ``cells`` are the cells that its columns stand
    in."""

    turned: Grid
    columns: tuple[Column, ...]
    kind: TableKind
    cells: tuple[Cell, ...]
    score: float

    @property
    def layout(self) -> Layout:
        return Layout(0, 2, (), (0,), self.score)


def cards_of(grid: Grid, above: str) -> tuple[Card, ...]:
    """The cards that a grid is made of, from the top; none where it is a table of rows. ``above``: the title
    that it stands under."""
    pairs = _pairs(grid)
    if len(pairs) < _FEWEST or not _speaks_of_things(pairs):
        return ()
    return tuple(_card(own, above) for own in _parted(pairs) if _names_a_thing(own))


def items_of_card(
    card: Card, number: int, parent: Node | None, why: tuple[Evidence, ...]
) -> tuple[list[Node], list[FoundFigure]]:
    """What a card of table ``number`` names, with its figures."""
    context = TableContext(number, card.kind, parent, wrapped=False, why=why)
    nodes = items_of(card.turned, card.layout, card.columns, _KEYS, context)
    owned = owned_figures(card.turned, card.layout, card.columns, _KEYS, nodes)
    figures = [found_figure(one, number, card.turned, card.columns) for one in owned]
    for node in nodes:
        cell = card.cells[node.column or 0]
        node.row, node.column, node.stop = cell.row, cell.column, cell.rows.stop
    return nodes, [_in_place(figure, card) for figure in figures]


def card_columns(grid: Grid, cards: Sequence[Card]) -> tuple[Column, ...]:
    """The columns of the table as the dataset has them: keys and what belongs to them."""
    keyed = {cell.column - 1 for card in cards for cell in card.cells}
    score = min(card.score for card in cards)
    why = (Evidence("keys of a card", ", ".join(column.header for column in cards[0].columns)[:80], score),)
    return tuple(
        Column(
            at,
            "",
            Role.DESCRIPTION if at in keyed else Role.OTHER,
            confidence=score,
            source="position",
            evidence=why,
        )
        for at in range(grid.column_count)
    )


def card_row_kinds(grid: Grid, cards: Sequence[Card]) -> list[RowKind]:
    """Rows of keys are items, what stands between them titles."""
    keyed = {cell.row for card in cards for cell in card.cells}
    return [
        RowKind.ITEM if row in keyed else RowKind.TITLE if grid.filled(row) else RowKind.BLANK
        for row in range(grid.row_count)
    ]


def _pairs(grid: Grid) -> list[Pair]:
    """Keys and values of all rows that hold any; none where a row holds anything else."""
    found: list[Pair] = []
    for row in range(grid.row_count):
        cells = grid.starting(row)
        if len([cell for cell in cells if cell.text.strip()]) <= 1 and len(cells) == 1:
            continue
        if len(cells) not in (2, 4) or any(cell.row_span > 1 for cell in cells):
            return []
        for key, value in zip(cells[::2], cells[1::2], strict=True):
            if len(key.text) > _LONGEST_KEY or shape_of(key.text) in (*NUMERIC, Shape.DATE):
                return []
            if key.text.strip():
                match = role_of(key.text.strip(" :"))
                told = match is not None and match.score >= _SURE
                found.append(Pair(key, value, match.role if match is not None and told else Role.OTHER))
    return found


def _speaks_of_things(pairs: Sequence[Pair]) -> bool:
    """Most keys are words of headers or labels of facts, some of them over a figure, some over words, and
    what stands beside them is no header of columns."""
    told = [pair for pair in pairs if pair.role is not Role.OTHER or fold(pair.key.text) in fact_labels()]
    figured = [pair for pair in pairs if pair.role in FIGURES and figures_in(pair.value.text)]
    headed = [
        pair
        for pair in pairs
        if (match := role_of(pair.value.text)) is not None and match.score >= _SURE and match.role in FIGURES
    ]
    parted = 3 * len(headed) > len(pairs) or pairs[0] in headed
    return 2 * len(told) >= len(pairs) and bool(figured) and not parted


def _names_a_thing(pairs: Sequence[Pair]) -> bool:
    """A key for what is planned or measured stands beside words, and none beside a bare figure (a list of
    things with their weights)."""
    things = [pair.value.text.strip() for pair in pairs if pair.role in THINGS]
    named = [text for text in things if text and shape_of(text) not in NUMERIC]
    figured = any(pair.role in FIGURES and figures_in(pair.value.text) for pair in pairs)
    return len(pairs) >= _FEWEST and bool(named) and len(named) == len(list(filter(None, things))) and figured


def _parted(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """The pairs card by card: the first key begins each."""
    first = fold(pairs[0].key.text)
    cards: list[list[Pair]] = []
    for pair in pairs:
        if fold(pair.key.text) == first or not cards:
            cards.append([])
        cards[-1].append(pair)
    return cards


def _card(pairs: Sequence[Pair], above: str) -> Card:
    keys = [
        replace(pair.key, row=0, column=at, text=pair.key.text.strip().rstrip(":"), row_span=1, column_span=1)
        for at, pair in enumerate(pairs)
    ]
    values = [
        replace(pair.value, row=1, column=at, row_span=1, column_span=1) for at, pair in enumerate(pairs)
    ]
    turned = Grid([*keys, *values])
    layout = Layout(0, 2, (), (0,), _SURE)
    columns = tuple(_told_by_words(column) for column in columns_of(turned, layout, above))
    return Card(turned, columns, table_kind(columns, _KEYS, above), tuple(one.value for one in pairs), _SURE)


def _told_by_words(column: Column) -> Column:
    """One value tells nothing of what its column is; only the key's words do."""
    return column if column.source != "content" else replace(column, role=Role.OTHER)


def _in_place(figure: FoundFigure, card: Card) -> FoundFigure:
    cell = card.cells[figure.column or 0]
    return replace(figure, row=cell.row, column=cell.column)
