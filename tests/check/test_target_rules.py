"""executed-above-programmed, target-missed, percent-range: broken, nearly broken, clean."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

import check


@pytest.fixture
def plan(table: Callable, told: Callable) -> Callable:
    """Programmed and executed of 2015 and of the plan's own year, in a plan for 2017."""

    def make(
        planned: str, done: str, unit: str = "Resolución", *, year: str = "2015", **other: object
    ) -> object:
        header = (
            ("Propósito / Producto", 2, 1),
            ("Unidad de medida", 2, 1),
            (f"Año {year}", 1, 2),
            ("Programado 2017" if year != "2017" else "Programado 2018", 2, 1),
        )
        rows = [
            (
                "Pensiones otorgadas a nuevos afiliados",
                unit,
                planned,
                done,
                "95%" if "%" in planned else "900",
            ),
            ("Horas de capacitación del personal", "Hora", "860", "900", "1000"),
        ]
        return told(
            "# Plan Anual de Trabajo 2017", table(header, ("Programado", "Ejecutado"), *rows), **other
        )

    return make


@pytest.mark.parametrize(("planned", "done"), [("800", "800"), ("800", "1000"), ("80%", "100%")])
def test_plans_that_were_met(plan: Callable, planned: str, done: str) -> None:
    assert plan(planned, done).rules == []


def test_a_target_that_was_missed(plan: Callable) -> None:
    told = plan("800", "799")
    finding = told.only("target-missed")
    assert told.rules == ["target-missed"]
    assert (finding.severity, finding.expected, finding.observed) == ("info", "800", "799")
    assert finding.difference == Decimal(-1)
    assert told.cells(finding) == ["799", "800"]
    assert (
        "“Pensiones otorgadas a nuevos afiliados” (2015): 799 executed, 800 programmed" in finding.message_en
    )


def test_an_open_year_misses_nothing(plan: Callable) -> None:
    assert plan("800", "400", year="2017").rules == []


@pytest.mark.parametrize(
    ("planned", "done", "unit", "missed"),
    [
        ("≥ 85%", "80%", "% de reclamos resueltos", True),
        ("≥ 85%", "85%", "% de reclamos resueltos", False),
        ("85%", "41%", "% de avance", False),
        ("≥ 850", "400", "Resolución", False),
    ],
)
def test_half_a_year_misses_only_a_rate_with_a_floor(
    table: Callable, told: Callable, planned: str, done: str, unit: str, missed: bool
) -> None:
    header = (("Producto", 2, 1), ("Unidad de medida", 2, 1), ("Año 2016", 1, 2), ("Programado 2017", 2, 1))
    rows = [
        ("Resolución de reclamos en plazo", unit, planned, done, planned),
        ("Horas de capacitación del personal", "Hora", "860", "400", "1000"),
    ]
    found = told("# Plan Anual de Trabajo 2017", table(header, ("Programado", "Ejecutado a junio"), *rows))
    assert found.rules == (["target-missed"] if missed else [])
    if missed:
        assert (found.only("target-missed").expected, found.only("target-missed").observed) == (
            "≥ 85%",
            "80%",
        )


def test_a_ceiling_is_not_missed(plan: Callable) -> None:
    assert plan("≤ 800", "400").rules == []


def test_far_above_what_was_programmed(plan: Callable) -> None:
    told = plan("800", "1001")
    finding = told.only("executed-above-programmed")
    assert told.rules == ["executed-above-programmed"]
    assert (finding.severity, finding.expected, finding.observed) == ("info", "800", "1001")
    assert "25 % more" in finding.message_en


def test_a_floor_may_be_exceeded(plan: Callable) -> None:
    assert plan("≥ 800", "2000").rules == []


def test_the_share_is_a_parameter(plan: Callable) -> None:
    narrow = check.Parameters(excess=Decimal("0.1"))
    assert plan("800", "890", parameters=narrow).rules == ["executed-above-programmed"]
    assert plan("800", "890").rules == []


def test_a_share_above_a_hundred(plan: Callable) -> None:
    told = plan("95%", "104%", "% de solicitudes respondidas en plazo")
    finding = told.only("percent-range")
    assert told.rules == ["percent-range"]
    assert (finding.severity, finding.expected, finding.observed) == ("warning", "0–100%", "104%")
    assert told.cells(finding) == ["104%"]


def test_growth_may_be_above_a_hundred(plan: Callable) -> None:
    assert plan("95%", "104%", "Tasa de crecimiento").rules == []


def test_compliance_above_a_hundred(table: Callable, told: Callable) -> None:
    head = ("Actividad", "Ponderación (%)", "Cumplimiento (%)")
    rows = [("Publicar el boletín", "60%", "120%"), ("Capacitar a los encargados", "40%", "100%")]
    found = told("# Evaluación del Programa 2021", table(head, *rows))
    assert found.rules == ["percent-range"]
    assert found.only("percent-range").observed == "120%"


@pytest.mark.parametrize(
    ("share", "severity"),
    [("107,5%", "info"), ("100%", ""), ("125%", "warning")],
)
def test_compliance_that_exceeds_its_plan(table: Callable, told: Callable, share: str, severity: str) -> None:
    """A note where the figures beside it say so, a warning where they do not."""
    rows = [
        ("Consultas de medicina general", "200", "150", "75%"),
        ("Cirugías programadas", "100", "90", "90%"),
        ("Visitas domiciliarias", "600", "645", share),
    ]
    header = ("Actividad", "Programado", "Ejecutado", "% de cumplimiento")
    found = told("# Plan operativo anual 2018", table(header, *rows))
    mine = [finding for finding in found.findings if finding.rule == "percent-range"]
    assert [finding.severity for finding in mine] == ([severity] if severity else [])
    if severity == "info":
        assert "more was executed than programmed" in mine[0].message_en
        assert found.cells(mine[0]) == ["107,5%", "645", "600"]
    assert ("execution-share" in found.rules) == (share == "125%")


@pytest.mark.parametrize(
    ("earned", "rules"),
    [
        ("25%", ["percent-range"]),  # as 100 does
        ("27,8%", ["percent-range"]),  # as it says
        ("20%", ["earned-product", "percent-range"]),
    ],
)
def test_what_compliance_above_a_hundred_earns(
    table: Callable, told: Callable, earned: str, rules: list[str]
) -> None:
    head = ("Meta", "Ponderación", "% cumplimiento", "% ponderado")
    rows = [
        ("Pago oportuno a proveedores", "40%", "98,4%", "39,4%"),
        ("Conciliaciones bancarias al día", "35%", "100%", "35%"),
        ("Funcionarios capacitados", "25%", "111,1%", earned),
    ]
    found = told("# Convenio de Desempeño Colectivo 2019", table(head, *rows))
    assert sorted(found.rules) == rules
    assert found.only("percent-range").severity == ("info" if earned == "25%" else "warning")


@pytest.mark.parametrize(("stages", "rules"), [("100%\n70%\n50%", []), ("10%\n70%\n500%", ["percent-range"])])
def test_no_stage_is_done_more_than_whole(
    table: Callable, told: Callable, stages: str, rules: list[str]
) -> None:
    head = ("Actividad", "Ponderación (%)", "Porcentaje de avance")
    rows = [("Revisar los convenios", "60%", stages), ("Publicar el boletín", "40%", "100%\n70%\n50%")]
    assert told("# Programa de Trabajo 2021", table(head, *rows)).rules == rules
