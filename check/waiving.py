"""Findings that somebody accepts: shown as waived, with the reason, and not hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    unused = {key: reason for key, reason in reasons.items() if key not in used}
    ids = Identifiers(document_id)
    breaches = (
        Breach(Spot(), observed=key, expected=reason, discriminator=key) for key, reason in unused.items()
    )
    return (*told, *(_row(breach, ids) for breach in breaches))


def waived_between(
    findings: Iterable[FindingRow], waivers: Mapping[str, Mapping[str, str]]
) -> Iterator[FindingRow]:
    """Findings between documents with the reasons of those that the document's own file accepts.
    ``waivers``: document → fingerprint or identifier → reason."""
    for finding in findings:
        reasons = waivers.get(finding.document_id, {})
        reason = reasons.get(finding.fingerprint) or reasons.get(finding.finding_id)
        yield replace(finding, waived=reason) if reason else finding


def left_over(findings: Iterable[FindingRow]) -> dict[str, dict[str, str]]:
    """Document → key → reason of the waivers that accept none of their own document's findings: they may be
    for what is found between documents."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for finding in findings:
        if finding.rule == UNUSED.name and finding.expected:
            found[finding.document_id][finding.observed] = finding.expected
    return found


def is_used(finding: FindingRow, between: Iterable[FindingRow]) -> bool:
    """Whether a finding says of a waiver that it accepts nothing, and it accepts one of these."""
    return finding.rule == UNUSED.name and any(
        one.waived and finding.observed in (one.fingerprint, one.finding_id)
        for one in between
        if one.document_id == finding.document_id
    )


def wrong_waivers(where: str, document_id: str) -> FindingRow:
    """The finding of a file of waivers that could not be used, and where in it."""
    breach = Breach(Spot(), observed=where, severity=Severity.WARNING, wording="wrong", discriminator="wrong")
    return _row(breach, Identifiers(document_id))


def _row(breach: Breach, ids: Identifiers) -> FindingRow:
    finding_id = ids.next(UNUSED.name, breach.discriminator, [])
    return Said.of(UNUSED, breach, DEFAULT).row(ids.document_id, finding_id)
