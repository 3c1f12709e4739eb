"""duplicate-item, date-order, numbering: broken, nearly broken, clean."""

from __future__ import annotations

from collections.abc import Callable

import pytest

NAMES = (
    "Publicar el boletín trimestral",
    "Capacitar a los encargados comunales",
    "Actualizar el registro de usuarios",
    "Instalar puntos de atención",
    "Evaluar la satisfacción de usuarios",
)


@pytest.fixture
def programme(table: Callable, told: Callable) -> Callable:
    """Texts of activities → what is told of the programme."""

    def make(*texts: str) -> object:
        rows = [(text, "Informe", f"{100 // len(texts)}%") for text in texts]
        return told(
            "# Programa 2021", table(("Actividad", "Medio de verificación", "Ponderación (%)"), *rows)
        )

    return make


# -- the same item twice


def test_different_items(programme: Callable) -> None:
    assert programme(*NAMES).rules == []


@pytest.mark.parametrize("twin", [NAMES[0], NAMES[0].upper(), NAMES[0].replace("boletín", "boletin")])
def test_the_same_item_twice(programme: Callable, twin: str) -> None:
    told = programme(*NAMES[:4], twin)
    finding = told.only("duplicate-item")
    assert told.rules == ["duplicate-item"]
    assert (finding.severity, finding.row) == ("warning", 5)
    assert told.cells(finding) == [twin, NAMES[0]]
    assert "stands already in row 2 of the table" in finding.message_en


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Realizar el taller 1 con dirigentes", "Realizar el taller 2 con dirigentes"),
        ("Capacitar a encargados de Arica", "Capacitar a encargados de Iquique"),
    ],
)
def test_items_alike_that_are_not_the_same(programme: Callable, one: str, other: str) -> None:
    assert programme(*NAMES[:3], one, other).rules == []


def test_a_product_that_heads_two_groups_is_no_duplicate(table: Callable, told: Callable) -> None:
    header = ("Producto", "Actividad", "Medio de verificación", "Ponderación (%)")
    rows = [
        (("Gestión de archivos", 2, 1), NAMES[0], "Informe", "40%"),
        (NAMES[1], "Acta", "30%"),
        ("Atención ciudadana", NAMES[2], "Oficio", "10%"),
        (("Gestión de archivos", 2, 1), NAMES[3], "Informe", "10%"),
        (NAMES[4], "Acta", "10%"),
    ]
    assert told("# Programa 2021", table(header, *rows)).rules == []


def test_one_product_in_two_units_is_no_duplicate(table: Callable, told: Callable) -> None:
    header = ("Producto", "Unidad de medida", "Programado 2017")
    rows = [("Capacitación del personal", "Hora", "860"), ("Capacitación del personal", "Empleado", "240")]
    assert told("# Plan Anual 2017", table(header, *rows)).rules == []


# -- dates


@pytest.fixture
def dated(table: Callable, told: Callable) -> Callable:
    """Start and end of the third of five activities."""

    def make(start: str, end: str) -> object:
        dates = [("01-03-2021", "30-06-2021")] * 2 + [(start, end)] + [("01-04-2021", "31-12-2021")] * 2
        header = ("Actividad", "Fecha de inicio", "Fecha de término", "Ponderación (%)")
        rows = [(name, *when, "20%") for name, when in zip(NAMES, dates, strict=True)]
        return told("# Programa de Trabajo 2021", table(header, *rows))

    return make


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("01-05-2021", "31-05-2021"),
        ("31-05-2021", "31-05-2021"),
        ("mayo 2021", "mayo 2021"),
        ("2021", "15-05-2021"),
    ],
)
def test_dates_in_order(dated: Callable, start: str, end: str) -> None:
    assert dated(start, end).rules == []


def test_a_start_after_its_end(dated: Callable) -> None:
    told = dated("15-08-2021", "15-05-2021")
    finding = told.only("date-order")
    assert told.rules == ["date-order"]
    assert (finding.severity, finding.expected, finding.observed) == ("error", "≤ 2021-05-15", "2021-08-15")
    assert told.item(finding) == NAMES[2]
    assert told.cells(finding) == ["15-08-2021"]


def test_a_date_far_from_the_plans_year(dated: Callable) -> None:
    assert dated("15-12-2020", "31-01-2022").rules == []
    told = dated("15-05-2012", "15-05-2021")
    finding = told.only("date-order")
    assert (finding.severity, finding.expected, finding.observed) == ("warning", "2021", "2012-05-15")
    assert "more than a year outside the plan’s years" in finding.message_en.replace("'", "’")


@pytest.mark.parametrize(
    ("heading", "end", "expected"),
    [
        ("Plan de trabajo 2019-2021", "marzo de 2021", ""),
        ("Plan de trabajo 2019 a 2021", "marzo de 2022", ""),
        ("Plan de trabajo 2019-21", "marzo de 2022", ""),
        ("Plan de trabajo 2019-2021", "marzo de 2023", "2019–2021"),
        ("Plan de trabajo 2019", "marzo de 2020", ""),
        ("Plan de trabajo 2019", "marzo de 2021", "2019"),
    ],
)
def test_the_years_of_a_plan(told: Callable, table: Callable, heading: str, end: str, expected: str) -> None:
    rows = [(NAMES[0], "diciembre de 2019"), (NAMES[1], end)]
    found = told(f"# {heading}", table(("Actividad", "Plazo"), *rows))
    far = [finding.expected for finding in found.findings if finding.rule == "date-order"]
    assert far == ([expected] if expected else [])


@pytest.mark.parametrize(("last", "rules"), [("2021", []), ("2020", []), ("2019", ["date-order"])])
def test_a_plan_reaches_as_far_as_its_targets(
    told: Callable, table: Callable, last: str, rules: list[str]
) -> None:
    rows = [(NAMES[0], "800", "diciembre de 2019"), (NAMES[1], "900", "marzo de 2021")]
    found = told("# Plan de trabajo 2019", table(("Actividad", f"Meta {last}", "Plazo"), *rows))
    assert found.rules == rules


# -- numbering


def numbered(*numbers: str) -> list[str]:
    return [f"{number} {name}" for number, name in zip(numbers, NAMES, strict=False)]


@pytest.mark.parametrize(
    "numbers",
    [
        ("1.", "2.", "3.", "4.", "5."),
        ("3.", "4.", "5.", "6.", "7."),
        ("1.1", "1.2", "1.3", "1.4", "1.5"),
        ("1.a", "1.b", "1.c", "1.d", "1.e"),
        ("A1.", "A2.", "A3.", "A4.", "A5."),
        ("1.", "2.", "3.", "1.", "2."),
        ("I.", "II.", "III.", "IV.", "V."),
    ],
)
def test_numbers_in_order(programme: Callable, numbers: tuple[str, ...]) -> None:
    assert programme(*numbered(*numbers)).rules == []


@pytest.mark.parametrize(
    ("numbers", "expected", "observed"),
    [
        (("1.", "2.", "3.", "5.", "6."), "4", "5"),
        (("1.1", "1.2", "1.4", "1.5", "1.6"), "1.3", "1.4"),
        (("A1.", "A2.", "A3.", "A4.", "A6."), "A5", "A6"),
    ],
)
def test_a_gap(programme: Callable, numbers: tuple[str, ...], expected: str, observed: str) -> None:
    told = programme(*numbered(*numbers))
    finding = told.only("numbering")
    assert told.rules == ["numbering"]
    assert (finding.severity, finding.expected, finding.observed) == ("warning", expected, observed)
    assert f"has number {observed} where {expected} was expected" in finding.message_en


@pytest.mark.parametrize(
    "numbers",
    [("1.", "2.", "2.", "4.", "5."), ("1.", "2.", "2.", "3.", "4."), ("1.", "2.", "3.", "4.", "4.")],
)
def test_a_repeat_is_said_once(programme: Callable, numbers: tuple[str, ...]) -> None:
    told = programme(*numbered(*numbers))
    finding = told.only("numbering")
    assert told.rules == ["numbering"]
    assert f"has number {finding.observed}, which stands before it already" in finding.message_en
    assert f"el número {finding.observed}, que ya está antes" in finding.message_es


def test_numbers_that_are_no_list_are_a_note(programme: Callable) -> None:
    found = programme(*numbered("12.", "35.", "41.", "77.", "90."))
    assert {finding.severity for finding in found.findings} == {"info"}


def test_a_number_twice_in_one_cell(table: Callable, told: Callable) -> None:
    def cell(*numbers: str) -> object:
        listed = "\n".join(numbered(*numbers))
        header = ("Producto", "Actividades", "Ponderación (%)")
        rows = [("Gestión de archivos", listed, "60%"), ("Atención ciudadana", "1.- Abrir oficinas", "40%")]
        return told("# Programa 2021", table(header, *rows))

    assert "numbering" not in cell("1.-", "2.-", "3.-", "4.-", "5.-").rules
    assert cell("1.-", "2.-", "3.-", "1.-", "2.-").grave() == ["numbering"]


def test_codes_of_a_catalogue_have_gaps(table: Callable, told: Callable) -> None:
    rows = [("21 Gastos en personal", "12.000"), ("22 Bienes y servicios", "20.500"), ("29 Activos", "9.500")]
    found = told("# Presupuesto 2017", table(("Partida", "Presupuesto (US$)"), *rows, ("Total", "42.000")))
    assert found.rules == []
