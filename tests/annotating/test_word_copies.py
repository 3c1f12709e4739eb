"""Word documents, and what becomes one: comments on the wrong cells' text, once; the original as it was."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from pondera.annotating.copying import TargetIsOriginal, TargetIsStrange, WrongEnding
from pondera.annotating.notes import notes_of
from pondera.messages import Language

from .conftest import annotated, comments, rows_of, solid


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["evaluacion-2021.docx", "plan-anual-2023.docx", "perfil-de-cargo-2022.md"])
def test_each_finding_is_a_comment_on_its_cell(samples: Path, tmp_path: Path, name: str) -> None:
    before = sha256(samples / name)
    done = annotated(samples / name, tmp_path / "copy.docx")
    assert sha256(samples / name) == before
    notes = notes_of(rows_of(samples / name), Language.ES)
    (_, summary), *found = comments(tmp_path / "copy.docx")
    assert (done.placed, done.listed) == (len(notes), 0)
    assert done.is_rendering == name.endswith(".md")
    assert "Pondera" in summary and "Hallazgos" in summary
    for note, (text, said) in zip(notes, found, strict=True):
        assert note.cell is not None
        assert solid(text) == solid(note.cell.text)
        assert note.finding.rule in said
        assert note.finding.expected in said and note.finding.observed in said


def test_a_document_without_findings_gets_a_copy_that_says_so(tmp_path: Path) -> None:
    source = tmp_path / "clean.docx"
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    texts = [
        ("Actividad", "Ponderación"),
        ("1.- Plantar los árboles", "40%"),
        ("2.- Regar los árboles", "60%"),
    ]
    for row, (left, right) in zip(table.rows, texts, strict=True):
        row.cells[0].text, row.cells[1].text = left, right
    document.save(str(source))
    assert annotated(source, tmp_path / "copy.docx").placed == 0
    ((_, summary),) = comments(tmp_path / "copy.docx")
    assert "Sin hallazgos en 2 cifras" in summary


def test_annotating_again_changes_nothing_and_comments_of_people_stay(samples: Path, tmp_path: Path) -> None:
    source = tmp_path / "with-a-remark.docx"
    document = docx.Document(str(samples / "evaluacion-2021.docx"))
    paragraph = next(paragraph for paragraph in document.paragraphs if paragraph.runs)
    document.add_comment(paragraph.runs, text="lo revisé", author="Ana")
    document.save(str(source))
    first, second, third = (tmp_path / f"{name}.docx" for name in ("first", "second", "third"))
    annotated(source, first)
    annotated(source, second)
    annotated(first, third)
    assert first.read_bytes() == second.read_bytes()
    assert comments(third) == comments(first)
    for copy in (first, third):
        assert [said for _, said in comments(copy, "Ana")] == ["lo revisé"]
    annotated(source, first)  # a copy of ours may be written over


def test_a_finding_in_an_empty_cell_is_placed_too(samples: Path, tmp_path: Path) -> None:
    source = tmp_path / "gap.docx"
    document = docx.Document(str(samples / "programa-trabajo-2021.docx"))
    for table in document.tables:
        for row in table.rows:
            if row.cells[-1].text.strip().endswith("%"):
                row.cells[-1].text = ""
                break
    document.save(str(source))
    done = annotated(source, tmp_path / "copy.docx")
    assert done.placed + done.listed == len(rows_of(source).findings)


def test_what_must_not_be_overwritten_is_not(samples: Path, tmp_path: Path) -> None:
    source = tmp_path / "plan.docx"
    shutil.copy(samples / "plan-anual-2023.docx", source)
    other = tmp_path / "other.docx"
    docx.Document().save(str(other))
    before = sha256(other)
    with pytest.raises(TargetIsOriginal):
        annotated(source, source)
    with pytest.raises(TargetIsStrange):
        annotated(source, other)
    with pytest.raises(WrongEnding):
        annotated(source, tmp_path / "copy.pdf")
    assert sha256(other) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other.docx", "plan.docx"]


def test_a_document_that_python_docx_does_not_take_becomes_a_rendering(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pondera.annotating import word

    real = word.docx.Document
    refused: list[object] = []

    def refuses_once(*given: object) -> object:
        if given and not refused:
            refused.append(given)
            raise ValueError("not a Word file")
        return real(*given)

    monkeypatch.setattr(word.docx, "Document", refuses_once)
    done = annotated(samples / "evaluacion-2021.docx", tmp_path / "copy.docx")
    assert done.is_rendering
    assert done.placed == 3
    texts = [cell.text for table in real(str(tmp_path / "copy.docx")).tables for cell in table._cells]
    assert any("Abrir la biblioteca" in text for text in texts)


def test_an_office_suite_shows_the_comments(samples: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    annotated(samples / "evaluacion-2021.docx", tmp_path / "copy.docx")
    annotated(samples / "perfil-de-cargo-2022.md", tmp_path / "rendered.docx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    target = ["--convert-to", "fodt", "--outdir", str(tmp_path)]
    copies = [str(tmp_path / name) for name in ("copy.docx", "rendered.docx")]
    subprocess.run(
        [office, profile, "--headless", *target, *copies], check=True, capture_output=True, timeout=180
    )
    for name, count, words in (("copy", 4, "earned-product"), ("rendered", 3, "weight-unreadable")):
        text = (tmp_path / f"{name}.fodt").read_text(encoding="utf-8")
        assert text.count("<office:annotation ") == count
        assert text.count("<dc:creator>Pondera</dc:creator>") == count
        assert words in text
