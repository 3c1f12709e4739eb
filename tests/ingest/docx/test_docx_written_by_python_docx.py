"""Documents that another library writes, read back: what it put at each position is found there."""

from __future__ import annotations

from io import BytesIO

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Heading, Paragraph, Part
from ingest.reading import read_bytes


def saved(document) -> bytes:
    packed = BytesIO()
    document.save(packed)
    return packed.getvalue()


POSITION = st.tuples(st.integers(0, 4), st.integers(0, 4))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(POSITION, POSITION), max_size=3))
def test_merged_cells_stand_where_python_docx_has_them(merges):
    """Merges that do not touch each other; where they overlap, python-docx writes grids without sense."""
    document = docx.Document()
    table = document.add_table(5, 5)
    for row in range(5):
        for column in range(5):
            table.cell(row, column).text = f"{row}.{column}"
    taken = set()
    for first, last in merges:
        (top, bottom), (left, right) = (sorted(pair) for pair in zip(first, last, strict=True))
        area = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if taken.isdisjoint(area):
            table.cell(top, left).merge(table.cell(bottom, right))
            taken |= area
    (found,) = read_bytes(saved(document), "a.docx").tables()
    columns = sorted({tc.left for row in table.rows for tc in row._tr.tc_lst} | {5})
    grid = found.grid()
    for row in range(5):
        for place, column in enumerate(columns[:-1]):
            assert grid[row][place].text == table.cell(row, column).text


def test_a_document_in_its_default_template():
    document = docx.Document()
    document.core_properties.title = "Plan anual"
    document.core_properties.author = "Servicio"
    document.add_heading("Programa de trabajo", 0)
    document.add_heading("Objetivos", 2)
    document.add_paragraph("Uno", style="List Number")
    document.add_paragraph("Dos", style="List Number")
    document.add_paragraph("Punto", style="List Bullet")
    document.sections[0].header.paragraphs[0].text = "Encabezado"
    paragraph = document.add_paragraph("Superficie en m")
    paragraph.add_run("2").font.superscript = True
    found = read_bytes(saved(document), "a.docx")
    assert (found.properties["title"], found.properties["creator"]) == ("Plan anual", "Servicio")
    header, title, heading, *lines = found.blocks
    assert isinstance(header, Paragraph)
    assert (header.text, header.part) == ("Encabezado", Part.HEADER)
    assert [(b.text, b.level) for b in (title, heading) if isinstance(b, Heading)] == [
        ("Programa de trabajo", 1),
        ("Objetivos", 2),
    ]
    assert [line.text for line in lines] == ["1. Uno", "2. Dos", "• Punto", "Superficie en m²"]
