"""Rows cut by a page break are mended; records that begin on the new page stay records."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.cut_rows import Cut, cut_between, mended
from ingest import Cell, Table

Span = tuple[str, int]
Row = list[str | Span | None]

HEAD: Row = ["N°", "Actividad", "Medio", "Peso", "Unidad"]
ABOVE: list[Row] = [
    HEAD,
    ["1", "Revisar las cuentas", "Acta", "10", "Finanzas"],
    ["2", "Elaborar el informe de gestión y", "Oficio", "20", "Oficina de"],
]


def cells_of(rows: list[Row]) -> list[Cell]:
    """One cell per text; ``(text, n)`` spans n rows upwards (the places above are left out with None)."""
    made = []
    for r, row in enumerate(rows):
        for c, what in enumerate(row):
            if what is None:
                continue
            text, rows_down = what if isinstance(what, tuple) else (what, 1)
            made.append(Cell(r, c, text, rows_down, 1))
    return made


def cut(above: list[Row], *rest: Row) -> tuple[Cut, list[list[str]]]:
    table, after = Table(tuple(cells_of(above)), "pdf-lines"), cells_of(list(rest))
    found = cut_between(table, 1, [c for c in after if c.row == 0], [c for c in after if c.row])
    cells, _ = mended(table.cells, after, table.row_count, found)
    whole = Table(tuple(cells), "pdf-lines")
    places = [(r, c) for cell in cells for r in cell.rows for c in cell.columns]
    assert len(places) == len(set(places))
    return found, [[cell.text if cell else "" for cell in row] for row in whole.grid()]


NEXT: Row = ["3", "Medir", "Acta", "30", "Personal"]


def test_a_cut_row_is_mended() -> None:
    found, rows = cut(ABOVE, ["", "remitirlo a la jefatura", "", "", "Partes"], NEXT)
    assert found.row
    assert rows[2] == [
        "2",
        "Elaborar el informe de gestión y\nremitirlo a la jefatura",
        "Oficio",
        "20",
        "Oficina de\nPartes",
    ]
    assert rows[3:] == [NEXT]


def test_a_figure_that_stands_below_the_break_belongs_to_the_cut_row() -> None:
    above = [*ABOVE[:2], ["2", "Elaborar el informe de gestión y", "Oficio", "", "Oficina de"]]
    found, rows = cut(above, ["", "remitirlo a la jefatura", "", "20", "Partes"], NEXT)
    assert found.row
    assert rows[2][3] == "20"


@pytest.mark.parametrize(
    ("ended", "begun"),
    [
        ("Capacitar a los equipos de la Unidad de", "Finanzas"),
        ("Porcentaje (solicitudes", "respondidas en el año)"),
        ("Difundir el catastro de pobla-", "ción rural"),
        ("Informe con metas, plazos,", "Responsables y costos"),
        ("Diagnóstico de la oferta", "regional"),
        ("EVALUAR EL PLAN REGIONAL", "CON LOS MUNICIPIOS"),
        ("Medir la atención durante el año", "y a través de la intranet"),
        ("Registrar lo que se hizo entre 2010 y", "2011 en cada oficina"),
    ],
)
def test_texts_that_run_on(ended: str, begun: str) -> None:
    above = [*ABOVE[:2], ["2", ended, "Oficio", "20", "Personal"]]
    found, rows = cut(above, ["", begun, "", "", ""], NEXT)
    assert found.row
    assert rows[2][1] == f"{ended}\n{begun}"


def test_a_formula_goes_on_below_its_result() -> None:
    above: list[Row] = [["N°", "Indicador", "Meta"], ["1", "Tasa de respuesta a", "50 %"]]
    for begun, row in (("[(4 / 8) * 100]", True), ("60 %", False), ("(60 %)", False)):
        assert cut(above, ["", "solicitudes", begun])[0].row is row
    above[1] = ["1", "Tasa de respuesta a", "50 % [(4 / 8) * 100]"]
    assert not cut(above, ["", "solicitudes", "[(6 / 8) * 100]"])[0].row


@pytest.mark.parametrize(
    "row",
    [
        ["3", "remitirlo a la jefatura", "", "", "Partes"],
        ["", "remitirlo a la jefatura", "", "30", "Partes"],
        ["", "remitirlo a la jefatura", "Acta", "-", ""],
        ["", "2.1 Remitirlo a la jefatura", "", "", ""],
        ["", "b) remitirlo a la jefatura", "", "", ""],
        ["Total", "", "", "60", ""],
        ["x", "remitirlo", "", "30", ""],
        ["", "", "", "", ""],
    ],
)
def test_a_record_that_begins_is_never_melted_into_the_one_above(row: Row) -> None:
    above = [
        HEAD,
        ["1", "1.1 Revisar", "Acta", "10", "A"],
        ["2", "1.2 Elaborar el informe", "Acta", "20", "B"],
    ]
    found, rows = cut(above, row, NEXT)
    assert not found.row
    assert [r[3] for r in rows[1:4]] == ["10", "20", row[3]]


@pytest.mark.parametrize(
    "row",
    [
        ["3", "remitirlo a la jefatura", "", "", "Partes"],
        ["", "remitirlo a la jefatura", "", "30", "Partes"],
        ["Total", "", "", "60", ""],
    ],
)
def test_not_even_below_texts_that_are_cut(row: Row) -> None:
    found, rows = cut(ABOVE, row, NEXT)
    assert not found.row
    assert [r[3] for r in rows[1:4]] == ["10", "20", row[3]]


def test_records_in_lower_case_are_records() -> None:
    above: list[Row] = [HEAD, ["", "revisar", "acta", "", ""], ["", "elaborar", "oficio", "", ""]]
    found, rows = cut(above, ["", "medir", "", "", ""], ["", "contar", "acta", "", ""])
    assert not found.row
    assert rows[3][1] == "medir"


def test_a_bold_line_below_a_plain_one_is_a_title() -> None:
    table = Table(tuple(cells_of([HEAD, ["1", "Revisar las cuentas", "", "", ""]])), "pdf-lines")
    first = [Cell(0, 0, ""), Cell(0, 1, "otras actividades", is_bold=True)]
    assert cut_between(table, 1, first, []) == Cut()


def test_without_a_number_where_every_record_has_one_the_row_goes_on() -> None:
    row: Row = ["", "Remitirlo a la jefatura", "Nota de prensa", "", "regional"]
    above: list[Row] = [*ABOVE[:2], ["2", "Elaborar el informe", "Oficio", "20", "Oficina"]]
    found, _ = cut(above, row, NEXT)
    assert found.row
    found, _ = cut([["", *one[1:]] for one in above], row, ["", *NEXT[1:]])
    assert not found.row


def test_merged_cells_go_on_while_a_record_begins_beside_them() -> None:
    above: list[Row] = [
        ["Producto", "Objetivo", "Actividad", "Peso"],
        ["Redes", "Reducir los tiempos de espera a través de la", "Supervisar", "25"],
    ]
    found, rows = cut(above, ["", "intranet institucional", "Evaluar", "25"], ["", "Otro fin", "Medir", "50"])
    assert (found.row, found.columns) == (False, {0, 1})
    whole = "Reducir los tiempos de espera a través de la\nintranet institucional"
    assert rows[1:] == [
        ["Redes", whole, "Supervisar", "25"],
        ["Redes", whole, "Evaluar", "25"],
        ["", "Otro fin", "Medir", "50"],
    ]


def test_a_figure_below_that_of_a_merged_cell_crowds_it_only_where_two_texts_are_cut() -> None:
    above: list[Row] = [
        ["Objetivo", "Actividad", "Peso", "Unidad"],
        ["1. Orden", "Reunir a los equipos", ("0,4", 2), ("Centro Norte\nCentro de", 2)],
        ["2. Mesa que", "Actas", None, None],
    ]
    below: Row = ["3. A", "B", "1", "C"]
    found, rows = cut(above, ["realizan los municipios", "Reunión", "0,4", "Atención"], below)
    assert found.row
    assert rows[2] == ["2. Mesa que\nrealizan los municipios", "Actas\nReunión", "0,4\n0,4", rows[1][3]]
    above[2] = ["2. Mesa", "Actas", None, None]
    found, rows = cut(above, ["Otra mesa", "Reunión", "0,4", "Atención"], below)
    assert not found.row
    assert rows[3][2] == "0,4"


def test_a_cell_that_spans_rows_after_the_break_grows_the_one_above() -> None:
    after = [Cell(0, 0, "", 2), Cell(0, 1, "a la jefatura"), Cell(1, 1, "Medir")]
    table = Table(tuple(cells_of([["Fin", "Hecho"], ["Orden", "Remitir"]])), "pdf-lines")
    found = cut_between(table, 1, after[:2], after[2:])
    cells, start = mended(table.cells, after, 2, found)
    assert (found.row, start) == (True, 1)
    assert [(c.text, c.row, c.row_span) for c in cells if c.column == 0] == [("Fin", 0, 1), ("Orden", 1, 2)]


@given(st.lists(st.sampled_from(["", "y otros", "Medir", "10", "3.", "x", "de la"]), min_size=5, max_size=5))
def test_nothing_is_lost_and_no_figure_is_put_behind_another(row: list[str]) -> None:
    _, rows = cut(ABOVE, [*row], NEXT)
    words = " ".join(text for r in rows for text in r).split()
    assert all(words.count(word) >= row.count(word) for word in ("Medir", "10", "3.", "x"))
    assert all(r[3] in ("Peso", "10", "20", "30", "", row[3]) for r in rows)
