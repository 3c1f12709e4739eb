"""What a user adds to the vocabulary."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from extract import NOTHING_ADDED, Additions, WrongAddition, additions_from, understand
from extract.additions import AddedInstitution, AddedPhrase, adding, in_force
from extract.gazetteer import acronyms, mentions
from extract.lexicon import role_of
from extract.reading import Role
from ingest import Document, Table

ODD = "Zurrón del trimestre"
"""A header that no vocabulary knows."""


def roles_of(document: Document, additions: Additions = NOTHING_ADDED) -> list[Role]:
    return [column.role for column in understand(document, additions).tables[0].columns]


@pytest.fixture
def plan(document: Callable[..., Document], table: Callable[..., Table]) -> Document:
    rows = [
        ["Actividades", ODD],
        ["Elaborar el plan de riego", "60%"],
        ["Revisar los canales", "40%"],
    ]
    return document(
        "# Programa de trabajo 2021", "Organismo: Consejo Zumbador del Agua", table(rows), "Fin del programa"
    )


def test_an_added_phrase_gives_its_column_the_role(plan: Document) -> None:
    added = additions_from({"vocabulary": {"progress": ["Zurrón del Trimestre"]}})
    assert added.phrases == (AddedPhrase(Role.PROGRESS, "zurron del trimestre"),)
    assert roles_of(plan) != [Role.ACTIVITY, Role.PROGRESS]
    assert roles_of(plan, added) == [Role.ACTIVITY, Role.PROGRESS]
    assert Role.PROGRESS not in roles_of(plan)


def test_an_added_phrase_is_taken_from_the_role_that_it_has_by_default() -> None:
    assert role_of("Ponderación").role is Role.WEIGHT  # type: ignore[union-attr]
    with adding(additions_from({"vocabulary": {"progress": ["ponderación"]}})):
        assert role_of("Ponderación").role is Role.PROGRESS  # type: ignore[union-attr]
    assert role_of("Ponderación").role is Role.WEIGHT  # type: ignore[union-attr]


def test_an_added_institution_is_found_by_its_names_and_acronym(plan: Document) -> None:
    added = additions_from(
        {
            "institutions": [
                {
                    "name": "Consejo Nacional Zumbador",
                    "country": "pe",
                    "acronym": "CNZ",
                    "other_names": ["Consejo Zumbador del Agua"],
                }
            ]
        }
    )
    facts = understand(plan, added).facts
    assert (facts.institution.canonical, facts.country) == ("Consejo Nacional Zumbador", "PE")
    assert understand(plan).facts.institution.canonical != "Consejo Nacional Zumbador"
    with adding(added):
        assert acronyms()["CNZ"].country == "PE"
    assert "CNZ" not in acronyms()


def test_an_added_institution_replaces_the_shipped_one_of_its_name() -> None:
    added = Additions(institutions=(AddedInstitution("INSTITUTO DE PREVISIÓN SOCIAL", "AR"),))
    with adding(added):
        (found,) = mentions("el Instituto de Previsión Social")
        assert [one.country for one in found.institutions] == ["AR"]
    (found,) = mentions("el Instituto de Previsión Social")
    assert [one.country for one in found.institutions] == ["CL"]


def test_additions_are_in_force_for_their_own_document_only(plan: Document) -> None:
    added = additions_from({"vocabulary": {"progress": [ODD]}})
    with ThreadPoolExecutor(4) as pool:
        both = list(pool.map(lambda one: roles_of(plan, one), [added, NOTHING_ADDED] * 6))
    assert both == [[Role.ACTIVITY, Role.PROGRESS], roles_of(plan)] * 6
    assert in_force() is NOTHING_ADDED


def test_additions_are_taken_back_when_something_breaks() -> None:
    with pytest.raises(ZeroDivisionError), adding(Additions((AddedPhrase(Role.WEIGHT, "peso"),))):
        raise ZeroDivisionError
    assert in_force() is NOTHING_ADDED


def test_additions_go_to_other_processes() -> None:
    added = additions_from({"vocabulary": {"progress": [ODD]}, "institutions": [{"name": "Casa del Río"}]})
    assert pickle.loads(pickle.dumps(added)) == added
    wrong = WrongAddition("vocabulary.peso", "role")
    again = pickle.loads(pickle.dumps(wrong))
    assert (again.where, again.wanted) == (wrong.where, wrong.wanted)


def test_other_tables_of_the_file_are_not_read() -> None:
    assert additions_from({}) == NOTHING_ADDED
    assert additions_from({"profile": {"tolerance": 1}, "vocabulary": {}}) == NOTHING_ADDED


@pytest.mark.parametrize(
    ("settings", "where", "wanted"),
    [
        ({"vocabulary": ["peso"]}, "vocabulary", "table"),
        ({"vocabulary": {"peso": ["carga"]}}, "vocabulary.peso", "role"),
        ({"vocabulary": {"weight": "carga"}}, "vocabulary.weight", "list"),
        ({"vocabulary": {"weight": [3]}}, "vocabulary.weight", "text"),
        ({"vocabulary": {"weight": ["…"]}}, "vocabulary.weight", "phrase"),
        (
            {"vocabulary": {"weight": ["Carga"], "target": ["meta", "CARGA"]}},
            "vocabulary.target: CARGA",
            "once",
        ),
        ({"institutions": {"name": "Casa"}}, "institutions", "list"),
        ({"institutions": ["Casa"]}, "institutions[1]", "table"),
        ({"institutions": [{"name": "Casa"}, {"nombre": "Casa"}]}, "institutions[2].nombre", "key"),
        ({"institutions": [{"country": "CL"}]}, "institutions[1].name", "phrase"),
        ({"institutions": [{"name": "Casa", "country": "Chile"}]}, "institutions[1].country", "country"),
        (
            {"institutions": [{"name": "Casa", "other_names": "Hogar"}]},
            "institutions[1].other_names",
            "list",
        ),
    ],
)
def test_a_wrong_entry_is_named(settings: dict[str, object], where: str, wanted: str) -> None:
    with pytest.raises(WrongAddition) as wrong:
        additions_from(settings)
    assert (wrong.value.where, wrong.value.wanted) == (where, wanted)
