"""Raised characters: note marks, exponents, ordinals."""

from __future__ import annotations

import pytest

from ingest.text.marks import lowered, note_marks, raised_text


@pytest.mark.parametrize(
    ("before", "raised", "marks"),
    [
        ("Ponderación (%) ", "3", ("3",)),
        ("REGIÓN", "2", ("2",)),
        ("información a proveer", "30", ("30",)),
        ("", "1", ("1",)),
        ("Servicio", "*", ("*",)),
        ("Servicio", "***", ("***",)),
        ("tabla", "†", ("†",)),
        ("nota", "1, 2", ("1", "2")),
        ("95", "2", ("2",)),
        ("metas", "b", ("b",)),
        ("IPS", "2", ("2",)),
    ],
)
def test_a_note_mark_hangs_on_a_text(before: str, raised: str, marks: tuple[str, ...]) -> None:
    assert note_marks(before, raised, "") == marks


@pytest.mark.parametrize(
    ("before", "raised"),
    [
        ("10", "3"),
        ("10", "6"),
        ("5 m", "2"),
        ("120 km", "2"),
        ("x", "2"),
        ("cm", "3"),
        ("N", "o"),
        ("1", "a"),
        ("1", "er"),
        ("a", "1234"),
        ("a", ""),
    ],
)
def test_exponents_units_and_ordinals_belong_to_their_text(before: str, raised: str) -> None:
    assert note_marks(before, raised, "") == ()


def test_what_follows_matters() -> None:
    assert note_marks("texto ", "1", "/2") == ()


def test_an_exponent_never_joins_the_digits_before_it() -> None:
    assert raised_text("3") == "³"
    assert raised_text("12") == "¹²"


def test_ordinals_have_characters_of_their_own() -> None:
    assert raised_text("o") == "º"
    assert raised_text("a") == "ª"
    assert raised_text("er") == "er"


def test_superscript_digits_are_lowered() -> None:
    assert lowered("¹²³⁴⁵⁶⁷⁸⁹⁰") == "1234567890"
