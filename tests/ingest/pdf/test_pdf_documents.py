"""What stands around the tables: paragraphs, headings, furniture, notes; and pages without text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ingest import Document, Heading, Paragraph, Part, Status, Table

Reader = Callable[..., Document]


def kinds(document: Document) -> list[str]:
    return [problem.kind for problem in document.problems]


def test_blocks_come_in_reading_order(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().text(60, 80, "1. Objetivos", size=16, font="F2")
    page.text(60, 110, "La institución se propone lo que sigue para el año.").text(
        60, 130, "Cada meta tiene un peso."
    )
    page.grid([60, 200, 300], [140, 160, 180]).text(64, 154, "Meta").text(204, 154, "Peso")
    page.text(64, 174, "Atender").text(204, 174, "100").text(60, 210, "Lo anterior rige desde enero.")
    blocks = read_sheets(page).blocks
    assert [type(block) for block in blocks] == [Heading, Paragraph, Paragraph, Table, Paragraph]
    first = blocks[0]
    assert isinstance(first, Heading)
    assert (first.text, first.level, first.place.page) == ("1. Objetivos", 1, 1)


def test_lines_that_wrap_are_one_paragraph(sheet: Any, read_sheets: Reader) -> None:
    page = sheet().text(60, 100, "La evaluación de los compromisos del año anterior mostró que los plazos")
    page.text(60, 112, "se cumplieron en todas las regiones.").text(60, 140, "Otro párrafo.")
    texts = [block.text for block in read_sheets(page).blocks if isinstance(block, Paragraph)]
    assert texts == [
        "La evaluación de los compromisos del año anterior mostró que los plazos\n"
        "se cumplieron en todas las regiones.",
        "Otro párrafo.",
    ]


def test_furniture_comes_once(sheet: Any, read_sheets: Reader) -> None:
    pages = []
    for number in range(1, 5):
        page = (
            sheet()
            .text(60, 40, "Servicio de Salud - Plan anual", size=8)
            .text(290, 815, f"Página {number} de 4")
        )
        pages.append(page.text(60, 300, f"El capítulo {number} trata de otra cosa."))
    paragraphs = [block for block in read_sheets(*pages).blocks if isinstance(block, Paragraph)]
    parts = [(block.part, block.text) for block in paragraphs]
    assert parts[:2] == [(Part.HEADER, "Servicio de Salud - Plan anual"), (Part.FOOTER, "Página 1 de 4")]
    assert [part for part, _ in parts[2:]] == [Part.BODY] * 4


def test_notes_carry_their_mark(sheet: Any, read_sheets: Reader) -> None:
    page = sheet()
    for k in range(8):
        page.text(
            60, 100 + 12 * k, "Los compromisos se cumplieron según lo que cada oficina informó en su momento."
        )
    page.text(60, 780, "1", size=5).text(63.5, 784, "Según el informe de la dirección.", size=8)
    (note,) = [
        block
        for block in read_sheets(page).blocks
        if isinstance(block, Paragraph) and block.part is Part.NOTE
    ]
    assert (note.text, note.marks) == ("Según el informe de la dirección.", ("1",))


def test_hidden_text_is_left_out_and_counted(sheet: Any, read_sheets: Reader) -> None:
    page = sheet(extra="/CropBox [0 0 595 800]").text(60, 100, "Texto que se ve en la página.")
    page.text(60, 300, "blanco", ink="1 g").text(60, 20, "afuera").raw(
        "BT 3 Tr /F1 9 Tf 60 500 Td (mudo) Tj ET"
    )
    document = read_sheets(page)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        "Texto que se ve en la página."
    ]
    (problem,) = document.problems
    assert (problem.kind, dict(problem.facts)["count"]) == ("pdf_hidden_text", "16")
    assert document.status is Status.OK


def test_properties(sheet: Any, read_sheets: Reader) -> None:
    info = "/Title (Plan 2016) /Author (IPS) /CreationDate (D:20160131120000-03'00') /Keywords (metas)"
    document = read_sheets(sheet().text(60, 100, "Uno"), info=info)
    assert document.properties == {
        "title": "Plan 2016",
        "creator": "IPS",
        "subject": "metas",
        "created": "2016-01-31T12:00:00-03:00",
        "language": "es-CL",
    }


def test_half_characters_in_properties(sheet: Any, read_sheets: Reader) -> None:
    document = read_sheets(sheet().text(60, 60, "Plan"), info=r"/Title (\376\377\000A\330\000)")
    assert document.properties["title"] == "A\ufffd"


def test_a_blank_document(sheet: Any, read_sheets: Reader) -> None:
    document = read_sheets(sheet(), sheet())
    assert (document.pages, kinds(document), document.status) == (2, ["pdf_blank"], Status.OK)


IMAGE = "q {w} 0 0 {h} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI Q"


def test_a_scan_needs_ocr(sheet: Any, read_sheets: Reader) -> None:
    scan = sheet().raw(IMAGE.format(w=595, h=842))
    assert read_sheets(scan).status is Status.NEEDS_OCR
    mixed = read_sheets(
        scan, sheet().text(60, 100, "Una página con texto."), sheet().raw(IMAGE.format(w=595, h=842))
    )
    assert mixed.status is Status.PARTIAL
    assert dict(mixed.problems[0].facts) == {"pages": "1, 3"}


def test_a_scan_with_a_text_layer_is_from_ocr(sheet: Any, read_sheets: Reader) -> None:
    page = (
        sheet()
        .raw(IMAGE.format(w=595, h=842))
        .raw("BT 3 Tr /F1 10 Tf 60 700 Td (Texto reconocido de la imagen) Tj ET")
    )
    document = read_sheets(page)
    assert document.from_ocr
    assert [block.text for block in document.blocks if not isinstance(block, Table)] == [
        "Texto reconocido de la imagen"
    ]


@pytest.mark.parametrize(
    "garbage", ["(cid:12)(cid:31)(cid:7)" * 12, "xkcdq wrtzp bcdfg hjklm npqrs tvwxz " * 12]
)
def test_a_garbled_text_layer_is_said(sheet: Any, read_sheets: Reader, garbage: str) -> None:
    page = sheet()
    for k in range(0, len(garbage), 60):
        page.text(40, 60 + k / 5, garbage[k : k + 60])
    assert kinds(read_sheets(page)) == ["pdf_all_garbled"]
    assert kinds(read_sheets(page, sheet().text(60, 90, "Una página que se entiende."))) == ["pdf_garbled"]


def test_many_pages(sheet: Any, read_sheets: Reader) -> None:
    pages = [sheet().text(60, 300, f"El capítulo {number} trata de otra cosa.") for number in range(1, 231)]
    document = read_sheets(*pages)
    assert document.pages == 230
    last = document.blocks[-1]
    assert isinstance(last, Paragraph)
    assert (last.place.page, last.text) == (230, "El capítulo 230 trata de otra cosa.")


def cut_table(first: Any, second: Any) -> None:
    """A table whose last row goes on between two rules at the top of the next page."""
    first.grid([80, 200, 360, 480], [700, 720, 760]).text(84, 714, "Meta").text(204, 714, "Actividad")
    first.text(364, 714, "Peso").text(84, 734, "Orden").text(364, 734, "20")
    first.text(204, 734, "Revisar las cuentas de la").text(300, 815, "1")
    ruled(second, 60).text(204, 74, "institución").text(300, 815, "2")


def ruled(page: Any, y: float) -> Any:
    return page.line(80, y, 480, y).line(80, y + 30, 480, y + 30)


def test_the_rest_of_a_cut_row_at_the_top_of_a_page_is_a_part_of_its_table(
    sheet: Any, read_sheets: Reader
) -> None:
    first, second = sheet(), sheet()
    cut_table(first, second)
    document = read_sheets(first, second.text(80, 120, "Lo anterior rige desde enero."))
    one, rest = document.tables()
    assert [(cell.column, cell.text) for cell in rest.cells] == [(0, ""), (1, "institución"), (2, "")]
    assert (rest.page_first, rest.method) == (2, one.method)


@pytest.mark.parametrize(
    "second",
    [
        lambda page: ruled(page, 60).text(150, 74, "Palabras que cruzan los límites"),
        lambda page: page.grid([80, 140, 480], [60, 90]).text(204, 74, "institución"),
        lambda page: ruled(page, 60).text(204, 74, "Otro plan", font="F2"),
        lambda page: page.line(80, 60, 400, 60).line(80, 90, 400, 90).text(204, 74, "institución"),
        lambda page: ruled(page, 260).text(204, 274, "institución").text(84, 200, "Otro tema."),
    ],
)
def test_what_does_not_fit_its_columns_stays_text(sheet: Any, read_sheets: Reader, second: Any) -> None:
    first, page = sheet(), sheet()
    cut_table(first, sheet())
    document = read_sheets(first, second(page))
    assert [table.page_last for table in document.tables()] == [1]
