"""A flow of text (the body, a header, a note, a text box) on its way to paragraphs and tables.

Text before a mark belongs to what the mark ends: ``\\par`` a paragraph, ``\\cell`` and ``\\nestcell`` a
cell, ``\\row`` and ``\\nestrow`` a row. Where a paragraph stands, in the body or in a table of some depth,
is known only then.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.rtf.grid import Row, table_of
from ingest.rtf.row_shape import RowInProgress
from ingest.rtf.state import State
from ingest.wordprocessing.drafts import Draft, DraftBox, DraftCell, Run, paragraph_of


class Sink:
    """Where text goes. This one gathers it as plain text, for what is read as a whole (labels,
    instructions); paragraphs and tables mean nothing to it."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def add(self, text: str, _state: State) -> None:
        self.texts.append(text)


@dataclass(slots=True)
class _OpenTable:
    rows: list[Row] = field(default_factory=list)
    cells: list[DraftCell] = field(default_factory=list)
    """Of the row that is being read."""
    content: list[Draft] = field(default_factory=list)
    """Of the cell that is being read."""


class Flow(Sink):
    def __init__(self, is_note: bool = False) -> None:
        super().__init__()
        self.is_note = is_note
        self.is_endnote = False
        self.row = RowInProgress()
        self.inner_row = RowInProgress()
        self.is_row_implied = False
        """A row's properties came and no paragraph has been set up since: writers that forget ``\\intbl``."""
        self._runs: list[Run] = []
        self._pictures = 0
        self._open: list[_OpenTable] = []
        self._boxes: list[DraftBox] = []
        self._drafts: list[Draft] = []

    def add(self, text: str, state: State) -> None:
        run = Run(text, state.is_bold, state.is_raised, state.size, is_struck=state.is_struck)
        self._runs.append(run)

    def add_picture(self) -> None:
        self._pictures += 1

    def add_label(self, label: str) -> None:
        """The printed number or mark of the paragraph's list."""
        if label:
            self._runs.append(Run(label, is_drawn=True))

    def add_reference(self) -> Run:
        """The place of a note's mark, for the mark to be filled in when it is known."""
        run = Run("", is_note=True)
        self._runs.append(run)
        return run

    def add_shown(self, text: str, state: State, is_drawn: bool) -> None:
        """What a field shows by itself, drawn (a check box) or as text."""
        self._runs.append(Run(text, state.is_bold, state.is_raised, state.size, is_drawn=is_drawn))

    def add_box(self, content: list[Draft]) -> None:
        """What a text box holds: it comes behind the paragraph that it hangs on."""
        if content:
            self._boxes.append(DraftBox(content))

    def end_paragraph(self, level: int, label: str, heading: int, is_caption: bool) -> None:
        """End a paragraph that stands in ``level`` tables."""
        self._settle(1 if level == 0 and self.is_row_implied else level)
        self._end_paragraph(label, heading, is_caption)

    def run_on(self) -> None:
        """The paragraph's mark is not seen, so that the next one goes on in its line; where nothing of the
        paragraph is seen, neither is its label."""
        if all(run.is_drawn for run in self._runs):
            self._runs.clear()

    def end_section(self) -> None:
        """End what is open in the body: no paragraph and no table runs on into another section."""
        if self.has_text:
            self._end_paragraph()
        self._settle(0)

    def end_cell(self, level: int, label: str) -> None:
        """End a cell of the table that stands in ``level`` - 1 others."""
        self._settle(level)
        self._end_paragraph(label)
        top = self._open[-1]
        top.cells.append(DraftCell(top.content))
        top.content = []

    def end_row(self, level: int) -> None:
        self._settle(level)
        top = self._open[-1]
        if self._runs:
            self._end_paragraph()
        if top.content:
            top.cells.append(DraftCell(top.content))
            top.content = []
        self._end_row(top, level)
        if level == 1:
            self.is_row_implied = False

    @property
    def has_text(self) -> bool:
        """Text or a picture came that no mark has ended yet."""
        return bool(self._runs or self._pictures)

    def finish(self) -> list[Draft]:
        """All of the flow, also what no mark ended."""
        self.end_section()
        self._drafts += self._boxes
        self._boxes = []
        return self._drafts

    def _end_paragraph(self, label: str = "", heading: int = 0, is_caption: bool = False) -> None:
        runs, self._runs = self._runs, []
        if label:
            runs.insert(0, Run(label, is_drawn=True))
        boxes, self._boxes = self._boxes, []
        into = self._open[-1].content if self._open else self._drafts
        into.append(paragraph_of(runs, heading, is_caption, self._pictures))
        self._pictures = 0
        into += boxes

    def _end_row(self, top: _OpenTable, level: int) -> None:
        if top.cells:
            shape = self.row.shape if level == 1 else self.inner_row.shape_at(level)
            top.rows.append(Row(top.cells, shape))
            top.cells = []

    def _settle(self, level: int) -> None:
        """Open or close tables until ``level`` of them are open."""
        while len(self._open) > level:
            depth = len(self._open)
            top = self._open.pop()
            self._end_row(top, depth)
            outside = self._open[-1].content if self._open else self._drafts
            if top.rows:
                outside.append(table_of(top.rows))
            # paragraphs that no cell mark followed stand in no cell
            outside += top.content
        while len(self._open) < level:
            self._open.append(_OpenTable())
