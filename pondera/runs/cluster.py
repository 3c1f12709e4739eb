"""A run on a Dask cluster: workers read documents from any store and write records to any store themselves;
through the client pass only which files there are and what is said about each reading.

A task is a batch of documents. Inside a worker of the cluster each of them is read in a process of its own,
with the same limits as in a local run. A worker that is lost costs its batch another reading elsewhere: that
is Dask's. The dataset is made by one worker, of the same records by the same code as a local run, and so of
the same bytes.
"""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

from dask.distributed import Client, as_completed

from pondera.messages import Language
from pondera.runs.clock import now, told_time
from pondera.runs.cluster_dataset import BASE, COUNTED, PUBLISHED, Wanted, keep_files, publish
from pondera.runs.code import version_of_code
from pondera.runs.ledger import NAME, Ledger
from pondera.runs.logins import Logins, without_password
from pondera.runs.losses import lost_answer
from pondera.runs.options import Bounds, Options
from pondera.runs.pool import Settled, Workers
from pondera.runs.running import NothingToRead, Unwatched, Watcher, drop_removed, run_record
from pondera.runs.segments import ENDING, Entry, Segments
from pondera.runs.state import TOKEN, token_of
from pondera.runs.stores import Store, fetch_url, walk_urls
from pondera.runs.summary import Summary
from pondera.runs.task import Answer, How, Seen, Task
from pondera.runs.work import Desk, digests
from pondera.settings import NOTHING_SET, Settings
from pondera.writing import BY_DEFAULT, FORMATS
from pondera.writing.names import DESCRIPTOR, RECORD, STATE
from pondera.writing.run_record import write_run_record

BATCH = 32
"""Documents of one task."""
_AHEAD = 3
"""Batches per thread of the cluster that are waiting or worked on."""

T = TypeVar("T")
_Read = tuple[Task, dict[str, Any], Entry]
"""A task, what is said about its reading, and where that stands."""


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

    Raises OSError where the cluster or a store cannot be reached, FileNotFoundError for a URL with nothing
    behind it, ``running.NothingToRead``, ValueError for an unknown format.
    """
    began, start = datetime.now(UTC), perf_counter()
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise ValueError(f"no such format: {', '.join(unknown)}")
    formats = [name for name in FORMATS if name in formats]
    options, watcher = options or Options(), watcher or Unwatched()
    how = How(language, settings, version_of_code())
    state = Store(f"{to.rstrip('/')}/{STATE}")
    with ExitStack() as stack:
        client = stack.enter_context(Client(scheduler, set_as_default=False))  # type: ignore[no-untyped-call]
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if not options.fresh and state.exists(NAME):
            state.fetch(NAME, folder / NAME)
        ledger = Ledger(folder)
        stack.callback(ledger.close)
        if options.fresh:
            for name in [*state.names(ENDING), NAME, f"{BASE}/{DESCRIPTOR}"]:
                state.remove(name)
        _recover(ledger, state, folder)
        token = _token(state, folder)
        if not options.fresh and _token_of(target := Store(to), folder) not in (None, token):
            keep_files(target, state)
        summary = Summary()
        _find(ledger, urls, [to, *([quarantine] if quarantine else [])], summary, options)
        logins = Logins.of(urls)
        ask = _Asking(client, batch, logins)
        if ledger.plan_looks():
            for looked in ask(_look_batch, ledger.planned(), options.bounds):
                seen = looked.answer or Seen()
                if seen.sha256:
                    ledger.seen(looked.task.number, seen.sha256, seen.size, 0)
        watcher.started(ledger.plan_reading(how.key, options.bounds))
        for task, about, entry in ask(_read_batch, ledger.planned(), state.url, how, options):
            ledger.read(task.number, about, entry)
            summary.read += 1
            summary.lost.update(end["kind"] for end in about["ends"])
            watcher.finished(about["name"], about["status"], about["detail"])
        summary.replaced = ledger.replace_older()
        summary.kept -= summary.replaced
        ledger.tidy()
        if options.verify and ledger.plan_checks():
            for looked in ask(_look_batch, ledger.planned(), options.bounds):
                seen = looked.answer or Seen()
                ledger.checked(looked.task.number, told_time(now()), seen.sha256, seen.sha512)
        rules = [str(rule) for rule in settings.rules]
        asked = [without_password(quarantine), options.copies, options.report]
        made_of = json.dumps([ledger.fingerprint(), how.key, formats, rules, asked])
        before = ledger.fact(PUBLISHED) == made_of and Store(to).exists(DESCRIPTOR)
        counted = json.loads(ledger.fact(COUNTED) or "null")
        told = run_record(
            began, list(map(without_password, urls)), without_password(to), formats, how, options
        )
        record = {**told, TOKEN: token}
        if before and counted:
            ledger.close()
            state.put(folder / NAME, NAME)
            summary.as_before(counted)
            summary.seconds = perf_counter() - start
            write_run_record(folder, {**record, **summary.record()})
            Store(to).put(folder / RECORD, RECORD)
            return summary
        ledger.close()
        state.put(folder / NAME, NAME)
        summary.seconds = perf_counter() - start
        wanted = Wanted(to, formats, how, options, quarantine, made_of, logins)
        done: Summary = client.submit(publish, wanted, summary, record, pure=False).result()
        return done


def _token(state: Store, folder: Path) -> str:
    """By which a dataset says that it was made of this state. It is no part of the ledger, which may be lost
    and is made anew of the segments."""
    file = folder / TOKEN
    if state.exists(TOKEN):
        state.fetch(TOKEN, file)
    else:
        file.write_text(secrets.token_hex(8), encoding="ascii")
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


def _recover(ledger: Ledger, state: Store, folder: Path) -> None:
    """Notes what stands in segments of a run whose client was lost before it could note it."""
    known = ledger.ends()
    for name in state.names(ENDING):
        if name not in known:
            state.fetch(name, folder / name)
    segments = Segments(folder)
    for entry, about in segments.entries_after({}):
        ledger.recover(about, entry)
    for name in segments.sizes():
        segments.remove(name)


def _find(
    ledger: Ledger, urls: Sequence[str], left_out: Sequence[str], summary: Summary, options: Options
) -> None:
    inside = tuple(Store(url).full_url + "/" for url in left_out)
    files = (
        # Stores are not asked for waivers.
        (without_password(file.url).encode(), file.name, file.size, file.modified, "")
        for file in walk_urls(urls)
        if not file.url.startswith(inside)
    )
    if not ledger.find(files, rehash=options.rehash):
        raise NothingToRead(*map(without_password, urls))
    drop_removed(ledger, [without_password(Store(url).full_url).encode() for url in urls], (), summary)


class _Asking:
    """Hands batches of tasks to the cluster, some ahead of what is done, and gives what comes back."""

    def __init__(self, client: Client, batch: int, logins: Logins) -> None:
        self._client = client
        self._batch = batch
        self._logins = logins

    def __call__(self, job: Callable[..., list[T]], tasks: Iterator[Task], *rest: Any) -> Iterator[T]:
        def submitted() -> list[Any]:
            some = [
                replace(task, location=self._logins.full(task.location))
                for task in islice(tasks, self._batch)
            ]
            return [self._client.submit(job, some, *rest, pure=False, retries=2)] if some else []

        threads = sum(self._client.nthreads().values()) or 1  # type: ignore[no-untyped-call]
        first = [one for _ in range(_AHEAD * threads) for one in submitted()]
        waiting = as_completed(first, loop=self._client.loop)  # type: ignore[no-untyped-call]
        for future in waiting:
            yield from future.result()
            for one in submitted():
                waiting.add(one)  # type: ignore[no-untyped-call]


def _read_batch(tasks: Sequence[Task], state: str, how: How, options: Options) -> list[_Read]:
    """In a worker of the cluster: reads documents, and puts their records into the store; gives what is said
    about each and where it stands."""
    store, kept = Store(state), []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = Desk(folder, how)
        with Workers(1, folder, how, options.bounds, options.recycle) as workers:
            for settled in chain.from_iterable(workers.settle(_read_url, tasks, len(tasks))):
                answer, entry = settled.answer, settled.entry
                if answer is None or entry is None:
                    seen = _looked_at(settled.task, how, options.bounds)
                    answer = lost_answer(desk, how, settled.task, seen)
                    entry = desk.flush()
                    assert entry is not None
                kept.append((settled.task, answer.about, entry))
        desk.close()
        for segment in Segments(folder).sizes():
            store.put(folder / segment, segment)
    return kept


def _look_batch(tasks: Sequence[Task], bounds: Bounds) -> list[Settled[Seen]]:
    """In a worker of the cluster: the digests of some files."""
    with tempfile.TemporaryDirectory() as name, Workers(1, Path(name), How(Language.EN), bounds) as workers:
        return list(chain.from_iterable(workers.settle(_look_url, tasks, len(tasks))))


def _looked_at(task: Task, how: How, bounds: Bounds) -> Seen:
    with tempfile.TemporaryDirectory() as name, Workers(1, Path(name), how, bounds) as workers:
        ((looked,),) = workers.settle(_look_url, [replace(task, ends=())], 1)
        return looked.answer or Seen()


def _read_url(desk: Desk, task: Task) -> Answer:
    """In a process of its own: fetches and reads a document."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document"
        _fetch(task, path)
        return desk.read(task, path)


def _look_url(desk: Desk, task: Task) -> Seen:  # noqa: ARG001  every job has a desk
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document"
        _fetch(task, path)
        return replace(digests(path), modified=0)


def _fetch(task: Task, path: Path) -> None:
    """Has a file that the store does not give be missing, which its reading tells."""
    try:
        fetch_url(os.fsdecode(task.location), path)
    except OSError:
        path.unlink(missing_ok=True)
