"""``pondera check``"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import extract


def test_an_inconsistent_document_gives_1(program, samples: Path) -> None:
    done = program("check", samples / "evaluacion-2021.docx")
    assert done.code == 1
    assert "ERROR weights-sum" in done.out
    assert "▸" in done.out
    assert program("check", samples / "evaluacion-2021.docx", "--fail-on", "never").code == 0


def test_a_clean_document_gives_0(program, samples: Path) -> None:
    done = program("check", samples / "programa-trabajo-2021.docx", "--fail-on", "warning")
    assert done.code == 0
    assert "ERROR" not in done.out
    assert "ADVERTENCIA" not in done.out


def test_of_several_documents_the_gravest_end_counts(program, samples: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.docx").touch()
    shutil.copy(samples / "evaluacion-2021.docx", tmp_path)
    done = program("check", *tmp_path.iterdir())
    assert done.code == 3
    assert "ERROR weights-sum" in done.out
    assert "no leído" in done.out


def test_a_copy_is_named_and_not_checked_twice(program, samples: Path, tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        shutil.copy(samples / "evaluacion-2021.docx", tmp_path / name)
    once = program("check", tmp_path / "a.docx")
    both = program("check", tmp_path)
    assert both.code == once.code == 1
    assert both.out == once.out + "b.docx\n  Copia exacta de a.docx.\n"


def test_a_breakdown_gives_4(program, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(extract, "understand", broken)
    done = program("check", samples / "evaluacion-2021.docx")
    assert done.code == 4
    assert "ZeroDivisionError" in done.out


def test_a_path_that_does_not_exist_stops_no_other(program, samples: Path, tmp_path: Path) -> None:
    done = program("check", tmp_path / "no.docx", samples / "evaluacion-2021.docx", "--lang", "en")
    assert done.code == 3
    assert "ERROR weights-sum" in done.out
    assert "does not exist" in done.out
    alone = program("check", tmp_path / "no.docx", tmp_path / "nor.docx")
    assert (alone.code, alone.out) == (3, "")
    assert "No existe" in alone.err
