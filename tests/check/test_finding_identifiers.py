"""Findings: the same each time, told apart, and known again when the document was corrected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import check
from check.fingerprints import fingerprint
from normalize.dataset import Rows
from normalize.schema import FindingRow

NAMES = (
    "Publicar el boletín trimestral",
    "Capacitar a los encargados comunales",
    "Actualizar el registro de usuarios",
    "Instalar puntos de atención",
    "Evaluar la satisfacción de usuarios",
)
HEADER = (
    "Actividad",
    "Medio de verificación",
    "Ponderación (%)",
    "Cumplimiento (%)",
    "Ponderación ganada (%)",
)
FIGURES = st.sampled_from(["0%", "5%", "20%", "35%", "40,5%", "120%", "0,2", "", "por definir", "10% 10%"])


@pytest.fixture(scope="session")
def evaluation(rows_of: Callable[..., Rows], table: Callable) -> Callable[..., Rows]:
    """Texts and figures of rows → the rows of an evaluation."""

    def make(rows: Sequence[Sequence[str]], title: str = "Evaluación del Programa 2021") -> Rows:
        return rows_of(f"# {title}", table(HEADER, *[(name, "Informe", *figures) for name, *figures in rows]))

    return make


def ids(findings: Sequence[FindingRow], rule: str = "") -> list[str]:
    return [finding.finding_id for finding in findings if rule in ("", finding.rule)]


@given(st.lists(st.tuples(st.sampled_from(NAMES), FIGURES, FIGURES, FIGURES), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_findings_are_the_same_each_time_and_have_identifiers_of_their_own(
    evaluation: Callable[..., Rows], rows: list[tuple[str, ...]]
) -> None:
    dataset = evaluation(rows)
    findings = check.findings(dataset)
    assert findings == check.findings(dataset)
    assert len(set(ids(findings))) == len(findings)
    for finding in findings:
        assert finding.finding_id.startswith(finding.document_id)
        assert finding.severity in ("error", "warning", "info")
        for message in (finding.message_en, finding.message_es):
            assert message.strip()
            assert "{" not in message
            assert "“”" not in message
            assert "«»" not in message


WRONG = (
    (NAMES[0], "40%", "100%", "30%"),
    (NAMES[1], "35%", "100%", "35%"),
    (NAMES[2], "25%", "50%", "12,5%"),
)


def test_an_identifier_stays_when_figures_change(evaluation: Callable[..., Rows]) -> None:
    before = check.findings(evaluation(WRONG))
    after = check.findings(evaluation(((NAMES[0], "45%", "90%", "20%"), *WRONG[1:])))
    assert ids(before, "earned-product") == ids(after, "earned-product") != []


def test_an_identifier_stays_when_a_row_is_inserted_above(evaluation: Callable[..., Rows]) -> None:
    before = check.findings(evaluation(WRONG))
    after = check.findings(evaluation(((NAMES[4], "10%", "100%", "10%"), *WRONG)))
    assert ids(before, "earned-product") == ids(after, "earned-product") != []


def test_an_identifier_goes_with_the_item(evaluation: Callable[..., Rows]) -> None:
    before = check.findings(evaluation(WRONG))
    renamed = check.findings(evaluation(((NAMES[3], *WRONG[0][1:]), *WRONG[1:])))
    assert ids(before, "earned-product") != ids(renamed, "earned-product")


def test_two_findings_alike_are_numbered(evaluation: Callable[..., Rows]) -> None:
    rows = [(NAMES[0], "120%", "", ""), (NAMES[0], "130%", "", ""), (NAMES[1], "10%", "", "")]
    found = ids(check.findings(evaluation(rows)), "weight-range")
    assert len(found) == 2
    assert found[1] == f"{found[0]}-2"


def test_an_identifier_is_known_again_in_another_document(evaluation: Callable[..., Rows]) -> None:
    (before,) = (f for f in check.findings(evaluation(WRONG)) if f.rule == "earned-product")
    rows = evaluation(WRONG)
    document = replace(rows.documents[0], document_id="f" * 16)
    (after,) = (f for f in check.findings(replace(rows, documents=(document,))) if f.rule == "earned-product")
    assert before.finding_id != after.finding_id
    assert before.finding_id.split("-", 1)[1] == after.finding_id.split("-", 1)[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Objetivo 1. Gestión Eficaz (Ponderación: 25,00%)",
            "Objetivo 1. Gestión Eficaz (Ponderación: 30,50 %)",
        ),
        ("Publicar  el boletín", "PUBLICAR EL BOLETÍN"),
    ],
)
def test_percentages_and_capitals_are_not_part_of_what_is_meant(one: str, other: str) -> None:
    assert fingerprint("weights-sum", "", [one]) == fingerprint("weights-sum", "", [other])


def test_numbers_that_name_are() -> None:
    assert fingerprint("weights-sum", "", ["Etapa 1"]) != fingerprint("weights-sum", "", ["Etapa 2"])
    assert fingerprint("weights-sum", "2016", ["Etapa 1"]) != fingerprint("weights-sum", "2017", ["Etapa 1"])
    assert fingerprint("weights-sum", "", ["Etapa 1"]) != fingerprint("weight-range", "", ["Etapa 1"])


def test_findings_come_in_reading_order(evaluation: Callable[..., Rows]) -> None:
    rows = [(NAMES[0], "40%", "100%", "30%"), (NAMES[1], "35%", "", ""), (NAMES[2], "25%", "150%", "37,5%")]
    found = check.findings(evaluation(rows))
    assert [finding.rule for finding in found] == ["earned-product", "compliance-missing", "percent-range"]
    assert [finding.row for finding in found] == [1, 2, 3]
