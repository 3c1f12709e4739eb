"""Plain text, Markdown or HTML."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Format
from ingest.text_kind import is_delimiter_row, kind_of_text


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><html><body>x",
        "  <HTML>",
        "<?xml version='1.0'?>\n<!-- x -->\n<!-- y --><html>",
        "<table><tr><td>a</td></tr></table>",
        "<meta charset=utf-8><p>a",
        "<p>x</p>",
        "<div class=a>x</div>",
        "Saved from a page\n\n<html>\n<body>",
        "<html><body>| a | b |\n|---|---|\n",
    ],
)
def test_html(text: str) -> None:
    assert kind_of_text(text).format is Format.HTML


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "a | b\n--|--\n",
        "| a | b |\n| c | d |\n",
        "# Título\n\ntexto",
        "texto\n\n## Título\n\ntexto",
        '<div align="center">\n\n# Plan\n\n</div>',
        "<table><tr><td>a</td></tr></table>\n\n| a | b |\n|---|---|\n",
    ],
)
def test_markdown(text: str) -> None:
    assert kind_of_text(text).format is Format.MARKDOWN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "texto",
        "A\tB\n1\t2\n",
        "\ta\n\tb\n",
        "< 5% de avance",
        "<b>Nota</b>: texto",
        "<p>sin cierre",
        "**negrita** y \\$5",
        "# de actividades\t# de metas\n",
        "texto\n# 5 seguido\nde texto",
        "a | b\n",
        "#5\n\n",
        "-----\n-----\n",
        "<!-- sin fin",
    ],
)
def test_plain_text(text: str) -> None:
    assert kind_of_text(text).format is Format.TEXT


def test_each_answer_has_its_basis() -> None:
    assert kind_of_text("| a | b |\n|---|---|\n").basis == "text with a pipe table"
    assert "#" in kind_of_text("# Título\n\n").basis
    assert "HTML" in kind_of_text("<html>").basis
    assert kind_of_text("texto").basis == "text"


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("|---|", True),
        ("--|:-:", True),
        ("| - | - |", True),
        ("---", False),
        ("|a|-|", False),
        ("| |-|", False),
        ("||", False),
    ],
)
def test_delimiter_rows(line: str, is_one: bool) -> None:
    assert is_delimiter_row(line) is is_one


def test_the_texts_of_the_corpus(shared: Path) -> None:
    texts = (shared / "corpus" / "text").iterdir()
    found = {path.name: kind_of_text(path.read_text(encoding="utf-8")).format for path in texts}
    assert found == {
        "inp-2007-gt.txt": Format.TEXT,
        "ips-2010-tarapaca.md": Format.MARKDOWN,
        "ips-2015-adp.txt": Format.TEXT,
        "ips-2024-pmg.txt": Format.MARKDOWN,
        "isss-2017-pat.txt": Format.TEXT,
    }


@given(st.text(alphabet="<>!-?html|# \nab/:", max_size=200))
def test_any_text_has_a_kind(text: str) -> None:
    assert kind_of_text(text).format in (Format.HTML, Format.MARKDOWN, Format.TEXT)
