"""Which weights of a document a chart shows."""

from __future__ import annotations

from decimal import Decimal

from normalize.dataset import Rows
from pondera.report.collected import document_compliance, first_sum, own_weight
from pondera.report.plotting import weight_set


def test_a_set_whose_programme_has_a_weight_of_its_own_is_a_set(evaluation: Rows) -> None:
    found = weight_set(evaluation)
    assert found is not None
    assert [weight for _, weight in found.weights] == [20, 15, 25, 10, 20, 5]
    assert found.base == 100
    assert first_sum(evaluation) == 95
    assert own_weight(evaluation) == Decimal("6.25")


def test_compliance_is_the_mean_by_weight(evaluation: Rows) -> None:
    reached = document_compliance(evaluation)
    assert reached is not None
    assert round(reached, 2) == Decimal("73.68")  # 70 of 95


def test_a_document_without_weights_has_no_set(plan: Rows) -> None:
    assert weight_set(plan) is None
    assert first_sum(plan) is None
    assert own_weight(plan) is None
    assert document_compliance(plan) is None
