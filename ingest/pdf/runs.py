"""Tables without a lattice: runs of lines whose gaps and edges agree, bounded by rules where there are any.

A line with a wide gap is a seed. It joins the lines before when a gap of theirs overlaps one of its own and
an edge or middle beside it is aligned. Rules above and below tell where the table starts and ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from ingest.pdf.areas import Area
from ingest.pdf.glyphs import Flags
from ingest.pdf.lines import Chunk, Line, Typeset, median, share_width, side_by_side
from ingest.pdf.meshes import GAP
from ingest.pdf.patience import ask
from ingest.pdf.rows import goes_on, wraps
from ingest.pdf.rulings import Rulings
from ingest.pdf.stacks import Rule, Stack, is_caption, rule_rows, stacks
from ingest.pdf.zones import zones

_ALIGNED = 0.45
"""Ems: edges or middles this near are aligned."""
_REACH = 3
"""Lines without a gap that may stand between two lines of a run."""
_LARGER = 1.15
"""Of the size of a table's text: a line set larger is the heading of what follows."""
_TALLEST_ROW = 18.0
"""Ems between two rules of a table."""
_MOST_STUBS = 2
"""Lines of the first column that may stand between two lines of a header, or under it."""
_PROSE_LINES = 6
_PROSE_WIDTH = 12.0


def prose_words(page: Typeset, words: Sequence[int]) -> list[int]:
    """Words in columns of running text: at least ``_PROSE_LINES`` wide lines that break where the next word
    does not fit."""
    open_stacks: list[list[Chunk]] = []
    done: list[list[Chunk]] = []
    for line in page.lines(words, 0.9):
        for chunk in line.chunks:
            if chunk.x1 - chunk.x0 < 0.4 * _PROSE_WIDTH * chunk.size:
                continue
            ask()
            for stack in open_stacks:
                last = stack[-1]
                step = chunk.base - last.base
                if (
                    0.5 * last.size < step < 1.9 * last.size
                    and abs(chunk.x0 - min(c.x0 for c in stack[-4:])) < 2.5 * chunk.size
                    and min(chunk.x1, last.x1) - max(chunk.x0, last.x0) > 0.3 * (last.x1 - last.x0)
                ):
                    stack.append(chunk)
                    break
            else:
                open_stacks.append([chunk])
        fresh: list[list[Chunk]] = []
        for stack in open_stacks:
            (fresh if line.base - stack[-1].base < 2.0 * stack[-1].size else done).append(stack)
        open_stacks = fresh
    found: list[int] = []
    for stack in done + open_stacks:
        right = max(chunk.x1 for chunk in stack)
        width = right - min(chunk.x0 for chunk in stack)
        if len(stack) < _PROSE_LINES or width < _PROSE_WIDTH * stack[0].size:
            continue
        breaks = [wraps(a, b, right) for a, b in pairwise(stack)]
        lower = sum(1 for chunk in stack[1:] if chunk.text[:1].islower())
        dense = sum(len(chunk.words) for chunk in stack) >= 3.5 * len(stack)
        if sum(breaks) >= 0.7 * len(breaks) and dense and lower >= 0.4 * len(breaks):
            found += [word for chunk in stack for word in chunk.words]
    return found


def _agree(above: Line, below: Line) -> bool:
    """Whether two lines share a gap and an aligned edge or middle beside it."""
    em = min(above.size, below.size)
    for a, b in pairwise(above.chunks):
        ask()
        for c, d in pairwise(below.chunks):
            if min(b.x0, d.x0) - max(a.x1, c.x1) < 0.4 * em:
                continue
            if aligned(b, d, em) or (aligned(a, c, em) and d.x0 < b.x1 and b.x0 < d.x1):
                return True
    return False


def aligned(a: Chunk, b: Chunk, em: float) -> bool:
    return min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.centre - b.centre)) <= _ALIGNED * em


def runs(lines: Sequence[Line], stacked: Sequence[Stack], ends: Sequence[Rule] = ()) -> list[list[int]]:
    """Numbers of the lines of each run, from its first line with a gap to its last. No run goes on beyond a
    rule at which a table ends."""
    found: list[list[int]] = []
    run: list[int] = []
    multi: list[int] = []
    holders = [_holders(line, stacked) for line in lines]

    def close() -> None:
        if len(multi) >= 2:
            found.append([i for i in run if i <= multi[-1]])
        run.clear()
        multi.clear()

    for i, line in enumerate(lines):
        ask()
        several = len(line.chunks) > 1
        if is_caption(line.text):
            close()
            continue
        if run and any(_ends_at(end, lines[run[-1]], line) for end in ends):
            close()
        if run:
            together = bool(holders[i] & holders[run[-1]])
            step = line.base - lines[run[-1]].base
            far = step > (6.0 if together else 2.6) * line.size
            single_since = i - multi[-1] - 1
            larger = not several and line.size > _LARGER * median([lines[k].size for k in multi])
            if far or larger or (not together and (single_since > _REACH or _heading(lines, run, i))):
                close()
        if not run:
            if several:
                run.append(i)
                multi.append(i)
            continue
        if not several:
            run.append(i)
            continue
        agrees = _beside(lines[i - 1], line) or any(_agree(lines[k], line) for k in multi[-4:])
        if agrees or (holders[i] & holders[multi[-1]]):
            run.append(i)
            multi.append(i)
        else:
            close()
            run.append(i)
            multi.append(i)
    close()
    return found


def _holders(line: Line, stacked: Sequence[Stack]) -> set[int]:
    ask()
    return {k for k, stack in enumerate(stacked) if stack.holds(line)}


def _ends_at(end: Rule, above: Line, below: Line) -> bool:
    return above.base < end.y + 1 < below.base and end.x0 < above.x1 and end.x1 > above.x0


def _beside(above: Line, below: Line) -> bool:
    """Whether two lines are cells of one row, set at different heights."""
    near = below.base - above.base < 0.75 * min(above.size, below.size)
    return near and not share_width(above, below)


def _heading(lines: Sequence[Line], run: Sequence[int], i: int) -> bool:
    """Whether a line stands alone between a table and the next: room above and below it."""
    if len(lines[i].chunks) > 1 or i + 1 == len(lines):
        return False
    steps = [lines[b].base - lines[a].base for a, b in pairwise(run)]
    pitch = median(steps) if len(steps) > 2 else 1.25 * lines[i].size
    above = lines[i].base - lines[i - 1].base
    below = lines[i + 1].base - lines[i].base
    return above > 1.7 * pitch and below > 1.5 * pitch


def text_areas(page: Typeset, rulings: Rulings, used: Flags, accepted: Callable[[Area], bool]) -> None:
    """Hands each area that may be a table without a lattice to ``accepted``, zone by zone from top to bottom;
    the next one begins below the last that was accepted."""
    free = ~used & (page.words.direction == 0)
    words = np.flatnonzero(free).tolist()
    if len(words) < 4:
        return
    lines = page.lines(words, GAP + 0.1)
    if sum(1 for line in lines if len(line.chunks) > 1) < 2:
        return
    parts = zones(lines, rulings)
    if len(parts) == 1:
        _zone_areas(page, words, lines, rulings, used, accepted)
        return
    for zone in parts:
        own = sorted(zone.words)
        if len(own) >= 4:
            within = rulings.between(zone.x0, zone.x1)
            _zone_areas(page, own, page.lines(own, GAP + 0.1), within, used, accepted)


def _zone_areas(
    page: Typeset,
    words: list[int],
    lines: list[Line],
    rulings: Rulings,
    used: Flags,
    accepted: Callable[[Area], bool],
) -> None:
    lines = side_by_side(lines)
    gapped = [line for line in lines if len(line.chunks) > 1]
    if len(gapped) < 2:
        return
    rules = rule_rows(rulings)
    stacked, ends = stacks(rules, lines)
    if sum(1 for line in gapped if _has_long(line)) >= _PROSE_LINES:
        prose = set(prose_words(page, words)) - _in_stacks(page, words, stacked)
        if prose:
            lines = side_by_side(page.lines([i for i in words if i not in prose], GAP + 0.1))
    floor = 0.0
    for run in runs(lines, stacked, ends):
        ask()
        first, last = run[0], run[-1]
        first, top = _upwards(lines, first, last, rules, floor)
        last, bottom = _downwards(lines, first, last, rules)
        own = lines[first : last + 1]
        x0, x1 = min(line.x0 for line in own), max(line.x1 for line in own)
        between = [
            rule for rule in rules if top - 1 <= rule.y <= bottom + 1 and rule.x0 < x1 and rule.x1 > x0
        ]
        x0 = min([x0, *(rule.x0 for rule in between)])
        x1 = max([x1, *(rule.x1 for rule in between)])
        inside = rulings.inside(x0, top, x1, bottom, slack=1.0).level_only()
        method = "pdf-text" if not between else "pdf-bands" if inside.h_fill.all() else "pdf-rules"
        words_inside = [word for line in own for chunk in line.chunks for word in chunk.words]
        words_inside += _sideways(page, used, x0, top, x1, bottom)
        captioned = any(
            is_caption(lines[k].text)
            and lines[first].base - lines[k].base < (3.0 + 1.3 * (first - k)) * lines[k].size
            for k in range(max(first - 4, 0), first)
        )
        if accepted(Area(x0 - 1, top, x1 + 1, bottom, tuple(words_inside), inside, method, captioned)):
            floor = bottom


def _has_long(line: Line) -> bool:
    """Whether a chunk of a line is as long as a piece of prose may be."""
    return any(chunk.x1 - chunk.x0 >= 0.4 * _PROSE_WIDTH * chunk.size for chunk in line.chunks)


def _in_stacks(page: Typeset, words: Sequence[int], stacked: Sequence[Stack]) -> set[int]:
    """Words between two rules of a stack that stand no further apart than the rules of a table's rows."""
    found: set[int] = set()
    for stack in stacked:
        for y0, y1 in pairwise(stack.ys):
            ask()
            found |= {
                i
                for i in words
                if y0 < page.base[i] < y1 + 1
                and page.x0[i] > stack.x0 - 6
                and page.x1[i] < stack.x1 + 6
                and y1 - y0 < _TALLEST_ROW * page.size[i]
            }
    return found


def _sideways(page: Typeset, used: Flags, x0: float, y0: float, x1: float, y1: float) -> list[int]:
    """Free words in an area that do not read from left to right."""
    box = page.words.box
    x, y = (box[:, 0] + box[:, 2]) / 2, (box[:, 1] + box[:, 3]) / 2
    inside = (x > x0) & (x < x1) & (y > y0) & (y < y1) & ~used & (page.words.direction != 0)
    found: list[int] = np.flatnonzero(inside).tolist()
    return found


def _upwards(
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
        beside = above.x0 > inner or (above.x0 > stub_end and step <= 1.3 * size)
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
        and abs(first.x0 - then.x0) < _ALIGNED * then.size
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


def _downwards(lines: Sequence[Line], first: int, last: int, rules: Sequence[Rule]) -> tuple[int, float]:
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
