"""What ``pondera check`` says, for other programs: JSON, SARIF, JUnit."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from check import Versions
from normalize.dataset import Rows
from pondera.messages import Language
from pondera.pipeline import Outcome


@dataclass(frozen=True, slots=True)
class Checked:
    """Documents with their findings, those between them included. ``counted`` are the severities that break
    the check; ``versions`` compares the only document with an older one."""

    outcomes: tuple[Outcome, ...]
    counted: frozenset[str]
    language: Language
    versions: Versions | None = None


def told(outcome: Outcome) -> Outcome:
    """The outcome with no more rows than what is said of it needs: of a clean document hardly any."""
    rows = outcome.rows
    spots = [spot for finding in rows.findings for spot in json.loads(finding.evidence)]
    places = {(spot["table_id"], spot["row"]) for spot in spots}
    places |= {(finding.table_id, finding.row) for finding in rows.findings if finding.row is not None}
    tables = {table_id for table_id, _ in places} | {finding.table_id for finding in rows.findings}
    named = {finding.item_id for finding in rows.findings}
    return replace(
        outcome,
        figures_read=len(rows.measures),
        rows=Rows(
            documents=rows.documents,
            tables=tuple(table for table in rows.tables if table.table_id in tables),
            columns=tuple(column for column in rows.columns if column.table_id in tables),
            cells=tuple(
                cell
                for cell in rows.cells
                if any((cell.table_id, row) in places for row in range(cell.row, cell.row + cell.row_span))
            ),
            items=tuple(
                item for item in rows.items if item.item_id in named or (item.table_id, item.row) in places
            ),
            findings=rows.findings,
        ),
    )
