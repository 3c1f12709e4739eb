"""A dataset → the rows of each of its documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from normalize.dataset import Rows
from normalize.schema import (
    CellRow,
    ColumnRow,
    ItemRow,
    MeasureRow,
    PassageRow,
    TableRow,
    TotalRow,
    WeightGroupRow,
)

OfDocument = TypeVar("OfDocument", PassageRow, TableRow, ItemRow, MeasureRow, TotalRow, WeightGroupRow)
OfTable = TypeVar("OfTable", ColumnRow, CellRow)


def documents_in(rows: Rows) -> Iterator[Rows]:
    """The rows of a dataset, document by document, in one pass over each table."""
    if len(rows.documents) == 1:
        yield rows
        return
    owner = {table.table_id: table.document_id for table in rows.tables}
    tables = _by_document(rows.tables)
    columns = _by_table(rows.columns, owner)
    cells = _by_table(rows.cells, owner)
    passages = _by_document(rows.passages)
    items = _by_document(rows.items)
    measures = _by_document(rows.measures)
    totals = _by_document(rows.totals)
    groups = _by_document(rows.weight_groups)
    for document in rows.documents:
        key = document.document_id
        yield Rows(
            documents=(document,),
            tables=tuple(tables.get(key, ())),
            columns=tuple(columns.get(key, ())),
            cells=tuple(cells.get(key, ())),
            passages=tuple(passages.get(key, ())),
            items=tuple(items.get(key, ())),
            measures=tuple(measures.get(key, ())),
            totals=tuple(totals.get(key, ())),
            weight_groups=tuple(groups.get(key, ())),
        )


def _by_document(rows: Iterable[OfDocument]) -> dict[str, list[OfDocument]]:
    found: dict[str, list[OfDocument]] = defaultdict(list)
    for row in rows:
        found[row.document_id].append(row)
    return found


def _by_table(rows: Iterable[OfTable], owner: dict[str, str]) -> dict[str, list[OfTable]]:
    found: dict[str, list[OfTable]] = defaultdict(list)
    for row in rows:
        found[owner.get(row.table_id, "")].append(row)
    return found
