"""Real files of all Word versions, scored against another program's reading (development set)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from ingest.doc import read_document
from ingest.document import Format, Paragraph, Source
from ingest.errors import Unreadable
from ingest.limits import DEFAULT


@pytest.fixture
def scorer(shared: Path) -> ModuleType:
    path = shared / "score" / "tables.py"
    spec = importlib.util.spec_from_file_location("tables_scorer", path)
    if not path.is_file() or spec is None or spec.loader is None:
        pytest.skip("the scorer is not beside the project")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_tables_of_real_files(shared: Path, scorer: ModuleType) -> None:
    folder = shared / "bench" / "doc"
    if not folder.is_dir():
        pytest.skip("the test documents are not beside the project")
    found = {}
    for path in sorted((folder / "files").iterdir()):
        data = path.read_bytes()
        try:
            document = read_document(data, Source(path.name, len(data), "", Format.DOC), DEFAULT, None)
        except Unreadable:
            continue
        found[path.stem] = [
            {
                "page": None,
                "cells": [(c.row, c.column, c.row_span, c.column_span, c.typed_text) for c in table.cells],
            }
            for table in document.tables()
        ]
    said: list[str] = []
    result = scorer.score_oracle(found, folder / "oracle", "", said.append)
    assert result["exact"] >= 0.95, said
    assert result["cell"] >= 0.94, said
    assert result["extra"] <= 2, said


def test_printed_numbers_of_a_real_file(shared: Path) -> None:
    """Each numbered paragraph of this file says in words what Word prints before it."""
    path = shared / "bench" / "doc" / "files" / "tika__testWORD_override_list_numbering.doc"
    if not path.is_file():
        pytest.skip("the test documents are not beside the project")
    data = path.read_bytes()
    document = read_document(data, Source(path.name, len(data), "", Format.DOC), DEFAULT, None)
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    numbered = [text.split(" ", 1) for text in texts if not text.startswith(("Test ", "•"))]
    assert len(numbered) > 40
    assert [label for label, _ in numbered] == [said for _, said in numbered]
