"""total-row, parent-children, stated-count: broken, nearly broken, clean."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

STAFF = (("Profesionales", "85"), ("Técnicos", "36"), ("Administrativos", "81"))


@pytest.fixture
def staff(table: Callable, told: Callable) -> Callable:
    def make(total: str, *rows: tuple[str, str]) -> object:
        lines = rows or STAFF
        header = ("Estamento", "N° de funcionarios")
        return told("# Dotación por estamento", table(header, *lines, ("Total", total)))

    return make


def test_counts_and_their_total(staff: Callable) -> None:
    assert staff("202").rules == []


def test_a_total_that_is_not_the_sum(staff: Callable) -> None:
    told = staff("222")
    finding = told.only("total-row")
    assert told.rules == ["total-row"]
    assert (finding.severity, finding.expected, finding.observed) == ("error", "202", "222")
    assert finding.difference == Decimal(20)
    assert (finding.row, finding.column) == (4, 1)
    assert told.cells(finding) == ["222", "85", "36", "81"]
    assert "“Total” says 222 under “N° de funcionarios”; its 3 rows add up to 202" in finding.message_en


def test_a_total_of_counts_that_misses_by_one_is_a_note(staff: Callable) -> None:
    assert staff("203").only("total-row").severity == "info"


@pytest.mark.parametrize(("total", "severities"), [("42.000", []), ("42.001", []), ("43.000", ["error"])])
def test_amounts_may_miss_by_rounding(
    table: Callable, told: Callable, total: str, severities: list[str]
) -> None:
    rows = [("Remuneraciones del personal", "12.000"), ("Bienes y servicios", "20.500"), ("Activos", "9.500")]
    found = told("# Presupuesto 2017", table(("Partida", "Presupuesto (US$)"), *rows, ("Total", total)))
    assert [finding.severity for finding in found.findings] == severities


def totals_of(told: object) -> list[tuple[str, str]]:
    findings = told.findings  # type: ignore[attr-defined]
    return [(finding.observed, finding.severity) for finding in findings if finding.rule == "total-row"]


@pytest.fixture
def requests(table: Callable, told: Callable) -> Callable:
    """A total in the middle of a table, in two columns, and of the last two rows above it only."""

    def make(*totals: str) -> object:
        rows = [
            ("Solicitudes recibidas", "1463", "1578"),
            ("Solicitudes en trámite", "1801", "1483"),
            ("Solicitudes aprobadas", "801", "483"),
            ("Solicitudes rechazadas", "57", "83"),
        ]
        header = ("Trámite", "Cantidad 2016", "Cantidad 2017")
        last = ("Reclamos recibidos", "12", "15")
        return told("# Plan Anual 2017", table(header, *rows, ("Total", *totals), last))

    return make


def test_a_total_of_the_last_rows_in_every_column(requests: Callable) -> None:
    assert totals_of(requests("858", "566")) == []


def test_a_total_far_from_the_sum_may_cover_other_rows(requests: Callable) -> None:
    assert totals_of(requests("868", "666")) == [("868", "info"), ("666", "info")]


def test_a_total_beside_one_that_holds_is_an_error_however_far(requests: Callable) -> None:
    assert totals_of(requests("4122", "666")) == [("666", "error")]


def test_a_total_below_all_figures_is_an_error_however_far(staff: Callable) -> None:
    assert totals_of(staff("802")) == [("802", "error")]


def test_rates_are_not_added_up(table: Callable, told: Callable) -> None:
    rows = [
        ("Solicitudes respondidas", "% de solicitudes", "90%"),
        ("Reclamos resueltos", "% de reclamos", "80%"),
    ]
    header = ("Producto", "Unidad de medida", "Programado 2017")
    assert told("# Plan Anual 2017", table(header, *rows, ("Total", "", "85%"))).rules == []


def test_a_wrong_total_of_weights_that_make_a_hundred(table: Callable, told: Callable) -> None:
    rows = [("Publicar el boletín", "40%"), ("Capacitar a los encargados", "35%"), ("Evaluar el plan", "25%")]
    found = told("# Programa 2021", table(("Actividad", "Ponderación (%)"), *rows, ("Total", "90%")))
    finding = found.only("total-row")
    assert found.rules == ["total-row"]
    assert (finding.severity, finding.expected, finding.observed) == ("error", "100%", "90%")


@pytest.mark.parametrize(
    ("last", "total", "rule"),
    [("25%", "101%", "total-row"), ("24%", "100%", "weights-sum"), ("26%", "100%", "weights-sum")],
)
def test_of_a_total_and_a_weight_the_one_off_a_hundred_is_named(
    table: Callable, told: Callable, last: str, total: str, rule: str
) -> None:
    rows = [("Publicar el boletín", "40%"), ("Capacitar a los encargados", "35%"), ("Evaluar el plan", last)]
    found = told("# Programa 2021", table(("Actividad", "Ponderación (%)"), *rows, ("Total", total)))
    assert [(f.rule, f.severity) for f in found.findings] == [(rule, "info")]


# -- parents and children


@pytest.fixture
def nested(table: Callable, told: Callable) -> Callable:
    """Weights of two products and of the two activities of each."""

    def make(first: str, second: str, *activities: str) -> object:
        a, b, c, d = activities
        header = ("Producto", "Ponderación producto (%)", "Actividad", "Medio", "Ponderación actividad (%)")
        rows = [
            (
                ("Gestión documental", 2, 1),
                (first, 2, 1),
                "Publicar el boletín trimestral",
                "Informe",
                a,
            ),
            ("Capacitar a los encargados", "Lista de asistencia", b),
            (("Atención ciudadana", 2, 1), (second, 2, 1), "Instalar puntos de atención", "Acta", c),
            ("Evaluar la satisfacción", "Encuesta", d),
        ]
        return told("# Programa de Trabajo 2021", table(header, *rows))

    return make


def test_children_that_make_their_parents(nested: Callable) -> None:
    assert nested("60%", "40%", "35%", "25%", "10%", "30%").rules == []


def test_children_that_make_a_hundred_each(nested: Callable) -> None:
    assert nested("60%", "40%", "35%", "65%", "10%", "90%").rules == []


def test_a_child_too_heavy_for_its_parent(nested: Callable) -> None:
    told = nested("60%", "40%", "45%", "25%", "10%", "30%")
    finding = told.only("parent-children")
    assert told.rules == ["parent-children"]
    assert (finding.severity, finding.expected, finding.observed) == ("error", "70%", "60%")
    assert told.item(finding) == "Gestión documental"
    assert told.cells(finding) == ["60%", "45%", "25%"]


def test_a_child_nearly_right_for_its_parent_is_a_note(nested: Callable) -> None:
    found = nested("60%", "40%", "36%", "25%", "10%", "30%")
    assert [(f.rule, f.severity) for f in found.findings] == [("parent-children", "info")]


def test_a_parent_that_differs_breaks_its_own_sum_as_well(nested: Callable) -> None:
    assert nested("70%", "40%", "35%", "25%", "10%", "30%").grave() == ["parent-children", "weights-sum"]


def test_children_that_make_a_hundred_where_others_make_their_parent_are_a_note(nested: Callable) -> None:
    found = nested("60%", "40%", "75%", "25%", "10%", "30%")
    assert [(f.rule, f.severity) for f in found.findings] == [("parent-children", "info")]


# -- an improvement form: objectives, a system with stages, indicators


@pytest.fixture
def improvement(table: Callable, told: Callable) -> Callable:
    def make(
        *,
        objectives: tuple[str, str] = ("40%", "60%"),
        counts: tuple[str, str, str] = ("2", "1", "3"),
        system: str = "20%",
        stages: tuple[str, str, str] = ("15%", "5%", "20%"),
        indicators: tuple[str, str] = ("20%", "60%"),
    ) -> object:
        head = ("N°", "Indicador", "Fórmula de cálculo", "Meta", "Mide", "Ponderación")
        return told(
            "# Formulación del Programa de Mejoramiento de la Gestión año 2022",
            "# Objetivos de gestión",
            table(
                ("Objetivos de Gestión", "Ponderación", "N° Indicadores"),
                ("1. Gestión Eficaz", objectives[0], counts[0]),
                ("2. Calidad de Servicio", objectives[1], counts[1]),
                ("Total", "100%", counts[2]),
            ),
            "# Objetivo 1. Gestión Eficaz",
            table(("N°", "Sistema", "Ponderación"), ("1", "Seguridad de la Información", system)),
            table(
                ("Etapas de desarrollo", "Objetivos de Gestión", "Ponderación"),
                ("Etapa 1", "Objetivo 1: Levantar el diagnóstico interno", stages[0]),
                ("Etapa 2", "Objetivo 1: Preparar un plan de trabajo", stages[1]),
                ("", "Total", stages[2]),
            ),
            table(head, ("2", "Solicitudes respondidas", "(N°/N°)*100", "90%", "1", indicators[0])),
            "# Objetivo 2. Calidad de Servicio",
            table(head, ("1", "Trámites digitalizados", "(N°/N°)*100", "75%", "1", indicators[1])),
        )

    return make


def test_an_improvement_form_in_order(improvement: Callable) -> None:
    assert improvement().rules == []


def test_a_system_that_fits_neither_its_objective_nor_its_stages(improvement: Callable) -> None:
    told = improvement(system="30%")
    objective, system = (finding for finding in told.findings if finding.rule == "parent-children")
    assert told.rules == ["parent-children", "parent-children"]
    assert (told.item(objective), objective.observed, objective.expected) == ("Gestión Eficaz", "40%", "50%")
    assert (system.observed, system.expected) == ("30%", "20%")


def test_stages_that_miss_the_total_and_the_systems_weight(improvement: Callable) -> None:
    assert improvement(stages=("25%", "5%", "20%")).grave() == ["parent-children", "weights-sum"]


def test_a_wrong_total_of_stages(improvement: Callable) -> None:
    told = improvement(stages=("15%", "5%", "30%"))
    assert told.rules == ["total-row"]
    assert told.only("total-row").expected == "20%"


def test_an_only_child(improvement: Callable) -> None:
    finding = improvement(indicators=("20%", "50%")).only("parent-children")
    assert "its only child 50%" in finding.message_en


def test_a_stated_number_of_indicators(improvement: Callable) -> None:
    told = improvement(counts=("4", "1", "5"))
    finding = told.only("stated-count")
    assert told.rules == ["stated-count"]
    assert (finding.severity, finding.expected, finding.observed) == ("error", "2", "4")
    assert told.cells(finding) == ["4", "Seguridad de la Información", "Solicitudes respondidas"]


def test_a_stated_number_of_commitments(table: Callable, told: Callable) -> None:
    def form(stated: str) -> object:
        return told(
            "# Programa de Mejoramiento de la Gestión 2022",
            "# Compromisos del indicador de equidad",
            table(("Nombre Indicador", "N° de Compromisos"), ("Medidas de equidad", stated)),
            table(("N°", "Medidas"), ("1", "Formación de jefaturas"), ("2", "Estudio de la cultura interna")),
        )

    assert form("2").rules == []
    assert form("3").only("stated-count").expected == "2"
