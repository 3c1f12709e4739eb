"""Numbers as lists and notes write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.wordprocessing.numerals import numeral, roman

FORMATS = [
    "decimal", "decimalZero", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "russianUpper",
    "russianLower", "hex", "numberInDash", "chicago", "decimalEnclosedCircle", "decimalEnclosedParen",
    "decimalEnclosedFullstop", "bullet", "none", "ordinal", "cardinalText", "ordinalText", "custom",
    "japaneseCounting",
]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "number_format", "written"),
    [
        (7, "decimal", "7"), (7, "decimalZero", "07"), (10, "decimalZero", "10"), (4, "upperRoman", "IV"),
        (1999, "lowerRoman", "mcmxcix"), (1, "lowerLetter", "a"), (26, "upperLetter", "Z"),
        (27, "lowerLetter", "aa"),
        (28, "lowerLetter", "bb"), (0, "lowerLetter", "0"), (100_000, "lowerLetter", "100000"),
        (3, "russianLower", "в"), (255, "hex", "FF"), (3, "numberInDash", "- 3 -"), (2, "chicago", "†"),
        (5, "chicago", "**"), (3, "decimalEnclosedCircle", "③"), (21, "decimalEnclosedCircle", "21"),
        (1, "decimalEnclosedParen", "⑴"), (1, "decimalEnclosedFullstop", "⒈"), (9, "none", ""),
        (9, "japaneseCounting", "9"), (1, "ordinal", "1st"), (2, "ordinal", "2nd"), (12, "ordinal", "12th"),
        (23, "ordinal", "23rd"), (2, "cardinalText", "Two"), (99, "cardinalText", "99"),
    ],
)  # fmt: skip
def test_formats(number, number_format, written):
    assert numeral(number, number_format) == written


@pytest.mark.parametrize(
    ("language", "number_format", "written"),
    [("es-CL", "ordinal", "3º"), ("pt-BR", "ordinalText", "Terceiro"), ("ES", "cardinalText", "Tres"),
     ("de-DE", "ordinalText", "Third"), ("", "ordinalText", "Third")],
)  # fmt: skip
def test_numbers_in_words_speak_the_language(language, number_format, written):
    assert numeral(3, number_format, language) == written


@pytest.mark.parametrize(
    ("pattern", "written"), [("001, 002", "007"), ("1, 2", "7"), ("", "7"), ("abc", "7")]
)
def test_custom_formats_keep_the_zeros_of_their_example(pattern, written):
    assert numeral(7, "custom", pattern=pattern) == written


@given(st.integers(1, 4999))
def test_roman_numbers_read_back(number):
    values = {"m": 1000, "d": 500, "c": 100, "l": 50, "x": 10, "v": 5, "i": 1}
    digits = [values[letter] for letter in roman(number)]
    total = sum(-d if d < after else d for d, after in zip(digits, [*digits[1:], 0], strict=True))
    assert total == number


@given(st.integers(-(10**9), 10**9), st.sampled_from(FORMATS), st.sampled_from(["", "es", "xx"]))
def test_no_number_is_too_large_for_a_short_label(number, number_format, language):
    assert len(numeral(number, number_format, language)) <= 40
