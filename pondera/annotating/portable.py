"""Highlights, notes and an outline in a PDF (ISO 32000-1, 12.5.6 and 12.3.3), by pypdf (BSD)."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Highlight, Text
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, Fit, FloatObject, NameObject, TextStringObject

from ingest.document import Box
from pondera.annotating.notes import AUTHOR, Note
from pondera.annotating.word import Copy, NotWritable
from pondera.plain_text import one_line
from pondera.report.facts import box_of

COLOURS = {"error": "f2b8b8", "warning": "f7dfa5", "info": "c5dff4"}
_TITLE_LENGTH = 110
_NOTE_SIZE = 16.0
_OUTLINE_MARK = f"{AUTHOR}: "
_FAULTS = (PyPdfError, KeyError, ValueError, TypeError, AttributeError, IndexError, NotImplementedError)
"""What pypdf raises on a file that it cannot follow."""


def with_annotations(
    data: bytes,
    notes: Sequence[Note],
    summary: Callable[[Sequence[Note]], str],
    heading: str,
) -> Copy:
    """A copy of a PDF with a highlight and a note on each note's cell and an outline entry for it, and one
    more of each about the document, which ``summary`` makes of the notes without a cell; ``heading`` is the
    outline entry's title. What an earlier copy had is taken out. Raises ``NotWritable``."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise NotWritable("encrypted")
        writer = PdfWriter(clone_from=reader)
        _remove_own(writer)
        return _annotated(writer, notes, summary, heading)
    except _FAULTS as refusal:
        raise NotWritable(str(refusal)) from refusal


def _annotated(
    writer: PdfWriter, notes: Sequence[Note], summary: Callable[[Sequence[Note]], str], heading: str
) -> Copy:
    pages = len(writer.pages)
    placed = [
        (note, box, page)
        for note in notes
        if note.cell is not None
        and (box := box_of(note.cell)) is not None
        and (page := note.cell.page) is not None
        and 1 <= page <= pages
    ]
    at_place = {id(note) for note, _, _ in placed}
    unplaced = [note for note in notes if id(note) not in at_place]
    first = _Page(writer, 0)
    first.add_note(Box(8, 8, 8 + _NOTE_SIZE, 8 + _NOTE_SIZE), summary(unplaced), "summary", "c5dff4")
    root = writer.add_outline_item(title=_OUTLINE_MARK + heading, page_number=0, is_open=True)
    for number, (note, box, page) in enumerate(placed, 1):
        sheet = _Page(writer, page - 1)
        colour = COLOURS[note.finding.severity]
        sheet.add_highlight(box, f"highlight-{number}", colour)
        corner = Box(
            box.x1 - _NOTE_SIZE / 2, box.y0 - _NOTE_SIZE / 2, box.x1 + _NOTE_SIZE / 2, box.y0 + _NOTE_SIZE / 2
        )
        sheet.add_note(corner, f"{note.heading}\n{note.text}", f"note-{number}", colour)
        title = one_line(f"{note.heading}: {note.text}", _TITLE_LENGTH)
        writer.add_outline_item(title=title, page_number=page - 1, parent=root, fit=sheet.fit(box))
    written = io.BytesIO()
    writer.write(written)
    return Copy(written.getvalue(), len(placed), len(unplaced))


class _Page:
    """A page to write on by the coordinates of the page as displayed: points, from its top left corner."""

    def __init__(self, writer: PdfWriter, index: int) -> None:
        self._writer = writer
        self._index = index
        page = writer.pages[index]
        media, crop = page.mediabox, page.cropbox
        self._left, self._right = max(media.left, crop.left), min(media.right, crop.right)
        self._bottom, self._top = max(media.bottom, crop.bottom), min(media.top, crop.top)
        self._turns = page.rotation // 90 % 4

    def rectangle(self, box: Box) -> tuple[float, float, float, float]:
        """A box in the page's own space: left, bottom, right, top; see ``ingest.pdf.frame.displayed``."""
        corners = [self._point(box.x0, box.y0), self._point(box.x1, box.y1)]
        (x0, x1), (y0, y1) = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        return x0, y0, x1, y1

    def _point(self, x: float, y: float) -> tuple[float, float]:
        if self._turns == 1:
            return float(self._left) + y, float(self._bottom) + x
        if self._turns == 2:
            return float(self._right) - x, float(self._bottom) + y
        if self._turns == 3:
            return float(self._right) - y, float(self._top) - x
        return float(self._left) + x, float(self._top) - y

    def add_highlight(self, box: Box, name: str, colour: str) -> None:
        x0, y0, x1, y1 = self.rectangle(box)
        corners = ArrayObject([FloatObject(value) for value in (x0, y1, x1, y1, x0, y0, x1, y0)])
        mark = Highlight(rect=(x0, y0, x1, y1), quad_points=corners, highlight_color=colour, printing=True)
        self._add(mark, name)

    def add_note(self, box: Box, text: str, name: str, colour: str) -> None:
        note = Text(rect=self.rectangle(box), text=text, flags=4)
        note[NameObject("/C")] = ArrayObject(
            [FloatObject(int(colour[at : at + 2], 16) / 255) for at in (0, 2, 4)]
        )
        note[NameObject("/Name")] = NameObject("/Comment")
        self._add(note, name)

    def _add(self, annotation: Any, name: str) -> None:
        annotation[NameObject("/T")] = _text(AUTHOR)
        annotation[NameObject("/NM")] = _text(f"{AUTHOR}-{name}")
        if "/Contents" in annotation:
            annotation[NameObject("/Contents")] = _text(annotation["/Contents"])
        self._writer.add_annotation(self._index, annotation)

    def fit(self, box: Box) -> Fit:
        _, _, _, top = self.rectangle(box)
        return Fit.xyz(left=None, top=top + 40, zoom=None)


def _text(text: str) -> TextStringObject:
    """In UTF-16, which every reader knows; of PDFDocEncoding some know only the ASCII part."""
    made = TextStringObject(text)
    made.autodetect_utf16 = True
    made.utf16_bom = codecs.BOM_UTF16_BE
    made.autodetect_pdfdocencoding = False
    return made


def _remove_own(writer: PdfWriter) -> None:
    """Takes the annotations and the outline of an earlier copy out."""
    for page in writer.pages:
        annotations = page.get("/Annots")
        if annotations is None:
            continue
        every = annotations.get_object()
        kept = [one for one in every if not _is_own(one.get_object())]
        if len(kept) < len(every):
            page[NameObject("/Annots")] = ArrayObject(kept)
    root = writer.root_object.get("/Outlines")
    outline = None if root is None else root.get_object()
    entry = None if outline is None else outline.get("/First")
    while entry is not None:
        following = entry.get_object().get("/Next")
        if str(entry.get_object().get("/Title", "")).startswith(_OUTLINE_MARK):
            writer.get_outline_root().remove_child(entry.get_object())
        entry = following


def _is_own(annotation: Any) -> bool:
    return str(annotation.get("/T", "")) == AUTHOR


def is_annotated(path: Path) -> bool:
    """Whether a file is a PDF with annotations of ours."""
    try:
        first = PdfReader(path).pages[0].get("/Annots")
        return first is not None and any(_is_own(one.get_object()) for one in first.get_object())
    except (*_FAULTS, OSError):
        return False
