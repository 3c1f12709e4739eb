"""When two printed numbers are the same, and when rounding is a likely reason that they are not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from check.amounts import half_units, is_cut_off, is_likely_rounding, rounding, same, shown
from ingest import Table
from normalize.dataset import Rows
from normalize.schema import MeasureRow

Printing = Callable[..., list[MeasureRow]]


@pytest.fixture(scope="module")
def printed(rows_of: Callable[..., Rows], table: Callable[..., Table]) -> Printing:
    """Figures of the precision that they are printed in."""
    sample = rows_of("# Programa 2021", table(("Actividad", "Ponderación"), ("Publicar el boletín", "100%")))

    def print_out(*texts: str) -> list[MeasureRow]:
        exponents = [int(Decimal(text).as_tuple().exponent) for text in texts]
        return [
            replace(sample.measures[0], value=Decimal(text), precision=Decimal(1).scaleb(exponent))
            for text, exponent in zip(texts, exponents, strict=True)
        ]

    return print_out


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("40.00", "percent", "40%"),
        ("33.30", "", "33.3"),
        ("1E+2", "percent", "100%"),
        ("0.00", "percent", "0%"),
        ("1200", "USD", "1200"),
    ],
)
def test_numbers_are_shown_without_trailing_zeros(value: str, unit: str, text: str) -> None:
    assert shown(Decimal(value), unit) == text


def test_half_a_unit_of_each_figure_may_be_rounding(printed: Printing) -> None:
    assert half_units(printed("33.3", "33.3", "33.3")) == Decimal("0.15")
    assert same(Decimal("99.9"), Decimal(100), Decimal("0.15"))
    assert not same(Decimal(99), Decimal(100), Decimal("0.15"))


def test_a_whole_figure_is_taken_at_its_word(printed: Printing) -> None:
    whole, decimal = printed("35", "35.0")
    assert rounding(whole) == 0
    assert rounding(decimal) == Decimal("0.05")


@pytest.mark.parametrize(
    ("exact", "text", "cut"),
    [("91.666", "91.6", True), ("91.666", "91.7", False), ("91.666", "91.5", False), ("50", "50", True)],
)
def test_dropped_digits(exact: str, text: str, cut: bool) -> None:
    assert is_cut_off(Decimal(exact), Decimal(text), Decimal("0.1")) is cut


@pytest.mark.parametrize(
    ("texts", "difference", "likely"),
    [
        (["33.3", "33.3", "33.3"], "-0.1", True),  # thirds
        (["14", "14", "14", "14", "14", "14", "14"], "-2", True),  # sevenths
        (["14", "14", "14", "14", "14", "14", "14"], "-4", False),
        (["40", "30", "20", "9"], "-1", False),  # nobody's rounding
        (["40.3", "29.8", "20.1", "9.7"], "-0.1", True),
        (["40.3", "29.8", "20.1", "9.6"], "-0.2", False),  # possible, and not likely
        (["40", "60"], "0", True),
    ],
)
def test_rounding_as_a_likely_reason(
    printed: Printing, texts: list[str], difference: str, likely: bool
) -> None:
    assert is_likely_rounding(printed(*texts), Decimal(difference)) is likely


@given(
    st.lists(st.integers(min_value=100, max_value=5000), min_size=3, max_size=12),
    st.integers(min_value=1, max_value=2),
)
def test_parts_of_a_whole_that_were_rounded_for_print(
    printed: Printing, parts: list[int], decimals: int
) -> None:
    """What truly was rounded misses by no more than half a unit of each figure."""
    whole = sum(parts)
    step = Decimal(1).scaleb(-decimals)
    shares = [(Decimal(part * 100) / whole).quantize(step) for part in parts]
    figures = printed(*map(str, shares))
    difference = sum(shares, Decimal(0)) - 100
    assert abs(difference) <= half_units(figures)
    if abs(difference) <= step:
        assert is_likely_rounding(figures, difference)
