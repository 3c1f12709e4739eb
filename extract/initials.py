"""Headers that name the months of a year by their initials ("E F M A M J J A S O N D")."""

from __future__ import annotations

from extract.folding import fold
from extract.grid import Grid
from extract.headers import Layout
from extract.words import data


def months_by_initials(grid: Grid, layout: Layout) -> dict[int, str]:
    """Column → the month that its letter stands for, where the single letters of the lowest header row spell
    the months of a whole year in their order. Other columns (the sum of a quarter) may stand between them;
    letters that spell anything else name no month."""
    if not layout.header:
        return {}
    letters = {
        cell.column: letter
        for cell in grid.filled(layout.header[-1])
        if len(letter := fold(cell.text)) == 1 and letter.isalpha() and cell.column_span == 1
    }
    columns = sorted(letters)
    months = data("words")["months_by_initials"].get("".join(letters[column] for column in columns))
    return dict(zip(columns, months, strict=True)) if months is not None else {}
