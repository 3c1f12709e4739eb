"""How ``pondera show`` draws a document."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from normalize.dataset import Rows
from pondera.cli.show import fact_lines, item_lines, status_lines
from pondera.figure_text import figure_text
from pondera.messages import Language


def test_items_are_indented_under_their_parents(rows: Rows) -> None:
    lines = [line.plain for line in item_lines(rows, Language.ES)]
    assert lines == [
        "  actividad 1 Sembrar, regar y cosechar  [ponderación 60 % (2021); cumplimiento 100 % (2021)]",
        "    actividad 2 Vender «maíz»  [ponderación 30 % (2021); cumplimiento 0 % (2021)]",
    ]


def test_an_item_whose_parent_is_not_there_is_not_lost(rows: Rows) -> None:
    first, second = rows.items
    lines = list(item_lines(replace(rows, items=(first, replace(second, parent_id="nowhere"))), Language.EN))
    assert len(lines) == 2
    assert lines[1].plain.startswith("  activity 2 ")


def test_no_items_says_where_to_look() -> None:
    (line,) = item_lines(Rows(), Language.EN)
    assert "pondera tables" in line.plain


@pytest.mark.parametrize(
    ("changes", "english", "spanish"),
    [
        ({"value": Decimal("5.50")}, "weight 5.5 % (2021)", "ponderación 5,5 % (2021)"),
        ({"unit": "count", "period": ""}, "weight 60", "ponderación 60"),
        ({"comparator": ">=", "measure": "target", "period": ""}, "target ≥ 60 %", "meta ≥ 60 %"),
        ({"value_high": Decimal(70), "period": ""}, "weight 60–70 %", "ponderación 60–70 %"),
        (
            {"measure": "executed", "unit": "hora", "value": Decimal("1062997"), "period": "2016-01/2016-06"},
            "executed 1062997 hora (2016-01/2016-06)",
            "ejecutado 1062997 hora (2016-01/2016-06)",
        ),
    ],
)
def test_a_figure_as_it_was_understood(
    rows: Rows, changes: dict[str, object], english: str, spanish: str
) -> None:
    figure = replace(rows.measures[0], **changes)  # type: ignore[arg-type]
    assert figure_text(figure, Language.EN) == english
    assert figure_text(figure, Language.ES) == spanish


def test_what_the_document_says_of_itself(rows: Rows) -> None:
    document = rows.documents[0]
    lines = [*status_lines(document, Language.EN), *fact_lines(document, Language.EN)]
    text = "\n".join(line.plain for line in lines)
    assert text.startswith("carpeta/plan.docx\n  docx, read\n  kind: work programme\n  title: Plan, con coma")
    assert "region: Aysén" in text
    assert "unit:" not in text
