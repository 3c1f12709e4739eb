"""A line: one paragraph as it is read, before its automatic number is put in front."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.docx.look import Look
from ingest.docx.styles import NO_LIST_PLACE, NO_STYLE, ListPlace, ParagraphStyle
from ingest.wordprocessing.raised import Piece, settled
from ingest.wordprocessing.struck import gap
from ingest.wordprocessing.typed import typed_together


@dataclass(slots=True)
class Line:
    """What a paragraph says and what it is; ``text`` begins without its automatic number."""

    text: str = ""
    marks: tuple[str, ...] = ()
    typed: str | None = None
    """What was typed where that is not the text: without form fields' boxes, raised figures plain."""
    is_bold: bool = False
    """All visible characters are bold; false where there are none."""
    size: float | None = None
    """Of most of its characters, in points."""
    style: ParagraphStyle = NO_STYLE
    place: ListPlace = NO_LIST_PLACE
    outline: int | None = None
    """What the paragraph itself says of its outline level, 0 for body text."""
    runs_on: bool = False
    """The next paragraph goes on in the same line."""
    pictures: int = 0
    """How many pictures stand in it."""
    boxes: list[etree._Element] = field(default_factory=list)
    """What stands beside its text: the contents of text boxes (``w:txbxContent``), diagrams
    (``dgm:relIds``), tables that a broken file holds inside a paragraph (``w:tbl``)."""


def joined(lines: list[Line]) -> Line:
    """Lines that run on from one to the next as one; the last lends its style."""
    if len(lines) == 1:
        return lines[0]
    last = lines[-1]
    with_words = [line for line in lines if line.text.strip()]
    return replace(
        last,
        text="".join(line.text for line in lines),
        marks=tuple(mark for line in lines for mark in line.marks),
        typed=typed_together(lines),
        is_bold=bool(with_words) and all(line.is_bold for line in with_words),
        size=max(lines, key=lambda line: len(line.text)).size,
        pictures=sum(line.pictures for line in lines),
        boxes=[box for line in lines for box in line.boxes],
    )


class Draft:
    """What is gathered of a line while its runs are read."""

    __slots__ = ("bold", "boxes", "is_plain", "is_struck", "pictures", "pieces", "sizes", "visible")

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.is_plain = True
        self.is_struck = False
        """The last piece is struck out."""
        self.sizes: dict[float | None, int] = {}
        self.bold = self.visible = 0
        self.boxes: list[etree._Element] = []
        self.pictures = 0

    def add(self, text: str, look: Look, *, typed: str | None = None) -> None:
        if bool(look.struck) is not self.is_struck:
            self.is_struck = not self.is_struck
            between = gap(self.pieces[-1].text if self.pieces else "", text)
            if between:
                self.pieces.append(Piece(between))
        self.pieces.append(Piece(text, bool(look.raised), typed=typed))
        self.is_plain = self.is_plain and not look.raised and typed is None
        if not text.isspace():
            self.visible += 1
            self.bold += bool(look.bold)
            self.sizes[look.size] = self.sizes.get(look.size, 0) + len(text)

    def add_note(self, mark: str) -> None:
        self.pieces.append(Piece(mark, is_note=True))
        self.is_plain = False

    def line(self) -> Line:
        """What was gathered, its style and its place in a list still unknown."""
        if self.is_plain:
            line = Line("".join(piece.text for piece in self.pieces))
        else:
            whole = settled(self.pieces)
            line = Line(whole.text, whole.marks, whole.typed)
        line.boxes = self.boxes
        line.pictures = self.pictures
        line.is_bold = 0 < self.visible == self.bold
        line.size = max(self.sizes, key=self.sizes.__getitem__, default=None)
        return line
