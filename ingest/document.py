"""What a file holds: the type that every reader gives and everything after it starts from.

A ``Document`` is a sequence of blocks in reading order. Its values are frozen and picklable, so that a
document can be read in any process and looked at in any other. Text is kept exactly as the file shows it
to a person (automatic numbers and list marks included, since a reader of the page sees them), with line
breaks as ``\\n``; cleaning it is the work of later stages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from ingest.problems import Outcome, Problem, worst


class Format(StrEnum):
    """What a file is by its bytes; the names stand in ``documents.format``."""

    DOC = "doc"
    DOCX = "docx"
    PDF = "pdf"
    RTF = "rtf"
    ODT = "odt"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"
    UNKNOWN = "unknown"
    """No reader knows it, or it holds nothing that can be read; ``puid`` may still name it."""


class Status(StrEnum):
    """How much of a file could be read (``documents.status``)."""

    OK = "ok"
    PARTIAL = "partial"
    NEEDS_OCR = "needs_ocr"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points, from the page's top-left corner; x to the right, y downwards."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: on a page (from 1), with its box where the format has geometry, or at a
    path in the body of a format without pages (``body/table[3]/row[2]``, ``line 120``). A page is never
    invented: a Word file has none until it is printed.
    """

    page: int | None = None
    box: Box | None = None
    path: str = ""


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a document was read from, as far as its bytes tell."""

    path: str
    """As the user knows it: relative to the folder that was given, with ``/``."""
    size: int
    sha256: str
    format: Format
    puid: str = ""
    """PRONOM identifier, empty where none is known."""
    basis: str = ""
    """What the format was recognized by ("compound file with a WordDocument stream")."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its top-left position in the grid (from 0), how far it spans, and its text."""

    row: int
    column: int
    text: str
    """As a person reads it, line breaks as ``\\n``. In a PDF, which breaks every line, only those count that
    were not made because the line was full."""
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False
    """The file itself says that the row is a heading row (repeated on each page, ``<th>``)."""
    is_bold: bool = False
    """All of its visible text is bold."""
    marks: tuple[str, ...] = ()
    """Note marks (superscripts, references to foot- and endnotes) that hang on its text, not part of it."""
    place: Place = NOWHERE
    typed: str | None = None
    """What somebody typed, as the file stores it, where ``text`` shows it otherwise: without what the program
    draws (automatic numbers and note marks, list marks, the boxes of a form's check boxes), raised figures
    and typed note marks as plain ones unless they stand by a figure (``10⁶`` is never ``106``, nor ``95``
    with a mark ``2`` ever ``952``), in .doc files signs of symbol fonts as the private characters that are
    stored for them."""

    @property
    def typed_text(self) -> str:
        """What is stored in the cell itself."""
        return self.text if self.typed is None else self.typed

    @property
    def rows(self) -> range:
        return range(self.row, self.row + self.row_span)

    @property
    def columns(self) -> range:
        return range(self.column, self.column + self.column_span)


@dataclass(frozen=True, slots=True)
class Host:
    """The cell that a nested table stands in: the number of the enclosing table (its place among the
    document's tables, from 1) and the cell's row and column."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands in the file. Cells are in reading order and never overlap."""

    cells: tuple[Cell, ...]
    method: str
    """How it was found: ``docx``, ``doc``, ``pdf-lines``, ``pdf-text``, ``text-pipes``, …"""
    confidence: float = 1.0
    """0 to 1: how sure the reader is that these cells stand in these rows and columns."""
    host: Host | None = None
    place: Place = NOWHERE
    caption: str = ""
    """What the file itself marks as the table's caption, if it does."""

    @property
    def row_count(self) -> int:
        return max([cell.row + cell.row_span for cell in self.cells], default=0)

    @property
    def column_count(self) -> int:
        return max([cell.column + cell.column_span for cell in self.cells], default=0)

    @property
    def page_first(self) -> int | None:
        return min(
            (cell.place.page for cell in self.cells if cell.place.page is not None), default=self.place.page
        )

    @property
    def page_last(self) -> int | None:
        return max(
            (cell.place.page for cell in self.cells if cell.place.page is not None), default=self.place.page
        )

    def grid(self) -> list[list[Cell | None]]:
        """Rows of columns; a spanning cell stands at each position that it covers, ``None`` where no
        cell reaches (a ragged row)."""
        grid: list[list[Cell | None]] = [[None] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            for row in cell.rows:
                for column in cell.columns:
                    grid[row][column] = cell
        return grid


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int
    """From 1, as the file's styles or outline say."""
    marks: tuple[str, ...] = ()
    place: Place = NOWHERE


class Part(StrEnum):
    """Which part of the file a paragraph belongs to."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    NOTE = "note"
    TEXT_BOX = "text_box"


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    part: Part = Part.BODY
    is_bold: bool = False
    size: float | None = None
    """Font size in points, where the format tells."""
    marks: tuple[str, ...] = ()
    """Note marks that hang on its text; for a note (``Part.NOTE``), the mark that it explains."""
    place: Place = NOWHERE


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """All that could be read of one file."""

    source: Source
    blocks: tuple[Block, ...] = ()
    """In reading order. Headers and footers come once, before the body; notes after it."""
    problems: tuple[Problem, ...] = ()
    pages: int | None = None
    properties: dict[str, str] = field(default_factory=dict)
    """What the file says of itself, under Dublin Core names: ``title``, ``creator``, ``created``,
    ``modified``, ``language``, ``subject``, ``description``; dates in ISO 8601."""
    from_ocr: bool = False
    """The text comes from character recognition: look-alike letters and digits may stand for each other."""

    @property
    def status(self) -> Status:
        return {
            None: Status.OK,
            Outcome.NOTED: Status.OK,
            Outcome.PARTLY_READ: Status.PARTIAL,
            Outcome.NEEDS_OCR: Status.NEEDS_OCR,
            Outcome.NOT_READ: Status.FAILED,
        }[worst(self.problems)]

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))
