"""What a check found, as SARIF 2.1.0 (OASIS): what code hosts and their dashboards read.

A finding's place is its file and, as a logical location, its table, row and column: a document has no lines,
and none are invented. Its fingerprint is the same in every version of the document.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from check.rule import declared
from normalize.dataset import Rows
from normalize.schema import FindingRow
from pondera.exchange import Checked
from pondera.messages import Language
from pondera.pipeline import Outcome

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def sarif(checked: Checked) -> str:
    rules = _rules(checked)
    index = {rule["id"]: at for at, rule in enumerate(rules)}
    unread = [outcome for outcome in checked.outcomes if outcome.document.status_detail]
    new = {finding.finding_id for finding in checked.versions.new} if checked.versions is not None else None
    run = {
        "tool": {
            "driver": {"name": "pondera", "version": version("pondera"), "rules": rules},
        },
        "columnKind": "unicodeCodePoints",
        "language": checked.language.value,
        "invocations": [
            {
                "executionSuccessful": not any(outcome.fault for outcome in checked.outcomes),
                "toolExecutionNotifications": [_notification(outcome) for outcome in unread],
            }
        ],
        "artifacts": [{"location": _location(outcome)} for outcome in checked.outcomes],
        "results": [
            _result(finding, outcome, index, checked.language, new)
            for outcome in checked.outcomes
            for finding in outcome.rows.findings
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _rules(checked: Checked) -> list[dict[str, Any]]:
    """Those that are built in, then a user's own that found something."""
    language = checked.language.value
    rules: list[dict[str, Any]] = [
        {
            "id": rule.name,
            "shortDescription": {"text": rule.title(language)},
            "fullDescription": {"text": rule.explanation(language)},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        }
        for rule in declared()
    ]
    known = {rule["id"] for rule in rules}
    own = {finding.rule for outcome in checked.outcomes for finding in outcome.rows.findings} - known
    return rules + [{"id": name} for name in sorted(own)]


def _location(outcome: Outcome) -> dict[str, str]:
    return {"uri": quote(outcome.document.path)}


def _notification(outcome: Outcome) -> dict[str, Any]:
    level = "error" if outcome.is_unread else "warning"
    return {
        "level": level,
        "message": {"text": outcome.document.status_detail},
        "locations": [{"physicalLocation": {"artifactLocation": _location(outcome)}}],
    }


def _result(
    finding: FindingRow, outcome: Outcome, index: dict[str, int], language: Language, new: set[str] | None
) -> dict[str, Any]:
    message = finding.message_es if language is Language.ES else finding.message_en
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": _location(outcome)}}
    if place := _place(finding, outcome.rows):
        location["logicalLocations"] = [{"fullyQualifiedName": place}]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": message},
        "locations": [location],
        "partialFingerprints": {"pondera/v1": finding.fingerprint},
        "properties": {
            "findingId": finding.finding_id,
            "expected": finding.expected,
            "observed": finding.observed,
            "page": finding.page,
        },
    }
    if finding.waived:
        result["suppressions"] = [{"kind": "external", "justification": finding.waived}]
    if new is not None:
        result["baselineState"] = "new" if finding.finding_id in new else "unchanged"
    return result


def _place(finding: FindingRow, rows: Rows) -> str:
    """Table, row and column from 1, as far as the finding has them."""
    number = next((table.number for table in rows.tables if table.table_id == finding.table_id), None)
    steps = [
        ("table", number),
        ("row", None if finding.row is None else finding.row + 1),
        ("column", None if finding.column is None else finding.column + 1),
    ]
    return "/".join(f"{name} {value}" for name, value in steps if value is not None)
