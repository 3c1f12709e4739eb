"""How far a table without a lattice reaches above its first line with a gap and below its last."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.pdf.lines import Line, median
from ingest.pdf.patience import ask
from ingest.pdf.rows import goes_on, is_full
from ingest.pdf.runs import ALIGNED
from ingest.pdf.stacks import Rule, is_caption

_WIDER = 8.0
"""Ems that the label of a column may be wider than its figures."""
_LINE = 1.4
"""Of the size: lines of one label stand no further apart."""
_MOST_STUBS = 2
"""Lines of the first column that may stand between two lines of a header, or under it."""


def upwards(
    lines: Sequence[Line], first: int, last: int, rules: Sequence[Rule], floor: float
) -> tuple[int, float]:
    """The first line of the table, with the header lines above the first with a gap, and its upper limit."""
    own = lines[first : last + 1]
    x0, x1 = min(line.x0 for line in own), max(line.x1 for line in own)
    size = own[0].size
    stub_end, inner = _second_column(own)
    start = at = first
    stubs = 0
    steps = [b.base - a.base for a, b in pairwise(own)]
    farthest = max(2.1 * size, 1.25 * median(steps)) if len(steps) > 2 else 2.1 * size
    for k in range(first - 1, max(first - 9, -1), -1):
        above = lines[k]
        step = lines[k + 1].base - above.base
        if above.y0 < floor or step > farthest or is_caption(above.text):
            break
        several = len(above.chunks) > 1
        ruled_off = any(
            above.base < rule.y < lines[k + 1].base and _over(rule, x0, x1) > 0.6 for rule in rules
        )
        if ruled_off and not several:
            break
        if above.x0 < x0 - size or above.x1 > x1 + (5.0 if several else 1.5) * size:
            break
        beside = above.x0 > inner or (above.x0 > stub_end and (step <= 1.3 * size or _over_one(above, own)))
        if several or (beside and _heads_columns(above, inner, x0, x1)):
            start = at = k
            stubs = 0
        elif step < 0.9 * size:
            at = k  # A label set between two lines of the header; only with another line above it.
        elif above.x1 <= inner and stubs < _MOST_STUBS and above.x0 < x0 + 2.5 * size:
            stubs += 1  # The label of the first column, or a section; only with another line above it.
        else:
            break
    if at < start and lines[start].base - lines[at].base < 0.9 * size:
        start = at
    while start and lines[start - 1].y0 >= floor and _label_goes_on(lines[start - 1], lines[start], rules):
        start -= 1
    # A rule over the width just above: what stands between it and the first line is the header.
    for rule in sorted(rules, key=lambda rule: -rule.y):
        if rule.y > lines[start].base - 0.2 * size or _over(rule, x0, x1) < 0.6 or rule.y < floor - 2:
            continue
        ask()
        between = [i for i in range(start) if rule.y < lines[i].base]
        tight = (
            all(lines[i + 1].base - lines[i].base < 2.2 * size for i in between)
            and lines[between[0] if between else start].base - rule.y < 2.8 * size
        )
        within = all(lines[i].x0 > rule.x0 - 6 and lines[i].x1 < rule.x1 + 6 for i in between)
        if len(between) <= 4 and tight and within and not any(is_caption(lines[i].text) for i in between):
            begin = between[0] if between else start
            header = _header_over(lines, begin, own, rule, rules, floor)
            return (header, lines[header].y0 - 0.5) if header < begin else (begin, rule.y)
        break
    return start, lines[start].y0 - 0.5


def _label_goes_on(above: Line, below: Line, rules: Sequence[Rule]) -> bool:
    """Whether a line is the beginning of the label at the left of the header line below it."""
    first, then = above.chunks[0], below.chunks[0]
    return (
        len(above.chunks) == 1
        and len(below.chunks) > 1
        and below.base - above.base < 1.5 * then.size
        and abs(first.x0 - then.x0) < ALIGNED * then.size
        and first.x1 < below.chunks[1].x0
        and first.bold == then.bold
        and goes_on(first, then)
        and not any(above.base < rule.y < below.base and rule.x0 < first.x1 for rule in rules)
    )


def _header_over(
    lines: Sequence[Line], start: int, own: Sequence[Line], rule: Rule, rules: Sequence[Rule], floor: float
) -> int:
    """The first line of a header that stands over the only rule above a table: lines right above it with text
    over several of the columns below, each piece over its own."""
    edges = _column_edges(own)
    size = own[0].size
    above, at, below = start, start, rule.y
    for k in range(start - 1, max(start - 6, -1), -1):
        line = lines[k]
        if line.base > rule.y:
            return start
        parted = any(
            line.base < other.y < below and _over(other, rule.x0, rule.x1) > 0.6
            for other in rules
            if other.y < rule.y - 1
        )
        if parted or below - line.base > 2.0 * size or line.y0 < floor or is_caption(line.text):
            break
        if line.x0 < rule.x0 - 6 or line.x1 > rule.x1 + 6 or line.size > 1.2 * size:
            break
        if any(
            sum(1 for a, b in edges if chunk.x0 < b - 1 and chunk.x1 > a + 1) > 1 for chunk in line.chunks
        ):
            break
        at, below = k, line.base
        if len(line.chunks) > 1:
            above = at
    return above


def _column_edges(own: Sequence[Line]) -> list[tuple[float, float]]:
    """Where the columns of lines with the most pieces stand: x0, x1 of each."""
    most = max([len(line.chunks) for line in own])
    full = [line for line in own if len(line.chunks) == most]
    return [
        (min(line.chunks[k].x0 for line in full), max(line.chunks[k].x1 for line in full))
        for k in range(most)
    ]


def _heads_columns(line: Line, inner: float, x0: float, x1: float) -> bool:
    """Whether a line without a gap stands over the columns beside the first, not over the whole table."""
    centre = (line.x0 + line.x1) / 2
    return abs(centre - (x0 + x1) / 2) > min(abs(centre - (inner + x1) / 2), 1.5 * line.size)


def _over_one(line: Line, own: Sequence[Line]) -> bool:
    """Whether a line stands over the only column beside the labels, in its middle or level with its right
    end."""
    beside = [piece for other in own for piece in other.chunks[1:]]
    if any(len(other.chunks) > 2 for other in own) or not beside:
        return False
    x0, x1 = min(piece.x0 for piece in beside), max(piece.x1 for piece in beside)
    off = min(abs(line.x1 - x1), abs(line.x0 + line.x1 - x0 - x1) / 2)
    return off < ALIGNED * line.size and line.x1 - line.x0 < x1 - x0 + _WIDER * line.size


def downwards(lines: Sequence[Line], first: int, last: int, rules: Sequence[Rule]) -> tuple[int, float]:
    """The last line of the table, with those down to a rule over its width, and its lower limit."""
    last = _to_the_end_of_the_label(lines, first, last, rules)
    own = lines[first : last + 1]
    x0, x1 = min(line.x0 for line in own), max(line.x1 for line in own)
    size = own[-1].size
    for rule in sorted(rules, key=lambda rule: rule.y):
        if rule.y < lines[last].base - 0.3 * size or _over(rule, x0, x1) < 0.6:
            continue
        ask()
        between = [i for i in range(last + 1, len(lines)) if lines[i].base < rule.y]
        tight = all(lines[i].base - lines[i - 1].base < 1.8 * size for i in between)
        if len(between) <= 3 and tight and rule.y - lines[between[-1] if between else last].base < 2.0 * size:
            return (between[-1] if between else last), rule.y
        break
    return last, lines[last].y1 + 0.5


def _to_the_end_of_the_label(lines: Sequence[Line], first: int, last: int, rules: Sequence[Rule]) -> int:
    """The last line on which the label of the last row goes on, under figures that stand level with its
    first."""
    own = lines[first : last + 1]
    left, (_, inner) = min(line.x0 for line in own), _second_column(own)
    right = max((line.chunks[0].x1 for line in own if line.chunks[0].x1 < inner), default=inner)
    while last + 1 < len(lines):
        above, below = lines[last].chunks[0], lines[last + 1].chunks[0]
        near = (
            0 < below.base - above.base < _LINE * below.size and left - 1 < below.x0 < left + 3 * below.size
        )
        if len(lines[last + 1].chunks) > 1 or not near or below.x1 > right + 1 or above.bold != below.bold:
            break
        if not goes_on(above, below) or not is_full(above, below, left, right):
            break
        if any(above.base < rule.y < below.base and rule.x0 < below.x1 for rule in rules):
            break
        ask()
        last += 1
    return last


def _over(rule: Rule, x0: float, x1: float) -> float:
    """Share of x0…x1 that a rule covers, and of the rule that lies there: the smaller."""
    shared = min(rule.x1, x1) - max(rule.x0, x0)
    return shared / max(x1 - x0, rule.x1 - rule.x0, 1.0)


def _second_column(lines: Sequence[Line]) -> tuple[float, float]:
    """Where the first column of most lines ends and the second begins."""
    gapped = [line for line in lines if len(line.chunks) > 1]
    if not gapped:
        return float("inf"), float("inf")
    starts = sorted(line.chunks[1].x0 for line in gapped)
    ends = sorted(line.chunks[0].x1 for line in gapped)
    return ends[-1 - len(ends) // 10], starts[len(starts) // 10] - 1.0
