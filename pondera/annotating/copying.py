"""A file → its annotated copy."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.document import Format
from ingest.docx import cell_paths
from ingest.errors import Unreadable
from normalize.dataset import Rows
from pondera.annotating import portable, word
from pondera.annotating.notes import Note, notes_of, summary_of
from pondera.annotating.places import TableCell, original_cells
from pondera.annotating.rendering import rendered
from pondera.annotating.word import Copy, NotWritable
from pondera.messages import Language, say
from pondera.pipeline import understood
from pondera.plain_text import in_xml, one_line
from pondera.settings import NOTHING_SET, Settings


class TargetIsOriginal(ValueError):
    """The copy would overwrite the document."""


class TargetIsStrange(FileExistsError):
    """Something stands in the place of the copy that is no copy of ours."""


class WrongEnding(ValueError):
    """The copy's name does not end as its format does; ``ending`` is what it should end in."""

    def __init__(self, ending: str) -> None:
        super().__init__(ending)
        self.ending = ending


@dataclass(frozen=True, slots=True)
class Annotated:
    """What became of a document: notes at their places, notes in the first one, and whether the copy is a
    rendering of what was read."""

    placed: int
    listed: int
    is_rendering: bool


def annotate(
    path: Path, rows: Rows, to: Path, language: Language, settings: Settings = NOTHING_SET
) -> Annotated:
    """Writes to ``to`` the document at ``path`` with the findings of ``rows``, which were read from it.

    Raises ``TargetIsOriginal``, ``TargetIsStrange``, ``WrongEnding`` and NotADirectoryError before anything
    is written, ``NotWritable`` for a PDF that cannot be copied, OSError where the file cannot be read or the
    copy not be written.
    """
    kind = rows.documents[0].format
    if to.exists() and to.samefile(path):
        raise TargetIsOriginal(to)
    endings = (".pdf", ".docx") if kind == Format.PDF else (".docx",)
    if to.suffix.lower() not in endings:
        raise WrongEnding(endings[0])
    if to.exists() and not (word.is_annotated(to) or portable.is_annotated(to)):
        raise TargetIsStrange(to)
    copy, is_rendering = _copy(path, rows, to.suffix.lower(), language, settings)
    _write(to, copy.data)
    return Annotated(copy.placed, copy.listed, is_rendering)


def _copy(path: Path, rows: Rows, ending: str, language: Language, settings: Settings) -> tuple[Copy, bool]:
    notes = notes_of(rows, language)
    data = path.read_bytes()

    def summary(unplaced: Sequence[Note]) -> str:
        return summary_of(rows, unplaced, language)

    if ending == ".pdf":
        heading = say("annotate-outline", language, findings=len(rows.findings))
        return portable.with_annotations(data, notes, summary, heading), False
    reading = understood(path, path.name, settings)
    cells = original_cells(reading)
    if rows.documents[0].format == Format.DOCX:
        try:
            return word.with_comments(data, notes, _way(rows, cells, cell_paths(data)), summary), False
        except (NotWritable, Unreadable):
            pass  # what was read of it is still worth a copy
    about = say("annotate-about", language, path=one_line(rows.documents[0].path))
    document, paths = rendered(reading.document, in_xml(about))
    return word.with_comments(word.saved(document), notes, _way(rows, cells, paths), summary), True


def _way(
    rows: Rows,
    cells: Mapping[TableCell, TableCell],
    paths: Mapping[TableCell, Sequence[int]],
) -> Callable[[Note], Sequence[int] | None]:
    """From a note to the place of its cell in the XML: by the reading's table, then by the document's."""
    numbers = {table.table_id: table.number for table in rows.tables}

    def way(note: Note) -> Sequence[int] | None:
        cell = note.cell
        if cell is None or cell.table_id not in numbers:
            return None
        there = cells.get((numbers[cell.table_id], cell.row, cell.column))
        return None if there is None else paths.get(there)

    return way


def _write(to: Path, data: bytes) -> None:
    """All of it or nothing."""
    handle, name = tempfile.mkstemp(prefix=".pondera-", dir=to.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(to)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
