"""Whether lines that are aligned are a table, or a list, a table of contents, a form, a letterhead or columns
of prose. Asked where no rule parts columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.pdf.areas import Draft, Part
from ingest.pdf.lines import median
from ingest.pdf.typeset import Typeset
from ingest.pdf.values import has_digit, is_value

_ENUMERATOR = re.compile(
    r"([•·▪◦●○■□–—\-*➢✓]|\(?[0-9ivxIVXa-zA-Z]{1,4}[.)]\)?|[0-9]+(\.[0-9]+)+\.?|\[[0-9]+\]|\([0-9*:]+\)|[*]+)"
    r"( [0-9ivxIVXa-zA-Z]{1,4}[.)])*"
)
_NUMBERED = re.compile(r"\(?\d{1,3}(?:[.)]|(?:\.\d{1,3})+)\s")
"""Numbers of items, as no street begins."""
_MOST_ALIKE = 0.4
"""Share of a table's lines."""
_LONG = 7
"""Words: a cell with more holds a sentence."""
_TALL = 6
"""Lines: a cell with more is a paragraph."""
_SET_APART = 0.2
"""Ems that rows stand further apart than lines do."""
_LOOSE = 1.35
"""Ems between single lines that are rows: lines of one text stand nearer."""

_NEAREST = 0.8
"""Ems: lines of text stand no nearer."""
_MOST_NEAR = 0.34
"""Share of the rows of a table that may (labels set in the middle of their rows)."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What tells tables from other aligned text. Shares are of the cells beside the first column."""

    together: int
    """Rows with text in two columns at least."""
    values: float
    figures: int
    long: float
    filled: float
    """Share of all places that have text."""
    tall: float
    """Share of all cells that are paragraphs."""
    lines: float
    """Per cell."""
    listed: float
    """Share of the first column that is numbers or marks of a list."""
    ended: float
    """Share of the first column that ends like a sentence or a label of a form."""
    headed: bool
    """The first row is bold and the others are not, or the first column is."""
    alike: float
    """Share of the lines in whose row all cells mix words and figures: streets and postcodes of several
    addresses side by side."""
    apart: bool
    """Rows stand further apart than the lines inside them."""


def tabular(page: Typeset, draft: Draft) -> bool:
    if draft.rows < 2 or draft.columns < 2:
        return False
    full = [part for part in draft.parts if part.lines]
    texts = {id(part): " ".join(page.text[w] for w in part.words) for part in full}
    rules = len(draft.area.rulings.h)
    captioned = draft.area.captioned
    look = _look(page, draft, full, texts)
    if look.together < 2 or (rules < 2 and look.together < 3 and not captioned):
        return False
    if draft.columns == 2 and (look.listed >= 0.5 or _numbered(draft, full, texts)):
        return False
    if _formula(page, full):
        return False
    if draft.columns <= 3 and rules < 2 and _contents(draft, full, texts):
        return False
    if rules >= 3 and look.long <= 0.7:
        return True
    if rules == 2 and (look.values >= 0.3 or (draft.columns >= 3 and look.long <= 0.3)):
        return True
    if rules < 2 and look.values >= (0.4 if captioned else 0.5) and look.figures:
        return True
    return _of_text(draft, look, rules)


def _of_text(draft: Draft, look: _Look, rules: int) -> bool:
    """Whether columns of words are a table: its rows stand side by side, none of them is a paragraph, and a
    caption, rules, a bold header or the room between the rows says that they were set as such."""
    if look.together < 3 or look.tall > 0.25 or look.filled < 0.5:
        return False
    if draft.columns >= 3:
        if look.alike >= _MOST_ALIKE and rules < 2 and not draft.area.captioned:
            return False
        said = draft.area.captioned or rules or look.headed or look.apart or look.values >= 0.2
        return look.listed < 0.5 and bool(said or look.lines <= 1.3)
    if look.ended >= 0.5 or look.filled < 0.75:
        return False
    if draft.area.captioned or rules >= 2 or look.headed:
        return True
    return look.apart and look.together >= (4 if rules else 5)


def _look(page: Typeset, draft: Draft, full: Sequence[Part], texts: dict[int, str]) -> _Look:
    rows = Counter(part.row for part in full)
    beside = [part for part in full if part.column > 0]
    stub = [part for part in full if part.column == 0]
    first, rest = [part for part in full if part.row == 0], [part for part in full if part.row > 0]
    count = max(len(beside), 1)
    values = [part for part in beside if is_value(texts[id(part)])]
    return _Look(
        together=sum(1 for cells in rows.values() if cells >= 2),
        values=len(values) / count,
        figures=sum(1 for part in values if has_digit(texts[id(part)])),
        long=sum(1 for part in beside if len(part.words) > _LONG) / count,
        filled=len(full) / (draft.rows * draft.columns),
        tall=sum(1 for part in full if len(part.lines) > _TALL) / max(len(full), 1),
        lines=sum(len(part.lines) for part in full) / max(len(full), 1),
        listed=sum(1 for part in stub if _ENUMERATOR.fullmatch(texts[id(part)])) / max(len(stub), 1),
        ended=sum(1 for part in stub if texts[id(part)].endswith((":", ".", ";"))) / max(len(stub), 1),
        headed=_bold(page, first) - _bold(page, rest) > 0.8 or _bold(page, stub) - _bold(page, beside) > 0.8,
        alike=_alike(draft, full, texts),
        apart=_apart(page, draft, full),
    )


def _alike(draft: Draft, full: Sequence[Part], texts: dict[int, str]) -> float:
    mixed: Counter[int] = Counter()
    lines: dict[int, int] = {}
    for part in full:
        text = texts[id(part)]
        mixed[part.row] += has_digit(text) and not is_value(text) and not _NUMBERED.match(text)
        lines[part.row] = max(lines.get(part.row, 0), len(part.lines))
    alike = sum(lines[row] for row, count in mixed.items() if count == draft.columns)
    return alike / max(sum(lines.values()), 1)


def _bold(page: Typeset, parts: Sequence[Part]) -> float:
    return sum(1 for part in parts if all(page.bold[w] for w in part.words)) / max(len(parts), 1)


def _apart(page: Typeset, draft: Draft, full: Sequence[Part]) -> bool:
    tops: dict[int, float] = {}
    feet: dict[int, float] = {}
    inside: list[float] = []
    for part in full:
        bases = [page.base[line[0]] for line in part.lines]
        inside += [b - a for a, b in pairwise(bases)]
        if part.row_span == 1:
            tops[part.row] = min(tops.get(part.row, bases[0]), bases[0])
            feet[part.row] = max(feet.get(part.row, bases[-1]), bases[-1])
    between = [tops[r + 1] - feet[r] for r in tops if r + 1 in tops]
    least = median(inside) + _SET_APART * draft.em if inside else _LOOSE * draft.em
    return bool(between) and median(between) >= least


def _numbered(draft: Draft, full: Sequence[Part], texts: dict[int, str]) -> bool:
    """Lines of a list or a program with their numbers: 1, 2, 3 … from the first line on, words after them."""
    numbers = [texts[id(part)] for part in full if part.column == 0]
    if len(numbers) < draft.rows or not all(text.isdigit() for text in numbers):
        return False
    words = [texts[id(part)] for part in full if part.column == 1]
    steps = {int(b) - int(a) for a, b in pairwise(numbers)}
    return steps == {1} and 2 * sum(map(is_value, words)) < len(words)


def _formula(page: Typeset, full: Sequence[Part]) -> bool:
    """Whether the rows stand nearer than lines of text can: fractions and powers."""
    bases: dict[int, float] = {}
    for part in full:
        bases[part.row] = min(bases.get(part.row, float("inf")), page.base[part.words[0]])
    size = median([page.size[part.words[0]] for part in full])
    steps = [bases[row + 1] - bases[row] for row in bases if row + 1 in bases]
    return sum(1 for step in steps if step < _NEAREST * size) > _MOST_NEAR * len(steps)


def _contents(draft: Draft, full: Sequence[Part], texts: dict[int, str]) -> bool:
    """Titles with page numbers that never fall."""
    pages = [texts[id(part)] for part in full if part.column == draft.columns - 1]
    numbers = [int(text) for text in pages if text.isdigit() and len(text) < 4]
    if len(numbers) < 0.8 * len(pages) or len(numbers) < 3:
        return False
    inner = [texts[id(part)] for part in full if part.column == 1]
    if draft.columns == 3 and 2 * sum(map(is_value, inner)) > len(inner):
        return False
    rising = sum(1 for a, b in pairwise(numbers) if b >= a)
    return rising >= 0.95 * (len(numbers) - 1) and len(set(numbers)) > 2
