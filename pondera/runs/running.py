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
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Protocol

from ingest.walk import Found, Missed, walk
from pondera import waivers
from pondera.between_documents import between
from pondera.messages import Language, say
from pondera.pipeline import Failure, failed, missed_document
from pondera.runs.assembly import BrokenReading, Told, assemble
from pondera.runs.code import version_of_code
from pondera.runs.events import EventFile
from pondera.runs.ledger import Ledger
from pondera.runs.limits import has_memory_limit
from pondera.runs.options import Options
from pondera.runs.quarantine import LIST, Quarantine
from pondera.runs.state import TOKEN, State
from pondera.runs.summary import MOST_FAILURES, Summary
from pondera.runs.task import Answer, End, How, Seen, Task
from pondera.runs.work import Clock, Desk, now, told_time
from pondera.settings import NOTHING_SET, Settings
from pondera.writing import BY_DEFAULT, FORMATS
from pondera.writing.names import OWN_FILES, RECORD, REPORT_FOLDER
from pondera.writing.publishing import refuse_strangers, staged
from pondera.writing.run_record import replace_run_record, write_run_record

if TYPE_CHECKING:
    from normalize.schema import DocumentRow
    from pondera.runs.pool import Here, Read, Settled, Workers

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
    with State(to, options) as state:
        summary = Summary(memory_limited=has_memory_limit() or not options.bounds.memory)
        run = _Run(state, how, options, watcher or Unwatched(), summary, clock)
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

    def find(self, paths: Sequence[Path], files: Iterable[Found | Missed]) -> None:
        """Notes which files there are, and which are no more."""
        ledger = self.state.ledger
        missed: list[Missed] = []
        ledger.find(_noted(files, missed), rehash=self.options.rehash)
        desk = Desk(self.state.folder, self.how, self.clock)
        self.summary.missed = len(missed)
        for one in missed:
            outcome = missed_document(one, self.how.language)
            location = os.fsencode(one.path)
            task = Task(ledger.file_number(location), one.name, location)
            _keep_now(ledger, desk, task, desk.keep(task, outcome, Seen(), began=self.clock()))
        desk.close()
        given = [os.fsencode(os.path.abspath(path)) for path in paths]  # noqa: PTH100  links keep their names
        drop_removed(ledger, given, [os.fsencode(one.path) for one in missed], self.summary)

    def read(self, job: Read | None) -> None:
        """Has everything read that has not been."""
        from pondera.runs import pool

        ledger = self.state.ledger
        if count := ledger.plan_looks():
            with self._workers(count) as workers:
                for some in workers.settle(pool.look, ledger.planned(), count):
                    with ledger.together():
                        for looked in some:
                            if looked.answer is not None and looked.answer.sha256:
                                seen = looked.answer
                                ledger.seen(looked.task.number, seen.sha256, seen.size, seen.modified)
        count = ledger.plan_reading(self.how.key, self.options.bounds)
        self.watcher.started(count)
        if count:
            with self._workers(count) as workers, closing(_Lost(self)) as lost:
                for settled_now in workers.settle(job or pool.read, ledger.planned(), count):
                    with ledger.together():
                        for settled in settled_now:
                            self._note(settled, lost)
        self.summary.replaced = ledger.replace_older()
        self.summary.kept -= self.summary.replaced
        ledger.tidy()

    def _note(self, settled: Settled[Answer], lost: _Lost) -> None:
        self.summary.lost.update(end.kind for end in settled.task.ends)
        if settled.answer is None or settled.entry is None:
            about = lost.keep(settled.task)
        else:
            about = settled.answer.about
            self.state.ledger.read(settled.task.number, about, settled.entry)
        self.summary.read += 1
        self.watcher.finished(about["name"], about["status"], about["detail"])

    def _workers(self, tasks: int) -> Workers | Here:
        from pondera.runs.pool import Here, Workers

        count = self.options.workers
        if count == 0:
            return Here(self.state.folder, self.how, self.clock)
        count = min(tasks, count or available_cores())
        return Workers(count, self.state.folder, self.how, self.options.bounds, self.options.recycle)

    def verify(self) -> None:
        """Looks at the bytes of every file again."""
        from pondera.runs import pool

        ledger = self.state.ledger
        if not (count := ledger.plan_checks()):
            return
        with self._workers(count) as workers:
            for some in workers.settle(pool.look, ledger.planned(), count):
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
        while True:
            try:
                with staged(to) as folder:
                    with ExitStack() as stack:
                        told = EventFile(folder, base=state.base, quarantined=options.quarantine is not None)
                        hearing: list[Told] = [stack.enter_context(told).tell]
                        if options.quarantine is not None:
                            listing = Quarantine(options.quarantine, copies=options.copies)
                            hearing.append(stack.enter_context(listing).tell)
                        assemble(
                            ledger,
                            state.folder,
                            folder,
                            formats,
                            base=state.base,
                            between=between(self.how.settings),
                            summary=self.summary,
                            told=hearing,
                        )
                    if with_report:
                        self._report(folder)
                    write_run_record(folder, record())
                break
            except BrokenReading as broken:
                ledger.forget(broken.content)
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
        pages = Pages(self._workers, self.how.language, self._location)
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


class _Lost:
    """Makes the rows of documents that workers were lost over."""

    def __init__(self, run: _Run) -> None:
        self._run = run
        self._desk = Desk(run.state.folder, run.how, run.clock)
        self._lookers: Workers | Here | None = None

    def keep(self, task: Task) -> dict[str, Any]:
        """Keeps the row of a document whose every attempt ended with its worker; gives what is said about it.
        Its bytes are looked at in a worker too: what hangs may be the disk that they are on."""
        from pondera.runs import pool

        began = self._run.clock()
        if self._lookers is None:
            self._lookers = self._run._workers(1)
        ((looked,),) = self._lookers.settle(pool.look, [replace(task, ends=())], 1)
        answer = lost_answer(self._desk, self._run.how, task, looked.answer or Seen(), began)
        _keep_now(self._run.state.ledger, self._desk, task, answer)
        return answer.about

    def close(self) -> None:
        self._desk.close()
        if self._lookers is not None:
            self._lookers.__exit__(None, None, None)


def _keep_now(ledger: Ledger, desk: Desk, task: Task, answer: Answer) -> None:
    """Has the answer of a desk that nothing else waits at stand in an entry of its own."""
    entry = desk.flush()
    assert entry is not None
    ledger.read(task.number, answer.about, entry)


def lost_answer(desk: Desk, how: How, task: Task, seen: Seen, began: datetime | None = None) -> Answer:
    """Keeps the row of a document whose every attempt ended with its worker."""
    detail = told_end(task.ends, how.language)
    seconds = sum(end.seconds for end in task.ends)
    failure = Failure(task.name, seen.size, seen.sha256, detail, task.ends[-1].kind)
    return desk.keep(task, failed(failure, seconds, {"lost": seconds}), seen, began=began or now())


def told_end(ends: Sequence[End], language: Language) -> str:
    """What the owner of a document is told of the worker that was lost over it."""
    last = ends[-1]
    told = say(f"end-{last.kind}", language, what=last.detail)
    return told if len(ends) == 1 else f"{told} {say('end-again', language, times=len(ends))}"


def available_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _noted(
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
