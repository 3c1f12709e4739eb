"""Rows of the documents and of what is in them as printed: tables, columns, cells, passages."""

from __future__ import annotations

from dataclasses import dataclass

from extract.reading import DocumentType, Role, TableKind
from ingest.document import Format, Part, Status
from normalize.schema.declared import CONFIDENCE, declare


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
