"""What no file can hold is mended or refused before it is written."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.dataset import Rows
from pondera.storable import Unstorable, storable


def with_value(rows: Rows, value: Decimal) -> Rows:
    return replace(rows, measures=(replace(rows.measures[0], value=value),))


def test_rows_that_fit_stay_as_they_are(rows: Rows) -> None:
    assert storable(rows) == rows


def test_a_lone_surrogate_is_replaced_and_a_pair_becomes_its_character(rows: Rows) -> None:
    spoiled = replace(rows, cells=(replace(rows.cells[0], text="a\ud800b \ud83c\udf31"),))
    assert storable(spoiled).cells[0].text == "a\ufffdb 🌱"


def test_a_decimal_is_rounded_to_the_declared_places(rows: Rows) -> None:
    third = storable(with_value(rows, Decimal(1) / Decimal(3))).measures[0].value
    assert third == Decimal("0.3333333333")


@pytest.mark.parametrize(
    "value", ["NaN", "Infinity", "-Infinity", "1e28", "-1e40", "9999999999999999999999999999.99999999996"]
)
def test_a_number_that_no_column_can_hold_is_refused(rows: Rows, value: str) -> None:
    with pytest.raises(Unstorable):
        storable(with_value(rows, Decimal(value)))


def test_the_largest_number_fits(rows: Rows) -> None:
    largest = Decimal("9" * 28 + "." + "9" * 10)
    assert storable(with_value(rows, largest)).measures[0].value == largest


@given(st.text(st.characters(), max_size=30))
def test_every_text_can_be_encoded_afterwards(text: str) -> None:
    from normalize.schema import TableRow, columns

    values = {column.name: None if column.nullable else column.type() for column in columns("tables")}
    row = TableRow(**{**values, "caption": text})
    mended = storable(Rows(tables=(row,))).tables[0].caption
    mended.encode()
    if text.encode("utf-8", "ignore").decode() == text:
        assert mended == text
