"""``pondera show``"""

from __future__ import annotations

from pathlib import Path


def test_a_document_is_shown(program, samples: Path) -> None:
    done = program("show", samples / "programa-trabajo-2021.docx")
    assert done.code == 0
    assert "Reunir a los guardadores de semillas de tres comunas  [ponderación 0,5 %" in done.out


def test_a_file_that_cannot_be_read_gives_3(program, tmp_path: Path) -> None:
    (tmp_path / "empty.docx").touch()
    done = program("show", tmp_path / "empty.docx")
    assert done.code == 3
    assert "no leído" in done.out
    assert program("show", tmp_path / "nothing.docx").code == 3
