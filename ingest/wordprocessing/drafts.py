"""What text is gathered into before tables have their columns and their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.wordprocessing.grid import Slot
from ingest.wordprocessing.raised import Piece, Settled, settled
from ingest.wordprocessing.struck import gap
from ingest.wordprocessing.typed import typed_together

_MOST_PIECES = 500
"""Runs whose raised characters are judged together; only a hostile paragraph has more."""


@dataclass(slots=True)
class Run:
    """A stretch of text with one look."""

    text: str
    is_bold: bool = False
    is_raised: bool = False
    size: float | None = None
    """In points."""
    is_note: bool = False
    """The mark of an automatic note."""
    is_drawn: bool = False
    """A list's label or a check box: nobody typed it."""
    is_struck: bool = False


@dataclass(slots=True)
class DraftParagraph:
    text: str
    marks: tuple[str, ...] = ()
    is_bold: bool = False
    size: float | None = None
    heading: int = 0
    """Level from 1; 0 for none."""
    is_caption: bool = False
    typed: str | None = None
    """What was typed where that is not the text: without labels and check boxes, raised figures plain."""
    pictures: int = 0
    """How many pictures stand in it."""


@dataclass(slots=True)
class DraftCell:
    content: list[Draft] = field(default_factory=list)
    covered: list[DraftCell] = field(default_factory=list)
    """Cells of its row that are merged into it."""

    @property
    def paragraphs(self) -> list[DraftParagraph]:
        return [piece for piece in self.content if isinstance(piece, DraftParagraph)]

    @property
    def has_more(self) -> bool:
        """It holds tables or text boxes beside its paragraphs."""
        return any(not isinstance(piece, DraftParagraph) for piece in self.content)

    @property
    def is_blank(self) -> bool:
        """Nothing can be seen in it."""
        return not self.content or (
            not self.has_more and not any(paragraph.text.strip() for paragraph in self.paragraphs)
        )


@dataclass(slots=True)
class DraftTable:
    rows: list[list[Slot[DraftCell]]]
    widths: list[int]
    """Of the grid columns that the slots name, in twips; zeros, or fewer, where they are not known."""
    headers: int = 0
    """How many rows at its head are repeated on each page."""


@dataclass(slots=True)
class DraftBox:
    """A text box, behind the paragraph that it hangs on."""

    content: list[Draft]


Draft = DraftParagraph | DraftTable | DraftBox


def said(drafts: Iterable[Draft]) -> Iterator[str]:
    """The texts of drafts, and of what stands in them, without their looks."""
    for draft in drafts:
        if isinstance(draft, DraftParagraph):
            yield draft.text
        elif isinstance(draft, DraftBox):
            yield from said(draft.content)
        else:
            for row in draft.rows:
                for slot in row:
                    yield from said(slot.content.content)


def paragraph_of(
    runs: list[Run], heading: int = 0, is_caption: bool = False, pictures: int = 0
) -> DraftParagraph:
    """The paragraph that runs make: its text without note marks, whether all that is seen is bold, and the
    size that most of its characters have."""
    runs = _apart([run for run in runs if run.text])
    if not runs:
        return DraftParagraph("", heading=heading, is_caption=is_caption, pictures=pictures)
    if all(not (run.is_raised or run.is_note or run.is_drawn) for run in runs):
        parts = [Settled("".join([run.text for run in runs]))]
    else:
        parts = [
            settled([_piece(run) for run in runs[start : start + _MOST_PIECES]])
            for start in range(0, len(runs), _MOST_PIECES)
        ]
    seen = [run for run in runs if not (run.is_note or run.is_drawn or run.text.isspace())]
    sizes: dict[float | None, int] = {}
    for run in seen:
        sizes[run.size] = sizes.get(run.size, 0) + len(run.text)
    return DraftParagraph(
        "".join([part.text for part in parts]),
        tuple(mark for part in parts for mark in part.marks),
        bool(seen) and all(run.is_bold for run in seen),
        max(sizes, key=lambda size: sizes[size], default=None),
        heading,
        is_caption,
        typed_together(parts),
        pictures,
    )


def _apart(runs: list[Run]) -> list[Run]:
    """The runs with a gap where struck figures meet others."""
    if not any(run.is_struck for run in runs):
        return runs
    found: list[Run] = []
    for run in runs:
        between = gap(found[-1].text, run.text) if found and found[-1].is_struck is not run.is_struck else ""
        if between:
            found.append(Run(between, run.is_bold, size=run.size, is_struck=run.is_struck))
        found.append(run)
    return found


def _piece(run: Run) -> Piece:
    return Piece(run.text, run.is_raised, run.is_note, "" if run.is_drawn else None)
