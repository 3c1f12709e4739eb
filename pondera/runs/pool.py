"""The local pool: N workers, each a process that reads one document at a time and can be lost with it.

Each worker is a ``pebble`` pool of one process: pebble ends what takes too long and tells of a process that
died. Its workers would otherwise share one pipe and its lock, and one that is killed while it holds that lock
would stop all others. A worker over which something went wrong is never used again; the document is given to
a fresh one once, and so is what waited behind it.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import SimpleQueue
from time import perf_counter
from types import TracebackType
from typing import Any, Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from pondera.runs.limits import end_with_parent, limit_memory, no_core_file
from pondera.runs.nursery import EXITED_WITH_0, nursery
from pondera.runs.options import RECYCLE_AFTER, Bounds
from pondera.runs.task import Answer, End, How, Seen, Task
from pondera.runs.work import Clock, Desk, digests, now

log = logging.getLogger("pondera.runs")

_AHEAD = 2
"""Tasks that a worker has at most: the one it does and the next, so that it does not wait for this
process."""
_MOST_ATTEMPTS = 2
_MOST_STILLBORN = 4
"""Workers in a row that ended before they did anything: then it is not the documents' fault."""

T = TypeVar("T")


class NoWorkers(RuntimeError):
    """Workers cannot be started on this machine."""


@dataclass(frozen=True, slots=True)
class Settled(Generic[T]):
    """What became of a task: its answer, or none; the task says how attempts ended that gave none."""

    task: Task
    answer: T | None


Read = Callable[[Desk, Task], Answer]


def read(desk: Desk, task: Task) -> Answer:
    return desk.read(task)


def look(desk: Desk, task: Task) -> Seen:  # noqa: ARG001  every job has a desk
    return digests(Path(os.fsdecode(task.location)))


class Here:
    """No worker: this process does the tasks, without limits."""

    def __init__(self, folder: Path, how: How, clock: Clock = now) -> None:
        self._desk = Desk(folder, how, clock)

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *_: object) -> None:
        self._desk.close()

    def settle(self, job: Callable[[Desk, Task], T], tasks: Iterable[Task]) -> Iterator[Settled[T]]:
        """As ``Workers.settle``."""
        for task in tasks:
            try:
                yield Settled(task, job(self._desk, task))
            except MemoryError:
                yield Settled(replace(task, ends=(End("memory"),)), None)


class Workers:
    """A pool of ``count`` workers for the time of a ``with`` block. ``folder`` is where they keep records."""

    def __init__(
        self, count: int, folder: Path, how: How, bounds: Bounds, recycle: int = RECYCLE_AFTER
    ) -> None:
        self._desk = (folder, how, bounds.memory)
        self._bounds = bounds
        self._recycle = recycle
        self._slots = [_Slot() for _ in range(count)]
        self._done: SimpleQueue[tuple[_Slot, _Given]] = SimpleQueue()
        self._leaving: list[threading.Thread] = []
        self._stillborn = 0

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for slot in self._slots:
            self._dismiss(slot)
        for thread in self._leaving:
            thread.join()

    def settle(self, job: Callable[[Desk, Task], T], tasks: Iterable[Task]) -> Iterator[Settled[T]]:
        """What becomes of each task, in the order in which they are done; tasks are taken as workers become
        free. Raises what a job raises but for MemoryError, which is an end like a crash; ``NoWorkers``."""
        waiting = iter(tasks)
        again: deque[_Given] = deque()
        while True:
            self._hand_out(job, waiting, again)
            if not any(slot.given for slot in self._slots):
                return
            slot, given = self._done.get()
            if given not in slot.given:
                continue  # of a worker that was dismissed meanwhile
            slot.given.remove(given)
            slot.served += 1
            try:
                answer = given.future.result()
            except (TookTooLong, ProcessExpired, MemoryError, BrokenProcessPool, CancelledError) as error:
                end = self._end(error, given)
                again.extendleft(_Given(other.task) for other in reversed(slot.given))
                self._dismiss(slot)
                task = given.task if end is None else replace(given.task, ends=(*given.task.ends, end))
                if len(task.ends) < _MOST_ATTEMPTS:
                    again.appendleft(_Given(task))
                else:
                    yield Settled(task, None)
            else:
                self._stillborn = 0
                if self._recycle and slot.served >= self._recycle and not slot.given:
                    self._dismiss(slot)
                yield Settled(given.task, answer)

    def _hand_out(
        self, job: Callable[[Desk, Task], T], waiting: Iterator[Task], again: deque[_Given]
    ) -> None:
        for ahead in range(1, _AHEAD + 1):
            for slot in self._slots:
                if len(slot.given) >= ahead or slot.is_spent(self._recycle):
                    continue
                if again:
                    given = again.popleft()
                else:
                    task = next(waiting, None)
                    if task is None:
                        return
                    given = _Given(task)
                self._give(slot, job, given)

    def _give(self, slot: _Slot, job: Callable[[Desk, Task], T], given: _Given) -> None:
        if slot.pool is None:
            slot.pool = ProcessPool(1, initializer=_open_desk, initargs=self._desk, context=nursery())
        given.future = slot.pool.schedule(
            _at_desk, args=(job, given.task), timeout=self._bounds.timeout or None
        )
        slot.given.append(given)
        given.future.add_done_callback(lambda _: self._done.put((slot, given)))

    def _end(self, error: BaseException, given: _Given) -> End | None:
        """How a worker ended; none where it never began the task."""
        seconds = round(perf_counter() - given.since, 3)
        if isinstance(error, TookTooLong):
            return End("timeout", f"{self._bounds.timeout:g}", seconds, self._bounds.timeout)
        if isinstance(error, MemoryError):
            return End("memory", str(self._bounds.memory), seconds, self._bounds.memory)
        if isinstance(error, ProcessExpired):
            return End(*_told(error.exitcode), seconds)
        self._stillborn += 1
        if self._stillborn > _MOST_STILLBORN:
            raise NoWorkers(str(error)) from error
        return None

    def _dismiss(self, slot: _Slot) -> None:
        """Ends a worker, whatever it does, without waiting for it."""
        pool, slot.pool = slot.pool, None
        slot.given, slot.served = [], 0
        if pool is not None:
            self._leaving = [thread for thread in self._leaving if thread.is_alive()]
            self._leaving.append(threading.Thread(target=_ended, args=(pool,)))
            self._leaving[-1].start()


@dataclass(eq=False, slots=True)
class _Given:
    """A task that a worker has been given."""

    task: Task
    future: Future[Any] = field(default_factory=Future)
    since: float = field(default_factory=perf_counter)


@dataclass(eq=False, slots=True)
class _Slot:
    """A worker's place in the pool; the process in it changes."""

    pool: ProcessPool | None = None
    given: list[_Given] = field(default_factory=list)
    served: int = 0

    def is_spent(self, recycle: int) -> bool:
        return bool(recycle) and self.served + len(self.given) >= recycle


_at: Desk | None = None
"""In a worker: its desk."""


def _open_desk(folder: Path, how: How, memory: int) -> None:
    """Makes this process a worker."""
    global _at
    end_with_parent()
    no_core_file()
    limit_memory(memory)
    _at = Desk(folder, how)


def _at_desk(job: Callable[[Desk, Task], T], task: Task) -> T:
    assert _at is not None
    return job(_at, task)


def _told(exitcode: int) -> tuple[str, str]:
    """The kind and detail of an end by an exit code; negative ones are signals."""
    if exitcode >= 0:
        return "exited", "0" if exitcode == EXITED_WITH_0 else str(exitcode)
    number = -exitcode
    name = signal.Signals(number).name if number in set(signal.Signals) else str(number)
    return ("killed" if number in (signal.SIGTERM, getattr(signal, "SIGKILL", 9)) else "crashed"), name


def _ended(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()
