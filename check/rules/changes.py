"""Rises and falls that a sentence states beside the two figures that they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from check.amounts import HALF, HUNDRED, shown
from check.rule import Breach, Severity, rule
from check.sentences import Stated, figures, sentences, split
from check.view import DocumentView, Spot
from check.words import words
from normalize.glyphs import fold

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_NEAR = 2
"""Words before a figure that may say that it is a rounded one."""
_ABOUT = Decimal("0.1")
"""Share of a rounded figure by which it may be off."""
FAR = 40
"""Characters between the figure that something was and the one that it became."""


@rule("stated-change", Severity.WARNING, parameters=("tolerance",))
def stated_change(view: DocumentView) -> Iterator[Breach]:
    """The share against both figures ("un aumento del 34 %, de 30 a 89"), in sentences of the running text
    and of cells. Where both are percentages, the difference in points will do as well."""
    for spot, text in _texts(view):
        found = next((found for clause in text.split(";") if (found := _change(clause, view))), None)
        if found is None:
            continue
        share, before, after, is_rise = found
        change = (_value(after) - _value(before)) * (1 if is_rise else -1)
        slack = view.parameters.tolerance + _rounding(text, share)
        if _value(before) <= 0 or _holds(share, before, after, is_rise, slack):
            continue
        exact = change / _value(before) * HUNDRED
        stated = Decimal(1).scaleb(-share.number.decimals)
        yield Breach(
            spot,
            expected=shown(exact.quantize(stated), "percent"),
            observed=share.raw,
            difference=share.number.value - exact,
            facts={"sentence": text, "before": before.raw, "after": after.raw},
            confidence=min(one.number.certainty for one in (share, before, after)),
            discriminator=text,
        )


def _texts(view: DocumentView) -> Iterator[tuple[Spot, str]]:
    for sentence in sentences(view, words("rise") | words("fall")):
        yield Spot(page=sentence.passage.page), sentence.text
    for cell in view.rows.cells:
        if not cell.is_header and len(cell.text) > FAR and "%" in cell.text:
            for text in split(cell.text):
                yield Spot(cell.table_id, "", cell.row, cell.column, cell.page), text


def _change(text: str, view: DocumentView) -> tuple[Stated, Stated, Stated, bool] | None:
    """The share that a sentence states, what it was before and after, and whether it is a rise; None where
    the sentence does not say exactly one of each."""
    if "%" not in text or not any(letter.isdigit() for letter in text):
        return None
    said = set(re.findall(r"[^\W\d_]+", fold(text)))
    is_rise, is_fall = bool(said & words("rise")), bool(said & words("fall"))
    if is_rise == is_fall:
        return None
    stated = figures(text, view)
    pairs = [
        (one, other)
        for one, other in pairwise(stated)
        if _word_before(text, one.start) in words("from")
        and _word_before(text, other.start) in words("to")
        and other.start - one.end <= FAR
        and not (_is_year(one) and _is_year(other))
        and _word_after(text, other.end) not in words("spans")
    ]
    if len(pairs) != 1:
        return None
    before, after = pairs[0]
    shares = [one for one in stated if one.unit == "percent" and one not in (before, after)]
    if len(shares) != 1 or _word_before(text, shares[0].start) in words("not_exact"):
        return None
    if _word_after(text, shares[0].end) in words("points") or (before.unit == "percent") != (
        after.unit == "percent"
    ):
        return None
    return shares[0], before, after, is_rise


def _is_year(stated: Stated) -> bool:
    number = stated.number
    is_plain = number.decimals == 0 and number.scale == 0 and not number.percent and number.sign is None
    return is_plain and len(stated.raw) == 4 and _FIRST_YEAR <= number.value <= _LAST_YEAR


def _rounding(text: str, share: Stated) -> Decimal:
    """By how much a share may be off that its words call about so much ("un aumento aproximado del 30%")."""
    before = re.findall(r"[^\W\d_]+", text[: share.start])[-_NEAR:]
    is_about = any(fold(word) in words("not_exact") for word in before)
    return share.number.value * _ABOUT if is_about else Decimal(0)


def _word_before(text: str, at: int) -> str:
    found = re.search(r"([^\W\d_]+)\W*$", text[:at])
    return fold(found[1]) if found else ""


def _word_after(text: str, at: int) -> str:
    found = re.match(r"\W*([^\W\d_]+)", text[at:])
    return fold(found[1]) if found else ""


def _value(stated: Stated) -> Decimal:
    return stated.number.value.scaleb(stated.number.scale)


def _holds(share: Stated, before: Stated, after: Stated, is_rise: bool, tolerance: Decimal) -> bool:
    """Within the rounding of the three printed figures; of two percentages, as a share or as points."""
    low_a, high_a = _bounds(before)
    low_b, high_b = _bounds(after)
    if is_rise:
        shares = ((low_b / high_a - 1) * HUNDRED, (high_b / low_a - 1) * HUNDRED)
        points = (low_b - high_a, high_b - low_a)
    else:
        shares = ((1 - high_b / low_a) * HUNDRED, (1 - low_b / high_a) * HUNDRED)
        points = (low_a - high_b, high_a - low_b)
    slack = Decimal(1).scaleb(-share.number.decimals) * HALF + tolerance
    value = share.number.value
    if shares[0] - slack <= value <= shares[1] + slack:
        return True
    return before.unit == "percent" and points[0] - slack <= value <= points[1] + slack


def _bounds(stated: Stated) -> tuple[Decimal, Decimal]:
    """Between which a figure was before it was printed; one that is printed whole is taken at its word."""
    unit = Decimal(1).scaleb(stated.number.scale - stated.number.decimals)
    is_exact = stated.number.decimals == 0 and stated.number.scale == 0
    slack = Decimal(0) if is_exact else unit * HALF
    return _value(stated) - slack, _value(stated) + slack
