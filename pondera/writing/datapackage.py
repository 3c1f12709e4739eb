"""``datapackage.json``: the dataset described as a Frictionless Data Package.

Source: Data Package standard, version 2 (datapackage.org/standard): Data Package, Data Resource, Table
Schema. Titles and descriptions are in English; ``title_es`` and ``description_es``, which the standard allows
as properties of one's own, are in Spanish.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from normalize.schema import DESCRIPTIONS, PARQUET_ONLY, TABLES, Column, columns
from pondera.writing.names import DATASET, DESCRIPTOR

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", Decimal: "number"}


def write_datapackage(folder: Path, formats: Sequence[str], version: str) -> None:
    """Describes the files of a dataset. ``version``: of the program that made it."""
    text = json.dumps(descriptor(formats, version), ensure_ascii=False, indent=2)
    (folder / DESCRIPTOR).write_text(text + "\n", encoding="utf-8", newline="\n")


def descriptor(formats: Sequence[str], version: str) -> dict[str, Any]:
    resources = [
        _resource(table, ending)
        for table in TABLES
        for ending in ("csv", "parquet")
        if ending in formats and (ending == "parquet" or table not in PARQUET_ONLY)
    ]
    return {
        "$schema": PROFILE,
        "name": DATASET,
        "title": "Weights, targets and results of planning and evaluation documents",
        "title_es": "Ponderaciones, metas y resultados de documentos de planificación y evaluación",
        "description": "Made by Pondera: one row per document, table, item, figure and inconsistency.",
        "description_es": "Hecho por Pondera: una fila por documento, tabla, ítem, cifra e inconsistencia.",
        "version": version,
        "resources": resources,
    }


def _resource(table: str, ending: str) -> dict[str, Any]:
    en, es = DESCRIPTIONS[table]
    words = {"description": en, "description_es": es}
    if ending == "parquet":
        # A Parquet file carries its own schema; without "type" and "schema" it is described as a file.
        name = table if table in PARQUET_ONLY else f"{table}-parquet"
        return {
            "name": name,
            "path": f"{table}.parquet",
            **words,
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
        }
    return {
        "name": table,
        "type": "table",
        "path": f"{table}.csv",
        **words,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": table_schema(table),
    }


def table_schema(table: str) -> dict[str, Any]:
    """The Table Schema of a table."""
    declared = columns(table)
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in declared],
        "missingValues": [""],
    }
    if keys := [column.name for column in declared if column.key]:
        schema["primaryKey"] = keys
    if foreign := [_foreign_key(table, column) for column in declared if column.refers_to]:
        schema["foreignKeys"] = foreign
    return schema


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    if column.pattern:
        constraints["pattern"] = column.pattern
    constraints.update(column.bounds)
    field = {
        "name": column.name,
        "type": _TYPES[column.type],
        "description": column.en,
        "description_es": column.es,
    }
    return {**field, "constraints": constraints} if constraints else field


def _foreign_key(table: str, column: Column) -> dict[str, Any]:
    resource, _, field = column.refers_to.partition(".")
    reference = {"resource": "" if resource == table else resource, "fields": [field]}
    return {"fields": [column.name], "reference": reference}
