"""The rows of all tables, of one document or of many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from normalize.schema import (
    ActivityRow,
    CellRow,
    ColumnRow,
    DocumentRow,
    FindingRow,
    ItemRow,
    MeasureRow,
    NameRow,
    PassageRow,
    TableRow,
    TotalRow,
    WeightGroupRow,
)


@dataclass(frozen=True, slots=True)
class Rows:
    """The dataset as plain rows, one field per table of ``schema.TABLES``, in reading order."""

    documents: tuple[DocumentRow, ...] = ()
    tables: tuple[TableRow, ...] = ()
    columns: tuple[ColumnRow, ...] = ()
    cells: tuple[CellRow, ...] = ()
    passages: tuple[PassageRow, ...] = ()
    items: tuple[ItemRow, ...] = ()
    measures: tuple[MeasureRow, ...] = ()
    totals: tuple[TotalRow, ...] = ()
    weight_groups: tuple[WeightGroupRow, ...] = ()
    findings: tuple[FindingRow, ...] = ()
    activities: tuple[ActivityRow, ...] = ()
    names: tuple[NameRow, ...] = ()
    """Of a collection as a whole: see ``names.named``."""

    @staticmethod
    def of(parts: Iterable[Rows]) -> Rows:
        """All parts as one, in their order."""
        parts = list(parts)
        return Rows(
            *(tuple(row for part in parts for row in getattr(part, table.name)) for table in fields(Rows))
        )
