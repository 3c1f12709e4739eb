"""Headings, lists, fences, HTML tables, and what plain text holds, in one Markdown text."""

from __future__ import annotations

import pytest

from ingest.document import Heading, Paragraph, Table


def test_headings_by_signs_and_by_lines_below(read) -> None:
    led = "# Plan **2024** ##\n\n### Objetivo 1. Gestión (Ponderación: 25.00%)\n\n"
    found = read(led + "Título\n=====\n\nOtro\n---\n\ntexto").blocks
    assert [(block.text, block.level) for block in found if isinstance(block, Heading)] == [
        ("Plan 2024", 1),
        ("Objetivo 1. Gestión (Ponderación: 25.00%)", 3),
        ("Título", 1),
        ("Otro", 2),
    ]
    assert [block.text for block in found if isinstance(block, Paragraph)] == ["texto"]


@pytest.mark.parametrize("text", ["#sin espacio", "####### siete", "# de metas\t5", "- item\n---", "\n---\n"])
def test_what_only_looks_like_a_heading(read, text: str) -> None:
    assert not any(isinstance(block, Heading) for block in read(text).blocks)


def test_an_empty_heading_is_nothing(read) -> None:
    assert read("# \n\n## ##\n").blocks == ()


def test_a_heading_ends_the_paragraph_before_it(read) -> None:
    assert [block.text for block in read("texto\n## Título\nmás").blocks] == ["texto", "Título", "más"]


def test_list_items_keep_their_signs(read) -> None:
    assert [block.text for block in read("- uno\n- **dos**\n1. tres\n").blocks] == [
        "- uno",
        "- dos",
        "1. tres",
    ]


def test_fences_are_markup(read) -> None:
    found = read("```markdown\n| A | B |\n|---|---|\n| a | 1 |\n```\ntexto\n").blocks
    assert [type(block) for block in found] == [Table, Paragraph]


def test_a_table_in_html_is_read_with_its_spans(read) -> None:
    markup = "<table>\n<tr><th colspan=2>Metas</th></tr>\n<tr><td>a</td><td>5%</td></tr>\n</table>"
    before, table, after = read(f"Antes\n\n{markup}\n\nDespués\n").blocks
    assert (before.text, after.text) == ("Antes", "Después")
    assert (table.method, table.place.path) == ("html", "line 3")
    assert [(cell.text, cell.column_span) for cell in table.cells] == [("Metas", 2), ("a", 1), ("5%", 1)]


def test_an_html_table_that_never_ends_keeps_its_text(read) -> None:
    document = read("<table><tr><td>a</td><td>5%\n\ntexto\n")
    assert "texto" in "".join(cell.text for table in document.tables() for cell in table.cells)


def test_rows_of_tabs_and_words_cells_stand_in_markdown_too(read) -> None:
    text = (
        "## Metas\n\nProducto\tPond.\nPensiones\t20%\n\n## Otras\n\n\tTema\n\tFecha\n\n"
        + "\tuno\n\t5%\n\n" * 4
    )
    found = read(text).blocks
    assert [getattr(block, "method", type(block).__name__) for block in found] == [
        "Heading",
        "text-tabs",
        "Heading",
        "text-word-export",
    ]


def test_a_heading_ends_words_cells(read) -> None:
    text = "\tTema\n\tFecha\n\n" + "\tuno\n\t5%\n\n" * 4 + "# Título\n\ntexto\n"
    assert [block.text for block in read(text).blocks[1:]] == ["Título", "texto"]


def test_notes_of_markdown(read) -> None:
    text, note = read("Texto[^1] con nota.\n\n[^1]: Explica.\n").blocks
    assert (text.text, text.marks) == ("Texto con nota.", ("1",))
    assert (note.text, note.marks, note.part) == ("Explica.", ("1",), "note")


def test_what_is_struck_out_is_dropped_and_told(read) -> None:
    document = read(
        "| Meta |\n|---|\n| <del>10</del><ins>20</ins>% |\n\na <del>sin fin\n\n<p>x</p> <del>y</del>z\n"
    )
    (table,) = document.tables()
    assert [cell.text for cell in table.cells] == ["Meta", "20%"]
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["a sin fin", "x\nz"]
    assert [problem.kind for problem in document.problems] == ["tracked_changes"]
