"""The blocks of a text, one after the other: each kind knows where it begins, the rest is running text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ingest.document import Block
from ingest.text.lines import Line
from ingest.text.paragraphs import paragraphs_of
from ingest.text.setting import Passage, Setting


class Kind(Protocol):
    """A kind of block."""

    def starts(self, lines: Sequence[Line], at: int) -> bool:
        """Whether one may begin at line ``at``, which is not blank. Cheap: asked of every line."""
        ...

    def read(self, lines: Sequence[Line], at: int, setting: Setting) -> Passage | None:
        """The blocks from line ``at`` on; None where it turns out to be running text."""
        ...


def read_blocks(lines: Sequence[Line], kinds: Sequence[Kind], setting: Setting) -> list[Block]:
    """All of ``lines``, in order; no text of them is left out."""
    blocks: list[Block] = []
    text_from: int | None = None
    at = 0
    while at < len(lines):
        passage = None
        if not lines[at].is_blank:
            for kind in kinds:
                if kind.starts(lines, at):
                    passage = kind.read(lines, at, setting)
                    if passage is not None:
                        break
        if passage is None:
            text_from = at if text_from is None else text_from
            at += 1
            continue
        if text_from is not None:
            blocks.extend(paragraphs_of(lines[text_from:at], setting))
            text_from = None
        blocks.extend(passage.blocks)
        at = passage.stop
    if text_from is not None:
        blocks.extend(paragraphs_of(lines[text_from:], setting))
    return blocks
