"""Rules that a user writes in SQL."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

import check
from normalize.dataset import Rows
from pondera.between_documents import rows_between
from pondera.settings import Settings

QUERY = """-- No activity weighs more than half.
SELECT document_id, table_id, item_id, "row", "column", 'error' AS severity, raw AS observed,
       '≤ 50%' AS expected, value - 50 AS difference,
       'Too heavy: ' || raw AS message_en, 'Muy pesada: ' || raw AS message_es
FROM measures WHERE measure = 'weight' AND value > 50;
"""


@pytest.fixture
def rows(rows_of: Callable[..., Rows], table: Callable) -> Rows:
    header = ("Actividad", "Medio de verificación", "Ponderación (%)")
    body = (("Publicar el boletín", "Informe", "60%"), ("Capacitar a los encargados", "Acta", "40%"))
    return rows_of("# Programa 2021", table(header, *body))


def found(rows: Rows, folder: Path, query: str, name: str = "too-heavy") -> tuple:
    (folder / f"{name}.sql").write_text(query, encoding="utf-8")
    return rows_between(rows, Settings(rules=check.rules_in(folder)))


def test_a_query_gives_findings(rows: Rows, tmp_path: Path) -> None:
    (finding,) = found(rows, tmp_path, QUERY)
    weight = rows.measures[0]
    assert (finding.rule, finding.severity, finding.observed) == ("too-heavy", "error", "60%")
    assert (finding.table_id, finding.row, finding.column) == (weight.table_id, weight.row, weight.column)
    assert (finding.difference, finding.message_es) == (10, "Muy pesada: 60%")
    assert finding.finding_id == f"{finding.document_id}-{finding.fingerprint}"
    assert json.loads(finding.evidence) == []


def test_little_is_enough(rows: Rows, tmp_path: Path) -> None:
    findings = found(rows, tmp_path, "SELECT document_id, text AS message_es FROM items")
    assert [(f.severity, f.message_en == f.message_es) for f in findings] == [("warning", True)] * len(
        rows.items
    )
    assert len({finding.finding_id for finding in findings}) == len(findings)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT document_id FROM documents",
        "SELECT document_id, 'x' AS message_en, 'grave' AS severity FROM documents",
        "SELECT document_id, 'x' AS message_en, 'first' AS page FROM documents",
        "SELECT document_id, nothing AS message_en FROM documents",
    ],
)
def test_a_query_that_breaks_down_is_a_finding(
    rows: Rows, tmp_path: Path, query: str, caplog: pytest.LogCaptureFixture
) -> None:
    (finding,) = found(rows, tmp_path, query)
    assert finding.rule == "rule-failed"
    assert "too-heavy" in finding.message_en
    assert caplog.records[0].exc_info is not None


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("Too Heavy", QUERY, "rule-name"),
        ("weights-sum", QUERY, "rule-taken"),
        ("too-heavy", "SELECT 1; SELECT 2", "query"),
        ("too-heavy", "DROP TABLE items", "query"),
        ("too-heavy", "SELEC", "query"),
        ("too-heavy", "", "query"),
    ],
)
def test_what_is_no_rule_is_refused(tmp_path: Path, name: str, text: str, wanted: str) -> None:
    (tmp_path / f"{name}.sql").write_text(text, encoding="utf-8")
    with pytest.raises(check.WrongRule) as wrong:
        check.rules_in(tmp_path)
    assert wrong.value.wanted == wanted
    assert pickle.loads(pickle.dumps(wrong.value)).path == wrong.value.path


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(check.WrongRule, match="folder"):
        check.rules_in(tmp_path / "nowhere")
