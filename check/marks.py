"""Marks: a column of what was earned that grades each item from 0 to 10, and is no share of its weight."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from check.amounts import HUNDRED
from check.view import DocumentView
from check.words import words
from normalize.glyphs import fold
from normalize.schema import MeasureRow

HIGHEST = 10
LEAST = 2
"""So many figures make a scale."""


def are_marks(view: DocumentView, earned: Sequence[MeasureRow]) -> bool:
    """Bare figures up to ten, under a header that calls them marks or above the weights of most of their
    items: nobody earns more than there is to earn."""
    if len(earned) < LEAST or not all(
        figure.written_as == "bare" and 0 <= figure.value <= HIGHEST for figure in earned
    ):
        return False
    headers = {fold(view.header(figure.table_id, figure.column)) for figure in earned}
    if all(set(re.findall(r"[^\W\d_]+", header)) & words("mark") for header in headers):
        return True
    weights = {figure.item_id: view.one(figure.item_id, "weight") for figure in earned}
    above = [
        figure
        for figure in earned
        if (weight := weights[figure.item_id]) is not None and figure.value > weight.value
    ]
    return 2 * len(above) > len(earned)


def weighted_mean(view: DocumentView, marks: Sequence[MeasureRow]) -> Decimal | None:
    """Of marks by the weights of their items; none where one has no weight or the weights are no hundred."""
    weights = [view.one(mark.item_id, "weight") for mark in marks]
    known = [weight.value for weight in weights if weight is not None]
    if len(known) < len(marks) or sum(known) != HUNDRED:
        return None
    products = (weight * mark.value for weight, mark in zip(known, marks, strict=True))
    return sum(products, Decimal(0)) / HUNDRED
