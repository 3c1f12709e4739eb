"""A run: all documents of the given paths → a dataset in a folder.

What was read stays beside the dataset, in the hidden folder ``.pondera``: a run that was ended, by whatever,
goes on there, and a further one reads only what is new.
"""

from __future__ import annotations

import json
import logging
import os
import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Protocol

from ingest.walk import Found, Missed, walk
from pondera import waivers
from pondera.messages import Language
from pondera.pipeline import missed_document
from pondera.runs.clock import Clock, now, told_time
from pondera.runs.code import version_of_code
from pondera.runs.compacting import forget_broken
from pondera.runs.ledger import Ledger
from pondera.runs.limits import has_memory_limit
from pondera.runs.nursery import prepare
from pondera.runs.options import Options
from pondera.runs.quarantine import LIST
from pondera.runs.state import TOKEN, State
from pondera.runs.summary import MOST_FAILURES, Summary
from pondera.runs.task import How, Seen, Task
from pondera.settings import NOTHING_SET, Settings
from pondera.writing import BY_DEFAULT, FORMATS
from pondera.writing.names import OWN_FILES, RECORD, REPORT_FOLDER
from pondera.writing.publishing import refuse_strangers
from pondera.writing.run_record import replace_run_record

if TYPE_CHECKING:
    from normalize.schema import DocumentRow
    from pondera.runs.losses import Lost
    from pondera.runs.pool import Here, Read, Settled, Workers
    from pondera.runs.task import Answer

log = logging.getLogger("pondera.runs")

_PUBLISHED = "published"


class NothingToRead(FileNotFoundError):
    """There is no document in the given paths."""


class Watcher(Protocol):
    """Is told how a run goes on."""

    def started(self, documents: int) -> None:
        """So many documents are to be read."""

    def finished(self, path: str, status: str, detail: str) -> None:
        """A document has been read, or could not be."""


class Unwatched:
    def started(self, documents: int) -> None: ...

    def finished(self, path: str, status: str, detail: str) -> None: ...


def run_collection(
    paths: Sequence[Path],
    to: Path,
    *,
    formats: Sequence[str] = BY_DEFAULT,
    language: Language,
    watcher: Watcher | None = None,
    settings: Settings = NOTHING_SET,
    options: Options | None = None,
    job: Read | None = None,
    clock: Clock = now,
) -> Summary:
    """Reads every document in ``paths`` and writes the dataset to the folder ``to``, together with what
    earlier runs have read from elsewhere into the same folder.

    Raises FileNotFoundError for a path that does not exist, ``NothingToRead`` where the paths hold no
    document, ``writing.publishing.Strangers`` where ``to`` holds files that are not a dataset's, ValueError
    for an unknown format and where ``to`` is the folder that is read, ``ledger.Busy`` where another run
    writes there, OSError where the disk is full; whatever is wrong with a document stands in its row. ``job``
    is what workers do, the reading of documents unless a test has them do something else.
    """
    began, start = clock(), perf_counter()
    if any(path.resolve() == to.resolve() for path in paths):
        raise ValueError("the dataset cannot go into the folder that is read")
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise ValueError(f"no such format: {', '.join(unknown)}")
    formats = [name for name in FORMATS if name in formats]
    options = options or Options()
    refuse_strangers(to)
    files = walk(paths, leave_out=[to, *([options.quarantine] if options.quarantine else [])])
    try:
        first = next(files)
    except StopIteration:
        raise NothingToRead(*paths) from None
    how = How(language, settings, version_of_code())
    with State(to, options) as state, ExitStack() as ends:
        if options.workers != 0 and state.knows_nothing:
            prepare()
        summary = Summary(memory_limited=has_memory_limit() or not options.bounds.memory)
        run = _Run(state, how, options, watcher or Unwatched(), summary, clock, ends)
        run.find(paths, _with(first, files))
        run.read(job)
        if options.verify:
            run.verify()

        def record() -> dict[str, Any]:
            summary.seconds = perf_counter() - start
            made = run_record(began, [str(path) for path in paths], str(to), formats, how, options)
            return {**made, **summary.record(), TOKEN: state.token}

        run.publish(to, formats, record)
    return summary


def _with(first: Found | Missed, rest: Iterator[Found | Missed]) -> Iterator[Found | Missed]:
    yield first
    yield from rest


@dataclass
class _Run:
    state: State
    how: How
    options: Options
    watcher: Watcher
    summary: Summary
    clock: Clock
    ends: ExitStack
    """Of what is to be ended with the run."""
    found: int = 0
    """Files that there are."""
    pool: Workers | Here | None = None

    def find(self, paths: Sequence[Path], files: Iterable[Found | Missed]) -> None:
        """Notes which files there are, and which are no more."""
        ledger = self.state.ledger
        missed: list[Missed] = []
        self.found = ledger.find(noted(files, missed), rehash=self.options.rehash)
        self.summary.missed = len(missed)
        if missed:
            self._miss(missed)
        given = [os.fsencode(os.path.abspath(path)) for path in paths]  # noqa: PTH100  links keep their names
        drop_removed(ledger, given, [os.fsencode(one.path) for one in missed], self.summary)

    def _miss(self, missed: Sequence[Missed]) -> None:
        """Keeps the rows of files and folders that could not be reached."""
        from pondera.runs.losses import keep_now
        from pondera.runs.work import Desk

        ledger = self.state.ledger
        with closing(Desk(self.state.folder, self.how, self.clock)) as desk:
            for one in missed:
                outcome = missed_document(one, self.how.language)
                location = os.fsencode(one.path)
                task = Task(ledger.file_number(location), one.name, location)
                keep_now(ledger, desk, task, desk.keep(task, outcome, Seen(), began=self.clock()))

    def read(self, job: Read | None) -> None:
        """Has everything read that has not been."""
        ledger = self.state.ledger
        if count := ledger.plan_looks():
            self._get_ready()
            self._look(count)
        count = ledger.plan_reading(self.how.key, self.options.bounds)
        self.watcher.started(count)
        if count:
            self._get_ready()
            self._read(job, count)
        self.summary.replaced = ledger.replace_older()
        self.summary.kept -= self.summary.replaced
        ledger.tidy()

    def _get_ready(self) -> None:
        """Has this process load what the dataset is written with while workers load what they read with."""
        if self.options.workers != 0:
            prepare()
        from pondera.runs.publication import get_ready

        get_ready()

    def _look(self, count: int) -> None:
        from pondera.runs import pool

        ledger = self.state.ledger
        for some in self._workers().settle(pool.look, ledger.planned(), count):
            with ledger.together():
                for looked in some:
                    if looked.answer is not None and looked.answer.sha256:
                        seen = looked.answer
                        ledger.seen(looked.task.number, seen.sha256, seen.size, seen.modified)

    def _read(self, job: Read | None, count: int) -> None:
        from pondera.runs import pool
        from pondera.runs.losses import Lost
        from pondera.runs.work import Desk

        ledger = self.state.ledger
        desk = Desk(self.state.folder, self.how, self.clock)
        with closing(Lost(desk, ledger, self.how, self.clock, lambda: self._made_workers(1))) as lost:
            for settled_now in self._workers().settle(job or pool.read, ledger.planned(), count):
                with ledger.together():
                    for settled in settled_now:
                        self._note(settled, lost)

    def _note(self, settled: Settled[Answer], lost: Lost) -> None:
        self.summary.lost.update(end.kind for end in settled.task.ends)
        if settled.answer is None or settled.entry is None:
            about = lost.keep(settled.task)
        else:
            about = settled.answer.about
            self.state.ledger.read(settled.task.number, about, settled.entry)
        self.summary.read += 1
        self.watcher.finished(about["name"], about["status"], about["detail"])

    def _workers(self) -> Workers | Here:
        """Those that look at files and read them."""
        if self.pool is None:
            self.pool = self._made_workers(self.found)
            self.ends.enter_context(self.pool)
        return self.pool

    def _made_workers(self, tasks: int) -> Workers | Here:
        from pondera.runs.pool import Here, Workers

        count = self.options.workers
        if count == 0:
            return Here(self.state.folder, self.how, self.clock)
        count = max(1, min(tasks, count or available_cores()))
        return Workers(count, self.state.folder, self.how, self.options.bounds, self.options.recycle)

    def verify(self) -> None:
        """Looks at the bytes of every file again."""
        from pondera.runs import pool

        ledger = self.state.ledger
        if not (count := ledger.plan_checks()):
            return
        for some in self._workers().settle(pool.look, ledger.planned(), count):
            with ledger.together():
                for looked in some:
                    seen = looked.answer or Seen()
                    ledger.checked(looked.task.number, told_time(self.clock()), seen.sha256, seen.sha512)

    def publish(self, to: Path, formats: Sequence[str], record: Callable[[], dict[str, Any]]) -> None:
        """Writes the dataset, unless it stands there already, and the run's record."""
        state, ledger = self.state, self.state.ledger
        rules = [str(rule) for rule in self.how.settings.rules]
        options = self.options
        with_report = options.report and any(name != "xlsx" for name in formats)
        asked = [str(options.quarantine or ""), options.copies, with_report]
        wanted = json.dumps([ledger.fingerprint(), self.how.key, list(formats), rules, asked])
        is_listed = options.quarantine is None or (options.quarantine / LIST).is_file()
        if is_listed and json.loads(ledger.fact(_PUBLISHED) or "{}").get("what") == wanted:
            stands = json.loads(ledger.fact(_PUBLISHED))
            if stands["files"] == _looks(to):
                self.summary.as_before(stands["summary"])
                replace_run_record(to, record())
                return
        from pondera.runs.publication import BrokenReading, publish

        while True:
            if self.pool is not None:
                self.pool.rest()
            try:
                publish(
                    state,
                    to,
                    formats,
                    settings=self.how.settings,
                    options=options,
                    summary=self.summary,
                    report=self._report if with_report else None,
                    record=record,
                )
                break
            except BrokenReading as broken:
                forget_broken(ledger, state.segments, broken)
                self.summary.forget_counts()
                self.read(None)
        counted = self.summary.counted()
        ledger.note(_PUBLISHED, json.dumps({"what": wanted, "files": _looks(to), "summary": counted}))
        state.compact()

    def _report(self, folder: Path) -> None:
        """Made of the dataset in ``folder``, and of the documents' files for pictures of their pages."""
        from pondera.report.building import add_report
        from pondera.runs.pages import Pages

        start = perf_counter()
        pages = Pages(self._made_workers, self.how.language, self._location)
        add_report(folder, self.how.language, pages=pages)
        self.summary.report_seconds = perf_counter() - start

    def _location(self, document: DocumentRow) -> bytes | None:
        return self.state.ledger.location(document.path, document.sha256)


def drop_removed(
    ledger: Ledger, given: Sequence[bytes], unreachable: Sequence[bytes], summary: Summary
) -> None:
    """Of the files that this run did not find, those that it would have found are gone. The others stay: they
    were read from elsewhere, or lie in a folder that could not be reached this time."""
    gone: list[int] = []
    for number, location, name in ledger.unseen():
        if _is_within(location, given) and not _is_within(location, unreachable):
            gone.append(number)
            summary.removed_count += 1
            if len(summary.removed) < MOST_FAILURES:
                summary.removed.append(name)
        else:
            summary.kept += 1
    ledger.drop(gone)


def _is_within(location: bytes, places: Sequence[bytes]) -> bool:
    return any(location == place or location.startswith(place.rstrip(b"/") + b"/") for place in places)


def available_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def noted(
    files: Iterable[Found | Missed], missed: list[Missed]
) -> Iterator[tuple[bytes, str, int, int, str]]:
    """As the ledger notes files; those that cannot be reached are gathered as well."""
    for file in files:
        size, modified = 0, 0
        if isinstance(file, Missed):
            missed.append(file)
        else:
            try:
                status = file.path.stat()
                size, modified = status.st_size, status.st_mtime_ns
            except OSError:  # the reading of it will tell why
                size = -1
        yield os.fsencode(file.path), file.name, size, modified, waivers.mark(file.path)


def _looks(to: Path) -> list[list[object]]:
    """The files of a dataset as they lie there, but for the run's own record."""
    looks: list[list[object]] = []
    for name in OWN_FILES:
        if name != RECORD and (to / name).is_file():
            status = (to / name).stat()
            looks.append([name, status.st_size, status.st_mtime_ns])
    if (to / REPORT_FOLDER).is_dir():
        looks.append([REPORT_FOLDER, sum(1 for _ in (to / REPORT_FOLDER).iterdir())])
    return looks


def run_record(
    began: datetime, paths: list[str], to: str, formats: Sequence[str], how: How, options: Options
) -> dict[str, Any]:
    """What ``run.json`` says of a run before anything was counted."""
    additions, bounds = how.settings.additions, options.bounds
    return {
        "pondera": version("pondera"),
        "python": platform.python_version(),
        "started": began.isoformat(timespec="seconds"),
        "options": {
            "paths": paths,
            "to": to,
            "format": list(formats),
            "lang": str(how.language),
            "vocabulary": len(additions.phrases) if additions else 0,
            "institutions": len(additions.institutions) if additions else 0,
            "pdf_reader": str(how.settings.access.pdf_reader),
            "rules": [rule.name for rule in how.settings.rules],
            "workers": available_cores() if options.workers is None else options.workers,
            "timeout": bounds.timeout,
            "memory": bounds.memory if has_memory_limit() else None,
        },
    }
