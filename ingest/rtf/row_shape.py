"""The properties of table rows as they are said, word by word (RTF specification 1.9.1, "Table Definitions").

They do not belong to a group: a row without its own takes those of the row before.
"""

from __future__ import annotations

from dataclasses import dataclass

_MOST_CELLS = 512
"""Of one row; Word itself stops at 63."""
_FARTHEST = 1_000_000
"""Twips; Word's widest page has 31,680."""


@dataclass(frozen=True, slots=True)
class CellShape:
    """One ``\\cellx`` with what was said before it."""

    edge: int
    """Right edge in twips from the left margin."""
    starts_across: bool = False
    goes_on_across: bool = False
    starts_down: bool = False
    goes_on_down: bool = False


@dataclass(frozen=True, slots=True)
class RowShape:
    """What a row's properties (``\\trowd``) say."""

    left: int = 0
    cells: tuple[CellShape, ...] = ()
    is_header: bool = False


class RowInProgress:
    def __init__(self) -> None:
        self._shape: RowShape | None = None
        self._of_level: dict[int, RowShape] = {}
        self.begin()
        self._is_new = False

    def begin(self) -> None:
        """``\\trowd``: nothing is said yet."""
        self._shape = None
        self._is_new = True
        self._left = 0
        self._cells: list[CellShape] = []
        self._is_header = False
        self._merges: set[str] = set()

    def start_at(self, left: int) -> None:
        self._shape = None
        self._left = max(-_FARTHEST, min(_FARTHEST, left))

    def repeat_on_pages(self) -> None:
        self._shape = None
        self._is_header = True

    def merge(self, how: str) -> None:
        """``clmgf``, ``clmrg``, ``clvmgf`` or ``clvmrg`` for the cell that the next edge ends."""
        self._merges.add(how)

    def end_cell_at(self, edge: int) -> None:
        merges, self._merges = self._merges, set()
        if len(self._cells) < _MOST_CELLS:
            self._shape = None
            self._cells.append(
                CellShape(
                    max(-_FARTHEST, min(_FARTHEST, edge)),
                    "clmgf" in merges,
                    "clmrg" in merges,
                    "clvmgf" in merges,
                    "clvmrg" in merges,
                )
            )

    def shape_at(self, level: int) -> RowShape:
        """The shape of a row that stands in ``level`` - 1 tables: what was said since the last row, else that
        of the row before on the same level."""
        if self._is_new or level not in self._of_level:
            self._of_level[level] = self.shape
            self._is_new = False
        return self._of_level[level]

    @property
    def shape(self) -> RowShape:
        if self._shape is None:
            self._shape = RowShape(self._left, tuple(self._cells), self._is_header)
        return self._shape
