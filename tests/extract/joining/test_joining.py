"""Joining the parts of tables: over pages by geometry, in formats without pages by columns and headers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extract.joining import JoinedTable, join_tables
from ingest import (
    Block,
    Box,
    Cell,
    Document,
    Format,
    Heading,
    Host,
    Paragraph,
    Part,
    Place,
    Source,
    Table,
    read,
)

SOURCE = Source("a.pdf", 1, "0" * 64, Format.PDF)
HEAD = ["N°", "Actividad", "Peso"]


def table(
    rows: list[list[str]],
    page: int | None = None,
    *,
    top: float = 100.0,
    xs: tuple[float, ...] = (50, 100, 300, 400),
    head: int = 0,
    spans: dict[tuple[int, int], tuple[int, int]] | None = None,
) -> Table:
    """Rows of texts; None stands for a place that a span covers. ``head``: so many bold rows at the top."""
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text is None:
                continue
            down, right = (spans or {}).get((r, c), (1, 1))
            place = Place()
            if page is not None:
                place = Place(page, Box(xs[c], top + 20 * r, xs[c + right], top + 20 * (r + down)))
            cells.append(Cell(r, c, text, down, right, is_bold=r < head, place=place))
    place = Place(page, Box(xs[0], top, xs[-1], top + 20 * len(rows))) if page is not None else Place()
    return Table(tuple(cells), "pdf-lines" if page else "docx", place=place)


def joined(*blocks: Block) -> tuple[JoinedTable, ...]:
    return join_tables(Document(SOURCE, blocks))


def texts(one: JoinedTable) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in one.table.grid()]


FIRST = [HEAD, ["1", "Revisar", "10"], ["2", "Medir", "20"]]
SECOND = [["3", "Cerrar", "30"], ["4", "Contar", "40"]]


def test_a_repeated_header_is_dropped_and_remembered() -> None:
    (one,) = joined(table(FIRST, 1, head=1), table([HEAD, *SECOND], 2, head=1))
    assert texts(one) == [*FIRST, *SECOND]
    first, second = one.parts
    assert [cell.text for cell in second.dropped] == HEAD
    assert (first.row_first, first.rows, first.page_first) == (0, 3, 1)
    assert (second.number, second.row_first, second.rows, second.page_first) == (2, 3, 2, 2)
    assert [cell.place.page for cell in one.table.cells if cell.column == 0] == [1, 1, 1, 2, 2]
    assert (one.table.page_first, one.table.page_last) == (1, 2)


def test_no_header_on_the_second_page() -> None:
    (one,) = joined(table(FIRST, 1, head=1), table(SECOND, 2))
    assert texts(one) == [*FIRST, *SECOND]


def test_furniture_and_small_notes_may_stand_between() -> None:
    note = Paragraph("1 Según la glosa.", place=Place(1, Box(50, 700, 200, 710)))
    footer = Paragraph("Página 1", Part.FOOTER)
    assert len(joined(table(FIRST, 1), note, footer, table(SECOND, 2))) == 1


@pytest.mark.parametrize(
    "between",
    [
        Heading("Otro programa", 1, place=Place(2, Box(50, 60, 200, 70))),
        Paragraph("Un párrafo que explica algo distinto. " * 4, place=Place(2, Box(50, 60, 500, 90))),
        Paragraph("Texto que sigue sin lugar"),
    ],
)
def test_text_between_keeps_tables_apart(between: Block) -> None:
    assert len(joined(table(FIRST, 1), between, table(SECOND, 2))) == 2


def test_a_heading_that_says_so_joins() -> None:
    heading = Heading("Cuadro 1 (continuación)", 2, place=Place(2, Box(50, 60, 200, 70)))
    assert len(joined(table(FIRST, 1, head=1), heading, table([HEAD, *SECOND], 2, head=1))) == 1


def test_other_columns_or_a_page_between_keep_apart() -> None:
    assert len(joined(table(FIRST, 1), table(SECOND, 2, xs=(50, 220, 350, 400)))) == 2
    assert len(joined(table(FIRST, 1), table(SECOND, 3))) == 2
    assert len(joined(table(FIRST, 1), table(SECOND, 1, top=400))) == 2


def test_a_header_of_its_own_keeps_apart() -> None:
    other = [["Código", "Nombre", "Monto"], ["A", "Becas", "5"], ["B", "Cursos", "7"]]
    assert len(joined(table(FIRST, 1, head=1), table(other, 2, head=1))) == 2


def test_a_row_cut_by_the_page_is_mended() -> None:
    first = [HEAD, ["1", "Elaborar el informe de gestión y", "10"]]
    rest = [["", "remitirlo a la jefatura", ""], ["2", "Medir", "20"]]
    (one,) = joined(table(first, 1, head=1), table(rest, 2))
    assert texts(one) == [
        HEAD,
        ["1", "Elaborar el informe de gestión y\nremitirlo a la jefatura", "10"],
        rest[1],
    ]
    part = one.parts[1]
    assert (part.mended, part.row_first, part.rows) == (True, 1, 2)
    cell = next(cell for cell in one.table.cells if cell.text.startswith("Elaborar"))
    assert cell.place.page == 1


@pytest.mark.parametrize(
    "row",
    [
        ["2", "remitirlo a la jefatura", ""],
        ["", "remitirlo", "30"],
        ["", "Difundir", ""],
        ["x", "remitirlo", ""],
    ],
)
def test_a_new_record_is_not_mended(row: list[str]) -> None:
    first = [HEAD, ["1", "Elaborar el informe", "10"], ["", "Otra cosa, terminada.", "5"]]
    (one,) = joined(table(first, 1, head=1), table([row, ["3", "Medir", "20"]], 2))
    assert not one.parts[1].mended
    assert texts(one)[3] == row


def test_a_spanning_cell_goes_on_over_the_break() -> None:
    first = table([HEAD, ["1", "Revisar", "10"], [None, "Medir", "20"]], 1, spans={(1, 0): (2, 1)})
    second = table([["", "Cerrar", "30"], [None, "Contar", "40"]], 2, spans={(0, 0): (2, 1)})
    (one,) = joined(first, second)
    assert texts(one)[1:] == [
        ["1", "Revisar", "10"],
        ["1", "Medir", "20"],
        ["1", "Cerrar", "30"],
        ["1", "Contar", "40"],
    ]


def test_a_column_missing_on_the_second_page() -> None:
    second = table([["3", "Cerrar"], ["4", "Contar"]], 2, xs=(50, 100, 300))
    (one,) = joined(table(FIRST, 1, head=1), second)
    assert texts(one)[3:] == [["3", "Cerrar", ""], ["4", "Contar", ""]]
    wide = table([["3", "Cerrar"], ["4", "Contar"]], 2, xs=(50, 100, 400))
    (one,) = joined(table(FIRST, 1, head=1), wide)
    assert texts(one)[3:] == [["3", "Cerrar", "Cerrar"], ["4", "Contar", "Contar"]]


def test_three_pages() -> None:
    (one,) = joined(table(FIRST, 1, head=1), table(SECOND, 2), table([["5", "Fin", "0"]], 3))
    assert [part.row_first for part in one.parts] == [0, 3, 5]


def test_formats_without_pages() -> None:
    assert len(joined(table(FIRST), Paragraph(""), table([HEAD, *SECOND]))) == 1
    assert len(joined(table(FIRST), table(SECOND))) == 1
    assert len(joined(table(FIRST), table([["Uno", "Dos", "Tres"], ["a", "b", "c"], ["d", "e", "f"]]))) == 2
    assert len(joined(table(FIRST), Paragraph("Lo que sigue es otra cosa."), table(SECOND))) == 2


def test_nested_tables_stay_as_they_are() -> None:
    nested = Table((Cell(0, 0, "dentro"),), "docx", host=Host(1, 0, 0))
    made = joined(table(FIRST), nested, table(SECOND))
    assert [len(one.parts) for one in made] == [2, 1]
    assert [part.number for one in made for part in one.parts] == [1, 3, 2]


def test_nothing_is_lost_or_doubled(shared: Path) -> None:
    for path in sorted((shared / "corpus").glob("*.pdf")):
        document = read(path)
        made = join_tables(document)
        before = sum(len(cell.text.split()) for one in document.tables() for cell in one.cells)
        after = sum(len(cell.text.split()) for one in made for cell in one.table.cells)
        dropped = sum(len(cell.text.split()) for one in made for part in one.parts for cell in part.dropped)
        assert before == after + dropped
        assert sorted(part.number for one in made for part in one.parts) == list(
            range(1, len(list(document.tables())) + 1)
        )
        for one in made:
            places = [(r, c) for cell in one.table.cells for r in cell.rows for c in cell.columns]
            assert len(places) == len(set(places))


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_tables_that_stand_sideways_are_joined(turn: int) -> None:
    def sideways(one: Table) -> Table:
        def at(place: Place) -> Place:
            assert place.box is not None
            x0, y0, x1, y1 = place.box.x0, place.box.y0, place.box.x1, place.box.y1
            box = {
                1: Box(y0, 700 - x1, y1, 700 - x0),
                2: Box(500 - x1, 700 - y1, 500 - x0, 700 - y0),
                3: Box(500 - y1, x0, 500 - y0, x1),
            }[turn]
            return Place(place.page, box)

        cells = tuple(replace(cell, place=at(cell.place)) for cell in one.cells)
        return replace(one, cells=cells, place=at(one.place))

    assert len(joined(sideways(table(FIRST, 1)), sideways(table(SECOND, 2)))) == 1
    assert len(joined(sideways(table(FIRST, 1)), sideways(table(SECOND, 2, xs=(50, 220, 350, 400))))) == 2
    assert len(joined(table(FIRST, 1), sideways(table(SECOND, 2)))) == 2
