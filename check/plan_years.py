"""The years that a plan is for: its own, those of its title, those that its targets are set for."""

from __future__ import annotations

import re

from check.view import DocumentView
from normalize.glyphs import fold
from normalize.schema import MeasureRow

_SPAN = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*(?:[-–—/]|\b(?:a|al|ao|to|hasta|ate|until)\b)\s*((?:20)?\d\d)(?!\d)"
)
"""``2019-2021``, ``2019–21``, ``2019 a 2021``, ``2019 to 2021``."""
LONGEST = 30
"""Years: a longer span is no plan's."""
_PLANNED = ("programmed", "target", "budget", "weight")


def plan_years(view: DocumentView) -> tuple[int, int] | None:
    """First and last year; none for a plan of no known year. A heading's span counts where the plan's year
    lies in it, and a figure's period where it is of something planned, not of what was done before."""
    year = view.document.year
    if year is None:
        return None
    headings = [passage.text for passage in view.rows.passages if passage.kind == "heading"]
    spans = [span for text in (view.document.title, *headings) for span in _spans(text)]
    first, last = next((span for span in spans if span[0] <= year <= span[1]), (year, year))
    planned = [end for figure in view.rows.measures if (end := _last_planned(figure))]
    return first, max([last, *(end for end in planned if end - year <= LONGEST)])


def _spans(text: str) -> list[tuple[int, int]]:
    found = []
    for match in _SPAN.finditer(fold(text)):
        first, end = int(match[1]), match[2]
        last = int(end) if len(end) == 4 else first // 100 * 100 + int(end)
        if first < last <= first + LONGEST:
            found.append((first, last))
    return found


def _last_planned(figure: MeasureRow) -> int:
    """The year that a planned figure's period ends in; 0 for another or without one."""
    if figure.measure not in _PLANNED or not figure.period:
        return 0
    ends = figure.period.rpartition("/")[2][:4]
    return int(ends) if ends.isdigit() else 0
