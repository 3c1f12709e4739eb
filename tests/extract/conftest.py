"""Small documents made of rows of texts, for the tests of understanding."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from extract import Reading, understand
from ingest import Block, Cell, Document, Format, Heading, Paragraph, Source, Table

Printed = str | tuple[str, int, int]
"""A cell's text, or its text with the rows and columns that it spans; ``**text**`` is bold."""


def make_table(rows: Sequence[Sequence[Printed]], *, method: str = "docx") -> Table:
    """A table of printed rows. A position that a span from above covers is not listed again."""
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for row, printed in enumerate(rows):
        column = 0
        for one in printed:
            while (row, column) in taken:
                column += 1
            text, row_span, column_span = (one, 1, 1) if isinstance(one, str) else one
            bold = text.startswith("**") and text.endswith("**") and len(text) > 4
            cells.append(
                Cell(row, column, text.strip("*") if bold else text, row_span, column_span, is_bold=bold)
            )
            taken |= {
                (row + down, column + right) for down in range(row_span) for right in range(column_span)
            }
            column += column_span
    return Table(tuple(cells), method)


def make_document(*blocks: Block | str, format: Format = Format.DOCX) -> Document:
    """A document of blocks; a string is a paragraph, one that begins with ``# `` a heading."""
    made = tuple(
        block
        if not isinstance(block, str)
        else Heading(block[2:], 1)
        if block.startswith("# ")
        else Paragraph(block)
        for block in blocks
    )
    return Document(Source("test", 1, "0" * 64, format), made)


@pytest.fixture
def table() -> Callable[..., Table]:
    return make_table


@pytest.fixture
def document() -> Callable[..., Document]:
    return make_document


@pytest.fixture
def reading() -> Callable[..., Reading]:
    """Blocks → what they mean."""

    def read(*blocks: Block | str, format: Format = Format.DOCX) -> Reading:
        return understand(make_document(*blocks, format=format))

    return read


@pytest.fixture
def tree() -> Callable[[Reading], list[tuple[str, str, str, str]]]:
    """A reading's items as (kind, number, text, text of the parent)."""

    def of(reading: Reading) -> list[tuple[str, str, str, str]]:
        texts = {item.key: item.text for item in reading.items}
        return [
            (item.kind.value, item.number, item.text, texts.get(item.parent or 0, ""))
            for item in reading.items
        ]

    return of


@pytest.fixture
def figures() -> Callable[[Reading], list[tuple[str, str, str]]]:
    """A reading's figures as (text of the item, measure, raw)."""

    def of(reading: Reading) -> list[tuple[str, str, str]]:
        texts = {item.key: item.text for item in reading.items}
        return [(texts[figure.item], figure.measure.value, figure.raw) for figure in reading.figures]

    return of
