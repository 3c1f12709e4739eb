"""A run on a Dask cluster: workers read documents from any store and write records to any store themselves;
through the client pass only which files there are and what is said about each reading.

A task is a batch of documents. Inside a worker of the cluster each of them is read in a process of its own,
with the same limits as in a local run. A worker that is lost costs its batch another reading elsewhere: that
is Dask's. The dataset is made by one worker, of the same records by the same code as a local run, and so of
the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

from dask.distributed import Client, KilledWorker, Lock, as_completed

from ingest.walk import Missed, walk
from pondera.messages import Language
from pondera.pipeline import missed_document
from pondera.runs.assembly import BrokenReading
from pondera.runs.clock import now, told_time
from pondera.runs.cluster_dataset import BASE, COUNTED, PUBLISHED, Wanted, keep_files, publish
from pondera.runs.cluster_tasks import look_batch, read_batch
from pondera.runs.code import version_of_code
from pondera.runs.ledger import NAME, Busy, Ledger
from pondera.runs.logins import Logins, without_password
from pondera.runs.losses import keep_now
from pondera.runs.options import Options
from pondera.runs.refusals import NoScheduler, WorkersLost
from pondera.runs.running import (
    NothingToRead,
    Unwatched,
    Watcher,
    drop_removed,
    noted,
    run_record,
)
from pondera.runs.segments import ENDING, VERSION, Segments
from pondera.runs.state import TOKEN, token_of
from pondera.runs.stores import Store, walk_urls
from pondera.runs.summary import Summary
from pondera.runs.task import How, Seen, Task
from pondera.runs.work import Desk
from pondera.settings import NOTHING_SET, Settings
from pondera.writing import BY_DEFAULT, FORMATS
from pondera.writing.names import DESCRIPTOR, RECORD, STATE
from pondera.writing.run_record import write_run_record

BATCH = 32
"""Documents of one task."""
_AHEAD = 3
"""Batches per thread of the cluster that are waiting or worked on."""
LEASE_SECONDS = 35.0
"""After which the scheduler has let go of the lock of a client that was killed (its lease is 30 seconds)."""

T = TypeVar("T")


def run_on_cluster(
    urls: Sequence[str],
    to: str,
    *,
    scheduler: str,
    formats: Sequence[str] = BY_DEFAULT,
    language: Language,
    watcher: Watcher | None = None,
    settings: Settings = NOTHING_SET,
    options: Options | None = None,
    quarantine: str = "",
    batch: int = BATCH,
) -> Summary:
    """As ``running.run_collection``, on the Dask cluster whose scheduler is at an address; paths, target and
    the folder for the list of what could not be read are URLs of ``fsspec``, or paths that every worker sees.

    Raises what ``refusals`` has, OSError where a store refuses, FileNotFoundError for a URL with nothing
    behind it, ``running.NothingToRead``, ``ledger.Busy`` where another client of the cluster writes to the
    same target, ValueError for an unknown format.
    """
    began, start = datetime.now(UTC), perf_counter()
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise ValueError(f"no such format: {', '.join(unknown)}")
    formats = [name for name in FORMATS if name in formats]
    options = options or Options()
    how = How(language, settings, version_of_code())
    with ExitStack() as stack:
        client = stack.enter_context(_connected(scheduler))
        stack.enter_context(_held(client, to))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        logins = Logins.of([*urls, to, quarantine])
        run = _Run(
            client, folder, urls, to, quarantine, how, options, watcher or Unwatched(), logins, formats, batch
        )
        stack.callback(run.close)
        run.open()
        run.find()
        record = run_record(
            began, list(map(without_password, urls)), without_password(to), formats, how, options
        )
        while True:
            run.read()
            if options.verify:
                run.verify()
            run.summary.seconds = perf_counter() - start
            try:
                return run.publish({**record, TOKEN: run.token})
            except BrokenReading:
                run.reopen()


@contextmanager
def _connected(scheduler: str) -> Iterator[Client]:
    try:
        client = Client(scheduler, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as refusal:
        raise NoScheduler(str(refusal)) from refusal
    with client:
        yield client


@contextmanager
def _held(client: Client, to: str) -> Iterator[None]:
    """Holds the target against other clients of the cluster, as long as this one lives."""
    name = "pondera-" + hashlib.sha256(without_password(to).rstrip("/").encode()).hexdigest()[:16]
    lock = Lock(name, scheduler_rpc=client.scheduler, loop=client.loop)  # type: ignore[no-untyped-call]
    if not lock.acquire(timeout=LEASE_SECONDS):  # type: ignore[no-untyped-call]
        raise Busy(without_password(to))
    try:
        yield
    finally:
        lock.release()  # type: ignore[no-untyped-call]


@dataclass
class _Run:
    client: Client
    folder: Path
    """On the client's disk: the ledger, for the time of the run."""
    urls: Sequence[str]
    to: str
    quarantine: str
    how: How
    options: Options
    watcher: Watcher
    logins: Logins
    formats: Sequence[str]
    batch: int
    summary: Summary = field(default_factory=Summary)

    def __post_init__(self) -> None:
        self.state = Store(f"{self.to.rstrip('/')}/{STATE}")
        self.target = Store(self.to)

    def open(self) -> None:
        """Takes the ledger from the store, and notes what a client that was lost could not."""
        self.token = _token(self.state, self.folder)
        if self.options.fresh or not self.token.endswith(VERSION):
            # The dataset itself stays; of another version, with what it has of files that are not read anew.
            for name in [*self.state.names(ENDING), NAME, f"{BASE}/{DESCRIPTOR}", TOKEN]:
                self.state.remove(name)
            self.token = _token(self.state, self.folder)
        if self.state.exists(NAME):
            self.state.fetch(NAME, self.folder / NAME)
        self.ledger = Ledger(self.folder)
        self._recover()
        if not self.options.fresh and _token_of(self.target, self.folder) not in (None, self.token):
            keep_files(self.target, self.state)

    def reopen(self) -> None:
        """Takes the ledger back from the worker that found a broken record and noted it."""
        self.ledger.close()
        self.state.fetch(NAME, self.folder / NAME)
        self.ledger = Ledger(self.folder)
        self.summary.forget_counts()

    def close(self) -> None:
        if hasattr(self, "ledger"):
            self.ledger.close()

    def _recover(self) -> None:
        known = self.ledger.ends()
        self.state.fetch_all([name for name in self.state.names(ENDING) if name not in known], self.folder)
        segments = Segments(self.folder)
        for entry, about in segments.entries_after({}):
            self.ledger.recover(about, entry)
        for name in segments.sizes():
            segments.remove(name)

    def find(self) -> None:
        """Notes which files there are, and which are no more."""
        if any("://" in url for url in self.urls):
            self._find_stored()
        else:
            self._find_on_share()

    def _find_stored(self) -> None:
        left_out = [self.to, *([self.quarantine] if self.quarantine else [])]
        inside = tuple(without_password(Store(url).full_url) + "/" for url in left_out)
        files = (
            (told.encode(), file.name, file.size, file.modified, file.waivers)
            for file in walk_urls(self.urls)
            if not (told := without_password(file.url)).startswith(inside)
        )
        if not self.ledger.find(files, rehash=self.options.rehash):
            raise NothingToRead(*map(without_password, self.urls))
        given = [without_password(Store(url).full_url).encode() for url in self.urls]
        drop_removed(self.ledger, given, (), self.summary)

    def _find_on_share(self) -> None:
        """Paths that the client and all workers see: as a local run finds them."""
        left_out = [Path(path) for path in (self.to, self.quarantine) if path and "://" not in path]
        missed: list[Missed] = []
        files = walk([Path(path) for path in self.urls], leave_out=left_out)
        if not self.ledger.find(noted(files, missed), rehash=self.options.rehash):
            raise NothingToRead(*self.urls)
        self.summary.missed = len(missed)
        desk = Desk(self.folder, self.how)
        for one in missed:
            location = os.fsencode(one.path)
            task = Task(self.ledger.file_number(location), one.name, location)
            outcome = missed_document(one, self.how.language)
            keep_now(self.ledger, desk, task, desk.keep(task, outcome, Seen(), began=now()))
        desk.close()
        segments = Segments(self.folder)
        for segment in segments.sizes():
            self.state.put(self.folder / segment, segment)
            segments.remove(segment)
        given = [os.fsencode(os.path.abspath(path)) for path in self.urls]  # noqa: PTH100
        drop_removed(self.ledger, given, [os.fsencode(one.path) for one in missed], self.summary)

    def read(self) -> None:
        """Has everything read that has not been."""
        ledger = self.ledger
        if ledger.plan_looks():
            for looked in self._ask(look_batch, self.options.bounds, self.logins):
                seen = looked.answer or Seen()
                if seen.sha256:
                    ledger.seen(looked.task.number, seen.sha256, seen.size, seen.modified)
        self.watcher.started(ledger.plan_reading(self.how.key, self.options.bounds))
        where = without_password(self.state.url)
        for task, about, entry in self._ask(read_batch, where, self.how, self.options, self.logins):
            ledger.read(task.number, about, entry)
            self.summary.read += 1
            self.summary.lost.update(end["kind"] for end in about["ends"])
            self.watcher.finished(about["name"], about["status"], about["detail"])
        self.summary.replaced = ledger.replace_older()
        self.summary.kept -= self.summary.replaced
        ledger.tidy()

    def verify(self) -> None:
        """Looks at the bytes of every file again."""
        if self.ledger.plan_checks():
            for looked in self._ask(look_batch, self.options.bounds, self.logins):
                seen = looked.answer or Seen()
                self.ledger.checked(looked.task.number, told_time(now()), seen.sha256, seen.sha512)

    def publish(self, record: dict[str, Any]) -> Summary:
        """Has a worker make the dataset, unless it stands there already; ``record`` is what ``run.json`` says
        besides counts. Raises ``BrokenReading``."""
        ledger, options = self.ledger, self.options
        rules = [str(rule) for rule in self.how.settings.rules]
        asked = [without_password(self.quarantine), options.copies, options.report]
        made_of = json.dumps([ledger.fingerprint(), self.how.key, self.formats, rules, asked])
        stands = ledger.fact(PUBLISHED) == made_of and self.target.exists(DESCRIPTOR)
        counted = json.loads(ledger.fact(COUNTED) or "null")
        ledger.close()
        self.state.put(self.folder / NAME, NAME)
        if stands and counted:
            self.summary.as_before(counted)
            write_run_record(self.folder, {**record, **self.summary.record()})
            self.target.put(self.folder / RECORD, RECORD)
            return self.summary
        told = [without_password(url) for url in (self.to, self.quarantine)]
        wanted = Wanted(told[0], self.formats, self.how, options, told[1], made_of, self.logins)
        try:
            made = self.client.submit(publish, wanted, self.summary, record, pure=False).result()
        except KilledWorker as lost:
            raise WorkersLost(str(lost)) from lost
        assert isinstance(made, Summary)
        return made

    def _ask(self, job: Callable[..., list[T]], *rest: Any) -> Iterator[T]:
        """Hands what was planned to the cluster in batches, some ahead of what is done, and gives what comes
        back."""
        tasks = self.ledger.planned()

        def submitted() -> list[Any]:
            some = list(islice(tasks, self.batch))
            return [self.client.submit(job, some, *rest, pure=False, retries=2)] if some else []

        threads = sum(self.client.nthreads().values()) or 1  # type: ignore[no-untyped-call]
        first = [one for _ in range(_AHEAD * threads) for one in submitted()]
        waiting = as_completed(first, loop=self.client.loop)  # type: ignore[no-untyped-call]
        for future in waiting:
            try:
                yield from future.result()
            except KilledWorker as lost:
                raise WorkersLost(str(lost)) from lost
            for one in submitted():
                waiting.add(one)  # type: ignore[no-untyped-call]


def _token(state: Store, folder: Path) -> str:
    """By which a dataset says that it was made of this state; it ends with the version of the records there.
    It is no part of the ledger, which may be lost and is made anew of the segments."""
    file = folder / TOKEN
    if state.exists(TOKEN):
        state.fetch(TOKEN, file)
    else:
        file.write_text(secrets.token_hex(8) + VERSION, encoding="ascii")
        state.put(file, TOKEN)
    return file.read_text(encoding="ascii")


def _token_of(target: Store, folder: Path) -> str | None:
    """As ``state.token_of``, of a dataset in a store; none where there is no dataset."""
    if not target.exists(DESCRIPTOR):
        return None
    (folder / "before").mkdir()
    if target.exists(RECORD):
        target.fetch(RECORD, folder / "before" / RECORD)
    return token_of(folder / "before")
