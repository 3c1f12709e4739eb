"""Logical frameworks whose column names the level of each row, and the kind of document that tables tell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract import Reading
from ingest import Table

Make = Callable[..., Table]
Read = Callable[..., Reading]
Tree = Callable[[Reading], list[tuple[str, str, str, str]]]

HEAD = ["Nivel", "Resumen narrativo", "Nombre del indicador", "Meta", "Frecuencia"]
LEVELS = ("Fin", "Propósito", "Componente 01", "Actividad 01-01", "Componente 2", "Actividad 1.2")
TEXTS = ("Mejorar la salud", "Acceder a servicios", "Consultas dadas", "Contratar", "Vacunas", "Registrar")


def _framework(levels: tuple[str, ...]) -> list[list[str]]:
    rows = zip(levels, TEXTS, strict=True)
    return [HEAD, *([level, text, f"Total de {text}", "12", "Anual"] for level, text in rows)]


def test_levels_beside_give_kind_and_number(table: Make, reading: Read, tree: Tree) -> None:
    read = reading(table(_framework(LEVELS)))
    assert [one[:3] for one in tree(read)] == [
        ("objective", "", "Mejorar la salud"),
        ("specific_objective", "", "Acceder a servicios"),
        ("product", "01", "Consultas dadas"),
        ("activity", "01-01", "Contratar"),
        ("product", "2", "Vacunas"),
        ("activity", "1.2", "Registrar"),
    ]
    assert read.tables[0].columns[4].role.value == "other"


@pytest.mark.parametrize("other", ["Estratégico", "Alto"])
def test_other_words_in_the_column_name_no_levels(table: Make, reading: Read, tree: Tree, other: str) -> None:
    kinds = {kind for kind, *_ in tree(reading(table(_framework((*LEVELS[:-1], other)))))}
    assert kinds == {"objective"}


def test_one_level_for_all_rows_says_nothing(table: Make, reading: Read, tree: Tree) -> None:
    kinds = {kind for kind, *_ in tree(reading(table(_framework(("Actividad",) * 6))))}
    assert kinds == {"objective"}


GRADING = [["Component", "% of final grade"], ["Quizzes", "40"], ["Midterm", "60"]]


def test_tables_tell_a_course_and_what_is_graded(table: Make, reading: Read) -> None:
    read = reading("# ECON 201: Macroeconomics", table(GRADING))
    assert read.facts.document_type.value == "course_syllabus"
    assert read.tables[0].columns[0].role.value == "activity"


def test_one_word_of_courses_tells_none(table: Make, reading: Read) -> None:
    read = reading(
        "# Ministry of Health", table([["Component", "Weight"], ["Quizzes", "40%"], ["Visits", "60%"]])
    )
    assert read.facts.document_type.value == "other"
    assert read.tables[0].columns[0].role.value == "product"
