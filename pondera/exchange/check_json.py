"""What a check found, as JSON: the form is that of ``check.schema.json``, whose version it names."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any

from check import Change
from normalize.dataset import Rows
from normalize.schema import FindingRow
from pondera.exchange import Checked
from pondera.pipeline import Outcome
from pondera.quoting import quoted_rows

SCHEMA = "pondera-check-1"
"""Keys may be added to this version; none is renamed or given another meaning."""


def check_json(checked: Checked) -> str:
    record: dict[str, Any] = {
        "schema": SCHEMA,
        "pondera": version("pondera"),
        "documents": [_document(outcome) for outcome in checked.outcomes],
    }
    if checked.versions is not None:
        versions = checked.versions
        record["against"] = {
            "new": [finding.fingerprint for finding in versions.new],
            "still": [finding.fingerprint for finding in versions.still],
            "solved": [_said(finding) for finding in versions.solved],
            "changes": [_change(change) for change in versions.changes],
        }
    return json.dumps(record, ensure_ascii=False, indent=1)


def _document(outcome: Outcome) -> dict[str, Any]:
    document = outcome.document
    return {
        "path": document.path,
        "document_id": document.document_id,
        "format": str(document.format),
        "status": str(document.status),
        "status_detail": document.status_detail,
        "duplicate_of": document.duplicate_of,
        "document_type": str(document.document_type),
        "figures": outcome.figures,
        "findings": [_finding(finding, outcome.rows) for finding in outcome.rows.findings],
    }


def _said(finding: FindingRow) -> dict[str, Any]:
    """What a finding says, without its place in the document."""
    return {
        "finding_id": finding.finding_id,
        "fingerprint": finding.fingerprint,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": {"en": finding.message_en, "es": finding.message_es},
        "expected": finding.expected,
        "observed": finding.observed,
        "difference": None if finding.difference is None else f"{finding.difference:f}",
        "waived": finding.waived,
    }


def _finding(finding: FindingRow, rows: Rows) -> dict[str, Any]:
    numbers = {table.table_id: table.number for table in rows.tables}
    item = next((item for item in rows.items if item.item_id == finding.item_id), None)
    return {
        **_said(finding),
        "page": finding.page,
        "table": numbers.get(finding.table_id),
        "row": finding.row,
        "column": finding.column,
        "item": None if item is None else {"item_id": item.item_id, "number": item.number, "text": item.text},
        "rows": [
            {
                "table": row.table,
                "row": row.row - 1,
                "page": row.page,
                "cells": [
                    {"header": cell.header, "text": cell.text, "marked": cell.marked} for cell in row.cells
                ],
            }
            for row in quoted_rows(finding, rows)
        ],
    }


def _change(change: Change) -> dict[str, str]:
    return {
        "kind": change.kind.value,
        "item_id": change.item_id,
        "item": change.item,
        "measure": str(change.measure),
        "period": change.period,
        "before": change.before,
        "after": change.after,
    }
