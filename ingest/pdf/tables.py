"""The tables of one page."""

from __future__ import annotations

import numpy as np

from ingest.pdf.areas import Draft
from ingest.pdf.cells import build
from ingest.pdf.lines import Typeset
from ingest.pdf.regions import ruled_areas, underlines, without
from ingest.pdf.rulings import Rulings


def find_tables(page: Typeset, rulings: Rulings) -> list[Draft]:
    used = np.zeros(len(page.text), dtype=bool)
    rulings = without(rulings, underlines(rulings, page))
    drafts = []
    for area in ruled_areas(page, rulings, used):
        draft = build(page, area)
        if plausible(draft):
            drafts.append(draft)
            used[list(area.words)] = True
    return drafts


def plausible(draft: Draft) -> bool:
    if draft.rows < 2 or draft.columns < 2:
        return False
    full = [part for part in draft.parts if part.lines]
    return len(full) >= 3
