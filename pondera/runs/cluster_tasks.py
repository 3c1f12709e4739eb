"""What the workers of a cluster do with documents: they fetch and read them, each in a process of its own,
and put the records into the store.

Secrets of URLs come beside the tasks, never in them: Dask writes a task that fails into its log.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from ingest.walk import WAIVERS
from pondera.messages import Language
from pondera.runs.code import version_of_code
from pondera.runs.logins import Logins
from pondera.runs.losses import lost_answer
from pondera.runs.options import Bounds, Options
from pondera.runs.pool import Settled, Workers, look
from pondera.runs.refusals import OtherVersion
from pondera.runs.segments import Entry, Segments
from pondera.runs.stores import Store, fetch_url
from pondera.runs.task import Answer, How, Seen, Task
from pondera.runs.work import Desk, digests

Read = tuple[Task, dict[str, Any], Entry]
"""A task, what is said about its reading, and where that stands."""


def read_batch(tasks: Sequence[Task], state: str, how: How, options: Options, logins: Logins) -> list[Read]:
    """Reads documents, and puts their records into the store ``state``; gives what is said about each and
    where it stands. Raises ``OtherVersion``, OSError where the store refuses the records."""
    if how.code != version_of_code():
        raise OtherVersion(version("pondera"))
    store, kept = Store(logins.url(state)), []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = Desk(folder, how)
        with Workers(1, folder, how, options.bounds, options.recycle) as workers:
            job = partial(_read, logins)
            for settled in chain.from_iterable(workers.settle(job, tasks, len(tasks))):
                answer, entry = settled.answer, settled.entry
                if answer is None or entry is None:
                    seen = _looked_at(settled.task, how, options.bounds, logins)
                    answer = lost_answer(desk, how, settled.task, seen)
                    entry = desk.flush()
                    assert entry is not None
                kept.append((settled.task, answer.about, entry))
        desk.close()
        for segment in Segments(folder).sizes():
            store.put(folder / segment, segment)
    return kept


def look_batch(tasks: Sequence[Task], bounds: Bounds, logins: Logins) -> list[Settled[Seen]]:
    """The digests of some files."""
    with tempfile.TemporaryDirectory() as name, Workers(1, Path(name), How(Language.EN), bounds) as workers:
        return list(chain.from_iterable(workers.settle(partial(_look, logins), tasks, len(tasks))))


def _looked_at(task: Task, how: How, bounds: Bounds, logins: Logins) -> Seen:
    with tempfile.TemporaryDirectory() as name, Workers(1, Path(name), how, bounds) as workers:
        ((looked,),) = workers.settle(partial(_look, logins), [replace(task, ends=())], 1)
        return looked.answer or Seen()


def _read(logins: Logins, desk: Desk, task: Task) -> Answer:
    """In a process of its own: fetches and reads a document, with the file of waivers beside it."""
    if not task.is_stored:
        return desk.read(task)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document"
        url = logins.url(os.fsdecode(task.location))
        try:
            fetch_url(url, path)
            if task.waivers:
                fetch_url(url + WAIVERS, path.with_name(path.name + WAIVERS))
        except OSError as refusal:
            return desk.miss(task, refusal)
        return desk.read(task, path)


def _look(logins: Logins, desk: Desk, task: Task) -> Seen:
    if not task.is_stored:
        return look(desk, task)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document"
        try:
            fetch_url(logins.url(os.fsdecode(task.location)), path)
        except OSError:
            return Seen()
        return replace(digests(path), modified=0)
