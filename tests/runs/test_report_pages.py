"""Pages of the report: made by workers, and a picture that cannot be made costs no run."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from normalize.dataset import Rows
from pondera.messages import Language
from pondera.pipeline import read_document
from pondera.report.document_page import article
from pondera.report.single import both
from pondera.runs.options import Bounds
from pondera.runs.pages import Pages, page
from pondera.runs.pool import Here, Workers
from pondera.runs.task import How

HANGING = '''
"""A worker's job that hangs over pictures, crashes or makes the page."""
import ctypes
from pondera.runs.pages import page as sound

def page(desk, task):
    while task.name == "hang.md" and task.location:
        pass
    if task.name == "crash.md" and task.location:
        ctypes.string_at(0)
    return sound(desk, task)
'''


@pytest.fixture
def documents(tmp_path: Path) -> list[Rows]:
    found = []
    for name in ("a.md", "crash.md", "hang.md", *(f"z{number}.md" for number in range(40))):
        path = tmp_path / name
        path.write_text(f"# {name}\n\n| Actividad | Ponderación |\n|---|---|\n| Sembrar | 9% |\n", "utf-8")
        found.append(read_document(path, name, Language.EN).rows)
    return found


@pytest.fixture
def hanging(tmp_path: Path) -> Iterator[None]:
    (tmp_path / "hanging_page.py").write_text(HANGING)
    sys.path.insert(0, str(tmp_path))
    try:
        yield
    finally:
        sys.path.remove(str(tmp_path))


def test_every_document_has_its_page_though_workers_hang_and_crash(
    documents: list[Rows], tmp_path: Path, hanging: None
) -> None:
    assert hanging is None
    import hanging_page  # type: ignore[import-not-found]

    def workers(count: int) -> Workers:
        assert count == len(documents)
        return Workers(2, tmp_path, How(Language.EN), Bounds(timeout=2))

    pages = Pages(workers, Language.EN, lambda document: tmp_path / document.path, hanging_page.page)
    made = list(pages(documents))
    assert [rows for rows, _ in made] == documents
    for rows, text in made:
        assert text == article(rows, tmp_path / rows.documents[0].path, both(Language.EN))


def test_few_documents_without_pictures_need_no_worker(documents: list[Rows], tmp_path: Path) -> None:
    def none(count: int) -> Here:
        raise AssertionError(count)

    pages = Pages(none, Language.EN, lambda document: tmp_path / document.path, page)
    assert [rows for rows, _ in pages(documents[:5])] == documents[:5]
