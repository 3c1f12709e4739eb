"""What a table has a column for and a committed activity lacks."""

from __future__ import annotations

from collections.abc import Iterator

from check.cut_rows import doubt_of_row
from check.rule import Breach, RestsOn, Severity, rule
from check.view import DocumentView, Spot
from normalize.schema import ColumnRow, ItemRow

_OF_PLANS = ("weights", "evaluation", "objectives", "indicators", "stages", "programmed_executed")
_COMMITTED = ("activity", "commitment", "product", "output", "indicator", "specific_objective")


@rule("verification-missing", Severity.WARNING, rests_on=RestsOn.ROWS)
def verification_missing(view: DocumentView) -> Iterator[Breach]:
    yield from _missing(view, "verification", "verification")


@rule("column-missing", Severity.WARNING, rests_on=RestsOn.TABLE, parameters=("required_columns",))
def column_missing(view: DocumentView) -> Iterator[Breach]:
    """A table of things that are planned or evaluated without a column that the profile requires."""
    for table in view.rows.tables:
        if table.kind not in _OF_PLANS or not view.items_of(table.table_id):
            continue
        there = {column.role for column in view.columns_of(table.table_id)}
        for role in view.parameters.required_columns:
            if role not in there:
                yield Breach(
                    Spot(table.table_id, page=table.page_first),
                    expected=role,
                    facts={"table": str(table.number), "role": role},
                    discriminator=role,
                )


@rule("responsible-missing", Severity.WARNING, rests_on=RestsOn.ROWS)
def responsible_missing(view: DocumentView) -> Iterator[Breach]:
    yield from _missing(view, "responsible", "responsible")


def _missing(view: DocumentView, role: str, field: str) -> Iterator[Breach]:
    for table in view.rows.tables:
        columns = view.columns_of(table.table_id, role)
        if not columns:
            continue
        column = columns[0]
        header = view.header(table.table_id, column.column)
        lowest = [item for item in view.items_of(table.table_id) if _is_lowest(view, item)]
        rows = {item.row for item in lowest}
        empty = [
            item
            for item in lowest
            if not getattr(item, field) and not _is_covered(view, item, column.column, rows)
        ]
        if len(lowest) > 1 and len(empty) == len(lowest):
            yield Breach(
                Spot(table.table_id, "", None, column.column, table.page_first),
                facts={"header": header, "rows": str(len(lowest))},
                wording="whole_column",
            )
            continue
        if len(empty) * 2 > len(lowest):
            continue  # the column is filled by parent, not by row
        for item in empty:
            if _is_committed(view, item, column):
                yield Breach(
                    view.place(item, column.column),
                    facts={"item": view.name(item), "header": header},
                    doubt=doubt_of_row(view, item, column.column),
                )


def _is_lowest(view: DocumentView, item: ItemRow) -> bool:
    children = view.children.get(item.item_id, ())
    is_parent = any(child.table_id == item.table_id for child in children)
    return item.kind in _COMMITTED and item.row is not None and not is_parent


def _is_covered(view: DocumentView, item: ItemRow, column: int, of_items: set[int | None]) -> bool:
    """A filled cell of the column reaches the item's row, or its parent's where that is no item's own."""
    rows = [item.row]
    parent = view.items.get(item.parent_id)
    if parent is not None and parent.table_id == item.table_id and parent.row not in of_items:
        rows.append(parent.row)
    cells = (view.cell(item.table_id, row, column) for row in rows if row is not None)
    return any(cell is not None and cell.text.strip() for cell in cells)


def _is_committed(view: DocumentView, item: ItemRow, column: ColumnRow) -> bool:
    """The row says more of the item than its name: a figure, or a word in another column."""
    if view.measures(item.item_id):
        return True
    said = {
        "verification": item.verification,
        "responsible": item.responsible,
        "deadline": item.deadline,
        "indicator": item.indicator,
    }
    return any(text for role, text in said.items() if role != column.role)
