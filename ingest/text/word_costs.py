"""What each thing costs, in bits, in the search for unmarked rows: minus the logarithm of how often it is
seen, or a weight against the others.

The values were set on some 360 tables of real and generated .docx files that were written in the form of
Word's text export, with an empty paragraph behind none, 15, 30 and 50 of 100 cells; most may be halved or
doubled without changing the rows found by one in a hundred.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2

from ingest.text.contents import Content

MOST_COLUMNS = 24
MOST_SPANNING = 6
"""Cells in a row that has fewer than all."""


def bits(*shares: float) -> tuple[float, ...]:
    return tuple(-log2(share) for share in shares)


@dataclass(frozen=True, slots=True)
class Blanks:
    """What 0, 1, 2, 3 and more empty lines behind a cell cost, by where the cell stands."""

    inside: tuple[float, ...] = bits(0.70, 0.18, 0.08, 0.04)
    row_end: tuple[float, ...] = bits(1e-9, 0.60, 0.26, 0.14)
    table_end: tuple[float, ...] = bits(1e-9, 0.10, 0.45, 0.45)
    cut_end: tuple[float, ...] = bits(0.3, 0.3, 0.2, 0.2)
    """Behind the paragraph that follows a cut."""


MARKED = Blanks()
UNMARKED = Blanks(*(bits(1.0, 1.0, 1.0, 1.0),) * 4)
"""In a run without any empty line behind a cell these say nothing."""
IMPOSSIBLE = 20.0
"""What costs more is not tried."""

TABLE, TABLE_AFTER_TEXT, COLUMN, FEW_ROWS = 6.0, 1.0, 0.3, 8.0
"""For a table anywhere, for one that text stands before, for each column, for less than two full rows."""
FULL_ROW = 0.2
TITLE, TITLE_CELL = 2.0, 3.0
SPANNING, SPANNING_CELL = 3.0, 1.0
"""For a row of fewer cells, and for each further cell in it."""
LOOSE = 2.0
"""For a cell in no table."""
SWALLOW = (0.0, 0.0, 4.0, 8.0, 10.0)
TAKE_CUT = (0.0, 3.0, 1.0, 0.4, 0.2)
"""For leaving in a cell, and for cutting off, the text that may follow its table; by ``Cut``."""

KINDS = len(Content)
LOOSE_CONTENT = bits(0.05, 0.1, 0.4, 0.45)
SPANNING_CONTENT = bits(0.08, 0.3, 0.37, 0.25)
HEADER_CONTENT = bits(0.05, 0.02, 0.70, 0.23)
"""For a cell's content by where it stands: empty, figure, short, long."""
WITH_HEADER, WITHOUT_HEADER = 0.2, 3.0
ANY_CONTENT = 2.0
"""For a first full row that is a header, that is none, and for each cell of the latter."""
SEEN, ALL_SEEN = 0.4, 1.6
"""Added to the earlier cells of a column that are like one, and to all of them."""
FIGURES_ALONE, WORDS_UNDER_FIGURES = 3, 4.0
"""For words in a column that has had so many figures and never words: a total's row, misread."""
WORTH_KEEPING = 24.0
"""Bits that a way may be behind the best one at the same cell."""
