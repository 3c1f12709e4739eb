from __future__ import annotations

import pytest

from normalize.periods import Period, read_period


@pytest.mark.parametrize(
    ("words", "period"),
    [
        (("2016",), "2016"),
        (("AÑO 2014", "EJECUTADO"), "2014"),
        (("Año 2015 / Programado",), "2015"),
        (("2016", "Ejecutado (A junio)"), "2016-01/2016-06"),
        (("2015", "até junho"), "2015-01/2015-06"),
        (("Year 2011", "Actual (to June)"), "2011-01/2011-06"),
        (("Ejecutado hasta el mes de junio", "2016"), "2016-01/2016-06"),
        (("2010", "Ejec. 1er semestre"), "2010-01/2010-06"),
        (("2010", "2do. Semestre"), "2010-07/2010-12"),
        (("Trim. II", "2016"), "2016-04/2016-06"),
        (("III Trimestre 2016",), "2016-07/2016-09"),
        (("4to trimestre", "2016"), "2016-10/2016-12"),
        (("Q3 2016",), "2016-07/2016-09"),
        (("Q1-Q2 2012",), "2012-01/2012-06"),
        (("Trim. I y II 2012",), "2012-01/2012-06"),
        (("S2 2020",), "2020-07/2020-12"),
        (("primer bimestre 2011",), "2011-01/2011-02"),
        (("segundo cuatrimestre 2011",), "2011-05/2011-08"),
        (("julio 2016",), "2016-07"),
        (("jul-07",), "2007-07"),
        (("Ene", "2016"), "2016-01"),
        (("Enero a Marzo 2020",), "2020-01/2020-03"),
        (("Jan-Mar 2019",), "2019-01/2019-03"),
        (("2015-2018",), "2015/2018"),
        (("2015/16",), "2015/2016"),
        (("noviembre 2018 - marzo 2019",), "2018-11/2019-03"),
        (("Nov a Mar 2019",), "2018-11/2019-03"),
        (("FY2016",), "2016"),
        (("Ejercicio 2019",), "2019"),
        ((), ""),
        (("", " "), ""),
        (("Programado",), ""),
        (("A junio",), ""),
        (("2018-2015",), ""),
        (("Trim. V 2016",), "2016"),
        (("12345",), ""),
    ],
)
def test_periods_without_a_year_of_the_document(words, period):
    assert read_period(words) == period


@pytest.mark.parametrize(
    ("words", "period"),
    [
        (("A junio",), "2016-01/2016-06"),
        (("Q3",), "2016-07/2016-09"),
        (("I Sem.",), "2016-01/2016-06"),
        (("1er Sem",), "2016-01/2016-06"),
        (("Sem. 1",), ""),  # may be a week
        (("Mar",), "2016-03"),
        (("a jun",), "2016-01/2016-06"),
        (("Set of tools",), ""),
        (("El mar interior",), ""),
        (("2015", "A junio"), "2015-01/2015-06"),
        (("Programado",), ""),
    ],
)
def test_periods_that_take_the_year_of_the_document(words, period):
    assert read_period(words, 2016) == period


def test_a_long_header_is_read_from_its_beginning():
    assert read_period(("2016 " + "x" * 10_000 + " 2019",)) == "2016"


def test_one_month_is_no_range():
    assert str(Period(2016, 2016, 7, 7)) == "2016-07"


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("3Q", "2016-07/2016-09"),
        ("1T 2017", "2017-01/2017-03"),
        ("2S", "2016-07/2016-12"),
        ("FY16", "2016"),
        ("AF 17", "2017"),
        ("30/06/2016", "2016-06"),
        ("Avance al 30/06/2016", "2016-01/2016-06"),
        ("2016-06", "2016-06"),
        ("06/2016", "2016-06"),
        ("2011-12", "2011/2012"),
        ("2015-16", "2015/2016"),
    ],
)
def test_parts_of_a_year_in_digits(words, period):
    assert read_period([words], 2016) == period


@pytest.mark.parametrize("words", ["03/07/2016", "13/13/2016", "2016-13"])
def test_a_month_that_the_digits_do_not_settle_is_not_guessed(words):
    assert read_period([words], 2016) in ("", "2016")


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("2016 y 2018", ""),
        ("2016 e 2018", ""),
        ("2016, 2018 and 2020", ""),
        ("Primer semestre 2016 y 2018", ""),
        ("2015 y 2016", "2015/2016"),
        ("2016, 2017 y 2018", "2016/2018"),
        ("entre 2016 y 2018", "2016/2018"),
        ("2016 a 2018", "2016/2018"),
        ("2016-2018", "2016/2018"),
    ],
)
def test_years_that_are_listed_are_no_range(words: str, period: str) -> None:
    assert read_period((words,), 2016) == period
