"""Dots that lead on from a word to its figure at the end of the line."""

from __future__ import annotations

import re

from ingest.pdf.words import Words

_LEADER = re.compile(r"[.·…_‥]{4,}$|^[.·…_‥]{2,}$")
_DOTS = ".·…_‥"
_MOST_DOTS = 3
"""A sign for a missing figure has so many; more of them lead on to a column."""


def leaders(words: Words) -> list[float]:
    """For each word, the share of it that is no leader ("Total........": 0.38); 1 for ordinary words, 0 for
    words of dots alone and for single dots in a row of them."""
    shares = [1.0] * len(words.text)
    single: list[int] = []
    for i in [i for i, text in enumerate(words.text) if text[-1:] in _DOTS]:
        text = words.text[i]
        if text in (".", "·", "_"):
            single.append(i)
        elif (
            (found := _LEADER.search(text))
            # Dots that stand alone between other columns are a missing figure.
            and (len(text) > _MOST_DOTS or _leads(words, i))
        ):
            shares[i] = found.start() / len(text)
    if len(single) >= 3:
        run = [single[0]]
        for i in [*single[1:], -9]:
            if i == run[-1] + 1:
                run.append(i)
                continue
            if len(run) >= 3:
                for k in run:
                    shares[k] = 0.0
            run = [i]
    return shares


def _leads(words: Words, i: int) -> bool:
    """Whether a word of few dots touches the word before it on its line, or other dots."""
    box, size = words.box, words.size[i]

    def beside(a: int, b: int) -> bool:
        return bool(abs(words.base[b] - words.base[a]) < 0.1 * size and -size < box[b, 0] - box[a, 2] < size)

    if i and beside(i - 1, i):
        return True
    return i + 1 < len(words) and not words.text[i + 1].strip(_DOTS) and beside(i, i + 1)
