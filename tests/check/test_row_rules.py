"""row-total, execution-share, stated-average, share-of-total: broken, nearly broken, clean."""

from __future__ import annotations

from collections.abc import Callable

import pytest

QUARTERS = (
    "Actividad",
    "Unidad de medida",
    *(f"Programado {name} trimestre 2021" for name in ("primer", "segundo", "tercer", "cuarto")),
    "Programado 2021",
)
NAMES = (
    "Inspeccionar las sucursales",
    "Visitar los archivos",
    "Capacitar a los encargados",
    "Emitir boletines",
)


def quarters(years: tuple[str, ...], part: str = "10") -> tuple[tuple[str, ...], ...]:
    return tuple(
        (name, "Informe", part, part, part, part, year) for name, year in zip(NAMES, years, strict=False)
    )


@pytest.mark.parametrize(
    ("years", "part", "broken"),
    [
        (("40", "40", "40"), "10", 0),
        (("40", "41", "40"), "10", 1),
        (("42", "41", "40"), "10", 0),  # most rows: the quarters are no parts
        (("10", "10", "10"), "2,5", 0),
        (("10,1", "10,1", "10,1"), "2,5", 0),  # rounding
        (("10", "11", "10"), "2,5", 1),
        (("41",), "10", 1),
    ],
)
def test_quarters_make_the_year(
    told: Callable, table: Callable, years: tuple[str, ...], part: str, broken: int
) -> None:
    found = told("# Plan Anual de Trabajo 2021", table(QUARTERS, *quarters(years, part)))
    assert found.rules == ["row-total"] * broken


def test_a_year_without_one_of_its_quarters_is_not_judged(told: Callable, table: Callable) -> None:
    rows = [(*row[:2], *row[3:]) for row in (QUARTERS, *quarters(("40", "40", "40")))]
    assert told("# Plan Anual de Trabajo 2021", table(*rows)).rules == []


EXECUTED = ("Actividad", "Unidad de medida", "Programado 2021", "Ejecutado 2021", "% de avance")


@pytest.mark.parametrize(
    ("shares", "broken"),
    [
        (("50%", "67%", "100%"), 0),
        (("50%", "66,7%", "120%"), 0),
        (("50%", "76%", "100%"), 1),
        (("50%", "66%", "100%"), 1),  # cut off instead of rounded: a note
        (("5%", "6%", "7%"), 0),  # a percentage of something else
    ],
)
def test_a_percentage_beside_its_two_figures(
    told: Callable, table: Callable, shares: tuple[str, ...], broken: int
) -> None:
    figures = (("20", "10"), ("30", "20"), ("10", "12"))
    rows = [
        (name, "Informe", *pair, share) for name, pair, share in zip(NAMES, figures, shares, strict=False)
    ]
    found = told("# Plan Anual de Trabajo 2021", table(EXECUTED, *rows))
    mine = [finding for finding in found.findings if finding.rule == "execution-share"]
    assert len(mine) == broken
    if broken:
        assert mine[0].severity == ("info" if shares[1] == "66%" else "error")
        assert mine[0].expected == "67%"


AMOUNTS = (
    ("Proyecto", "Presupuesto 2021 (US$)"),
    ("Talleres", "12,000"),
    ("Equipos", "8,000"),
    ("Viajes", "4,000"),
)


@pytest.mark.parametrize(
    ("label", "mean", "fires"),
    [
        ("Promedio", "8,000", False),
        ("Promedio anual", "9,000", True),
        ("Promedio ponderado", "9,000", False),
        ("Presupuesto promedio", "9,000", False),
    ],
)
def test_a_mean_of_the_rows_above(
    told: Callable, table: Callable, label: str, mean: str, fires: bool
) -> None:
    found = told("# Plan Anual de Trabajo 2021", "El Salvador.", table(*AMOUNTS, (label, mean)))
    assert ("stated-average" in found.rules) is fires
    if fires:
        assert found.only("stated-average").expected == "8000"


@pytest.mark.parametrize(
    ("shares", "broken"),
    [
        (("50%", "33%", "17%"), 0),
        (("50%", "33,3%", "16,7%"), 0),
        (("50%", "30%", "17%"), 1),
        (("10%", "20%", "70%"), 0),
    ],
)
def test_shares_of_the_total(told: Callable, table: Callable, shares: tuple[str, ...], broken: int) -> None:
    rows = [(*row, share) for row, share in zip(AMOUNTS, ("% del total", *shares), strict=True)]
    found = told("# Plan Anual de Trabajo 2021", "El Salvador.", table(*rows))
    assert found.rules.count("share-of-total") == broken


@pytest.mark.parametrize(("done", "rules"), [("33", []), ("32", ["execution-share"])])
def test_within_a_stated_tolerance_all_is_done(
    table: Callable, told: Callable, done: str, rules: list[str]
) -> None:
    head = ("Indicadores", "Meta 2022", "Tolerância", "Resultado", "Taxa de realização")
    rows = [("N.º de intervenções", "35", "2", done, "100%"), ("N.º de registos", "250", "10", "250", "100%")]
    assert told("# Quadro de Avaliação 2022", table(head, *rows)).rules == rules


@pytest.mark.parametrize(("whole", "rules"), [("1.000.000", []), ("1.100.000", ["row-total"])])
def test_a_total_column_that_names_no_year(
    table: Callable, told: Callable, whole: str, rules: list[str]
) -> None:
    quarters = ("Enero-Marzo", "Abril-Junio", "Julio-Septiembre", "Octubre-Diciembre")
    rows = [
        ("Remuneraciones", "1.200.000", "1.200.000", "1.250.000", "1.350.000", "5.000.000"),
        ("Materiales", "300.000", "150.000", "150.000", "400.000", whole),
    ]
    found = told("# Presupuesto del plan 2021", table(("Partida", *quarters, "Total año"), *rows))
    assert [rule for rule in found.rules if rule != "figure-ambiguous"] == rules


@pytest.mark.parametrize(
    ("targets", "rules"),
    [
        (("40", "40", "40"), []),
        (("40", "50", "40"), ["row-total"]),
        (("10", "50", "40"), []),  # most rows: the target is no sum
        (("≥ 50", "40", "40"), []),
    ],
)
def test_quarters_make_the_target_of_the_year(
    table: Callable, told: Callable, targets: tuple[str, ...], rules: list[str]
) -> None:
    rows = [(*QUARTERS[:-1], "Meta anual"), *quarters(targets)]
    assert told("# Plan Anual de Trabajo 2021", table(*rows)).rules == rules


def test_a_target_of_few_rows_may_be_anything(table: Callable, told: Callable) -> None:
    rows = [(*QUARTERS[:-1], "Meta anual"), *quarters(("40", "50"))]
    assert told("# Plan Anual de Trabajo 2021", table(*rows)).rules == []


def test_a_stand_at_the_end_of_each_quarter_is_no_part_of_the_year(table: Callable, told: Callable) -> None:
    rows = [(*QUARTERS[:-1], "Meta anual"), *quarters(("40", "40", "40"))]
    stand = ("Atender a mayores", "Persona", "80", "80", "80", "80", "80")
    assert told("# Plan Anual de Trabajo 2021", table(*rows, stand)).rules == []


@pytest.mark.parametrize(
    ("activity", "share", "severities"),
    [
        ("Reducir el tiempo de espera", "80%", ["info"]),
        ("Reducir el tiempo de espera", "83,3%", []),
        ("Se espera abrir salas", "80%", ["error"]),
        ("Aumentar las visitas", "80%", ["error"]),
    ],
)
def test_where_less_is_better_a_share_turns_round(
    activity: str, share: str, severities: list[str], table: Callable, told: Callable
) -> None:
    rows = [("Actividad", "Meta", "Logrado", "% de cumplimiento"), (activity, "10", "12", share)]
    rows += [("Abrir salas", "4", "2", "50%"), ("Publicar memorias", "4", "4", "100%")]
    found = told("# Plan Anual de Trabajo 2021", table(*rows)).findings
    assert [one.severity for one in found if one.rule == "execution-share"] == severities


def test_a_share_without_a_period_is_of_the_figures_without_one(table: Callable, told: Callable) -> None:
    of_quarter = ("Programado primer trimestre 2021", "Ejecutado primer trimestre 2021")
    rows = [("Actividad", *of_quarter, "Programado", "Ejecutado", "% de cumplimiento")]
    rows += [("Abrir salas", "6", "6", "14", "13", "93%")]
    rows += [("Entregar bonos", "500", "480", "1200", "1180", "87%")]
    found = told("# Evaluación del plan 2021", table(*rows)).findings
    assert [one.rule for one in found] == ["execution-share"]


def test_what_was_done_in_other_years_is_not_held_against_the_target(table: Callable, told: Callable) -> None:
    rows = [("Indicador", "Realizado 2021", "Meta 2022", "Resultado", "% de cumplimiento")]
    rows += [("Documentos", "140", "160", "120", "90%"), ("Visitas", "80", "90", "90", "100%")]
    found = told("# Evaluación del plan 2022", table(*rows)).findings
    assert [one.rule for one in found] == ["execution-share"]


def test_a_whole_hundred_for_half_of_a_reduction_is_still_told(table: Callable, told: Callable) -> None:
    rows = [("Actividad", "Meta", "Logrado", "% de cumplimiento"), ("Reducir accidentes", "20", "10", "100%")]
    rows += [("Abrir salas", "4", "2", "50%"), ("Publicar memorias", "4", "4", "100%")]
    found = told("# Plan Anual de Trabajo 2021", table(*rows)).findings
    assert [one.severity for one in found if one.rule == "execution-share"] == ["info"]
