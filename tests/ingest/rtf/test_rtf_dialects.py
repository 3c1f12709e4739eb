"""One document as four programs write it: what is read is the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.document import Document, Heading, Host, Paragraph, Table

ReadRtf = Callable[..., Document]
FILES = Path(__file__).parent / "files"
DIALECTS = ("word", "wordpad", "textedit", "writer")
WITH_NESTED_TABLE = ("word", "textedit", "writer")
WITH_STYLES = ("word", "writer")


@pytest.fixture
def document(read_rtf: ReadRtf, request: pytest.FixtureRequest) -> Document:
    return read_rtf((FILES / f"{request.param}.rtf").read_bytes(), whole=True)


@pytest.mark.parametrize("document", DIALECTS, indirect=True)
def test_the_table_is_the_same(document: Document) -> None:
    table = next(document.tables())
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells] == [
        (0, 0, 1, 1, "Producto"),
        (0, 1, 1, 2, "Meta y plazo"),
        (1, 0, 2, 1, "Difusión"),
        (1, 1, 1, 1, "12\nde 20"),
        (1, 2, 1, 1, "mayo"),
        (2, 1, 1, 1, "suma 15%"),
        (2, 2, 1, 1, "junio"),
    ]
    assert [cell.is_bold for cell in table.cells] == [True, True, False, False, False, False, False]


@pytest.mark.parametrize("document", DIALECTS, indirect=True)
def test_the_text_is_the_same_and_nothing_is_wrong(document: Document) -> None:
    said = [block for block in document.blocks if isinstance(block, Heading | Paragraph)]
    body = [block for block in said if isinstance(block, Heading) or block.part == "body"]
    assert [block.text for block in body] == [
        "Plan de gestión",
        "Ponderación regional: 7,69\u00a0%.",
        "• primera medida",
        "Fin – 1",
    ]
    assert body[1].marks == ("1",)
    assert document.problems == ()


@pytest.mark.parametrize("document", WITH_NESTED_TABLE, indirect=True)
def test_the_nested_table_is_the_same(document: Document) -> None:
    _, nested = document.tables()
    assert [(cell.row, cell.column, cell.text) for cell in nested.cells] == [(0, 0, "5%"), (0, 1, "10%")]
    assert nested.host == Host(1, 2, 1)


@pytest.mark.parametrize("document", WITH_STYLES, indirect=True)
def test_headings_headers_notes_and_properties_are_the_same(document: Document) -> None:
    header, heading = document.blocks[:2]
    note = document.blocks[-1]
    assert isinstance(header, Paragraph) and isinstance(heading, Heading) and isinstance(note, Paragraph)
    assert (header.part, header.text) == ("header", "Servicio de Archivos")
    assert (heading.level, heading.text) == (1, "Plan de gestión")
    assert (note.part, note.marks, note.text) == ("note", ("1",), "Acordada en mayo.")
    assert document.properties["title"] == "Plan de trabajo"
    assert document.properties["created"] == "2006-03-02T09:05:00"
    header_row = [cell for table in document.tables() if isinstance(table, Table) for cell in table.cells][:2]
    assert all(cell.is_header for cell in header_row)
