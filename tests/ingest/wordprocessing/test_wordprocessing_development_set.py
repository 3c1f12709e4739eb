"""The development set: generated documents of every format with their truth, one real text in two formats."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ingest import read_bytes
from ingest.document import Document, Heading, Paragraph, Table

KINDS = ("doc", "docx", "odt", "rtf")


@cache
def read(path: Path) -> Document:
    return read_bytes(path.read_bytes(), path.name)


def generated(shared: Path, kind: str) -> list[tuple[str, dict[str, Any], Document]]:
    """Name, truth and reading of each generated document of a format."""
    paths = sorted((shared / "practice" / "files").glob(f"*.{kind}"))
    assert paths
    gold = shared / "practice" / "gold"
    return [
        (p.name, json.loads((gold / f"{p.stem}.json").read_text(encoding="utf-8")), read(p)) for p in paths
    ]


def shown(document: Document) -> list[object]:
    """All blocks without places and without blanks at line ends, which one of the programs took off."""
    found: list[object] = []
    for block in document.blocks:
        if isinstance(block, Table):
            found += [
                (c.row, c.column, c.row_span, c.column_span, trimmed(c.text), c.marks, c.is_bold, c.is_header)
                for c in block.cells
            ]
        else:
            assert isinstance(block, Heading | Paragraph)
            found.append((type(block).__name__, trimmed(block.text), block.marks))
    return found


def trimmed(text: str) -> str:
    return re.sub(r"[ \t]+(?=\n|$)", "", text)


def folded(text: str) -> str:
    """Letters and digits alone: some documents spell a header without its accents."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFD", text.casefold()))


def test_the_same_document_reads_the_same_as_docx(shared: Path) -> None:
    docx = read(shared / "corpus" / "inp-2007-gt.docx")
    rtf = read(shared / "corpus" / "odd" / "inp-2007-gt.rtf")
    assert shown(rtf) == shown(docx)
    assert len([*rtf.tables()]) == 8
    assert rtf.problems == docx.problems
    assert [problem.kind for problem in rtf.problems] == ["pictures"]


@pytest.mark.parametrize("kind", KINDS)
def test_generated_documents_hold_all_their_items(shared: Path, kind: str) -> None:
    for name, gold, document in generated(shared, kind):
        assert document.problems == ()
        tables = [*document.tables()]
        cells = folded("|".join(cell.text for table in tables for cell in table.cells))
        rest = folded("|".join(block.text for block in document.blocks if not isinstance(block, Table)))
        for item in gold["items"]:
            accepted = [item["text"], *item.get("accept", {}).get("text", [])]
            assert any(folded(text) in cells or folded(text) in rest for text in accepted), (name, item)
        sizes = [(table.row_count, table.column_count) for table in tables]
        for table in gold["tables"]:
            size = (table["header_rows"] + table["body_rows"], len(table["columns"]))
            assert size in sizes, (name, table["key"])
            sizes.remove(size)
            for column in table["columns"]:
                assert all(folded(level) in cells for level in column["header"].split(" / ")), column
        if "two_tables_side_by_side" in gold["traits"]:
            assert sum(table.host is not None for table in tables) == 2


@pytest.mark.parametrize("trait", ["real_footnotes", "header_footnote_marks"])
@pytest.mark.parametrize("kind", KINDS)
def test_note_marks_of_headers_stand_apart(shared: Path, kind: str, trait: str) -> None:
    documents = [document for _, gold, document in generated(shared, kind) if trait in gold["traits"]]
    if not documents:
        pytest.skip(f"no generated .{kind} document has {trait}")
    assert any(cell.marks for document in documents for table in document.tables() for cell in table.cells)
