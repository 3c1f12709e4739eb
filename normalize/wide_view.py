"""The wide view: one row per item that carries a figure, per period where it has figures for several."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from normalize.dataset import Rows
from normalize.schema import ActivityRow, DocumentRow, ItemRow, MeasureRow

SHOWN = {
    "weight": "weight_percent",
    "compliance": "compliance_percent",
    "earned": "earned_percent",
    "progress": "progress_percent",
    "target": "target",
    "programmed": "programmed",
    "executed": "executed",
    "budget": "budget",
}
"""Measure → the column that shows it; other measures have none, but their items have a row."""


def activities(rows: Rows) -> tuple[ActivityRow, ...]:
    """The wide view of a dataset whose findings are known.

    A column shows an item's first figure of its measure and period; where a cell holds several, the others
    are in ``measures``. Weights that are points of a stated maximum are no percentages and stay out.
    """
    documents = {document.document_id: document for document in rows.documents}
    items = {item.item_id: item for item in rows.items}
    figures: dict[str, list[MeasureRow]] = defaultdict(list)
    for row in rows.measures:
        figures[row.item_id].append(row)
    named = Counter(finding.item_id for finding in rows.findings if finding.item_id)
    return tuple(
        _row(item, documents[item.document_id], period, of_item, items, named[item.item_id])
        for item in rows.items
        if (of_item := figures.get(item.item_id))
        for period in sorted({figure.period for figure in of_item})
    )


def _row(
    item: ItemRow,
    document: DocumentRow,
    period: str,
    figures: Sequence[MeasureRow],
    items: Mapping[str, ItemRow],
    findings: int,
) -> ActivityRow:
    return ActivityRow(
        document_id=item.document_id,
        item_id=item.item_id,
        path=document.path,
        institution=document.institution or document.institution_raw,
        region=document.region,
        year=document.year,
        document_type=document.document_type,
        parents=_parents(item, items),
        kind=item.kind,
        number=item.number,
        text=item.text,
        period=period,
        **_wide([figure for figure in figures if figure.period == period]),
        verification=item.verification,
        responsible=item.responsible,
        page=item.page,
        findings=findings,
    )


def _wide(rows: Sequence[MeasureRow]) -> dict[str, Decimal | None]:
    wide: dict[str, Decimal | None] = dict.fromkeys(SHOWN.values())
    for row in rows:
        column = SHOWN.get(row.measure)
        if column is None or wide[column] is not None:
            continue
        if column.endswith("_percent") and row.unit != "percent":
            continue
        wide[column] = row.value
    return wide


def _parents(item: ItemRow, items: Mapping[str, ItemRow]) -> str:
    path: list[str] = []
    passed = {item.item_id}
    parent = items.get(item.parent_id)
    while parent is not None and parent.item_id not in passed:
        passed.add(parent.item_id)
        path.append(" ".join(filter(None, (parent.number, parent.text))))
        parent = items.get(parent.parent_id)
    return " > ".join(reversed(path))
