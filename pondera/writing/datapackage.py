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

from normalize.schema import DESCRIPTIONS, PARQUET_ONLY, TABLES, TITLES, Column, columns
from pondera.writing.names import DATABASE, DATASET, DESCRIPTOR, WORKBOOK

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", Decimal: "number"}

_WHOLE = {
    "duckdb": {"name": "database", "path": DATABASE, "mediatype": "application/vnd.duckdb"},
    "xlsx": {
        "name": "workbook",
        "path": WORKBOOK,
        "mediatype": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    },
}
"""Formats that hold all tables in one file: listed where no table has one of its own."""


def write_datapackage(folder: Path, formats: Sequence[str], version: str) -> None:
    """Describes the files of a dataset. ``version``: of the program that made it."""
    text = json.dumps(descriptor(formats, version), ensure_ascii=False, indent=2)
    (folder / DESCRIPTOR).write_text(text + "\n", encoding="utf-8", newline="\n")


def descriptor(formats: Sequence[str], version: str) -> dict[str, Any]:
    endings = {table: _ending(table, formats) for table in TABLES}
    resources = [_resource(table, ending) for table, ending in endings.items() if ending]
    if not resources:
        resources = [_WHOLE[name] for name in formats]
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


def _ending(table: str, formats: Sequence[str]) -> str:
    """Of the file that the table is described by: its CSV file where there is one. A Parquet file beside it
    holds the same and says its own types."""
    if "csv" in formats and table not in PARQUET_ONLY:
        return "csv"
    return "parquet" if "parquet" in formats else ""


def _resource(table: str, ending: str) -> dict[str, Any]:
    (title, title_es), (en, es) = TITLES[table], DESCRIPTIONS[table]
    media = {"mediatype": "text/csv", "encoding": "utf-8"}
    if ending == "parquet":
        media = {"mediatype": "application/vnd.apache.parquet"}
    return {
        "name": table,
        "type": "table",
        "path": f"{table}.{ending}",
        "title": title,
        "title_es": title_es,
        "description": en,
        "description_es": es,
        "format": ending,
        **media,
        "schema": table_schema(table, ending),
    }


def table_schema(table: str, ending: str = "csv") -> dict[str, Any]:
    """The Table Schema of a table. In Parquet, an integer that may be null is called a number: the standard's
    own tool reads Parquet through pandas, where a missing integer is the number NaN."""
    declared = columns(table)
    schema: dict[str, Any] = {
        "fields": [_field(column, ending) for column in declared],
        "missingValues": [""],
    }
    if keys := [column.name for column in declared if column.key]:
        schema["primaryKey"] = keys
    if foreign := [_foreign_key(table, column) for column in declared if column.refers_to]:
        schema["foreignKeys"] = foreign
    return schema


def _field(column: Column, ending: str) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    if column.pattern:
        constraints["pattern"] = column.pattern
    constraints.update(column.bounds)
    type_name = "number" if ending == "parquet" and column.nullable and column.type is int else None
    field = {
        "name": column.name,
        "type": type_name or _TYPES[column.type],
        "description": column.en,
        "description_es": column.es,
    }
    return {**field, "constraints": constraints} if constraints else field


def _foreign_key(table: str, column: Column) -> dict[str, Any]:
    resource, _, field = column.refers_to.partition(".")
    reference = {"resource": "" if resource == table else resource, "fields": [field]}
    return {"fields": [column.name], "reference": reference}
