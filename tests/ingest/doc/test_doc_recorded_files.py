"""Documents that LibreOffice saved: what they say, and what is left of them once they are cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import doc
from ingest.document import Document, Format, Paragraph, Part, Source, Table
from ingest.errors import Unreadable
from ingest.limits import DEFAULT

RECORDED = Path(__file__).parents[1] / "wordprocessing" / "recorded"


def read(path: Path) -> Document:
    data = path.read_bytes()
    return doc.read_document(data, Source(path.name, len(data), "", Format.DOC), DEFAULT, None)


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
