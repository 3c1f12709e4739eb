"""The words of a page as printed lines, and the pieces that wide gaps cut them into."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import numpy as np

from ingest.pdf.gathering import at_gaps, begins_line, in_lines
from ingest.pdf.glyphs import Flags
from ingest.pdf.leaders import leaders
from ingest.pdf.lines import Chunk, Line
from ingest.pdf.pdfium import Indices
from ingest.pdf.raised import RAISED_SIGNS, hosts
from ingest.pdf.words import Words

_FEW = 24
"""Words: so few are gathered one by one faster than all at once."""
_CURRENCIES = frozenset(
    ["$", "€", "£", "¥", "₡", "US$", "R$", "S/", "B/.", "Q", "Bs", "Bs.", "Gs.", "L.", "RD$", "C$"]
)


class Typeset:
    """A page's words as plain Python numbers, quick to pick from one by one."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.x0, self.y0, self.x1, self.y1 = (column.tolist() for column in words.box.T.reshape(4, -1))
        self.sides = tuple(column.__getitem__ for column in (self.x0, self.y0, self.x1, self.y1))
        """Each gives that side of a word by its number, for ``map``."""
        self._bases = words.base.copy()
        self.size = words.size.tolist()
        self.host = hosts(words)
        """For a small word raised beside a larger one, that word: they stand on one line."""
        for small, host in self.host.items():
            self._bases[small] = self._bases[host]
        self.base = self._bases.tolist()
        self.text = words.text
        self.leader = leaders(words)
        shares = np.array(self.leader)
        self._edges = words.box[:, 0] + (words.box[:, 2] - words.box[:, 0]) * shares
        self.edge = self._edges.tolist()
        """Where the words end without the dots that lead on to the next column."""
        self._odd: Flags = shares != 1.0
        """Leaders and raised words: the gaps beside them are looked at one by one."""
        self._odd[list(self.host)] = True
        self._reaches = words.size * np.where(_fixed_width(words), _FIXED_SPACE, 1.0)
        self.reach = self._reaches.tolist()
        """The size, larger where the font's spaces are as wide as its letters: gaps are held against it."""
        self.bold = words.bold.tolist()
        self.direction = words.direction.tolist()
        self.turned = any(self.direction)
        raised = RAISED_SIGNS("".join(self.text))
        self.marked = {*self.host, *(i for i, text in enumerate(self.text) if raised and RAISED_SIGNS(text))}
        """Words that are or carry raised signs."""
        self._chunks: dict[tuple[int, ...], Chunk] = {}
        self._lines: dict[tuple[tuple[int, ...], float], list[Line]] = {}
        self._gatherings: dict[tuple[int, ...], tuple[Indices, Flags]] = {}
        box = words.box
        self.middles = np.stack(
            (
                (box[:, 0] + box[:, 2]) / 2,
                np.where(words.direction == 0, self._bases - 0.3 * words.size, (box[:, 1] + box[:, 3]) / 2),
            )
        )
        """(2, n): x and y of the words' middles; of the small letters' where they read from left to right."""

    def chunk(self, words: Sequence[int]) -> Chunk:
        """Words of one line, left to right, as a chunk."""
        key = tuple(words)
        found = self._chunks.get(key)
        if found is None:
            found = self._chunks[key] = self._chunk(key)
        return found

    def _chunk(self, words: tuple[int, ...]) -> Chunk:
        first = words[0]
        if len(words) == 1 and not self.direction[first]:
            x0, x1, lead = self.x0[first], self.x1[first], self.leader[first]
            return Chunk(
                words,
                x0,
                self.y0[first],
                self.edge[first] if lead else x1,
                self.y1[first],
                self.base[first],
                self.size[first],
                self.text[first],
                self.bold[first],
                x1 - x0,
            )
        main, size, even = first, self.size[first], True
        y0, y1, right, bold = self.y0[first], self.y1[first], 0.0, True
        for i in words:
            own = self.size[i]
            if own != size:
                even = False
                if own > size:
                    main, size = i, own
            if self.y0[i] < y0:
                y0 = self.y0[i]
            if self.y1[i] > y1:
                y1 = self.y1[i]
            bold = bold and self.bold[i]
            if self.leader[i] and self.edge[i] > right:
                right = self.edge[i]
        if self.direction[main]:
            return self._sideways(words, main)
        text = " ".join([self.text[i] for i in words]) if even else self.joined(words)
        return Chunk(
            words,
            self.x0[first],
            y0,
            right or self.x1[words[-1]],
            y1,
            self.base[main],
            size,
            text,
            bold,
            self.x1[first] - self.x0[first],
        )

    def _sideways(self, words: tuple[int, ...], main: int) -> Chunk:
        """A chunk of text that does not run from left to right: by its box alone."""
        x0, x1 = min(self.x0[i] for i in words), max(self.x1[i] for i in words)
        y0, y1 = min(self.y0[i] for i in words), max(self.y1[i] for i in words)
        text = " ".join(self.text[i] for i in words)
        bold = all(self.bold[i] for i in words)
        return Chunk(words, x0, y0, x1, y1, y1, self.size[main], text, bold, x1 - x0)

    def joined(self, words: Sequence[int]) -> str:
        """Words of one line as text: spaces between, none before a sub- or superscript that touches."""
        if len(words) == 1:
            return self.text[words[0]]
        known = None if self.turned else self._chunks.get(tuple(words))
        if known is not None:
            return known.text
        parts = [self.text[words[0]]]
        for before, word in pairwise(words):
            touching = self.x0[word] - self.x1[before] < 0.12 * self.size[before]
            # A sub- or superscript touches its word; two words of one size never do.
            if not (touching and abs(self.size[word] - self.size[before]) > 0.1 * self.size[before]):
                parts.append(" ")
            parts.append(self.text[word])
        return "".join(parts)

    def rows(self, words: Iterable[int]) -> list[list[int]]:
        """Words gathered by line, lines in reading order, each from its beginning; upright text first."""
        if not self.turned:
            return self._gathered(list(words), self.base, self.x0)
        by_direction: dict[int, list[int]] = {}
        for i in words:
            by_direction.setdefault(self.direction[i], []).append(i)
        rows: list[list[int]] = []
        for direction in sorted(by_direction):
            across, along = _KEYS[direction]
            rows += self._gathered(by_direction[direction], across(self), along(self))
        return rows

    def printed(self, words: Sequence[int]) -> tuple[tuple[int, ...], ...]:
        """The lines (see ``rows``) of a few words that stand in lines already."""
        if len(words) == 1 or (
            words and not self.turned and len({self.base[i] for i in words}) == 1 and _rising(words, self.x0)
        ):
            return (tuple(words),)
        return tuple([tuple(row) for row in self.rows(words)])

    def _gathered(self, words: list[int], across: Sequence[float], along: Sequence[float]) -> list[list[int]]:
        if len(words) == 1:
            return [words]
        words = sorted(words, key=across.__getitem__)
        rows: list[list[int]] = []
        begins = begins_line([across[i] for i in words], [self.size[i] for i in words])
        for i, new in zip(words, begins, strict=True):
            if new:
                rows.append([i])
            else:
                rows[-1].append(i)
        for row in rows:
            row.sort(key=along.__getitem__)
        return rows

    def lines(self, words: Sequence[int], gap: float) -> list[Line]:
        """Lines whose chunks are parted by gaps of at least ``gap`` ems."""
        if len(words) == 1:
            return [Line((self.chunk(words),))]
        # Where no table was found, the same words are looked at again, by other eyes.
        key = tuple(words), gap
        found = self._lines.get(key)
        if found is None:
            found = self._lines[key] = [
                Line(tuple([self.chunk(part) for part in parts])) for parts in self.parted(words, gap)
            ]
        return found

    def parted(self, words: Sequence[int], gap: float) -> list[list[list[int]]]:
        """Lines (see ``rows``), each as the parts between its gaps of at least ``gap`` ems."""
        if self.turned or len(words) < _FEW:
            return [self.parts(row, gap) for row in self.rows(words)]
        order, begins = self._in_lines(tuple(words))
        wide, odd = at_gaps(self.words.box[order, 0], self._edges[order], self._reaches[order], begins, gap)
        odd |= self._odd[order]
        own: list[int] = order.tolist()
        wide[[k for k in wide.nonzero()[0].tolist() if self._one_figure(own[k - 1], own[k])]] = False
        first = begins.nonzero()[0]
        limits = [*first.tolist(), len(own)]
        opens = begins | wide
        cuts = opens.nonzero()[0].tolist()
        made: list[list[list[int]]] = []
        done = 0
        for (start, stop), count, is_odd in zip(
            pairwise(limits),
            np.add.reduceat(opens.astype(np.int64), first).tolist(),
            np.logical_or.reduceat(odd, first).tolist(),
            strict=True,
        ):
            if is_odd:
                made.append(self.parts(own[start:stop], gap))
            else:
                made.append([own[a:b] for a, b in pairwise([*cuts[done : done + count], stop])])
            done += count
        return made

    def parts(self, row: Sequence[int], gap: float) -> list[list[int]]:
        if self.direction[row[0]]:
            return [list(row)]
        starts, edges, sizes, leader = self.x0, self.edge, self.reach, self.leader
        part = [row[0]]
        parts = [part]
        right, led, size = edges[row[0]], leader[row[0]] < 1, sizes[row[0]]
        for i in row[1:]:
            own = sizes[i]
            if leader[i] == 0:
                led = True
            elif led or (
                starts[i] - right >= gap * (own if own < size else size) and not self._one_figure(part[-1], i)
            ):
                part = []
                parts.append(part)
                led = leader[i] < 1
            part.append(i)
            if i not in self.host:
                size = own
            if leader[i] and edges[i] > right:
                right = edges[i]
        return parts

    def _in_lines(self, words: tuple[int, ...]) -> tuple[Indices, Flags]:
        """``in_lines`` of many words, once: the same are looked at for tables and for running text."""
        found = self._gatherings.get(words)
        if found is None:
            found = in_lines(np.array(words), self._bases, self.words.box[:, 0], self.words.size)
            self._gatherings[words] = found
        return found

    def _one_figure(self, before: int, after: int) -> bool:
        """Whether two words are one figure, however far apart: a sign of currency set at the left edge of its
        column, or a per-cent sign at the right."""
        if self.text[before] in _CURRENCIES:
            return self.text[after][:1].isdigit() or self.text[after][:1] in "(-–.,"
        return self.text[after] in ("%", "%)") and self.text[before][-1:].isdigit()


def _rising(words: Sequence[int], x: Sequence[float]) -> bool:
    return all(x[a] <= x[b] for a, b in pairwise(words))


_FIXED_PITCH = (0.585, 0.615)
"""Ems: the width of every sign of a typewriter font (Courier and its kin)."""
_FIXED_SPACE = 1.8
"""Times that a gap of such a font has to be wider: its space is 0.6 ems wide, others are 0.2 to 0.35."""
_LONG_WORD = 4


def _fixed_width(words: Words) -> Flags:
    """Which words are set in a typewriter font."""
    signs = np.fromiter(map(len, words.text), dtype=np.int64, count=len(words.text))
    pitch = (words.box[:, 2] - words.box[:, 0]) / np.maximum(signs * words.size, 1e-6)
    fixed: Flags = (pitch > _FIXED_PITCH[0]) & (pitch < _FIXED_PITCH[1]) & (words.direction == 0)
    return fixed & bool(5 * fixed[signs >= _LONG_WORD].sum() > (signs >= _LONG_WORD).sum())


# Where a word stands across its lines (growing from line to line) and along them, by reading direction.
_KEYS: dict[int, tuple[Callable[[Typeset], list[float]], Callable[[Typeset], list[float]]]] = {
    0: (lambda page: page.base, lambda page: page.x0),
    1: (lambda page: page.x1, lambda page: [-y for y in page.y1]),
    2: (lambda page: [-y for y in page.y0], lambda page: [-x for x in page.x1]),
    3: (lambda page: [-x for x in page.x0], lambda page: page.y0),
}
