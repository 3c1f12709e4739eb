"""Lists of running text that weigh what they name: "Examen final: 40%", "Midterm exam (30%)", "35% Group
project", one below the other.

Lines that follow each other and hold a name and one percentage are taken for such a list where the heading or
the line before it speaks of weights, or where it speaks of an evaluation and half of the names are of what is
graded. Shares of anything else look the same, and stay unread. The confidence is ``_ADDS_UP`` where the
weights make a hundred and ``_FALLS_SHORT`` where they do not; those of a shorter list must.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.figures import add_up_to_whole, plain_worth
from extract.folding import flat, fold, mend_breaks
from extract.found_figures import FoundFigure
from extract.lexicon import labels
from extract.nodes import Node
from extract.numbering import label_of
from extract.reading import DocumentType, Evidence, ItemKind, Measure
from extract.statements import pattern, readable
from extract.subjects import Spoken, Subjects

_ADDS_UP = 0.85
_FALLS_SHORT = 0.6
_SURE_LENGTH = 3
"""Lines of a list that is one though its weights make no hundred, …"""
_NEAR = 20
"""… by how much they may miss it: a list of parts and their parts again misses it by more."""
_LONGEST_NAME = 80
_PERCENT = r"(?P<raw>\d{1,3}(?:[.,]\d{1,2})?\s?%)"
_NAME_FIRST = re.compile(
    rf"(?P<name>[^%]{{3,90}}?)\s*(?:[:=–—-]|\.{{2,}}|\s|\()\s*{_PERCENT}\s*\)?\s*[.;,]?\s*$"
)
_NAME_LAST = re.compile(rf"\(?{_PERCENT}\)?\s*[:–—-]?\s*(?P<name>[^\W\d][^%]{{2,90}}?)\s*[.;,]?\s*$")


@dataclass(frozen=True, slots=True)
class _Line:
    spoken: Spoken
    name: str
    number: str
    raw: str
    offset: int
    at: tuple[int, int]
    """Number of the passage and of its line: the next one follows it."""
    is_last: bool


def weighted_lists(
    passages: Sequence[Spoken], subjects: Subjects, kind: DocumentType
) -> Iterator[FoundFigure]:
    """The weights of such lists; those of one list have its number, from 1."""
    number = 0
    for lead, lines in _lists(passages):
        why = _reason(lead, lines, kind)
        adds_up = add_up_to_whole([line.raw for line in lines])
        nearly = abs(sum(plain_worth(line.raw) for line in lines) - 100) <= _NEAR
        if why is None or not (adds_up or (nearly and len(lines) >= _SURE_LENGTH)):
            continue
        number += 1
        sure = _ADDS_UP if adds_up else _FALLS_SHORT
        around = subjects.around(lines[0].spoken, needs_item=True)
        for line in lines:
            node = Node(
                ItemKind.ACTIVITY, line.name, line.name, line.number, place=line.spoken.place, confidence=sure
            )
            node.evidence = (Evidence("weighed in a list", why, sure),)
            if around is not None:
                node.parent, node.belongs = around[0], (around[1],)
            subjects.add(node, line.spoken)
            told = (Evidence("weighed in a list", why, sure),)
            yield FoundFigure(
                node,
                Measure.WEIGHT,
                line.raw,
                unit="%",
                place=line.spoken.place,
                confidence=sure,
                evidence=told,
                passage=line.spoken.passage,
                offset=line.offset,
                listing=number,
            )


def _lists(passages: Sequence[Spoken]) -> Iterator[tuple[str, list[_Line]]]:
    """Runs of at least two lines that weigh something, and the text of the line before each."""
    run: list[_Line] = []
    lead = before = ""
    for line, text in _lines(passages):
        if line is not None and (not run or _follows(run[-1], line)):
            lead = lead if run else before
            run.append(line)
        else:
            if len(run) > 1:
                yield lead, run
            run, lead = ([], "") if line is None else ([line], before)
        before = text
    if len(run) > 1:
        yield lead, run


def _lines(passages: Sequence[Spoken]) -> Iterator[tuple[_Line | None, str]]:
    """Every line of the passages, as one that weighs something where it is one; totals are left out."""
    for spoken in passages:
        offset = 0
        texts = spoken.text.split("\n")
        for row, text in enumerate(texts):
            if text.strip() and not _is_total(text):
                yield _weighing(spoken, text, offset, row, row == len(texts) - 1), text
            offset += len(text) + 1


def _is_total(text: str) -> bool:
    return "%" in text and fold(text).split()[0] in labels("total", "starts")


def _weighing(spoken: Spoken, text: str, offset: int, row: int, is_last: bool) -> _Line | None:
    label = label_of(text)
    begin = label.length if label is not None and not label.word else 0
    rest = text[begin:]
    found = _NAME_FIRST.match(rest) or _NAME_LAST.match(rest)
    if found is None:
        return None
    name = mend_breaks(found["name"]).strip(" .:;,–—-(")
    if pattern("subject", "verbs").search(flat(name)):
        return None  # a sentence
    if len(name) < 3 or len(name) > _LONGEST_NAME or not any(map(str.isalpha, name)):
        return None
    if any(pattern("cues", measure).match(flat(name)) for measure in Measure if measure in _STATES):
        return None
    if any(
        pattern("limits", one).search(readable(name)) for one in ("conditions", "words", "bounds", "past")
    ):
        return None
    number = label.number if label is not None and not label.word else ""
    at = (spoken.passage, row)
    return _Line(spoken, name, number, found["raw"], offset + begin + found.start("raw"), at, is_last)


_STATES = frozenset(
    {Measure.PROGRESS, Measure.COMPLIANCE, Measure.EXECUTED, Measure.TARGET, Measure.BASELINE, Measure.EARNED}
)
"""What a line states of one thing when it begins with its word: no item of a list that weighs."""


def _follows(line: _Line, other: _Line) -> bool:
    """Right below, with no table between."""
    (passage, row), (next_passage, next_row) = line.at, other.at
    if passage == next_passage:
        return next_row == row + 1
    is_next = next_passage == passage + 1 and line.is_last and next_row == 0
    return is_next and line.spoken.tables_before == other.spoken.tables_before


def _reason(lead: str, lines: Sequence[_Line], kind: DocumentType) -> str | None:
    """What says that a list weighs: words before it or of its headings; none where nothing does."""
    if len({line.name.lower() for line in lines}) < len(lines) or any(
        one.number and one.number == other.number for one, other in pairwise(lines)
    ):
        return None
    above = [lead, *(section.title.text for section in lines[0].spoken.sections)]
    for text in above:
        if found := pattern("weighted", "strong").search(flat(text)):
            return found.group()
    graded = sum(pattern("weighted", "graded").search(flat(line.name)) is not None for line in lines)
    if 2 * graded < len(lines):
        return None
    for text in above:
        if found := pattern("weighted", "weak").search(flat(text)):
            return found.group()
    return "" if kind is DocumentType.COURSE_SYLLABUS else None
