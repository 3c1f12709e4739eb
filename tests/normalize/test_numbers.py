from __future__ import annotations

from decimal import Decimal

import pytest

from normalize.numbers import LONGEST, is_number_like, read_number
from normalize.numerals import Convention

COMMA, POINT = Convention.COMMA, Convention.POINT


def read(text, convention=None, **how):
    found = read_number(text, convention, **how)
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5%", "5"), ("12,5 %", "12.5"), ("12,5\u00a0%", "12.5"), ("100,00%", "100"), ("٣٤٪", "34"),
        ("%5", "5"),
        ("% Avance:0", "0"), ("5 por ciento", "5"), ("cinco por ciento", "5"),
        ("treinta y tres por ciento", "33"),
        ("doce coma cinco por ciento", "12.5"), ("cem por cento", "100"), ("thirty-three percent", "33"),
        ("avance de un 70%", "70"), ("6,6,%", "6.6"), ("5%.", "5"), ("5%*", "5"), ("5%¹", "5"),
        ("• 5%", "5"),
        ("(50%)", "50"), ("Cumple (100%)", "100"), ("Cinco por ciento (5%)", "5"),
        ("75 (setenta y cinco) %", "75"),
        ("50.0 % [(4 /8 )*100]", "50"), ("100% (8/8)", "100"), ("5% (1)", "5"), ("5 p.p.", "5"),
        (",25%", "0.25"),
        ("\n5\n%\n", "5"),
    ],
)  # fmt: skip
def test_percentages(text, value):
    found = read(text)
    assert found.percent
    assert found.value == Decimal(value)
    assert found.comparator == "="


@pytest.mark.parametrize(
    ("text", "comparator", "value"),
    [
        ("≥ 85%", ">=", 85), (">= 85%", ">=", 85), ("=> 85", ">=", 85), ("≤ 3", "<=", 3), ("> 90 %",
        ">", 90),
        ("<90", "<", 90), ("~50", "~", 50), ("≈ 50", "~", 50), ("igual o mayor a 80%", ">=", 80),
        ("mayor o igual a 80%", ">=", 80), ("al menos un 80 %", ">=", 80), ("a lo menos 3", ">=", 3),
        ("no menos del 90%", ">=", 90), ("mínimo 2", ">=", 2), ("2 como mínimo", ">=", 2),
        ("90% o superior", ">=", 90),
        ("más de 100", ">", 100), ("superior al 95%", ">", 95), ("menos de 3", "<", 3), ("menor a 5",
        "<", 5),
        ("hasta un 10%", "<=", 10), ("no más de 3", "<=", 3), ("como máximo 4", "<=", 4), ("aprox. 50",
        "~", 50),
        ("50 aprox.", "~", 50), ("Avance Estimado 33%", "~", 33), ("no mínimo 90%", ">=", 90),
        ("pelo menos 5", ">=", 5),
        ("mais de 5", ">", 5), ("at least 90%", ">=", 90), ("no more than 4", "<=", 4),
        ("fewer than 3", "<", 3),
        ("80% or more", ">=", 80), ("igual a 5", "=", 5),
    ],
)  # fmt: skip
def test_comparators_in_signs_and_words(text, comparator, value):
    found = read(text)
    assert (found.comparator, found.value) == (comparator, value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("5-10%", 5, 10), ("5 – 10 %", 5, 10), ("5%-10%", 5, 10), ("50% a 60%", 50, 60),
        ("de 5 a 10", 5, 10),
        ("entre 3 y 5 talleres", 3, 5), ("entre el 5% y el 10%", 5, 10), ("desde 5 hasta 10", 5, 10),
        ("from 5 to 10", 5, 10), ("between 5 and 10", 5, 10), ("de 5 até 10", 5, 10), ("dos a tres", 2, 3),
    ],
)  # fmt: skip
def test_ranges(text, low, high):
    found = read(text)
    assert (found.value, found.value_high, found.form, found.comparator) == (low, high, "range", "=")


@pytest.mark.parametrize(
    ("text", "mark", "value", "scale"),
    [
        ("$1.234.567", "$", "1234567", 0), ("$ 3.352.461.-", "$", "3352461", 0), ("$5.3 millones", "$",
        "5.3", 6),
        ("US$ 1,234.00", "US$", "1234", 0), ("U$S 5", "U$S", "5", 0), ("R$ 309.000,00", "R$", "309000", 0),
        ("S/ 818.00", "S/", "818", 0), ("S/. 1,200.50", "S/.", "1200.5", 0), ("BZ$59,400.00", "BZ$",
        "59400", 0),
        ("MM$ 5", "$", "5", 6), ("M$5", "$", "5", 3), ("5 M$", "$", "5", 3), ("UF 15", "UF", "15", 0),
        ("1,000.50 USD", "USD", "1000.5", 0), ("€ 1.234,50", "€", "1234.5", 0),
        ("2,5 millones de pesos", "pesos", "2.5", 6),
        ("un millón de pesos", "pesos", "1000000", 0), ("5 mil", None, "5", 3),
        ("5 mil millones", None, "5", 9),
        ("miles de $ 5", "$", "5", 3), ("5‰", None, "5", -1), ("-$ 500", "$", "-500", 0), ("$-500",
        "$", "-500", 0),
    ],
)  # fmt: skip
def test_money_and_scale_words(text, mark, value, scale):
    found = read(text)
    assert (found.sign.mark if found.sign else None, found.value, found.scale) == (
        mark,
        Decimal(value),
        scale,
    )


def test_parentheses_are_a_minus_only_around_amounts():
    assert read("(1.500)", COMMA, amount=True).value == -1500
    assert read("$ (500)", amount=True).value == -500
    assert read("(1.500)", COMMA).value == 1500
    assert read("(5%)", amount=True).value == 5


@pytest.mark.parametrize(
    ("text", "value", "other"), [("-5", -5, None), ("−5%", -5, None), ("+5", 5, None), ("- 5", -5, 5)]
)
def test_minus(text, value, other):
    found = read(text)
    assert (found.value, found.other) == (value, other)


@pytest.mark.parametrize(
    ("text", "part", "whole", "form"),
    [("1/4", 1, 4, "fraction"), ("4 de 8", 4, 8, "bare"), ("3 sobre 5", 3, 5, "bare"),
     ("5 out of 10", 5, 10, "bare"),
     ("4 de las 8 regiones", 4, 8, "bare"), ("7 de 20 puntos", 7, 20, "bare")],
)  # fmt: skip
def test_parts_of_a_whole(text, part, whole, form):
    found = read(text)
    assert (found.value, found.out_of, found.form) == (part, whole, form)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("60 personas", 60, "personas"), ("12 meses", 12, "meses"), ("un (1) informe", 1, "informe"),
     ("5kg", 5, "kg"), ("diez (10) informes", 10, "informes"), ("150 m²", 150, "m²"), ("10 mm", 10, "mm"),
     ("1 vez al año", 1, "vez al año"),
     ("5 (anual)", 5, ""), ("10 (diez)", 10, ""), ("2 informes semestrales.", 2, "informes semestrales")],
)  # fmt: skip
def test_units_behind_the_figure(text, value, unit):
    found = read(text)
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", "--", "N/A", "s/i", "Cumple", "III", "A.1", "N° 5", "1°", "1er", "5x", "primero",
        "ver nota 5", "Ley 16.744", "1.5.2", "31/12/2016", "10:30", "12/2016", "2015-2018",
        "marzo 2016", "5 de marzo",
        "5 y 10", "5, 10", "0,4 0,4", "100% / 70% / 50%", "5 / 10 / 15", "≥90% ≤95%", "1.- 5%", "5 %%",
        "10-5",
        "diez (8)", "10 (20)", "dos tercios", "1 ½", "5 horas 30 minutos", "[(4 /8 )*100]", "1/0",
        "entre 5", "$", "%",
        "5(1)", "cinco cinco", "5 y otros", "(5", "1O%", "al menos", "millones",
    ],
)  # fmt: skip
def test_what_writes_no_one_figure(text):
    assert read_number(text) is None


def test_prose_is_no_figure_however_it_begins():
    assert read_number("5 " + "palabra " * 9) is None
    assert read_number("5%" + " " * LONGEST) is None


def test_an_ambiguous_figure_keeps_both_readings():
    assert (read("12.500").undecided, read("12.500").other) == (True, Decimal("12.500"))
    by_comma, by_point = read("12.500", COMMA), read("12.500", POINT)
    assert (by_comma.value, by_comma.other, by_comma.undecided) == (12500, Decimal("12.5"), False)
    assert (by_point.value, by_point.decimals) == (Decimal("12.5"), 3)
    assert read("-12.500", COMMA).other == Decimal("-12.5")


def test_a_slip_of_writing_lowers_certainty():
    found = read("$20, 000", POINT)
    assert found.value == 20000 and found.certainty < 1
    assert read("12 500").certainty < read("12\u00a0500").certainty == 1


@pytest.mark.parametrize(
    ("text", "value"), [("1O,5%", "10.5"), ("l00%", "100"), ("1O %", "10"), ("1i%", "11")]
)
def test_letters_that_look_like_digits_are_digits_only_in_recognized_text(text, value):
    assert read_number(text) is None
    found = read(text, from_ocr=True)
    assert found.value == Decimal(value) and found.certainty <= 0.6


def test_recognition_leaves_words_and_clean_figures_alone():
    assert read("5 OOO", from_ocr=True).unit == "OOO"
    assert read("10,5%", from_ocr=True).certainty == 1
    assert read_number("Ill", from_ocr=True) is None


def test_numbers_beyond_a_decimal_column_are_refused():
    assert read_number("1" * 28) is not None
    assert read_number("1" * 29) is None
    assert read_number("0,12345678901") is None


@pytest.mark.parametrize(
    ("text", "is_like"), [("5 y 10", True), ("ver nota", False), ("dos tercios", True), ("", False)]
)
def test_what_looks_like_a_number(text, is_like):
    assert is_number_like(text) is is_like
