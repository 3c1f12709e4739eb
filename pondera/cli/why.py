"""``pondera show --why``: what each decision about a document rests on, and how sure it is.

Rows and columns are counted from 1 here, as in ``pondera check``; roles and kinds of tables are said by their
names in the dataset.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from extract.reading import (
    NOTHING_SAID,
    Column,
    Evidence,
    Fact,
    Figure,
    Item,
    LogicalTable,
    Reading,
    Total,
)
from pondera.messages import Language, catalogue, say
from pondera.plain_text import one_line

QUOTE_WIDTH = 70


def why_lines(reading: Reading, language: Language) -> Iterator[Text]:
    """Every decision of a reading: facts, then table by table columns, items with their parents and figures,
    and total rows; what stands outside of tables comes first."""
    teller = _Teller(reading, language)
    yield from teller.facts()
    yield from teller.items_of(None)
    for table in reading.tables:
        yield from teller.table(table)


class _Teller:
    def __init__(self, reading: Reading, language: Language) -> None:
        self.reading = reading
        self.language = language
        self.by_key = {item.key: item for item in reading.items}
        self.items: dict[int | None, list[Item]] = defaultdict(list)
        for item in reading.items:
            self.items[item.table].append(item)
        self.figures: dict[int, list[Figure]] = defaultdict(list)
        for figure in reading.figures:
            self.figures[figure.item].append(figure)

    def facts(self) -> Iterator[Text]:
        facts = self.reading.facts
        said: dict[str, Fact] = {
            "title": facts.title,
            "document_type": Fact(
                facts.document_type,
                say(f"type-{facts.document_type}", self.language),
                facts.type_confidence,
                facts.type_evidence,
            ),
            "institution": facts.institution,
            "unit": facts.unit,
            "region": facts.region,
        }
        for name, value, why in (
            ("country", facts.country, facts.country_evidence),
            ("year", "" if facts.year is None else str(facts.year), facts.year_evidence),
            ("language", facts.language, facts.language_evidence),
        ):
            if value:
                said[name] = Fact(value, value, max((one.score for one in why), default=0.0), why)
        for name, fact in said.items():
            if fact != NOTHING_SAID:
                line = Text(f"  {say(f'fact-{name}', self.language)}: {one_line(fact.canonical)}")
                line.append(f" {self._sure(fact.confidence)}", style="cyan")
                yield line.append_text(self._because(fact.evidence))

    def table(self, table: LogicalTable) -> Iterator[Text]:
        page = "" if table.page_first is None else say("check-page", self.language, page=table.page_first)
        facts = {"table": table.number, "kind": table.kind.value, "rows": table.row_count}
        head = say("why-table", self.language, **facts, header=table.header_rows) + page
        line = Text("  ").append(head, style="bold").append(f" {self._sure(table.confidence)}", style="cyan")
        yield line.append_text(self._because(table.evidence))
        if table.caption:
            yield Text(f"    {self._quoted(table.caption)}", style="dim")
        for column in table.columns:
            yield self._column(column)
        yield from self.items_of(table.number)
        for total in self.reading.totals:
            if total.table == table.number:
                yield self._total(total)

    def _column(self, column: Column) -> Text:
        name = say("why-column", self.language, column=column.column + 1)
        line = Text(f"    {name} {self._quoted(column.header)} → ").append(column.role.value, style="bold")
        line.append(f" {self._sure(column.confidence)} {column.source}", style="cyan")
        for key, words in (("why-period", column.period), ("why-unit", (column.unit,))):
            if told := one_line(" ".join(words)):
                line.append(f"; {say(key, self.language, words=told)}")
        return line.append_text(self._because(column.evidence))

    def items_of(self, table: int | None) -> Iterator[Text]:
        """The items of a table, or those of running text, each with its parent and its figures below."""
        for item in self.items[table]:
            line = Text(f"    {self._place(item.row, item.column)}: ")
            line.append(say(f"kind-{item.kind}", self.language), style="dim")
            line.append(f" {self._named(item)}", style="bold")
            line.append(f" {self._sure(item.confidence)}", style="cyan")
            yield line.append_text(self._because(item.evidence, item))
            parent = self.by_key.get(item.parent or 0)
            if parent is not None:
                place = self._place(parent.row, parent.column)
                kind = say(f"kind-{parent.kind}", self.language)
                told = f"{kind} {self._named(parent)} ({self._table_of(parent, item)}{place})"
                belongs = Text("      " + say("why-parent", self.language, parent=told))
                yield belongs.append_text(self._because(item.parent_evidence))
            for figure in self.figures[item.key]:
                yield self._figure(figure)

    def _figure(self, figure: Figure) -> Text:
        line = Text("      ").append(say(f"measure-{figure.measure}", self.language), style="green")
        place = self._place(figure.row, figure.column)
        if figure.passage is not None:
            place = say("why-passage", self.language, passage=figure.passage)
        line.append(f" {self._quoted(figure.raw)} {place}")
        if figure.position:
            line.append(", " + say("why-position", self.language, position=figure.position))
        if told := one_line(" ".join(figure.period)):
            line.append("; " + say("why-period", self.language, words=told))
        line.append(f" {self._sure(figure.confidence)}", style="cyan")
        return line.append_text(self._because(figure.evidence))

    def _total(self, total: Total) -> Text:
        covered = ", ".join(_ranges([row + 1 for row in total.covers])) or "–"
        told = say("why-total", self.language, rows=covered)
        place = self._place(total.row, total.column)
        line = Text(f"    {place}: {self._quoted(total.label)} {self._quoted(total.raw)} {told}")
        return line.append(f" {self._sure(total.confidence)}", style="cyan")

    def _because(self, evidence: Iterable[Evidence], item: Item | None = None) -> Text:
        """`` ← signal: what was seen at which score``, one after the other."""
        told = []
        for one in evidence:
            detail = self._detail(one, item)
            signal = self._said(f"signal-{_slug(one.signal)}", one.signal)
            told.append(f"{signal}{f': {detail}' if detail else ''} {self._sure(one.score)}")
        return Text(f" ← {'; '.join(told)}" if told else "", style="dim")

    def _detail(self, evidence: Evidence, item: Item | None) -> str:
        """What was seen, in the language of the reader where it is not the document's own words."""
        if item is not None and evidence.signal == "listed before":
            return say(f"kind-{item.kind}", self.language)
        if evidence.signal == "neighbours":
            return self._said(f"reason-{_slug(evidence.detail)}", evidence.detail)
        return one_line(evidence.detail, 2 * QUOTE_WIDTH)

    def _said(self, key: str, words: str) -> str:
        """The sentence under a key; where there is none, the words themselves."""
        return say(key, self.language) if key in catalogue() else one_line(words, QUOTE_WIDTH)

    def _place(self, row: int | None, column: int | None) -> str:
        if row is None:
            return say("why-running-text", self.language)
        place = say("why-row", self.language, row=row + 1)
        return place if column is None else f"{place}, {say('why-column', self.language, column=column + 1)}"

    def _table_of(self, parent: Item, item: Item) -> str:
        if parent.table is None or parent.table == item.table:
            return ""
        return say("why-of-table", self.language, table=parent.table) + ", "

    def _named(self, item: Item) -> str:
        return self._quoted(f"{item.number} {item.text}".strip())

    def _quoted(self, text: str) -> str:
        cut = one_line(text, QUOTE_WIDTH)
        return f"«{cut}»" if self.language is Language.ES else f"“{cut}”"

    def _sure(self, score: float) -> str:
        told = f"{score:.2f}"
        return told.replace(".", ",") if self.language is Language.ES else told


def _slug(words: str) -> str:
    """English words as the end of a key of ``messages.toml``."""
    return re.sub(r"[^a-z]+", "_", words.lower()).strip("_")


def _ranges(numbers: Sequence[int]) -> Iterator[str]:
    """Whole numbers, runs of them put together: 2, 3, 4, 7 → ``2–4``, ``7``."""
    start = before = None
    for number in [*sorted(numbers), None]:
        if before is not None and number != before + 1:
            yield f"{start}–{before}" if start != before else str(start)
            start = None
        if start is None:
            start = number
        before = number
