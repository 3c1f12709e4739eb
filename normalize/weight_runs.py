"""Sums of weights that make up a whole over several tables, where none of them does alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from normalize.numerals import EXACT

NEAR = Decimal("0.15")
"""Of the whole: by how much sums together may miss it and still be meant to make it up, where each alone
misses it by ``FARTHER`` times as much at least."""
FARTHER = 2


def runs(sums: Sequence[Decimal], slack: Sequence[Decimal], whole: Decimal) -> Iterator[range]:
    """The places of sums that follow upon each other and are one together: as few as reach the whole within
    their slack; at the end, those left where they nearly reach it."""
    begin = 0
    while begin < len(sums):
        end, total, allowed = begin, Decimal(0), Decimal(0)
        while end < len(sums) and total + allowed < whole:
            total, allowed = EXACT.add(total, sums[end]), EXACT.add(allowed, slack[end])
            end += 1
        off = abs(whole - total)
        is_rest = end == len(sums) and off <= NEAR * whole
        is_rest = is_rest and all(abs(whole - one) >= FARTHER * off for one in sums[begin:end])
        if end - begin > 1 and (off <= allowed or is_rest):
            yield range(begin, end)
            begin = end
        else:
            begin += 1
