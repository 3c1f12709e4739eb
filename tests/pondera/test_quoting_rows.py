"""The rows that a finding rests on, quoted as they stand."""

from __future__ import annotations

import json
from dataclasses import replace

from normalize.dataset import Rows
from pondera.quoting import quoted_rows


def test_the_named_row_comes_first_then_the_evidence(rows: Rows) -> None:
    named, other = quoted_rows(rows.findings[0], rows)
    assert (named.table, named.row, named.page) == (1, 3, None)
    assert [cell.text for cell in named.cells] == ["2.- Vender «maíz»", "30%", "0%"]
    assert [cell.header for cell in named.cells] == ["Actividades", "Ponderación", "Cumple"]
    assert [cell.marked for cell in named.cells] == [False, True, False]
    assert other.row == 2
    assert other.label == "1 Sembrar, regar y cosechar"
    assert [cell.marked for cell in other.cells] == [False, True, False]


def test_a_finding_without_a_row_quotes_its_evidence(rows: Rows) -> None:
    finding = replace(rows.findings[0], row=None, column=None)
    assert [quoted.row for quoted in quoted_rows(finding, rows)] == [2, 3]


def test_a_row_without_an_item_is_known_by_its_first_text(rows: Rows) -> None:
    (named, *_) = quoted_rows(rows.findings[0], replace(rows, items=()))
    assert named.label == "2.- Vender «maíz»"


def test_a_finding_about_the_document_quotes_nothing(rows: Rows) -> None:
    finding = replace(rows.findings[0], table_id="", row=None, column=None, evidence="")
    assert quoted_rows(finding, rows) == []


def test_evidence_in_running_text_or_in_a_table_that_is_not_there_is_left_out(rows: Rows) -> None:
    evidence = [
        {"table_id": "", "row": None, "column": None},
        {"table_id": "nowhere-t9", "row": 0, "column": 0},
    ]
    finding = replace(rows.findings[0], row=None, column=None, evidence=json.dumps(evidence))
    assert quoted_rows(finding, rows) == []


def test_a_cell_that_spans_into_the_row_is_quoted_with_it(rows: Rows) -> None:
    spanning = replace(rows.cells[4], row_span=2, page=7)  # the weight of row 1 covers row 2 as well
    cells = tuple(
        spanning if cell is rows.cells[4] else cell for cell in rows.cells if cell is not rows.cells[7]
    )
    (named, *_) = quoted_rows(rows.findings[0], replace(rows, cells=cells))
    assert [cell.text for cell in named.cells] == ["2.- Vender «maíz»", "60%", "0%"]
    assert named.cells[1].marked
    assert named.page == 7
