"""The stream of documents: in the order of their names, copies told apart and not counted twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ingest.walk import walk
from pondera.collection import read_all, read_collection
from pondera.messages import Language


@pytest.fixture
def archive(tmp_path: Path, samples: Path) -> Path:
    """A plan, two copies of it, and another document."""
    plan, evaluation = samples / "programa-trabajo-2021.docx", samples / "evaluacion-2021.docx"
    (tmp_path / "b").mkdir()
    shutil.copy(plan, tmp_path / "b" / "plan.docx")
    shutil.copy(plan, tmp_path / "c.pdf")
    shutil.copy(plan, tmp_path / "a.docx")
    shutil.copy(evaluation, tmp_path / "evaluation.docx")
    return tmp_path


def test_documents_come_in_the_order_of_their_names(archive: Path) -> None:
    outcomes = read_all(walk([archive]), Language.ES)
    assert [outcome.document.path for outcome in outcomes] == [
        "a.docx",
        "b/plan.docx",
        "c.pdf",
        "evaluation.docx",
    ]


def test_a_copy_has_a_row_of_its_own_and_no_figures(archive: Path) -> None:
    first, second, third, other = read_all(walk([archive]), Language.ES)
    assert first.document.duplicate_of == other.document.duplicate_of == ""
    assert second.document.duplicate_of == third.document.duplicate_of == "a.docx"
    assert second.document.document_id == first.document.document_id + "-2"
    assert third.document.document_id == first.document.document_id + "-3"
    assert third.document.path == "c.pdf"
    assert third.document.title == first.document.title
    assert third.document.format == "docx"
    assert not second.rows.items
    assert not second.rows.cells
    assert first.rows.items


def test_files_of_one_size_are_not_taken_for_copies(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("uno\n")
    (tmp_path / "b.txt").write_text("dos\n")
    rows = read_collection([tmp_path], Language.ES)
    assert [document.duplicate_of for document in rows.documents] == ["", ""]
    assert len({document.document_id for document in rows.documents}) == 2


def test_a_copy_of_what_cannot_be_read_cannot_be_read_either(tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        (tmp_path / name).write_bytes(b"PK\x03\x04 and nothing more")
    first, copy = read_collection([tmp_path], Language.ES).documents
    assert first.status == copy.status == "failed"
    assert first.status_detail == copy.status_detail != ""
    assert copy.duplicate_of == "a.docx"


def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_collection([tmp_path / "nothing"], Language.ES)
