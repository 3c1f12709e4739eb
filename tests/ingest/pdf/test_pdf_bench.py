"""The public competition's EU documents, scored as it does; skipped where they are not at hand."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from ingest import read
from pondera.raw_tables import RawTables, record


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_tables", shared / "score" / "tables.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_accuracy_on_icdar_2013(shared: Path, scorer: ModuleType, tmp_path: Path) -> None:
    folder = shared / "bench" / "pdf" / "icdar2013-eu"
    predicted = tmp_path / "predicted.jsonl"
    with predicted.open("w", encoding="utf-8") as out:
        for path in sorted(folder.glob("*.pdf")):
            tables = RawTables(path.name, "pdf", "ok", "", tuple(read(path).tables()))
            out.write(json.dumps(record(tables)) + "\n")
    result = scorer.score_icdar(scorer.predictions(predicted), folder, "", lambda *_: None)
    assert result["strict"] >= 0.98
    assert result["doc"] >= 0.97
    assert result["cell"] >= 0.98
    assert result["det"] == 1.0
    assert result["noise"] <= 2
