"""Percent points or fractions of one, as whole documents show it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.reading import Figure, Item, ItemKind, Measure, Total
from normalize import tidy

W, C, E, P = Measure.WEIGHT, Measure.COMPLIANCE, Measure.EARNED, Measure.PROGRESS


def table_of(columns, *, units=None, results=()):
    """Items 1, 2, … of one table; ``columns``: measure → what each row prints, None for nothing."""
    height = max(map(len, columns.values()))
    kinds = {key: ItemKind.RESULT if key in results else ItemKind.ACTIVITY for key in range(1, height + 1)}
    items = tuple(
        Item(key, kind, f"Actividad {key}", table=1, row=key, column=0) for key, kind in kinds.items()
    )
    figures = tuple(
        Figure(row, measure, raw, table=1, row=row, column=at, unit=(units or {}).get(measure, ""))
        for at, (measure, raws) in enumerate(columns.items(), 1)
        for row, raw in enumerate(raws, 1)
        if raw is not None
    )
    return {"items": items, "figures": figures}


@pytest.fixture
def values(make_reading):
    def read(columns, **how):
        totals = how.pop("totals", ())
        rows = tidy(make_reading(**table_of(columns, **how), totals=totals))
        return {
            measure: [(row.value, row.written_as) for row in rows.measures if row.measure == measure]
            for measure in columns
        }

    return read


def percents(*values):
    return [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("raws", "wanted", "written"),
    [
        (["40%", "60 %"], ["40", "60"], "percent"),
        (["40", "60"], ["40", "60"], "bare"),
        (["0,4", "0,6"], ["40", "60"], "fraction"),
        (["0,05", "0,15", "0,80"], ["5", "15", "80"], "fraction"),
        (["0,5", "99,5"], ["0.5", "99.5"], "bare"),
        (["1/4", "3/4"], ["25", "75"], "fraction"),
        (["cuarenta por ciento", "sesenta por ciento"], ["40", "60"], "words"),
        (["5‰", "995‰"], ["0.5", "99.5"], "percent"),
    ],
)
def test_weights_of_one_column(values, raws, wanted, written):
    found = values({W: raws})[W]
    assert [value for value, _ in found] == percents(*wanted)
    assert {how for _, how in found} == {written}


def test_a_percent_header_yields_to_a_sum_of_one(values):
    found = values({W: ["0,25", "0,75"]}, units={W: "(%)"})[W]
    assert found == [(Decimal(25), "fraction"), (Decimal(75), "fraction")]


def test_weights_below_one_that_make_up_their_programme_are_percent_points(make_reading):
    items = [Item(1, ItemKind.PROGRAMME, "Programa")]
    items += [Item(key, ItemKind.ACTIVITY, f"A{key}", parent=1, table=1, row=key) for key in (2, 3, 4)]
    figures = [Figure(1, W, "2,2%")]
    figures += [
        Figure(key, W, raw, table=1, row=key, column=2, unit="(%)")
        for key, raw in zip((2, 3, 4), ("0,7", "0,7", "0,8"), strict=True)
    ]
    rows = tidy(make_reading(items=items, figures=figures))
    assert [row.value for row in rows.measures] == percents("2.2", "0.7", "0.7", "0.8")
    assert [row.written_as for row in rows.measures] == ["percent", "bare", "bare", "bare"]


def test_fractions_stay_fractions_though_their_sum_is_wrong(values):
    found = values({W: ["0,35", "0,40", "0,35"]})[W]
    assert [value for value, _ in found] == percents("35", "40", "35")


def test_a_total_of_one_does_not_turn_fractions_into_points(values):
    total = Total(1, 9, 1, "Total", "1,00", W, (1, 2))
    assert [value for value, _ in values({W: ["0,40", "0,60"]}, totals=[total])[W]] == percents("40", "60")


def test_a_fraction_among_percentages(values):
    found = values({W: ["0.250", "10.0%", "22.5%", "7.5%", "7.5%", "27.5%"]})[W]
    assert found[0] == (Decimal("25"), "fraction")
    small = values({W: ["0,3%", "0,5%", "0,006", "0,4%"]})[W]
    assert small[2] == (Decimal("0.6"), "fraction")
    assert values({W: ["15%", "20%", "0,15"]})[W][2] == (Decimal(15), "fraction")


def test_points_below_one_among_percentages_of_their_size(values):
    found = values({W: ["0,7%", "0,8%", "0,5"]})[W]
    assert found[2] == (Decimal("0.5"), "bare")


@pytest.mark.parametrize(
    ("raws", "wanted"),
    [
        (["0,75", "1,00", "0,50"], ["75", "100", "50"]),
        (["1", "0", "1"], ["100", "0", "100"]),
        (["100", "0", "1"], ["100", "0", "1"]),
        (["75%", "1", "100%"], ["75", "100", "100"]),
        (["4 de 8", "8 de 8"], ["50", "100"]),
        (["4/8", "1/3"], ["50", "33.3333333333"]),
    ],
)
def test_compliance(values, raws, wanted):
    assert [value for value, _ in values({C: raws})[C]] == percents(*wanted)


def test_earned_is_read_as_weight_times_compliance(values):
    found = values(
        {W: ["5%", "20%", "10%", "65%"], C: ["0%", "0%", "100%", "100%"], E: ["0", "0", "0.1", "0.65"]}
    )
    assert [value for value, _ in found[E]] == percents("0", "0", "10", "65")
    assert [how for _, how in found[E]] == ["bare", "bare", "fraction", "fraction"]
    small = values({W: ["0,5%", "0,4%"], C: ["100%", "50%"], E: ["0,5", "0,2"]})
    assert [value for value, _ in small[E]] == percents("0.5", "0.2")


def test_earned_without_compliance_follows_its_weight(values):
    found = values({W: ["0,5%", "0,4%"], E: ["0,5", "0,4"]})
    assert [value for value, _ in found[E]] == percents("0.5", "0.4")


def test_a_result_in_percent_points_under_fractions(values):
    columns = {W: ["10%", "90%", None], C: ["100%", "50%", None], E: ["0.1", "0.45", "1.92"]}
    found = values(columns, results={3})[E]
    assert found[2] == (Decimal("1.92"), "bare")
    assert found[1] == (Decimal("45"), "fraction")


def test_unsure_readings_have_less_confidence(make_reading):
    sure = tidy(make_reading(**table_of({W: ["40%", "60%"]}))).measures
    guessed = tidy(make_reading(**table_of({C: ["1", "0"]}))).measures
    assert [row.confidence for row in sure] == [1, 1]
    assert guessed[0].confidence < 0.7 and guessed[1].confidence == 1


@pytest.mark.parametrize(
    ("raws", "total", "unit"),
    [
        (["20 puntos", "30 puntos", "50 puntos"], None, "percent"),
        (["7 de 20", "5 de 20", "8 de 20"], None, "point"),
        (["7 puntos", "13 puntos"], "20 puntos", "point"),
        (["7 puntos", "13 puntos"], None, "point"),
        (["45 puntos", "45 puntos"], None, "percent"),  # ninety of a hundred: a sum that is wrong
        (["40%", "40%"], None, "percent"),
    ],
)
def test_points_of_another_maximum_than_a_hundred(make_reading, raws, total, unit):
    totals = [Total(1, 9, 1, "Total", total, W, tuple(range(1, len(raws) + 1)))] if total else []
    rows = tidy(make_reading(**table_of({W: raws}), totals=totals))
    assert {row.unit for row in rows.measures} == {unit}


def test_points_without_a_maximum_are_held_against_nothing(make_reading):
    rows = tidy(make_reading(**table_of({W: ["7 puntos", "13 puntos"]})))
    assert rows.weight_groups == ()
    stated = tidy(make_reading(**table_of({W: ["7 de 20", "13 de 20"]}))).weight_groups[0]
    assert (stated.sum, stated.base, stated.base_source, stated.consistent) == (20, 20, "heading", True)


def test_coarse_figures_do_not_reach_a_hundred_by_rounding_alone(make_reading):
    """0,5 and 0,4 read as 50 and 40 might be a hundred by their precision; they are parts of 2,2."""
    items = [Item(1, ItemKind.PROGRAMME, "Programa")]
    items += [Item(key, ItemKind.ACTIVITY, f"A{key}", parent=1, table=1, row=key) for key in (2, 3)]
    figures = [Figure(1, W, "2,2%")]
    figures += [
        Figure(key, W, raw, table=1, row=key, column=2, unit="(%)") for key, raw in ((2, "0,5"), (3, "0,4"))
    ]
    rows = tidy(make_reading(items=items, figures=figures))
    assert [row.value for row in rows.measures] == percents("2.2", "0.5", "0.4")


def test_a_sum_far_from_every_base_still_tells_fractions_from_points(values):
    found = values({W: ["0,10", "0,05", "0,15"]}, units={W: "(%)"})[W]  # the other rows could not be read
    assert [value for value, _ in found] == percents("10", "5", "15")


@pytest.mark.parametrize("slip", ["9,05", "2,25", "6,00"])
def test_a_figure_above_one_does_not_make_points_of_a_column_of_fractions(make_reading, slip):
    raws = [slip, "0,15", "0,25", "0,20", "0,35"]
    rows = tidy(make_reading(**table_of({W: raws}))).measures
    assert [row.value for row in rows][1:] == percents("15", "25", "20", "35")
    assert rows[0].written_as == "bare" and rows[0].confidence <= 0.5


def programme_of(weight, raws):
    """A programme of ``weight`` under whose activities stand ``raws`` in a column called percent."""
    items = [Item(1, ItemKind.PROGRAMME, "Programa")]
    items += [
        Item(at, ItemKind.ACTIVITY, f"A{at}", parent=1, table=1, row=at) for at in range(2, len(raws) + 2)
    ]
    figures = [Figure(1, W, weight)]
    figures += [Figure(at, W, raw, table=1, row=at, column=2, unit="(%)") for at, raw in enumerate(raws, 2)]
    return {"items": items, "figures": figures}


@pytest.mark.parametrize("changed", range(5))
@pytest.mark.parametrize("digit", "123456789")
def test_one_changed_figure_does_not_make_fractions_of_points(make_reading, changed, digit):
    raws = ["0,5", "0,6", "0,4", "0,5", "0,5"]
    raws[changed] = f"0,{digit}"
    rows = tidy(make_reading(**programme_of("2,5%", raws))).measures
    assert [row.written_as for row in rows[1:]] == ["bare"] * 5


SHARES = st.lists(st.integers(5, 40), min_size=5, max_size=9)


@given(shares=SHARES, data=st.data())
def test_one_changed_figure_does_not_change_how_its_fellows_are_read(make_reading, shares, data):
    """Fractions of one and points of a hundred alike, whatever digit is misprinted."""
    whole = sum(shares)
    fractions = [f"0,{round(share * 1000 / whole):03d}" for share in shares]
    at = data.draw(st.integers(0, len(shares) - 1))
    digit = data.draw(st.sampled_from("0123456789"))
    place = data.draw(st.sampled_from([0, 2, 3, 4]))
    slipped = list(fractions)
    slipped[at] = slipped[at][:place] + digit + slipped[at][place + 1 :]
    before = tidy(make_reading(**table_of({W: fractions}))).measures
    after = tidy(make_reading(**table_of({W: slipped}))).measures
    assert [row.value for row in before if row.row != at + 1] == [
        row.value for row in after if row.row != at + 1
    ]
