"""What columns are by the arithmetic of their rows: a weight, what it is judged by, and what that earns."""

from __future__ import annotations

from collections.abc import Iterable

from extract.contents import rows_below
from extract.figures import is_plain, plain_worth
from extract.neighbours.beside import Beside, Instead
from extract.reading import Role

_JUDGING = frozenset({Role.COMPLIANCE, Role.PROGRESS, Role.COUNT, Role.OTHER, Role.EXECUTED})
_UNTOLD = frozenset({Role.WEIGHT, Role.COUNT, Role.OTHER, Role.AMOUNT, Role.TOTAL})
_EARNING = frozenset({Role.EARNED, *_UNTOLD})
_FEWEST = 2
"""Rows that must agree, of which one has not earned its whole weight."""
_SHARE = 0.6
"""Least share of the rows that agree: a document's own slips are the others."""
_ROUNDED = 0.006
"""Share by which a product may miss for rounding."""


def earned_by_product(beside: Beside) -> Instead | None:
    """ "Puntuación" that is each row's "Peso" times its "Grado de consecución": what was earned."""
    if beside.column.role not in _UNTOLD or beside.held.figures < _SHARE:
        return None
    for weight in _weights(beside):
        for judged in _others(beside, _JUDGING, weight):
            if _is_product(beside, weight, judged, beside.at):
                return Instead(Role.EARNED, "weight times what it is judged by", 0.9)
    return None


def judged_by_product(beside: Beside) -> Instead | None:
    """Percentages under words that say nothing, which times a weight are what another column earns."""
    if beside.column.role not in (Role.COUNT, Role.OTHER) or beside.held.figures < _SHARE:
        return None
    for weight in _weights(beside):
        for earned in _others(beside, _EARNING, weight):
            if _is_product(beside, weight, beside.at, earned):
                return Instead(Role.COMPLIANCE, "times the weight it is what was earned", 0.8)
    return None


def _weights(beside: Beside) -> Iterable[int]:
    return _others(beside, frozenset({Role.WEIGHT}), beside.at)


def _others(beside: Beside, roles: frozenset[Role], taken: int) -> list[int]:
    return [at for at, role in enumerate(beside.roles) if role in roles and at not in (beside.at, taken)]


def _is_product(beside: Beside, weight: int, judged: int, earned: int) -> bool:
    """Most rows earn their weight times the percentage that they are judged by, and none earns more."""
    by_column = [_worths(beside, at) for at in (weight, judged, earned)]
    rows = set.intersection(*(set(worths) for worths in by_column))
    triples = [tuple(worths[row] for worths in by_column) for row in sorted(rows)]
    if len(triples) < _FEWEST or any(gain > whole * (1 + _ROUNDED) for whole, _, gain in triples):
        return False
    agree = [
        (whole, share, gain)
        for whole, share, gain in triples
        if abs(whole * share / 100 - gain) <= _ROUNDED * max(whole, 1.0)
    ]
    parted = any(0 < share < 100 for _, share, _ in agree)
    return parted and len(agree) >= max(_FEWEST, _SHARE * len(triples))


def _worths(beside: Beside, at: int) -> dict[int, float]:
    """Row → the plain figure that a column has there."""
    texts = ((row, beside.grid.text(row, at)) for row in rows_below(beside.grid, beside.layout))
    return {row: plain_worth(text) for row, text in texts if is_plain(text)}
