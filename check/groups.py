"""Which weights a group adds up."""

from __future__ import annotations

from check.view import DocumentView
from normalize.schema import MeasureRow, WeightGroupRow


def members(view: DocumentView, group: WeightGroupRow) -> list[MeasureRow]:
    """The weights that a group adds up, in reading order."""
    return [
        weight
        for item_id in group.items.split()
        for weight in view.measures(item_id, "weight")
        if (not group.table_id or weight.table_id == group.table_id)
        and (group.column is None or weight.column == group.column)
        and weight.period == group.period
    ]
