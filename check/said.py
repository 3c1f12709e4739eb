"""From a breach to the finding that is reported: its words, its severity, its identifier."""

from __future__ import annotations

import json
from dataclasses import dataclass

from check.doubts import Doubt
from check.fingerprints import fingerprint
from check.parameters import Parameters
from check.rule import Breach, Rule, Severity, declare
from check.view import Spot
from normalize.schema import FindingRow

FAILED = Rule("rule-failed", Severity.ERROR)
"""What is reported where a rule itself breaks down."""

declare(FAILED)


@dataclass(frozen=True, slots=True)
class Said:
    """A breach with all that a finding says of it."""

    rule: Rule
    breach: Breach
    severity: str
    en: str
    es: str

    @staticmethod
    def of(rule: Rule, breach: Breach, parameters: Parameters, doubt: Doubt | None = None) -> Said:
        """As grave as the form says, else the breach, else the rule; with a doubt only ``info``, and the
        doubt is named."""
        en, es = (rule.sentence(breach, language) for language in ("en", "es"))
        if doubt is not None:
            en, es = f"{en} {doubt.sentence('en')}", f"{es} {doubt.sentence('es')}"
            return Said(rule, breach, Severity.INFO.value, en, es)
        severity = breach.severity or parameters.severity_of(rule.name) or rule.severity
        return Said(rule, breach, str(severity), en, es)

    @staticmethod
    def failed(name: str, mistake: Exception) -> Said:
        facts = {"name": name, "fault": type(mistake).__name__}
        return Said.of(FAILED, Breach(Spot(), facts=facts, discriminator=name), Parameters())

    def row(self, document_id: str, finding_id: str) -> FindingRow:
        breach, spot = self.breach, self.breach.spot
        return FindingRow(
            finding_id=finding_id,
            document_id=document_id,
            table_id=spot.table_id,
            item_id=spot.item_id,
            rule=self.rule.name,
            severity=self.severity,
            page=spot.page,
            row=spot.row,
            column=spot.column,
            expected=breach.expected,
            observed=breach.observed,
            difference=breach.difference,
            message_en=self.en,
            message_es=self.es,
            evidence=cells_of((spot, *breach.evidence)),
            fingerprint=finding_id.removeprefix(f"{document_id}-"),
            waived="",
        )


class Identifiers:
    """Gives the findings of one document their identifiers; the second of two alike gets ``-2``."""

    def __init__(self, document_id: str) -> None:
        self.document_id = document_id
        self._taken: dict[str, int] = {}

    def next(self, rule: str, discriminator: str, words: list[str]) -> str:
        key = fingerprint(rule, discriminator, words)
        self._taken[key] = self._taken.get(key, 0) + 1
        suffix = f"-{self._taken[key]}" if self._taken[key] > 1 else ""
        return f"{self.document_id}-{key}{suffix}"


def cells_of(spots: tuple[Spot, ...]) -> str:
    """``findings.evidence``: the cells among some spots, each once."""
    cells = {
        (spot.table_id, spot.row, spot.column): None
        for spot in spots
        if spot.table_id and spot.row is not None and spot.column is not None
    }
    return json.dumps([{"table_id": table, "row": row, "column": column} for table, row, column in cells])
