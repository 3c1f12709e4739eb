"""Lines and chunks: the words of an area as printed lines, and the pieces that wide gaps cut them into."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from ingest.pdf.gathering import at_gaps, begins_line, in_lines
from ingest.pdf.glyphs import Flags
from ingest.pdf.patience import ask, is_over
from ingest.pdf.pdfium import Indices
from ingest.pdf.words import Words

_FEW = 24
"""Words: so few are gathered one by one faster than all at once."""


@dataclass(slots=True, unsafe_hash=True)
class Chunk:
    """Words that follow each other on one line. Points, in the frame.

    A page has hundreds of chunks, lines and items: they are not frozen because that makes each six times as
    slow to make. Nothing changes them.
    """

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


@dataclass(slots=True)
class Line:
    """Chunks on one baseline, left to right."""

    chunks: tuple[Chunk, ...]
    base: float = field(init=False)
    size: float = field(init=False)
    x0: float = field(init=False)
    y0: float = field(init=False)
    x1: float = field(init=False)
    y1: float = field(init=False)

    def __post_init__(self) -> None:
        chunks = self.chunks
        first = chunks[0]
        self.base, self.size, self.x0 = first.base, first.size, first.x0
        self.y0, self.x1, self.y1 = first.y0, first.x1, first.y1
        if len(chunks) > 1:
            self.size = max([chunk.size for chunk in chunks])
            self.y0 = min([chunk.y0 for chunk in chunks])
            self.x1 = max([chunk.x1 for chunk in chunks])
            self.y1 = max([chunk.y1 for chunk in chunks])

    @property
    def text(self) -> str:
        return " ".join([chunk.text for chunk in self.chunks])


class Typeset:
    """A page's words as plain Python numbers, quick to pick from one by one."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.x0, self.y0, self.x1, self.y1 = (column.tolist() for column in words.box.T.reshape(4, -1))
        self._bases = words.base.copy()
        self.size = words.size.tolist()
        self.host = _hosts(words)
        """For a small word raised beside a larger one, that word: they stand on one line."""
        for small, host in self.host.items():
            self._bases[small] = self._bases[host]
        self.base = self._bases.tolist()
        self.text = words.text
        self.leader = _leaders(words)
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
        raised = _RAISED_SIGNS("".join(self.text))
        self.marked = {*self.host, *(i for i, text in enumerate(self.text) if raised and _RAISED_SIGNS(text))}
        """Words that are or carry raised signs."""
        self._chunks: dict[tuple[int, ...], Chunk] = {}
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
        return [Line(tuple([self.chunk(part) for part in parts])) for parts in self.parted(words, gap)]

    def parted(self, words: Sequence[int], gap: float) -> list[list[list[int]]]:
        """Lines (see ``rows``), each as the parts between its gaps of at least ``gap`` ems."""
        if self.turned or len(words) < _FEW:
            return [self.parts(row, gap) for row in self.rows(words)]
        order, begins = self._in_lines(tuple(words))
        wide, odd = at_gaps(self.words.box[order, 0], self._edges[order], self._reaches[order], begins, gap)
        odd |= self._odd[order]
        own: list[int] = order.tolist()
        wide[[k for k in np.flatnonzero(wide).tolist() if self._one_figure(own[k - 1], own[k])]] = False
        first = np.flatnonzero(begins)
        limits = [*first.tolist(), len(own)]
        opens = begins | wide
        cuts = np.flatnonzero(opens).tolist()
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
    signs = np.fromiter((len(text) for text in words.text), dtype=np.int64, count=len(words.text))
    pitch = (words.box[:, 2] - words.box[:, 0]) / np.maximum(signs * words.size, 1e-6)
    fixed: Flags = (pitch > _FIXED_PITCH[0]) & (pitch < _FIXED_PITCH[1]) & (words.direction == 0)
    return fixed & bool(5 * fixed[signs >= _LONG_WORD].sum() > (signs >= _LONG_WORD).sum())


_CURRENCIES = frozenset(
    ["$", "€", "£", "¥", "₡", "US$", "R$", "S/", "B/.", "Q", "Bs", "Bs.", "Gs.", "L.", "RD$", "C$"]
)
_RAISED_SIGNS = re.compile("[⁰¹²³⁴-⁹ᵃᵇᶜᵈᵉ]").search
_SMALL = 0.82
_RAISED = (0.15, 0.75)
_BESIDE = 0.5
_MOST_PAIRS = 2_000_000
"""Of words looked at together: bounds the memory."""


def _hosts(words: Words) -> dict[int, int]:
    """Raised small words and the larger words that they hang on: the one that ends just before, else the one
    that begins just after (a note's own number)."""
    if not len(words):
        return {}
    size, base, upright = words.size, words.base, words.direction == 0
    ordered = np.sort(size)
    usual = float(ordered[(len(size) - 1) // 2] + ordered[len(size) // 2]) / 2
    small = np.flatnonzero((size < 0.9 * max(usual, 1.0)) & upright)
    small = small[[len(words.text[i]) <= 6 for i in small.tolist()]] if len(small) else small
    found: dict[int, int] = {}
    small = small[np.argsort(base[small], kind="stable")]
    farthest = _RAISED[1] * float(size.max())
    step = max(_MOST_PAIRS // len(size), 1)
    for some in (small[k : k + step] for k in range(0, len(small), step)):
        if is_over():
            break
        # No host stands above its small word, nor further below it than that.
        hosts = np.flatnonzero(upright & (base >= base[some[0]]) & (base <= base[some[-1]] + farthest))
        lift = (base[hosts] - base[some][:, None]) / size[hosts]
        fits = (size[hosts] * _SMALL >= size[some][:, None]) & (lift > _RAISED[0]) & (lift < _RAISED[1])
        for row in np.flatnonzero(fits.any(axis=1)).tolist():
            i, near = int(some[row]), hosts[fits[row]]
            before = (words.box[i, 0] - words.box[near, 2]) / size[near]
            after = (words.box[near, 0] - words.box[i, 2]) / size[near]
            for gap in (before, after):
                beside = np.flatnonzero((gap > -0.2) & (gap < _BESIDE))
                if len(beside):
                    found[i] = int(near[beside[np.abs(gap[beside]).argmin()]])
                    break
    return dict(sorted(found.items()))


# Where a word stands across its lines (growing from line to line) and along them, by reading direction.
_KEYS: dict[int, tuple[Callable[[Typeset], list[float]], Callable[[Typeset], list[float]]]] = {
    0: (lambda page: page.base, lambda page: page.x0),
    1: (lambda page: page.x1, lambda page: [-y for y in page.y1]),
    2: (lambda page: [-y for y in page.y0], lambda page: [-x for x in page.x1]),
    3: (lambda page: [-x for x in page.x0], lambda page: page.y0),
}

_LEADER = re.compile(r"[.·…_‥]{4,}$|^[.·…_‥]{2,}$")
_DOTS = ".·…_‥"
_MOST_DOTS = 3
"""A sign for a missing figure has so many; more of them lead on to a column."""


def _leaders(words: Words) -> list[float]:
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


# Signs for what is missing; those of formulas (=, +, brackets, integrals) are none.
_SIGNS = r"[^\w=+<>≤≥±∑∏∫√∂∞\[\]{}|\\^~\u239b-\u23b3]*"
_BLANK_VALUE = re.compile(_SIGNS + r"(?:n\.?\s?[ad]\.?|n/[ad]|s/[di]|[xX])?" + _SIGNS)


def is_value(text: str) -> bool:
    """Whether a text looks like the content of a column of figures: a number with its signs, or a sign that
    stands for a missing one. Signs and a few letters may go with the digits (``38 (24.7%)``, ``25 g``)."""
    digits = sum(map(str.isdigit, text))
    letters = sum(map(str.isalpha, text))
    return bool(0 < digits >= letters <= 3 or (not digits and _BLANK_VALUE.fullmatch(text)))


def is_figure(text: str) -> bool:
    return has_digit(text) and is_value(text)


def has_digit(text: str) -> bool:
    return not text.isalpha() and any(map(str.isdigit, text))


def median(values: Sequence[float], default: float = 0.0) -> float:
    return statistics.median(values) if values else default


def share_width(above: Line, below: Line, slack: float = 0.0) -> bool:
    """Whether a piece of one line stands over a piece of the other, or less than ``slack`` points beside."""
    for a in above.chunks:
        ask()
        if any(a.x0 < b.x1 + slack and b.x0 < a.x1 + slack for b in below.chunks):
            return True
    return False


def side_by_side(lines: Sequence[Line]) -> list[Line]:
    """Lines with those joined that stand a little higher or lower beside each other: cells of one row, set
    at different heights."""
    made: list[Line] = []
    for line in lines:
        last = made[-1] if made else None
        if (
            last is not None
            and line.base - last.chunks[-1].base < 0.75 * min(line.size, last.size)
            and not share_width(last, line, 2.0)
        ):
            made[-1] = Line(tuple(sorted((*last.chunks, *line.chunks), key=lambda chunk: chunk.x0)))
        else:
            made.append(line)
    return made
