"""What the lists of names find, and what looks like a name of theirs and is none."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

import ingest
from extract import understand
from extract.gazetteer import acronyms, mentions
from extract.reading import DocumentFacts


def _facts(*lines: str) -> DocumentFacts:
    return understand(ingest.read_bytes("\n\n".join(lines).encode(), "x.md")).facts


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("extract") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize(
    ("lines", "region_code", "printed"),
    [
        (("# Plan Anual", "Ministerio de Salud", "Décima Región, Chile"), "CL-LL", "Décima Región"),
        (("# Plan Anual", "Región: Capital Federal", "Argentina"), "AR-C", "Capital Federal"),
        (("# Plan Anual", "Estado: Vargas", "Venezuela"), "VE-X", "Vargas"),
        (("# Plano", "Estado: Açores", "Portugal"), "PT-20", "Açores"),
        (("# Plan Anual", "Departamento de Meta, Colombia"), "CO-MET", "Meta"),
        (("# Plan Anual", "San Miguel", "El Salvador"), "SV-SM", "San Miguel"),
    ],
)
def test_regions_by_their_other_names(lines: tuple[str, ...], region_code: str, printed: str) -> None:
    facts = _facts(*lines)
    assert (facts.region_code, facts.region.raw) == (region_code, printed)


@pytest.mark.parametrize(
    ("line", "name", "country"),
    [
        ("Servicio Nacional del Patrimonio Cultural", "Servicio Nacional del Patrimonio Cultural", "CL"),
        (
            "Dirección de Bibliotecas, Archivos y Museos",
            "Dirección de Bibliotecas, Archivos y Museos",
            "CL",
        ),
        ("SEGEPLAN", "Secretaría de Planificación y Programación de la Presidencia", "GT"),
        ("Plan del MINSAL para el año", "Ministerio de Salud", "CL"),
        ("Direção-Geral do Orçamento", "Direção-Geral do Orçamento", "PT"),
        ("Ministério da Educação", "Ministério da Educação", ""),
        ("Ministerio de Hacienda", "Ministerio de Hacienda", ""),
    ],
)
def test_institutions_by_name_and_acronym(line: str, name: str, country: str) -> None:
    facts = _facts("# Plan de trabajo 2020", line)
    assert (facts.institution.canonical, facts.country) == (name, country)


@pytest.mark.parametrize(
    "lines",
    [
        ("# META 2022", "Responsable: Juan Flores Rivera"),
        ("**META**", "**COLON**"),
        ("# Evaluación de la META institucional", "Elaborado por ANA MARÍA CORTÉS LEÓN"),
        ("# PLAN DE TRABAJO", "**JOSÉ SAN MARTÍN SALTO**"),
        ("# Informe de Valencia Trujillo, jefe de unidad", "Aprobado: Paz Miranda"),
        ("**SEA BREVE AL LLENAR LA FICHA**", "**POR SUS SIS RESPUESTAS**"),
    ],
)
def test_words_and_persons_are_no_places_and_no_institutions(lines: tuple[str, ...]) -> None:
    facts = _facts(*lines)
    assert (facts.region_code, facts.country, facts.institution.raw) == ("", "", "")


def test_a_city_of_two_countries_tells_neither() -> None:
    assert _facts("# Plan Operativo 2022", "# Municipalidad de Cuenca").country == ""
    assert _facts("# Plan 2022", "# Gobierno Autónomo Descentralizado Municipal de Cuenca").country == "EC"


def test_an_acronym_that_is_a_word_counts_in_brackets() -> None:
    facts = _facts("# Plan 2022", "Cuencas del sur (ANA), Lima")
    assert facts.institution.raw == "ANA"


def test_every_row_is_whole() -> None:
    institutions, subdivisions = _rows("institutions.csv"), _rows("subdivisions.csv")
    assert len({(row["name"], row["country"]) for row in institutions}) == len(institutions)
    assert all(row["name"].strip() == row["name"] and len(row["country"]) == 2 for row in institutions)
    assert all(row["code"].startswith(f"{row['country']}-") for row in subdivisions)
    assert len({row["code"] for row in subdivisions}) == len(subdivisions)


def test_an_acronym_of_several_countries_is_no_ones() -> None:
    assert "INSS" not in acronyms()
    assert acronyms()["MINEDUC"].country == "CL"


def test_a_name_of_several_countries_is_all_of_theirs() -> None:
    (found,) = mentions("el Ministerio de Hacienda")
    assert {one.country for one in found.institutions} >= {"CL", "SV", "CR"}
