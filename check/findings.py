"""Rows → findings: every rule over every document, each finding with its stable identifier."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

import check.rules  # noqa: F401 - declares the rules
from check.rule import Breach, Rule, declared
from check.view import DocumentView, Spot, documents_in
from normalize.dataset import Rows
from normalize.schema import FindingRow

_KEY_DIGITS = 10


def findings(rows: Rows) -> tuple[FindingRow, ...]:
    """What is inconsistent in a dataset, document by document in their order, each document's findings in
    reading order. A pure function of the rows."""
    return tuple(finding for one in documents_in(rows) for finding in _of_document(DocumentView(one)))


def _of_document(view: DocumentView) -> Iterator[FindingRow]:
    found = [(rule, breach) for rule in declared() for breach in rule.find(view)]
    order = {table.table_id: table.number for table in view.rows.tables}
    place = {item.item_id: number for number, item in enumerate(view.rows.items)}

    def reading_order(entry: tuple[Rule, Breach]) -> tuple[int, int, int, int, str, str]:
        rule, breach = entry
        spot = breach.spot
        row = spot.row if spot.row is not None else -1
        column = spot.column if spot.column is not None else -1
        return (
            order.get(spot.table_id, 0),
            row,
            column,
            place.get(spot.item_id, -1),
            rule.name,
            breach.discriminator,
        )

    taken: dict[str, int] = {}
    for rule, breach in sorted(found, key=reading_order):
        key = _key(view, rule, breach)
        taken[key] = taken.get(key, 0) + 1
        suffix = f"-{taken[key]}" if taken[key] > 1 else ""
        yield _row(view, rule, breach, f"{view.document.document_id}-{key}{suffix}")


def _key(view: DocumentView, rule: Rule, breach: Breach) -> str:
    """What stays the same when a corrected version of the document is checked: the rule and what it speaks of
    (the item's words and its parents', the table's caption), not where it stands or what the figures are."""
    words = [rule.name, breach.discriminator]
    item = view.items.get(breach.spot.item_id)
    seen = set[str]()
    while item is not None and item.item_id not in seen:
        seen.add(item.item_id)
        words.append(f"{item.number} {item.text}".casefold())
        item = view.items.get(item.parent_id)
    table = view.tables.get(breach.spot.table_id)
    if table is not None:
        words.append(table.caption.casefold())
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:_KEY_DIGITS]


def _row(view: DocumentView, rule: Rule, breach: Breach, finding_id: str) -> FindingRow:
    spot = breach.spot
    return FindingRow(
        finding_id=finding_id,
        document_id=view.document.document_id,
        table_id=spot.table_id,
        item_id=spot.item_id,
        rule=rule.name,
        severity=rule.severity_of(breach).value,
        page=spot.page,
        row=spot.row,
        column=spot.column,
        expected=breach.expected,
        observed=breach.observed,
        difference=breach.difference,
        message_en=rule.sentence(breach, "en"),
        message_es=rule.sentence(breach, "es"),
        evidence=_evidence((spot, *breach.evidence)),
    )


def _evidence(spots: tuple[Spot, ...]) -> str:
    cells = {
        (spot.table_id, spot.row, spot.column): None
        for spot in spots
        if spot.table_id and spot.row is not None and spot.column is not None
    }
    return json.dumps([{"table_id": table, "row": row, "column": column} for table, row, column in cells])
