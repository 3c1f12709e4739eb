"""Where on a page the tables without a lattice stand: runs of lines, bounded by rules where there are any."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from ingest.pdf.areas import Area
from ingest.pdf.glyphs import Flags
from ingest.pdf.lines import side_by_side
from ingest.pdf.meshes import GAP
from ingest.pdf.patience import ask
from ingest.pdf.prose import PROSE_LINES, has_long, prose_words
from ingest.pdf.reach import downwards, upwards
from ingest.pdf.rulings import Rulings
from ingest.pdf.runs import runs
from ingest.pdf.stacks import Stack, is_caption, rule_rows, stacks
from ingest.pdf.typeset import Typeset
from ingest.pdf.zones import Zone, zones

_TALLEST_ROW = 18.0
"""Ems between two rules of a table."""


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
    for zone in zones(page, lines, rulings):
        own = words if zone.lines is lines else sorted(zone.words)
        if len(own) >= 4:
            _zone_areas(page, own, zone, rulings.between(zone.x0, zone.x1), used, accepted)


def _zone_areas(
    page: Typeset,
    words: list[int],
    zone: Zone,
    rulings: Rulings,
    used: Flags,
    accepted: Callable[[Area], bool],
) -> None:
    lines = side_by_side(zone.lines)
    gapped = [line for line in lines if len(line.chunks) > 1]
    if len(gapped) < 2:
        return
    rules = rule_rows(rulings)
    stacked, ends = stacks(rules, lines)
    several = sum(1 for line in gapped if has_long(line)) >= PROSE_LINES
    if several or zone.prose:
        running = {*(prose_words(page, words) if several else ()), *zone.prose}
        prose = running - _in_stacks(page, words, stacked)
        if prose:
            lines = side_by_side(page.lines([i for i in words if i not in prose], GAP + 0.1))
    floor = 0.0
    for run in runs(lines, stacked, ends):
        ask()
        first, last = run[0], run[-1]
        first, top = upwards(lines, first, last, rules, floor)
        last, bottom = downwards(lines, first, last, rules)
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
