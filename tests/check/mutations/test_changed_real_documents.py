"""Figures of real and generated clean documents changed by one digit: what is found must rest on the cell.

``PONDERA_MUTATIONS`` as in ``test_changed_figures.py``: a fifth of that many changes.
"""

from __future__ import annotations

import json
import logging
import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

import check
import extract
import ingest
import normalize
from ingest import Cell, Document, Table
from normalize.dataset import Rows
from normalize.schema import FindingRow, MeasureRow, TotalRow

log = logging.getLogger(__name__)

CHANGES = int(os.environ.get("PONDERA_MUTATIONS", "300")) // 5
PER_DOCUMENT = 8
SUMMED = ("weight", "earned", "amount", "budget", "total", "numerator", "denominator")
"""Figures of which a change by a digit contradicts another one, but where rounding could explain it."""


@dataclass
class Tried:
    documents: int = 0
    alarms: list[str] = field(default_factory=list)
    changes: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    beside: list[str] = field(default_factory=list)
    """Changes that brought out a finding which does not rest on the changed cell."""


@dataclass(frozen=True)
class Spot:
    """A figure of a document, and the cell of the block that it was read from."""

    figure: MeasureRow | TotalRow
    block: int
    cell: Cell

    @property
    def kind(self) -> str:
        return "total" if isinstance(self.figure, TotalRow) else str(self.figure.measure)


def clean_documents(samples: Path, shared: Path) -> Iterator[Path]:
    yield samples / "programa-trabajo-2021.docx"
    for path in sorted((shared / "practice" / "files").iterdir()):
        gold = json.loads((shared / "practice" / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        if path.suffix in (".docx", ".odt", ".rtf") and not gold["injected"]:
            yield path


def rows_of(document: Document) -> Rows:
    return normalize.tidy(extract.understand(document))


def spots_in(document: Document) -> list[Spot]:
    """The figures that stand alone in a cell of a table that was not joined with another."""
    reading = extract.understand(document)
    rows = normalize.tidy(reading)
    tables = {f"{rows.documents[0].document_id}-t{table.number}": table for table in reading.tables}
    found = []
    for figure in (*rows.measures, *rows.totals):
        if figure.table_id not in tables or figure.row is None or figure.column is None:
            continue
        table = tables[figure.table_id]
        block = document.blocks[table.block] if table.block < len(document.blocks) else None
        if not isinstance(block, Table):
            continue
        if (block.row_count, block.column_count) != (table.row_count, table.column_count):
            continue
        found += [
            Spot(figure, table.block, cell)
            for cell in block.cells
            if figure.row in cell.rows and figure.column in cell.columns and cell.text.count(figure.raw) == 1
        ]
    return found


def changed(document: Document, spot: Spot, chance: random.Random) -> Document | None:
    """The document with another first digit in a figure; None where it has none but zeros."""
    raw = spot.figure.raw
    at = next((at for at, letter in enumerate(raw) if letter in "123456789"), None)
    if at is None:
        return None
    digit = chance.choice([digit for digit in "123456789" if digit != raw[at]])
    cell = replace(spot.cell, text=spot.cell.text.replace(raw, raw[:at] + digit + raw[at + 1 :]))
    block = document.blocks[spot.block]
    assert isinstance(block, Table)
    cells = tuple(cell if one is spot.cell else one for one in block.cells)
    blocks = list(document.blocks)
    blocks[spot.block] = replace(block, cells=cells)
    return replace(document, blocks=tuple(blocks))


def place(finding: FindingRow) -> tuple[object, ...]:
    return finding.rule, finding.table_id, finding.row, finding.column, finding.item_id, finding.observed


def rests_on(finding: FindingRow, figure: MeasureRow | TotalRow) -> bool:
    cells = [(one["table_id"], one["row"], one["column"]) for one in json.loads(finding.evidence)]
    return (figure.table_id, figure.row, figure.column) in cells


@pytest.fixture(scope="module")
def tried(samples: Path, shared: Path) -> Tried:
    chance = random.Random(3)
    tried = Tried()
    for path in clean_documents(samples, shared):
        if tried.changes.total() >= CHANGES:
            break
        document = ingest.read(path)
        before = check.findings(rows_of(document))
        tried.documents += 1
        tried.alarms += [f"{path.name}: {f.rule}" for f in before if f.severity != "info"]
        spots = spots_in(document)
        for spot in chance.sample(spots, min(PER_DOCUMENT, len(spots))):
            other = changed(document, spot, chance)
            if other is None:
                continue
            places = {place(finding) for finding in before}
            after = [f for f in check.findings(rows_of(other)) if place(f) not in places]
            tried.changes[spot.kind] += 1
            tried.found[spot.kind] += any(rests_on(finding, spot.figure) for finding in after)
            if strange := [f.message_en for f in after if not rests_on(f, spot.figure)]:
                tried.beside.append(f"{path.name}, {spot.kind} {spot.figure.raw}: {strange}")
    log.info("%s", tried)
    return tried


def test_clean_documents_have_no_errors_or_warnings(tried: Tried) -> None:
    assert tried.documents > 3
    assert tried.alarms == []


def test_a_changed_figure_that_others_depend_on_is_found(tried: Tried) -> None:
    changes = sum(tried.changes[kind] for kind in SUMMED)
    found = sum(tried.found[kind] for kind in SUMMED)
    assert changes > 10
    assert found >= 0.9 * changes, (tried.changes, tried.found)


def test_nothing_is_said_that_does_not_rest_on_the_changed_cell(tried: Tried) -> None:
    assert len(tried.beside) <= 0.04 * tried.changes.total(), tried.beside
