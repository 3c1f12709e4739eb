"""The development set: the same document in .docx and .rtf, and generated documents with their truth."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.document import Document, Format, Heading, Paragraph, Source, Table
from ingest.docx import read_document as read_docx
from ingest.limits import DEFAULT
from ingest.rtf import read_document as read_rtf

Reader = Callable[..., Document]


def read(path: Path, reader: Reader) -> Document:
    data = path.read_bytes()
    return reader(data, Source(path.name, len(data), "", Format.RTF), DEFAULT, None)


def shown(document: Document) -> list[object]:
    """All blocks without places and without blanks at line ends, which one of the programs took off."""
    found: list[object] = []
    for block in document.blocks:
        if isinstance(block, Table):
            found += [
                (
                    c.row,
                    c.column,
                    c.row_span,
                    c.column_span,
                    _trimmed(c.text),
                    c.marks,
                    c.is_bold,
                    c.is_header,
                )
                for c in block.cells
            ]
        else:
            assert isinstance(block, Heading | Paragraph)
            found.append((type(block).__name__, _trimmed(block.text), block.marks))
    return found


def _trimmed(text: str) -> str:
    return re.sub(r"[ \t]+(?=\n|$)", "", text)


def folded(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


def test_the_same_document_reads_the_same_as_docx(shared: Path) -> None:
    docx = read(shared / "corpus" / "inp-2007-gt.docx", read_docx)
    rtf = read(shared / "corpus" / "odd" / "inp-2007-gt.rtf", read_rtf)
    assert shown(rtf) == shown(docx)
    assert len([*rtf.tables()]) == 8
    assert rtf.problems == ()


def test_generated_documents_hold_all_their_items(shared: Path) -> None:
    paths = sorted((shared / "practice" / "files").glob("*.rtf"))
    assert paths
    for path in paths:
        gold = json.loads((shared / "practice" / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        document = read(path, read_rtf)
        assert document.problems == ()
        tables = [*document.tables()]
        cells = folded("|".join(cell.text for table in tables for cell in table.cells))
        rest = folded("|".join(block.text for block in document.blocks if not isinstance(block, Table)))
        for item in gold["items"]:
            accepted = [item["text"], *item.get("accept", {}).get("text", [])]
            assert any(folded(text) in cells or folded(text) in rest for text in accepted), (path.name, item)
        sizes = [(table.row_count, table.column_count) for table in tables]
        for table in gold["tables"]:
            size = (table["header_rows"] + table["body_rows"], len(table["columns"]))
            assert size in sizes, (path.name, table["key"])
            sizes.remove(size)
            for column in table["columns"]:
                assert all(folded(level) in cells for level in column["header"].split(" / ")), column


@pytest.mark.parametrize("traits", [("real_footnotes",), ("header_footnote_marks",)])
def test_note_marks_of_headers_stand_apart(shared: Path, traits: tuple[str, ...]) -> None:
    marked = 0
    for path in sorted((shared / "practice" / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if gold["format"] != "rtf" or not set(traits) <= set(gold["traits"]):
            continue
        document = read(shared / "practice" / "files" / f"{path.stem}.rtf", read_rtf)
        marked += any(cell.marks for table in document.tables() for cell in table.cells)
    assert marked
