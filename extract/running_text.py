"""Figures and deadlines that the running text outside of tables states, each with what it speaks of.

What a sentence only says again is left in the text: a figure that its item has already, a second weight of an
item, and a total of the table of money beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from extract.folding import flat, fold, mend_breaks
from extract.found_figures import FoundFigure
from extract.lexicon import labels
from extract.owners import measure_of
from extract.reading import DocumentFacts, Evidence, LogicalTable, Measure
from extract.sentences import sentence_spans
from extract.statements import Statement, lexicon, pattern, statements
from extract.subjects import Spoken, Subjects
from extract.weighted_lists import weighted_lists
from extract.words import data, either

_MONEYS = (Measure.BUDGET, Measure.AMOUNT)
_YEAR = r"(?:19|20)\d\d"
_SUFFIX = r"(?:[°º]|st|nd|rd|th)?"
_DAY = (
    rf"(?:\d{{1,2}}{_SUFFIX}\s(?:de\s|of\s)?{either('months')}(?:\s?,?\s(?:de\s|del\s)?{_YEAR})?"
    rf"|{either('months')}\s\d{{1,2}}{_SUFFIX},?\s{_YEAR}"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}-\d{2}-\d{2}"
    rf"|{either('months')}\s(?:de\s|del\s)?{_YEAR})(?!\w)"
)
_SURE_OF_DEADLINE = 0.8


def figures_told(
    passages: Sequence[Spoken],
    subjects: Subjects,
    facts: DocumentFacts,
    tables: Sequence[LogicalTable],
    known: Sequence[FoundFigure],
) -> Iterator[FoundFigure]:
    """The figures that lists and sentences state, beside those that are ``known``; the deadlines that they
    state are told of their items."""
    said = {_sense(one) for one in known}
    taken = {letter for one in known for letter in one.letters}
    weighed = {id(one.node) for one in known if one.measure is Measure.WEIGHT}
    for one in chain(
        weighted_lists(passages, subjects, facts.document_type),
        _of_sentences(passages, subjects, facts.language, tables),
    ):
        is_second = one.measure is Measure.WEIGHT and id(one.node) in weighed
        if is_second or _sense(one) in said or not taken.isdisjoint(one.letters):
            continue
        said.add(_sense(one))
        taken.update(one.letters)
        yield one


def _sense(figure: FoundFigure) -> tuple[object, ...]:
    """What two figures have in common that say the same."""
    return id(figure.node), figure.measure, figure.period, re.sub(r"\D", "", figure.raw)


def _of_sentences(
    passages: Sequence[Spoken], subjects: Subjects, language: str, tables: Sequence[LogicalTable]
) -> Iterator[FoundFigure]:
    for spoken in passages:
        for said in statements(spoken.text, language):
            beside = tables[max(spoken.tables_before - 1, 0) : spoken.tables_before + 1]
            if _is_total(said, spoken, beside):
                continue
            found = subjects.of(said, spoken)
            if found is None:
                continue
            node, why = found
            words = mend_breaks(spoken.text[said.cue[0] : said.start + len(said.raw)])[:80]
            yield FoundFigure(
                node,
                said.measure,
                said.raw,
                position=said.position,
                period=said.period,
                unit=said.unit,
                place=spoken.place,
                confidence=round(said.confidence * why.score, 3),
                evidence=(Evidence(said.form, words, said.confidence), why),
                passage=spoken.passage,
                offset=said.start,
            )
        _tell_deadlines(spoken, subjects)


def _is_total(said: Statement, spoken: Spoken, beside: Sequence[LogicalTable]) -> bool:
    """What a sentence calls a total beside a table of money is a total of that table, and no measure."""
    words = set(fold(spoken.text[said.sentence[0] : said.start]).split())
    if said.measure not in _MONEYS or words.isdisjoint(labels("total", "starts")):
        return False
    return any(measure_of(column.role) in _MONEYS for table in beside for column in table.columns)


def _tell_deadlines(spoken: Spoken, subjects: Subjects) -> None:
    """Gives an item the deadline that its passage states, where its row or another sentence does not."""
    folded = flat(spoken.text)
    for start, end in sentence_spans(spoken.text):
        part = folded[start:end]
        if not any(letter.isdigit() for letter in part) or pattern("limits", "past").search(part):
            continue
        found = _deadline().search(part)
        if found is None or pattern("limits", "conditions").search(part):
            continue
        subject = subjects.of_deadline(spoken, (start, end), start + found.start())
        if subject is None or subject[0].said.get("deadline"):
            continue
        node, why = subject
        begin, stop = found.span("day")
        node.said["deadline"] = mend_breaks(spoken.text[start + begin : start + stop])
        told = Evidence("deadline told in words", mend_breaks(spoken.text[start:end])[:80], _SURE_OF_DEADLINE)
        node.evidence = (*node.evidence, told, why)


@cache
def _deadline() -> re.Pattern[str]:
    """A word of deadlines, linking words and a day, or two with what joins them."""
    links = "|".join(data("statements")["deadline"]["links"])
    return re.compile(
        rf"{lexicon('deadline', 'cues')}(?:\s*(?:{links})(?![^\W\d_]))*\s*"
        rf"(?P<day>(?:{_DAY}\s(?:al|a|y|e|and|to|until|hasta|ate)\s(?:el\s)?)?{_DAY})"
    )
