"""How sure a table is, from 0 to 1.

``confidence = base × clear × Π (1 − weight × open × doubt)``, where

- base: 0.99 ruled both ways, 0.94 rules one way or bands of colour, 0.88 text alone;
- clear: 1 − share of cells whose text reaches beyond the column's limits by more than half an em;
- open: how far the rules leave rows and columns open: 1 without rules both ways, else three times the share
  of the sides of its cells that are not drawn, at most 1: in a table ruled on every side nothing below casts
  doubt;
- each doubt lies between 0 and 1, and its weight is the share of confidence that it can take:

  ======== ====== =====================================================================================
  doubt    weight what it is
  ======== ====== =====================================================================================
  bare     0.40   share of the columns beside the first without text in the first row
  headless 0.25   the first row holds a figure, other than years: the table has no header, or lost it
  levels   0.30   levels of the header beyond the first, two at most
  near     0.30   words stand right above the columns beside the first that were not taken in
  unnamed  0.35   share of the rows after the first without text in the first column
  astray   0.35   share of the rows whose only cell stands beside the first column, fourfold
  cut      0.20   share of the labels after the first row that begin in lower case, threefold
  foot     0.30   the last row has one cell only
  wrapped  0.25   share of the cells with several lines
  tall     0.30   cells of figures on several lines, three at most
  spanning 0.20   share of the cells over several columns, twofold
  empty    0.20   share of empty cells
  residue  0.15   of a column, the least of the spreads (standard deviations, in ems, at most 1) of the left
                  edges, right edges and middles of its single-column cells; the mean over the columns
  ======== ====== =====================================================================================

- ruled both ways, an empty cell is no sign of doubt: there 1 − 0.4 × what is empty beyond half of the cells
  comes in besides.

The weights follow a logistic regression of "read exactly right" on the doubts, rounded; with any one of four
sets left out (real pages with and without their rules, ``benchmarks/pdf_unruled.py``, its held-out seeds,
``benchmarks/pdf_regions.py``) it orders right and wrong tables of that set in 0.78 to 0.87 of the pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from ingest.pdf.areas import Draft, Part
from ingest.pdf.typeset import Typeset
from ingest.pdf.values import is_figure, is_value

_BASE = {"pdf-lines": 0.99, "pdf-rules": 0.94, "pdf-bands": 0.94, "pdf-text": 0.88}
_WEIGHTS = {
    "bare": 0.4,
    "headless": 0.25,
    "levels": 0.3,
    "near": 0.3,
    "unnamed": 0.35,
    "astray": 0.35,
    "cut": 0.2,
    "foot": 0.3,
    "wrapped": 0.25,
    "tall": 0.3,
    "spanning": 0.2,
    "empty": 0.2,
    "residue": 0.15,
}
_OPEN = 3.0
_MOST_TALL = 3
_MOST_LEVELS = 2
_NEAR = (0.3, 1.6)
"""Ems above the first baseline: where the last line of a lost header would stand."""


def confidence(page: Typeset, draft: Draft) -> float:
    ruled = draft.area.method == "pdf-lines"
    full = [part for part in draft.parts if part.words]
    if not full:
        return 0.0
    sure = _BASE[draft.area.method] * (1 - _overreaching(page, draft, full))
    if ruled:
        sure *= 1 - 0.4 * max(0.0, 0.5 - len(full) / len(draft.parts))
    left_open = min(1.0, _OPEN * (1 - draft.ruled)) if ruled else 1.0
    if left_open:
        for name, doubt in doubts(page, draft, full).items():
            sure *= 1 - _WEIGHTS[name] * left_open * doubt
    return round(max(0.0, min(1.0, sure)), 3)


def doubts(page: Typeset, draft: Draft, full: Sequence[Part]) -> Mapping[str, float]:
    """What casts doubt on a table with the cells ``full`` of text, each from 0 to 1."""
    texts = [" ".join([page.text[word] for word in part.words]) for part in full]
    cells = list(zip(full, texts, strict=True))
    rows = Counter(part.row for part in full)
    labels = [text for part, text in cells if not part.column and part.row]
    named = {row for part in full if not part.column for row in range(part.row, part.row + part.row_span)}
    after = [row for row in rows if row]
    top = [part for part in full if not part.row]
    headed = {c for part in top for c in range(part.column, part.column + part.column_span)}
    astray = [part for part in full if rows[part.row] == 1 and part.column]
    tall = [
        part for part, text in cells if part.row and part.column and len(part.lines) > 1 and is_value(text)
    ]
    return {
        "bare": len(set(range(1, draft.columns)) - headed) / max(draft.columns - 1, 1),
        "headless": float(any(_is_datum(part, text) for part, text in cells)),
        "levels": min(max([part.row_span for part in top], default=1) - 1, _MOST_LEVELS) / _MOST_LEVELS,
        "near": float(_has_text_above(page, draft, full)),
        "unnamed": sum(1 for row in after if row not in named) / max(len(after), 1),
        "astray": min(1.0, 4 * len(astray) / len(rows)),
        "cut": min(1.0, 3 * sum(1 for text in labels if text[:1].islower()) / max(len(labels), 1)),
        "foot": float(rows[max(rows)] == 1),
        "wrapped": sum(1 for part in full if len(part.lines) > 1) / len(full),
        "tall": min(len(tall), _MOST_TALL) / _MOST_TALL,
        "spanning": min(1.0, 2 * sum(1 for part in full if part.column_span > 1) / len(full)),
        "empty": 1 - len(full) / len(draft.parts),
        "residue": _residue(page, draft, full) if draft.area.method != "pdf-lines" else 0.0,
    }


def _is_datum(part: Part, text: str) -> bool:
    """Whether a cell of the first row, beside the first column, holds a figure that is no year."""
    return not part.row and part.column > 0 and is_figure(text) and not (text.isdigit() and len(text) == 4)


def _has_text_above(page: Typeset, draft: Draft, full: Sequence[Part]) -> bool:
    """Whether words that are not the table's stand right above it, over its columns beside the first only."""
    area, em = draft.area, draft.em
    top = min([page.base[word] for part in full if not part.row for word in part.words], default=area.y0)
    box, base = page.words.box, page.words.base
    over = (base < top - _NEAR[0] * em) & (base > top - _NEAR[1] * em) & (page.words.direction == 0)
    over &= (box[:, 2] > area.x0) & (box[:, 0] < area.x1)
    if not over.any():
        return False
    over[list(area.words)] = False
    left = draft.xs[1] if len(draft.xs) > 2 else area.x1
    return bool(over.any()) and not bool((over & (box[:, 0] <= left)).any())


def _residue(page: Typeset, draft: Draft, full: Sequence[Part]) -> float:
    spreads = []
    columns: dict[int, list[Part]] = defaultdict(list)
    for part in full:
        if part.column_span == 1:
            columns[part.column].append(part)
    for _, own in sorted(columns.items()):
        if len(own) < 3:
            continue
        left = np.array([min([page.x0[w] for w in part.words]) for part in own])
        right = np.array([max([page.x1[w] for w in part.words]) for part in own])
        spread = min(left.std(), right.std(), ((left + right) / 2).std()) / draft.em
        spreads.append(min(1.0, float(spread)))
    return float(np.mean(spreads)) if spreads else 0.5


def _overreaching(page: Typeset, draft: Draft, full: Sequence[Part]) -> float:
    """Share of cells whose words run into the text of the next cell in their row."""
    by_place = {(part.row, part.column): part for part in full}
    bad = 0
    for part in full:
        after = by_place.get((part.row, part.column + part.column_span))
        if after is not None:
            right = max([page.edge[w] for w in part.words])
            bad += right > min([page.x0[w] for w in after.words]) + 0.5 * draft.em
    return bad / len(full)
