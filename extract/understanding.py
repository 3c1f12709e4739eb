"""The door of the stage: a ``Document`` becomes a ``Reading``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.additions import NOTHING_ADDED, Additions, adding
from extract.cards import Card, card_columns, card_row_kinds, cards_of, items_of_card
from extract.facts import facts_of
from extract.folding import fold, mend_breaks
from extract.found_figures import FoundFigure
from extract.grid import Grid
from extract.headers import Layout, apart, layouts
from extract.heading_shares import take_heading_share
from extract.items import TableContext, items_of
from extract.joining import join_tables
from extract.kinds import table_kind
from extract.logical import logical_table
from extract.named_shares import shares_in_names
from extract.nodes import Node, frozen
from extract.outline import (
    StatedWeight,
    Title,
    bracketed_weight,
    is_statement,
    known_objective,
    node_of_title,
    opens_objective,
    stated_weight,
    title_of,
)
from extract.owners import Owned, owned_figures
from extract.period_rows import figures_by_period, period_column, thing_above
from extract.prose import progress_told
from extract.reading import (
    Column,
    DocumentFacts,
    Evidence,
    ItemKind,
    LogicalTable,
    Measure,
    Reading,
    Role,
    TableKind,
    Total,
)
from extract.roles import columns_of
from extract.rows import row_kinds
from extract.running_text import figures_told
from extract.sections import Sections, is_set_as_heading
from extract.sideways import figures_across, items_across, row_kinds_of, sideways
from extract.stated_amounts import stated_amounts
from extract.subjects import Spoken, Subjects
from extract.table_figures import found_figure
from extract.totals import totals_of
from ingest.document import Block, Cell, Document, Format, Paragraph, Part, Place, Table

_UNDER_OBJECTIVE = frozenset(
    {TableKind.INDICATORS, TableKind.WEIGHTS, TableKind.STAGES, TableKind.EVALUATION}
)
_UNDER_PROGRAMME = frozenset({TableKind.WEIGHTS, TableKind.EVALUATION})


def understand(document: Document, additions: Additions = NOTHING_ADDED) -> Reading:
    """What a document means: its tables' columns, items and figures, and what it says of itself.

    A pure function of the document and of what is added to the vocabulary; a document without blocks gives a
    reading without tables.
    """
    with adding(additions):
        return _understand(document)


def _understand(document: Document) -> Reading:
    facts = facts_of(document)
    walk = _Walk(document, facts)
    joined = join_tables(document)
    whole = {table.parts[0].block: table.table for table in joined}
    continued = {part.block for table in joined for part in table.parts[1:]}
    for position, block in enumerate(document.blocks):
        if position not in continued:
            walk.pass_by(position, whole.get(position, block))
    walk.read_running_text(stated_amounts(document))
    items, keys = frozen(walk.nodes)
    figures = tuple(found.figure(keys) for found in walk.figures)
    return Reading(document, facts, tuple(walk.tables), items, figures, tuple(walk.totals))


class _Walk:
    """A reader's memory while going through the blocks: the titles above, the open objective and
    programme."""

    def __init__(self, document: Document, facts: DocumentFacts) -> None:
        self.wrapped = document.source.format is Format.PDF
        self.run_on = document.source.format in (Format.MARKDOWN, Format.TEXT, Format.HTML)
        self.facts = facts
        self.nodes: list[Node] = []
        self.figures: list[FoundFigure] = []
        self.tables: list[LogicalTable] = []
        self.totals: list[Total] = []
        self.title: Title | None = None
        self.above: Title | None = None
        """The text right above a table, whatever it is."""
        self.objective: Node | None = None
        self.programme: Node | None = None
        self.sections = Sections()
        self.passages = 0
        self.text = ""
        """Of the passage that is being read; empty in a table."""
        self.spoken: list[Spoken] = []

    def pass_by(self, position: int, block: Block) -> None:
        self.passages += not isinstance(block, Table)
        self.text = "" if isinstance(block, Table) else block.text
        if isinstance(block, Paragraph) and block.part is not Part.BODY:
            return
        if not isinstance(block, Table) and (stated := stated_weight(block.text)) is not None:
            self._open_programme(stated, block.place)
            return
        title = title_of(block)
        if title is not None:
            self._pass_title(title, is_strong=is_set_as_heading(block))
        if isinstance(block, Table):
            self._read_table(position, block)
            self.above = None
        else:
            if block.text.strip():
                self.above = Title(mend_breaks(block.text), 9, block.place)
            self.spoken.append(
                Spoken(
                    block.text,
                    self.passages,
                    block.place,
                    self.sections.around(),
                    self.programme,
                    len(self.nodes),
                    len(self.tables),
                )
            )

    def _pass_title(self, title: Title, *, is_strong: bool = False) -> None:
        if self.title is not None and self.title.is_label_alone and title.label is None:
            title = Title(f"{self.title.text} {title.text}", min(title.level, self.title.level), title.place)
        known = known_objective(title, self.nodes)
        opens = opens_objective(title) or known is not None
        if opens:
            self.objective = known
            _, weight = bracketed_weight(title.text)
            if known is None and weight is not None:
                self.objective = node_of_title(title, ItemKind.OBJECTIVE)
                self.nodes.append(self.objective)
                self._state(self.objective, weight, title.place)
        if title.level < 9 and self.programme is not None and self._has_parts(self.programme):
            self.programme = None  # a new heading after the programme's own table opens something else
        self.sections.enter(title, self.objective if opens else None, is_strong=is_strong)
        self.title = title

    def _has_parts(self, node: Node) -> bool:
        return any(other.parent is node for other in self.nodes)

    def _open_programme(self, stated: StatedWeight, place: Place) -> None:
        title = self.title or Title(self.facts.title.raw, 0, place)
        if opens_objective(title):
            self._weigh_objective(title, stated, place)
            return
        self.programme = node_of_title(title, ItemKind.PROGRAMME)
        self.nodes.append(self.programme)
        self._state(self.programme, stated, place)

    def _weigh_objective(self, title: Title, stated: StatedWeight, place: Place) -> None:
        """A weight stated right below an objective's heading is the objective's."""
        if self.objective is None:
            self.objective = node_of_title(title, ItemKind.OBJECTIVE)
            self.nodes.append(self.objective)
        self._state(self.objective, stated, place)

    def _state(self, node: Node, stated: StatedWeight, place: Place, table: int | None = None) -> None:
        why = (Evidence("stated weight", f"{stated.label}: {stated.raw}", 0.9),)
        self.figures.append(
            FoundFigure(
                node,
                Measure.WEIGHT,
                stated.raw,
                table=table,
                unit=stated.label,
                place=place,
                confidence=0.9,
                evidence=why,
                passage=self.passages if stated.raw in self.text else None,
                offset=self.text.find(stated.raw) if stated.raw in self.text else None,
            )
        )

    def _read_table(self, position: int, block: Table) -> None:
        grid = Grid(block.cells)
        if not any(cell.text.strip() for cell in grid.cells):
            return
        if cards := cards_of(grid, self.title.text if self.title is not None else ""):
            self._read_cards(position, block, grid, cards)
            return
        for layout in layouts(grid):
            self._read_layout(position, block, *apart(grid, layout))

    def _read_cards(self, position: int, block: Table, grid: Grid, cards: Sequence[Card]) -> None:
        number = len(self.tables) + 1
        caption = self.title.text if self.title is not None else ""
        for card in cards:
            nodes, figures = items_of_card(card, number, *self._parent_for(card.kind, caption))
            self.nodes.extend(nodes)
            self.figures.extend(figures)
        layout = Layout(0, grid.row_count, (), (), 0.0)
        kinds, columns = card_row_kinds(grid, cards), card_columns(grid, cards)
        self.tables.append(
            logical_table(block, position, number, grid, layout, columns, kinds, cards[0].kind, caption)
        )

    def _read_layout(self, position: int, block: Table, grid: Grid, layout: Layout) -> None:
        number = len(self.tables) + 1
        columns = columns_of(grid, layout, self.title.text if self.title is not None else "")
        across = sideways(grid, layout)
        if across is not None:
            columns = across.columns(columns)
        kinds = row_kinds_of(grid, layout, across) if across is not None else row_kinds(grid, layout, columns)
        caption = self._take_titles(grid, layout)
        kind = table_kind(columns, kinds, caption)
        shared = self._take_shared_weight(grid, layout, columns)
        parent, why = self._parent_for(kind, caption)
        periods = period_column(grid, layout, columns, kinds)
        told: list[Owned] = []
        if across is not None:
            nodes = items_across(grid, across, number, parent, why)
            owned = figures_across(grid, columns, across, nodes)
        elif (
            periods is not None and (thing := thing_above(self.title, self.nodes, ItemKind.OTHER)) is not None
        ):
            node, is_new = thing
            nodes = [node] if is_new else []
            owned = figures_by_period(grid, layout, columns, kinds, periods, node)
        else:
            context = TableContext(number, kind, parent, self.wrapped, why, self.run_on)
            nodes = items_of(grid, layout, columns, kinds, context)
            _name_as_before(nodes, self.nodes)
            owned = owned_figures(grid, layout, columns, kinds, nodes)
            told = progress_told(grid, layout, columns, kinds, nodes)
            self._take_named_shares(nodes, owned, number)
            heading = take_heading_share(self.above, nodes, owned) if parent is None else None
            if heading is not None:
                self.nodes.append(heading[0])
                self._state(*heading, heading[0].place)
        self.nodes.extend(nodes)
        self.figures.extend(
            found_figure(one, number, grid, columns) for one in owned if one.column.column not in shared
        )
        self.figures.extend(found_figure(one, number, grid, columns) for one in told)
        self.totals.extend(totals_of(grid, layout, columns, kinds, number))
        self.tables.append(
            logical_table(block, position, number, grid, layout, columns, kinds, kind, caption)
        )

    def _take_named_shares(self, nodes: Sequence[Node], owned: Sequence[Owned], table: int) -> None:
        """The weights that names state, of items whose row gives them none."""
        weighed = {id(one.node) for one in owned if one.measure is Measure.WEIGHT}
        for node, weight in shares_in_names([node for node in nodes if id(node) not in weighed]):
            signal = Evidence("stated in its name", f"{weight.label} {weight.raw}".strip(), 0.8)
            self.figures.append(
                FoundFigure(
                    node,
                    Measure.WEIGHT,
                    weight.raw,
                    table=table,
                    row=node.row,
                    column=node.column,
                    unit=weight.label,
                    place=node.place,
                    confidence=0.8,
                    evidence=(signal,),
                )
            )

    def read_running_text(self, amounts: Iterable[FoundFigure]) -> None:
        """Adds what running text states: amounts on lines of their own, then what lists and sentences say."""
        for figure in amounts:
            self.nodes.append(figure.node)
            self.figures.append(figure)
        subjects = Subjects(self.nodes, self.facts.title.raw or self.facts.title.canonical)
        known = tuple(self.figures)
        self.figures.extend(figures_told(self.spoken, subjects, self.facts, self.tables, known))
        self.nodes = subjects.with_those_made(self.nodes, {id(one.node) for one in self.figures})

    def _take_titles(self, grid: Grid, layout: Layout) -> str:
        """The caption, and what the bands above the header state: a title, the programme's weight."""
        caption = ""
        stated: list[tuple[StatedWeight, Place]] = []
        for row in layout.titles:
            for cell in grid.filled(row):
                weight = stated_weight(cell.text)
                if weight is not None:
                    stated.append((weight, cell.place))
                elif not caption and len(grid.filled(row)) == 1 and not is_statement(mend_breaks(cell.text)):
                    caption = mend_breaks(cell.text)
                    self._pass_title(Title(caption, 9, cell.place))
        for weight, place in stated:
            self._open_programme(weight, place)
        if not caption and self.title is not None:
            caption = self.title.text
        return caption

    def _take_shared_weight(self, grid: Grid, layout: Layout, columns: tuple[Column, ...]) -> frozenset[int]:
        """The weight of the whole programme where a column states it once for all rows: in its header ("Por
        Región (%) 7,69") over an empty column, or in one cell merged over the rows, beside another column of
        weights. Gives the columns that hold such a weight and no item's."""
        weights = [column for column in columns if column.role is Role.WEIGHT]
        shared = set()
        for column in weights:
            cells = [cell for cell in grid.cells if cell.column == column.column and cell.row in layout.body]
            filled = [cell for cell in cells if cell.text.strip()]
            stated = next(
                (weight for text in column.levels if (weight := stated_weight(text)) is not None), None
            )
            if not filled and stated is not None:
                self._open_programme(stated, Place())
            elif len(filled) == 1 and len(weights) > 1 and _covers_rows(filled[0], grid, layout):
                self._open_programme(StatedWeight(column.header, filled[0].text.strip()), filled[0].place)
                shared.add(column.column)
        return frozenset(shared)

    def _parent_for(self, kind: TableKind, caption: str) -> tuple[Node | None, tuple[Evidence, ...]]:
        """What the topmost items of a table belong to across tables, and why."""
        if kind is TableKind.STAGES:
            systems = [node for node in self.nodes if node.kind is ItemKind.SYSTEM]
            named = [node for node in systems if mend_breaks(node.text).lower() in caption.lower()]
            if named:
                return named[-1], (Evidence("named in the caption", caption[:80], 0.9),)
            if systems:
                return systems[-1], (Evidence("last system above", mend_breaks(systems[-1].text)[:80], 0.7),)
        if kind in _UNDER_OBJECTIVE and self.objective is not None:
            return self.objective, (Evidence("under its heading", self.objective.text_raw[:80], 0.85),)
        if kind in _UNDER_PROGRAMME and self.programme is not None:
            why = Evidence("under the programme's weight", self.programme.text_raw[:80], 0.8)
            return self.programme, (why,)
        return None, ()


def _covers_rows(cell: Cell, grid: Grid, layout: Layout) -> bool:
    """A cell merged over most of the rows of a table's body, and more than two."""
    rows = [row for row in layout.body if grid.filled(row)]
    return cell.row_span > 2 and sum(row in cell.rows for row in rows) >= 0.7 * len(rows)


def _name_as_before(nodes: list[Node], known: list[Node]) -> None:
    """A table that lists the items of an earlier table again lists things of that kind, whatever its header
    calls them."""
    before = {fold(node.text): node.kind for node in known if node.table is not None}
    again = [before[name] for node in nodes if (name := fold(node.text)) in before]
    if (
        len(again) >= 2
        and len(again) >= 0.6 * len(nodes)
        and len(set(again)) == 1
        and len({n.kind for n in nodes}) == 1
    ):
        for node in nodes:
            if node.kind is not again[0]:
                node.evidence = (*node.evidence, Evidence("listed before", f"as {again[0]}", 0.8))
                node.kind = again[0]
