"""What columns of kin documents mean where a word has several meanings: values, aims, results, codes, bounds;
and weights that stand in names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import ingest
from extract import Reading, understand
from extract.periods import is_period, periods_in
from extract.reading import ItemKind, Role, TableKind
from extract.roles import unit_words
from extract.shapes import names_money
from ingest import Table
from normalize import tidy
from normalize.periods import read_period

Make = Callable[..., Table]
Read = Callable[..., Reading]
Figures = Callable[[Reading], list[tuple[str, str, str]]]


def _roles(reading: Reading) -> list[str]:
    return [column.role.value for column in reading.tables[0].columns]


def test_a_value_of_an_earlier_year_is_where_the_target_starts_from(table: Make, reading: Read) -> None:
    read = reading(
        table(
            [
                ["Objetivo", "Acciones", "Valor 2020", "Objetivo 2021"],
                ["Leer más", "Abrir clubes de lectura", "14", "18"],
                ["Enseñar", "Impartir cursos al personal", "320", "400"],
            ]
        )
    )
    assert _roles(read) == ["objective", "activity", "baseline", "target"]


def test_the_state_of_an_earlier_year_is_a_baseline_too(table: Make, reading: Read) -> None:
    read = reading(
        table(
            [
                ["Performance criteria", "Status 2020/2021", "Target 2021/2022"],
                ["Visitors", "4,100", "5,000"],
                ["Guides", "60", "90"],
            ]
        )
    )
    assert _roles(read) == ["indicator", "baseline", "target"]


def test_a_value_with_a_currency_stays_an_amount(table: Make, reading: Read) -> None:
    rows = [["Indicador", "Valor (R$)", "Meta"], ["Obras", "1.200,00", "4"], ["Cursos", "300,00", "9"]]
    assert _roles(reading(table(rows)))[1] == "amount"


def test_a_result_in_figures_beside_a_target_was_reached(table: Make, reading: Read) -> None:
    rows = [
        ["Indicadores", "Meta", "Tolerância", "Resultado"],
        ["Registos publicados", "2500", "100", "2700"],
        ["Visitas", "40", "5", "38"],
    ]
    assert _roles(reading(table(rows))) == ["indicator", "target", "other", "executed"]


def test_what_is_to_be_done_under_target_is_an_item(table: Make, reading: Read, figures: Figures) -> None:
    read = reading(
        table(
            [
                ["Área", "Meta", "Unidad de medida", "T1", "T2"],
                ["Formación", "Cursos de soldadura", "Curso", "2", "3"],
                ["Formación", "Cursos de electricidad", "Curso", "1", "1"],
                ["Taller", "Revisión de equipos", "Revisión", "0", "1"],
            ]
        )
    )
    assert _roles(read)[:2] == ["product", "activity"]
    assert ("Cursos de electricidad", "programmed", "1") in figures(read) or (
        "Cursos de electricidad",
        "count",
        "1",
    ) in figures(read)


def test_a_target_that_words_state_with_a_number_is_none(table: Make, reading: Read) -> None:
    read = reading(
        table(
            [
                ["Programa", "Meta", "2020", "2021"],
                ["Educación", "Dotar 40 aulas", "10", "10"],
                ["Transporte", "Llevar a 900 estudiantes", "900", "900"],
            ]
        )
    )
    assert _roles(read)[1] == "target"


def test_codes_of_a_budget_are_numbers_and_its_shares_stay_beside_the_money(
    table: Make, reading: Read
) -> None:
    read = reading(
        table(
            [
                ["Ítem", "Denominación", "Monto (M$)", "% del total"],
                ["21", "Gastos en personal", "650", "65%"],
                ["22", "Bienes y servicios", "230", "23%"],
                ["24", "Transferencias", "120", "12%"],
            ]
        )
    )
    assert _roles(read) == ["number", "description", "amount", "weight"]
    assert read.tables[0].kind is TableKind.BUDGET
    assert {item.kind for item in read.items} == {ItemKind.BUDGET_LINE}
    assert [item.number for item in read.items] == ["21", "22", "24"]


def test_facts_of_the_document_are_no_counts(table: Make, reading: Read) -> None:
    read = reading(table([["Module title", "Archives"], ["Credits", "20"], ["Level", "7"]]))
    assert not read.figures
    assert not read.items


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Presupuesto (S/)", "S/"),
        ("Costo (L)", "L"),
        ("Presupuesto (en Bs.)", "Bs."),
        ("Cost KES", "KES"),
        ("Meta física", ""),
        ("Clase Q", ""),
        ("Indicador (KPI)", ""),
        ("Valor (pontos)", "pontos"),
    ],
)
def test_signs_and_codes_of_currencies_in_headers(header: str, unit: str) -> None:
    assert unit_words((header,)) == unit


@pytest.mark.parametrize(
    ("words", "is_money"),
    [("millones de colones", True), ("US$", True), ("Kit", False), ("Persona", False), ("", False)],
)
def test_words_for_money(words: str, is_money: bool) -> None:
    assert names_money(words) is is_money


def test_what_rows_count_is_no_unit_of_their_cost(table: Make, reading: Read) -> None:
    read = reading(
        "PLAN OPERATIVO 2023, PERÚ",
        table(
            [
                ["Actividad", "Unidad de medida", "Meta", "Presupuesto (S/)"],
                ["Entregar abrigo", "Kit", "600", "84 000.00"],
                ["Visitar escuelas", "Visita", "16", "32 500.50"],
                ["TOTAL", "", "", "116 500.50"],
            ]
        ),
    )
    rows = tidy(read)
    units = {(one.measure, one.unit) for one in rows.measures}
    assert units == {("target", "kit"), ("target", "visita"), ("budget", "PEN")}
    assert [total.unit for total in rows.totals] == ["PEN"]


def test_least_and_most_of_a_weight_bound_it_and_add_up_to_nothing(table: Make, reading: Read) -> None:
    rows = tidy(
        reading(
            table(
                [
                    ["Sistema de evaluación", "Ponderación mínima", "Ponderación máxima"],
                    ["Pruebas escritas", "40%", "60%"],
                    ["Informes", "20%", "40%"],
                ]
            )
        )
    )
    told = [(one.measure, one.comparator, int(one.value)) for one in rows.measures]
    assert told == [("weight", c, v) for c, v in ((">=", 40), ("<=", 60), (">=", 20), ("<=", 40))]
    assert not rows.weight_groups


def test_a_greatest_score_alone_is_a_weight(table: Make, reading: Read) -> None:
    read = reading(
        table([["Criterio", "Puntaje máximo"], ["Claridad del texto", "10"], ["Uso de fuentes", "20"]])
    )
    assert read.tables[0].columns[1].role is Role.WEIGHT
    assert not read.tables[0].columns[1].bound


def test_points_of_another_maximum_stay_points(table: Make, reading: Read) -> None:
    rows = tidy(
        reading(
            table(
                [
                    ["Assignment", "Points possible", "% of final grade"],
                    ["Midterm exam", "150", "30%"],
                    ["Final project", "350", "70%"],
                    ["Total", "500", "100%"],
                ]
            )
        )
    )
    assert [(int(one.value), one.unit) for one in rows.measures] == [
        (150, "point"),
        (30, "percent"),
        (350, "point"),
        (70, "percent"),
    ]


def test_weights_in_names(table: Make, reading: Read) -> None:
    read = reading(
        table(
            [
                ["Unidad", "Contenidos", "Evaluación"],
                ["I", "Conceptos básicos y normativa", "Certamen 1 (30%)"],
                ["II", "Técnicas de descripción", "Certamen 2 (30%)"],
                ["III", "Proyecto de archivo", "Informe final (40%)"],
            ]
        )
    )
    told = [(figure.raw, figure.row, figure.column) for figure in read.figures]
    assert told == [("30%", 1, 2), ("30%", 2, 2), ("40%", 3, 2)]
    assert [item.text for item in read.items if item.kind is not ItemKind.PRODUCT] == [
        "Certamen 1",
        "Certamen 2",
        "Informe final",
    ]


def test_percentages_in_names_that_make_no_whole_are_none(table: Make, reading: Read) -> None:
    read = reading(
        table(
            [
                ["Unidad", "Contenidos", "Evaluación"],
                ["I", "Conceptos básicos y normativa", "Asistir a clases (75%)"],
                ["II", "Técnicas de descripción", "Entregar informes (80%)"],
            ]
        )
    )
    assert not read.figures


def test_section_rows_state_weights_and_their_letters_say_objective(table: Make, reading: Read) -> None:
    read = reading(
        table(
            [
                ["Indicadores", "Peso", "Meta"],
                [("OP1. Aumentar o acesso (Peso: 55%)", 1, 3)],
                ["Registos", "100%", "25"],
                [("OP2. Conservar o património (Peso: 45%)", 1, 3)],
                ["Intervenções", "100%", "35"],
            ]
        )
    )
    sections = [item for item in read.items if item.kind is ItemKind.OBJECTIVE]
    assert [(item.number, item.text) for item in sections] == [
        ("OP1", "Aumentar o acesso"),
        ("OP2", "Conservar o património"),
    ]
    weights = {figure.raw for figure in read.figures if figure.item in {item.key for item in sections}}
    assert weights == {"55%", "45%"}
    sums = sorted((group.sum, group.consistent) for group in tidy(read).weight_groups)
    assert sums == [(100, True)] * 3


def test_a_weight_below_an_objectives_heading_is_the_objectives(table: Make, reading: Read) -> None:
    read = reading(
        "# Objetivo 1: Fiscalizar la pesca",
        "Ponderación: 60%",
        table([["Indicador", "Ponderador"], ["Naves revisadas", "35%"], ["Denuncias resueltas", "25%"]]),
    )
    objective = read.items[0]
    assert (objective.kind, objective.text) == (ItemKind.OBJECTIVE, "Fiscalizar la pesca")
    (group,) = tidy(read).weight_groups
    assert (group.sum, group.base, group.consistent) == (60, 60, True)


@pytest.mark.parametrize(
    ("lines", "title", "institution"),
    [
        ("# Ministry of Roads\n\n# Results Framework\n", "Results Framework", "Ministry of Roads"),
        (
            "# State University of Elsewhere\n\n# Syllabus 2022\n",
            "Syllabus 2022",
            "State University of Elsewhere",
        ),
        (
            "# GAD Municipal de Arriba\n\n# Plan Operativo 2020\n",
            "Plan Operativo 2020",
            "GAD Municipal de Arriba",
        ),
    ],
)
def test_a_name_of_an_institution_is_no_title(lines: str, title: str, institution: str) -> None:
    facts = understand(ingest.read_bytes(lines.encode(), "x.md")).facts
    assert (facts.title.raw, facts.institution.canonical) == (title, institution)


def test_what_differs_in_all_rows_is_done_with_instruments_that_repeat(table: Make, reading: Read) -> None:
    read = reading(
        table(
            [
                ["Unidad", "Evidencia", "Instrumento", "Peso (%)"],
                ["I", "Práctica calificada", "Prueba escrita", "30"],
                ["I", "Examen parcial", "Prueba escrita", "30"],
                ["II", "Examen final", "Prueba escrita", "40"],
            ]
        )
    )
    assert _roles(read) == ["other", "activity", "verification", "weight"]


def test_grades_on_a_scale_and_what_they_earn_are_points(table: Make, reading: Read) -> None:
    rows = tidy(
        reading(
            table(
                [
                    ["Critical element", "Weight", "Rating (1-5)", "Score"],
                    ["Leading change", "40%", "4", "1.60"],
                    ["Leading people", "60%", "5", "3.00"],
                    ["Overall", "100%", "", "4.60"],
                ]
            )
        )
    )
    told = [(one.measure, str(one.value), one.unit) for one in rows.measures if one.measure != "weight"]
    assert told == [
        ("count", "4", "point"),
        ("earned", "1.60", "point"),
        ("count", "5", "point"),
        ("earned", "3.00", "point"),
        ("earned", "4.60", "point"),
    ]


def test_percentages_under_a_word_for_ratings_stay_compliance(table: Make, reading: Read) -> None:
    rows = [
        ["Meta", "Peso", "Rating (0-10)"],
        ["Abrir sedes", "40%", "90%"],
        ["Cerrar cuentas", "60%", "80%"],
    ]
    assert _roles(reading(table(rows)))[2] == "compliance"


def test_a_band_says_what_its_values_are_and_their_year_beside_them(table: Make, reading: Read) -> None:
    read = reading(
        table(
            [
                [("Indicador", 2, 1), ("Línea de base", 1, 2), ("Metas", 1, 2)],
                ["Año", "Valor", "2020", "2021"],
                ["Docentes acompañados", "2018", "30,9", "32", "34"],
                ["Escuelas con material", "2019", "8,1", "9", "10"],
            ]
        )
    )
    assert _roles(read) == ["indicator", "other", "baseline", "target", "target"]
    assert [figure.period for figure in read.figures[::3]] == [("2018",), ("2019",)]


@pytest.mark.parametrize("last", [["", "95%", ""], ["", "**100%**", ""]])
def test_a_last_row_of_sums_without_a_label_is_a_total(
    last: list[str], table: Make, reading: Read, figures: Figures
) -> None:
    read = reading(
        table(
            [
                ["Criterio", "Ponderación", "Excelente"],
                ["Tesis", "20%", "Es clara"],
                ["Argumentación", "50%", "Usa fuentes"],
                ["Redacción", "25%", "Sin errores"],
                last,
            ]
        )
    )
    assert len(figures(read)) == 3
    assert [(total.label, total.raw) for total in read.totals] == [("", last[1].strip("*"))]


def test_a_last_row_of_other_figures_is_none(table: Make, reading: Read) -> None:
    rows = [["Criterio", "Ponderación"], ["Tesis", "20%"], ["Redacción", "25%"], ["", "30%"]]
    assert not reading(table(rows)).totals


def test_what_is_divided_by_what_in_columns_of_their_own(
    table: Make, reading: Read, figures: Figures
) -> None:
    rows = [
        ["Meta", "Ponderación", "Numerador", "Denominador"],
        ["Pagar a tiempo", "40%", "187", "200"],
        ["Conciliar cuentas", "60%", "12", "12"],
    ]
    measures = [measure for _, measure, _ in figures(reading(table(rows)))]
    assert measures == ["weight", "numerator", "denominator"] * 2


@pytest.mark.parametrize(
    ("header", "period"),
    [
        ("T1", "2020-01/2020-03"),
        ("2T", "2020-04/2020-06"),
        ("T-3", "2020-07/2020-09"),
        ("Q4", "2020-10/2020-12"),
        ("Trim 1", "2020-01/2020-03"),
        ("1er trim.", "2020-01/2020-03"),
        ("4º trim", "2020-10/2020-12"),
        ("Bim. 1", "2020-01/2020-02"),
        ("Cuatrim. II", "2020-05/2020-08"),
        ("Ene", "2020-01"),
        ("Fev", "2020-02"),
        ("Jan-Mar", "2020-01/2020-03"),
        ("Abr. a Jun.", "2020-04/2020-06"),
        ("abril – junio", "2020-04/2020-06"),
    ],
)
def test_ways_to_write_a_part_of_the_year(header: str, period: str) -> None:
    assert is_period(header)
    assert read_period(periods_in(header), 2020) == period


def test_months_with_figures_under_a_calendar_say_how_much(table: Make, reading: Read) -> None:
    read = reading(
        table(
            [
                [("Actividad", 2, 1), ("Meta anual", 2, 1), ("Cronograma", 1, 2)],
                ["T1", "T2"],
                ["Describir expedientes", "120", "60", "60"],
                ["Certificar personas", "60", "30", "30"],
            ]
        )
    )
    assert _roles(read) == ["activity", "target", "programmed", "programmed"]


def test_points_behind_a_weight_and_a_grade_are_earned(table: Make, reading: Read) -> None:
    read = reading(
        table(
            [
                ["Factor", "Peso", "Nivel (1 a 5)", "Puntaje"],
                ["Calidad del trabajo", "40%", "4", "1,60"],
                ["Iniciativa", "60%", "3", "1,80"],
            ]
        )
    )
    assert _roles(read) == ["attribute", "weight", "count", "earned"]
    assert {one.unit for one in tidy(read).measures if one.measure == "earned"} == {"point"}


def test_numbers_of_outcomes_are_no_items(table: Make, reading: Read, figures: Figures) -> None:
    read = reading(
        table(
            [
                ["Type", "Weight", "Learning outcomes"],
                ["Preservation plan", "60%", "1, 2"],
                ["Reflective blog", "40%", "3"],
            ]
        )
    )
    assert [text for text, _, _ in figures(read)] == ["Preservation plan", "Reflective blog"]


def test_a_total_of_half_a_year_weighs_nothing(table: Make, reading: Read) -> None:
    rows = [
        ["Actividad", "Ene", "Feb", "Total semestre"],
        ["Recoger", "4", "5", "9"],
        ["Limpiar", "1", "1", "2"],
    ]
    assert "weight" not in _roles(reading(table(rows)))


def test_words_under_a_word_for_numbers_name_the_rows(table: Make, reading: Read) -> None:
    rows = [["Ítem", "Monto ($)"], ["Honorarios", "12.000.000"], ["Equipamiento", "5.000.000"]]
    read = reading(table(rows))
    assert _roles(read) == ["attribute", "amount"]
    assert [item.text for item in read.items] == ["Honorarios", "Equipamiento"]


def test_numbers_under_a_word_for_numbers_stay_numbers(table: Make, reading: Read) -> None:
    rows = [["Ítem", "Descripción", "Monto ($)"], ["1", "Honorarios", "12.000"], ["2", "Pasajes", "5.000"]]
    assert _roles(reading(table(rows)))[0] == "number"


def test_codes_under_a_word_for_numbers_stay_numbers_beside_what_they_number(
    table: Make, reading: Read
) -> None:
    rows = [
        ["Código", "Actividad", "Monto ($)"],
        ["Anexo A", "Honorarios", "12.000"],
        ["Anexo B", "Pasajes", "5.000"],
    ]
    assert _roles(reading(table(rows)))[0] == "number"
