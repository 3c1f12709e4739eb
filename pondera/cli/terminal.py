"""Where people read: the consoles, and how a run shows that it goes on."""

from __future__ import annotations

import sys
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pondera.messages import Language, say
from pondera.pipeline import Outcome
from pondera.plain_text import one_line


def console() -> Console:
    """Standard output without markup: brackets in a document's text are the document's."""
    return Console(markup=False, highlight=False, emoji=False, soft_wrap=True)


class Lines:
    """One plain line per document on standard error."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._total = self._done = 0

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_: object) -> None: ...

    def started(self, documents: int) -> None:
        self._total = documents

    def finished(self, outcome: Outcome) -> None:
        self._done += 1
        sys.stderr.write(f"[{self._done}/{self._total}] {document_line(outcome, self._language)}\n")
        sys.stderr.flush()


class Bar:
    """A progress bar on standard error; what could not be read whole stays above it."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True, markup=False, highlight=False, emoji=False),
            transient=True,
        )

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def started(self, documents: int) -> None:
        self._task = self._progress.add_task(say("progress-reading", self._language), total=documents)

    def finished(self, outcome: Outcome) -> None:
        if outcome.document.status_detail:
            self._progress.console.print(document_line(outcome, self._language))
        self._progress.advance(self._task)


def document_line(outcome: Outcome, language: Language) -> str:
    """One document's result in one line."""
    document, rows = outcome.document, outcome.rows
    path = one_line(document.path)
    if document.duplicate_of:
        return say("line-copy", language, path=path, first=one_line(document.duplicate_of))
    status = say(f"status-{document.status}", language)
    if document.status_detail:
        return say("line-detail", language, path=path, status=status, detail=one_line(document.status_detail))
    return say(
        "line-document",
        language,
        path=path,
        status=status,
        tables=len(rows.tables),
        items=len(rows.items),
        figures=len(rows.measures),
        findings=len(rows.findings),
    )
