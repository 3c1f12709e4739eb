"""Printed numbers, list marks, and cells that list several items."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.numbering import depth, is_child, label_of
from extract.splitting import Setting, split


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("1.- Desconcentrar", "1", "Desconcentrar"),
        ("1.a- Valida", "1.a", "Valida"),
        ("1. b-Designa", "1.b", "Designa"),
        ("III. 1.1: Programa", "III.1.1", "Programa"),
        ("Objetivo N°2: Eficiencia", "2", "Eficiencia"),
        ("Actividad4: SEMINARIO", "4", "SEMINARIO"),
        ("A1. VISIÓN", "A1", "VISIÓN"),
        ("i) foo", "i", "foo"),
        ("1.1 Diagnosticar", "1.1", "Diagnosticar"),
        ("1.a Reunir", "1.a", "Reunir"),
        ("• 2. Foo", "2", "Foo"),
        ("(a) Foo", "a", "Foo"),
    ],
)
def test_labels(text: str, number: str, rest: str) -> None:
    label = label_of(text)
    assert label is not None
    assert label.number == number
    assert text[label.length :].strip() == rest


@pytest.mark.parametrize(
    "text",
    [
        "4 Oficinas",
        "10.000 cotizaciones",
        "Medidas de equidad",
        "Indicador de equidad",
        "Meta a lograr",
        "",
        "2015",
    ],
)
def test_a_bare_figure_or_a_noun_is_no_label(text: str) -> None:
    assert label_of(text) is None


def test_a_mark_alone_is_a_bullet_without_number() -> None:
    label = label_of("• Recaudación")
    assert label is not None
    assert label.is_bullet
    assert label.number == ""


def test_steps() -> None:
    assert [depth(number) for number in ("", "1", "1.a", "III.1.1")] == [0, 1, 2, 3]
    assert is_child("1.a", "1")
    assert is_child("III.1.1", "iii.1")
    assert not is_child("10.a", "1")


def _texts(
    text: str, *, width: int = 60, wrapped: bool = False, by_lines: bool = True, expected: int = 0
) -> list[str]:
    entries = split(text, Setting(width, wrapped, by_lines), expected=expected)
    return [entry.text.replace("\n", " ") for entry in entries]


def test_numbers_at_line_starts_begin_items_and_other_lines_go_on() -> None:
    assert _texts("1.- Uno que\nsigue\n2.- Dos", by_lines=False) == ["Uno que sigue", "Dos"]


def test_paragraphs_are_items_where_the_format_does_not_wrap() -> None:
    assert _texts("Diseño del plan\nEjecución del plan\nEvaluación") == [
        "Diseño del plan",
        "Ejecución del plan",
        "Evaluación",
    ]


def test_a_column_that_lists_no_activities_is_not_cut_by_lines() -> None:
    assert _texts("Servicios de atención\nCanales", by_lines=False) == ["Servicios de atención Canales"]


def test_a_full_line_goes_on_and_a_short_one_ends() -> None:
    text = "Reunión de equipo regional para la\ndefinición\nDiseño de oficio con la propuesta\nEnvío"
    assert _texts(text, width=34, wrapped=True) == [
        "Reunión de equipo regional para la definición",
        "Diseño de oficio con la propuesta Envío",
    ]


def test_lists_beside_the_cell_tell_how_many_items_it_has() -> None:
    text = "Reunión de equipo regional para la\ndefinición\nDiseño de oficio con la propuesta\nEnvío"
    assert len(_texts(text, width=34, wrapped=True, expected=3)) == 3


def test_infinitives_begin_items_on_full_lines() -> None:
    text = "Validar el inventario de bienes del\nServicio\nDifundir las visitas de fiscalización"
    assert _texts(text, width=36, wrapped=True) == [
        "Validar el inventario de bienes del Servicio",
        "Difundir las visitas de fiscalización",
    ]


def test_capitals_throughout_begin_nothing() -> None:
    assert (
        len(_texts("GESTIONAR EL CALENDARIO\nDE FERIAS LIBRES Y\nREVISAR TODO", width=40, wrapped=True)) == 1
    )


def test_bare_numbers_that_count_up_are_labels_and_one_alone_is_not() -> None:
    assert _texts("8 Organizar el catastro\nrural\n9 Coordinar el plan", wrapped=True) == [
        "Organizar el catastro rural",
        "Coordinar el plan",
    ]
    assert _texts("58 Personas de la región\nfueron capacitadas", wrapped=True) == [
        "58 Personas de la región fueron capacitadas"
    ]


def test_a_line_that_cannot_end_a_phrase_goes_on() -> None:
    assert _texts("Elaborar el informe de\nGestión anual\nEnviarlo") == [
        "Elaborar el informe de Gestión anual",
        "Enviarlo",
    ]


@given(st.text(alphabet="aB1.-)\n •", max_size=60), st.booleans(), st.booleans())
def test_nothing_is_lost_when_a_cell_is_cut(text: str, wrapped: bool, by_lines: bool) -> None:
    entries = split(text, Setting(20, wrapped, by_lines))
    assert "".join("".join(entry.raw for entry in entries).split()) == "".join(text.split())


def test_a_number_alone_on_its_line_belongs_to_the_words_below() -> None:
    setting = Setting(18, wrapped=True, by_lines=True)
    (one,) = split("2.045\nManutenção das UBS", setting)
    assert one.raw == "2.045\nManutenção das UBS"
