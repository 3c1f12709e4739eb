"""Texts made to be read wrong and look right, in three languages: what is no number must not become one, what
may be two things must say so."""

from __future__ import annotations

from decimal import Decimal

import pytest

from normalize.numbers import read_number
from normalize.numerals import Convention

COMMA, POINT = Convention.COMMA, Convention.POINT
SURE = 0.5
"""Below this a finding that rests on a figure is only a note."""

NO_NUMBER = """
A1|1A|1.a|1.a)|a)|1)|B-12|C3|Q3|T1|L2|N° 5|N°5|No. 5|Nº 7|Art. 5|artículo 12|Ley 20.285|Lei 8.666
Law 101|Decreto 334|Res. Ex. N° 123|Resolución Exenta 45|Portaria 12|ver nota 5|nota 1|see note 2
Fono 22345678|Tel: 5551234|Objetivo 1|Actividad 2|Etapa 3|Atividade 4|Activity 5|Anexo 2|Appendix 3
página 3|p. 3|pág. 12|III|IV trimestre|1er semestre|2do|3º|1ª|3rd|2nd|4to|julio 2016|jul-07|31-dic
17 DE AGOSTO DE 2007|5 de marzo|12 de outubro|May 5|días 1 a 5|cada 3 meses|lunes 5|Año 2016|v2.0
Windows 10|ISO 9001|ISO 9001:2008|COVID-19|PMG 2016|10.12.2016|3/07/07|03-07-2007|2016-05|2016-05-31
17:30|08:00 a 17:00|08h30|192.168.1.1|1:50000|12.345.678-9|76.123.456-K|12345678-9|1.2.3|1.23.45
1.234,567,8|1,234,56|1.234.5|1..5|1,,5|1,23,456|12,34,567|20, 5|412,413,414|1, 2|1, 2 y 3|1,2,3
10, 20, 30|1 2|12 34|3 y 4|3 o 4|5 y otros|5 ou 6|5 or 6|100% / 70%|50% 50%|5 % %|90-80|2015-2018
2015 - 2016|1-2-3|1/0|1/2016|12/2016|2/3/4|1 1/2|3 1/2|½|1 ½|¼|medio|dos tercios|um terço|two thirds
un cuarto|la mitad|media docena|primero|tercero|segundo semestre|terceiro trimestre|first|tener
y tres|tres tres|veinte treinta|mil mil|diez (12) informes|10 (doce)|100% (noventa por ciento)
ten (12)|uno de los siguientes|uma das seguintes|one of the following|dos cientos|tres docenas
two hundreds|2 mil 500|2 millones 300 mil|x|X|-|--|n/a|N/A|S/I|s/n|...|%|$|US$|#¡DIV/0!|#REF!|#N/A|∞
1e5|1E-3|0x1F|0O|1O0|l00|I00|S5|O,5|l5%|①|Ⅳ|²|3x2|3 x 2|2 + 2|100%=1|80%*100|(4/8)*100
mayor a 80% y menor a 90%|> 80% y < 90%|al menos 5 como máximo|entre 5|más de menos de 3|≠ 5
"""

TWO_LINES = [
    "5\n10",
    "10\n100",
    "1\n000",
    "12\n.5",
    "33,\n33",
    "1.\n234",
    "50%\n50%",
    "5\r\n100",
    "5\u2028100",
]

DOUBTFUL = """
5 100|100, 200|10, 200|555-1234|2-2345678|1.5M|2k|3 MM|5 B|007|0123|1.-|5.-|12.-
"""

TWO_READINGS = [
    "12.500",
    "12,500",
    "1.234",
    "$ 1.234",
    "- 5",
    "– 12",
    "5-",
    "5 -",
    "≥ 1.500",
    "2.500 personas",
]

SURE_FIGURES = [
    ("33.33", COMMA, "33.33"),
    ("33,33", POINT, "33.33"),
    ("0.500", COMMA, "0.5"),
    ("0,125", POINT, "0.125"),
    ("12.500", COMMA, "12500"),
    ("12.500", POINT, "12.5"),
    ("131.373.642", None, "131373642"),
    ("1 234,5", None, "1234.5"),
    ("1\u202f234,5", None, "1234.5"),
    ("1’234.50", None, "1234.50"),
    ("$20, 000", None, "20000"),
    ("$ 1.500.000.-", None, "1500000"),
    ("$5 100", None, "5100"),
    ("10 000 000", None, "10000000"),
    ("USD 3,000.00", None, "3000.00"),
    ("R$ 1.234,56", None, "1234.56"),
    ("Q1,500.00", None, "1500.00"),
    ("UF 25,5", None, "25.5"),
    ("05", None, "5"),
    ("igual o mayor a 80%", None, "80"),
    ("no menos de 4", None, "4"),
    ("não inferior a 95%", None, "95"),
    ("pelo menos 3", None, "3"),
    ("at least 75 percent", None, "75"),
    ("treinta y tres por ciento", None, "33"),
    ("ochenta y cinco coma cinco por ciento", None, "85.5"),
    ("setenta e cinco por cento", None, "75"),
    ("fifty-five per cent", None, "55"),
    ("cem por cento", None, "100"),
    ("dos mil millones", None, "2000000000"),
    ("um bilhão", None, "1000000000"),
    ("un billón", None, "1000000000000"),
    ("one billion", None, "1000000000"),
    ("diez (10) informes", None, "10"),
    ("100% (cien por ciento)", None, "100"),
    ("50.0 % [(4 /8 )*100]", None, "50.0"),
    ("un informe", None, "1"),
    ("tres reuniones", None, "3"),
    ("١٢", None, "12"),
    ("１２．５%", None, "12.5"),
]


def listed(texts: str) -> list[str]:
    return [text for line in texts.split("\n") for text in line.split("|") if text]


@pytest.mark.parametrize("text", [*listed(NO_NUMBER), *TWO_LINES])
@pytest.mark.parametrize("convention", [None, COMMA, POINT])
def test_what_is_no_one_number_does_not_become_one(text: str, convention: Convention | None) -> None:
    assert read_number(text, convention) is None


@pytest.mark.parametrize("text", listed(DOUBTFUL))
def test_what_may_be_something_else_is_never_sure(text: str) -> None:
    for convention in (None, COMMA, POINT):
        found = read_number(text, convention)
        assert found is None or found.certainty < SURE


@pytest.mark.parametrize("text", TWO_READINGS)
def test_what_may_be_two_numbers_keeps_both(text: str) -> None:
    found = read_number(text)
    assert found is not None
    assert found.undecided
    assert found.other is not None and found.other != found.value


@pytest.mark.parametrize(("text", "convention", "value"), SURE_FIGURES)
def test_what_is_a_number_stays_one(text: str, convention: Convention | None, value: str) -> None:
    found = read_number(text, convention)
    assert found is not None
    assert found.value == Decimal(value)
    assert found.certainty >= SURE


@pytest.mark.parametrize("text", ["1O", "O5", "l0", "1O%", "I5", "5|"])
def test_letters_for_digits_are_read_in_recognized_text_alone_and_with_doubt(text: str) -> None:
    assert read_number(text) is None
    found = read_number(text, from_ocr=True)
    assert found is not None
    assert found.certainty <= 0.6


@pytest.mark.parametrize("text", ["S5", "B2", "Z3", "2Z", "lO", "Oil", "OO", "Il", "DOS1"])
def test_codes_and_words_stay_so_in_recognized_text(text: str) -> None:
    assert read_number(text, from_ocr=True) is None
