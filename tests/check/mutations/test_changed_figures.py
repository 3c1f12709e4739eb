"""One figure of a clean document is changed, and exactly the rules that it breaks must speak.

``PONDERA_MUTATIONS=2000`` makes that many changes (else 300); ``--log-cli-level=INFO`` shows the rates.
"""

from __future__ import annotations

import logging
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

import check
import extract
import normalize
from ingest import Block, Document, Format, Heading, Paragraph, Source

log = logging.getLogger(__name__)

MUTATIONS = int(os.environ.get("PONDERA_MUTATIONS", "300"))
PER_FORM = 5


@dataclass
class Rates:
    forms: int = 0
    alarms: list[str] = field(default_factory=list)
    """Findings in clean forms."""
    changes: int = 0
    breaking: int = 0
    """Changes after which some rule must speak."""
    detected: int = 0
    """Of those, the ones after which one of those rules does."""
    exact: int = 0
    """Changes after which all rules speak that must, and none that may not."""
    due: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    odd: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        by_rule = ", ".join(f"{rule} {self.given[rule]}/{self.due[rule]}" for rule in sorted(self.due))
        return (
            f"{self.forms} clean forms, {len(self.alarms)} with findings; {self.changes} changes, "
            f"{self.detected}/{self.breaking} that break something detected, {self.exact} with exactly the "
            f"right rules; {by_rule}"
        )


def findings_of(blocks: list[Block | str]) -> list[str]:
    made = tuple(
        block
        if not isinstance(block, str)
        else Heading(block[2:], 1)
        if block.startswith("# ")
        else Paragraph(block)
        for block in blocks
    )
    document = Document(Source("plan.docx", 1, "0" * 64, Format.DOCX), made)
    found = check.findings(normalize.tidy(extract.understand(document)))
    return [finding.rule for finding in found]


@pytest.fixture(scope="module")
def rates(clean_forms: Callable[[int], Iterator]) -> Rates:  # type: ignore[type-arg]
    """Of a fixed sequence of forms and changes: the same each time for the same number."""
    chance = random.Random(20)
    rates = Rates()
    for form in clean_forms(7):
        if rates.changes >= MUTATIONS:
            break
        rates.forms += 1
        if found := findings_of(form.blocks(form.values())):
            rates.alarms.append(f"{form.name}: {found}")
        for _ in range(PER_FORM):
            key, values = form.changed(chance)
            must, may = form.verdict(values)
            given = frozenset(findings_of(form.blocks(values)))
            rates.changes += 1
            rates.due.update(must)
            rates.given.update(must & given)
            rates.breaking += bool(must)
            rates.detected += bool(must & given)
            if must <= given <= must | may:
                rates.exact += 1
            else:
                printed = form.figures[key]
                change = f"{printed.text(form.values()[key])!r} → {printed.text(values[key])!r}"
                rates.odd.append(
                    f"{form.name} {key} {change}: not {set(must - given)}, but {set(given - must - may)}"
                )
    log.info("%s", rates)
    for odd in rates.odd:
        log.info("%s", odd)
    return rates


def test_clean_forms_have_no_findings(rates: Rates) -> None:
    assert rates.forms > 20
    assert rates.alarms == []


def test_a_change_that_breaks_something_is_detected(rates: Rates) -> None:
    assert rates.breaking > rates.changes / 2
    assert rates.detected >= 0.99 * rates.breaking, f"{rates}\n" + "\n".join(rates.odd)


def test_a_change_brings_out_exactly_the_right_rules(rates: Rates) -> None:
    assert rates.exact >= 0.98 * rates.changes, f"{rates}\n" + "\n".join(rates.odd)


def test_every_kind_of_contradiction_was_tried(rates: Rates) -> None:
    """Of the rules about figures, in every run of at least three hundred changes."""
    expected = {
        "weights-sum",
        "parent-children",
        "total-row",
        "earned-product",
        "result-sum",
        "weighted-result",
        "formula-result",
        "stated-count",
        "weight-missing",
        "compliance-missing",
        "target-missed",
        "executed-above-programmed",
    }
    assert expected <= set(rates.due) or rates.changes < 300
