"""The tables of the dataset, declared once: columns, types, meanings in two languages, keys.

The row types below are what the later stages work with, and the writers, ``datapackage.json``, the data
dictionary, the DuckDB file and the tests are all made from their declaration. A column may be added; none is
renamed or given another meaning.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_type_hints

from extract.reading import DocumentType, ItemKind, Measure, Role, TableKind
from ingest.document import Format, Part, Status

DECIMAL_DIGITS = 38
DECIMAL_PLACES = 10
"""Of every decimal column, in Parquet and DuckDB."""

CONFIDENCE = {"minimum": 0, "maximum": 1}


def declare(
    en: str,
    es: str,
    *,
    key: bool = False,
    refers_to: str = "",
    values: type[StrEnum] | tuple[str, ...] = (),
    required: bool = False,
    pattern: str = "",
    bounds: dict[str, int] | None = None,
) -> Any:
    """A declared column. ``key``: (part of) the primary key; ``refers_to``: ``table.column``; ``values``: the
    closed vocabulary; ``required``: never null or empty; ``bounds``: ``minimum`` and ``maximum``."""
    vocabulary = tuple(value.value for value in values) if isinstance(values, type) else values
    return field(
        metadata={
            "en": en,
            "es": es,
            "key": key,
            "refers_to": refers_to,
            "values": vocabulary,
            "required": required or key,
            "pattern": pattern,
            "bounds": bounds or {},
        }
    )


@dataclass(frozen=True, slots=True)
class DocumentRow:
    document_id: str = declare(
        "First 16 hex digits of sha256; a further copy has -2, -3, … behind them",
        "Primeros 16 dígitos hexadecimales de sha256; otra copia lleva detrás -2, -3, …",
        key=True,
        pattern="^[0-9a-f]{16}(-[0-9]+)?$",
    )
    sha256: str = declare(
        "SHA-256 of the file's bytes; empty where nobody could open it",
        "SHA-256 de los bytes del archivo; vacío si nadie pudo abrirlo",
    )
    path: str = declare(
        "Path relative to the input folder, with /",
        "Ruta relativa a la carpeta de entrada, con /",
        required=True,
    )
    size_bytes: int = declare("Size in bytes", "Tamaño en bytes", required=True)
    format: str = declare(
        "Format, found from the bytes", "Formato, según los bytes", values=Format, required=True
    )
    puid: str = declare("PRONOM identifier, where known", "Identificador PRONOM, si se conoce")
    status: str = declare("How much could be read", "Cuánto se pudo leer", values=Status, required=True)
    status_detail: str = declare(
        "What was not read, why, and what to do", "Qué no se leyó, por qué y qué hacer"
    )
    duplicate_of: str = declare(
        "Path of the first file with the same bytes", "Ruta del primer archivo con los mismos bytes"
    )
    pages: int | None = declare(
        "Pages; null where the format has none", "Páginas; nulo si el formato no las tiene"
    )
    language: str = declare("Language, ISO 639-1", "Idioma, ISO 639-1")
    title: str = declare("Title, as printed on the document", "Título, como está impreso")
    document_type: str = declare("Kind of document", "Tipo de documento", values=DocumentType)
    institution: str = declare("Institution, canonical name", "Institución, nombre canónico")
    institution_raw: str = declare("Institution, as printed", "Institución, como está impresa")
    unit: str = declare("Department or office in the institution", "Departamento u oficina de la institución")
    region: str = declare("Region, canonical name", "Región, nombre canónico")
    region_code: str = declare("Region, ISO 3166-2", "Región, ISO 3166-2")
    country: str = declare("Country, ISO 3166-1 alpha-2", "País, ISO 3166-1 alfa-2")
    year: int | None = declare(
        "Year that the plan or the evaluation is about", "Año del que trata el plan o la evaluación"
    )
    number_format: str | None = declare(
        "How the document writes numbers; null if nothing tells",
        "Cómo escribe los números el documento; nulo si nada lo dice",
        values=("1.234,5", "1,234.5"),
    )
    region_raw: str = declare("Region, as printed", "Región, como está impresa")
    notes: str = declare(
        "What its reader left out on purpose, mended or was not sure of; the document counts as read",
        "Qué dejó fuera a propósito, reparó o dudó el lector; el documento cuenta como leído",
    )


@dataclass(frozen=True, slots=True)
class TableRow:
    table_id: str = declare("<document_id>-t<number>", "<document_id>-t<number>", key=True)
    document_id: str = declare(
        "Its document", "Su documento", refers_to="documents.document_id", required=True
    )
    number: int = declare("From 1, in reading order", "Desde 1, en orden de lectura", required=True)
    page_first: int | None = declare("First page", "Primera página")
    page_last: int | None = declare("Last page", "Última página")
    caption: str = declare("Nearest heading or caption", "Título o leyenda más cercana")
    kind: str = declare("What the table is about", "De qué trata la tabla", values=TableKind, required=True)
    rows: int = declare("Rows", "Filas", required=True)
    columns: int = declare("Columns", "Columnas", required=True)
    header_rows: int = declare("Rows of the header", "Filas del encabezado", required=True)
    method: str = declare("How it was found", "Cómo se encontró", required=True)
    confidence: float = declare(
        "How sure the reading is", "Seguridad de la lectura", bounds=CONFIDENCE, required=True
    )


@dataclass(frozen=True, slots=True)
class ColumnRow:
    table_id: str = declare("Its table", "Su tabla", key=True, refers_to="tables.table_id")
    column: int = declare("From 0", "Desde 0", key=True)
    header: str = declare("Header levels joined with ' / '", "Niveles del encabezado unidos con ' / '")
    role: str = declare("What the column says", "Qué dice la columna", values=Role, required=True)
    period: str = declare("ISO 8601 year or months", "Año o meses ISO 8601")
    unit: str = declare("Unit that the header states", "Unidad que indica el encabezado")
    confidence: float = declare(
        "How sure the role is", "Seguridad del papel", bounds=CONFIDENCE, required=True
    )
    source: str = declare(
        "What the role rests on",
        "En qué se basa el papel",
        values=("lexicon", "content", "position", "model", "correction"),
        required=True,
    )


@dataclass(frozen=True, slots=True)
class CellRow:
    table_id: str = declare("Its table", "Su tabla", key=True, refers_to="tables.table_id")
    row: int = declare("Top row, from 0", "Fila superior, desde 0", key=True)
    column: int = declare("Left column, from 0", "Columna izquierda, desde 0", key=True)
    row_span: int = declare("Rows that it covers", "Filas que cubre", required=True)
    column_span: int = declare("Columns that it covers", "Columnas que cubre", required=True)
    text: str = declare("Exactly as in the document", "Exactamente como en el documento")
    is_header: bool = declare("Stands in the header", "Está en el encabezado", required=True)
    page: int | None = declare("From 1", "Desde 1")
    x0: float | None = declare("Left edge, points", "Borde izquierdo, puntos")
    y0: float | None = declare("Top edge, points", "Borde superior, puntos")
    x1: float | None = declare("Right edge, points", "Borde derecho, puntos")
    y1: float | None = declare("Bottom edge, points", "Borde inferior, puntos")


@dataclass(frozen=True, slots=True)
class PassageRow:
    document_id: str = declare(
        "Its document", "Su documento", key=True, refers_to="documents.document_id", required=True
    )
    passage: int = declare("From 1, in reading order", "Desde 1, en orden de lectura", key=True)
    kind: str = declare(
        "Which part of the document it belongs to",
        "A qué parte del documento pertenece",
        values=("heading", *Part),
        required=True,
    )
    level: int | None = declare("Level of a heading, from 1", "Nivel de un título, desde 1")
    mark: str = declare("Mark of the note that it is", "Marca de la nota que es")
    text: str = declare("Exactly as in the document", "Exactamente como en el documento")
    tables_before: int = declare(
        "How many tables begin before it", "Cuántas tablas comienzan antes", required=True
    )
    page: int | None = declare("From 1", "Desde 1")


@dataclass(frozen=True, slots=True)
class ItemRow:
    item_id: str = declare("<document_id>-i<n>", "<document_id>-i<n>", key=True)
    document_id: str = declare(
        "Its document", "Su documento", refers_to="documents.document_id", required=True
    )
    table_id: str = declare(
        "Its table; empty if stated in running text",
        "Su tabla; vacío si está en el texto",
        refers_to="tables.table_id",
    )
    parent_id: str = declare(
        "The item that it belongs to", "El ítem al que pertenece", refers_to="items.item_id"
    )
    level: int = declare("Depth, from 0", "Profundidad, desde 0", required=True)
    kind: str = declare("What it is", "Qué es", values=ItemKind, required=True)
    number: str = declare("Number, as printed", "Número, como está impreso")
    text: str = declare("Its text, cleaned, without the number", "Su texto, limpio, sin el número")
    text_raw: str = declare("Its text, as in the cell", "Su texto, como en la celda")
    objective: str = declare("Objective that its row names", "Objetivo que nombra su fila")
    product: str = declare("Product that its row names", "Producto que nombra su fila")
    indicator: str = declare("Indicator that its row names", "Indicador que nombra su fila")
    verification: str = declare("Means of verification", "Medio de verificación")
    responsible: str = declare("Who is responsible", "Responsable")
    deadline: str = declare("Deadline, as printed", "Plazo, como está impreso")
    territory: str = declare("Territory", "Territorio")
    row: int | None = declare("Row in the table, from 0", "Fila en la tabla, desde 0")
    page: int | None = declare("Page, from 1", "Página, desde 1")
    column: int | None = declare("Column in the table, from 0", "Columna en la tabla, desde 0")
    starts: str = declare(
        "First day or month, ISO 8601, where the deadline says one",
        "Primer día o mes, ISO 8601, si el plazo lo dice",
    )
    ends: str = declare(
        "Last day or month, ISO 8601, where the deadline says one",
        "Último día o mes, ISO 8601, si el plazo lo dice",
    )


@dataclass(frozen=True, slots=True)
class MeasureRow:
    item_id: str = declare("Its item", "Su ítem", refers_to="items.item_id", required=True)
    document_id: str = declare(
        "Its document", "Su documento", refers_to="documents.document_id", required=True
    )
    table_id: str = declare("Its table", "Su tabla", refers_to="tables.table_id")
    row: int | None = declare("Row of its cell", "Fila de su celda")
    column: int | None = declare("Column of its cell", "Columna de su celda")
    measure: str = declare("What it measures", "Qué mide", values=Measure, required=True)
    period: str = declare("ISO 8601 year or months", "Año o meses ISO 8601")
    value: Decimal = declare(
        "The number; weights, compliance, earned and progress in percent points",
        "El número; ponderaciones, cumplimiento, ganado y avance en puntos porcentuales",
        required=True,
    )
    value_high: Decimal | None = declare("Upper end of a range", "Extremo superior de un rango")
    comparator: str = declare(
        "How the value bounds", "Cómo acota el valor", values=("=", ">=", "<=", ">", "<", "~"), required=True
    )
    unit: str = declare(
        "percent, point, a currency code, the printed unit, or count",
        "percent, point, código de moneda, la unidad impresa o count",
        required=True,
    )
    scale: int = declare(
        "Power of ten that the header announces", "Potencia de diez que anuncia el encabezado", required=True
    )
    written_as: str = declare(
        "How it is written",
        "Cómo está escrito",
        values=("percent", "bare", "fraction", "words", "range"),
        required=True,
    )
    raw: str = declare("Exactly as printed", "Exactamente como está impreso", required=True)
    position: int = declare(
        "Order among the figures of its cell", "Orden entre las cifras de su celda", required=True
    )
    confidence: float = declare(
        "How sure the reading is", "Seguridad de la lectura", bounds=CONFIDENCE, required=True
    )
    precision: Decimal = declare(
        "One unit of the last printed digit, in the unit of the value",
        "Una unidad del último dígito impreso, en la unidad del valor",
        required=True,
    )
    other_value: Decimal | None = declare(
        "What else the figure may say, where its document does not settle it (12.500: 12500 or 12.5)",
        "Qué más puede decir la cifra, si su documento no lo resuelve (12.500: 12500 o 12,5)",
    )


@dataclass(frozen=True, slots=True)
class TotalRow:
    table_id: str = declare("Its table", "Su tabla", key=True, refers_to="tables.table_id")
    document_id: str = declare(
        "Its document", "Su documento", refers_to="documents.document_id", required=True
    )
    row: int = declare("Row that states it", "Fila que lo declara", key=True)
    column: int = declare("Column that states it", "Columna que lo declara", key=True)
    label: str = declare("Words that call it a total", "Palabras que lo llaman total")
    measure: str = declare("What it adds up", "Qué suma")
    period: str = declare("ISO 8601 year or months", "Año o meses ISO 8601")
    value: Decimal = declare("The number", "El número", required=True)
    unit: str = declare("As in measures", "Como en measures", required=True)
    raw: str = declare("Exactly as printed", "Exactamente como está impreso", required=True)
    covers: str = declare(
        "Rows that it adds up, separated by spaces", "Filas que suma, separadas por espacios"
    )
    confidence: float = declare(
        "How sure the reading is", "Seguridad de la lectura", bounds=CONFIDENCE, required=True
    )
    precision: Decimal = declare(
        "One unit of the last printed digit, in the unit of the value",
        "Una unidad del último dígito impreso, en la unidad del valor",
        required=True,
    )


@dataclass(frozen=True, slots=True)
class WeightGroupRow:
    group_id: str = declare("<document_id>-g<n>", "<document_id>-g<n>", key=True)
    document_id: str = declare(
        "Its document", "Su documento", refers_to="documents.document_id", required=True
    )
    table_id: str = declare("Its table", "Su tabla", refers_to="tables.table_id")
    parent_id: str = declare(
        "The item that its members belong to", "El ítem al que pertenecen", refers_to="items.item_id"
    )
    members: int = declare(
        "How many items, with a weight or without", "Cuántos ítems, con ponderación o sin ella", required=True
    )
    sum: Decimal = declare("Their sum", "Su suma", required=True)
    base: Decimal = declare("What it should be", "Lo que debería ser", required=True)
    base_source: str = declare(
        "Where the base comes from",
        "De dónde sale la base",
        values=("total_row", "parent", "heading", "hundred", "one"),
        required=True,
    )
    difference: Decimal = declare("sum − base", "sum − base", required=True)
    consistent: bool = declare(
        "Equal within printed precision", "Iguales en la precisión impresa", required=True
    )
    missing: int = declare("Members without a weight", "Miembros sin ponderación", required=True)
    column: int | None = declare(
        "Column of its weights; null where they stand in several",
        "Columna de sus ponderaciones; nulo si están en varias",
    )
    period: str = declare("ISO 8601 year or months", "Año o meses ISO 8601")
    tolerance: Decimal = declare(
        "Half a unit of the last printed digit of each summand and of the base",
        "Media unidad del último dígito impreso de cada sumando y de la base",
        required=True,
    )
    first_base: Decimal = declare(
        "The base that comes first in order, met or not",
        "La base que va primero en el orden, alcanzada o no",
        required=True,
    )
    first_base_source: str = declare(
        "Where that base comes from",
        "De dónde sale esa base",
        values=("total_row", "parent", "heading", "hundred", "one"),
        required=True,
    )
    items: str = declare(
        "Its members' item_id, separated by spaces; those without a weight last",
        "item_id de sus miembros, separados por espacios; al final, los que no tienen ponderación",
    )


@dataclass(frozen=True, slots=True)
class FindingRow:
    finding_id: str = declare("Stable identifier", "Identificador estable", key=True)
    document_id: str = declare(
        "Its document", "Su documento", refers_to="documents.document_id", required=True
    )
    table_id: str = declare("Its table", "Su tabla", refers_to="tables.table_id")
    item_id: str = declare("Its item", "Su ítem", refers_to="items.item_id")
    rule: str = declare("Rule that fired", "Regla que se activó", required=True)
    severity: str = declare("How grave", "Gravedad", values=("error", "warning", "info"), required=True)
    page: int | None = declare("Page, from 1", "Página, desde 1")
    row: int | None = declare("Row, from 0", "Fila, desde 0")
    column: int | None = declare("Column, from 0", "Columna, desde 0")
    expected: str = declare("What it should be", "Lo que debería ser")
    observed: str = declare("What is there", "Lo que hay")
    difference: Decimal | None = declare("observed − expected", "observado − esperado")
    message_en: str = declare(
        "What is wrong and what to do, in English", "Qué está mal y qué hacer, en inglés", required=True
    )
    message_es: str = declare(
        "What is wrong and what to do, in Spanish", "Qué está mal y qué hacer, en español", required=True
    )
    evidence: str = declare(
        "JSON list of the cells that it rests on: table_id, row, column",
        "Lista JSON de las celdas en que se basa: table_id, row, column",
    )
    fingerprint: str = declare(
        "What stays the same in another version of the document, where rule and item do",
        "Lo que no cambia en otra versión del documento, si la regla y el ítem son los mismos",
        required=True,
    )
    waived: str = declare(
        "Why it was accepted, in the words of the waiver; empty where it was not",
        "Por qué se aceptó, según la excepción; vacío si no se aceptó",
    )


@dataclass(frozen=True, slots=True)
class ActivityRow:
    document_id: str = declare(
        "Its document", "Su documento", refers_to="documents.document_id", required=True
    )
    item_id: str = declare("Its item", "Su ítem", refers_to="items.item_id", required=True)
    path: str = declare("Its file", "Su archivo", required=True)
    institution: str = declare("Institution", "Institución")
    region: str = declare("Region", "Región")
    year: int | None = declare("Year of the plan", "Año del plan")
    document_type: str = declare("Kind of document", "Tipo de documento", values=DocumentType)
    parents: str = declare("Path of parents, joined with ' > '", "Camino de padres, unido con ' > '")
    kind: str = declare("What it is", "Qué es", values=ItemKind, required=True)
    number: str = declare("Number, as printed", "Número, como está impreso")
    text: str = declare("Its text", "Su texto")
    period: str = declare("Period of the figures", "Período de las cifras")
    weight_percent: Decimal | None = declare("Weight, %", "Ponderación, %")
    compliance_percent: Decimal | None = declare("Compliance, %", "Cumplimiento, %")
    earned_percent: Decimal | None = declare("Earned, %", "Ganado, %")
    progress_percent: Decimal | None = declare("Progress, %", "Avance, %")
    target: Decimal | None = declare("Target", "Meta")
    programmed: Decimal | None = declare("Programmed", "Programado")
    executed: Decimal | None = declare("Executed", "Ejecutado")
    budget: Decimal | None = declare("Budget", "Presupuesto")
    verification: str = declare("Means of verification", "Medio de verificación")
    responsible: str = declare("Who is responsible", "Responsable")
    page: int | None = declare("Page, from 1", "Página, desde 1")
    findings: int = declare("Findings that name it", "Hallazgos que lo nombran", required=True)


class NameKind(StrEnum):
    """What is named."""

    INSTITUTION = "institution"
    REGION = "region"
    UNIT = "unit"
    RESPONSIBLE = "responsible"
    TERRITORY = "territory"


class NameBasis(StrEnum):
    """Why a name stands under its canonical one."""

    ALONE = "alone"
    """It is itself the canonical one."""
    GAZETTEER = "gazetteer"
    """The understanding of its document knew it."""
    WORDS = "words"
    """The same words, otherwise written."""
    INITIALS = "initials"
    SPELLING = "spelling"
    """Every word has a counterpart that is spelt almost alike."""


@dataclass(frozen=True, slots=True)
class NameRow:
    kind: str = declare("What is named", "Qué se nombra", values=NameKind, key=True)
    name: str = declare(
        "The name as printed, white space folded",
        "El nombre como está impreso, con espacios simples",
        key=True,
    )
    canonical: str = declare(
        "The one name that stands for all ways of writing it",
        "El nombre único que representa todas las formas de escribirlo",
        required=True,
    )
    basis: str = declare(
        "Why it stands under it: alone (it is that name), gazetteer (a list knows it), words (the same, "
        "otherwise written), initials, spelling (each word almost alike)",
        "Por qué va bajo él: alone (es ese nombre), gazetteer (una lista lo conoce), words (las mismas "
        "palabras, escritas de otro modo), initials (siglas), spelling (cada palabra casi igual)",
        values=NameBasis,
        required=True,
    )
    score: float = declare(
        "How alike both names are; 100 where nothing was guessed",
        "Cuánto se parecen ambos nombres; 100 si nada se supuso",
        bounds={"minimum": 0, "maximum": 100},
        required=True,
    )
    occurrences: int = declare(
        "How often it is printed: documents, or items",
        "Cuántas veces está impreso: documentos o ítems",
        required=True,
    )
    near: str = declare(
        "The canonical name most alike among those that it was kept apart from, if any is near",
        "El nombre canónico más parecido entre los que quedaron aparte, si alguno se acerca",
    )
    near_score: float = declare(
        "How alike that one is; 0 where none is near",
        "Cuánto se parece ese; 0 si ninguno se acerca",
        bounds={"minimum": 0, "maximum": 100},
        required=True,
    )


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


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of the dataset, as declared."""

    name: str
    type: type
    """str, int, float, bool or Decimal."""
    nullable: bool
    en: str
    es: str
    key: bool
    refers_to: str
    values: tuple[str, ...]
    required: bool
    pattern: str
    bounds: dict[str, int]


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
