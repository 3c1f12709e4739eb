"""The tables of one page."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import numpy as np

from ingest.pdf.areas import Area, Draft
from ingest.pdf.cells import build
from ingest.pdf.lines import Typeset, has_digit
from ingest.pdf.patience import Patience
from ingest.pdf.regions import ruled_areas, underlines, without, words_in
from ingest.pdf.rulings import Rulings
from ingest.pdf.runs import text_areas
from ingest.pdf.tabular import tabular

_LEVEL = 1.5
"""Points: feet of bars this near are level."""
_FEWEST_BARS = 3


def find_tables(page: Typeset, rulings: Rulings, patience: Patience | None = None) -> list[Draft]:
    """Tables in the order in which they were found; no word is in two of them. None is looked for when the
    ``patience`` is over."""
    patience = patience or Patience()
    used = np.zeros(len(page.text), dtype=bool)
    rulings = without(rulings, underlines(rulings, page))
    drafts = []
    for area in ruled_areas(page, rulings, used):
        if patience.over():
            break
        draft = build(page, area)
        if is_chart(page, draft):
            margin = 3 * draft.em
            used[
                words_in(page, area.x0 - margin, area.y0 - margin, area.x1 + margin, area.y1 + margin, used)
            ] = True
        elif plausible(draft) if rules_columns(area) else is_tabular(page, draft):
            drafts.append(draft)
            used[list(area.words)] = True

    def accepted(area: Area) -> bool:
        if patience.over():
            return False
        draft = build(page, area)
        if not is_tabular(page, draft):
            return False
        drafts.append(draft)
        used[list(area.words)] = True
        return True

    text_areas(page, rulings, used, accepted)
    return drafts


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


def is_chart(page: Typeset, draft: Draft) -> bool:
    """Whether an area is a drawing: curves run through it, its lines run through words, or its figures are
    the even steps of an axis."""
    area = draft.area
    width, height = area.x1 - area.x0, area.y1 - area.y0
    curves = area.rulings.curves
    x, y = (curves[:, 0] + curves[:, 2]) / 2, (curves[:, 1] + curves[:, 3]) / 2
    inside = curves[(x > area.x0) & (x < area.x1) & (y > area.y0) & (y < area.y1)]
    wide, high = inside[:, 2] - inside[:, 0], inside[:, 3] - inside[:, 1]
    frame = (wide > 0.9 * width) & (high > 0.9 * height)
    if ((wide > 0.1 * width) & (high > 0.03 * height) & ~frame).any() or (~frame).sum() > max(
        12, len(area.words)
    ):
        return True
    if has_bars(area):
        return True
    own = np.array(area.words, dtype=np.int64)
    middle = page.words.base[own] - 0.3 * page.words.size[own]
    box, size = page.words.box[own], page.words.size[own]
    h = area.rulings.h
    struck = (
        (np.abs(h[:, 0][:, None] - middle) < 0.2 * size)
        & (h[:, 1][:, None] < box[:, 0] + 1)
        & (h[:, 2][:, None] > box[:, 2] - 1)
    ).any(axis=0)
    if struck.sum() > 0.15 * len(own):
        return True
    columns: dict[int, list[str]] = {}
    for part in sorted(draft.parts, key=lambda part: part.row):
        if part.lines:
            columns.setdefault(part.column, []).append(" ".join(page.text[w] for w in part.words))
    steps = [even_steps(texts) for texts in columns.values() if sum(map(has_digit, texts)) >= 3]
    return bool(steps) and all(steps)


def has_bars(area: Area) -> bool:
    """Whether coloured columns of one width stand apart from each other on one line, of several heights."""
    fills = area.rulings.fills
    for foot in np.unique(np.round(fills[:, 3])).tolist():
        bars = fills[np.abs(fills[:, 3] - foot) <= _LEVEL]
        if len(bars) < _FEWEST_BARS:
            continue
        bars = bars[np.argsort(bars[:, 0])]
        width, height = bars[:, 2] - bars[:, 0], bars[:, 3] - bars[:, 1]
        apart = bool((bars[1:, 0] - bars[:-1, 2] > _LEVEL).all())
        if apart and np.ptp(width) <= _LEVEL and len(np.unique(np.round(height / 2))) >= _FEWEST_BARS:
            return True
    return False


def even_steps(texts: list[str]) -> bool:
    """Whether texts are numbers at one distance from each other (years are not counted)."""
    try:
        numbers = [Decimal(text.replace("%", "").replace(",", ".").replace(" ", "")) for text in texts]
    except ArithmeticError:
        return False
    steps = {b - a for a, b in pairwise(numbers)}
    return len(numbers) >= 4 and len(steps) == 1 and steps.isdisjoint({0, 1, -1})


def is_tabular(page: Typeset, draft: Draft) -> bool:
    """Whether aligned lines without column rules are a table."""
    return not is_chart(page, draft) and tabular(page, draft)
