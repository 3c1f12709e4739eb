"""Lines and chunks: the words of an area as printed lines, and the pieces that wide gaps cut them into."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.pdf.words import Words

_SAME_LINE = 0.4
"""Of the size: words whose baselines differ less stand on one line (sub- and superscripts do)."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words that follow each other on one line. Points, in the frame."""

    words: tuple[int, ...]
    """Numbers of its words on the page, left to right."""
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    size: float
    text: str
    bold: bool
    first_width: float
    """Width of its first word: what would have had to fit on the line before."""

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """Chunks on one baseline, left to right."""

    chunks: tuple[Chunk, ...]

    @property
    def base(self) -> float:
        return self.chunks[0].base

    @property
    def x0(self) -> float:
        return self.chunks[0].x0

    @property
    def x1(self) -> float:
        return max(chunk.x1 for chunk in self.chunks)

    @property
    def y0(self) -> float:
        return min(chunk.y0 for chunk in self.chunks)

    @property
    def y1(self) -> float:
        return max(chunk.y1 for chunk in self.chunks)

    @property
    def size(self) -> float:
        return max(chunk.size for chunk in self.chunks)

    @property
    def text(self) -> str:
        return " ".join(chunk.text for chunk in self.chunks)


class Typeset:
    """A page's words as plain Python numbers, quick to pick from one by one."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.x0, self.y0, self.x1, self.y1 = (column.tolist() for column in words.box.T.reshape(4, -1))
        self.base = words.base.tolist()
        self.size = words.size.tolist()
        self.text = words.text
        self.leader = _leaders(words)
        self.edge = [
            x0 + (x1 - x0) * share for x0, x1, share in zip(self.x0, self.x1, self.leader, strict=True)
        ]
        """Where the words end without the dots that lead on to the next column."""
        self.bold = words.bold.tolist()
        self.direction = words.direction.tolist()

    def chunk(self, words: Sequence[int]) -> Chunk:
        main = max(words, key=lambda i: (self.size[i], -i))
        return Chunk(
            tuple(words),
            self.x0[words[0]],
            min(self.y0[i] for i in words),
            max((self.edge[i] for i in words if self.leader[i]), default=self.x1[words[-1]]),
            max(self.y1[i] for i in words),
            self.base[main],
            self.size[main],
            self._text(words),
            all(self.bold[i] for i in words),
            self.x1[words[0]] - self.x0[words[0]],
        )

    def _text(self, words: Sequence[int]) -> str:
        parts = [self.text[words[0]]]
        for before, word in zip(words, words[1:], strict=False):
            touching = self.x0[word] - self.x1[before] < 0.12 * self.size[before]
            # A sub- or superscript touches its word; two words of one size never do.
            if not (touching and abs(self.size[word] - self.size[before]) > 0.1 * self.size[before]):
                parts.append(" ")
            parts.append(self.text[word])
        return "".join(parts)

    def rows(self, words: Iterable[int]) -> list[list[int]]:
        """Words gathered by line, lines from top to bottom, each from left to right."""
        ordered = sorted(words, key=self.base.__getitem__)
        rows: list[list[int]] = []
        anchor = 0.0
        for i in ordered:
            tolerance = _SAME_LINE * max(self.size[i], self.size[rows[-1][-1]]) if rows else 0.0
            if rows and self.base[i] - anchor <= tolerance:
                rows[-1].append(i)
                # The largest words say where the line stands.
                if self.size[i] > max(self.size[j] for j in rows[-1][:-1]) * 1.05:
                    anchor = self.base[i]
            else:
                rows.append([i])
                anchor = self.base[i]
        for row in rows:
            row.sort(key=self.x0.__getitem__)
        return rows

    def lines(self, words: Iterable[int], gap: float) -> list[Line]:
        """Lines whose chunks are parted by gaps of at least ``gap`` ems."""
        return [Line(tuple(self.chunk(part) for part in self.parts(row, gap))) for row in self.rows(words)]

    def parts(self, row: Sequence[int], gap: float) -> list[list[int]]:
        parts = [[row[0]]]
        right, led = self.edge[row[0]], self.leader[row[0]] < 1
        for i in row[1:]:
            wide = self.x0[i] - right >= gap * min(self.size[i], self.size[parts[-1][-1]])
            if self.leader[i] == 0:
                led = True
            elif wide or led:
                parts.append([])
                led = self.leader[i] < 1
            parts[-1].append(i)
            if self.leader[i]:
                right = max(right, self.edge[i])
        return parts


_LEADER = re.compile(r"[.·…_‥]{4,}$|^[.·…_‥]{2,}$")


def _leaders(words: Words) -> list[float]:
    """For each word, the share of it that is no leader ("Total........": 0.38); 1 for ordinary words, 0 for
    words of dots alone and for single dots in a row of them."""
    shares = [1.0] * len(words.text)
    single: list[int] = []
    for i, text in enumerate(words.text):
        if text in (".", "·", "_"):
            single.append(i)
        elif text[-1:] in ".·…_‥" and (found := _LEADER.search(text)):
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


_BLANK_VALUE = re.compile(r"[^\w]*(?:n\.?\s?[ad]\.?|n/[ad]|s/[di]|[xX])?[^\w]*")


def is_value(text: str) -> bool:
    """Whether a text looks like the content of a column of figures: a number with its signs, or a sign that
    stands for a missing one. Signs and a few letters may go with the digits (``38 (24.7%)``, ``25 g``)."""
    digits = sum(map(str.isdigit, text))
    letters = sum(map(str.isalpha, text))
    return bool(0 < digits >= letters <= 3 or (not digits and _BLANK_VALUE.fullmatch(text)))


def is_figure(text: str) -> bool:
    return has_digit(text) and is_value(text)


def has_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def median(values: Sequence[float], default: float = 0.0) -> float:
    return float(np.median(values)) if len(values) else default
