"""What must add up to what, as whole documents show it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from extract.reading import Figure, Item, ItemKind, LogicalTable, Measure, RowKind, TableKind, Total
from ingest.document import Cell
from normalize import tidy

W = Measure.WEIGHT


@dataclass
class Plan:
    """A document in the making; rows are numbered by the order in which items are put into a table."""

    items: list[Item] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    rows: dict[int, int] = field(default_factory=dict)

    def item(
        self, weight=None, parent=None, *, table=1, column=5, kind=ItemKind.ACTIVITY, row=None, text="", **how
    ):
        key = len(self.items) + 1
        if table is not None and row is None:
            row = self.rows[table] = self.rows.get(table, 0) + 1
        text = text or f"Ítem {key}"
        self.items.append(Item(key, kind, text, text=text, parent=parent, table=table, row=row, column=0))
        if weight is not None:
            place = {} if table is None else {"table": table, "row": row, "column": column}
            self.figures.append(Figure(key, W, weight, **place, **how))
        return key

    def items_of(self, weights, parent=None, **how):
        return [self.item(weight, parent, **how) for weight in weights]

    def total(self, raw, rows, *, table=1, column=5, row=99):
        self.totals.append(Total(table, row, column, "Total", raw, W, tuple(rows)))

    def tables(self):
        """The tables with the cells that the figures came from, and a text cell beside each item."""
        for number, height in self.rows.items():
            cells = [Cell(item.row, 0, item.text_raw) for item in self.items if item.table == number]
            cells += [Cell(item.row, 1, "algo") for item in self.items if item.table == number]
            cells += [
                Cell(f.row, f.column, f.raw) for f in self.figures if f.table == number and f.position == 0
            ]
            kinds = (RowKind.HEADER, *[RowKind.ITEM] * height)
            yield LogicalTable(number, tuple(cells), TableKind.WEIGHTS, "", (), kinds, 1, "docx", 1.0, 6)


@pytest.fixture
def plan():
    return Plan()


@pytest.fixture
def groups(make_reading, plan):
    def judge():
        rows = tidy(
            make_reading(
                items=plan.items, figures=plan.figures, totals=plan.totals, tables=list(plan.tables())
            )
        )
        return rows.weight_groups

    return judge


def keys(group):
    return [int(item.rsplit("-i", 1)[1]) for item in group.items.split()]


def test_siblings_make_up_a_hundred(plan, groups):
    plan.items_of(["40%", "35%", "25%"])
    (group,) = groups()
    assert (group.members, group.sum, group.base, group.base_source) == (3, 100, 100, "hundred")
    assert group.consistent and group.difference == 0 and group.missing == 0
    assert (group.parent_id, group.column, group.period) == ("", 5, "")
    assert group.group_id.endswith("-g1") and group.table_id.endswith("-t1")
    assert keys(group) == [1, 2, 3]


def test_a_sum_that_is_wrong(plan, groups):
    plan.items_of(["40%", "35%", "35%"])
    (group,) = groups()
    assert (group.sum, group.base, group.difference, group.consistent) == (110, 100, 10, False)


@pytest.mark.parametrize(
    ("weights", "consistent"),
    [
        (["33,3%", "33,3%", "33,3%"], True),
        (["33,3%", "33,3%", "33,2%"], False),
        (["33%", "33%", "33%"], True),
        (["49,8%", "50,0%"], False),
        (["50,0%", "49,9%"], True),
        (["0,333", "0,333", "0,333"], True),
    ],
)
def test_half_a_unit_of_the_last_digit_per_summand(plan, groups, weights, consistent):
    plan.items_of(weights)
    (group,) = groups()
    assert group.consistent is consistent
    assert (abs(group.difference) <= group.tolerance) is consistent


def test_parents_and_children_in_one_column_are_two_sums(plan, groups):
    for parent_weight, weights in (("60%", ["20%", "40%"]), ("40%", ["10%", "30%"])):
        parent = plan.item(parent_weight, kind=ItemKind.OBJECTIVE)
        plan.items_of(weights, parent)
    top, first, second = groups()
    assert (top.sum, top.base_source, keys(top)) == (100, "hundred", [1, 4])
    assert (first.sum, first.base, first.base_source) == (60, 60, "parent")
    assert (second.sum, second.base, second.parent_id[-3:]) == (40, 40, "-i4")


def test_children_may_make_up_a_hundred_within_their_parent(plan, groups):
    parent = plan.item("60%", kind=ItemKind.OBJECTIVE)
    plan.items_of(["30%", "70%"], parent)
    group = groups()[1]
    assert (group.sum, group.base_source, group.consistent) == (100, "hundred", True)
    assert (group.first_base, group.first_base_source) == (60, "parent")


def test_items_without_a_weight_are_looked_through(plan, groups):
    programme = plan.item("6,6%", table=None, kind=ItemKind.PROGRAMME)
    for weights in (["2,2%", "1,1%"], ["3,3%"]):
        product = plan.item(None, programme, kind=ItemKind.PRODUCT)
        plan.items_of(weights, product)
    (group,) = groups()
    assert (group.members, group.sum, group.base_source, group.consistent) == (
        3,
        Decimal("6.6"),
        "heading",
        True,
    )
    assert group.parent_id.endswith("-i1")


def test_a_sum_that_misses_is_held_against_what_its_neighbours_meet(plan, groups):
    for weights in (["30%", "70%"], ["20%", "80%"], ["35%", "30%"]):
        product = plan.item("33,3%", kind=ItemKind.PRODUCT)
        plan.items_of(weights, product)
    wrong = groups()[-1]
    assert (wrong.sum, wrong.base, wrong.base_source, wrong.consistent) == (65, 100, "hundred", False)
    assert wrong.first_base_source == "parent"


def test_a_sum_that_misses_alone_is_held_against_the_nearest_base(plan, groups):
    parent = plan.item("30%", kind=ItemKind.OBJECTIVE)
    plan.items_of(["20%", "15%"], parent)
    group = groups()[1]
    assert (group.base, group.base_source, group.consistent) == (30, "parent", False)


def test_a_total_row_decides_alone(plan, groups):
    programme = plan.item("3,5%", table=None, kind=ItemKind.PROGRAMME)
    plan.items_of(["1,5%", "2,0%"], programme)
    plan.total("3,3%", (1, 2))
    (group,) = groups()
    assert (group.sum, group.base, group.base_source) == (Decimal("3.5"), Decimal("3.3"), "total_row")
    assert not group.consistent


def test_the_total_of_parents_may_cover_their_children(plan, groups):
    for weights in (["20%", "40%"], ["10%", "30%"]):
        parent = plan.item("60%" if weights[0] == "20%" else "40%", kind=ItemKind.OBJECTIVE)
        plan.items_of(weights, parent)
    plan.total("100%", range(1, 7))
    assert [group.base_source for group in groups()] == ["total_row", "parent", "parent"]


def test_a_total_of_other_rows_is_no_base(plan, groups):
    plan.items_of(["40%", "60%"])
    plan.total("40%", (1,))
    assert groups()[0].base_source == "hundred"


def test_one_parent_over_two_tables(plan, groups):
    parent = plan.item("40%", table=1, kind=ItemKind.OBJECTIVE)
    plan.item("60%", table=1, kind=ItemKind.OBJECTIVE)
    plan.item("20%", parent, table=2)
    plan.item("20%", parent, table=3)
    group = groups()[1]
    assert (group.members, group.sum, group.base, group.table_id) == (2, 40, 40, "")
    assert (group.column, group.consistent) == (5, True)


def test_a_table_and_its_summary_are_not_added_together(plan, groups):
    programme = plan.item("12,5%", table=None, kind=ItemKind.PROGRAMME)
    plan.items_of(["5,0%", "5,0%"], programme, table=1)
    plan.items_of(["5,0%", "5,0%"], programme, table=2)
    plan.items[3] = Item(
        4, ItemKind.ACTIVITY, "Ítem 2", text="Ítem 2", parent=programme, table=2, row=1, column=0
    )
    assert [group.sum for group in groups()] == [10, 10]


def test_tables_without_a_common_parent_are_apart(plan, groups):
    plan.items_of(["40%", "50%"], table=1)
    plan.items_of(["10%", "90%"], table=2)
    assert [(group.sum, group.consistent) for group in groups()] == [(90, False), (100, True)]


def test_two_halves_of_a_table_set_side_by_side_are_one_group(plan, groups):
    plan.items_of(["40%", "10%"], column=2)
    plan.items_of(["30%", "20%"], column=5)
    (group,) = groups()
    assert (group.members, group.sum, group.column, group.consistent) == (4, 100, None, True)


def test_two_weights_of_one_item_for_two_years_are_two_groups(plan, groups):
    for key, weights in enumerate((["40%", "30%"], ["60%", "70%"]), 1):
        plan.item(weights[0], column=3, period=("2016",))
        plan.figures.append(Figure(key, W, weights[1], table=1, row=key, column=4, period=("2017",)))
    assert [(group.sum, group.period, group.column) for group in groups()] == [
        (100, "2016", 3),
        (100, "2017", 4),
    ]


def test_sections_that_make_up_a_hundred_each(plan, groups):
    for weights in (["40%", "60%"], ["20%", "80%"], ["50%", "45%"]):
        section = plan.item(None, kind=ItemKind.OBJECTIVE)
        plan.items_of(weights, section)
    found = groups()
    assert [(group.sum, group.consistent, group.parent_id[-3:]) for group in found] == [
        (100, True, "-i1"), (100, True, "-i4"), (95, False, "-i7"),
    ]  # fmt: skip


def test_sections_that_make_up_a_hundred_together_stay_together(plan, groups):
    for weights in (["40%", "10%"], ["20%", "30%"]):
        section = plan.item(None, kind=ItemKind.OBJECTIVE)
        plan.items_of(weights, section)
    assert [(group.members, group.sum) for group in groups()] == [(4, 100)]


def test_subtotals_part_rows_that_no_item_parts(plan, groups):
    plan.items_of(["40%", "20%", "15%", "15%"])
    plan.total("60%", (1, 2), row=50)
    plan.total("30%", (3, 4), row=51)
    found = [(group.sum, group.base, group.base_source) for group in groups()]
    assert found == [(60, 60, "total_row"), (30, 30, "total_row")]


def test_a_merged_weight_counts_once(plan, groups):
    plan.items_of(["40%", "60%"])
    plan.items.append(Item(3, ItemKind.ACTIVITY, "Ítem 3", text="Ítem 3", table=1, row=2, column=0))
    plan.figures.append(Figure(3, W, "60%", table=1, row=2, column=5))
    (group,) = groups()
    assert (group.members, group.sum) == (2, 100)


def test_several_weights_of_one_cell_all_count(plan, groups):
    plan.item("40%")
    plan.item("35%", row=2, position=0)
    plan.item("25%", row=2, position=1)
    assert groups()[0].sum == 100


def test_a_member_without_a_weight_is_missing(plan, groups):
    plan.items_of(["40%", None, "50%"])
    (group,) = groups()
    assert (group.members, group.missing, group.sum) == (3, 1, 90)
    assert keys(group) == [1, 3, 2]


def test_what_is_of_another_kind_misses_nothing(plan, groups):
    plan.items_of(["40%", "60%"])
    plan.item(None, 1, kind=ItemKind.INDICATOR)
    assert groups()[0].missing == 0


def test_results_are_no_members(plan, groups):
    plan.items_of(["40%", "60%"])
    plan.item("100%", kind=ItemKind.RESULT)
    assert groups()[0].members == 2


def test_a_programme_in_a_heading_is_no_group_by_itself(plan, groups):
    plan.item("7,69", table=1, column=1, kind=ItemKind.PROGRAMME)
    plan.item("2,2%", table=None, kind=ItemKind.PROGRAMME)
    assert groups() == ()


def test_programmes_are_a_group_only_where_they_make_up_a_whole(plan, groups):
    plan.items_of(["2,2%", "2,2%"], table=1, kind=ItemKind.PROGRAMME)
    plan.items_of(["30%", "70%"], table=2, kind=ItemKind.PROGRAMME)
    assert [group.sum for group in groups()] == [100]


def test_items_that_are_each_others_parents_end_the_search(plan, groups):
    plan.items = [
        Item(1, ItemKind.ACTIVITY, "a", parent=2, table=1, row=1, column=0),
        Item(2, ItemKind.ACTIVITY, "b", parent=1, table=1, row=2, column=0),
        Item(3, ItemKind.ACTIVITY, "c", parent=77, table=1, row=3, column=0),
    ]
    plan.figures = [Figure(key, W, "50%", table=1, row=key, column=5) for key in (1, 2, 3)]
    plan.rows = {1: 3}
    assert sum(group.members for group in groups()) == 3


def test_groups_are_numbered_in_reading_order(plan, groups):
    plan.items_of(["100%"], table=2)
    plan.items_of(["100%"], table=1)
    assert [(group.group_id[-3:], group.table_id[-3:]) for group in groups()] == [
        ("-g1", "-t2"),
        ("-g2", "-t1"),
    ]


@pytest.mark.parametrize(
    ("tables", "sums"),
    [
        ([["30%", "20%"], ["25%", "25%"]], [100]),  # one whole over two tables
        ([["30%", "20%"], ["25%", "15%"]], [90]),  # nearly one, and each alone far from it
        ([["30%", "20%"], ["25%", "25%"], ["60%", "10%"], ["20%", "10%"]], [100, 100]),
        ([["60%", "40%"], ["25%", "25%"]], [100, 50]),  # the first is whole
        ([["60%", "35%"], ["50%", "45%"]], [95, 95]),  # each is nearly whole alone
        ([["30%", "20%"], ["70%", "30%"], ["25%", "25%"]], [50, 100, 50]),  # not one after the other
    ],
)
def test_tables_that_make_up_a_hundred_together(plan, groups, tables, sums):
    for number, weights in enumerate(tables, 1):
        for at, weight in enumerate(weights):
            plan.item(weight, table=number, text=f"Actividad {number}.{at}")
    found = groups()
    assert [group.sum for group in found] == sums
    assert [group.consistent for group in found] == [total == 100 for total in sums]


def test_a_summary_beside_its_table_is_no_part_of_it(plan, groups):
    for number in (1, 2):
        plan.item("30%", table=number, text="Publicar el boletín")
        plan.item("20%", table=number, text="Medir la satisfacción")
    assert [group.sum for group in groups()] == [50, 50]
