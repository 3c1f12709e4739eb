"""The same document saved as .doc, .docx, .rtf and .odt reads the same, cell by cell.

The files were made with LibreOffice from the .fodt files beside them; where LibreOffice is installed, they
are made anew and compared as well.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from ingest import read_bytes
from ingest.document import Document, Heading, Table

RECORDED = Path(__file__).parent / "recorded"
NAMES = sorted(path.stem for path in RECORDED.glob("*.fodt"))
KINDS = ("doc", "rtf", "odt")


def read(path: Path) -> Document:
    return read_bytes(path.read_bytes(), path.name)


def said(document: Document, *, with_headers: bool = True) -> list[object]:
    """All that a document says, apart from places and from how it was read."""
    found: list[object] = []
    for block in document.blocks:
        if isinstance(block, Table):
            found.append((block.host, block.caption))
            for c in block.cells:
                cell = (c.row, c.column, c.row_span, c.column_span, c.text, c.is_bold, c.marks, c.typed)
                found.append((*cell, c.is_header and with_headers))
        elif isinstance(block, Heading):
            found.append((block.level, block.text, block.marks))
        else:
            found.append((block.part, block.text, block.marks, block.is_bold, block.size))
    return found


def compare(folder: Path, name: str, kind: str) -> None:
    other, docx = read(folder / f"{name}.{kind}"), read(folder / f"{name}.docx")
    # LibreOffice does not write to RTF which rows are repeated on each page
    with_headers = kind != "rtf"
    assert said(other, with_headers=with_headers) == said(docx, with_headers=with_headers), (name, kind)
    assert {p.kind for p in other.problems} == {p.kind for p in docx.problems}
    assert other.properties["title"] == docx.properties["title"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_recorded_documents_read_the_same(name: str, kind: str) -> None:
    compare(RECORDED, name, kind)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_documents_made_now_read_the_same(tmp_path: Path) -> None:
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    sources = [RECORDED / f"{name}.fodt" for name in NAMES]
    for kind in ("docx", *KINDS):
        command = ["soffice", home, "--headless", "--convert-to", kind, "--outdir", str(tmp_path)]
        subprocess.run([*command, *map(str, sources)], check=True, capture_output=True, timeout=120)
    for name in NAMES:
        for kind in KINDS:
            compare(tmp_path, name, kind)


def test_a_table_of_weights_with_headers_of_two_levels() -> None:
    for kind in ("docx", *KINDS):
        (table,) = read(RECORDED / f"weights.{kind}").tables()
        cells = {(cell.row, cell.column): cell for cell in table.cells}
        assert (table.row_count, table.column_count) == (8, 6)
        assert cells[0, 2].column_span == cells[0, 4].column_span == 2
        assert (cells[2, 0].row_span, cells[2, 0].text) == (3, "1. Ampliar a cobertura das vaci\u00adnas")
        assert [cells[row, 2].text for row in range(2, 8)] == ["12,5%", "7,5%", "5", "0,5", "74,5%", "100%"]
        assert cells[2, 4].text == "≥ 80\u00a0%"
        assert cells[5, 1].text == "2.1 Abrir agenda en línea\n(24 horas)"


def test_tables_apart_and_tables_of_margins() -> None:
    for kind in ("docx", *KINDS):
        document = read(RECORDED / f"margins.{kind}")
        assert [table.row_count for table in document.tables()] == [2, 2, 2]
        margins = [block.text for block in document.blocks if not isinstance(block, Table | Heading)][:4]
        assert margins == [
            "Servicio de Parques\tFormulario 7",
            "Versión 2,1",
            "bajo la tabla",
            "Parque\tReservado",
        ]
