"""Which caption belongs to which table."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum


class Top(Enum):
    """What stands in a story at top level, as far as captions go."""

    TABLE = "table"
    CAPTION = "caption"
    OTHER = "other"


def captions(tops: Sequence[Top]) -> dict[int, int]:
    """The caption of each table that has one: index of the table to index of the caption.

    Captions stand directly before their tables or directly after them, all on one side within a document;
    the first table with a caption beside it shows on which. One that stands before wins where it has both.
    """
    for at, top in enumerate(tops):
        if top is Top.TABLE:
            if at > 0 and tops[at - 1] is Top.CAPTION:
                return _on_side(tops, -1)
            if at + 1 < len(tops) and tops[at + 1] is Top.CAPTION:
                return _on_side(tops, 1)
    return {}


def _on_side(tops: Sequence[Top], side: int) -> dict[int, int]:
    return {
        at: at + side
        for at, top in enumerate(tops)
        if top is Top.TABLE and 0 <= at + side < len(tops) and tops[at + side] is Top.CAPTION
    }
