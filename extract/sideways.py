"""Tables that lie on their side: what is planned stands in the header, and each row says one thing of all of
it ("Evaluación | Parcial | Examen" over "Ponderación | 40% | 60%" and "Fecha | 3 May | 7 Jul").

Nothing is turned: cells keep their places, and a figure leads to the cell that it stands in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.contents import FIGURES
from extract.figures import figures_in
from extract.folding import mend_breaks
from extract.grid import Grid
from extract.headers import Layout
from extract.lexicon import role_of
from extract.nodes import KIND_OF_ROLE, Node
from extract.owners import Owned, measure_of
from extract.reading import Column, Evidence, ItemKind, Role, RowKind
from extract.roles import unit_words
from extract.shapes import NUMERIC, shape_of

_SURE = 0.7
"""Score from which a row's first cell says its role."""
_MOST_ROLES = 0.34
"""Share of the header's other cells that may be header words: they are names of things."""
_SAID = {
    Role.DEADLINE: "deadline",
    Role.RESPONSIBLE: "responsible",
    Role.VERIFICATION: "verification",
    Role.TERRITORY: "territory",
}


@dataclass(frozen=True, slots=True)
class Sideways:
    """What the rows of such a table say: row → role, with the words that tell it."""

    header: int
    roles: dict[int, Role]
    score: float

    def columns(self, columns: tuple[Column, ...]) -> tuple[Column, ...]:
        """The columns as the dataset has them: the first describes, the others hold the first row's
        measure."""
        held = next(role for role in self.roles.values() if role in FIGURES)
        why = (Evidence("sideways table", ", ".join(role.value for role in self.roles.values()), self.score),)
        return tuple(
            replace(
                column,
                role=Role.DESCRIPTION if column.column == 0 else held,
                confidence=round(self.score, 3),
                source="position",
                evidence=why,
            )
            for column in columns
        )


def sideways(grid: Grid, layout: Layout) -> Sideways | None:
    """The rows' roles, where a table lies on its side."""
    top = layout.header[-1] if layout.header else layout.body.start
    rows = [row for row in range(top + 1, layout.stop) if grid.filled(row)]
    names = [cell for cell in grid.filled(top) if cell.column > 0]
    if grid.column_count < 3 or not 1 <= len(rows) <= 8 or len(names) < 2 or len(layout.header) > 1:
        return None
    if any(cell.row_span > 1 or cell.column_span > 1 for cell in grid.cells):
        return None
    told = [match for cell in names if (match := role_of(cell.text)) is not None and match.score >= _SURE]
    if len(told) > _MOST_ROLES * len(names) or any(shape_of(cell.text) in NUMERIC for cell in names):
        return None
    roles, scores = {}, []
    for row in rows:
        match = role_of(grid.text(row, 0))
        if match is None or match.score < _SURE:
            return None
        roles[row] = match.role
        scores.append(match.score)
    held = [row for row, role in roles.items() if role in FIGURES]
    if not held or len(set(roles.values())) < len(roles):
        return None
    if not all(figures_in(grid.text(row, name.column)) for row in held[:1] for name in names):
        return None
    return Sideways(top, roles, min(scores))


def items_across(
    grid: Grid, table: Sideways, number: int, parent: Node | None, why: tuple[Evidence, ...]
) -> list[Node]:
    """The items that the header names, with what the rows of words say of each."""
    corner = role_of(grid.text(table.header, 0))
    kind = KIND_OF_ROLE.get(corner.role, ItemKind.ACTIVITY) if corner is not None else ItemKind.ACTIVITY
    nodes = []
    for cell in grid.filled(table.header):
        if cell.column == 0:
            continue
        said = {
            _SAID[role]: mend_breaks(text)
            for row, role in table.roles.items()
            if role in _SAID and (text := grid.text(row, cell.column))
        }
        where = Evidence("header of a sideways table", grid.text(table.header, 0), table.score)
        nodes.append(
            Node(
                kind=kind,
                text_raw=cell.text.strip(),
                text=cell.text.strip(),
                parent=parent,
                belongs=why,
                table=number,
                row=cell.row,
                column=cell.column,
                stop=cell.rows.stop,
                place=cell.place,
                said=said,
                evidence=(where,),
            )
        )
    return nodes


def figures_across(
    grid: Grid, columns: tuple[Column, ...], table: Sideways, nodes: list[Node]
) -> list[Owned]:
    """The figures below each item, as the row's first cell calls them."""
    found = []
    for row, role in table.roles.items():
        measure = measure_of(role)
        for node in nodes if measure is not None else ():
            cell = grid.at(row, node.column or 0)
            if measure is None or cell is None:
                continue
            label = grid.text(row, 0)
            column = replace(columns[cell.column], role=role, header=label, unit=unit_words((label,)))
            raws = figures_in(cell.text)
            why = (Evidence("row of a sideways table", label, table.score),)
            found += [
                Owned(node, measure, raw, cell, column, place, table.score, why)
                for place, raw in enumerate(raws)
            ]
    return found


def row_kinds_of(grid: Grid, layout: Layout, table: Sideways) -> list[RowKind]:
    """The header names items; the rows below say things of them."""
    return [
        RowKind.HEADER
        if row == table.header
        else RowKind.TITLE
        if row in layout.titles
        else RowKind.ITEM
        if row in table.roles
        else RowKind.BLANK
        for row in range(grid.row_count)
    ]
