"""annotate, plot and show --html at the command line."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

import pondera
from pondera.exit_codes import ExitCode

from .conftest import Program


def test_show_html_prints_the_page(program: Program, samples: Path) -> None:
    done = program("show", "--html", samples / "evaluacion-2021.docx")
    assert done.code == ExitCode.CLEAN
    assert done.out.startswith("<!doctype html>")
    assert "<article" in done.out


def test_annotate_says_what_it_did(program: Program, samples: Path, tmp_path: Path) -> None:
    done = program("annotate", samples / "evaluacion-2021.docx", "--to", tmp_path / "copy.docx")
    assert (done.code, done.err) == (ExitCode.CLEAN, "")
    assert "3 hallazgos en su celda" in done.out
    again = program(
        "annotate", samples / "perfil-de-cargo-2022.md", "--to", tmp_path / "copy.docx", "--lang", "en"
    )
    assert "takes no comments" in again.out


def test_annotate_refuses(program: Program, samples: Path, tmp_path: Path) -> None:
    source = samples / "evaluacion-2021.docx"
    mine = tmp_path / "mine.docx"
    mine.write_text("mine")
    for to, words in (
        (source, "no se toca"),
        (mine, "ya existe"),
        (tmp_path / "copy.pdf", ".docx"),
        (tmp_path / "none" / "copy.docx", "No se pudo escribir"),
    ):
        done = program("annotate", source, "--to", to)
        assert done.code == ExitCode.USAGE
        assert words in done.err
    assert mine.read_text() == "mine"
    empty = tmp_path / "empty.docx"
    empty.touch()
    assert program("annotate", empty, "--to", tmp_path / "copy.docx").code == ExitCode.UNREADABLE


@pytest.fixture(scope="module")
def dataset(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("plot") / "dataset"
    pondera.run(samples, to=to, formats=["parquet"], language="es", report=False)
    return to


@pytest.mark.parametrize(
    ("kind", "words"),
    [("weights", "ponderaciones"), ("timeline", "cumplimiento"), ("heatmap", "región")],
)
def test_plot(program: Program, dataset: Path, tmp_path: Path, kind: str, words: str) -> None:
    done = program("plot", dataset, "--kind", kind, "--to", tmp_path / "chart.svg")
    assert (done.code, done.err) == (ExitCode.CLEAN, "")
    text = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert ElementTree.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"
    assert words in text


def test_plot_refuses(program: Program, dataset: Path, tmp_path: Path) -> None:
    assert (
        program("plot", tmp_path, "--kind", "weights", "--to", tmp_path / "a.svg").code == ExitCode.UNREADABLE
    )
    assert program("plot", dataset, "--kind", "weights", "--to", tmp_path).code == ExitCode.USAGE
    empty = tmp_path / "empty"
    (tmp_path / "note.txt").write_text("Nada que pesar.", encoding="utf-8")
    pondera.run(tmp_path / "note.txt", to=empty, formats=["csv"], report=False)
    done = program("plot", empty, "--kind", "heatmap", "--to", tmp_path / "a.svg")
    assert done.code == ExitCode.UNREADABLE
    assert "heatmap" in done.err
