"""The tables of one page."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from itertools import pairwise

import numpy as np

from ingest.pdf.areas import Area, Draft, Part
from ingest.pdf.cells import columned, drafted
from ingest.pdf.meshes import usual_size
from ingest.pdf.patience import OutOfPatience, ask
from ingest.pdf.regions import ruled_areas, underlines, without, words_in
from ingest.pdf.rulings import Rulings
from ingest.pdf.tabular import tabular
from ingest.pdf.text_areas import text_areas
from ingest.pdf.typed_rules import drawn, typed_rules
from ingest.pdf.typeset import Typeset
from ingest.pdf.values import has_digit

_LEVEL = 1.5
"""Points: feet of bars this near are level."""
_FEWEST_BARS = 3
_FEWEST_FIGURES, _FEWEST_STEPS = 3, 4
"""Figures in a column that may be an axis; numbers on an axis."""
_MOST_PAIRS = 2_000_000
"""Of rulings and words looked at together: bounds the memory."""
_FEWEST_STAIRS = 16
"""Lines of a curve that is drawn in steps."""


def find_tables(page: Typeset, rulings: Rulings) -> list[Draft]:
    """Tables in the order in which they were found; no word is in two of them. No more are looked for when
    the patience that bounds this is over."""
    drafts: list[Draft] = []
    with suppress(OutOfPatience):
        ask()
        _find(page, rulings, drafts)
    return drafts


def _find(page: Typeset, rulings: Rulings, drafts: list[Draft]) -> None:
    """Adds each table to ``drafts`` as soon as it is found."""
    used = np.zeros(len(page.text), dtype=bool)
    rulings = without(rulings, underlines(rulings, page))
    if typed := typed_rules(page):
        used[typed] = True
        rulings = drawn(rulings, page, typed)
    for area in ruled_areas(page, rulings, used):
        ask()
        if is_drawing(page, area):
            draft = None
        else:
            columns = columned(page, area)
            if columns.single and sum([has_digit(page.text[word]) for word in area.words]) < _FEWEST_FIGURES:
                continue  # Neither a table nor an axis: its rows need not be known.
            draft = drafted(columns)
        if draft is None or has_axes(page, draft):
            margin = 3 * usual_size(page, area)
            used[
                words_in(page, area.x0 - margin, area.y0 - margin, area.x1 + margin, area.y1 + margin, used)
            ] = True
        elif plausible(draft) if rules_columns(area) else tabular(page, draft):
            drafts.append(draft)
            used[list(area.words)] = True

    def accepted(area: Area) -> bool:
        ask()
        if is_drawing(page, area):
            return False
        columns = columned(page, area)
        if columns.single:
            return False
        draft = drafted(columns)
        if has_axes(page, draft) or not tabular(page, draft):
            return False
        drafts.append(draft)
        used[list(area.words)] = True
        return True

    text_areas(page, rulings, used, accepted)


def plausible(draft: Draft) -> bool:
    """Whether a ruled area is a table and no frame, chart or form line."""
    if draft.rows < 2 or draft.columns < 2:
        return False
    full = [part for part in draft.parts if part.lines]
    return len(full) >= 3


def rules_columns(area: Area) -> bool:
    """Whether a vertical ruling stands inside the area, not only at its sides: else it is a frame."""
    x = area.rulings.v[:, 0]
    return bool(((x > area.x0 + 6) & (x < area.x1 - 6)).any())


def is_drawing(page: Typeset, area: Area) -> bool:
    """Whether curves run through an area, bars or steps stand in it, or its lines run
    through words."""
    return _has_curves(area) or has_bars(area) or has_steps(area) or _is_struck(page, area)


def _has_curves(area: Area) -> bool:
    curves = area.rulings.curves
    if not len(curves):
        return False
    width, height = area.x1 - area.x0, area.y1 - area.y0
    x, y = (curves[:, 0] + curves[:, 2]) / 2, (curves[:, 1] + curves[:, 3]) / 2
    inside = curves[(x > area.x0) & (x < area.x1) & (y > area.y0) & (y < area.y1)]
    wide, high = inside[:, 2] - inside[:, 0], inside[:, 3] - inside[:, 1]
    frame = (wide > 0.9 * width) & (high > 0.9 * height)
    across = (wide > 0.1 * width) & (high > 0.03 * height) & ~frame
    return bool(across.any() or (~frame).sum() > max(12, len(area.words)))


def _is_struck(page: Typeset, area: Area) -> bool:
    h = area.rulings.h
    if not len(h):
        return False
    own = np.array(area.words, dtype=np.int64)
    step = max(_MOST_PAIRS // max(len(own), 1), 1)
    box, size = page.words.box[own], page.words.size[own]
    middle = page.words.base[own] - 0.3 * size
    struck = np.zeros(len(own), dtype=bool)
    for some in (h[k : k + step] for k in range(0, len(h), step)):
        ask()
        y, x0, x1 = (column[:, None] for column in some.T)
        through = (np.abs(y - middle) < 0.2 * size) & (x0 < box[:, 0] + 1) & (x1 > box[:, 2] - 1)
        struck |= through.any(axis=0)
    return bool(struck.sum() > 0.15 * len(own))


def has_axes(page: Typeset, draft: Draft) -> bool:
    """Whether the figures of every column are the even steps of an axis."""
    columns: dict[int, list[Part]] = {}
    for part in sorted(draft.parts, key=lambda part: part.row):
        if part.lines:
            columns.setdefault(part.column, []).append(part)
    found = False
    for parts in columns.values():
        texts = [" ".join([page.text[word] for word in part.words]) for part in parts]
        if sum(map(has_digit, texts)) >= _FEWEST_FIGURES:
            if not even_steps(texts):
                return False
            found = True
    return found


def has_bars(area: Area) -> bool:
    """Whether coloured columns of one width stand on one line, of several heights, apart from each other or
    in groups with room between."""
    fills = area.rulings.fills
    if len(fills) < _FEWEST_BARS:
        return False
    feet, count = np.unique(np.round(fills[:, 3]), return_counts=True)
    # All that stand within reach of a foot round to it or to its neighbours.
    at = np.searchsorted(feet, (feet - 2.0, feet + 2.5))
    total = np.append(0, np.cumsum(count))
    for foot in feet[total[at[1]] - total[at[0]] >= _FEWEST_BARS].tolist():
        if _are_bars(sorted(fills[np.abs(fills[:, 3] - foot) <= _LEVEL].tolist())):
            return True
    return False


def _are_bars(boxes: list[list[float]]) -> bool:
    """Whether boxes on one level, from left to right, have one width, several heights and room between."""
    if len(boxes) < _FEWEST_BARS:
        return False
    rooms = [after[0] - before[2] for before, after in pairwise(boxes)]
    if min(rooms) <= -_LEVEL or (min(rooms) <= _LEVEL and sum([room > _LEVEL for room in rooms]) < 2):
        return False
    widths = [x1 - x0 for x0, _, x1, _ in boxes]
    heights = {round((y1 - y0) / 2) for _, y0, _, y1 in boxes}
    return max(widths) - min(widths) <= _LEVEL and len(heights) >= _FEWEST_BARS


def has_steps(area: Area) -> bool:
    """Whether most lines are short, and more than the words: curves drawn in steps, no rows and columns."""
    h, v = area.rulings.h, area.rulings.v
    if len(h) + len(v) < max(_FEWEST_STAIRS, len(area.words)):
        return False
    wide, high = area.x1 - area.x0, area.y1 - area.y0
    short = int((h[:, 2] - h[:, 1] < 0.3 * wide).sum()), int((v[:, 2] - v[:, 1] < 0.3 * high).sum())
    return short[0] > 0.7 * len(h) and short[1] > 0.7 * len(v)


def even_steps(texts: list[str]) -> bool:
    """Whether texts are numbers at one distance from each other (years are not counted)."""
    try:
        numbers = [Decimal(text.replace("%", "").replace(",", ".").replace(" ", "")) for text in texts]
    except ArithmeticError:
        return False
    steps = {b - a for a, b in pairwise(numbers)}
    return len(numbers) >= _FEWEST_STEPS and len(steps) == 1 and steps.isdisjoint({0, 1, -1})
