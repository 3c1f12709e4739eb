from __future__ import annotations

from decimal import Decimal

import pytest

from normalize.numerals import Convention, is_representable, read_numeral

COMMA, POINT = Convention.COMMA, Convention.POINT


@pytest.mark.parametrize(
    ("groups", "marks", "value", "decimals", "tells"),
    [
        (["5"], [], "5", 0, None),
        (["007"], [], "7", 0, None),
        (["1", "234", "5"], [".", ","], "1234.5", 1, COMMA),
        (["1", "234", "50"], [",", "."], "1234.50", 2, POINT),
        (["1", "234", "567"], [",", "."], "1234.567", 3, POINT),
        (["131", "373", "642"], [".", "."], "131373642", 0, COMMA),
        (["1", "062", "997"], [",", ","], "1062997", 0, POINT),
        (["7", "69"], [","], "7.69", 2, COMMA),
        (["1938", "51"], ["."], "1938.51", 2, POINT),
        (["0", "250"], ["."], "0.250", 3, POINT),
        (["1234", "567"], ["."], "1234.567", 3, POINT),
        (["0", "0625"], [","], "0.0625", 4, COMMA),
        (["1", "234", "5"], [" ", ","], "1234.5", 1, COMMA),
        (["1", "234"], [" "], "1234", 0, None),
        (["1", "234"], ["\u00a0"], "1234", 0, None),
        (["1", "234", "5"], ["'", "."], "1234.5", 1, POINT),
        (["1", "234", "567"], ["'", "'"], "1234567", 0, None),
    ],
)
def test_figures_that_tell_by_themselves(groups, marks, value, decimals, tells):
    for convention in (None, COMMA, POINT):
        found = read_numeral(groups, marks, convention)
        assert found is not None
        assert (found.value, found.decimals, found.tells) == (Decimal(value), decimals, tells)
        assert found.other is None and not found.undecided


@pytest.mark.parametrize(
    ("mark", "convention", "value", "other", "undecided"),
    [
        (".", COMMA, "12500", "12.500", False),
        (".", POINT, "12.500", "12500", False),
        (",", COMMA, "12.500", "12500", False),
        (",", POINT, "12500", "12.500", False),
        (".", None, "12500", "12.500", True),
        (",", None, "12500", "12.500", True),
    ],
)
def test_three_digits_behind_one_mark_are_read_by_the_convention(mark, convention, value, other, undecided):
    found = read_numeral(["12", "500"], [mark], convention)
    assert found is not None
    assert (found.value, found.other, found.undecided) == (Decimal(value), Decimal(other), undecided)
    assert found.tells is None


@pytest.mark.parametrize(
    ("groups", "marks"),
    [
        (["1", "5", "2"], [".", "."]),  # a section's number
        (["31", "12", "2016"], [".", "."]),  # a date
        (["12", "34", "5"], [".", ","]),
        (["1", "234", "5", "6"], [".", ",", ","]),
        (["1234", "567", "8"], [".", ","]),
        (["1", "234", "567", "8"], [".", " ", ","]),
        (["12", "5000"], [" "]),
        (["1", "23"], ["'"]),
        (["1", "234", "567", "89"], [".", ",", "."]),
    ],
)
def test_what_writes_no_number(groups, marks):
    for convention in (None, COMMA, POINT):
        assert read_numeral(groups, marks, convention) is None


def test_a_blank_behind_the_mark_is_a_slip_of_grouping_only():
    by_point = read_numeral(["20", "000"], [", "], POINT)
    assert by_point is not None and by_point.value == 20000 and by_point.slip
    assert read_numeral(["20", "000"], [", "], COMMA) is None  # 20,000 with three decimals is written as one


def test_too_many_digits_are_refused_not_rounded():
    groups = ["1"] + ["234"] * 9
    assert read_numeral(groups, ["."] * 9) is not None
    assert read_numeral(["12"] + ["345"] * 9, ["."] * 9) is None
    assert read_numeral(["0", "12345678901"], [","]) is None
    assert read_numeral(["9" * 100], []) is None


@pytest.mark.parametrize(
    ("value", "holds"),
    [
        ("0", True), ("0.0000000001", True), ("0.00000000001", False), ("1E+27", True), ("1E+28", False),
        ("9999999999999999999999999999", True), ("99999999999999999999999999999", False), ("NaN", False),
        ("Infinity", False), ("-12.5", True),
    ],
)  # fmt: skip
def test_what_a_decimal_column_holds(value, holds):
    assert is_representable(Decimal(value)) is holds


def test_conventions_name_their_marks():
    assert (COMMA.decimal, COMMA.grouping, POINT.decimal, POINT.grouping) == (",", ".", ".", ",")
