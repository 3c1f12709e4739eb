"""Layouts of kin documents: syllabi, rubrics, quarterly and multi-year plans, agreements."""

from __future__ import annotations

from collections.abc import Callable

from extract import Reading
from extract.reading import Role, RowKind, TableKind
from ingest import Table

Make = Callable[..., Table]
Read = Callable[..., Reading]
Tree = Callable[[Reading], list[tuple[str, str, str, str]]]
Figures = Callable[[Reading], list[tuple[str, str, str]]]


def _roles(reading: Reading) -> list[str]:
    return [column.role.value for column in reading.tables[0].columns]


def test_a_table_on_its_side(table: Make, reading: Read, figures: Figures) -> None:
    read = reading(
        table(
            [
                ["Evaluación", "Parcial 1", "Laboratorio", "Proyecto"],
                ["Ponderación (%)", "20", "30", "50"],
                ["Fecha", "15/03/2023", "quincenal", "07/06/2023"],
            ]
        )
    )
    assert figures(read) == [
        ("Parcial 1", "weight", "20"),
        ("Laboratorio", "weight", "30"),
        ("Proyecto", "weight", "50"),
    ]
    assert [item.deadline for item in read.items] == ["15/03/2023", "quincenal", "07/06/2023"]
    assert [(figure.row, figure.column, figure.unit) for figure in read.figures] == [
        (1, 1, "%"),
        (1, 2, "%"),
        (1, 3, "%"),
    ]
    assert _roles(read) == ["description", "weight", "weight", "weight"]


def test_a_table_whose_first_column_names_things_does_not_lie_on_its_side(
    table: Make, reading: Read, figures: Figures
) -> None:
    read = reading(
        table(
            [
                ["Actividad", "Ponderación", "Meta"],
                ["Fecha de cierre", "40%", "3"],
                ["Plazo de entrega", "60%", "4"],
            ]
        )
    )
    assert [figure[0] for figure in figures(read) if figure[1] == "weight"] == [
        "Fecha de cierre",
        "Plazo de entrega",
    ]


def test_rows_that_are_periods_of_the_thing_above(table: Make, reading: Read) -> None:
    read = reading(
        "# Meta 1: Certificar empresas turísticas",
        table(
            [
                ["Trimestre", "Programado", "Ejecutado"],
                ["I trimestre", "25", "24"],
                ["II trimestre", "30", "33"],
                ["Total anual", "55", "57"],
            ]
        ),
    )
    (item,) = read.items
    assert (item.number, item.text) == ("1", "Certificar empresas turísticas")
    assert [(figure.raw, figure.period) for figure in read.figures] == [
        ("25", ("I trimestre",)),
        ("24", ("I trimestre",)),
        ("30", ("II trimestre",)),
        ("33", ("II trimestre",)),
    ]
    assert [total.raw for total in read.totals] == ["55", "57"]


def test_periods_without_anything_above_stay_rows(table: Make, reading: Read) -> None:
    read = reading(table([["Año", "Meta", "Logrado"], ["2016", "20", "18"], ["2017", "35", "36"]]))
    assert not any(item.table is None for item in read.items)


def test_shares_without_a_header_under_a_title_about_them(
    table: Make, reading: Read, figures: Figures
) -> None:
    rows = [["Mid-term test", "20%"], ["Field assignment", "45%"], ["Final exam", "35%"]]
    read = reading("Assessment is as follows:", table(rows))
    assert read.tables[0].kind is TableKind.WEIGHTS
    assert [figure[1] for figure in figures(read)] == ["weight"] * 3
    silent = reading("Population of the district:", table(rows))
    assert [figure[1] for figure in figures(silent)] == ["count"] * 3


def test_columns_of_a_table_without_header_by_their_contents(table: Make, reading: Read) -> None:
    read = reading(
        table(
            [
                ["1", "Sembrar árboles", "12-05-2020"],
                ["2", "Regar los viveros", "30-06-2020"],
                ["3", "Podar", "01-07-2020"],
            ]
        )
    )
    assert _roles(read) == ["number", "description", "deadline"]


def test_criteria_are_the_items_where_they_part_the_dimensions(
    table: Make, reading: Read, tree: Tree, figures: Figures
) -> None:
    read = reading(
        table(
            [
                ["Dimensión", "Criterios", "Puntaje máximo", "Pond. dimensión"],
                [("Calidad", 2, 1), "Coherencia", "30 puntos", ("60%", 2, 1)],
                ["Método", "30 puntos"],
                ["Presupuesto", "Costos razonables", "40 puntos", "40%"],
            ]
        )
    )
    assert [(number, text, parent) for _, number, text, parent in tree(read)] == [
        ("", "Calidad", ""),
        ("", "Coherencia", "Calidad"),
        ("", "Método", "Calidad"),
        ("", "Presupuesto", ""),
        ("", "Costos razonables", "Presupuesto"),
    ]
    assert ("Calidad", "weight", "60%") in figures(read)
    assert ("Método", "weight", "30 puntos") in figures(read)


def test_a_weight_merged_over_some_of_an_objectives_activities_is_theirs(
    table: Make, reading: Read, figures: Figures
) -> None:
    read = reading(
        table(
            [
                ["Objetivo", "Actividad", "Ponderación"],
                [("Acercar los servicios", 3, 1), "Operativos", ("30", 2, 1)],
                ["Difusión"],
                ["Convenio", "20"],
                [("Mejorar la espera", 2, 1), "Medir", "25"],
                ["Proponer", "25"],
            ]
        )
    )
    assert ("Operativos", "weight", "30") in figures(read)
    merged = next(figure for figure in read.figures if figure.raw == "30")
    assert merged.confidence < 1
    assert merged.evidence[0].signal == "merged over rows of several"


def test_a_goal_in_words_is_the_item_and_not_a_target(table: Make, reading: Read, tree: Tree) -> None:
    read = reading(
        table(
            [
                ["Meta", "U. de M.", "Programado", "Ejecutado"],
                ["Entregar apoyos", "Apoyo", "1500", "1420"],
                ["Visitar comunidades", "Visita", "40", "38"],
            ]
        )
    )
    assert [text for _, _, text, _ in tree(read)] == ["Entregar apoyos", "Visitar comunidades"]
    assert _roles(read)[1] == "unit_of_measure"


def test_quarters_below_a_band_are_header_and_period(table: Make, reading: Read) -> None:
    read = reading(
        table(
            [
                [("Actividad", 2, 1), ("Meta anual", 2, 1), ("Trimestre", 1, 4)],
                ["I", "II", "III", "IV"],
                ["Patrullar", "48", "12", "12", "12", "12"],
                ["Reforestar", "20", "0", "10", "10", "0"],
            ]
        )
    )
    columns = read.tables[0].columns
    assert read.tables[0].header_rows == 2
    assert [column.period for column in columns[2:]] == [
        ("Trimestre I",),
        ("Trimestre II",),
        ("Trimestre III",),
        ("Trimestre IV",),
    ]
    assert {column.role for column in columns[2:]} == {Role.PROGRAMMED}


def test_quarters_are_no_quetzales(table: Make, reading: Read) -> None:
    read = reading(
        table(
            [
                [("Output", 2, 1), ("Q1", 1, 2), ("Q2", 1, 2)],
                ["Planned", "Actual", "Planned", "Actual"],
                ["Surveys", "400", "380", "450", "462"],
            ]
        )
    )
    assert read.tables[0].header_rows == 2
    assert _roles(read)[1:] == ["programmed", "executed"] * 2


def test_months_that_are_marked_are_the_deadline(table: Make, reading: Read) -> None:
    read = reading(
        table(
            [
                [("Actividades", 2, 1), ("Peso", 2, 1), ("Meses", 1, 3)],
                ["Ene", "Feb", "Mar"],
                ["Elaborar el plan", "20%", "X", "X", ""],
                ["Publicar", "80%", "", "X", ""],
            ]
        )
    )
    assert _roles(read)[2:] == ["deadline"] * 3
    assert [item.deadline for item in read.items] == ["Ene / Feb", "Feb"]


def test_a_quantity_keeps_the_name_of_what_it_counts(table: Make, reading: Read, figures: Figures) -> None:
    read = reading(
        table([["Acción", "Meta"], ["Inventariar", "800 procesos"], ["Formar", "Al menos 12 técnicos"]])
    )
    assert figures(read) == [
        ("Inventariar", "target", "800 procesos"),
        ("Formar", "target", "Al menos 12 técnicos"),
    ]


def test_rows_without_weight_among_weighted_ones_are_gaps(table: Make, reading: Read, tree: Tree) -> None:
    read = reading(
        table(
            [
                ["Actividad", "Ponderación", "Responsable"],
                ["Publicar el boletín", "40%", "Estudios"],
                ["Fiscalizar", "", "Fiscalización"],
                ["Responder consultas", "25%", "Fiscalía"],
            ]
        )
    )
    assert [parent for *_, parent in tree(read)] == ["", "", ""]


def test_a_heading_of_a_line_of_action_owns_its_table(
    table: Make, reading: Read, tree: Tree, figures: Figures
) -> None:
    read = reading(
        "# Línea de acción 1. Atención de denuncias (Peso: 45%)",
        table([["Tareas", "%"], ["Registrar", "20"], ["Visitar", "25"]]),
    )
    assert ("Atención de denuncias", "weight", "45%") in figures(read)
    assert {parent for *_, parent in tree(read)[1:]} == {"Atención de denuncias"}
    assert read.items[1].parent_evidence[0].signal == "under its heading"
    assert _roles(read) == ["activity", "weight"]


def test_two_lists_of_one_row_are_compromise_and_activities(
    table: Make, reading: Read, tree: Tree, figures: Figures
) -> None:
    read = reading(
        table(
            [
                ["Compromiso de gestión", "Actividades", "Ponderación"],
                ["Listas de espera", "1. Depurar\n2. Agendar", "15%\n20%"],
                ["Calidad", "1. Aplicar pautas\n2. Auditar\n3. Informar", "30%\n35%"],
            ]
        )
    )
    assert [text for _, _, text, parent in tree(read) if not parent] == ["Listas de espera", "Calidad"]
    weights = [(text, raw) for text, _, raw in figures(read)]
    assert weights == [("Depurar", "15%"), ("Agendar", "20%"), ("Calidad", "30%"), ("Calidad", "35%")]
    unpaired = [figure for figure in read.figures if figure.raw in ("30%", "35%")]
    assert [figure.position for figure in unpaired] == [0, 1]
    assert all(figure.confidence < 0.9 for figure in unpaired)


def test_the_last_row_of_points_is_a_total(table: Make, reading: Read) -> None:
    read = reading(
        table(
            [
                ["N°", "Indicadores", "Sí", "No", "Puntaje"],
                ["1", "Define el objetivo", "X", "", "10"],
                ["2", "Establece metas", "", "X", "15"],
                ["", "Puntaje total", "", "", "25"],
            ]
        )
    )
    assert read.tables[0].row_kinds[-1] is RowKind.TOTAL
    assert "number" not in _roles(read)[1:]


def test_a_table_that_its_writer_cut_goes_on(table: Make, reading: Read) -> None:
    read = reading(
        table([["N°", "Actividad", "Peso"], ["1", "Renovar", "45%"], ["2", "Capacitar", "30%"]]),
        "",
        table([["3", "Digitalizar", "15%"], ["4", "Publicar", "10%"]]),
    )
    assert len(read.tables) == 1
    assert [item.number for item in read.items] == ["1", "2", "3", "4"]


def test_a_table_of_its_own_after_another_stays_one(table: Make, reading: Read) -> None:
    read = reading(
        table([["N°", "Actividad", "Peso"], ["1", "Renovar", "45%"], ["2", "Capacitar", "30%"]]),
        table([["Recurso", "Detalle", "Costo"], ["Licencias", "Anuales", "$ 500"]]),
    )
    assert len(read.tables) == 2


def test_projects_set_as_lines_get_their_amounts(reading: Read, figures: Figures) -> None:
    read = reading(
        "Monto: $ 5,000",
        "Nombre:",
        "• Actualización de la base de datos",
        "Objetivo General:",
        "Nombre: Emisión de órdenes en línea",
        "Monto: $ 7,500.00",
        "Monto en concepto de pago de pensiones: $5.3 millones",
        "Restauración de periódicos. Costo: $ 12,000.00",
    )
    assert figures(read) == [
        ("Monto en concepto de pago de pensiones", "budget", "$5.3 millones"),
        ("Restauración de periódicos", "budget", "$ 12,000.00"),
        ("Actualización de la base de datos", "budget", "$ 5,000"),
        ("Emisión de órdenes en línea", "budget", "$ 7,500.00"),
    ]


def test_amounts_that_nothing_pairs_are_nobodys(reading: Read, figures: Figures) -> None:
    read = reading("Nombre: Uno", "Monto: $ 5,000", "Monto: $ 6,000", "Ley: 19.553", "Monto total: $ 9,000")
    assert figures(read) == []
