"""Rows and cells that a page break cut in two, told from records that begin on the new page.

Each cell of the first row on the new page is weighed against the one above it in its column: do the words run
on, may they, is a new record begun? The whole row goes on only where nothing in it begins a record; where a
record begins beside merged cells that run on (an objective beside its activities), only those cells do. In
doubt a row is a new one: two figures are never made one record's because they might be.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from importlib.resources import files

from extract.numbering import label_of
from ingest import Cell, Table


class Sign(Enum):
    """What a cell at the top of a page says of the one above it."""

    BLANK = "blank"
    """It is empty."""
    SURE = "sure"
    """The text above ends in the middle of a sentence, a word or a bracket."""
    RUNS_ON = "runs_on"
    """It begins in the middle of a sentence."""
    MAY = "may"
    """It may go on or begin anew."""
    VALUE = "value"
    """A figure where the row above has none."""
    CROWDS = "crowds"
    """A figure below that of a cell merged over several rows."""
    NEW = "new"
    """It begins a record: a number, or a figure below another."""


_ON = (Sign.SURE, Sign.RUNS_ON)


@dataclass(frozen=True, slots=True)
class Cut:
    """What the page break cut: the whole row, or only the cells of some columns (of the logical table)."""

    row: bool = False
    columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Pair:
    """A cell at the top of a page, the one that ends above it in the same columns, and what they say."""

    cell: Cell
    over: Cell | None
    sign: Sign
    column: tuple[str, ...]
    """The other texts of the column, on both sides of the break."""


def cut_between(above: Table, header_rows: int, first: Sequence[Cell], later: Sequence[Cell]) -> Cut:
    """What goes on from the last row of a table in the first row after a page break.

    ``first`` and ``later``: the cells of that row and of the rows below it, in the columns of ``above``.
    """
    bottom = {cell.column: cell for cell in above.cells if cell.rows.stop == above.row_count}
    if above.row_count <= header_rows or not bottom:
        return Cut()
    others = [cell for cell in above.cells if cell.row >= header_rows and cell.rows.stop < above.row_count]
    pairs = [
        _pair(cell, bottom.get(cell.column), [*others, *later])
        for cell in sorted(first, key=lambda cell: cell.column)
    ]
    if _row_goes_on(pairs):
        return Cut(row=True)
    return Cut(columns=_merged_columns(pairs))


def _row_goes_on(pairs: Sequence[_Pair]) -> bool:
    counts = {sign: sum(1 for pair in pairs if pair.sign is sign) for sign in Sign}
    sure, may = counts[Sign.SURE], counts[Sign.MAY]
    on = sure + counts[Sign.RUNS_ON]
    if counts[Sign.NEW] or not on:
        return False
    of_the_row = [pair for pair in pairs if pair.sign is Sign.SURE and pair.over and pair.over.row_span == 1]
    if counts[Sign.CROWDS] and (sure < 2 or not of_the_row):
        return False
    if counts[Sign.VALUE] and (not of_the_row or on <= may):
        return False
    if pairs[0].sign is Sign.MAY and pairs[0].cell.column == 0 and sure < 2:
        return False
    if not may or on > may or _lacks_its_number(pairs):
        return True
    first_may = next(k for k, pair in enumerate(pairs) if pair.sign is Sign.MAY)
    beside = any(pair.sign in _ON for pair in pairs[first_may:])
    return beside and (sure > 0 or on >= may)


def _lacks_its_number(pairs: Sequence[_Pair]) -> bool:
    """Whether every other record has a number of its own in the first column, and this row has none."""
    first = pairs[0]
    if first.cell.column or first.over is None or first.sign is not Sign.BLANK:
        return False
    numbers = [*first.column, first.over.text.strip()]
    return len(set(numbers)) == len(numbers) > 1 and all(map(_is_number, numbers))


def _merged_columns(pairs: Sequence[_Pair]) -> frozenset[int]:
    """The columns, from the first, whose cells go on while a record begins beside them."""
    own: list[int] = []
    last = 0
    for pair in pairs:
        if pair.over is None or pair.sign not in (*_ON, Sign.BLANK):
            break
        own.append(pair.cell.column)
        if pair.sign in _ON:
            last = len(own)
    return frozenset(own[:last])


# ------------------------------------------------------------------------------------------ cell by cell


def _pair(cell: Cell, over: Cell | None, others: Sequence[Cell]) -> _Pair:
    if over is not None and over.column_span != cell.column_span:
        over = None
    column = [other for other in others if other.column == cell.column and other.text.strip()]
    texts = tuple(other.text.strip() for other in column)
    return _Pair(cell, over, _sign(cell, over, texts), texts)


def _sign(cell: Cell, over: Cell | None, column: Sequence[str]) -> Sign:
    text, ended = cell.text.strip(), over.text.strip() if over is not None else ""
    if not text:
        return Sign.BLANK
    if over is None:
        return Sign.NEW
    is_open = _is_open(ended, text)
    if is_figure(text) or _is_tick(text):
        if not ended:
            return Sign.VALUE
        if is_open:
            return Sign.SURE
        if _FORMULA.match(text) and is_figure(ended) and not _FORMULA.search(ended):
            return Sign.RUNS_ON
        if is_figure(ended) or _is_tick(ended) or sum(map(is_figure, column)) > len(column) / 2:
            return Sign.CROWDS if over.row_span > 1 else Sign.NEW
        return Sign.MAY
    if not ended or (cell.is_bold and not over.is_bold):
        return Sign.MAY
    numbered = sum(1 for other in column if _begins_record(other)) >= max(1, len(column) / 2)
    if _begins_record(text) and (numbered or not is_open):
        return Sign.NEW
    if is_open:
        return Sign.SURE
    if is_figure(ended):
        return Sign.NEW
    lower = sum(1 for other in column if _begins_low(other)) > 0.25 * len(column)
    if _begins_low(text) and not lower and not ended.endswith((".", ":", ";", "!", "?")):
        return Sign.RUNS_ON
    return Sign.MAY


@cache
def _wording() -> tuple[re.Pattern[str], frozenset[str]]:
    words = tomllib.loads((files("extract") / "joining.toml").read_text(encoding="utf-8"))
    open_words = "|".join(map(re.escape, words["open_words"]))
    ends = rf"\w\s?[-\u00ad,(/&]$|(?<!\w)({open_words})$"
    return re.compile(ends, re.IGNORECASE), frozenset(words["linking_words"])


def _is_open(ended: str, text: str) -> bool:
    """Whether a text ends where its sentence does not, or in a bracket that the next one closes."""
    closes = text.count(")") > text.count("(") and ended.count("(") > ended.count(")")
    return closes or bool(_wording()[0].search(ended))


def _begins_low(text: str) -> bool:
    """Whether a text begins in lower case or, in capitals, with a word that begins no sentence."""
    bare = text.lstrip("(\"'“‘«")
    first = bare.split(maxsplit=1)[0] if bare else ""
    return bare[:1].islower() or (text.isupper() and first.lower() in _wording()[1])


_RECORD = re.compile(r"\(?(?:\d{1,3}(?:[.\-]\d+)*[.)\-]*|[a-zA-Z][.)\-]+|[IVX]+[.)\-]*)(?:\s|$)")


_FORMULA = re.compile(r"[\[(].*\d.*[/*×÷].*\d")
"""How a result was reckoned, printed below it: ``[(4 / 8) * 100]``."""


def _begins_record(text: str) -> bool:
    return bool(_RECORD.match(text)) or ((label := label_of(text)) is not None and not label.is_bullet)


def _is_number(text: str) -> bool:
    """Whether a text is nothing but the number of a record."""
    found = _RECORD.match(text)
    return found is not None and found.end() == len(text)


def is_figure(text: str) -> bool:
    digits = sum(map(str.isdigit, text))
    return digits > 0 and digits >= sum(map(str.isalpha, text))


def _is_tick(text: str) -> bool:
    """Whether a text is a mark or the sign of a value that is missing: ``x``, ``-``, ``n/a``."""
    return len(text) == 1 or text.lower() in ("n/a", "s/i", "n.a.", "s/d")


# ----------------------------------------------------------------------------------------------- mending


def mended(cells: Sequence[Cell], rest: Sequence[Cell], height: int, cut: Cut) -> tuple[list[Cell], int]:
    """The cells of a table of ``height`` rows and those of its next part as those of one table, and the row
    of it in which that part begins. ``rest`` stands in the columns of the table, its rows from 0."""
    shift = height - 1 if cut.row else height
    made = list(cells)
    at = {(cell.column, cell.column_span): k for k, cell in enumerate(cells) if cell.rows.stop == height}
    for cell in rest:
        over = at.get((cell.column, cell.column_span))
        if over is not None and cell.row == 0 and (cut.row or cell.column in cut.columns):
            made[over] = _one(made[over], cell, cell.row_span - cut.row)
        elif over is not None and cell.row == 0 and _is_span_of(made[over], cell):
            made[over] = replace(made[over], row_span=made[over].row_span + cell.row_span)
        elif cell.row == 0 and cut.row:
            # A blank cell that stands across other columns than those above: what is left of it below.
            if cell.row_span > 1:
                made.append(replace(cell, row=height, row_span=cell.row_span - 1))
        else:
            made.append(replace(cell, row=cell.row + shift))
    return made, shift


def _one(over: Cell, cell: Cell, more_rows: int) -> Cell:
    """Two parts of one cell; it stands where its text begins."""
    if not cell.text.strip():
        return replace(over, row_span=over.row_span + more_rows)
    if not over.text.strip():
        return replace(cell, row=over.row, row_span=over.row_span + more_rows)
    return replace(
        over,
        text=f"{over.text}\n{cell.text}",
        typed=None if over.typed is None and cell.typed is None else f"{over.typed_text}\n{cell.typed_text}",
        row_span=over.row_span + more_rows,
        marks=over.marks + cell.marks,
        is_bold=over.is_bold and cell.is_bold,
    )


def _is_span_of(over: Cell, cell: Cell) -> bool:
    """Whether an empty cell after the break goes on a cell above it: one of the two spans rows."""
    spans = cell.row_span > 1 or over.row_span > 1
    return bool(over.text.strip()) and not cell.text.strip() and spans
