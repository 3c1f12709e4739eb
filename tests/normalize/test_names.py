from __future__ import annotations

import random

import pytest

from extract.reading import Fact, Item, ItemKind
from normalize import names as names_module
from normalize import tidy
from normalize.names import LONGEST_NAME, Name, fold_names, name_of, names_in, words_of
from normalize.schema import NameBasis as Basis
from normalize.schema import NameKind

UNIT = NameKind.UNIT


def folded(counts, kind=UNIT):
    names = {
        (text if isinstance(text, Name) else name_of(kind, text)): count for text, count in counts.items()
    }
    return {row.name: row for row in fold_names(names)}


@pytest.mark.parametrize(
    "other",
    [
        "DEPARTAMENTO DE SUCURSALES",
        "Depto. de Sucursales",
        "Dpto Sucursales",
        "Sucursales, Departamento de",
        "departamento  de\nsucursales",
    ],
)
def test_the_same_words_otherwise_written(other):
    rows = folded({"Departamento de Sucursales": 3, other: 1})
    row = rows[" ".join(other.split())]
    assert (row.canonical, row.basis, row.score) == ("Departamento de Sucursales", Basis.WORDS, 100)
    assert rows["Departamento de Sucursales"].basis is Basis.ALONE


def test_a_misspelt_word_is_said_with_its_score():
    row = folded({"Departamento de Sucursales": 3, "Departamento de Sucusales": 1})[
        "Departamento de Sucusales"
    ]
    assert (row.canonical, row.basis, row.occurrences) == ("Departamento de Sucursales", Basis.SPELLING, 1)
    assert 92 <= row.score < 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dirección Regional Norte", "Dirección Regional Sur"),
        ("Unidad 1", "Unidad 2"),
        ("Dirección Regional de Tarapacá", "Dirección Regional de Atacama"),
        ("Oficina de Partes", "Oficina de Parte Norte"),
        ("Sala B12 del hospital", "Sala B13 del hospital"),
        ("Unidad de Formación", "Unidad de Información"),
        ("Departamento de Inmigración", "Departamento de Emigración"),
        ("Sección de Deportes", "Sección de Reportes"),
        ("Ministerio de Salud", "Ministro de Salud"),
        ("-", "…"),
    ],
)
def test_names_that_say_another_thing_stay_apart(one, other):
    rows = folded({one: 2, other: 1})
    assert {row.canonical for row in rows.values()} == {one, other}


def test_what_was_near_is_said():
    row = folded({"Unidad 1": 2, "Unidad 2": 1})["Unidad 2"]
    assert (row.near, row.basis) == ("Unidad 1", Basis.ALONE)
    assert row.near_score > 80


def test_initials_of_one_name():
    names = {"Instituto de Previsión Social": 1, "IPS": 9, "Instituto de Previsión Social – IPS": 1}
    rows = folded(names)
    assert rows["IPS"].canonical == "Instituto de Previsión Social"
    assert rows["IPS"].basis is Basis.INITIALS and rows["IPS"].score < 100
    assert rows["Instituto de Previsión Social – IPS"].basis is Basis.WORDS


def test_initials_of_several_names_are_left_alone():
    rows = folded({"Unidad de Personal": 1, "Unidad de Planificación": 1, "UP": 1})
    assert rows["UP"].canonical == "UP"


def test_initials_follow_the_order_of_the_words():
    rows = folded({"Servicio Nacional de Aduanas": 1, "SNA": 1, "ANS": 1})
    assert (rows["SNA"].canonical, rows["ANS"].canonical) == ("Servicio Nacional de Aduanas", "ANS")


def test_a_known_name_stands_for_all_others():
    known = Name(UNIT, "Inst. Previsión Social", "Instituto de Previsión Social")
    rows = folded({known: 1, "Instituto de Prevision Social": 9})
    assert {row.canonical for row in rows.values()} == {"Instituto de Previsión Social"}
    assert rows["Inst. Previsión Social"].basis is Basis.WORDS


def test_two_known_names_are_never_one():
    names = {
        Name(UNIT, "Instituto A", "Instituto Nacional"): 1,
        Name(UNIT, "Instituto B", "Instituto Nacionall"): 1,
    }
    assert len({row.canonical for row in fold_names(names)}) == 2


def test_the_order_of_the_names_changes_nothing():
    counts = {
        "Depto. Finanzas": 2,
        "Departamento de Finanzas": 2,
        "DEPTO FINANZAS": 1,
        "Depto. Finansas": 1,
        "DF": 1,
    }
    wanted = fold_names({Name(UNIT, text): count for text, count in counts.items()})
    for seed in range(5):
        shuffled = list(counts.items())
        random.Random(seed).shuffle(shuffled)
        assert fold_names({Name(UNIT, text): count for text, count in shuffled}) == wanted


def test_kinds_do_not_mix():
    rows = fold_names({Name(UNIT, "IPS"): 1, Name(NameKind.INSTITUTION, "Instituto de Previsión Social"): 1})
    assert [row.canonical for row in rows] == ["Instituto de Previsión Social", "IPS"]


def test_the_names_of_rows(make_reading):
    items = [
        Item(1, ItemKind.ACTIVITY, "a", responsible="Depto. X"),
        Item(2, ItemKind.ACTIVITY, "b", responsible="Depto. X"),
        Item(3, ItemKind.ACTIVITY, "c", responsible="y " * LONGEST_NAME),
        Item(4, ItemKind.ACTIVITY, "d"),
    ]
    rows = tidy(make_reading(items=items, institution=Fact("INP", "Instituto Y"), unit=Fact("Depto. Z")))
    assert names_in(rows) == {
        Name(NameKind.INSTITUTION, "INP", "Instituto Y"): 1,
        Name(NameKind.UNIT, "Depto. Z"): 1,
        Name(NameKind.RESPONSIBLE, "Depto. X"): 2,
    }
    assert names_in(tidy(make_reading())) == {}


def test_words_that_tell_names_apart():
    assert words_of("Depto. de Recursos Humanos") == words_of("RRHH, departamento")
    assert words_of("de la") == ()


def test_one_printed_name_that_means_two_goes_with_most_and_the_other_is_said():
    names = {
        Name(UNIT, "IPS", "Instituto de Previsión Social"): 3,
        Name(UNIT, "IPS", "Instituto de Pesca del Sur"): 1,
    }
    (row,) = fold_names(names)
    assert (row.canonical, row.near, row.near_score, row.occurrences) == (
        "Instituto de Previsión Social",
        "Instituto de Pesca del Sur",
        100,
        4,
    )


@pytest.mark.parametrize("seed", range(3))
def test_names_become_one_as_if_each_were_compared_with_all(monkeypatch, seed):
    chance = random.Random(seed)
    words = ["unidad", "regional", "informacion", "formacion", "archivo", "norte", "planificacion"]
    counts = {}
    for _ in range(150):
        text = " ".join(chance.choices(words, k=chance.randint(1, 4)))
        at = chance.randrange(len(text))
        slip = text[:at] + chance.choice("aeinrst") + text[at + 1 :]
        counts[slip if chance.random() < 0.5 else text] = chance.randint(1, 9)
    found = folded(counts)
    monkeypatch.setattr(names_module, "_first_letters", lambda _: ())
    wanted = folded(counts)
    told = [(row.name, row.canonical, row.basis, row.score) for row in found.values()]
    assert told == [(row.name, row.canonical, row.basis, row.score) for row in wanted.values()]
    assert len({canonical for _, canonical, *_ in told}) < len(told)
