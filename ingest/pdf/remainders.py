"""What is left at the top of a page of a row that the page break cut: one row between rules, too little to be
a table by itself, in the columns of the table that stood at the bottom of the page before."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ingest.pdf.areas import Area, Draft, Part
from ingest.pdf.patience import ask
from ingest.pdf.regions import underlines, without, words_in
from ingest.pdf.rows import flows
from ingest.pdf.rulings import Rulings
from ingest.pdf.typeset import Typeset

_EDGE = 0.14
"""Of the page's height, from the top and from the bottom: furniture may stand there."""
_NEAR = 3.0
"""Points: rules this near are one."""


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table at the bottom of a page, which the next page may go on with. Points, in the frame."""

    turn: int
    x0: float
    x1: float
    columns: tuple[tuple[float, float], ...]
    """Left and right limit of each."""
    bold: bool
    """All of its last row is bold."""
    method: str
    ruled: float


def open_table(page: Typeset, drafts: Sequence[Draft], turn: int, height: float) -> OpenTable | None:
    """The table that nothing but furniture follows on a page of that height, if there is one."""
    if not drafts:
        return None
    last = max(drafts, key=lambda draft: draft.area.y1)
    own = np.zeros(len(page.text), dtype=bool)
    own[[word for draft in drafts for word in draft.area.words]] = True
    base = page.words.base
    if ((base > last.area.y1) & (base < (1 - _EDGE) * height) & ~own).any() or last.columns < 2:
        return None
    beside = [draft for draft in drafts if draft is not last and draft.area.y1 > last.area.y0]
    columns = []
    for column in range(last.columns):
        ask()
        single = [part for part in last.parts if part.column == column and part.column_span == 1]
        if not single or beside:
            return None
        left, right = ([getattr(part, side) for part in single] for side in ("x0", "x1"))
        columns.append((statistics.median(left), statistics.median(right)))
    rows = last.rows
    foot = [part for part in last.parts if part.row + part.row_span == rows and part.lines]
    bold = all(page.bold[word] for part in foot for word in part.words)
    area = last.area
    return OpenTable(turn, area.x0, area.x1, tuple(columns), bold, area.method, last.ruled)


def remainder(
    page: Typeset, rulings: Rulings, drafts: Sequence[Draft], above: OpenTable, turn: int, height: float
) -> Draft | None:
    """The rest of the last row of ``above`` at the top of a page: what stands between the first two rules
    that are as wide as that table, with nothing but furniture over them, in its columns."""
    if turn != above.turn:
        return None
    if len(_as_wide(rulings, above)) < 2:
        return None
    rulings = without(rulings, underlines(rulings, page))
    ys = _as_wide(rulings, above)
    if len(ys) < 2:
        return None
    y0, y1 = ys[:2]
    used = np.zeros(len(page.text), dtype=bool)
    used[[word for draft in drafts for word in draft.area.words]] = True
    if any(draft.area.y0 < y1 - _NEAR for draft in drafts):
        return None
    base = page.words.base
    if ((base < y0) & (base > _EDGE * height)).any():
        return None
    words = words_in(page, above.x0 - 1, y0 - 1, above.x1 + 1, y1 + 1, used)
    own = rulings.inside(above.x0, y0, above.x1, y1)
    limits = np.array(above.columns)
    apart = np.abs(own.v[:, :1] - limits.reshape(1, -1)).min(axis=1, initial=np.inf) > _NEAR
    if not words or apart.any() or (all(page.bold[word] for word in words) and not above.bold):
        return None
    columns: list[list[int]] = [[] for _ in above.columns]
    for word in words:
        ask()
        left, right = page.x0[word], page.x1[word]
        fits = [k for k, (x0, x1) in enumerate(above.columns) if left > x0 - _NEAR and right < x1 + _NEAR]
        if not fits:
            return None
        columns[fits[0]].append(word)
    parts = tuple(_part(page, k, columns[k], (x0, y0, x1, y1)) for k, (x0, x1) in enumerate(above.columns))
    size = statistics.median(page.size[word] for word in words)
    area = Area(above.x0, y0, above.x1, y1, tuple(words), own, above.method)
    xs = (*(x0 for x0, _ in above.columns), above.x1)
    return Draft(area, parts, xs, (y0, y1), above.ruled, size)


def _as_wide(rulings: Rulings, above: OpenTable) -> list[float]:
    """The heights of the rules that are as wide as a table, from the top."""
    h = rulings.h
    same = (np.abs(h[:, 1] - above.x0) <= _NEAR) & (np.abs(h[:, 2] - above.x1) <= _NEAR)
    found: list[float] = h[same, 0].tolist()
    return found


def _part(page: Typeset, column: int, words: list[int], box: tuple[float, float, float, float]) -> Part:
    lines = tuple(tuple(row) for row in page.rows(words)) if words else ()
    upright = not any(page.direction[word] for word in words)
    chunks = [page.chunk(line) for line in lines] if upright else []
    flowing = (k for k in range(1, len(chunks)) if flows(chunks[k - 1], chunks[k], box[0], box[2]))
    return Part(0, column, 1, 1, lines, *box, frozenset(flowing))
