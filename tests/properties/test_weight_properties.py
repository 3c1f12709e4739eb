"""The arithmetic of weight groups, whatever the weights are."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from extract.reading import DocumentFacts, Figure, Item, ItemKind, Measure, Reading
from ingest.document import Document, Format, Source
from normalize import tidy

SOURCE = Source("plan.docx", 1, "ab" * 32, Format.DOCX)


def parts_of(total: int, cuts: list[int]) -> list[int]:
    edges = [0, *sorted(cut % (total + 1) for cut in cuts), total]
    return [high - low for low, high in pairwise(edges)]


def tidied(raws, parents=None):
    above = parents or {}
    items = tuple(
        Item(
            key,
            ItemKind.ACTIVITY,
            f"a{key}",
            text=f"a{key}",
            parent=above.get(key),
            table=1,
            row=key,
            column=0,
        )
        for key in range(1, len(raws) + 1)
    )
    figures = tuple(
        Figure(key, Measure.WEIGHT, raw, table=1, row=key, column=2)
        for key, raw in enumerate(raws, 1)
        if raw is not None
    )
    return tidy(Reading(Document(SOURCE), DocumentFacts(country="CL"), (), items, figures))


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12))
def test_parts_of_a_hundred_are_consistent_to_the_last_digit(cuts):
    parts = parts_of(10_000, cuts)
    (group,) = tidied([f"{part // 100},{part % 100:02}%" for part in parts]).weight_groups
    assert (group.sum, group.difference, group.consistent) == (100, 0, True)
    assert group.members == len(parts)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12), st.integers(1, 5000))
def test_what_is_beyond_the_printed_precision_is_not(cuts, error):
    parts = parts_of(10_000, cuts)
    parts[0] += error
    (group,) = tidied([f"{part // 100},{part % 100:02}%" for part in parts]).weight_groups
    assert group.difference == Decimal(error) / 100
    assert group.consistent is (group.difference <= group.tolerance)
    assert group.tolerance == len(parts) * Decimal("0.005")


@given(st.lists(st.integers(1, 99), min_size=1, max_size=10, unique=True))
def test_percentages_points_and_fractions_say_the_same(cuts):
    parts = [part for part in parts_of(100, cuts) if part]
    ways = [
        tidied([f"{part}%" for part in parts]),
        tidied([str(part) for part in parts]),
        tidied([f"{part}/100" for part in parts]),
    ]
    if len(parts) > 1:
        ways.append(tidied([f"0,{part:02}" for part in parts]))
    for rows in ways:
        assert [row.value for row in rows.measures] == parts
        assert [(g.sum, g.consistent) for g in rows.weight_groups] == [(100, True)]


@given(st.lists(st.lists(st.integers(0, 100), min_size=1, max_size=4), min_size=2, max_size=4))
def test_no_weight_counts_in_two_groups(families):
    """Parents make up a hundred, children their parent: every figure is a member of one group."""
    raws, parents = [], {}
    for part, cuts in zip(parts_of(100, list(range(17, 17 * len(families), 17))), families, strict=True):
        raws.append(f"{part}%")
        parent = len(raws)
        for child in parts_of(part, cuts):
            raws.append(f"{child}%")
            parents[len(raws)] = parent
    rows = tidied(raws, parents)
    members = [item for group in rows.weight_groups for item in group.items.split()]
    assert sorted(members) == sorted(row.item_id for row in rows.measures)
    assert all(group.consistent for group in rows.weight_groups)
    assert sum(group.members for group in rows.weight_groups) == len(raws)


@given(st.lists(st.none() | st.integers(0, 200), min_size=1, max_size=10), st.data())
def test_any_tree_is_judged_without_loss(weights, data):
    raws = [None if weight is None else f"{weight}%" for weight in weights]
    keys = st.integers(1, len(raws))
    parents = {key: data.draw(st.none() | keys) for key in range(1, len(raws) + 1)}
    rows = tidied(raws, parents)
    carriers = {row.item_id for row in rows.measures}
    members = [item for group in rows.weight_groups for item in group.items.split()]
    assert carriers <= set(members)
    for group in rows.weight_groups:
        assert group.difference == group.sum - group.base
        assert group.consistent is (abs(group.difference) <= group.tolerance)
        assert 0 <= group.missing < group.members
