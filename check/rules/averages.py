"""Rows that state a mean, and columns that state each row's share of the total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from check.amounts import HALF, HUNDRED, half_units, same, shown
from check.rule import Breach, RestsOn, Severity, rule
from check.view import DocumentView, Spot, confidence
from check.words import words
from normalize.glyphs import fold
from normalize.numbers import read_number
from normalize.numerals import Convention
from normalize.schema import CellRow, MeasureRow

LEAST_ROWS = 3
_OF_TOTAL = ("count", "budget", "amount", "programmed", "executed", "target")


@rule("stated-average", Severity.WARNING, rests_on=RestsOn.TABLE, parameters=("tolerance",))
def stated_average(view: DocumentView) -> Iterator[Breach]:
    """A row whose label begins with a word for the mean, against the figures above it in each column. A mean
    that says that it is weighted is left alone, and so is what is named a mean and weighed itself."""
    convention = next((one for one in Convention if one == view.document.number_format), None)
    may_be = _first_letters(words("mean"))
    for label in view.rows.cells:
        if label.is_header or not may_be.match(label.text):
            continue
        said = re.findall(r"[^\W\d_]+", fold(label.text))[:6]
        if said[0] not in words("mean") or set(said) & words("weighted"):
            continue
        for cell in _row(view, label):
            above = [
                figure
                for figure in view.figures_in(label.table_id, cell.column)
                if figure.row is not None and figure.row < label.row
            ]
            number = read_number(cell.text, convention)
            if number is None or len(above) < 2 or len({(one.unit, one.measure) for one in above}) > 1:
                continue
            if above[0].measure == "weight":
                continue
            mean = sum((one.value for one in above), Decimal(0)) / len(above)
            stated = number.value.scaleb(above[0].scale)
            unit = Decimal(1).scaleb(above[0].scale - number.decimals)
            slack = unit * HALF + half_units(above) / len(above) + view.parameters.tolerance
            if not same(mean, stated, slack) and not same(mean, stated * HUNDRED, slack * HUNDRED):
                yield Breach(
                    Spot(label.table_id, "", label.row, cell.column, cell.page),
                    expected=shown(mean.quantize(unit), above[0].unit),
                    observed=cell.text.strip(),
                    difference=stated - mean,
                    facts={"label": " ".join(label.text.split()), "rows": str(len(above))},
                    evidence=view.spots(above),
                    confidence=min(confidence(*above), number.certainty),
                    discriminator=view.header(label.table_id, cell.column),
                )


@cache
def _first_letters(of: frozenset[str]) -> re.Pattern[str]:
    """Matches a text whose first word may be one of these, so that most cells need not be folded."""
    letters = "".join(sorted({word[0] for word in of}))
    return re.compile(rf"[\W\d_]*[{letters}]", re.IGNORECASE)


def _row(view: DocumentView, label: CellRow) -> Iterator[CellRow]:
    """The cells of a row to the right of its label."""
    for column in view.columns_of(label.table_id):
        if column.column >= label.column + label.column_span:
            cell = view.cell(label.table_id, label.row, column.column)
            if cell is not None and cell.text.strip() and cell.column == column.column:
                yield cell


@rule("share-of-total", Severity.ERROR, rests_on=RestsOn.TABLE, parameters=("tolerance",))
def share_of_total(view: DocumentView) -> Iterator[Breach]:
    """A column that is headed as a share of the total, against the column of amounts whose shares most of its
    rows are; where there is none such, nothing is said."""
    for column in view.rows.columns:
        header = fold(column.header)
        if not any(phrase in header for phrase in words("of_total")):
            continue
        shares = {
            figure.row: figure
            for figure in view.figures_in(column.table_id, column.column)
            if figure.unit == "percent"
        }
        for other in view.columns_of(column.table_id):
            amounts = [
                figure
                for figure in view.figures_in(column.table_id, other.column)
                if figure.measure in _OF_TOTAL and figure.unit != "percent" and figure.row in shares
            ]
            total = sum((one.value for one in amounts), Decimal(0))
            if len(amounts) < LEAST_ROWS or len({one.unit for one in amounts}) > 1 or total <= 0:
                continue
            odd = [one for one in amounts if not _is_share(view, one, shares[one.row], total)]
            if 2 * len(odd) < len(amounts):
                yield from (_breach(view, one, shares[one.row], total, amounts) for one in odd)
                break


def _is_share(view: DocumentView, amount: MeasureRow, share: MeasureRow, total: Decimal) -> bool:
    slack = share.precision * HALF + half_units([amount]) / total * HUNDRED + view.parameters.tolerance
    return same(amount.value / total * HUNDRED, share.value, slack)


def _breach(
    view: DocumentView, amount: MeasureRow, share: MeasureRow, total: Decimal, amounts: list[MeasureRow]
) -> Breach:
    exact = amount.value / total * HUNDRED
    return Breach(
        view.spot(share),
        expected=shown(exact.quantize(min(share.precision, Decimal(1))), share.unit),
        observed=shown(share.value, share.unit),
        difference=share.value - exact,
        facts={
            "item": view.name(view.items[share.item_id]),
            "amount": shown(amount.value),
            "total": shown(total),
        },
        evidence=view.spots(amounts),
        confidence=confidence(share, *amounts),
        discriminator=view.header(share.table_id, share.column),
    )
