"""The same document saved as .doc and as .docx reads the same, cell by cell.

The pairs were made with LibreOffice from the .fodt files beside them; where LibreOffice is installed, they
are made anew and compared as well.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from ingest import doc, docx
from ingest.document import Document, Format, Heading, Paragraph, Part, Source, Table
from ingest.errors import Unreadable
from ingest.limits import DEFAULT

RECORDED = Path(__file__).parent / "recorded"
NAMES = sorted(path.stem for path in RECORDED.glob("*.fodt"))


def read(path: Path) -> Document:
    data = path.read_bytes()
    reader = doc.read_document if path.suffix == ".doc" else docx.read_document
    return reader(data, Source(path.name, len(data), "", Format(path.suffix[1:])), DEFAULT, None)


def said(document: Document) -> list[object]:
    """All that a document says, apart from places and from how it was read."""
    found: list[object] = []
    for block in document.blocks:
        if isinstance(block, Table):
            found.append((block.host, block.caption))
            found += [
                (c.row, c.column, c.row_span, c.column_span, c.text, c.is_header, c.is_bold, c.marks, c.typed)
                for c in block.cells
            ]
        elif isinstance(block, Heading):
            found.append((block.level, block.text, block.marks))
        else:
            found.append((block.part, block.text, block.marks, block.is_bold, block.size))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_recorded_pairs_read_the_same(name: str) -> None:
    old, new = read(RECORDED / f"{name}.doc"), read(RECORDED / f"{name}.docx")
    assert said(old) == said(new)
    assert {p.kind for p in old.problems} == {p.kind for p in new.problems}
    assert old.properties["title"] == new.properties["title"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_pairs_made_now_read_the_same(tmp_path: Path) -> None:
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    sources = [RECORDED / f"{name}.fodt" for name in NAMES]
    for kind in ("doc", "docx"):
        command = ["soffice", home, "--headless", "--convert-to", kind, "--outdir", str(tmp_path)]
        subprocess.run([*command, *map(str, sources)], check=True, capture_output=True, timeout=120)
    for name in NAMES:
        assert said(read(tmp_path / f"{name}.doc")) == said(read(tmp_path / f"{name}.docx")), name


def test_spans_nesting_and_header_rows() -> None:
    (table,) = read(RECORDED / "spans.doc").tables()
    spanning = {cell.text: (cell.row_span, cell.column_span) for cell in table.cells}
    assert spanning["Plan de control de encuestas 2012"] == (1, 5)
    assert spanning["Objetivo"] == (2, 1)
    assert spanning["Ponderación"] == (1, 2)
    assert spanning["Revisar las encuestas\nde hogares"] == (2, 1)
    assert max(cell.row for cell in table.cells if cell.is_header) == 2
    hosts = [table.host for table in read(RECORDED / "nested.doc").tables()]
    assert [host and (host.table, host.row, host.column) for host in hosts] == [None, (1, 0, 1), (2, 1, 1)]


def test_printed_numbers_stand_in_the_text_and_not_in_what_was_typed() -> None:
    document = read(RECORDED / "lists.doc")
    texts = [
        block.text for block in document.blocks if isinstance(block, Paragraph) and block.part is Part.BODY
    ]
    assert texts[1:4] == ["1.- Preparar el padrón", "a) Comprar papel", "b) Imprimir listas"]
    assert texts[-5:] == ["I. Región norte", "I.1. Costa", "I.2. Valle", "II. Región sur", "II.1. Isla"]
    (table,) = document.tables()
    cell = next(cell for cell in table.cells if "Entrevistas" in cell.text)
    assert cell.text == "• Llamado público\n• Entrevistas"
    assert cell.typed_text == "Llamado público\nEntrevistas"


def test_notes_revisions_and_hidden_text() -> None:
    document = read(RECORDED / "notes.doc")
    (table,) = document.tables()
    cells = {cell.text: cell.marks for cell in table.cells}
    assert cells == {
        "Indicador": ("2",), "Meta": (), "Superficie": (), "Cartas respondidas en plazo": (), "95%": ("3",),
        "120 m²": (), "Visitas sorpresa": ("i",), "40": (), "ab": (),
    }  # fmt: skip
    notes = [b for b in document.blocks if isinstance(b, Paragraph) and b.part is Part.NOTE]
    assert [(note.marks, note.text) for note in notes] == [
        (("1",), "En días hábiles."), (("2",), "Según el manual de 2010."), (("i",), "Solo en invierno."),
    ]  # fmt: skip


@pytest.mark.parametrize("tenths", [6, 7, 8, 9])
def test_a_cut_file_gives_what_is_left_and_says_so(tenths: int) -> None:
    data = (RECORDED / "spans.doc").read_bytes()
    source = Source("cut.doc", len(data), "", Format.DOC)
    document = doc.read_document(data[: len(data) * tenths // 10], source, DEFAULT, None)
    assert document.status.value == "partial"
    cells = [cell.text for table in document.tables() for cell in table.cells]
    texts = [block.text for block in document.blocks if not isinstance(block, Table)]
    assert any("Revisar las encuestas" in text for text in (*cells, *texts))


def test_nothing_left_of_a_file_is_unreadable() -> None:
    data = (RECORDED / "spans.doc").read_bytes()[:2048]
    with pytest.raises(Unreadable):
        doc.read_document(data, Source("cut.doc", len(data), "", Format.DOC), DEFAULT, None)
