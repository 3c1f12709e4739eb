"""What a run counts as it goes: for the last lines at the terminal and for ``run.json``."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from ingest.document import Status
from pondera.pipeline import UNREAD, Outcome

SLOWEST = 10


@dataclass(slots=True)
class Summary:
    """Counts of a run's documents, tables, items, figures and findings; ``seconds`` is wall time."""

    documents: int = 0
    copies: int = 0
    tables: int = 0
    items: int = 0
    figures: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    formats: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    """By severity."""
    rules: Counter[str] = field(default_factory=Counter)
    failures: list[dict[str, str]] = field(default_factory=list)
    """Documents that are not whole in the dataset: path, status, detail and, for a mistake of Pondera itself,
    the name of the exception."""
    durations: list[tuple[float, str]] = field(default_factory=list)
    """The slowest documents: seconds and path."""
    reading_seconds: float = 0.0
    seconds: float = 0.0

    def add(self, outcome: Outcome) -> None:
        rows, document = outcome.rows, outcome.document
        self.documents += 1
        self.copies += bool(document.duplicate_of)
        self.statuses[str(document.status)] += 1
        self.formats[str(document.format)] += 1
        self.tables += len(rows.tables)
        self.items += len(rows.items)
        self.figures += len(rows.measures)
        self.findings.update(str(finding.severity) for finding in rows.findings)
        self.rules.update(finding.rule for finding in rows.findings)
        self.reading_seconds += outcome.seconds
        self.durations = sorted([*self.durations, (outcome.seconds, document.path)], reverse=True)[:SLOWEST]
        if document.status != Status.OK:
            failure = {
                "path": document.path,
                "status": str(document.status),
                "status_detail": document.status_detail,
            }
            self.failures.append({**failure, "fault": outcome.fault} if outcome.fault else failure)

    def add_between(self, counts: Counter[tuple[str, str]]) -> None:
        """Findings between documents, by rule and severity."""
        for (rule, severity), count in counts.items():
            self.findings[severity] += count
            self.rules[rule] += count

    @property
    def unread(self) -> int:
        """Documents of which nothing could be read."""
        return sum(self.statuses[status] for status in UNREAD)

    def record(self) -> dict[str, Any]:
        """As it stands in ``run.json``."""
        return {
            "counts": {
                "documents": self.documents,
                "copies": self.copies,
                "tables": self.tables,
                "items": self.items,
                "figures": self.figures,
                "statuses": dict(sorted(self.statuses.items())),
                "formats": dict(sorted(self.formats.items())),
                "findings": dict(sorted(self.findings.items())),
                "rules": dict(sorted(self.rules.items())),
            },
            "timings": {
                "seconds": round(self.seconds, 3),
                "reading_seconds": round(self.reading_seconds, 3),
                "slowest": [{"path": path, "seconds": round(seconds, 3)} for seconds, path in self.durations],
            },
            "failures": self.failures,
        }
