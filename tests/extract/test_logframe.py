"""Logical frameworks whose column names the level of each row, and the kind of document that tables tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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


def test_levels_beside_give_kind_number_and_parent(table: Make, reading: Read, tree: Tree) -> None:
    read = reading(table(_framework(LEVELS)))
    assert tree(read) == [
        ("objective", "", "Mejorar la salud", ""),
        ("specific_objective", "", "Acceder a servicios", "Mejorar la salud"),
        ("product", "01", "Consultas dadas", "Acceder a servicios"),
        ("activity", "01-01", "Contratar", "Consultas dadas"),
        ("product", "2", "Vacunas", "Acceder a servicios"),
        ("activity", "1.2", "Registrar", "Consultas dadas"),
    ]
    assert read.tables[0].columns[4].role.value == "other"


def test_activities_listed_after_all_components_go_by_their_numbers(
    table: Make, reading: Read, tree: Tree
) -> None:
    levels = ("Fin", "Propósito", "Componente 1", "Componente 2", "Actividad 1.1", "Actividad 2.1")
    parents = [parent for *_, parent in tree(reading(table(_framework(levels))))]
    assert parents[-2:] == ["Consultas dadas", "Contratar"]


def test_a_second_framework_of_the_table_begins_anew(table: Make, reading: Read, tree: Tree) -> None:
    levels = ("Fin", "Componente 1", "Actividad 1.1", "Fin", "Componente", "Actividad 1.1")
    parents = [parent for *_, parent in tree(reading(table(_framework(levels))))]
    assert parents == ["", "Mejorar la salud", "Acceder a servicios", "", "Contratar", "Vacunas"]


@pytest.mark.parametrize(
    ("levels", "parents"),
    [
        # Numbers that begin anew under each component, none of them its own.
        (("Componente 1", "Actividad 1", "Componente 2", "Actividad 1"), ["", "a", "", "c"]),
        # Activities below all components, with nothing that tells whose they are.
        (("Componente 1", "Componente 2", "Actividad 1", "Actividad 2"), ["", "", "", ""]),
        # A number of a component that is not there.
        (("Componente 1", "Actividad 1.1", "Actividad 3.1"), ["", "a", ""]),
    ],
)
def test_only_what_stands_above_alone_or_bears_the_number_is_a_parent(
    table: Make, reading: Read, tree: Tree, levels: Sequence[str], parents: Sequence[str]
) -> None:
    rows = [[level, f"Cosa {name}", "x", "12", "Anual"] for level, name in zip(levels, "abcd", strict=False)]
    found = [parent for *_, parent in tree(reading(table([HEAD, *rows])))]
    assert found == [f"Cosa {parent}" if parent else "" for parent in parents]


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
