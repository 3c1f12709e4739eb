"""Every figure of the development set, given its document and its column, reads as gold says, and its weights
form the groups that gold names. This stage alone: the readings are made from gold."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from normalize import tidy


def right(wanted: dict[str, Any], name: str) -> list[Any]:
    return [wanted.get(name), *wanted.get("accept", {}).get(name, [])]


@pytest.fixture(scope="module")
def tidied(golds):
    return [(gold, tidy(gold.reading)) for gold in golds]


def test_every_figure_reads_as_gold_says(tidied):
    wrong = []
    figures = 0
    for gold, rows in tidied:
        document_id = rows.documents[0].document_id
        found = {
            (row.item_id, row.measure, row.raw, row.column, row.position, row.period): row
            for row in rows.measures
        }
        for figure, wanted in zip(gold.reading.figures, gold.wanted, strict=True):
            if wanted.get("optional"):
                continue
            figures += 1
            place = (
                f"{document_id}-i{figure.item}",
                figure.measure,
                figure.raw,
                figure.column,
                figure.position,
            )
            periods = [period or "" for period in right(wanted, "period")]
            rows_of = [found[*place, period] for period in periods if (*place, period) in found]
            if not rows_of:
                wrong.append((gold.name, figure.raw, "not read, or of another period"))
                continue
            row = rows_of[0]
            said = {
                "unit": row.unit,
                "comparator": row.comparator,
                "written_as": row.written_as,
                "scale": row.scale,
            }
            wrong += [
                (gold.name, figure.raw, name, value, wanted[name])
                for name, value in said.items()
                if wanted.get(name) is not None and value not in right(wanted, name)
            ]
            if row.value not in [Decimal(str(value)) for value in right(wanted, "value")]:
                wrong.append((gold.name, figure.raw, "value", row.value, wanted["value"]))
            high = wanted.get("value_high")
            if (row.value_high is None) != (high is None) or (high and row.value_high != Decimal(high)):
                wrong.append((gold.name, figure.raw, "value_high", row.value_high, high))
            if "decimals" in wanted and wanted["written_as"] == "percent" and not wanted["scale"]:
                step = Decimal(1).scaleb(-wanted["decimals"])
                if row.precision != step:
                    wrong.append((gold.name, figure.raw, "precision", row.precision, step))
    assert figures > 6000
    assert wrong == []


def test_weights_form_the_groups_that_gold_names(tidied):
    wrong = []
    for gold, rows in tidied:
        found = Counter((row.sum, row.consistent, row.members) for row in rows.weight_groups)
        wanted = Counter(
            (Decimal(str(group["sum"])), bool(group["consistent"]), len(group["members"]))
            for group in gold.gold["weight_groups"]
        )
        if found != wanted:
            wrong.append((gold.name, "missing", wanted - found, "too many", found - wanted))
    assert wrong == []


def test_groups_rest_on_the_base_that_gold_names(tidied):
    wrong = []
    for gold, rows in tidied:
        document_id = rows.documents[0].document_id
        by_members = {frozenset(row.items.split()): row for row in rows.weight_groups}
        for group in gold.gold["weight_groups"]:
            row = by_members.get(frozenset(f"{document_id}-i{gold.keys[key]}" for key in group["members"]))
            if row is None:
                wrong.append((gold.name, "other members", group["members"]))
            elif row.base != Decimal(str(group["base"])) or row.base_source not in right(
                group, "base_source"
            ):
                wrong.append((gold.name, row.base, row.base_source, group["base"], group["base_source"]))
            elif group.get("missing") not in (None, row.missing):
                wrong.append((gold.name, "missing", row.missing, group["missing"]))
    assert wrong == []


def test_the_number_format_is_never_the_other_one(tidied):
    """Nothing is right where a document's figures do not show what gold says; the other one is not."""
    wrong, undecided = [], 0
    for gold, rows in tidied:
        said, wanted = rows.documents[0].number_format, right(gold.gold["document"], "number_format")
        undecided += said is None and wanted[0] is not None
        if said is not None and wanted[0] is not None and said not in wanted:
            wrong.append((gold.name, said, wanted))
    assert wrong == []
    assert undecided <= 1
