"""Findings that somebody accepts: shown as waived, with the reason, and not hidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from check.parameters import DEFAULT
from check.rule import Breach, Rule, Severity, declare
from check.said import Identifiers, Said
from check.view import Spot
from normalize.schema import FindingRow

UNUSED = Rule("waiver-unused", Severity.INFO)
"""What is reported of a waiver that accepts nothing, and of a file of waivers that is none."""

declare(UNUSED)


@dataclass(frozen=True, slots=True)
class Waiver:
    finding: str
    """The fingerprint of what it accepts, or its whole identifier."""
    reason: str


def waived(
    findings: Sequence[FindingRow], waivers: Iterable[Waiver], document_id: str
) -> tuple[FindingRow, ...]:
    """The findings of a document with the reasons of those that are accepted, then the waivers that accept
    none of them."""
    reasons = {waiver.finding: waiver.reason for waiver in waivers}
    used = set[str]()
    told = []
    for finding in findings:
        key = next((key for key in (finding.fingerprint, finding.finding_id) if key in reasons), "")
        used.add(key)
        told.append(replace(finding, waived=reasons[key]) if key else finding)
    unused = [key for key in reasons if key not in used]
    ids = Identifiers(document_id)
    return (*told, *(_row(Breach(Spot(), observed=key, discriminator=key), ids) for key in unused))


def wrong_waivers(where: str, document_id: str) -> FindingRow:
    """The finding of a file of waivers that could not be used, and where in it."""
    breach = Breach(Spot(), observed=where, severity=Severity.WARNING, wording="wrong", discriminator="wrong")
    return _row(breach, Identifiers(document_id))


def _row(breach: Breach, ids: Identifiers) -> FindingRow:
    finding_id = ids.next(UNUSED.name, breach.discriminator, [])
    return Said.of(UNUSED, breach, DEFAULT).row(ids.document_id, finding_id)
