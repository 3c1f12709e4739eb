"""How sure a table is, from 0 to 1.

``confidence = base × alignment × filled × clear × simple``, where

- base: 0.99 ruled both ways, 0.94 rules one way or bands of colour, 0.88 text alone; a table whose cells
  are ruled in part lies between, by the share of its sides that are drawn;
- alignment: 1 − 0.3 × residue. The residue of a column is the least of the spreads (standard deviations,
  in ems, at most 1) of the left edges, right edges and middles of its single-column cells; the mean over
  the columns counts. Ruled columns need no alignment: there it is 1;
- filled: 1 − 0.5 × share of empty cells; ruled both ways, an empty cell is no sign of doubt: 1 − 0.4 × what
  is empty beyond half of the cells;
- clear: 1 − share of cells whose text reaches beyond the column's limits by more than half an em;
- simple: 1 ruled both ways, else (1 − 1.5 × share of cells over several columns) × (1 − 0.2 × share of
  columns without text in the first row) × (1 − 0.1 × figures' cells of several lines, three at most).

What is left of doubt in a table without rules stands in its header and in its rows: on generated pages
(``benchmarks/pdf_unruled.py``) these shares tell tables read exactly right from others better than alignment.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from ingest.pdf.areas import Draft, Part
from ingest.pdf.typeset import Typeset
from ingest.pdf.values import is_value

_BASE = {"pdf-lines": 0.99, "pdf-rules": 0.94, "pdf-bands": 0.94, "pdf-text": 0.88}
_MOST_TALL = 3


def confidence(page: Typeset, draft: Draft) -> float:
    base = _BASE[draft.area.method]
    ruled = draft.area.method == "pdf-lines"
    if ruled:
        base = 0.94 + 0.05 * draft.ruled
    full = [part for part in draft.parts if part.words]
    if not full:
        return 0.0
    empty = 1 - len(full) / len(draft.parts)
    alignment = 1.0 if ruled else 1 - 0.3 * _residue(page, draft, full)
    filled = 1 - 0.4 * max(0.0, empty - 0.5) if ruled else 1 - 0.5 * empty
    clear = 1 - _overreaching(page, draft, full)
    simple = 1.0 if ruled else _simple(page, draft, full)
    return round(max(0.0, min(1.0, base * alignment * filled * clear * simple)), 3)


def _simple(page: Typeset, draft: Draft, full: list[Part]) -> float:
    spanning = sum(1 for part in full if part.column_span > 1) / len(full)
    first = {c for part in full if not part.row for c in range(part.column, part.column + part.column_span)}
    tall = sum(
        1
        for part in full
        if part.row > 1
        and part.column
        and len(part.lines) > 1
        and is_value(" ".join([page.text[word] for word in part.words]))
    )
    bare = 1 - len(first) / draft.columns
    return max(1 - 1.5 * spanning, 0.0) * (1 - 0.2 * bare) * (1 - 0.1 * min(tall, _MOST_TALL))


def _residue(page: Typeset, draft: Draft, full: list[Part]) -> float:
    spreads = []
    columns: dict[int, list[Part]] = defaultdict(list)
    for part in full:
        if part.column_span == 1:
            columns[part.column].append(part)
    for _, own in sorted(columns.items()):
        if len(own) < 3:
            continue
        left = np.array([min(page.x0[w] for w in part.words) for part in own])
        right = np.array([max(page.x1[w] for w in part.words) for part in own])
        spread = min(left.std(), right.std(), ((left + right) / 2).std()) / draft.em
        spreads.append(min(1.0, float(spread)))
    return float(np.mean(spreads)) if spreads else 0.5


def _overreaching(page: Typeset, draft: Draft, full: list[Part]) -> float:
    """Share of cells whose words run into the text of the next cell in their row."""
    by_place = {(part.row, part.column): part for part in full}
    bad = 0
    for part in full:
        after = by_place.get((part.row, part.column + part.column_span))
        if after is not None:
            right = max([page.edge[w] for w in part.words])
            bad += right > min([page.x0[w] for w in after.words]) + 0.5 * draft.em
    return bad / len(full)
