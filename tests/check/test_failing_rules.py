"""A rule that breaks down is itself a finding, and costs no other rule its findings."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable, Iterator

import pytest

import check
from check.rule import Breach, Rule, Severity, declared
from check.view import DocumentView
from pondera.between_documents import rows_between
from pondera.settings import NOTHING_SET

between = importlib.import_module("check.between")
module = importlib.import_module("check.findings")
HEADER = ("Actividad", "Medio de verificación", "Ponderación (%)")
ROWS = (("Publicar el boletín", "Informe", "60%"), ("Capacitar a los encargados", "Acta", "30%"))


def breaks_down(view: DocumentView) -> Iterator[Breach]:
    yield Breach(view.spot(view.rows.items[0]), observed="1", facts={"item": "uno"})
    raise ZeroDivisionError("by nothing")


def forgets_a_blank(view: DocumentView) -> Iterator[Breach]:
    yield Breach(view.spot(view.rows.items[0]), observed="1")


@pytest.mark.parametrize(
    ("finder", "fault"), [(breaks_down, "ZeroDivisionError"), (forgets_a_blank, "KeyError")]
)
def test_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    told: Callable,
    table: Callable,
    finder: Callable[[DocumentView], Iterator[Breach]],
    fault: str,
) -> None:
    broken = Rule("numbering", Severity.WARNING, find=finder)
    rules = tuple(broken if rule.name == "numbering" else rule for rule in declared())
    monkeypatch.setattr(module, "declared", lambda: rules)
    with caplog.at_level(logging.ERROR, logger="pondera.check"):
        found = told("# Programa 2021", table(HEADER, *ROWS))
    failed = found.only("rule-failed")
    assert "weights-sum" in found.rules
    assert failed.severity == "error"
    assert f"numbering broke down on this document ({fault})" in failed.message_en
    assert f"numbering falló en este documento ({fault})" in failed.message_es
    (record,) = caplog.records
    assert record.exc_info is not None
    assert "rule numbering broke down on plan.docx" in record.message


def test_a_rule_between_documents_that_breaks_down(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, rows_of: Callable, table: Callable
) -> None:
    monkeypatch.setattr(
        between, "_sql", lambda name: "SELECT 1 AS x" if name == "comparing" else "SELECT 1 FROM nowhere"
    )
    broken = Rule("year-drift", Severity.INFO, is_between=True)
    monkeypatch.setattr(between, "declared", lambda: (broken,))
    rows = rows_of("# Programa 2021", table(HEADER, *ROWS))
    with caplog.at_level(logging.ERROR, logger="pondera.check"):
        (failed,) = rows_between(rows, NOTHING_SET)
    assert (failed.rule, failed.document_id) == ("rule-failed", rows.documents[0].document_id)
    assert "year-drift" in failed.message_en
    assert caplog.records[0].exc_info is not None


def test_rules_can_be_left_out(told: Callable, table: Callable) -> None:
    blocks = ("# Programa 2021", table(HEADER, *ROWS))
    assert told(*blocks).rules == ["weights-sum"]
    assert told(*blocks, parameters=check.Parameters(off=frozenset({"weights-sum"}))).rules == []
