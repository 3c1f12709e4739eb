"""Rules made of signs: lines of hyphens, equals signs or underscores, as typewriters draw them under headers
and above totals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ingest.pdf.rulings import Rulings
from ingest.pdf.typeset import Typeset

_SIGNS = frozenset("-=_–—")
_FEWEST = 8
"""Signs: fewer stand for a missing figure."""
_LEVEL = 0.3
"""Ems: words whose baselines are this near stand on one line."""
_ABOVE = {"_": -0.1}
_MIDDLE = 0.27
"""Ems of a sign's stroke above the baseline."""


def typed_rules(page: Typeset) -> list[int]:
    """The words that are rules: all words on their lines are long rows of one sign."""
    own = [i for i, text in enumerate(page.text) if text[:1] in _SIGNS and _is_row(text)]
    if not own:
        return own
    bases, chosen = page.words.base, np.zeros(len(page.text), dtype=bool)
    chosen[own] = True
    others = np.sort(bases[~chosen & (page.words.direction == 0)])
    reach = _LEVEL * page.words.size[own]
    first = np.searchsorted(others, bases[own] - reach)
    last = np.searchsorted(others, bases[own] + reach)
    return [
        i for i, alone in zip(own, (first == last).tolist(), strict=True) if alone and not page.direction[i]
    ]


def _is_row(text: str) -> bool:
    return len(text) >= _FEWEST and len(set(text)) == 1


def drawn(rulings: Rulings, page: Typeset, words: list[int]) -> Rulings:
    """Rulings with those that words stand for."""
    more = [
        (page.base[i] - _ABOVE.get(page.text[i][0], _MIDDLE) * page.size[i], page.x0[i], page.x1[i])
        for i in words
    ]
    h = np.concatenate((rulings.h, np.array(more, dtype=np.float64)))
    fill = np.concatenate((rulings.h_fill, np.zeros(len(more), dtype=bool)))
    order = np.lexsort((h[:, 1], h[:, 0]))
    return replace(rulings, h=h[order], h_fill=fill[order])
