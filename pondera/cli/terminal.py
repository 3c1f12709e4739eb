"""Where people read: the consoles, and how a run shows that it goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from threading import Event, Thread
from time import monotonic
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from ingest.document import Status
from pondera.messages import Language, say
from pondera.plain_text import one_line


def console() -> Console:
    """Standard output without markup: brackets in a document's text are the document's."""
    return Console(markup=False, highlight=False, emoji=False, soft_wrap=True)


EVERY_SECONDS = 10.0
"""Between two lines where there is no terminal."""


class Lines:
    """One plain line every ten seconds on standard error, also while nothing is finished."""

    def __init__(
        self, language: Language, *, every: float = EVERY_SECONDS, clock: Callable[[], float] = monotonic
    ) -> None:
        self._language = language
        self._every = every
        self._clock = clock
        self._pace: Pace | None = None
        self._over = Event()
        self._thread = Thread(target=self._keep_telling, daemon=True)

    def __enter__(self) -> Lines:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def started(self, documents: int) -> None:
        self._pace = Pace(documents, self._clock)

    def finished(self, path: str, status: str, detail: str) -> None:  # noqa: ARG002
        if self._pace is not None:
            self._pace.finished(status)

    def _keep_telling(self) -> None:
        while not self._over.wait(self._every):
            if self._pace is not None:
                sys.stderr.write(self._pace.line(self._language) + "\n")
                sys.stderr.flush()


class Bar:
    """A progress bar on standard error; what could not be read whole stays above it."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.fields[pace]}", markup=False),
            console=Console(stderr=True, markup=False, highlight=False, emoji=False),
            transient=True,
        )
        self._pace: Pace | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def started(self, documents: int) -> None:
        self._pace = Pace(documents)
        if self._task is not None:
            self._progress.remove_task(self._task)
        said = say("progress-reading", self._language)
        self._task = self._progress.add_task(said, total=documents, pace="")

    def finished(self, path: str, status: str, detail: str) -> None:
        if self._pace is None or self._task is None:
            return
        self._pace.finished(status)
        if detail:
            self._progress.console.print(document_line(path, status, detail, self._language))
        self._progress.update(self._task, advance=1, pace=self._pace.line(self._language))


class Pace:
    """How fast a run goes, and when it will be done if it goes on so."""

    def __init__(self, documents: int, clock: Callable[[], float] = monotonic) -> None:
        self._documents = documents
        self._clock = clock
        self._began = clock()
        self._done = self._failed = 0

    def finished(self, status: str) -> None:
        self._done += 1
        self._failed += status == Status.FAILED

    def line(self, language: Language) -> str:
        passed = self._clock() - self._began
        rate = self._done / passed if passed > 0 else 0.0
        left = duration((self._documents - self._done) / rate) if rate else "?"
        return say(
            "progress-line",
            language,
            done=self._done,
            documents=self._documents,
            rate=f"{rate:.1f}",
            left=left,
            failed=self._failed,
        )


def duration(seconds: float) -> str:
    """``45 s``, ``12 min``, ``3 h 05 min``."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"


def document_line(path: str, status: str, detail: str, language: Language) -> str:
    """One document's result in one line."""
    told = say(f"status-{status}", language)
    if not detail:
        return say("line-document", language, path=one_line(path), status=told)
    return say("line-detail", language, path=one_line(path), status=told, detail=one_line(detail))
