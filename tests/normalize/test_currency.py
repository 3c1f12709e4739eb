from __future__ import annotations

import re

import pytest

from normalize.currency import Sign, _money, code, habit, of_country, sign, word
from normalize.numerals import Convention


@pytest.mark.parametrize(
    ("text", "found"),
    [("$", Sign("$")), ("us$", Sign("US$")), ("MM$", Sign("$", 6)), ("KUS$", Sign("US$", 3)),
     ("CLP", Sign("CLP")),
     ("S/.", Sign("S/.")), ("x", None), ("", None)],
)  # fmt: skip
def test_signs(text, found):
    assert sign(text) == found


@pytest.mark.parametrize(
    ("mark", "country", "iso"),
    [
        ("$", "CL", "CLP"), ("$", "SV", "USD"), ("$", "BR", ""), ("$", "", ""), ("US$", "CL", "USD"),
        ("Q", "GT", "GTQ"),
        ("Q", "CL", ""), ("BS", "BO", "BOB"), ("BS", "VE", "VES"), ("pesos", "AR", "ARS"), ("pesos",
        "", ""),
        ("dolares", "CL", "USD"), ("dollars", "BZ", "BZD"), ("dollars", "", "USD"), ("UF", "CL", "CLF"),
        ("?", "CL", ""),
    ],
)  # fmt: skip
def test_codes_by_country(mark, country, iso):
    assert code(mark, country) == iso


def test_words_of_money():
    assert word("pesos") == Sign("pesos")
    assert word("peso") is None  # what a plan weighs
    assert word("real") is None  # what was really done


def test_countries():
    assert (of_country("CL"), of_country("XX"), of_country("")) == ("CLP", "", "")
    assert (habit("CL"), habit("MX"), habit("XX")) == (Convention.COMMA, Convention.POINT, None)


def test_every_code_of_the_data_is_one():
    money = _money()
    codes = [*money["sign"].values(), *(entry["currency"] for entry in money["country"].values())]
    codes += [iso for countries in money["sign_in"].values() for iso in countries.values()]
    assert all(re.fullmatch("[A-Z]{3}", iso) for iso in codes)
    assert all(mark == mark.upper() for table in ("sign", "sign_in", "scaled") for mark in money[table])
    assert all(entry["sign"] in {**money["sign"], **money["sign_in"]} for entry in money["scaled"].values())
    assert all(re.fullmatch("[A-Z]{2}", country) for country in money["country"])
