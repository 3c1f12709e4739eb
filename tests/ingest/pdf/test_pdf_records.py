"""Rows without rules: which lines are one record."""

from __future__ import annotations

from ingest.pdf.lines import Chunk
from ingest.pdf.records import partition
from ingest.pdf.rows import Item, RowLine


def chunk(text: str, x: float, base: float) -> Chunk:
    """5 points for each sign, 10 points high."""
    width = 5.0 * len(text)
    first = 5.0 * len(text.split()[0])
    return Chunk((0,), x, base - 8, x + width, base + 2, base, 10.0, text, False, first)


def row(base: float, *cells: tuple[int, str]) -> RowLine:
    return RowLine(tuple(Item(c, c + 1, chunk(text, 100.0 * c, base)) for c, text in cells))


ROOM = [(0.0, 98.0), (100.0, 198.0), (200.0, 298.0)]


def numbers(*lines: RowLine) -> list[int]:
    return list(partition(lines, ROOM).numbers)


def test_no_lines() -> None:
    assert partition([], ROOM).numbers == ()


def test_each_line_of_figures_is_a_row() -> None:
    lines = [row(12 * k, (0, "Región"), (1, "10"), (2, "20,5")) for k in range(4)]
    found = partition(lines, ROOM)
    assert found.numbers == (0, 1, 2, 3)
    assert found.sure == 3
    assert not found.unsure


def test_a_label_that_wraps_stays_with_its_figures_above_or_below() -> None:
    above = numbers(
        row(0, (0, "Elaborar el informe"), (1, "10")),
        row(12, (0, "de gestión")),
        row(24, (0, "Difundir"), (1, "20")),
        row(36, (0, "Cerrar"), (1, "30")),
    )
    assert above == [0, 0, 1, 2]
    below = numbers(
        row(0, (0, "Difundir"), (1, "20")),
        row(12, (0, "Elaborar el informe")),
        row(24, (0, "de gestión"), (1, "10")),
        row(36, (0, "Cerrar"), (1, "30")),
    )
    assert below == [0, 1, 1, 2]


def test_cells_of_one_row_in_the_middle_of_it() -> None:
    lines = [
        row(0, (0, "Gasto del todo el")),
        row(6, (1, "10")),
        row(12, (0, "personal")),
        row(32, (0, "Otro"), (1, "5")),
    ]
    assert numbers(*lines) == [0, 0, 0, 1]


def test_text_that_stands_at_the_top_of_its_row() -> None:
    lines = [
        row(0, (0, "Estudios"), (1, "Elaborar el informe"), (2, "Acta de la sesión")),
        row(12, (1, "de gestión"), (2, "anual")),
        row(24, (0, "Gestión"), (1, "Difundir sus planes"), (2, "Nómina")),
        row(36, (1, "y metas")),
    ]
    assert numbers(*lines) == [0, 0, 1, 1]


def test_a_formula_goes_on_in_its_brackets() -> None:
    lines = [
        row(0, (0, "Quejas atendidas"), (1, "87,5 %"), (2, "10")),
        row(12, (1, "[(7 / 8) *")),
        row(24, (1, "100]")),
    ]
    assert numbers(*lines) == [0, 0, 0]


def test_figures_in_brackets_are_rows() -> None:
    lines = [row(12 * k, (0, "Saldo"), (1, "12,1" if k % 2 else "(5,3)")) for k in range(4)]
    assert numbers(*lines) == [0, 1, 2, 3]


def test_room_between_rows_parts_them() -> None:
    lines = [
        row(0, (0, "Elaborar el informe"), (1, "De la institución y")),
        row(12, (0, "Anual de la región"), (1, "Todos sus servicios")),
        row(34, (0, "Difundir los planes"), (1, "Del servicio de la")),
        row(46, (0, "Nacionales de toda"), (1, "Administración")),
    ]
    assert numbers(*lines) == [0, 0, 1, 1]


def test_text_that_flows_over_two_rows_spans_them() -> None:
    lines = [
        row(0, (0, "Fortalecer la red de"), (1, "Formalizar"), (2, "0,5")),
        row(12, (0, "los servicios y de"), (1, "Coordinar"), (2, "0,6")),
        row(24, (0, "la región"), (1, "Revisar"), (2, "0,7")),
    ]
    found = partition(lines, ROOM)
    assert found.numbers == (0, 1, 2)
    assert found.flowing == ((0, 0, 1), (0, 1, 2))


def test_labels_in_the_middle_of_several_records() -> None:
    lines = [
        row(0, (1, "Levantar"), (2, "4%")),
        row(6, (0, "Etapa 1")),
        row(12, (1, "Sostener"), (2, "2%")),
        row(24, (0, "Etapa 2"), (1, "Formular"), (2, "9%")),
    ]
    found = partition(lines, ROOM)
    assert [(column, tuple(c.text for c in chunks), a, b) for column, chunks, a, b in found.labels] == [
        (0, ("Etapa 1",), 0, 2),
        (0, ("Etapa 2",), 2, 3),
    ]
    assert found.numbers == (0, 0, 1, 2)


def test_two_columns_of_labels_in_the_middle_of_several_records() -> None:
    room = [*ROOM, (300.0, 398.0)]
    lines = [
        row(0, (2, "Levantar"), (3, "4%")),
        row(6, (0, "Gestión"), (1, "15 %")),
        row(12, (2, "Sostener"), (3, "2%")),
        row(24, (2, "Formular"), (3, "9%")),
        row(36, (0, "Cobranza"), (1, "25 %"), (2, "Revisar"), (3, "7%")),
        row(48, (2, "Cerrar"), (3, "1%")),
    ]
    found = partition(lines, room)
    assert [(column, a, b) for column, _, a, b in found.labels] == [
        (0, 0, 2),
        (0, 2, 5),
        (1, 0, 2),
        (1, 2, 5),
    ]
