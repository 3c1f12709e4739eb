"""Reading HTML and looking at what came out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.document import Document, Format, Source, Table
from ingest.html import read_document
from ingest.limits import Limits


@pytest.fixture(scope="session")
def read() -> Callable[..., Document]:
    def read(text: str | bytes, limits: Limits | None = None) -> Document:
        data = text if isinstance(text, bytes) else text.encode()
        return read_document(data, Source("x.html", len(data), "", Format.HTML), limits or Limits(), None)

    return read


@pytest.fixture(scope="session")
def cells() -> Callable[[Table], list[tuple[int, int, int, int, str]]]:
    """Row, column, spans and text of each cell."""

    def cells(table: Table) -> list[tuple[int, int, int, int, str]]:
        return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells]

    return cells
