from __future__ import annotations

from datetime import date

import pytest

from normalize.dates import ReadDate, month_first, read_dates, read_span


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("17 DE AGOSTO DE 2007", ReadDate(2007, 8, 17)),
        ("03/07/07", ReadDate(2007, 7, 3, True)),
        ("24-08-07", ReadDate(2007, 8, 24)),
        ("31.12.2009", ReadDate(2009, 12, 31)),
        ("08/08/2009", ReadDate(2009, 8, 8)),
        ("12/31/2016", ReadDate(2016, 12, 31)),
        ("2016-05-31", ReadDate(2016, 5, 31)),
        ("jul-07", ReadDate(2007, 7)),
        ("Termino:31-dic", ReadDate(None, 12, 31)),
        ("12 de marzo", ReadDate(None, 3, 12)),
        ("1° de marzo de 2010", ReadDate(2010, 3, 1)),
        ("Enero", ReadDate(None, 1)),
        ("August 17th, 2007", ReadDate(2007, 8, 17)),
        ("17 ago 07", ReadDate(2007, 8, 17)),
        ("5 de outubro de 2011", ReadDate(2011, 10, 5)),
        ("01/02/85", ReadDate(1985, 2, 1, True)),
    ],
)
def test_one_date(text, found):
    assert read_dates(text) == (found,)


def test_the_month_may_stand_first():
    assert read_dates("03/07/2007", month_first=True) == (ReadDate(2007, 3, 7, True),)
    assert month_first(["12/31/2016", "03/07/2016"])
    assert not month_first(["12/31/2016", "31/12/2016"])
    assert not month_first(["03/07/2016"])
    assert not month_first([])


@pytest.mark.parametrize(
    "text", ["", "2016", "1.5.2", "45/13/2016", "99-99-99", "12/2016", "marzos", "40 pesos"]
)
def test_no_date(text):
    assert read_dates(text) == ()


def test_several_dates_in_their_order():
    assert read_dates("del 5 de marzo al 10 de abril de 2010") == (
        ReadDate(None, 3, 5),
        ReadDate(2010, 4, 10),
    )


def test_days_that_do_not_exist():
    assert ReadDate(2015, 2, 30).day_in(None) is None
    assert ReadDate(2015, 2, 30).iso(None) == ""
    assert ReadDate(None, 2, 28).day_in(2015) == date(2015, 2, 28)
    assert ReadDate(None, 2, 28).day_in(None) is None
    assert ReadDate(2015, 2).day_in(None) is None
    assert (ReadDate(2015, 2).iso(None), ReadDate(None, 2).iso(None)) == ("2015-02", "")


@pytest.mark.parametrize(
    ("deadline", "span"),
    [
        ("22/07/2020 / 06/11/2020", ("2020-07-22", "2020-11-06")),
        ("3 de octubre de 2022 / 20 de mayo de 2022", ("2022-10-03", "2022-05-20")),
        ("31-12-2016", ("", "2016-12-31")),
        ("Diciembre", ("", "2016-12")),
        ("del 5 de marzo al 10 de abril", ("2016-03-05", "2016-04-10")),
        ("noviembre a marzo 2017", ("2016-11", "2017-03")),
        (" / 31/12/2016", ("", "2016-12-31")),
        ("01/02/2016 / ", ("2016-02-01", "")),
        ("8 de febrero 14 de junio / 24 de septiembre", ("", "")),
        ("1/2/2016 / 1/3/2016 / 1/4/2016", ("", "")),
        ("", ("", "")),
        ("permanente", ("", "")),
    ],
)
def test_first_and_last_day_of_a_deadline(deadline, span):
    assert read_span(deadline, 2016) == span


def test_a_deadline_without_any_year_says_nothing():
    assert read_span("Diciembre", None) == ("", "")


@pytest.mark.parametrize("text", ["A1-2-03", "X12/05/2016", "12/05/2016a", "1.2.3", "99/99/99", "24 08 07"])
def test_a_code_with_dashes_is_no_date(text):
    assert read_dates(text) == ()
