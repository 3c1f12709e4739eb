"""Headers against the vocabulary."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.folding import fold, mend_breaks
from extract.lexicon import labels, matches, role_of, starts_with_label
from extract.reading import Role


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Ponderación", Role.WEIGHT),
        ("Ponderac. actividad (%) ⁹", Role.WEIGHT),
        ("Pondera ción de las Actividades  Cumplidas", Role.EARNED),
        ("Ponde-\nración (%)", Role.WEIGHT),
        ("Actividades comprometidas", Role.ACTIVITY),
        ("Actividades del Programa de Trabajo", Role.ACTIVITY),
        ("Medio de verificación de la actividad", Role.VERIFICATION),
        ("Nombre del indicador", Role.INDICATOR),
        ("Nombre del proyecto", Role.ACTIVITY),
        ("N°", Role.NUMBER),
        ("N° de Compromisos", Role.COUNT),
        ("Unidad Responsable", Role.RESPONSIBLE),
        ("Unidad de Medida", Role.UNIT_OF_MEASURE),
        ("Cumple (100%) / No cumple (0%)", Role.COMPLIANCE),
        ("Means of verification", Role.VERIFICATION),
        ("Fator de ponderação", Role.WEIGHT),
        ("Objetivos Específicos ⁵", Role.SPECIFIC_OBJECTIVE),
        ("Ejecutado (A junio)", Role.EXECUTED),
        ("Propósito /Producto", Role.PRODUCT),
        ("Ponderasión", Role.WEIGHT),
    ],
)
def test_a_printed_header_has_its_role(header: str, role: Role) -> None:
    found = role_of(header)
    assert found is not None
    assert found.role is role


@pytest.mark.parametrize("header", ["", "   ", "xyzzy", "Lorem ipsum dolor", "12"])
def test_words_that_nobody_knows_have_no_role(header: str) -> None:
    assert role_of(header) is None


def test_the_phrase_itself_scores_one_and_a_part_of_a_header_less() -> None:
    (whole, *_) = matches("Ponderación por actividad")
    (part, *_) = matches("Ponderación asignada por la dirección")
    assert whole.score == 1.0
    assert 0.6 <= part.score < 1.0


def test_the_head_noun_wins_over_what_it_is_of() -> None:
    assert matches("Responsable del indicador")[0].role is Role.RESPONSIBLE


@given(st.text(max_size=80))
def test_no_header_breaks_the_matching(header: str) -> None:
    assert all(0.6 <= match.score <= 1.0 for match in matches(header))


def test_real_headers_are_known(shared: Path, record_property: Callable[[str, object], None]) -> None:
    """The share of a list of real headers whose role is right; CI shows the figure."""
    with (shared / "vocabulary" / "headers.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    right = sum(
        (found := role_of(row["header"])) is not None and found.role.value == row["role"] for row in rows
    )
    record_property("figures", f"roles right in {right} of {len(rows)} real headers")
    assert right >= 0.85 * len(rows)


def test_folding_takes_marks_accents_and_breaks_off() -> None:
    assert fold("Ponderac. actividad (%) ⁹") == "ponderac actividad %"
    assert fold("N° Indicadores") == "n indicadores"
    assert mend_breaks("verifi-\ncación de\nfondos") == "verificación de fondos"
    assert mend_breaks("co-\nEjecución") == "co- Ejecución"


def test_labels_are_whole_words() -> None:
    assert starts_with_label("Total general", "total") == "total general"
    assert starts_with_label("Totalmente cumplido", "total") == ""
    assert "peso del programa" in labels("programme_weight", "labels")


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("F ac to r d e p o n", Role.WEIGHT),
        ("M e d io de ve ri fic", Role.VERIFICATION),
        ("A ct iv id ad es c o m", Role.ACTIVITY),
    ],
)
def test_a_header_that_fell_apart_into_letters_is_known_by_its_beginning(header: str, role: Role) -> None:
    found = role_of(header)
    assert found is not None
    assert found.role is role
    assert found.score < 0.9


@pytest.mark.parametrize("header", ["a b c d", "de la a la z en el", "N o s e q u e di ce"])
def test_loose_letters_alone_are_no_header(header: str) -> None:
    assert role_of(header) is None
