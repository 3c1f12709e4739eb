"""One document's page: what Pondera understood, what contradicts what, what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from check.rule import declared
from normalize.dataset import Rows
from normalize.schema import DocumentRow, FindingRow, TableRow, WeightGroupRow
from pondera.figure_text import amount_text, figure_text
from pondera.messages import Language
from pondera.plain_text import one_line
from pondera.report.facts import SEVERITIES, DocumentFacts, ToldFinding, anchor, facts_of
from pondera.report.page import rendered
from pondera.report.tree import Branch, Opened, Stem, Summed, stems, steps
from pondera.report.wording import Wording, localized, say
from pondera.writing.csv_files import printed

MOST_ITEMS = 1_000
"""Of one document that its page shows in the tree."""
ITEM_TEXT = 300
FIGURES_OF_AN_ITEM = 12
FACTS = (
    "document_type",
    "institution",
    "unit",
    "region",
    "country",
    "year",
    "language",
    "format",
    "puid",
    "pages",
    "number_format",
    "sha256",
)


def article(rows: Rows, original: Path | None, words: Wording) -> Markup:
    """The page of the one document in ``rows``, as a part of a page. ``original`` is its file, from which
    regions of PDF pages are pictured as long as it is there with the bytes that were read."""
    facts = facts_of(rows, original)
    document = rows.documents[0]
    severities = Counter(finding.severity for finding in rows.findings)
    return rendered(
        "article.html",
        words=words,
        rows=rows,
        facts=facts,
        document=document,
        name=document_name(document),
        shown_facts=list(_shown_facts(document, words)),
        tally=[(severity, severities[severity]) for severity in SEVERITIES],
        stems=list(_stems(facts, words)),
        anchors=_anchors(facts),
        **in_words(words),
        sum_words=lambda group: sum_words(group, words),
        stem_heading=_StemHeading(rows, words),
        table_heading=lambda table: table_heading(table, words),
        figure_words=lambda figure: words.each(lambda language: figure_text(figure, language)),
    )


def in_words(words: Wording) -> dict[str, Any]:
    """What templates call to speak of a finding."""
    return {
        "rule_title": lambda rule: rule_title(rule, words),
        "message": lambda finding: message(finding, words),
        "where": lambda told: _where(told, words),
    }


def document_name(document: DocumentRow) -> str:
    """Its title, or the name of its file."""
    return one_line(document.title, 160) or one_line(document.path.rpartition("/")[2], 160)


def message(finding: FindingRow, words: Wording) -> Markup:
    return words.each(lambda language: said(finding, language))


def said(finding: FindingRow, language: Language) -> str:
    """What a finding says in a language."""
    return finding.message_es if language is Language.ES else finding.message_en


@cache
def _titles() -> dict[str, dict[str, str]]:
    return {rule.name: {language: rule.title(language) for language in Language} for rule in declared()}


def rule_title(rule: str, words: Wording) -> Markup:
    """The title of a rule; the name of one that is not ours."""
    titles = _titles().get(rule)
    return words.each(lambda language: rule if titles is None else titles[language])


def table_heading(table: TableRow, words: Wording) -> Markup:
    def heading(language: Language) -> str:
        page = "" if table.page_first is None else say("check-page", language, page=_pages(table))
        caption = f": {one_line(table.caption, 160)}" if table.caption.strip() else ""
        return say("report-table", language, table=table.number).capitalize() + page + caption

    return words.each(heading)


def _pages(table: TableRow) -> str:
    first, last = table.page_first, table.page_last
    return str(first) if last in (None, first) else f"{first}–{last}"


class _StemHeading:
    """What stands above the items of a table, or above those of the running text."""

    def __init__(self, rows: Rows, words: Wording) -> None:
        self._tables = {table.table_id: table for table in rows.tables}
        self._words = words

    def __call__(self, table_id: str) -> Markup:
        table = self._tables.get(table_id)
        return self._words("report-in-text") if table is None else table_heading(table, self._words)


def sum_words(group: WeightGroupRow, words: Wording) -> Markup:
    """``Sum of 6 weights: 95 of 100 % (…): −5``."""

    def sentence(language: Language) -> str:
        total, base, difference = (
            localized(printed(number), language) for number in (group.sum, group.base, group.difference)
        )
        key = "report-sum-meets" if group.consistent else "report-sum-differs"
        source = say(f"report-base-{group.base_source}", language)
        told = say(
            key, language, members=group.members, sum=total, base=base, source=source, difference=difference
        )
        if not group.missing:
            return told
        missing = say("report-sum-missing", language, missing=group.missing)
        return f"{told} {missing}"

    return words.each(sentence)


def _shown_facts(document: DocumentRow, words: Wording) -> Iterator[tuple[Markup, Markup]]:
    for fact in FACTS:
        value = getattr(document, fact)
        if value in (None, ""):
            continue
        label = words(f"fact-{fact}" if fact not in _OWN_FACTS else f"report-fact-{fact}")
        yield label, words(f"type-{value}") if fact == "document_type" else escape(one_line(str(value), 200))


_OWN_FACTS = frozenset({"language", "format", "puid", "pages", "sha256"})


def _where(told: ToldFinding, words: Wording) -> Markup:
    """``table 2, row 5, page 3``, counted from 1."""
    finding, table = told.row, told.table
    assert table is not None

    def place(language: Language) -> str:
        page = "" if finding.page is None else say("check-page", language, page=finding.page)
        if finding.row is None:
            return say("report-table", language, table=table.number) + page
        return say("check-row", language, table=table.number, row=finding.row + 1) + page

    return words.each(place)


def _anchors(facts: DocumentFacts) -> dict[str, set[tuple[int, int]]]:
    """By table, the cells that the page links to beside those of the findings."""
    found: dict[str, set[tuple[int, int]]] = {table: set() for table in facts.drawn}
    for item in facts.rows.items:
        if item.table_id in found and item.row is not None and item.column is not None:
            found[item.table_id].add((item.row, item.column))
    for told in facts.findings:
        if told.cell and told.cell != told.row.table_id:
            row, column = told.cell.rsplit("-", 2)[1:]
            found[told.row.table_id].add((int(row), int(column)))
    return found


def _stems(facts: DocumentFacts, words: Wording) -> Iterator[dict[str, Any]]:
    room = MOST_ITEMS
    drawn = {
        (table.row.table_id, cell.row, cell.column)
        for table in facts.tables
        for row in table.drawing.rows
        for cell in row.cells
    }
    for stem in stems(facts.rows):
        walk = [_step(step, drawn, words) for step in steps(stem, room)]
        shown = sum(kind == "item" for kind, _ in walk)
        room -= shown
        yield {"table_id": stem.table_id, "steps": walk, "left_out": _size(stem) - shown}


def _size(stem: Stem) -> int:
    waiting, size = list(stem.branches), 0
    while waiting:
        branch = waiting.pop()
        size += 1
        waiting += branch.parts
    return size


def _step(step: Any, drawn: set[tuple[str, int, int]], words: Wording) -> tuple[str, Any]:
    if isinstance(step, Summed):
        return "sum", step.sum
    if isinstance(step, Opened):
        return "item", _item(step.branch, step.has_list, drawn, words)
    return "end", step.has_list


def _item(branch: Branch, has_list: bool, drawn: set[tuple[str, int, int]], words: Wording) -> dict[str, Any]:
    item = branch.item
    is_drawn = item.row is not None and item.column is not None
    place = (item.table_id, item.row or 0, item.column or 0)
    weights = [figure for figure in branch.figures if figure.measure == "weight"]
    others = [figure for figure in branch.figures if figure.measure != "weight"]

    def told(language: Language) -> str:
        texts = [figure_text(figure, language) for figure in others[:FIGURES_OF_AN_ITEM]]
        return " · ".join(texts) + (" · …" if len(others) > FIGURES_OF_AN_ITEM else "")

    return {
        "item": item,
        "text": one_line(item.text, ITEM_TEXT) or "—",
        "anchor": anchor(item.table_id, place[1:]) if is_drawn and place in drawn else "",
        "findings": branch.findings,
        "share": branch.share,
        "weights": words.each(lambda language: "; ".join(amount_text(figure, language) for figure in weights))
        if weights
        else "",
        "others": words.each(told) if others else "",
        "has_list": has_list,
    }
