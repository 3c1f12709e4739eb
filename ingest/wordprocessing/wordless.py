"""Documents that hold pictures instead of words, as scans put into a word processor's file do."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.document import Block, Paragraph, Part, Table

_MARGINS = frozenset({Part.HEADER, Part.FOOTER})


def is_wordless(blocks: Iterable[Block]) -> bool:
    """Whether no words stand anywhere but in the margins of pages."""
    return not any(_says(block) for block in blocks)


def _says(block: Block) -> bool:
    if isinstance(block, Table):
        return any(cell.text for cell in block.cells)
    return bool(block.text) and not (isinstance(block, Paragraph) and block.part in _MARGINS)
