"""The whole line against what a careful person reads: the figures that CI shows."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pondera.messages import Language
from pondera.runs.running import run_collection

LEAST = {
    "fields": 0.95,
    "tables": 0.95,
    "roles": 0.95,
    "items": 0.93,
    "kinds": 0.93,
    "parents": 0.92,
    "measures": 0.95,
}


def _scored(shared: Path, sources: list[Path], folder: Path) -> dict[str, float]:
    """The scorer's figures for a run on some documents of the corpus."""
    run_collection(sources, folder / "run", formats=["csv"], language=Language.ES)
    report = folder / "score.json"
    scorer = [sys.executable, str(shared / "score" / "score.py")]
    told = subprocess.run(
        [*scorer, str(folder / "run"), str(shared / "gold"), "--json", str(report)],
        capture_output=True,
        text=True,
    )
    assert report.is_file(), told.stdout + told.stderr
    documents = json.loads(report.read_text(encoding="utf-8"))["documents"]
    assert len(documents) == len(sources)
    rows = documents.values() if isinstance(documents, dict) else documents
    return {area: sum(row[area] for row in rows) / len(documents) for area in LEAST}


@pytest.mark.parametrize("kind", ["docx", "text"])
def test_the_corpus_is_read_as_a_careful_person_reads_it(
    shared: Path, tmp_path: Path, kind: str, record_property: Callable[[str, object], None]
) -> None:
    corpus = shared / "corpus"
    sources = sorted((corpus / "text").iterdir()) if kind == "text" else sorted(corpus.glob("*.docx"))
    scores = _scored(shared, sources, tmp_path)
    record_property(
        "figures", f"{kind}: " + ", ".join(f"{area} {value:.3f}" for area, value in scores.items())
    )
    assert not {area: value for area, value in scores.items() if value < LEAST[area]}
