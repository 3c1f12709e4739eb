"""Rows that are the rest of the one above: a cell that was cut by a page or a line, or that spans rows in a
format that cannot show it."""

from __future__ import annotations

from check.view import DocumentView
from normalize.schema import ItemRow

_SPANLESS = ("text-", "markdown", "pdf-bands", "pdf-rules", "pdf-text", "ocr-")
"""How the methods begin that see no cell that spans rows."""


def doubt_of_row(view: DocumentView, item: ItemRow, column: int | None) -> str:
    """Why nothing may be missing where a cell of an item's row is empty: an entry of ``doubts.toml``."""
    if is_rest(view, item):
        return "cut"
    return "merged_above" if column is not None and may_go_on(view, item, column) else ""


def may_go_on(view: DocumentView, item: ItemRow, column: int) -> bool:
    """In a format without spans, a row that is empty in another column too, where the one above is not."""
    table = view.tables.get(item.table_id)
    if table is None or not table.method.startswith(_SPANLESS) or not item.row or item.column is None:
        return False
    for other in view.columns_of(item.table_id):
        if other.column > item.column and other.column != column:
            here = view.cell(item.table_id, item.row, other.column)
            above = view.cell(item.table_id, item.row - 1, other.column)
            if not (here and here.text.strip()) and above is not None and above.text.strip():
                return not above.is_header
    return False


def is_rest(view: DocumentView, item: ItemRow) -> bool:
    """A text that goes on in small letters, in a column whose texts begin with a capital or a number."""
    if not item.text[:1].islower() or item.number:
        return False
    first = next(other for other in view.items_of(item.table_id) if other.column == item.column)
    return bool(first.number) or not first.text[:1].islower()
