"""unreadable-part: what was not read must not pass as clean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

import check
from ingest.problems import Problem


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("partial", "A part of the document was not read"),
        ("needs_ocr", "The pages are images"),
        ("failed", "The document was not read"),
    ],
)
def test_what_was_not_read_is_told(rows_of: Callable, status: str, words: str) -> None:
    rows = rows_of("# Programa 2021")
    document = replace(rows.documents[0], status=status, status_detail="Está cortado: pida una copia.")
    (finding,) = check.findings(replace(rows, documents=(document,)))
    assert (finding.rule, finding.severity, finding.observed) == ("unreadable-part", "warning", status)
    assert finding.message_en.startswith(words)
    assert finding.message_en.endswith("Está cortado: pida una copia.")
    assert finding.message_es.endswith("Está cortado: pida una copia.")


def test_what_was_not_read_is_told_in_both_languages(rows_of: Callable) -> None:
    problem = Problem("damaged", (("what", "CRC"),))
    document = replace(rows_of("# Programa 2021").documents[0], status="partial", status_detail="Nada.")
    (finding,) = check.findings(replace(rows_of("# Programa 2021"), documents=(document,)), None, [problem])
    assert finding.message_en.endswith(problem.message("en"))
    assert finding.message_es.endswith(problem.message("es"))
    assert problem.message("en") != problem.message("es")


def test_a_document_that_was_read_is_not(rows_of: Callable) -> None:
    assert check.findings(rows_of("# Programa 2021")) == ()
