"""The tables as they stand in a document, in four forms."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import docx
import lxml.html
import pytest

from ingest.document import Box, Cell, Place, Table
from ingest.problems import problem
from ingest.walk import Found, Missed
from pondera.cli.tables import Form
from pondera.messages import Language
from pondera.raw_tables import FORMS, RawTables, raw_tables, record

TABLE = Table(
    cells=(
        Cell(0, 0, "Año\n2021", column_span=2, is_header=True, place=Place(3, Box(1.0, 2.0, 30.5, 4.0))),
        Cell(1, 0, "a | b\\c", row_span=2),
        Cell(1, 1, "<b>5%</b>"),
        Cell(2, 1, ""),
    ),
    method="pdf-lines",
    confidence=0.875,
)
DOCUMENT = RawTables("x & y.pdf", "pdf", "partial", "Falta una página.", (TABLE,))
NARROW = RawTables("z.docx", "docx", "ok", "", (Table((Cell(0, 0, "único"),), "docx"),))


def rendered(form: str, *documents: RawTables) -> str:
    return "".join(FORMS[form](documents))


def test_what_was_typed_and_what_is_shown() -> None:
    cells = (Cell(0, 0, "1. mg·kg⁻¹", typed="mg·kg-1"), Cell(0, 1, "•", typed=""), Cell(0, 2, "5%"))
    document = RawTables("a.doc", "doc", "ok", "", (Table(cells, "doc"),))
    (line,) = rendered("jsonl", document).splitlines()
    found = [(cell["text"], cell.get("shown")) for cell in json.loads(line)["tables"][0]["cells"]]
    assert found == [("mg·kg-1", "1. mg·kg⁻¹"), ("", "•"), ("5%", None)]
    assert "mg·kg⁻¹" in rendered("csv", document)


def test_the_command_offers_every_form() -> None:
    assert [form.value for form in Form] == list(FORMS)


def test_jsonl_is_one_line_per_document_with_exactly_these_keys() -> None:
    lines = rendered("jsonl", DOCUMENT, NARROW).splitlines()
    first, second = map(json.loads, lines)
    assert first == {
        "path": "x & y.pdf",
        "format": "pdf",
        "status": "partial",
        "status_detail": "Falta una página.",
        "tables": [
            {
                "table": 1,
                "page_first": 3,
                "page_last": 3,
                "rows": 3,
                "columns": 2,
                "method": "pdf-lines",
                "confidence": 0.875,
                "cells": [
                    {
                        "row": 0,
                        "column": 0,
                        "row_span": 1,
                        "column_span": 2,
                        "text": "Año\n2021",
                        "is_header": True,
                        "page": 3,
                        "box": [1.0, 2.0, 30.5, 4.0],
                    },
                    *(
                        {
                            "row": cell.row,
                            "column": cell.column,
                            "row_span": cell.row_span,
                            "column_span": 1,
                            "text": cell.text,
                            "is_header": False,
                            "page": None,
                            "box": None,
                        }
                        for cell in TABLE.cells[1:]
                    ),
                ],
            }
        ],
    }
    assert second["tables"][0]["page_first"] is None


def test_jsonl_holds_its_line_whatever_the_text() -> None:
    odd = RawTables("a", "text", "ok", "", (Table((Cell(0, 0, "x\u2028y\r\n\x1b[31m"),), "text"),))
    (line,) = rendered("jsonl", odd).split("\n")[:-1]
    assert json.loads(line)["tables"][0]["cells"][0]["text"] == "x\u2028y\r\n\x1b[31m"


def test_csv_is_one_rectangle() -> None:
    text = rendered("csv", DOCUMENT, NARROW)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows == [
        ["path", "table", "row", "column_0", "column_1"],
        ["x & y.pdf", "1", "0", "Año\n2021", ""],
        ["x & y.pdf", "1", "1", "a | b\\c", "<b>5%</b>"],
        ["x & y.pdf", "1", "2", "", ""],
        ["z.docx", "1", "0", "único", ""],
    ]
    assert rendered("csv") == "path,table,row\r\n"


def test_markdown_escapes_what_would_break_the_table() -> None:
    text = rendered("markdown", DOCUMENT)
    assert "# x & y.pdf" in text
    assert "partial: Falta una página." in text
    assert "## 1, p. 3 (3 × 2)" in text
    assert "| Año<br>2021 |  |\n| --- | --- |\n| a \\| b\\\\c | <b>5%</b> |\n|  |  |" in text


def test_html_keeps_spans_and_escapes_text() -> None:
    page = lxml.html.document_fromstring(rendered("html", DOCUMENT))
    assert [cell.text for cell in page.iter("th")] == ["Año\n2021"]
    assert page.find(".//th").get("colspan") == "2"
    assert page.find(".//td").get("rowspan") == "2"
    assert [cell.text or "" for cell in page.iter("td")] == ["a | b\\c", "<b>5%</b>", ""]
    assert page.find(".//h1").text == "x & y.pdf"
    assert page.find(".//p").text == "partial: Falta una página."


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_nothing_in_a_text_steers_the_terminal_or_the_page(form: str) -> None:
    hostile = Table((Cell(0, 0, "\x1b]0;owned\x07<script>alert(1)</script>\u202eabc"),), "docx")
    text = rendered(form, RawTables("\x1b[2J.docx", "docx", "ok", "", (hostile,)))
    assert not set("\x1b\x07\u202e") & set(text)
    if form == "html":
        assert "<script>" not in text


def test_a_file_is_read_and_what_is_wrong_with_it_said(samples: Path, tmp_path: Path) -> None:
    found = raw_tables(Found("plan.docx", samples / "plan-anual-2023.docx"), Language.ES)
    assert (found.path, found.format, found.status, found.status_detail) == ("plan.docx", "docx", "ok", "")
    assert len(found.tables) == 2
    (tmp_path / "empty.docx").touch()
    empty = raw_tables(Found("empty.docx", tmp_path / "empty.docx"), Language.EN)
    assert empty.status == "failed"
    assert empty.status_detail == problem("empty").message("en")
    assert record(empty)["tables"] == []


def test_a_table_that_runs_over_pages_is_one_and_its_cells_keep_their_pages(shared: Path) -> None:
    path = shared / "corpus" / "ips-2010-tarapaca.pdf"
    first = record(raw_tables(Found(path.name, path), Language.ES))["tables"][0]
    assert (first["page_first"], first["page_last"]) == (1, 2)
    assert {cell["page"] for cell in first["cells"]} == {1, 2}


def test_tables_of_a_word_file_stay_as_they_stand(tmp_path: Path) -> None:
    """What ends in such a file, ends, although a person may see one table cut in two."""
    document = docx.Document()
    for rows in ([["Meta", "Peso", "Nota"], ["a", "5%", "1"], ["b", "6%", "2"]], [["c", "7%", "3"]]):
        table = document.add_table(0, 3)
        for texts in rows:
            for cell, text in zip(table.add_row().cells, texts, strict=True):
                cell.text = text
        document.add_paragraph()
    document.save(str(tmp_path / "a.docx"))
    found = raw_tables(Found("a.docx", tmp_path / "a.docx"), Language.ES)
    assert [table.row_count for table in found.tables] == [3, 1]


def test_what_cannot_be_reached_is_said_too(tmp_path: Path) -> None:
    gone = raw_tables(Found("gone.docx", tmp_path / "gone.docx"), Language.EN)
    missed = raw_tables(Missed("a/", tmp_path, problem("no_permission")), Language.EN)
    assert gone.status == missed.status == "failed"
    assert gone.status_detail == problem("not_found").message("en")
    assert missed.status_detail == problem("no_permission").message("en")
