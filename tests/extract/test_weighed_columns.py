"""Columns of tables that weigh and judge: points beside grades, shares of targets, headers with formulas, and
ordinals under a band that parts the year."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from extract import Reading
from extract.periods import part_under, parts_of_year
from ingest import Table
from normalize import tidy

Make = Callable[..., Table]
Read = Callable[..., Reading]

HEAD = ["Indicador", "Peso", "Meta pactuada", "Resultado alcançado", "% de alcance", "Nota", "Nota ponderada"]
ROWS = [
    ["Taxa de ocupação", "3", "85%", "68%", "80%", "8", "24"],
    ["Tempo de espera", "2", "50%", "50%", "100%", "10", "20"],
    ["Cirurgias", "5", "1.200", "1.080", "90%", "9", "45"],
]


def _roles(reading: Reading) -> list[str]:
    return [column.role.value for column in reading.tables[0].columns]


def _units(reading: Reading) -> set[tuple[str, str]]:
    return {(one.measure, one.unit) for one in tidy(reading).measures}


def test_grades_and_what_they_earn_beside_weights_of_ten_are_points(table: Make, reading: Read) -> None:
    read = reading(table([HEAD, *ROWS, ["Total", "10", "", "", "", "", "89"]]))
    assert _roles(read) == ["indicator", "weight", "target", "executed", "compliance", "count", "earned"]
    units = _units(read)
    assert {("weight", "point"), ("count", "point"), ("earned", "point"), ("compliance", "percent")} <= units
    assert ("weight", "percent") not in units
    assert {(total.measure, total.unit) for total in tidy(read).totals} == {
        ("weight", "point"),
        ("earned", "point"),
    }


def test_what_is_earned_in_percent_is_no_grade(table: Make, reading: Read) -> None:
    rows = [
        ["Indicador", "Peso", "Meta", "Puntaje", "Puntaje ponderado"],
        ["Atender solicitudes", "40%", "85", "90%", "36%"],
        ["Publicar informes", "60%", "12", "50%", "30%"],
    ]
    read = reading(table(rows))
    assert "count" not in _roles(read)
    assert ("earned", "percent") in _units(read)
    assert ("earned", "point") not in _units(read)


@pytest.mark.parametrize(
    ("weights", "total", "unit"),
    [
        (("3", "2", "5"), "10", "point"),
        (("3", "1", "2"), "10", "percent"),  # a total that is not met proves nothing
        (("30", "20", "50"), "100", "percent"),
        (("3%", "2%", "5%"), "10%", "percent"),
        (("2.5", "2.5", "5"), "10", "percent"),
    ],
)
def test_plain_weights_are_points_where_they_meet_a_total_of_ten(
    table: Make, reading: Read, weights: tuple[str, ...], total: str, unit: str
) -> None:
    rows = [["Indicador", "Peso"], *([row[0], weight] for row, weight in zip(ROWS, weights, strict=True))]
    assert _units(reading(table([*rows, ["Total", total]]))) == {("weight", unit)}


def test_one_of_several_totals_of_ten_is_a_share_of_a_hundred(table: Make, reading: Read) -> None:
    ten = table([["Actividad", "Peso"], ["Leer", "5"], ["Escribir", "5"], ["Total", "10"]])
    ninety = table([["Actividad", "Peso"], ["Sumar", "50"], ["Restar", "40"], ["Total", "90"]])
    assert _units(reading(ten, ninety)) == {("weight", "percent")}


@pytest.mark.parametrize(
    ("header", "role"),
    [("% de alcance", "compliance"), ("% del total", "weight"), ("% de avance", "progress")],
)
def test_percentages_behind_target_and_result(table: Make, reading: Read, header: str, role: str) -> None:
    rows = [
        ["Indicador", "Meta", "Resultado alcanzado", header],
        ["Visitas", "10", "5", "50%"],
        ["Talleres", "4", "2", "50%"],
    ]
    assert _roles(reading(table(rows)))[3] == role


def test_percentages_without_a_result_are_none_of_a_target(table: Make, reading: Read) -> None:
    rows = [["Indicador", "Meta", "% de alcance"], ["Visitas", "10", "50%"], ["Talleres", "4", "50%"]]
    assert _roles(reading(table(rows)))[2] != "compliance"


@pytest.mark.parametrize("formula", ["(a x b)", "(A*B)", "c = a × b", "(a) x (b)"])
def test_weight_times_compliance_in_a_header_is_earned(table: Make, reading: Read, formula: str) -> None:
    rows = [
        ["Compromiso", "Ponderación (a)", "Meta", "Cumplimiento % (b)", f"Resultado {formula}"],
        ["Sesiones", "0.60", "3", "100", "0.60"],
        ["Distritos", "0.40", "20", "75", "0.30"],
    ]
    read = reading(table(rows))
    assert _roles(read)[4] == "earned"
    earned = [float(one.value) for one in tidy(read).measures if one.measure == "earned"]
    assert earned == [60, 30]


@pytest.mark.parametrize("header", ["Resultado", "Resultado (c x d)", "Resultado (a + b)", "Caja (2 x 3)"])
def test_a_header_without_a_formula_of_weight_and_compliance_earns_nothing(
    table: Make, reading: Read, header: str
) -> None:
    rows = [
        ["Compromiso", "Ponderación (a)", "Meta", "Cumplimiento % (b)", header],
        ["Sesiones", "0.60", "3", "100", "3"],
        ["Distritos", "0.40", "20", "75", "15"],
    ]
    assert _roles(reading(table(rows)))[4] != "earned"


def test_a_quotient_of_done_and_planned_in_a_header_is_compliance(table: Make, reading: Read) -> None:
    rows = [
        ["Actividad", "Programado (a)", "Ejecutado (b)", "Total (b/a)"],
        ["Sesiones", "4", "3", "75"],
        ["Distritos", "20", "10", "50"],
    ]
    assert _roles(reading(table(rows)))[3] == "compliance"


QUARTERS = [
    [
        ("Producto", 2, 1),
        ("Unidad de medida", 2, 1),
        ("Programación física trimestral", 1, 4),
        ("Meta", 2, 1),
    ],
    ["I", "II", "III", "IV"],
    ["Talleres", "Talleres", "12", "14", "10", "14", "50"],
    ["Visitas", "Visitas", "1", "1", "1", "2", "5"],
]


def test_ordinals_under_quarterly_are_quarters(table: Make, reading: Read) -> None:
    rows = tidy(reading("# Plan Operativo 2019", table(QUARTERS)))
    first = [one.period for one in rows.measures if one.measure == "programmed"][:4]
    assert first == ["2019-01/2019-03", "2019-04/2019-06", "2019-07/2019-09", "2019-10/2019-12"]


def test_ordinals_under_a_band_that_parts_no_year_are_no_periods(table: Make, reading: Read) -> None:
    rows = [[*QUARTERS[0][:2], ("Programación por zona", 1, 4), QUARTERS[0][3]], *QUARTERS[1:]]
    read = reading("# Plan Operativo 2019", table(rows))
    assert {one.period for one in tidy(read).measures if one.measure == "programmed"} == {""}


def test_more_ordinals_than_a_year_has_parts_are_no_parts(table: Make, reading: Read) -> None:
    rows = [[*QUARTERS[0][:2], ("Programación semestral", 1, 4), QUARTERS[0][3]], *QUARTERS[1:]]
    read = reading("# Plan Operativo 2019", table(rows))
    assert {one.period for one in tidy(read).measures if one.measure == "programmed"} == {""}


@pytest.mark.parametrize(
    ("labels", "periods"),
    [
        (("S1", "S2"), {"2019-01/2019-06", "2019-07/2019-12"}),
        (("H-1", "H-2"), {"2019-01/2019-06", "2019-07/2019-12"}),
        (("S1", "S2", "S3"), {""}),  # weeks
        (("S1", "H2"), {""}),
        (("S1",), {""}),
    ],
)
def test_letters_name_the_halves_of_a_year_where_both_stand_there(
    table: Make, reading: Read, labels: Sequence[str], periods: set[str]
) -> None:
    rows = [
        [("Actividad", 2, 1), ("Unidad", 2, 1), ("Programado", 1, len(labels))],
        list(labels),
        *([text, "Taller", *("5",) * len(labels)] for text in ("Capacitar", "Difundir", "Revisar")),
    ]
    read = reading("# Plan Operativo 2019", table(rows))
    assert {one.period for one in tidy(read).measures if one.measure == "programmed"} == periods


def test_the_part_of_a_year_under_its_band() -> None:
    assert part_under(("Metas 2020", "Avance por trimestres"), "II") == ("trimestres II", "2020")
    assert part_under(("Avance trimestral",), "Meta") == ()
    assert part_under((), "II") == ()
    assert [parts_of_year(band) for band in ("Semestral", "Cuatrimestres", "por zona")] == [2, 3, 0]
