"""The documents' pages of a report, made by workers: a page of a PDF that cannot be pictured, and whatever
hangs or crashes over it, costs its document the pictures and nothing else."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ingest.document import Format
from normalize.dataset import Rows
from normalize.schema import DocumentRow
from pondera.messages import Language
from pondera.report.document_page import article
from pondera.report.single import both
from pondera.runs.quarantine import fetched
from pondera.runs.task import Task
from pondera.runs.work import Desk

if TYPE_CHECKING:
    from pondera.runs.pool import Here, Workers

log = logging.getLogger("pondera.runs")

_CHUNK = 256
_CHUNK_CELLS = 100_000
"""Documents, and their cells, whose pages are made before the first of them is written."""
_FEW = 32
"""Up to so many documents workers are not worth their start, unless for pictures."""
_BYTES_OF_A_CELL = 100


@dataclass(frozen=True, slots=True)
class PageTask(Task):
    """A document whose page is to be made; its location is empty where nobody knows its file."""

    rows: Rows = field(default_factory=Rows)
    language: Language = Language.ES


def page(desk: Desk, task: Task) -> str:  # noqa: ARG001  every job has a desk
    """The page of a document; of its file, it needs no more than pictures of a PDF."""
    assert isinstance(task, PageTask)
    words = both(task.language)
    if not task.location or not _has_pictures(task.rows):
        return str(article(task.rows, None, words))
    if not task.is_stored:
        return str(article(task.rows, Path(os.fsdecode(task.location)), words))
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "document"
        return str(article(task.rows, copied if fetched(task.location, copied) else None, words))


class Pages:
    """Makes the pages of a report. ``workers`` opens a pool for so many documents, ``location`` tells where
    the file of a document is (its path as the system writes it, or its URL)."""

    def __init__(
        self,
        workers: Callable[[int], Workers | Here],
        language: Language,
        location: Callable[[DocumentRow], bytes | None],
        job: Callable[[Desk, Task], str] = page,
    ) -> None:
        self._workers = workers
        self._language = language
        self._location = location
        self._job = job

    def __call__(self, documents: Iterable[Rows]) -> Iterator[tuple[Rows, Markup]]:
        """Each document with its page, in order. Memory: a chunk of them."""
        with ExitStack() as stack:
            pool: Any = None
            for chunk in _chunks(documents):
                tasks = [self._task(number, rows) for number, rows in enumerate(chunk)]
                apart = tasks if len(tasks) > _FEW else [task for task in tasks if _has_pictures(task.rows)]
                made: dict[int, Markup] = {}
                if apart:
                    pool = pool or stack.enter_context(self._workers(len(apart)))
                    for settled in chain.from_iterable(pool.settle(self._job, apart, len(apart))):
                        if settled.answer is None:
                            log.warning("%s: %s", settled.task.name, settled.task.ends[-1])
                        else:
                            made[settled.task.number] = Markup(settled.answer)
                for task in tasks:
                    yield task.rows, made.get(task.number) or self._without_pictures(task.rows)

    def _task(self, number: int, rows: Rows) -> PageTask:
        document = rows.documents[0]
        return PageTask(
            number,
            document.path,
            self._location(document) or b"",
            _BYTES_OF_A_CELL * len(rows.cells),
            rows=rows,
            language=self._language,
        )

    def _without_pictures(self, rows: Rows) -> Markup:
        return article(rows, None, both(self._language))


def _has_pictures(rows: Rows) -> bool:
    return bool(rows.findings) and rows.documents[0].format == Format.PDF


def _chunks(documents: Iterable[Rows]) -> Iterator[list[Rows]]:
    chunk: list[Rows] = []
    cells = 0
    for rows in documents:
        chunk.append(rows)
        cells += len(rows.cells)
        if len(chunk) >= _CHUNK or cells >= _CHUNK_CELLS:
            yield chunk
            chunk, cells = [], 0
    if chunk:
        yield chunk
