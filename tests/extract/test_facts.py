"""What a document says of itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract import Reading
from extract.reading import DocumentType
from ingest import Table

Make = Callable[..., Table]
Read = Callable[..., Reading]


def test_a_cover_with_labelled_lines(reading: Read) -> None:
    facts = reading(
        "# PROGRAMA DE TRABAJO 2012",
        "INSTITUCIÓN / REGIÓN = Servicio Nacional de Turismo, Región de Los Ríos",
        "Las cifras se revisarán cada trimestre con los equipos de la dirección.",
    ).facts
    assert facts.title.raw == "PROGRAMA DE TRABAJO 2012"
    assert facts.document_type is DocumentType.WORK_PROGRAMME
    assert facts.institution.canonical == "Servicio Nacional de Turismo"
    assert (facts.region.canonical, facts.region_code, facts.country) == ("Los Ríos", "CL-LR", "CL")
    assert (facts.year, facts.language) == (2012, "es")


def test_a_known_name_in_capitals_is_found_without_accents(reading: Read) -> None:
    facts = reading("INSTITUTO DE PREVISION SOCIAL", "# PLAN ANUAL DE TRABAJO 2017").facts
    assert facts.institution.raw == "INSTITUTO DE PREVISION SOCIAL"
    assert facts.institution.canonical == "Instituto de Previsión Social"


def test_an_unknown_institution_keeps_its_name(reading: Read) -> None:
    facts = reading("Servicio Nacional de Faros y Balizas", "# EVALUACIÓN DEL PROGRAMA DE TRABAJO 2009").facts
    assert facts.institution.canonical == "Servicio Nacional de Faros y Balizas"
    assert facts.document_type is DocumentType.PROGRAMME_EVALUATION


def test_a_region_by_its_capital_only_near_the_top(reading: Read) -> None:
    facts = reading(
        "Instituto de Previsión Social", "# INFORME DE CUMPLIMIENTO 2007", "La Serena, agosto de 2007"
    ).facts
    assert facts.region_code == "CL-CO"


def test_a_name_that_two_countries_bear_is_no_region_without_the_country(reading: Read) -> None:
    assert reading("# PROGRAMA DE TRABAJO 2012", "Región: La Paz").facts.region_code == ""


def test_a_service_of_a_named_institution_is_its_unit(reading: Read) -> None:
    facts = reading(
        "# Ayuntamiento de Valdeolmos",
        "# Evaluación de objetivos 2019",
        "Servicio: Deportes. Complemento de productividad: 3.200 €",
    ).facts
    assert (facts.institution.canonical, facts.unit.canonical) == ("Ayuntamiento de Valdeolmos", "Deportes")


def test_a_service_by_itself_is_the_institution(reading: Read) -> None:
    facts = reading("# Evaluación de objetivos 2019", "Servicio: Faros del Sur").facts
    assert (facts.institution.canonical, facts.unit.canonical) == ("Faros del Sur", "")


def test_a_title_names_its_institution_before_a_dash(reading: Read) -> None:
    facts = reading("# Servicio Nacional de Faros — Evaluación del desempeño 2018").facts
    assert facts.institution.canonical == "Servicio Nacional de Faros"


def test_key_values_tell_facts(table: Make, reading: Read) -> None:
    facts = reading(
        "# PERFIL DEL CARGO",
        table([["**Servicio**", "Corporación Nacional Forestal"], ["**Lugar de desempeño**", "Maule"]]),
    ).facts
    assert facts.institution.canonical == "Corporación Nacional Forestal"
    assert facts.region_code == "CL-ML"
    assert facts.document_type is DocumentType.JOB_PROFILE


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        (["# PLAN ANUAL DE TRABAJO 2017", "Julio 2016"], 2017),
        (["# PERFIL DE SELECCIÓN", "Fecha de aprobación: 14-04-2015", "Ley 19.882 de 2003"], 2015),
        (["# PERFIL DE SELECCIÓN", "Artículo 2 del DFL N° 4 de 2009"], None),
    ],
)
def test_the_year_is_the_plans(reading: Read, lines: list[str], year: int | None) -> None:
    assert reading(*lines).facts.year == year


def test_nothing_said_stays_empty(reading: Read) -> None:
    facts = reading("xyz").facts
    assert (facts.institution.raw, facts.region_code, facts.country, facts.year, facts.language) == (
        "",
        "",
        "",
        None,
        "",
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Este documento reúne os compromissos que a instituição assume para o período", "pt"),
        ("The programme was agreed with the district teams and approved by the board of the service", "en"),
        ("El documento reúne los compromisos que la institución asume para el período", "es"),
    ],
)
def test_languages(reading: Read, text: str, language: str) -> None:
    assert reading(text).facts.language == language
