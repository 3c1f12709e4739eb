"""Rows → findings: every rule over every document, each finding with its stable identifier."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

import check.rules  # noqa: F401 - declares the rules
from check.bases import judged
from check.documents import documents_in
from check.doubts import Doubts
from check.profiles import Profiles, shipped
from check.rule import Rule, declared
from check.said import Identifiers, Said
from check.view import DocumentView, Spot
from ingest.problems import Problem
from normalize.dataset import Rows
from normalize.schema import FindingRow

log = logging.getLogger("pondera.check")


def findings(
    rows: Rows, profiles: Profiles | None = None, problems: Sequence[Problem] = ()
) -> tuple[FindingRow, ...]:
    """What is inconsistent in the documents of a dataset, document by document in their order, each
    document's findings in reading order. A pure function of the rows and the profiles (those that are shipped
    unless others are given). ``problems`` are those of reading, where the rows are of one document: they can
    be told in each language, while ``status_detail`` speaks one."""
    profiles = profiles or shipped()
    return tuple(
        finding for one in documents_in(rows) for finding in _of_document(_view(one, profiles, problems))
    )


def _view(rows: Rows, profiles: Profiles, problems: Sequence[Problem]) -> DocumentView:
    parameters = profiles.of(rows.documents[0].document_type)
    return DocumentView(judged(rows, parameters), parameters, problems)


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

    def reading_order(one: Said) -> tuple[int, int, int, int, str, str]:
        spot = one.breach.spot
        row = spot.row if spot.row is not None else -1
        column = spot.column if spot.column is not None else -1
        where = (order.get(spot.table_id, 0), row, column, place.get(spot.item_id, -1))
        return (*where, one.rule.name, one.breach.discriminator)

    ids = Identifiers(view.document.document_id)
    for one in sorted(said, key=reading_order):
        words = _words(view, one.breach.spot)
        yield one.row(ids.document_id, ids.next(one.rule.name, one.breach.discriminator, words))


def _applied(rule: Rule, view: DocumentView, doubts: Doubts) -> list[Said]:
    """What a rule finds in a document. Whatever it raises is logged and becomes a finding: a mistake in one
    rule must not cost the document all other checks."""
    assert rule.find is not None
    said: list[Said] = []
    try:
        said.extend(
            Said.of(rule, breach, view.parameters, doubts.of(rule, breach)) for breach in rule.find(view)
        )
    except Exception as mistake:
        log.exception("rule %s broke down on %s", rule.name, view.document.path)
        said.append(Said.failed(rule.name, mistake))
    return said


def _words(view: DocumentView, spot: Spot) -> list[str]:
    """What a finding speaks of: the item's words and its parents', the table's caption."""
    words = []
    item = view.items.get(spot.item_id)
    if item is not None:
        words = [one.text or one.number for one in (item, *view.ancestors(item.item_id))]
    table = view.tables.get(spot.table_id)
    return [*words, table.caption] if table is not None else words
