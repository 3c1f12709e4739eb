"""Zones: the free text of a page cut at the gutters between what has nothing to do with each other.

Two kinds of gutters cut: those of newspaper columns (``newspaper``) and those between whole tables
(``beside``). Each zone is looked at again, so that three columns or tables part, and tables in a newspaper
column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.pdf.beside import table_gutter
from ingest.pdf.gutters import Gutter, gutters
from ingest.pdf.lines import Line
from ingest.pdf.meshes import GAP
from ingest.pdf.newspaper import Columns, newspaper
from ingest.pdf.rulings import Rulings
from ingest.pdf.typeset import Typeset

_DEEPEST = 4
"""Cuts inside cuts."""


@dataclass(frozen=True, slots=True)
class Zone:
    """Words that are looked at by themselves, and the x between which they stand."""

    lines: Sequence[Line]
    x0: float = float("-inf")
    x1: float = float("inf")
    prose: frozenset[int] = frozenset()
    """Words in it that are running text."""

    @property
    def words(self) -> list[int]:
        return [word for line in self.lines for chunk in line.chunks for word in chunk.words]


def zones(page: Typeset, lines: Sequence[Line], rulings: Rulings) -> list[Zone]:
    """The zones of a page's lines, from left to right; what stands beside no gutter is the last."""
    return _cut(page, Zone(lines), rulings, _DEEPEST)


def _cut(page: Typeset, zone: Zone, rulings: Rulings, depth: int) -> list[Zone]:
    if not depth:
        return [zone]
    open_gaps = gutters(zone.lines)
    columns = newspaper(page, zone.lines, open_gaps, rulings)
    if columns is not None:
        return _parts(page, zone, columns, rulings, depth)
    between = table_gutter(zone.lines, open_gaps, rulings)
    if between is not None:
        return _parts(page, zone, Columns(between, frozenset()), rulings, depth)
    return [zone]


def _parts(page: Typeset, zone: Zone, columns: Columns, rulings: Rulings, depth: int) -> list[Zone]:
    """Left of a gutter, right of it, and above and below."""
    gutter = columns.gutter
    left, right, rest = _sides(zone.lines, gutter)
    found: list[Zone] = []
    for side, x0, x1 in (
        (left, zone.x0, gutter.middle),
        (right, gutter.middle, zone.x1),
        (rest, zone.x0, zone.x1),
    ):
        if side:
            prose = (zone.prose | columns.prose).intersection(side)
            own = Zone(page.lines(sorted(side), GAP + 0.1), x0, x1, prose)
            found += _cut(page, own, rulings.between(x0, x1) if side is not rest else rulings, depth - 1)
    return found


def _sides(lines: Sequence[Line], gutter: Gutter) -> tuple[list[int], list[int], list[int]]:
    """Words left and right of a gutter, and those above and below it."""
    left: list[int] = []
    right: list[int] = []
    rest: list[int] = []
    for k, line in enumerate(lines):
        for chunk in line.chunks:
            beside = gutter.first <= k <= gutter.last
            (rest if not beside else left if chunk.centre < gutter.middle else right).extend(chunk.words)
    return left, right, rest
