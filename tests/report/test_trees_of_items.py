"""Items as a tree with their sums, whatever the parents."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from normalize.dataset import Rows
from pondera.report.tree import DEEPEST, Closed, Opened, Summed, stems, steps


def walked(rows: Rows, most: int = 1000) -> list[object]:
    return [step for stem in stems(rows) for step in steps(stem, most)]


def test_every_item_is_opened_and_closed_once_in_order(evaluation: Rows) -> None:
    walk = walked(evaluation)
    opened = [step.branch.item.item_id for step in walk if isinstance(step, Opened)]
    assert opened == [item.item_id for item in evaluation.items]
    assert sum(isinstance(step, Closed) for step in walk) == len(opened)


def test_a_sum_hangs_where_its_members_do(evaluation: Rows) -> None:
    (summed,) = (step.sum for step in walked(evaluation) if isinstance(step, Summed))
    assert (summed.group.sum, summed.group.base) == (Decimal(95), Decimal(100))
    assert summed.shares == (20.0, 15.0, 25.0, 10.0, 20.0, 5.0)
    assert summed.base_at == 100.0


def test_a_bar_is_the_share_of_the_base(evaluation: Rows) -> None:
    shares = [step.branch.share for step in walked(evaluation) if isinstance(step, Opened)]
    assert [share for share in shares if share is not None] == [6.25, 20.0, 15.0, 25.0, 10.0, 20.0, 5.0]


def test_parents_in_a_circle_or_missing_stand_at_the_top(evaluation: Rows) -> None:
    first, second, third, *rest = evaluation.items
    circle = (
        replace(first, parent_id=second.item_id),
        replace(second, parent_id=first.item_id),
        replace(third, parent_id="nobody"),
        *rest,
    )
    opened = [step for step in walked(replace(evaluation, items=circle)) if isinstance(step, Opened)]
    assert len(opened) == len(evaluation.items)


def test_a_chain_of_a_thousand_parents_is_drawn_to_a_depth(evaluation: Rows) -> None:
    first = evaluation.items[0]
    chain = tuple(
        replace(first, item_id=f"i{at}", parent_id=f"i{at - 1}" if at else "") for at in range(1000)
    )
    rows = Rows(documents=evaluation.documents, items=chain)
    lists = deepest = 0
    for step in walked(rows):
        if isinstance(step, (Opened, Closed)) and step.has_list:
            lists += 1 if isinstance(step, Opened) else -1
            deepest = max(deepest, lists)
    assert lists == 0
    assert deepest <= DEEPEST


def test_of_many_items_some_are_left_out(evaluation: Rows) -> None:
    (stem,) = stems(evaluation)
    assert sum(isinstance(step, Opened) for step in steps(stem, 3)) == 3
