"""PDF files: highlights and notes where the cells stand, an outline that leads there, once."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from pypdf import PdfReader, PdfWriter

import ingest
from ingest.document import Table
from normalize.dataset import Rows
from normalize.schema import CellRow, DocumentRow, FindingRow
from pondera.annotating.copying import annotate
from pondera.messages import Language

from .conftest import rows_of

WIDTHS, HEIGHT = (60, 260, 400), 24
ROWS = [("N", "Actividad", "Peso"), ("1", "Plantar", "40%"), ("2", "Regar", "50%"), ("3", "Podar", "20%")]


def page_with_a_table(path: Path, rotation: int = 0) -> None:
    """A ruled table, written by hand: text and lines of one content stream (ISO 32000-1, 8.5 and 9.4)."""
    drawn, edges = [], [40, *(40 + width for width in WIDTHS)]
    for at, row in enumerate(ROWS):
        top = 700 - at * HEIGHT
        for column, text in enumerate(row):
            drawn.append(f"BT /F1 10 Tf {edges[column] + 4} {top - 16} Td ({text}) Tj ET")
    bottom = 700 - len(ROWS) * HEIGHT
    drawn += [f"{x} {bottom} m {x} 700 l S" for x in edges]
    drawn += [f"40 {700 - at * HEIGHT} m {edges[-1]} {700 - at * HEIGHT} l S" for at in range(len(ROWS) + 1)]
    stream = "\n".join(drawn).encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate %d /CropBox [10 20 595 842] "
        b"/Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>" % rotation,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    path.write_bytes(data + head + table + end)


def rows_with_findings(path: Path, texts: tuple[str, ...]) -> Rows:
    """What was read of a file, with a finding on the cell of each text."""
    rows = rows_of(path)
    assert rows.cells, "the table was not found"
    (document,) = rows.documents
    cells = {cell.text: cell for cell in rows.cells}
    findings = tuple(finding_at(document, cells[text]) for text in texts)
    return replace(rows, findings=findings)


def finding_at(document: DocumentRow, cell: CellRow) -> FindingRow:
    return FindingRow(
        f"{document.document_id}-{cell.row}", document.document_id, cell.table_id, "", "weights-sum", "error",
        cell.page, cell.row, cell.column, "100%", "110%", None, "too much", "demasiado: ¿qué?", "[]",
        "0123456789", "",
    )  # fmt: skip


def annotations(path: Path) -> list[tuple[str, str, str]]:
    """Kind, text, and the words that stand inside the box of each annotation of ours."""
    found = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for one in page.annots:
                box = (one["x0"], one["top"], one["x1"], one["bottom"])
                inside = [
                    letter["text"]
                    for letter in page.chars
                    if box[0] <= (letter["x0"] + letter["x1"]) / 2 <= box[2]
                    and box[1] <= (letter["top"] + letter["bottom"]) / 2 <= box[3]
                ]
                kind = one["data"]["Subtype"].name
                found.append((kind, str(one["contents"] or ""), "".join(inside)))
    return found


def titles(outline: list[Any]) -> list[str]:
    return [
        one for item in outline for one in (titles(item) if isinstance(item, list) else [str(item["/Title"])])
    ]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_findings_are_marked_where_they_stand(tmp_path: Path, rotation: int) -> None:
    source, copy = tmp_path / "plan.pdf", tmp_path / "copy.pdf"
    page_with_a_table(source, rotation)
    before = hashlib.sha256(source.read_bytes()).hexdigest()
    done = annotate(source, rows_with_findings(source, ("50%", "Podar")), copy, Language.ES)
    assert (done.placed, done.listed, done.is_rendering) == (2, 0, False)
    assert hashlib.sha256(source.read_bytes()).hexdigest() == before
    found = annotations(copy)
    if rotation in (0, 180):  # pdfplumber turns boxes of annotations and letters in different ways otherwise
        assert [words for kind, _, words in found if kind == "Highlight"] == ["50%", "Podar"]
    notes = [text for kind, text, _ in found if kind == "Text"]
    assert len(notes) == 3
    assert "demasiado: ¿qué?" in notes[1] and "100%" in notes[1] and "110%" in notes[1]
    outline = titles(PdfReader(copy).outline)
    assert outline[0] == "Pondera: 2 hallazgos"
    assert len(outline) == 3


@pytest.mark.parametrize("rotation", [90, 270])
def test_the_marks_of_a_turned_page_cover_the_cells_as_displayed(tmp_path: Path, rotation: int) -> None:
    """Read again by the reader that gave the cells: the box of the mark, as displayed, is the cell's."""
    source, copy = tmp_path / "plan.pdf", tmp_path / "copy.pdf"
    page_with_a_table(source, rotation)
    rows = rows_with_findings(source, ("50%",))
    annotate(source, rows, copy, Language.ES)
    page = PdfReader(copy).pages[0]
    (mark,) = [one.get_object() for one in page["/Annots"] if one.get_object()["/Subtype"] == "/Highlight"]
    left, bottom, right, top = map(float, mark["/Rect"])
    (column,) = [at for at, text in enumerate(ROWS[2]) if text == "50%"]
    edges = [40, *(40 + width for width in WIDTHS)]
    assert (left, right) == (pytest.approx(edges[column], abs=2), pytest.approx(edges[column + 1], abs=2))
    assert (bottom, top) == (pytest.approx(700 - 3 * HEIGHT, abs=2), pytest.approx(700 - 2 * HEIGHT, abs=2))


def test_annotating_again_does_not_double(tmp_path: Path) -> None:
    source, first, second, third = (tmp_path / f"{name}.pdf" for name in ("plan", "first", "second", "third"))
    page_with_a_table(source)
    rows = rows_with_findings(source, ("50%", "20%"))
    annotate(source, rows, first, Language.ES)
    annotate(source, rows, second, Language.ES)
    annotate(first, rows, third, Language.ES)
    assert first.read_bytes() == second.read_bytes()
    assert annotations(third) == annotations(first)
    assert titles(PdfReader(third).outline) == titles(PdfReader(first).outline)


def test_other_annotations_and_outlines_stay(tmp_path: Path) -> None:
    from pypdf.annotations import Text

    plain, source, copy, again = (tmp_path / f"{name}.pdf" for name in ("plain", "plan", "copy", "again"))
    page_with_a_table(plain)
    writer = PdfWriter(clone_from=plain)
    writer.add_annotation(0, Text(rect=(20, 20, 40, 40), text="mine"))
    writer.add_outline_item(title="Chapter", page_number=0)
    writer.write(source)
    rows = rows_with_findings(source, ("50%",))
    annotate(source, rows, copy, Language.EN)
    annotate(copy, rows, again, Language.EN)
    for path in (copy, again):
        assert ("Text", "mine") in [(kind, text) for kind, text, _ in annotations(path)]
        assert titles(PdfReader(path).outline)[:2] == ["Chapter", "Pondera: 1 finding"]


def test_a_pdf_without_findings_says_so_and_one_may_become_a_word_document(tmp_path: Path) -> None:
    source = tmp_path / "plan.pdf"
    page_with_a_table(source)
    rows = replace(rows_of(source), findings=())
    annotate(source, rows, tmp_path / "copy.pdf", Language.EN)
    ((_, text, _),) = annotations(tmp_path / "copy.pdf")
    assert "No findings" in text or "No figure" in text
    done = annotate(source, rows_with_findings(source, ("50%",)), tmp_path / "copy.docx", Language.EN)
    assert (done.placed, done.is_rendering) == (1, True)


def test_the_copy_reads_as_the_original(tmp_path: Path) -> None:
    source, copy = tmp_path / "plan.pdf", tmp_path / "copy.pdf"
    page_with_a_table(source)
    annotate(source, rows_with_findings(source, ("50%",)), copy, Language.EN)
    texts = [
        [cell.text for table in ingest.read(path).tables() for cell in table.cells] for path in (source, copy)
    ]
    assert texts[0] == texts[1]
    assert all(isinstance(table, Table) for table in ingest.read(copy).tables())
