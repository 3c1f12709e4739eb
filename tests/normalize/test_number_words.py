from __future__ import annotations

from decimal import Decimal

import pytest

from normalize.number_words import is_number_word, read_roman, read_words, write_roman


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("cero", 0), ("uno", 1), ("quince", 15), ("veintitres", 23), ("treinta y tres", 33), ("cien", 100),
        ("ciento uno", 101), ("doscientos cincuenta y seis", 256), ("mil", 1000), ("mil novecientos", 1900),
        ("dos mil quince", 2015), ("treinta y un mil", 31000), ("un millon doscientos mil", 1200000),
        ("dos mil millones", 2000000000), ("mil millones", 1000000000), ("un billon", 10**12),
        ("dos millones mil", 2001000), ("cinco millones tres", 5000003),
        ("novecientos noventa y nueve mil novecientos noventa y nueve", 999999),
        ("vinte e cinco", 25), ("cento e vinte e tres", 123), ("dois milhoes", 2000000),
        ("um bilhao", 10**9),
        ("quinhentos mil", 500000), ("dezesseis", 16),
        ("twenty five", 25), ("one hundred", 100), ("two hundred and five", 205), ("hundred", 100),
        ("three thousand four hundred", 3400), ("one million two hundred thousand", 1200000),
        ("five billion", 5 * 10**9),
    ],
)  # fmt: skip
def test_numbers_in_words(words, value):
    assert read_words(words.split()) == Decimal(value)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("doce coma cinco", "12.5"), ("cero coma cero cinco", "0.05"), ("siete punto sesenta y nueve",
        "7.69"),
        ("doze virgula cinco", "12.5"), ("two point five", "2.5"), ("cinco coma cero", "5.0"),
    ],
)  # fmt: skip
def test_decimals_in_words(words, value):
    assert read_words(words.split()) == Decimal(value)


@pytest.mark.parametrize(
    "words",
    [
        "y", "treinta y", "y tres", "treinta y y tres", "millon", "millones cinco", "cinco cinco",
        "veinte treinta", "tres cien", "mil mil", "cero mil", "un millon un millon", "cinco coma",
        "coma cinco", "persona", "cinco coma perro", "ten hundred", "veinte quince", "treinta once", "",
    ],
)  # fmt: skip
def test_words_that_write_no_number(words):
    assert read_words(words.split()) is None


def test_number_words_are_known_by_themselves():
    assert is_number_word("treinta") and is_number_word("millones") and is_number_word("hundred")
    assert not is_number_word("y") and not is_number_word("persona")


@pytest.mark.parametrize(("text", "value"), [("I", 1), ("iv", 4), ("XIX", 19), ("MMXVI", 2016), ("XL", 40)])
def test_roman_numerals(text, value):
    assert read_roman(text) == value


@pytest.mark.parametrize("text", ["", "IIII", "VX", "IC", "ABC", "IVI", "M" * 20, "MMMM"])
def test_what_is_no_roman_numeral(text):
    assert read_roman(text) is None


def test_roman_numerals_read_back():
    assert all(read_roman(write_roman(value)) == value for value in range(1, 4000))
    assert write_roman(0) == write_roman(4000) == ""
