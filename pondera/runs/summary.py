"""What there is to tell of a run: at the terminal's end and in ``run.json``."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from ingest.document import Status
from pondera.pipeline import UNREAD

SLOWEST = 10
MOST_FAILURES = 1000
"""That are told one by one; ``documents`` has all."""


@dataclass(slots=True)
class Summary:
    """Counts of a dataset's documents, tables, items, figures and findings, and what the run did for it;
    ``seconds`` is wall time."""

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
    faults: Counter[str] = field(default_factory=Counter)
    """How readings ended that gave nothing: ``timeout``, ``memory``, ``crashed``, ``killed``, ``exited``, or
    the name of an exception that is a mistake of Pondera's."""
    failures: list[dict[str, Any]] = field(default_factory=list)
    """Documents that are not whole in the dataset: path, status, detail, and ``fault`` where there is one.
    The first ``MOST_FAILURES``."""
    retried: list[dict[str, Any]] = field(default_factory=list)
    """Documents that a worker was lost over: path, how each attempt ended. The first ``MOST_FAILURES``."""
    slowest: list[tuple[float, str]] = field(default_factory=list)
    """A heap of the slowest documents: seconds and path."""
    stage_seconds: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """Format → stage → seconds of reading."""
    reading_seconds: float = 0.0
    report_seconds: float = 0.0
    """Of ``seconds``, those that the report took."""
    read: int = 0
    """Documents that this run read itself."""
    missed: int = 0
    """Files and folders that this run could not reach, each with its row."""
    kept: int = 0
    """Files of earlier runs, elsewhere, that stay in the dataset."""
    replaced: int = 0
    """Files of earlier runs whose bytes this run found elsewhere."""
    removed: list[str] = field(default_factory=list)
    """Files that are no more; the first ``MOST_FAILURES``."""
    removed_count: int = 0
    changed: list[str] = field(default_factory=list)
    """With ``--verify``: files whose bytes are no longer those that were read."""
    verified: int | None = None
    """With ``--verify``: files that were looked at again."""
    lost: Counter[str] = field(default_factory=Counter)
    """How workers were lost in this run: ``timeout``, ``memory``, ``crashed``, ``killed``, ``exited``."""
    memory_limited: bool = True
    """Whether the limit of memory that was asked for is in force."""
    published: bool = True
    """Whether the dataset was written anew; it is not where nothing has changed."""
    seconds: float = 0.0

    def add(self, path: str, about: dict[str, Any], *, is_copy: bool) -> None:
        """Counts a file; ``about``: ``work.Desk.keep``."""
        status, kind = about["status"], about["format"]
        self.documents += 1
        self.copies += is_copy
        self.statuses[status] += 1
        self.formats[kind] += 1
        if not is_copy:
            seconds = float(about["seconds"])
            self.reading_seconds += seconds
            stages = self.stage_seconds[kind]
            for stage, spent in about["stages"].items():
                stages[stage] += spent
            one = (seconds, path)
            if len(self.slowest) < SLOWEST:
                heapq.heappush(self.slowest, one)
            else:
                heapq.heappushpop(self.slowest, one)
            if about["fault"]:
                self.faults[about["fault"]] += 1
            if about.get("ends") and len(self.retried) < MOST_FAILURES:
                self.retried.append({"path": path, "ended": about["ends"]})
        if status != Status.OK and len(self.failures) < MOST_FAILURES:
            failure = {"path": path, "status": status, "status_detail": about["detail"]}
            self.failures.append({**failure, "fault": about["fault"]} if about["fault"] else failure)

    def count_rows(self, table: str, rows: Any) -> None:
        """Counts rows of a table (``pyarrow.Table``)."""
        if table in ("tables", "items"):
            setattr(self, table, getattr(self, table) + rows.num_rows)
        elif table == "measures":
            self.figures += rows.num_rows
        elif table == "findings":
            for column, counter in (("severity", self.findings), ("rule", self.rules)):
                for counted in rows.column(column).value_counts().to_pylist():
                    counter[counted["values"]] += counted["counts"]

    def add_check(self, path: str, *, fits: bool) -> None:
        """Counts a file whose bytes were looked at again."""
        self.verified = (self.verified or 0) + 1
        if not fits and len(self.changed) < MOST_FAILURES:
            self.changed.append(path)

    def add_between(self, counts: Counter[tuple[str, str]]) -> None:
        """Findings between documents, by rule and severity."""
        for (rule, severity), count in counts.items():
            self.findings[severity] += count
            self.rules[rule] += count

    def forget_counts(self) -> None:
        """Makes ready to count the dataset anew."""
        made = Summary()
        for name in _COUNTED:
            setattr(self, name, getattr(made, name))

    def counted(self) -> dict[str, Any]:
        """What was counted of the dataset, as JSON can hold it."""
        return {name: getattr(self, name) for name in _COUNTED}

    def as_before(self, counted: dict[str, Any]) -> None:
        """Takes what ``counted`` told of a dataset that stands unchanged."""
        for name in _COUNTED:
            value = counted[name]
            if name == "stage_seconds":
                value = {key: Counter(stages) for key, stages in value.items()}
            elif isinstance(value, dict):
                value = Counter(value)
            elif name == "slowest":
                value = [(seconds, path) for seconds, path in value]
            setattr(self, name, value)
        self.published = False

    @property
    def unread(self) -> int:
        """Documents of which nothing could be read."""
        return sum(self.statuses[status] for status in UNREAD)

    @property
    def reused(self) -> int:
        """Documents that were read before; copies are not counted."""
        return max(0, self.documents - self.copies - self.read - self.missed)

    @property
    def unwhole(self) -> int:
        """Documents that are not whole in the dataset."""
        return self.documents - self.statuses[Status.OK]

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
                "faults": dict(sorted(self.faults.items())),
            },
            "work": {
                "read": self.read,
                "reused": self.reused,
                "missed": self.missed,
                "kept": self.kept,
                "replaced": self.replaced,
                "removed": self.removed_count,
                "verified": self.verified,
                "changed": self.changed,
                "lost": dict(sorted(self.lost.items())),
            },
            "timings": {
                "seconds": round(self.seconds, 3),
                "reading_seconds": round(self.reading_seconds, 3),
                "report_seconds": round(self.report_seconds, 3),
                "stages": {
                    stage: round(sum(by_stage[stage] for by_stage in self.stage_seconds.values()), 3)
                    for stage in sorted({stage for one in self.stage_seconds.values() for stage in one})
                },
                "formats": {
                    name: {stage: round(seconds, 3) for stage, seconds in sorted(by_stage.items())}
                    for name, by_stage in sorted(self.stage_seconds.items())
                },
                "slowest": [
                    {"path": path, "seconds": round(seconds, 3)}
                    for seconds, path in sorted(self.slowest, reverse=True)
                ],
            },
            "failures": self.failures,
            "retried": self.retried,
            "removed": self.removed,
        }


_COUNTED = (
    "documents",
    "copies",
    "tables",
    "items",
    "figures",
    "statuses",
    "formats",
    "findings",
    "rules",
    "faults",
    "failures",
    "retried",
    "verified",
    "changed",
    "slowest",
    "stage_seconds",
    "reading_seconds",
)
"""What is counted of the dataset; all else is counted of the run."""
