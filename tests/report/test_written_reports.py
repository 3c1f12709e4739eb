"""The report's files: one or many, the same bytes each time, both languages, nothing of the machine."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from normalize.dataset import Rows
from pondera.messages import Language
from pondera.report import writer
from pondera.report.building import add_report
from pondera.report.writer import Report
from pondera.runs.options import Options
from pondera.runs.running import run_collection
from pondera.writing.reading import documents_in


def written(folder: Path, documents: list[Rows], language: Language = Language.ES) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    report = Report(folder, language)
    for rows in documents:
        report.write(rows)
    report.close()
    return (folder / "report.html").read_text(encoding="utf-8")


def many(rows: Rows, count: int) -> list[Rows]:
    (document,) = rows.documents
    ids = [f"{at:016x}" for at in range(count)]
    return [
        Rows(documents=(replace(document, document_id=name, path=f"{name}.docx"),), cells=()) for name in ids
    ]


def test_few_documents_are_one_file(evaluation: Rows, plan: Rows, tmp_path: Path) -> None:
    text = written(tmp_path, [evaluation, plan])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html"]
    for rows in (evaluation, plan):
        (document,) = rows.documents
        assert f'href="#d-{document.document_id}"' in text
        assert f'<article class="document" id="d-{document.document_id}"' in text
        for finding in rows.findings:
            assert text.count(f'id="{finding.finding_id}"') == 1


def test_links_inside_lead_somewhere(evaluation: Rows, plan: Rows, tmp_path: Path) -> None:
    text = written(tmp_path, [evaluation, plan])
    names = re.findall(r'\bid="([^"]+)"', text)
    assert len(names) == len(set(names)), "two elements of one name"
    for target in re.findall(r'(?:href|aria-labelledby)="#?([^"]+)"', text):
        assert target in names, target


def test_many_documents_have_files_of_their_own(
    evaluation: Rows, plan: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "SINGLE_FILE_BYTES", 10_000)
    text = written(tmp_path, [evaluation, plan])
    assert "<article" not in text
    for rows in (evaluation, plan):
        name = f"report/{rows.documents[0].document_id}.html"
        assert f'href="{name}"' in text
        page = (tmp_path / name).read_text(encoding="utf-8")
        assert 'href="../report.html"' in page
        assert rows.findings[0].message_en.split(":")[0].replace('"', "&#34;") in page


def test_a_long_list_goes_on_in_further_pages(
    evaluation: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "LIST_LENGTH", 10)
    text = written(tmp_path, many(evaluation, 25))
    assert 'href="report/documents-2.html"' in text
    second, third = (
        (tmp_path / "report" / f"documents-{page}.html").read_text(encoding="utf-8") for page in (2, 3)
    )
    assert text.count("<tr data-status") == second.count("<tr data-status") == 10
    assert third.count("<tr data-status") == 5
    assert 'href="documents-3.html"' in second and 'href="../report.html"' in second
    assert 'href="documents-2.html"' in third and "documents-4" not in third
    for page in re.findall(r'href="([0-9a-f]{16}\.html)"', second + third):
        assert (tmp_path / "report" / page).is_file()


def test_both_languages_are_there_and_the_one_asked_for_comes_first(evaluation: Rows, tmp_path: Path) -> None:
    spanish, english = (written(tmp_path / language, [evaluation], language) for language in Language)
    assert '<html lang="es">' in spanish and '<html lang="en">' in english
    for text in (spanish, english):
        assert "Las ponderaciones no suman su base" in text
        assert evaluation.findings[0].message_en.split(":")[0] in text
        assert evaluation.findings[0].message_es.split(":")[0] in text


def test_a_copy_and_an_unread_document_have_their_line(evaluation: Rows, tmp_path: Path) -> None:
    (document,) = evaluation.documents
    copy = replace(document, document_id=document.document_id + "-2", path="b", duplicate_of=document.path)
    failed = replace(document, document_id="0" * 16, path="c", status="failed", status_detail="vacío")
    text = written(tmp_path, [evaluation, Rows(documents=(copy,)), Rows(documents=(failed,))])
    assert text.count("<tr data-status") == 3
    assert f"Copia exacta de {document.path}" in text
    assert "vacío" in text


def test_a_run_writes_it_the_same_each_time_and_without_the_machine(samples: Path, tmp_path: Path) -> None:
    documents = [samples / name for name in ("evaluacion-2021.docx", "plan-anual-2023.docx")]
    texts = []
    for name in ("one", "two"):
        options = Options(workers=0, report=True)
        run_collection(
            documents, tmp_path / name, language=Language.ES, formats=["csv", "parquet"], options=options
        )
        texts.append((tmp_path / name / "report.html").read_bytes())
    assert texts[0] == texts[1]
    assert str(tmp_path).encode() not in texts[0]
    assert str(samples.parent).encode() not in texts[0]
    rows = list(documents_in(tmp_path / "one"))
    assert [one.documents[0].path for one in rows] == ["evaluacion-2021.docx", "plan-anual-2023.docx"]
    assert [len(one.cells) for one in rows] == [len(one.cells) for one in rows if one.cells]
    add_report(tmp_path / "one", Language.ES)
    assert (tmp_path / "one" / "report.html").read_bytes() == texts[0]


def test_a_dataset_without_cells_says_that_tables_cannot_be_drawn(evaluation: Rows, tmp_path: Path) -> None:
    text = written(tmp_path, [replace(evaluation, cells=())])
    assert "sus tablas no se pueden dibujar" in text
    assert '<table class="drawn">' not in text
