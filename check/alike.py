"""Texts that are nearly the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

MANY = 4000
"""So many texts that only equal ones are found: comparing each with each takes their number squared."""
MOST = 50
"""Earlier texts that are remembered of each, where only equal ones are found."""


def earlier_alike(texts: Sequence[str], least: float) -> Iterator[list[int]]:
    """For each text the places of those before it that are alike at ``least`` of 100, in their order."""
    if len(texts) > MANY:
        yield from _earlier_equal(texts)
        return
    for at, text in enumerate(texts):
        found = process.extract(text, texts[:at], scorer=fuzz.ratio, score_cutoff=least, limit=None)
        yield sorted(place for _, _, place in found)


def _earlier_equal(texts: Sequence[str]) -> Iterator[list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        known = places[text]
        yield list(known)
        if len(known) < MOST:
            known.append(at)
