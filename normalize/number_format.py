"""Which mark opens the decimals: decided per table, then per document, from figures that tell by themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extract.reading import Evidence
from normalize.numbers import read_number
from normalize.numerals import Convention

AGREEMENT = 0.75
"""Share of the telling figures that must agree before they speak for a table or a document."""
ONE_TABLE = 2
"""Telling figures that a table needs to be decided by itself, against the rest of its document."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The convention of a table or document, None where nothing tells or the figures contradict each other."""

    convention: Convention | None
    confidence: float
    evidence: tuple[Evidence, ...] = ()


UNDECIDED = Decision(None, 0.0)


def decide(raws: Iterable[str], *, from_ocr: bool = False) -> Decision:
    """The convention that the figures of one table or document show."""
    votes: Counter[Convention] = Counter()
    example: dict[Convention, str] = {}
    for raw in raws:
        shown = tells(raw, from_ocr=from_ocr)
        if shown is not None:
            votes[shown[0]] += shown[1]
            example.setdefault(shown[0], raw)
    if not votes:
        return UNDECIDED
    (best, count), total = votes.most_common(1)[0], votes.total()
    share = count / total
    if share < AGREEMENT:
        return UNDECIDED
    evidence = Evidence("figure", f"{example[best]}: {count}/{total}", share)
    return Decision(best, min(0.99, share * (1 - 0.3 / count)), (evidence,))


def tells(raw: str, *, from_ocr: bool = False) -> tuple[Convention, int] | None:
    """The convention that one figure shows by itself and how much it counts: 3 where it groups and opens
    decimals, or groups twice (``1.234,5``, ``1.234.567``), else 1 (``0,25``)."""
    number = read_number(raw, from_ocr=from_ocr)
    if number is None or number.tells is None:
        return None
    marks = {mark for mark in raw if mark in ".,"}
    grouped = number.decimals == 0 or len(marks) == 2
    return number.tells, 3 if grouped else 1


def decide_all(
    tables: Mapping[int | None, list[str]], texts: Iterable[str] = (), *, from_ocr: bool = False
) -> tuple[Decision, dict[int | None, Decision]]:
    """The document's convention, and each table's (key: its number, None for running text). A table that does
    not tell follows the document; ``texts`` are further figures that only the document has."""
    own = {key: decide(raws, from_ocr=from_ocr) for key, raws in tables.items()}
    every = [raw for raws in tables.values() for raw in raws]
    document = decide([*every, *texts], from_ocr=from_ocr)
    decided = {}
    for key, raws in tables.items():
        telling = sum(tells(raw, from_ocr=from_ocr) is not None for raw in raws)
        alone = own[key].convention is not None and telling >= ONE_TABLE
        decided[key] = own[key] if alone or document.convention is None else document
    return document, decided
