from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from extract.reading import Fact, Figure, Item, ItemKind, Measure
from normalize import Rows, activities, tidy
from normalize.schema import FindingRow

M = Measure


@pytest.fixture
def rows(make_reading):
    items = [
        Item(1, ItemKind.OBJECTIVE, "Cobertura", number="1", text="Cobertura"),
        Item(2, ItemKind.ACTIVITY, "Visitar", number="1.1", text="Visitar", parent=1, verification="Acta",
             responsible="Terreno"),
        Item(3, ItemKind.ACTIVITY, "Sin cifras", text="Sin cifras", parent=1),
    ]  # fmt: skip
    figures = [
        Figure(1, M.WEIGHT, "40%"),
        Figure(2, M.WEIGHT, "7 de 20"),
        Figure(2, M.COMPLIANCE, "90%"),
        Figure(2, M.PROGRAMMED, "12", period=("2016",)),
        Figure(2, M.EXECUTED, "11", period=("2016",)),
        Figure(2, M.EXECUTED, "99", period=("2016",), position=1),
        Figure(2, M.PROGRAMMED, "15", period=("2017",)),
        Figure(2, M.COUNT, "8", period=("2018",)),
    ]
    return tidy(
        make_reading(items=items, figures=figures, institution=Fact("INP"), region=Fact("", "Coquimbo"))
    )


def finding(item_id):
    return FindingRow(
        "f1",
        "d",
        "",
        item_id,
        "weights-sum",
        "error",
        None,
        None,
        None,
        "",
        "",
        None,
        "a",
        "b",
        "[]",
        "f1",
        "",
    )


def test_one_row_per_item_and_period(rows):
    assert [(row.text, row.period) for row in activities(rows)] == [
        ("Cobertura", ""), ("Visitar", ""), ("Visitar", "2016"), ("Visitar", "2017"), ("Visitar", "2018"),
    ]  # fmt: skip


def test_one_column_per_measure(rows):
    objective, plain, first, second, count = activities(rows)
    assert objective.weight_percent == 40
    assert (plain.weight_percent, plain.compliance_percent) == (None, Decimal(90))  # points are no percentage
    assert (first.programmed, first.executed) == (12, 11)
    assert (second.programmed, second.executed) == (15, None)
    assert {count.target, count.programmed, count.executed, count.budget} == {None}


def test_what_stands_around_an_item(rows):
    row = activities(rows)[1]
    assert (row.parents, row.number, row.kind) == ("1 Cobertura", "1.1", "activity")
    assert (row.institution, row.region, row.year, row.path) == ("INP", "Coquimbo", 2016, "plan.docx")
    assert (row.verification, row.responsible, row.findings) == ("Acta", "Terreno", 0)


def test_findings_that_name_an_item_are_counted(rows):
    item_id = rows.items[1].item_id
    found = activities(replace(rows, findings=(finding(item_id), finding(item_id), finding(""))))
    assert [row.findings for row in found] == [0, 2, 2, 2, 2]


def test_several_documents_together(rows):
    assert len(activities(Rows.of([rows, rows]).of([rows]))) == 5


def test_items_that_are_each_others_parents_end_their_path(rows):
    first, second, third = rows.items
    circle = replace(rows, items=(replace(first, parent_id=second.item_id), second, third))
    assert activities(circle)[0].parents == "1.1 Visitar"
