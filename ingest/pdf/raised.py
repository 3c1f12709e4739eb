"""Small words set higher than the text beside them, and the words that they hang on."""

from __future__ import annotations

import re

import numpy as np

from ingest.pdf.patience import is_over
from ingest.pdf.words import Words

RAISED_SIGNS = re.compile("[⁰¹²³⁴-⁹ᵃᵇᶜᵈᵉ]").search
_SMALL = 0.82
_RAISED = (0.15, 0.75)
_BESIDE = 0.5
_MOST_PAIRS = 2_000_000
"""Of words looked at together: bounds the memory."""


def hosts(words: Words) -> dict[int, int]:
    """Raised small words and the larger words that they hang on: the one that ends just before, else the one
    that begins just after (a note's own number)."""
    if not len(words):
        return {}
    size, base, upright = words.size, words.base, words.direction == 0
    ordered = np.sort(size)
    usual = float(ordered[(len(size) - 1) // 2] + ordered[len(size) // 2]) / 2
    small = ((size < 0.9 * max(usual, 1.0)) & upright).nonzero()[0]
    if not len(small):
        return {}
    small = small[[len(words.text[i]) <= 6 for i in small.tolist()]]
    found: dict[int, int] = {}
    small = small[base[small].argsort(kind="stable")]
    farthest = _RAISED[1] * float(size.max())
    step = max(_MOST_PAIRS // len(size), 1)
    for some in (small[k : k + step] for k in range(0, len(small), step)):
        if is_over():
            break
        # No host stands above its small word, nor further below it than that.
        hosts = (upright & (base >= base[some[0]]) & (base <= base[some[-1]] + farthest)).nonzero()[0]
        lift = (base[hosts] - base[some][:, None]) / size[hosts]
        fits = (size[hosts] * _SMALL >= size[some][:, None]) & (lift > _RAISED[0]) & (lift < _RAISED[1])
        for row in fits.any(axis=1).nonzero()[0].tolist():
            i, near = int(some[row]), hosts[fits[row]]
            before = (words.box[i, 0] - words.box[near, 2]) / size[near]
            after = (words.box[near, 0] - words.box[i, 2]) / size[near]
            for gap in (before, after):
                beside = ((gap > -0.2) & (gap < _BESIDE)).nonzero()[0]
                if len(beside):
                    found[i] = int(near[beside[np.abs(gap[beside]).argmin()]])
                    break
    return dict(sorted(found.items()))
