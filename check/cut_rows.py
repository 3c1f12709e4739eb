"""Rows that are the rest of the one above: a cell that was cut by a page or a line."""

from __future__ import annotations

from check.view import DocumentView
from normalize.schema import ItemRow


def is_rest(view: DocumentView, item: ItemRow) -> bool:
    """A text that goes on in small letters, in a column whose texts begin with a capital or a number."""
    if not item.text[:1].islower() or item.number:
        return False
    first = next(other for other in view.items_of(item.table_id) if other.column == item.column)
    return bool(first.number) or not first.text[:1].islower()
