"""Comments in a Word document (ECMA-376 part 1, 17.13.4), by python-docx (MIT)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from pondera.annotating.notes import AUTHOR, INITIALS, Note

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every entry of a package: the same copy has the same bytes."""
_MARKS = tuple(qn(name) for name in ("w:commentRangeStart", "w:commentRangeEnd"))
_PARAGRAPH, _CELL, _ID, _AUTHOR = (qn(name) for name in ("w:p", "w:tc", "w:id", "w:author"))
_PROPERTIES, _REFERENCE, _DATE = (qn(name) for name in ("w:pPr", "w:commentReference", "w:date"))


class NotWritable(ValueError):
    """python-docx does not take the file: a macro document, a Strict one, a broken package."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An annotated copy, and which notes stand at their place."""

    data: bytes
    placed: int
    listed: int
    """Those in the note about the whole document."""


def with_comments(
    data: bytes,
    notes: Sequence[Note],
    cell_of: Callable[[Note], Sequence[int] | None],
    summary: Callable[[Sequence[Note]], str],
) -> Copy:
    """A copy of a Word document with a comment for each note on the text of its cell, and a first one that
    ``summary`` makes of those without a cell. ``cell_of`` gives the way to a note's ``w:tc`` from the root of
    the main part, as ``ingest.docx.cell_paths`` does. Comments of an earlier copy are taken out. Raises
    ``NotWritable``.
    """
    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
    except (OpcError, BadZipFile, KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as refusal:
        raise NotWritable(str(refusal)) from refusal
    root = document.element
    cells = [(note, _cell(root, cell_of(note))) for note in notes]
    remove_own(document)
    title = next(_paragraphs(body), None)
    if title is None:
        title = OxmlElement("w:p")
        body.insert(0, title)
    unplaced = [note for note, cell in cells if cell is None]
    _comment(document, [title], "", summary(unplaced))
    for note, cell in cells:
        if cell is not None:
            _comment(document, _own_paragraphs(cell), note.heading, note.text)
    return Copy(saved(document), len(notes) - len(unplaced), len(unplaced))


def _cell(root: Any, path: Sequence[int] | None) -> Any:
    """The ``w:tc`` at the end of a path; None where there is none."""
    if path is None:
        return None
    element = root
    for step in path:
        children = [child for child in element if isinstance(child.tag, str)]
        if step >= len(children):
            return None
        element = children[step]
    return element if element.tag == _CELL and _own_paragraphs(element) else None


def _own_paragraphs(cell: Any) -> list[Any]:
    """The paragraphs of a cell, those of tables inside it left out."""
    return [
        paragraph for paragraph in cell.iter(_PARAGRAPH) if next(paragraph.iterancestors(_CELL), None) is cell
    ]


def _paragraphs(body: Any) -> Iterator[Any]:
    """Paragraphs with a text, from the top; then those without."""
    every = list(body.iter(_PARAGRAPH))
    text = qn("w:t")
    yield from (
        paragraph for paragraph in every if any((run.text or "").strip() for run in paragraph.iter(text))
    )
    yield from every


def _comment(document: Any, paragraphs: Sequence[Any], heading: str, text: str) -> None:
    """A comment on all that stands in the paragraphs, also where they hold nothing yet."""
    comment = document.comments.add_comment(author=AUTHOR, initials=INITIALS)
    comment._comment_elm.attrib.pop(_DATE, None)  # the clock has no place in a copy
    first, *further = text.split("\n")
    if heading:
        comment.paragraphs[0].add_run(heading).bold = True
        comment.add_paragraph(first)
    else:
        comment.paragraphs[0].add_run(first)
    for line in further:
        comment.add_paragraph(line)
    number = str(comment.comment_id)
    start, end = OxmlElement("w:commentRangeStart"), OxmlElement("w:commentRangeEnd")
    run, reference = OxmlElement("w:r"), OxmlElement("w:commentReference")
    for element in (start, end, reference):
        element.set(_ID, number)
    run.append(reference)
    properties = paragraphs[0].find(_PROPERTIES)
    paragraphs[0].insert(0 if properties is None else 1 + paragraphs[0].index(properties), start)
    paragraphs[-1].append(end)
    paragraphs[-1].append(run)


def remove_own(document: Any) -> int:
    """Takes the comments of an earlier copy out of a document; gives their number."""
    own = [comment._comment_elm for comment in document.comments if comment.author == AUTHOR]
    numbers = {element.get(_ID) for element in own}
    for element in own:
        element.getparent().remove(element)
    if numbers:
        for mark in list(document.element.iter(*_MARKS, _REFERENCE)):
            if mark.get(_ID) in numbers:
                place = mark.getparent() if mark.tag == _REFERENCE else mark
                place.getparent().remove(place)
    return len(numbers)


def saved(document: Any) -> bytes:
    """The package of a document, the same bytes for the same content."""
    package = io.BytesIO()
    document.save(package)
    written = io.BytesIO()
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return written.getvalue()


def is_annotated(path: Path) -> bool:
    """Whether a file is a Word document with comments of ours."""
    try:
        return any(comment.author == AUTHOR for comment in docx.Document(str(path)).comments)
    except (OpcError, BadZipFile, KeyError, ValueError, OSError, etree.XMLSyntaxError):
        return False
