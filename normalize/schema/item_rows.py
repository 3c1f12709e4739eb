"""Rows of what the documents plan, weigh and measure, and of what does not agree in it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extract.reading import DocumentType, ItemKind, Measure
from normalize.schema.declared import CONFIDENCE, declare


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
    passage: int | None = declare(
        "Passage of running text that states it, from 1; null for a figure of a table",
        "Pasaje del texto que la declara, desde 1; nulo si la cifra está en una tabla",
    )
    offset: int | None = declare(
        "Place of its first character in the passage's text, from 0",
        "Lugar de su primer carácter en el texto del pasaje, desde 0",
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
