"""What was typed, beside what is seen of it: pieces of a line, lines of a cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Seen(Protocol):
    @property
    def text(self) -> str:
        """As a person sees it."""

    @property
    def typed(self) -> str | None:
        """As the file stores what somebody typed; ``None`` where that is the text."""


def typed_of(seen: Seen) -> str:
    return seen.text if seen.typed is None else seen.typed


def typed_together(parts: Sequence[Seen], between: str = "") -> str | None:
    """What was typed in parts put together; ``None`` where that is their text."""
    if all(part.typed is None for part in parts):
        return None
    return between.join([typed_of(part) for part in parts])
