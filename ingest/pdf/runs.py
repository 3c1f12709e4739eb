"""Runs of lines whose gaps and edges agree: what may be a table without a lattice.

A line with a wide gap is a seed. It joins the lines before when a gap of theirs overlaps one of its own and
an edge or middle beside it is aligned.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.pdf.lines import Chunk, Line, median, share_width
from ingest.pdf.patience import ask
from ingest.pdf.stacks import Rule, Stack, is_caption

ALIGNED = 0.45
"""Ems: edges or middles this near are aligned."""
_REACH = 3
"""Lines without a gap that may stand between two lines of a run."""
_LARGER = 1.15
"""Of the size of a table's text: a line set larger is the heading of what follows."""


_FEWEST_ROWS, _BEYOND = 4, 4.0
"""Rows of a table that are known before prose below it can run wider; ems that it does."""


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
    """Whether two pieces share an edge or their middle."""
    return min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.centre - b.centre)) <= ALIGNED * em


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
            wider = not (several or together) and _runs_over(lines, multi, line)
            if (
                far
                or larger
                or wider
                or (not together and (single_since > _REACH or _heading(lines, run, i)))
            ):
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


def _runs_over(lines: Sequence[Line], multi: Sequence[int], line: Line) -> bool:
    """Whether a line of prose runs on beyond the right end of a table above it."""
    right = max((lines[k].x1 for k in multi), default=line.x1)
    return len(multi) >= _FEWEST_ROWS and line.x1 > right + _BEYOND * line.size


def _heading(lines: Sequence[Line], run: Sequence[int], i: int) -> bool:
    """Whether a line stands alone between a table and the next: room above and below it."""
    if len(lines[i].chunks) > 1 or i + 1 == len(lines):
        return False
    steps = [lines[b].base - lines[a].base for a, b in pairwise(run)]
    pitch = median(steps) if len(steps) > 2 else 1.25 * lines[i].size
    above = lines[i].base - lines[i - 1].base
    below = lines[i + 1].base - lines[i].base
    return above > 1.7 * pitch and below > 1.5 * pitch
