"""The tables of the dataset, declared once: columns, types, meanings in two languages, keys.

The row types below are what the later stages work with, and the writers, ``datapackage.json``, the data
dictionary, the DuckDB file and the tests are all made from their declaration. A column may be added; none is
renamed or given another meaning.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import get_args, get_type_hints

from normalize.schema.declared import DECIMAL_DIGITS, DECIMAL_PLACES, Column, declare
from normalize.schema.document_rows import CellRow, ColumnRow, DocumentRow, PassageRow, TableRow
from normalize.schema.item_rows import ActivityRow, FindingRow, ItemRow, MeasureRow, TotalRow, WeightGroupRow
from normalize.schema.name_rows import NameBasis, NameKind, NameRow

__all__ = [
    "DECIMAL_DIGITS",
    "DECIMAL_PLACES",
    "DESCRIPTIONS",
    "OF_COLLECTION",
    "PARQUET_ONLY",
    "TABLES",
    "TITLES",
    "ActivityRow",
    "CellRow",
    "Column",
    "ColumnRow",
    "DocumentRow",
    "FindingRow",
    "ItemRow",
    "MeasureRow",
    "NameBasis",
    "NameKind",
    "NameRow",
    "PassageRow",
    "Row",
    "TableRow",
    "TotalRow",
    "WeightGroupRow",
    "columns",
    "declare",
]

Row = (
    DocumentRow
    | TableRow
    | ColumnRow
    | CellRow
    | PassageRow
    | ItemRow
    | MeasureRow
    | TotalRow
    | WeightGroupRow
    | FindingRow
    | ActivityRow
    | NameRow
)

TABLES: dict[str, type[Row]] = {
    "documents": DocumentRow,
    "tables": TableRow,
    "columns": ColumnRow,
    "cells": CellRow,
    "passages": PassageRow,
    "items": ItemRow,
    "measures": MeasureRow,
    "totals": TotalRow,
    "weight_groups": WeightGroupRow,
    "findings": FindingRow,
    "activities": ActivityRow,
    "names": NameRow,
}
"""Name of each table of the dataset → its row type, in the order in which they are written."""

PARQUET_ONLY = frozenset({"cells", "passages"})

OF_COLLECTION = frozenset({"names"})
"""Tables whose rows belong to no document but are made of all."""

TITLES: dict[str, tuple[str, str]] = {
    "documents": ("Documents", "Documentos"),
    "tables": ("Tables", "Tablas"),
    "columns": ("Columns", "Columnas"),
    "cells": ("Cells", "Celdas"),
    "passages": ("Passages", "Pasajes"),
    "items": ("Items", "Ítems"),
    "measures": ("Figures of items", "Cifras de los ítems"),
    "totals": ("Figures of total rows", "Cifras de las filas de total"),
    "weight_groups": ("Weights that must add up", "Ponderaciones que deben sumar"),
    "findings": ("Inconsistencies", "Inconsistencias"),
    "activities": ("Activities and their figures", "Actividades y sus cifras"),
    "names": ("Names and who they stand for", "Nombres y a quién corresponden"),
}
"""Name of each table → its title, in English and in Spanish."""

DESCRIPTIONS: dict[str, tuple[str, str]] = {
    "documents": ("One row per file found, readable or not", "Una fila por archivo encontrado, legible o no"),
    "tables": ("One row per logical table", "Una fila por tabla lógica"),
    "columns": ("How each column was understood", "Cómo se entendió cada columna"),
    "cells": ("Every cell of every table", "Cada celda de cada tabla"),
    "passages": (
        "Every paragraph and heading outside the tables, headers, footers and notes included",
        "Cada párrafo y título fuera de las tablas, con encabezados, pies de página y notas",
    ),
    "items": (
        "One row per thing that is planned, weighed or measured",
        "Una fila por cosa planificada, ponderada o medida",
    ),
    "measures": ("One row per figure of an item", "Una fila por cifra de un ítem"),
    "totals": ("One row per figure of a total row", "Una fila por cifra de una fila de total"),
    "weight_groups": (
        "One row per set of weights that must add up",
        "Una fila por conjunto de ponderaciones que debe sumar",
    ),
    "findings": ("One row per inconsistency", "Una fila por inconsistencia"),
    "activities": ("The wide view for a spreadsheet", "La vista ancha para una planilla"),
    "names": (
        "One row per way in which the collection writes a name of an institution, region, unit, responsible "
        "party or territory",
        "Una fila por forma en que la colección escribe el nombre de una institución, región, unidad, "
        "responsable o territorio",
    ),
}
"""Name of each table → what it holds, in English and in Spanish."""


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The declared columns of a table, in order. Raises KeyError for a table that is not declared."""
    row_type = TABLES[table]
    hints = get_type_hints(row_type)
    declared = []
    for entry in dataclasses.fields(row_type):
        hint = hints[entry.name]
        kinds = [kind for kind in get_args(hint) if kind is not type(None)] or [hint]
        nullable = type(None) in get_args(hint)
        declared.append(Column(name=entry.name, type=kinds[0], nullable=nullable, **entry.metadata))
    return tuple(declared)
