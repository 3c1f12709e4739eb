"""weights-sum and weight-missing: broken, nearly broken, clean."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

NAMES = (
    "Publicar el boletín trimestral",
    "Capacitar a los encargados comunales",
    "Actualizar el registro de usuarios",
    "Instalar puntos de atención",
    "Evaluar la satisfacción de usuarios",
    "Difundir la carta de compromisos",
)
HEADER = ("Actividad", "Medio de verificación", "Ponderación (%)", "Responsable")


@pytest.fixture
def programme(table: Callable, told: Callable) -> Callable:
    """Weights of activities, from the top, and a total row → what is told of the programme."""

    def make(*weights: str, total: str = "") -> object:
        rows = [
            (name, "Informe final", weight, "Unidad de Estudios")
            for name, weight in zip(NAMES, weights, strict=False)
        ]
        last = [("Total", "", total, "")] if total else []
        return told("# Programa de Trabajo 2021", table(HEADER, *rows, *last))

    return make


@pytest.mark.parametrize(
    "weights",
    [
        ("40%", "30%", "20%", "10%"),
        ("40", "30", "20", "10"),
        ("40,0 %", "30,0 %", "20,0 %", "10,0 %"),
        ("0,40", "0,30", "0,20", "0,10"),
        ("33,3%", "33,3%", "33,3%"),
        ("16,7", "16,7", "16,7", "16,7", "16,7", "16,7"),
    ],
)
def test_weights_that_add_up(programme: Callable, weights: tuple[str, ...]) -> None:
    assert programme(*weights).rules == []


def test_weights_that_do_not_add_up(programme: Callable) -> None:
    told = programme("40%", "30%", "20%", "15%")
    finding = told.only("weights-sum")
    assert told.rules == ["weights-sum"]
    assert (finding.severity, finding.expected, finding.observed) == ("error", "100%", "105%")
    assert finding.difference == Decimal(5)
    assert told.cells(finding) == ["40%", "30%", "20%", "15%"]
    assert "“Programa de Trabajo 2021” add up to 105%, not to 100%" in finding.message_en
    assert "«Programa de Trabajo 2021» suman 105% y no 100%" in finding.message_es


def test_a_difference_that_only_rounding_could_explain_is_a_note(programme: Callable) -> None:
    told = programme("40%", "30%", "20%", "9%")
    finding = told.only("weights-sum")
    assert (finding.severity, finding.observed) == ("info", "99%")
    assert "rounding hardly explains" in finding.message_en


def test_decimals_leave_less_room_than_whole_figures(programme: Callable) -> None:
    assert programme("40,0%", "30,0%", "20,0%", "9,0%").only("weights-sum").severity == "error"


def test_the_total_row_is_the_first_base(programme: Callable) -> None:
    assert programme("40%", "30%", "20%", "10%", total="100%").rules == []
    told = programme("40%", "30%", "20%", "15%", total="100%")
    finding = told.only("weights-sum")
    assert told.rules == ["weights-sum"]
    assert finding.severity == "error"
    assert told.cells(finding) == ["40%", "30%", "20%", "15%", "100%"]


def test_a_total_that_is_met_and_is_no_hundred_is_a_note(programme: Callable) -> None:
    finding = programme("40%", "30%", "20%", "5%", total="95%").only("weights-sum")
    assert (finding.severity, finding.expected, finding.observed) == ("info", "100%", "95%")
    assert "add up to their total, 95%" in finding.message_en


def test_weights_of_the_programmes_weight_are_a_note(table: Callable, told: Callable) -> None:
    header = ("Actividad", "Medio de verificación", "Ponderación actividad (%)")
    rows = [(name, "Informe", w) for name, w in zip(NAMES, ("0,9%", "0,7%", "0,6%"), strict=False)]
    heading = ("# Programa de Trabajo Territorial 2021", "Ponderación Programa de Trabajo (%) = 2,2%")
    for weights, severity in (("0,9%", "info"), ("1,9%", "error")):
        rows[0] = (NAMES[0], "Informe", weights)
        found = told(*heading, table(header, *rows))
        assert found.rows.items[0].kind == "programme"
        assert found.only("weights-sum").severity == severity


def test_a_lone_weight_may_be_a_share_of_something_else(programme: Callable) -> None:
    assert programme("100%").rules == []
    finding = programme("40%").only("weights-sum")
    assert finding.severity == "info"
    assert finding.message_en.startswith("The only weight of")
    assert "share of something else" in finding.message_en


def test_weights_far_from_a_hundred_in_an_unknown_form_are_a_note(table: Callable, told: Callable) -> None:
    def form(title: str) -> str:
        rows = [(name, "Informe", "15%") for name in NAMES[:3]]
        return str(told(title, table(HEADER[:3], *rows)).only("weights-sum").severity)

    assert form("# Programa de Trabajo 2021") == "error"
    assert form("# Notas") == "info"


def test_one_item_without_a_weight(programme: Callable) -> None:
    told = programme("40%", "20%", "", "10%", "10%", "20%")
    finding = told.only("weight-missing")
    assert told.rules == ["weight-missing"]
    assert finding.severity == "warning"
    assert told.item(finding) == NAMES[2]
    assert (finding.row, finding.column) == (3, 2)
    assert told.cells(finding)[0] == ""
    assert "while 5 of its siblings have one" in finding.message_en


def test_rows_merged_under_one_weight_miss_none(table: Callable, told: Callable) -> None:
    rows = [
        (NAMES[0], "Informe", ("60%", 2, 1)),
        (NAMES[1], "Acta"),
        (NAMES[2], "Oficio", "30%"),
        (NAMES[3], "Encuesta", "10%"),
    ]
    assert "weight-missing" not in told("# Programa 2021", table(HEADER[:3], *rows)).rules


def test_a_row_that_nobody_filled_misses_none(table: Callable, told: Callable) -> None:
    rows = [
        (NAMES[0], "Informe", "40%", "Unidad A"),
        (NAMES[1], "Acta", "30%", "Unidad A"),
        (NAMES[2], "Oficio", "30%", "Unidad B"),
        ("Otros objetivos:", "", "", ""),
    ]
    assert told("# Programa 2021", table(HEADER, *rows)).grave() == []


def test_a_product_whose_merged_weight_cell_is_empty(table: Callable, told: Callable) -> None:
    header = ("Producto", "Ponderación producto (%)", "Actividad", "Medio", "Ponderación actividad (%)")

    def programme(*products: str) -> object:
        rows = []
        for at, (name, weight) in enumerate(zip(("Gestión", "Atención", "Formación"), products, strict=True)):
            first, second = NAMES[2 * at : 2 * at + 2]
            rows.append(((f"{name} de usuarios", 2, 1), (weight, 2, 1), first, "Informe", "50%"))
            rows.append((second, "Acta", "50%"))
        return told("# Programa de Trabajo 2021", table(header, *rows))

    assert programme("40%", "35%", "25%").rules == []
    told_of = programme("40%", "", "25%")
    assert told_of.item(told_of.only("weight-missing")) == "Atención de usuarios"


def test_where_most_have_no_weight_it_is_a_note(programme: Callable) -> None:
    found = programme("40%", "60%", "", "", "", "")
    assert {f.severity for f in found.findings if f.rule == "weight-missing"} <= {"info"}


def test_a_total_that_was_read_as_an_item_is_only_a_doubt(table: Callable, told: Callable) -> None:
    rows = [
        ("Publicar el boletín", "60%"),
        ("Capacitar a los encargados", "40%"),
        ("Evaluación final", "100%"),
    ]
    found = told("# Programa de Trabajo 2021", table(("Actividad", "Ponderación"), *rows))
    finding = found.only("weights-sum")
    assert (finding.severity, finding.observed) == ("info", "200%")
    assert "it may be their total" in finding.message_en


def test_the_column_is_named_where_a_table_has_several_of_weights(table: Callable, told: Callable) -> None:
    rows = [("Levantar la encuesta", "20%", "40%"), ("Analizar los datos", "80%", "65%")]
    found = told("# Matriz de desempeño 2021", table(("Tarea", "Peso jefatura", "Peso profesional"), *rows))
    assert "“Peso profesional” add up to 105%" in found.only("weights-sum").message_en


def test_points_that_miss_their_stated_total_are_worth_a_note(table: Callable, told: Callable) -> None:
    def of(*weights: str) -> list[tuple[str, str]]:
        rows = [(name, weight) for name, weight in zip(NAMES, weights, strict=False)]
        said = told("# Contrato de gestión 2021", table(("Indicador", "Peso"), *rows, ("Total", "10")))
        assert {measure.unit for measure in said.rows.measures} == {"point"}
        return [(finding.rule, finding.severity) for finding in said.findings]

    assert of("3", "2", "5") == []
    assert of("3", "2", "4") == [("weights-sum", "info")]
