"""What rules between documents compare: the weighted items of a dataset, without all else, so that many
documents take little room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from check.parameters import DEFAULT, Parameters
from normalize.dataset import Rows
from normalize.schema import DocumentRow, ItemRow, MeasureRow


@dataclass(frozen=True, slots=True)
class Weighed:
    """An item of a document and its only weight in percent."""

    document: DocumentRow
    item: ItemRow
    weight: MeasureRow
    caption: str
    """Of its table."""


@dataclass(frozen=True, slots=True)
class Collection:
    weighed: tuple[Weighed, ...]
    """In the order of the documents, then in reading order."""
    parameters: Parameters = DEFAULT


def collect(parts: Iterable[Rows], parameters: Parameters = DEFAULT) -> Collection:
    """The weighted items of some parts of a dataset, each with one document or with several. Copies of a file
    count once."""
    return Collection(tuple(one for rows in parts for one in _weighed(rows)), parameters)


def _weighed(rows: Rows) -> Iterable[Weighed]:
    documents = {document.document_id: document for document in rows.documents if not document.duplicate_of}
    captions = {table.table_id: table.caption for table in rows.tables}
    weights: dict[str, list[MeasureRow]] = {}
    for measure in rows.measures:
        if measure.measure == "weight" and measure.unit == "percent":
            weights.setdefault(measure.item_id, []).append(measure)
    for item in rows.items:
        document, carried = documents.get(item.document_id), weights.get(item.item_id, [])
        if document is not None and len(carried) == 1:
            yield Weighed(document, item, carried[0], captions.get(item.table_id, ""))
