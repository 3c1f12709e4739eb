"""What holds at a point of the file: a group starts with what held before it and ends by going back to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ingest.rtf.code_pages import DEFAULT_CODEC
from ingest.rtf.fonts import Font

if TYPE_CHECKING:
    from ingest.rtf.flow import Sink

DEFAULT_SIZE = 12.0
"""Points (``\\fs24``)."""


class State:
    """Looks of characters and paragraphs, and where text goes (``sink``)."""

    __slots__ = (
        "closing", "depth", "fallback_size", "font", "heading", "hides_result", "is_bold", "is_deleted",
        "is_hidden", "is_in_table", "is_inner_row", "is_preview", "is_raised", "is_struck", "level", "listed",
        "sink", "size", "skips_next_group", "style",
    )  # fmt: skip

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.closing: Callable[[], None] | None = None
        """What is to be done when the group ends."""
        self.skips_next_group = False
        self.hides_result = False
        """The group is a field that showed itself without its result."""
        self.fallback_size = 1
        """How many characters stand in for one ``\\u``."""
        self.is_inner_row = False
        """The group holds the row properties of a nested table."""
        self.is_preview = False
        """The group shows an embedded object as a picture."""
        self.plain(Font(DEFAULT_CODEC))
        self.default_paragraph()

    def plain(self, font: Font) -> None:
        self.font = font
        self.is_bold = False
        self.is_hidden = False
        self.is_deleted = False
        """Taken out by a tracked change."""
        self.is_raised = False
        self.is_struck = False
        self.size = DEFAULT_SIZE

    def default_paragraph(self) -> None:
        self.is_in_table = False
        self.depth = 0
        """Tables that the paragraph stands in, where the file says so."""
        self.style = 0
        self.heading: int | None = None
        """Level from 1, or 0 for body text, where the paragraph itself states an outline level."""
        self.listed = 0
        """The list (``\\ls``) that the paragraph belongs to; 0 for none."""
        self.level = 0

    def child(self) -> State:
        """What holds at the start of a group inside this one."""
        new = State.__new__(State)
        new.sink = self.sink
        new.closing = None
        new.skips_next_group = False
        new.hides_result = False
        new.fallback_size = self.fallback_size
        new.is_inner_row = self.is_inner_row
        new.is_preview = self.is_preview
        new.font = self.font
        new.is_bold = self.is_bold
        new.is_hidden = self.is_hidden
        new.is_deleted = self.is_deleted
        new.is_raised = self.is_raised
        new.is_struck = self.is_struck
        new.size = self.size
        new.is_in_table = self.is_in_table
        new.depth = self.depth
        new.style = self.style
        new.heading = self.heading
        new.listed = self.listed
        new.level = self.level
        return new

    @property
    def is_in_inner_row(self) -> bool:
        """Row properties here are those of a nested table; some writers say so by the depth alone."""
        return self.is_inner_row or self.depth > 1

    @property
    def is_unseen(self) -> bool:
        return self.is_hidden or self.is_deleted

    @property
    def table_level(self) -> int:
        """How many tables the paragraph stands in."""
        return max(self.depth, 1) if self.is_in_table else self.depth
