"""What understanding costs on large documents, and that no document breaks it."""

from __future__ import annotations

import time
from collections.abc import Callable

from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from extract import Reading, understand
from ingest import Cell, Document, Format, Heading, Paragraph, Source, Table

TEXTS = st.sampled_from(
    [
        *("", " ", "Actividad", "Ponderación (%)", "Objetivo 1. Mejorar", "1.1 Hacer", "a) Ver", "Total"),
        *("35%", "0,4 0,4", "100% / 70%", "12 talleres", "50.0 % [(4 /8 )*100]", "I trimestre", "2016", "X"),
        *(
            "Trimestre",
            "Cumple",
            "Resultado anual",
            "$ 5.000",
            "Región: Ica",
            "No",
            "•",
            "\n\n",
            "1.\n2.\n3.",
        ),
        *("Responsable", "Etapas", "Sistema", "Fecha", "Meta", "= 2,2%", "Ponderación = 2,2%", "\ufffd", "%"),
    ]
)
CELLS = st.builds(
    Cell,
    row=st.integers(0, 6),
    column=st.integers(0, 5),
    text=TEXTS | st.text(max_size=8),
    row_span=st.integers(1, 4),
    column_span=st.integers(1, 4),
    is_header=st.booleans(),
    is_bold=st.booleans(),
)
TABLES = st.lists(CELLS, max_size=24).map(lambda cells: Table(tuple(cells), "docx"))
BLOCKS = TABLES | TEXTS.map(Paragraph) | TEXTS.map(lambda text: Heading(text, 2))


def _document(*blocks: Table | Paragraph | Heading, format: Format = Format.DOCX) -> Document:
    return Document(Source("odd", 1, "0" * 64, format), blocks)


@examples(max_examples=60)
@given(st.lists(BLOCKS, max_size=5), st.sampled_from([Format.DOCX, Format.PDF, Format.MARKDOWN]))
def test_no_document_breaks_understanding(blocks: list[Table | Paragraph | Heading], format: Format) -> None:
    """Cells may overlap, leave holes and reach beyond each other: the tree stays a tree, and each figure has
    an item."""
    reading = understand(_document(*blocks, format=format))
    keys = {item.key for item in reading.items}
    assert {figure.item for figure in reading.figures} <= keys
    parents = {item.key: item.parent for item in reading.items}
    for key in keys:
        seen: set[int | None] = set()
        above: int | None = key
        while above is not None:
            assert above not in seen
            seen.add(above)
            above = parents[above]
    assert all(item.parent_evidence for item in reading.items if item.parent is not None)
    assert all(figure.evidence for figure in reading.figures)


def _long(rows: int) -> Document:
    header = ("Objetivo", "Actividad", "Ponderación", "Responsable")
    cells = [Cell(0, column, text) for column, text in enumerate(header)]
    for row in range(1, rows):
        first = f"Objetivo {row // 10}" if row % 10 == 0 else ""
        texts = (first, f"{row}. Hacer la cosa {row}", f"{row % 7},5%", "Unidad")
        cells += [Cell(row, column, text) for column, text in enumerate(texts)]
    return _document(Table(tuple(cells), "docx"))


def _many_sections(rows: int) -> Document:
    cells = [Cell(0, column, text) for column, text in enumerate(("Objetivo", "Actividad", "Peso"))]
    cells += [
        Cell(row, 0, f"Sección {row}", 1, 3)
        if row % 3 == 1
        else Cell(row, 1, "Subtotal" if row % 3 else f"Tarea {row}")
        for row in range(1, rows)
    ]
    return _document(Table(tuple(cells), "docx"))


def _many_lines(rows: int) -> Document:
    return _document(
        *(Paragraph(f"Objetivo {at}: avance de un 70%, costo de $ 5.000") for at in range(rows)),
        *(Heading(f"Objetivo {at}. Mejorar (Ponderación: 2%)", 2) for at in range(rows)),
    )


def _time(document: Document) -> tuple[float, Reading]:
    start = time.process_time()
    reading = understand(document)
    return time.process_time() - start, reading


def test_ten_times_the_rows_take_no_hundred_times_as_long() -> None:
    made: tuple[Callable[[int], Document], ...] = (_long, _many_sections, _many_lines)
    for make in made:
        _time(make(20))
        short, _ = _time(make(100))
        long, reading = _time(make(1000))
        assert reading.items
        assert long < 30 * max(short, 0.02), make.__name__
