"""Real files of all Word versions, scored against another program's reading (development set)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from ingest.doc import read_document
from ingest.document import Format, Source
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
    assert result["exact"] >= 0.93, said
    assert result["cell"] >= 0.935, said
    assert result["extra"] <= 2, said
