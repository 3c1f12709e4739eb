"""Real documents: the tables against LibreOffice's reading, the words against the bare text of the XML,
the shapes of tables against what the practice documents were made from."""

from __future__ import annotations

import json
import re
import runpy
import unicodedata
from collections import Counter
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from ingest.document import Document, Heading, Paragraph, Part, Status, Table
from ingest.docx.parts import Parts
from ingest.limits import DEFAULT
from ingest.reading import read

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
NOT_SHOWN = {W + "del", W + "moveFrom", W + "rt", FALLBACK}


@pytest.fixture(scope="module")
def bench(shared: Path) -> Path:
    return shared / "bench" / "docx"


@pytest.fixture(scope="module")
def documents(shared: Path, bench: Path) -> dict[Path, Document]:
    """All .docx of the development set that are documents, read once."""
    files = [
        *sorted((bench / "files").glob("*.docx")),
        *sorted((shared / "corpus").glob("*.docx")),
        *sorted((shared / "practice" / "files").glob("*.docx")),
    ]
    return {path: read(path) for path in files}


def test_tables_are_those_that_libreoffice_reads(documents, bench, shared):
    scorer = runpy.run_path(str(shared / "score" / "tables.py"))
    found = {
        path.stem: [
            {"cells": [(c.row, c.column, c.row_span, c.column_span, c.typed_text) for c in table.cells]}
            for table in document.tables()
        ]
        for path, document in documents.items()
        if path.is_relative_to(bench)
    }
    result = scorer["score_oracle"](found, bench / "oracle", "", lambda *_: None)
    assert result["documents"] >= 60
    assert result["exact"] >= 0.97
    assert result["cell"] >= 0.99
    assert result["extra"] <= 2


def test_all_of_them_are_read(documents):
    assert len(documents) >= 110
    assert {document.status for document in documents.values()} <= {Status.OK, Status.PARTIAL}
    assert all(document.blocks for document in documents.values())


def letters(text: str) -> Counter[str]:
    return Counter(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def bare_text(path: Path) -> str:
    """Every ``w:t`` of the main part that is not deleted, however deep."""
    parts = Parts(path.read_bytes(), DEFAULT)
    root = parts.tree(parts.main)
    assert root is not None
    return "".join(
        text.text or ""
        for text in root.iter(W + "t")
        if NOT_SHOWN.isdisjoint(str(ancestor.tag) for ancestor in text.iterancestors())
    )


def all_text(document: Document) -> str:
    texts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Table):
            for cell in block.cells:
                texts += (cell.text, *cell.marks)
        elif isinstance(block, Heading) or block.part in (Part.BODY, Part.TEXT_BOX):
            texts += (block.text, *block.marks)
    return "".join(texts)


def test_no_word_of_any_document_is_lost(documents):
    """Against an independent harvest of the XML; only documents with hidden text may hold back some."""
    for path, document in documents.items():
        lost = letters(bare_text(path)) - letters(all_text(document))
        if all(problem.kind != "hidden_text" for problem in document.problems):
            assert not lost, path.name


def test_cells_hold_what_python_docx_finds_in_them(documents):
    """Cell by cell, in document order, on the practice documents; python-docx gives a merged cell once
    for each place, so its elements are taken once."""
    for path, document in documents.items():
        if "practice" not in path.parts:
            continue
        theirs = []
        for table in docx.Document(str(path)).element.body.iter(qn("w:tbl")):
            continues = "./w:tcPr/w:vMerge[not(@w:val='restart')]"
            theirs += [
                "".join(t.text or "" for p in cell.iterchildren(qn("w:p")) for t in p.iter(qn("w:t")))
                for row in table.iterchildren(qn("w:tr"))
                for cell in row.iterchildren(qn("w:tc"))
                if not cell.xpath(continues)
            ]
        ours = [
            re.sub(r"[\n\t\xad\u2011]", "", cell.typed_text)
            for table in document.tables()
            for cell in table.cells
        ]
        symbols = re.compile(r"[^\w\s.,;:%()/*-]")
        assert [symbols.sub("", text) for text in ours] == [symbols.sub("", text) for text in theirs], (
            path.name
        )


def test_tables_have_the_shapes_that_the_practice_documents_were_made_with(shared, documents):
    for path, document in documents.items():
        gold = shared / "practice" / "gold" / f"{path.stem}.json"
        if not gold.is_file():
            continue
        made = Counter(
            (len(table["columns"]), table["body_rows"] + table["header_rows"])
            for table in json.loads(gold.read_text(encoding="utf-8"))["tables"]
        )
        found = Counter((table.column_count, table.row_count) for table in document.tables())
        assert made <= found, path.name


def test_the_notes_of_a_real_programme(documents):
    """33 automatic endnotes in headers and lines of tables: no header ends in a note's number."""
    document = next(d for path, d in documents.items() if path.name == "ips-2010-tarapaca.docx")
    notes = [b for b in document.blocks if isinstance(b, Paragraph) and b.part is Part.NOTE]
    assert [note.marks for note in notes] == [(str(number),) for number in range(1, 34)]
    first = next(document.tables())
    assert [(c.text.strip(), c.marks) for c in first.cells if c.row == 0][5] == (
        "Ponderac. actividad (%)",
        ("9",),
    )


def test_automatic_numbers_of_a_real_evaluation(documents):
    document = next(d for path, d in documents.items() if path.name == "inp-2007-gt.docx")
    texts = [cell.text for cell in next(document.tables()).cells]
    assert any(
        re.search(r"^i\) Diseño.*^ii\) Selección.*^iii\) Difusión", text, re.M | re.S) for text in texts
    )


def test_the_flat_grid_of_a_real_table_has_no_gap(documents):
    """Tables of more than a hundred rows with thousands of merges: every position has at most one cell."""
    document = next(d for path, d in documents.items() if path.name == "apache__bug65649.docx")
    for table in document.tables():
        covered = sum(cell.row_span * cell.column_span for cell in table.cells)
        filled = sum(cell is not None for row in table.grid() for cell in row)
        assert covered == filled
