"""Small documents made of rows of texts, taken through the whole line to their findings."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

import check
import extract
import normalize
from ingest import Block, Cell, Document, Format, Heading, Paragraph, Source, Table
from normalize.dataset import Rows
from normalize.schema import FindingRow

Printed = str | tuple[str, int, int]
"""A cell's text, or its text with the rows and columns that it spans."""

DEFAULT_ID = "0" * 64


def make_table(*rows: Sequence[Printed], method: str = "docx", confidence: float = 1.0) -> Table:
    """A table of printed rows. A position that a span from above covers is not listed again."""
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for row, printed in enumerate(rows):
        column = 0
        for one in printed:
            while (row, column) in taken:
                column += 1
            text, row_span, column_span = (one, 1, 1) if isinstance(one, str) else one
            cells.append(Cell(row, column, text, row_span, column_span))
            taken |= {
                (row + down, column + right) for down in range(row_span) for right in range(column_span)
            }
            column += column_span
    return Table(tuple(cells), method, confidence)


def make_document(*blocks: Block | str, sha256: str = DEFAULT_ID, path: str = "plan.docx") -> Document:
    """A document of blocks; a string is a paragraph, one that begins with ``# `` a heading."""
    made = tuple(
        block
        if not isinstance(block, str)
        else Heading(block[2:], 1)
        if block.startswith("# ")
        else Paragraph(block)
        for block in blocks
    )
    return Document(Source(path, 1, sha256, Format.DOCX), made)


def make_rows(*blocks: Block | str, sha256: str = DEFAULT_ID) -> Rows:
    return normalize.tidy(extract.understand(make_document(*blocks, sha256=sha256)))


@dataclass(frozen=True)
class Told:
    """The findings of a document, and its rows to look them up in."""

    rows: Rows
    findings: tuple[FindingRow, ...]

    @property
    def rules(self) -> list[str]:
        return [finding.rule for finding in self.findings]

    def grave(self) -> list[str]:
        """The rules of its errors and warnings, in alphabetical order."""
        return sorted(finding.rule for finding in self.findings if finding.severity != "info")

    def only(self, rule: str) -> FindingRow:
        """The only finding of a rule."""
        found = [finding for finding in self.findings if finding.rule == rule]
        assert len(found) == 1, [(finding.rule, finding.message_en) for finding in self.findings]
        return found[0]

    def item(self, finding: FindingRow) -> str:
        """The text of the item that a finding names."""
        return next((item.text for item in self.rows.items if item.item_id == finding.item_id), "")

    def cells(self, finding: FindingRow) -> list[str]:
        """The texts of the cells that a finding rests on."""
        texts = {
            (cell.table_id, row, column): cell.text
            for cell in self.rows.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }
        return [texts[spot["table_id"], spot["row"], spot["column"]] for spot in json.loads(finding.evidence)]


@pytest.fixture(scope="session")
def table() -> Callable[..., Table]:
    """``table(("Actividad", "Ponderación"), ("Publicar", "40%"), …)``"""
    return make_table


@pytest.fixture(scope="session")
def rows_of() -> Callable[..., Rows]:
    """Blocks → the rows of a document that holds them."""
    return make_rows


@pytest.fixture(scope="session")
def told() -> Callable[..., Told]:
    """Blocks → what the checks say of a document that holds them."""

    def tell(*blocks: Block | str, parameters: check.Parameters | None = None) -> Told:
        rows = make_rows(*blocks)
        return Told(rows, check.findings(rows, check.Profiles.same(parameters or check.Parameters())))

    return tell
