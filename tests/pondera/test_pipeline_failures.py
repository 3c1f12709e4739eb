"""Whatever happens to one document costs that document alone, and is said."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path

import pytest

import extract
import ingest
from ingest.problems import problem
from ingest.walk import Missed
from pondera.messages import Language
from pondera.pipeline import missed_document, read_document


def breaking(error: BaseException) -> Callable[..., object]:
    def stage(*_: object, **__: object) -> object:
        raise error

    return stage


@pytest.fixture
def plan(samples: Path) -> Path:
    return samples / "programa-trabajo-2021.docx"


def test_a_document_goes_through_all_stages(plan: Path) -> None:
    outcome = read_document(plan, "carpeta/plan.docx", Language.ES)
    assert outcome.document.path == "carpeta/plan.docx"
    assert outcome.document.status == "ok"
    assert outcome.document.sha256 == hashlib.sha256(plan.read_bytes()).hexdigest()
    assert outcome.fault == ""
    assert outcome.seconds > 0
    assert outcome.rows.cells
    assert outcome.rows.items
    assert outcome.rows.activities


@pytest.mark.parametrize(
    ("stage", "door"), [(ingest, "read"), (extract, "understand")], ids=["ingest", "extract"]
)
@pytest.mark.parametrize("error", [RecursionError("too deep"), KeyError("x"), MemoryError()])
def test_a_stage_that_breaks_down_costs_the_document_and_leaves_its_trace(
    plan: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    stage: object,
    door: str,
    error: Exception,
) -> None:
    monkeypatch.setattr(stage, door, breaking(error))
    outcome = read_document(plan, "plan.docx", Language.EN)
    assert outcome.document.status == "failed"
    assert outcome.fault == type(error).__name__
    assert type(error).__name__ in outcome.document.status_detail
    assert outcome.document.sha256 == hashlib.sha256(plan.read_bytes()).hexdigest()
    assert outcome.document.size_bytes == plan.stat().st_size
    assert not outcome.rows.tables
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.exc_info is not None
    assert "plan.docx" in record.getMessage()


def test_a_person_who_stops_the_program_stops_it(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "understand", breaking(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        read_document(plan, "plan.docx", Language.ES)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (PermissionError(13, "no"), "no_permission"),
        (FileNotFoundError(2, "no"), "not_found"),
    ],
)
def test_a_file_that_the_system_does_not_give(
    plan: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, kind: str
) -> None:
    monkeypatch.setattr(ingest, "read", breaking(error))
    outcome = read_document(plan, "plan.docx", Language.ES)
    assert outcome.document.status == "failed"
    assert outcome.document.status_detail == problem(kind).message("es")
    assert outcome.fault == ""
    assert outcome.document.sha256 == ""


def test_a_file_that_vanishes_between_two_looks_has_a_row(tmp_path: Path) -> None:
    outcome = read_document(tmp_path / "gone.docx", "gone.docx", Language.EN)
    assert outcome.document.status == "failed"
    assert outcome.document.status_detail == problem("not_found").message("en")


def test_what_the_walk_missed_has_a_row_with_an_identifier_of_its_own(tmp_path: Path) -> None:
    first, second = (
        missed_document(Missed(name, tmp_path / name, problem("no_permission")), Language.ES).document
        for name in ("a/", "b/")
    )
    assert first.status == second.status == "failed"
    assert first.path == "a/"
    assert first.status_detail == problem("no_permission").message("es")
    assert first.document_id != second.document_id
    assert len(first.document_id) == 16
