"""Reading Markdown and looking at what came out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.document import Document, Format, Source, Table
from ingest.limits import Limits
from ingest.markdown import read_document


@pytest.fixture(scope="session")
def read() -> Callable[..., Document]:
    def read(text: str, limits: Limits | None = None) -> Document:
        data = text.encode()
        return read_document(data, Source("x.md", len(data), "", Format.MARKDOWN), limits or Limits(), None)

    return read


@pytest.fixture(scope="session")
def rows() -> Callable[[Table], list[list[str]]]:
    """The texts of a table's cells, row by row, each cell once."""

    def rows(table: Table) -> list[list[str]]:
        return [[cell.text for cell in table.cells if cell.row == row] for row in range(table.row_count)]

    return rows
