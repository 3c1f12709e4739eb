"""Two versions of one document: what was solved, what is new, and what else changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from check.amounts import shown
from check.view import DocumentView
from normalize.dataset import Rows
from normalize.schema import FindingRow, ItemRow, MeasureRow

SAME_TEXT = 85
"""Of 100: an item of the one version that has no equal in the other is the same one, reworded."""


class Kind(StrEnum):
    """What a change did; ``FIGURE`` to a figure that both versions state."""

    ITEM_ADDED = "item-added"
    ITEM_REMOVED = "item-removed"
    ITEM_REWORDED = "item-reworded"
    FIGURE_ADDED = "figure-added"
    FIGURE_REMOVED = "figure-removed"
    FIGURE = "figure-changed"


@dataclass(frozen=True, slots=True)
class Change:
    """``item_id`` is the new version's, the old one's where the item was removed; ``before`` and ``after``
    are printed figures, or texts where an item was reworded."""

    kind: Kind
    item_id: str
    item: str
    measure: str = ""
    period: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Versions:
    """A finding is the same one where its fingerprint is; those still there are the new version's."""

    new: tuple[FindingRow, ...]
    solved: tuple[FindingRow, ...]
    still: tuple[FindingRow, ...]
    changes: tuple[Change, ...]


def compared(old: Rows, new: Rows) -> Versions:
    """The rows of one document in two versions, with their findings."""
    before = {finding.fingerprint for finding in old.findings}
    after = {finding.fingerprint for finding in new.findings}
    return Versions(
        tuple(finding for finding in new.findings if finding.fingerprint not in before),
        tuple(finding for finding in old.findings if finding.fingerprint not in after),
        tuple(finding for finding in new.findings if finding.fingerprint in before),
        tuple(_changes(old, new)),
    )


def _changes(old: Rows, new: Rows) -> Iterator[Change]:
    """In the order of the new version, what was removed at the end."""
    pairs = _paired(old.items, new.items)
    figures_before, figures_after = _figures(old.measures), _figures(new.measures)
    before = {item.item_id: item for item in old.items}
    for item in new.items:
        name = DocumentView.name(item)
        earlier = before.get(pairs.get(item.item_id, ""))
        if earlier is None:
            yield Change(Kind.ITEM_ADDED, item.item_id, name, after=item.text)
        elif (earlier.number, earlier.text) != (item.number, item.text):
            yield Change(
                Kind.ITEM_REWORDED, item.item_id, name, before=DocumentView.name(earlier), after=name
            )
        ours = figures_after.get(item.item_id, {})
        theirs = figures_before.get(earlier.item_id, {}) if earlier is not None else {}
        yield from _figure_changes(item, theirs, ours)
    kept = set(pairs.values())
    for item in old.items:
        if item.item_id not in kept:
            yield Change(Kind.ITEM_REMOVED, item.item_id, DocumentView.name(item), before=item.text)


Key = tuple[str, str, int, int]
"""Measure, period, table of the item's (in their order) and position in the cell."""


def _figures(measures: Sequence[MeasureRow]) -> dict[str, dict[Key, MeasureRow]]:
    found: dict[str, dict[Key, MeasureRow]] = defaultdict(dict)
    for measure in measures:
        figures = found[measure.item_id]
        nth = sum(key[:2] == (measure.measure, measure.period) for key in figures)
        figures[measure.measure, measure.period, nth, measure.position] = measure
    return found


def _figure_changes(
    item: ItemRow, before: dict[Key, MeasureRow], after: dict[Key, MeasureRow]
) -> Iterator[Change]:
    name = DocumentView.name(item)
    for key in dict.fromkeys((*after, *before)):
        one, other = before.get(key), after.get(key)
        texts = {
            "measure": key[0],
            "period": key[1],
            "before": shown(one.value, one.unit) if one is not None else "",
            "after": shown(other.value, other.unit) if other is not None else "",
        }
        if one is None:
            yield Change(Kind.FIGURE_ADDED, item.item_id, name, **texts)
        elif other is None:
            yield Change(Kind.FIGURE_REMOVED, item.item_id, name, **texts)
        elif (one.value, one.value_high, one.unit, one.comparator) != (
            other.value,
            other.value_high,
            other.unit,
            other.comparator,
        ):
            yield Change(Kind.FIGURE, item.item_id, name, **texts)


def _paired(old: Sequence[ItemRow], new: Sequence[ItemRow]) -> dict[str, str]:
    """The items of the new version → the old one's, each once: those of equal kind and words first (under
    equal parents before others), then of equal words, then those of one kind whose words are alike."""
    pairs: dict[str, str] = {}
    text = {item.item_id: item.text.casefold() for item in (*old, *new)}
    keys = (
        lambda item: (item.kind, item.number, text[item.item_id], text.get(item.parent_id, "")),
        lambda item: (item.kind, text[item.item_id], text.get(item.parent_id, "")),
        lambda item: (item.kind, text[item.item_id]),
        lambda item: (text[item.item_id],),
    )
    left_old, left_new = list(old), list(new)
    for key in keys:
        waiting: dict[tuple[str, ...], list[ItemRow]] = defaultdict(list)
        for item in left_old:
            waiting[key(item)].append(item)
        for item in left_new:
            if same := waiting.get(key(item)):
                pairs[item.item_id] = same.pop(0).item_id
        taken = set(pairs.values())
        left_old = [item for item in left_old if item.item_id not in taken]
        left_new = [item for item in left_new if item.item_id not in pairs]
    by_kind: dict[str, list[ItemRow]] = defaultdict(list)
    for item in left_old:
        by_kind[item.kind].append(item)
    for item in left_new:
        alike = [(fuzz.ratio(text[item.item_id], text[one.item_id]), one) for one in by_kind[item.kind]]
        score, best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
        if best is not None and score >= SAME_TEXT:
            pairs[item.item_id] = best.item_id
            by_kind[item.kind].remove(best)
    return pairs
