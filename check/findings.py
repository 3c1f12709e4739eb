"""Rows → findings: every rule over every document, each finding with its stable identifier."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import check.rules  # noqa: F401 - declares the rules
from check.collection import Collection, collect
from check.documents import documents_in
from check.doubts import Doubt, Doubts, of_figures
from check.fingerprints import fingerprint
from check.parameters import DEFAULT, Parameters
from check.rule import Breach, Rule, Severity, declare, declared
from check.view import DocumentView, Spot
from normalize.dataset import Rows
from normalize.schema import FindingRow

log = logging.getLogger("pondera.check")

FAILED = Rule("rule-failed", Severity.ERROR)
"""What is reported where a rule itself breaks down."""

declare(FAILED)


def findings(rows: Rows, parameters: Parameters = DEFAULT) -> tuple[FindingRow, ...]:
    """What is inconsistent in a dataset, document by document in their order, each document's findings in
    reading order, then what is inconsistent between its documents where it has several. A pure function of
    the rows and the parameters."""
    found = [finding for one in documents_in(rows) for finding in _of_document(DocumentView(one, parameters))]
    if len(rows.documents) > 1:
        found.extend(findings_between([rows], parameters))
    return tuple(found)


def findings_between(parts: Iterable[Rows], parameters: Parameters = DEFAULT) -> tuple[FindingRow, ...]:
    """What is inconsistent between the documents of a dataset that comes in parts (one document each, say),
    of which only the weighted items are kept. Each finding is reported on one of the documents."""
    collection = collect(parts, parameters)
    said: dict[str, list[_Said]] = {}
    for rule in declared():
        if rule.find_between is not None and rule.name not in parameters.off:
            for document_id, one in _between(rule, collection):
                said.setdefault(document_id, []).append(one)
    items = {one.item.item_id: one for one in collection.weighed}
    rows = []
    for document_id, ones in said.items():
        ids = _Identifiers(document_id)
        for one in ones:
            weighed = items.get(one.breach.spot.item_id)
            words = [weighed.item.text, weighed.caption] if weighed is not None else []
            rows.append(_row(one, document_id, ids.next(one, words)))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class _Said:
    """A breach with all that a finding says of it."""

    rule: Rule
    breach: Breach
    severity: Severity
    en: str
    es: str

    @staticmethod
    def of(rule: Rule, breach: Breach, doubt: Doubt | None = None) -> _Said:
        en, es = (rule.sentence(breach, language) for language in ("en", "es"))
        if doubt is None:
            return _Said(rule, breach, breach.severity or rule.severity, en, es)
        return _Said(
            rule, breach, Severity.INFO, f"{en} {doubt.sentence('en')}", f"{es} {doubt.sentence('es')}"
        )


def _of_document(view: DocumentView) -> Iterator[FindingRow]:
    doubts = Doubts(view)
    said = [
        one
        for rule in declared()
        if rule.find is not None and rule.name not in view.parameters.off
        for one in _applied(rule, view, doubts)
    ]
    order = {table.table_id: table.number for table in view.rows.tables}
    place = {item.item_id: number for number, item in enumerate(view.rows.items)}

    def reading_order(one: _Said) -> tuple[int, int, int, int, str, str]:
        spot = one.breach.spot
        row = spot.row if spot.row is not None else -1
        column = spot.column if spot.column is not None else -1
        where = (order.get(spot.table_id, 0), row, column, place.get(spot.item_id, -1))
        return (*where, one.rule.name, one.breach.discriminator)

    ids = _Identifiers(view.document.document_id)
    for one in sorted(said, key=reading_order):
        yield _row(one, view.document.document_id, ids.next(one, _words(view, one.breach.spot)))


def _applied(rule: Rule, view: DocumentView, doubts: Doubts) -> list[_Said]:
    """What a rule finds in a document. Whatever it raises is logged and becomes a finding: a mistake in one
    rule must not cost the document all other checks."""
    assert rule.find is not None
    said: list[_Said] = []
    try:
        said.extend(_Said.of(rule, breach, doubts.of(rule, breach)) for breach in rule.find(view))
    except Exception as mistake:
        log.exception("rule %s broke down on %s", rule.name, view.document.path)
        said.append(_failed(rule, mistake))
    return said


def _between(rule: Rule, collection: Collection) -> list[tuple[str, _Said]]:
    """As ``_applied``, for a rule between documents; where it breaks down, the first document is told."""
    assert rule.find_between is not None
    said: list[tuple[str, _Said]] = []
    try:
        for document_id, breach in rule.find_between(collection):
            said.append((document_id, _Said.of(rule, breach, of_figures(breach))))
    except Exception as mistake:
        log.exception("rule %s broke down between documents", rule.name)
        if collection.weighed:
            said.append((collection.weighed[0].document.document_id, _failed(rule, mistake)))
    return said


def _failed(rule: Rule, mistake: Exception) -> _Said:
    facts = {"name": rule.name, "fault": type(mistake).__name__}
    return _Said.of(FAILED, Breach(Spot(), facts=facts, discriminator=rule.name))


class _Identifiers:
    """Gives the findings of one document their identifiers; the second of two alike gets ``-2``."""

    def __init__(self, document_id: str) -> None:
        self._document_id = document_id
        self._taken: dict[str, int] = {}

    def next(self, one: _Said, words: list[str]) -> str:
        key = fingerprint(one.rule.name, one.breach.discriminator, words)
        self._taken[key] = self._taken.get(key, 0) + 1
        suffix = f"-{self._taken[key]}" if self._taken[key] > 1 else ""
        return f"{self._document_id}-{key}{suffix}"


def _words(view: DocumentView, spot: Spot) -> list[str]:
    """What a finding speaks of: the item's words and its parents', the table's caption."""
    words = []
    item = view.items.get(spot.item_id)
    if item is not None:
        words = [one.text or one.number for one in (item, *view.ancestors(item.item_id))]
    table = view.tables.get(spot.table_id)
    return [*words, table.caption] if table is not None else words


def _row(said: _Said, document_id: str, finding_id: str) -> FindingRow:
    breach = said.breach
    spot = breach.spot
    return FindingRow(
        finding_id=finding_id,
        document_id=document_id,
        table_id=spot.table_id,
        item_id=spot.item_id,
        rule=said.rule.name,
        severity=said.severity.value,
        page=spot.page,
        row=spot.row,
        column=spot.column,
        expected=breach.expected,
        observed=breach.observed,
        difference=breach.difference,
        message_en=said.en,
        message_es=said.es,
        evidence=_evidence((spot, *breach.evidence)),
    )


def _evidence(spots: tuple[Spot, ...]) -> str:
    cells = {
        (spot.table_id, spot.row, spot.column): None
        for spot in spots
        if spot.table_id and spot.row is not None and spot.column is not None
    }
    return json.dumps([{"table_id": table, "row": row, "column": column} for table, row, column in cells])
