"""Reading a text and looking at what came out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.document import Document, Format, Paragraph, Source, Table
from ingest.limits import Limits
from ingest.text import read_document

Grid = list[list[str]]


@pytest.fixture(scope="session")
def read() -> Callable[..., Document]:
    def read(text: str | bytes, limits: Limits | None = None) -> Document:
        data = text if isinstance(text, bytes) else text.encode()
        return read_document(data, Source("x.txt", len(data), "", Format.TEXT), limits or Limits(), None)

    return read


@pytest.fixture(scope="session")
def rows() -> Callable[[Table], Grid]:
    """The texts of a table's cells, row by row, each cell once."""

    def rows(table: Table) -> Grid:
        return [[cell.text for cell in table.cells if cell.row == row] for row in range(table.row_count)]

    return rows


@pytest.fixture(scope="session")
def paragraphs() -> Callable[[Document], list[str]]:
    def paragraphs(document: Document) -> list[str]:
        return [block.text for block in document.blocks if isinstance(block, Paragraph)]

    return paragraphs
