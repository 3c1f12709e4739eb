"""One document through all stages: a file → its rows of every table.

``document_rows`` is the line of the house plan and lets everything through that goes wrong; ``attempt`` is
the one place where that becomes a value.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

import ingest
from ingest.document import Format, Status
from ingest.problems import Problem
from ingest.walk import Missed, unreachable
from normalize.dataset import Rows
from normalize.schema import DocumentRow
from pondera.messages import Language, say
from pondera.settings import NOTHING_SET, Settings
from pondera.storable import storable

if TYPE_CHECKING:
    from extract import Reading

log = logging.getLogger("pondera")

ID_DIGITS = 16
UNREAD = (Status.FAILED, Status.NEEDS_OCR)


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why nothing came of a file. ``fault`` names the exception where Pondera itself broke down on it, and is
    empty where the system would not give the file's bytes; then ``sha256`` is empty and ``size`` 0."""

    name: str
    size: int
    sha256: str
    detail: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document; ``seconds`` is wall time, ``fault`` as in ``Failure``."""

    rows: Rows
    seconds: float
    fault: str = ""
    stages: dict[str, float] = field(default_factory=dict)
    """Seconds of each stage that was gone through."""
    figures_read: int | None = None
    """How many figures the document has, where its rows were let go."""

    @property
    def figures(self) -> int:
        return len(self.rows.measures) if self.figures_read is None else self.figures_read

    @property
    def document(self) -> DocumentRow:
        return self.rows.documents[0]

    @property
    def is_unread(self) -> bool:
        """Nothing could be read: what is not there must not pass as clean."""
        return self.document.status in UNREAD


class Laps:
    """Seconds of wall time that each stage took."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = perf_counter()

    def lap(self, stage: str) -> None:
        """What went by since the last lap was ``stage``."""
        now = perf_counter()
        self.seconds[stage] = now - self._since
        self._since = now


def understood(path: Path, name: str, settings: Settings = NOTHING_SET, laps: Laps | None = None) -> Reading:
    """What the document at ``path`` means, remembered as ``name``.

    Raises OSError when the file cannot be opened; any other exception is a mistake in a stage.
    """
    import extract

    laps = laps or Laps()
    document = ingest.read(
        path, name=name, password=settings.access.password, pdf_reader=settings.access.pdf_reader
    )
    laps.lap("ingest")
    reading = extract.understand(document, settings.additions or extract.NOTHING_ADDED)
    laps.lap("extract")
    return reading


def document_rows(
    path: Path,
    name: str,
    language: Language,
    settings: Settings = NOTHING_SET,
    laps: Laps | None = None,
) -> Rows:
    """All rows of the document at ``path``; parameters and exceptions as for ``understood``."""
    from pondera.waivers import accepted

    laps = laps or Laps()
    rows = rows_of(understood(path, name, settings, laps), language, settings, laps)
    return replace(rows, findings=accepted(rows.findings, path, name, rows.documents[0].document_id))


def rows_of(
    reading: Reading, language: Language, settings: Settings = NOTHING_SET, laps: Laps | None = None
) -> Rows:
    """All rows of a document that has been understood."""
    import check
    import normalize

    laps = laps or Laps()
    rows = normalize.tidy(reading, language=language)
    laps.lap("normalize")
    rows = replace(rows, findings=check.findings(rows, settings.profiles, reading.document.problems))
    laps.lap("check")
    rows = storable(replace(rows, activities=tuple(normalize.activities(rows))))
    laps.lap("rows")
    return rows


def read_document(path: Path, name: str, language: Language, settings: Settings = NOTHING_SET) -> Outcome:
    """As ``document_rows``, and whatever goes wrong costs this document alone."""
    start, laps = perf_counter(), Laps()
    result = attempt(partial(document_rows, path, name, language, settings, laps), path, name, language)
    seconds = perf_counter() - start
    if isinstance(result, Failure):
        return failed(result, seconds, laps.seconds)
    return Outcome(result, seconds, stages=laps.seconds)


def missed_document(missed: Missed, language: Language) -> Outcome:
    """What comes of a file or folder that the walk could not reach."""
    return failed(_missed(missed.name, missed.problem, language))


def attempt(work: Callable[[], T], path: Path, name: str, language: Language) -> T | Failure:
    """What ``work`` makes of the file at ``path``. What it raises is logged, with its trace where it is a
    mistake of ours, and becomes a value: a run of a million files outlives any one of them."""
    try:
        return work()
    except OSError as refusal:
        log.warning("%s: %s", name, refusal)
        return _missed(name, unreachable(refusal), language)
    except Exception as mistake:
        log.exception("broke down on %s", name)
        return _broken(path, name, type(mistake).__name__, language)


def _broken(path: Path, name: str, fault: str, language: Language) -> Failure:
    """With all that the file's bytes tell for certain."""
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        size = path.stat().st_size
    except OSError as refusal:
        return _missed(name, unreachable(refusal), language)
    return Failure(name, size, sha256, say("document-fault", language, what=fault), fault)


def _missed(name: str, problem: Problem, language: Language) -> Failure:
    return Failure(name, 0, "", problem.message(language))


def failed(failure: Failure, seconds: float = 0.0, stages: dict[str, float] | None = None) -> Outcome:
    """The row of a file that gave nothing. Where nobody saw its bytes, its identifier is made of its name."""
    basis = failure.sha256 or hashlib.sha256(b"missed:" + failure.name.encode()).hexdigest()
    row = DocumentRow(
        document_id=basis[:ID_DIGITS],
        sha256=failure.sha256,
        path=failure.name,
        size_bytes=failure.size,
        format=Format.UNKNOWN,
        puid="",
        status=Status.FAILED,
        status_detail=failure.detail,
        duplicate_of="",
        pages=None,
        language="",
        title="",
        document_type="",
        institution="",
        institution_raw="",
        unit="",
        region="",
        region_code="",
        country="",
        year=None,
        number_format=None,
        region_raw="",
        notes="",
    )
    return Outcome(Rows(documents=(row,)), seconds, failure.fault, stages or {})
