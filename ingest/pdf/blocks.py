"""What stands outside tables: lines of a page gathered to paragraphs, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.pdf.lines import Line
from ingest.pdf.marks import split_marks
from ingest.pdf.patience import ask
from ingest.pdf.prose import prose_words
from ingest.pdf.rows import wraps
from ingest.pdf.typeset import Typeset

_STEP = 1.75
"""Of the size: lines further apart are not one paragraph."""

HIGHEST = 6.0
"""Ems above a table: where its title may stand."""

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in the frame."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph in the making. Box in the frame."""

    text: str
    marks: tuple[str, ...]
    opening_mark: bool
    """Its first word is a raised mark: it may be a note."""
    bold: bool
    size: float
    lines: int
    x0: float
    y0: float
    x1: float
    y1: float


def passages(page: Typeset, words: Sequence[int], tables: Sequence[Box] = ()) -> list[Passage]:
    """The paragraphs of words that stand in no table; columns of running text one after the other, and what
    stands over tables side by side."""
    if not words:
        return []
    made: list[Passage] = []
    for stream in _streams(page, words, tables):
        group: list[Line] = []
        right = max((line.x1 for line in stream), default=0.0)
        for line in stream:
            opens_note = line.chunks[0].words[0] in page.host
            if group and (opens_note or not _goes_on(group, line, right)):
                made.append(_passage(page, group))
                group = []
            group.append(line)
        if group:
            made.append(_passage(page, group))
    return made


def lines_alone(page: Typeset, words: Sequence[int]) -> list[Passage]:
    """Each printed line of some words as a paragraph."""
    return [_passage(page, [Line((page.chunk(row),))]) for row in page.rows(words)]


def _streams(page: Typeset, words: Sequence[int], tables: Sequence[Box]) -> list[list[Line]]:
    """Lines in reading order, cut into streams where the number of text columns changes."""
    parted = page.parted(words, 0.9)
    prose = set(prose_words(page, words)) if sum(1 for parts in parted if len(parts) > 1) >= 6 else set()
    streams: list[list[Line]] = [[]]
    columns: list[tuple[float, float, list[Line]]] = []
    for parts in parted:
        beside = [part for part in parts if part[0] in prose]
        columned = len(beside) >= 1 and len(beside) >= len(parts) - 1
        if (len(parts) > 1 and columned) or _over_tables(page, parts, tables):
            for part in parts:
                ask()
                chunk = page.chunk(part)
                own = next((c for c in columns if chunk.x0 < c[1] - 3 and chunk.x1 > c[0] + 3), None)
                if own is None:
                    columns.append((chunk.x0, chunk.x1, [Line((chunk,))]))
                else:
                    own[2].append(Line((chunk,)))
                    columns[columns.index(own)] = (min(own[0], chunk.x0), max(own[1], chunk.x1), own[2])
            continue
        line = Line((page.chunk([word for part in parts for word in part]),))
        ask()
        host = next((c for c in columns if line.x0 > c[0] - 12 and line.x1 < c[1] + 12), None)
        if host is not None and line.base - host[2][-1].base < 4 * line.size:
            host[2].append(line)
            continue
        if columns:
            streams += [own for _, _, own in sorted(columns, key=lambda column: column[0])]
            streams.append([])
            columns = []
        streams[-1].append(line)
    streams += [own for _, _, own in sorted(columns, key=lambda column: column[0])]
    return [stream for stream in streams if stream]


def _over_tables(page: Typeset, parts: Sequence[Sequence[int]], tables: Sequence[Box]) -> bool:
    """Whether the pieces of a line stand over tables side by side, each over its own."""
    heads: list[int] = []
    for part in parts if len(tables) > 1 else ():
        left, right = page.x0[part[0]], page.x1[part[-1]]
        base, size = page.base[part[0]], page.size[part[0]]
        below = [
            k
            for k, (x0, y0, x1, _) in enumerate(tables)
            if x0 - size < right and left < x1 and 0 < y0 - base < HIGHEST * size
        ]
        if len(below) != 1:
            return False
        heads += below
    beside = [
        k for k in heads for box in tables if is_right_of(box, tables[k]) or is_right_of(tables[k], box)
    ]
    return bool(heads) and len({*beside}) == len(heads)


def is_right_of(box: Box, other: Box) -> bool:
    """Whether a box stands at the right of another, beside it."""
    return box[0] >= other[2] and min(box[3], other[3]) > max(box[1], other[1])


def _goes_on(group: Sequence[Line], line: Line, right: float) -> bool:
    last = group[-1]
    step = line.base - last.base
    if not 0 < step <= _STEP * max(line.size, last.size) or abs(line.size - last.size) > 0.12 * last.size:
        return False
    before, after = last.chunks[-1], line.chunks[0]
    if before.bold != after.bold and (last.chunks[0].bold != after.bold):
        return False
    if len(group) > 1 and step > 1.25 * (last.base - group[-2].base):
        return False
    centred = abs((line.x0 + line.x1) - (last.x0 + last.x1)) < 2 * line.size
    if abs(line.x0 - group[-1].x0) > 3.0 * line.size and not centred and len(group) > 1:
        return False
    return wraps(before, after, right) or centred or (after.text[:1].islower() and step < 1.4 * line.size)


def _passage(page: Typeset, group: Sequence[Line]) -> Passage:
    texts, marks = [], []
    opening = False
    for number, line in enumerate(group):
        row = [word for chunk in line.chunks for word in chunk.words]
        kept, found = split_marks(page, row)
        if number == 0 and kept and kept[0] != row[0]:
            opening = True
        marks += found
        if kept:
            texts.append(page.joined(kept))
    chunks = [chunk for line in group for chunk in line.chunks]
    letters = sum([len(chunk.text) for chunk in chunks]) or 1
    size = sum([chunk.size * len(chunk.text) for chunk in chunks]) / letters
    return Passage(
        "\n".join(texts),
        tuple(marks),
        opening,
        all(chunk.bold for chunk in chunks),
        round(size, 1),
        len(group),
        min([chunk.x0 for chunk in chunks]),
        min([chunk.y0 for chunk in chunks]),
        max([chunk.x1 for chunk in chunks]),
        max([chunk.y1 for chunk in chunks]),
    )
