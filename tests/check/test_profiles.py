"""Profiles: one for each type of document, a user's over it."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from decimal import Decimal

import pytest

import check
from check.parameters import Bound, Parameters
from check.profiles import KEYS
from check.rule import declared, parameter_words
from extract.reading import DocumentType

HEADER = ("Actividad", "Medio de verificación", "Ponderación (%)")
ROWS = (
    ("Publicar el boletín", "Informe", "60%"),
    ("Capacitar a los encargados", "Acta", "30%"),
    ("Abrir una oficina", "Acta", "5%"),
)


def with_settings(**settings: object) -> check.Profiles:
    return check.shipped().with_settings(settings)


@pytest.mark.parametrize("kind", list(DocumentType))
def test_one_is_shipped_for_each_type(kind: DocumentType) -> None:
    assert check.shipped().of(kind) is check.shipped().by_type[kind]


def test_an_unknown_type_has_the_defaults() -> None:
    assert check.shipped().of("") == Parameters()


def test_a_users_profile_goes_over_the_shipped_ones() -> None:
    profiles = with_settings(
        tolerance=0.5,
        off=["numbering"],
        work_programme={"least_activities": 2, "on": ["numbering"], "excess": 40},
    )
    programme, plan = profiles.of("work_programme"), profiles.of("annual_work_plan")
    assert (programme.tolerance, plan.tolerance, profiles.of("").tolerance) == (Decimal("0.5"),) * 3
    assert (programme.least_activities, plan.least_activities) == (2, None)
    assert (programme.off, plan.off) == (frozenset(), frozenset({"numbering"}))
    assert (programme.excess, plan.excess) == (Decimal("0.4"), Decimal("0.25"))


def test_a_later_profile_adds_to_an_earlier_one() -> None:
    first = with_settings(severities={"numbering": "info"}, off=["date-order"])
    second = first.with_settings({"severities": {"total-row": "warning"}, "off": ["year-drift"]})
    assert second.of("other").severity_of("numbering") == "info"
    assert second.of("other").severity_of("total-row") == "warning"
    assert second.of("other").off == {"date-order", "year-drift"}
    assert pickle.loads(pickle.dumps(second)) == second


@pytest.mark.parametrize(
    ("settings", "where", "wanted"),
    [
        ({"tolerancia": 1}, "tolerancia", "setting"),
        ({"tolerance": "1"}, "tolerance", "number"),
        ({"tolerance": True}, "tolerance", "number"),
        ({"excess": -1}, "excess", "number"),
        ({"least_activities": 1.5}, "least_activities", "count"),
        ({"bases": "parent"}, "bases", "list"),
        ({"bases": ["mother"]}, "bases: mother", "base"),
        ({"required_columns": ["weights"]}, "required_columns: weights", "role"),
        ({"off": ["nothing"]}, "off: nothing", "rule"),
        ({"severities": []}, "severities", "table"),
        ({"severities": {"nothing": "info"}}, "severities.nothing", "rule"),
        ({"severities": {"numbering": "grave"}}, "severities.numbering", "severity"),
        ({"bounds": {}}, "bounds", "list"),
        ({"bounds": [3]}, "bounds[1]", "table"),
        ({"bounds": [{"measure": "weight", "low": 1}]}, "bounds[1]", "bounds"),
        ({"bounds": [{"measure": "peso", "low": 1, "high": 2}]}, "bounds[1].measure", "measure"),
        ({"bounds": [{"measure": "weight", "low": 3, "high": 2}]}, "bounds[1]", "bounds"),
        ({"bounds": [{"measure": "weight", "low": 1, "high": 2, "kind": "x"}]}, "bounds[1].kind", "kind"),
        ({"job_profile": 1}, "job_profile", "table"),
        ({"job_profile": {"x": 1}}, "job_profile.x", "setting"),
    ],
)
def test_a_wrong_entry_is_named(settings: dict[str, object], where: str, wanted: str) -> None:
    with pytest.raises(check.WrongProfile) as wrong:
        check.shipped().with_settings(settings)
    assert (wrong.value.where, wrong.value.wanted) == (where, wanted)
    assert pickle.loads(pickle.dumps(wrong.value)).where == where


def test_every_key_is_explained_and_every_parameter_is_a_key() -> None:
    for key in KEYS:
        for language in ("en", "es"):
            assert parameter_words(key, language)
    assert {name for rule in declared() for name in rule.parameters} <= set(KEYS)


# -- what they do


def test_tolerance(told: Callable, table: Callable) -> None:
    blocks = ("# Programa 2021", table(HEADER, *ROWS))
    assert told(*blocks).grave() == ["weights-sum"]
    assert told(*blocks, parameters=Parameters(tolerance=Decimal(5))).grave() == []
    assert told(*blocks, parameters=Parameters(tolerance=Decimal(3))).grave() == ["weights-sum"]


def test_bounds_of_a_measure(told: Callable, table: Callable) -> None:
    rows = (*ROWS[:2], ("Abrir una oficina", "Acta", "10%"))
    bound = Bound("weight", Decimal(15), Decimal(50))
    found = told("# Programa 2021", table(HEADER, *rows), parameters=Parameters(bounds=(bound,)))
    assert [(f.observed, f.expected) for f in found.findings] == [("60%", "15–50%"), ("10%", "15–50%")]
    wide = Bound("weight", Decimal(10), Decimal(60), "activity")
    assert (
        told("# Programa 2021", table(HEADER, *rows), parameters=Parameters(bounds=(bound, wide))).rules == []
    )


def test_bounds_of_other_measures(told: Callable, table: Callable) -> None:
    header = ("Actividad", "Unidad de medida", "Programado 2021")
    rows = (("Inspeccionar las sucursales", "Informe", "12"), ("Visitar los archivos", "Visita", "40"))
    bound = Bound("programmed", Decimal(1), Decimal(20))
    found = told("# Plan 2021", table(header, *rows), parameters=Parameters(bounds=(bound,)))
    assert [(f.rule, f.observed) for f in found.findings] == [("percent-range", "40")]


def test_required_columns(told: Callable, table: Callable) -> None:
    asked = Parameters(required_columns=("verification", "responsible"))
    rows = (*ROWS[:2], ("Abrir una oficina", "Acta", "10%"))
    found = told("# Programa 2021", table(HEADER, *rows), parameters=asked)
    assert [(f.rule, f.expected) for f in found.findings] == [("column-missing", "responsible")]


def test_bases(told: Callable, table: Callable) -> None:
    """The heading's 2,2 % is met; a profile that knows a hundred only does not take it."""
    rows = (
        *((name, how, weight) for (name, how, _), weight in zip(ROWS, ("1%", "1%", "0,2%"), strict=True)),
    )
    blocks = (
        "# Programa de Trabajo 2021",
        "Ponderación Programa de Trabajo (%) = 2,2%",
        table(HEADER, *rows),
    )
    assert told(*blocks).grave() == []
    assert told(*blocks, parameters=Parameters(bases=("hundred",))).grave() == ["weights-sum"]
    assert told(*blocks, parameters=Parameters(bases=("heading", "hundred"))).grave() == []


def test_severities(told: Callable, table: Callable) -> None:
    asked = Parameters(severities=frozenset({("weights-sum", "warning")}))
    assert (
        told("# Programa 2021", table(HEADER, *ROWS), parameters=asked).only("weights-sum").severity
        == "warning"
    )
