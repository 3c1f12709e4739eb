"""The local pool: N workers, each a process that reads one document at a time and can be lost with it.

Each worker is a ``pebble`` pool of one process: pebble ends what takes too long and tells of a process that
died. Its workers would otherwise share one pipe and its lock, and one that is killed while it holds that lock
would stop all others. A worker over which something went wrong is never used again; the document is given to
a fresh one once.

Small files are handed out several at a time, since handing one out costs as much as reading it. A worker
marks in shared memory which of them it is at, so that the loss of a worker is put down to that one; the
others are handed out again. It hands back what it has not begun after a fraction of a second.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
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

from pondera.runs.clock import Clock, now
from pondera.runs.limits import end_with_parent, limit_memory, no_core_file
from pondera.runs.nursery import EXITED_WITH_0, nursery
from pondera.runs.options import RECYCLE_AFTER, Bounds
from pondera.runs.segments import Entry
from pondera.runs.task import Answer, End, How, Seen, Task
from pondera.runs.work import Desk, digests

log = logging.getLogger("pondera.runs")

_AHEAD = 2
"""Batches that a worker has at most: the one it does and the next, so that it does not wait for this
process."""
_BATCH = 32
_BATCH_BYTES = 256 << 10
_BATCH_SECONDS = 0.25
"""Most files of a batch, and bytes of them; after so many seconds no further one is begun."""
_SHARE = 8
"""A worker gets at least so many batches, so that none is idle at the end while another has many left."""
_NOWHERE = -1
_MOST_ATTEMPTS = 2
_MOST_STILLBORN = 4
"""Workers in a row that ended before they did anything: then it is not the documents' fault."""

T = TypeVar("T")


class NoWorkers(RuntimeError):
    """Workers cannot be started on this machine."""


@dataclass(frozen=True, slots=True)
class Settled(Generic[T]):
    """What became of a task: its answer, or none; the task says how attempts ended that gave none. ``entry``
    is where the answer's document stands, where it was one to keep."""

    task: Task
    answer: T | None
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class _Done(Generic[T]):
    """What came of the first tasks of a batch; ``entry`` is where the documents that were read stand."""

    answers: tuple[T, ...]
    entry: Entry | None

    def settled(self, tasks: Sequence[Task]) -> list[Settled[T]]:
        return [
            Settled(task, answer, self._entry(answer))
            for task, answer in zip(tasks, self.answers, strict=False)
        ]

    def _entry(self, answer: T) -> Entry | None:
        return replace(self.entry, row=answer.row) if isinstance(answer, Answer) and self.entry else None


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

    def rest(self) -> None:
        """Nothing is to be done for now."""
        self._desk.close()

    def settle(
        self, job: Callable[[Desk, Task], T], tasks: Iterable[Task], count: int
    ) -> Iterator[list[Settled[T]]]:
        """As ``Workers.settle``."""
        for batch in _batches(tasks, _most(count, 1)):
            waiting, lost = batch, None
            while waiting:
                answers: list[T] = []
                try:
                    for task in waiting:
                        answers.append(job(self._desk, task))  # noqa: PERF401  those before stay
                except MemoryError:
                    lost = replace(waiting[len(answers)], ends=(End("memory"),))
                yield _Done(tuple(answers), self._desk.flush()).settled(waiting)
                waiting = waiting[len(answers) :]
                if lost is not None:
                    yield [Settled(lost, None)]
                    waiting, lost = waiting[1:], None


class Workers:
    """A pool of ``count`` workers for the time of a ``with`` block. ``folder`` is where they keep records."""

    def __init__(
        self, count: int, folder: Path, how: How, bounds: Bounds, recycle: int = RECYCLE_AFTER
    ) -> None:
        self._desk = (folder, how, bounds.memory)
        self._bounds = bounds
        self._recycle = recycle
        self._slots = [_Slot(at=nursery().RawValue("q", _NOWHERE)) for _ in range(count)]
        self._done: SimpleQueue[tuple[_Slot, _Given]] = SimpleQueue()
        self._leaving: list[threading.Thread] = []
        self._stillborn = 0

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.rest()
        for thread in self._leaving:
            thread.join()

    def rest(self) -> None:
        """Ends the workers, as nothing is to be done for now, without waiting for it."""
        for slot in self._slots:
            self._dismiss(slot)

    def settle(
        self, job: Callable[[Desk, Task], T], tasks: Iterable[Task], count: int
    ) -> Iterator[list[Settled[T]]]:
        """What becomes of each of ``count`` tasks, some at a time, in the order in which they are done; tasks
        are taken as workers become free. Raises what a job raises but for MemoryError, which is an end like a
        crash; ``NoWorkers``."""
        waiting = _batches(tasks, _most(count, len(self._slots)))
        again: deque[_Given] = deque()
        while True:
            self._hand_out(job, waiting, again)
            if not any(slot.given for slot in self._slots):
                return
            slot, given = self._done.get()
            if given not in slot.given:
                continue  # of a worker that was dismissed meanwhile
            slot.given.remove(given)
            for following in slot.given[:1]:
                following.since = perf_counter()
            try:
                done = given.future.result()
            except (TookTooLong, ProcessExpired, MemoryError, BrokenProcessPool, CancelledError) as error:
                end = self._end(error, given)
                again.extendleft(_Given(other.tasks) for other in reversed(slot.given))
                parts = _parted(given.tasks, slot.at.value, end)
                self._dismiss(slot)
                lost = [part[0] for part in parts if len(part[0].ends) >= _MOST_ATTEMPTS]
                again.extendleft(_Given(part) for part in reversed(parts) if part[0] not in lost)
                if lost:
                    yield [Settled(task, None) for task in lost]
            else:
                self._stillborn = 0
                slot.served += len(done.answers) if job is not look else 0
                if rest := given.tasks[len(done.answers) :]:
                    again.appendleft(_Given(rest))
                if slot.is_spent(self._recycle) and not slot.given:
                    self._dismiss(slot)
                yield done.settled(given.tasks)

    def _hand_out(
        self, job: Callable[[Desk, Task], T], waiting: Iterator[list[Task]], again: deque[_Given]
    ) -> None:
        for ahead in range(1, _AHEAD + 1):
            for slot in self._slots:
                if len(slot.given) >= ahead or slot.is_spent(self._recycle):
                    continue
                if again:
                    given = again.popleft()
                else:
                    batch = next(waiting, None)
                    if batch is None:
                        return
                    given = _Given(batch)
                self._give(slot, job, given)

    def _give(self, slot: _Slot, job: Callable[[Desk, Task], T], given: _Given) -> None:
        if slot.pool is None:
            slot.pool = ProcessPool(
                1, initializer=_open_desk, initargs=(*self._desk, slot.at), context=nursery()
            )
        timeout = self._bounds.timeout
        if timeout and len(given.tasks) > 1:
            timeout += _BATCH_SECONDS
        given.future = slot.pool.schedule(_at_desk, args=(job, given.tasks), timeout=timeout or None)
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
        slot.at = nursery().RawValue("q", _NOWHERE)  # the one before may still write to its own
        if pool is not None:
            self._leaving = [thread for thread in self._leaving if thread.is_alive()]
            self._leaving.append(threading.Thread(target=_ended, args=(pool,)))
            self._leaving[-1].start()


@dataclass(eq=False, slots=True)
class _Given:
    """Tasks that a worker has been given together."""

    tasks: list[Task]
    future: Future[Any] = field(default_factory=Future)
    since: float = field(default_factory=perf_counter)


@dataclass(eq=False, slots=True)
class _Slot:
    """A worker's place in the pool; the process in it changes."""

    at: Any
    """In shared memory: the task of its batch that the worker is at, or ``_NOWHERE``."""
    pool: ProcessPool | None = None
    given: list[_Given] = field(default_factory=list)
    served: int = 0

    def is_spent(self, recycle: int) -> bool:
        return bool(recycle) and self.served + sum(len(given.tasks) for given in self.given) >= recycle


def _most(count: int, workers: int) -> int:
    """Files of one batch where there are ``count`` in all."""
    return max(1, min(_BATCH, count // (workers * _SHARE)))


def _batches(tasks: Iterable[Task], most: int) -> Iterator[list[Task]]:
    """Tasks in their order, small ones together."""
    batch: list[Task] = []
    held = 0
    for task in tasks:
        if batch and (len(batch) >= most or held + task.size > _BATCH_BYTES):
            yield batch
            batch, held = [], 0
        batch.append(task)
        held += max(0, task.size)
    if batch:
        yield batch


def _parted(tasks: list[Task], at: int, end: End | None) -> list[list[Task]]:
    """A batch whose worker was lost, to be handed out again: the task that it was at by itself, with how that
    ended. Where that is not known, each by itself."""
    if end is None:
        return [tasks]
    if len(tasks) == 1:
        at = 0
    if not 0 <= at < len(tasks):
        return [[task] for task in tasks]
    guilty = replace(tasks[at], ends=(*tasks[at].ends, end))
    return [part for part in (tasks[:at], [guilty], tasks[at + 1 :]) if part]


_desk: Desk | None = None
_mark: Any = None
"""In a worker: its desk, and where it marks which task it is at."""


def _open_desk(folder: Path, how: How, memory: int, mark: Any) -> None:
    """Makes this process a worker."""
    global _desk, _mark
    end_with_parent()
    no_core_file()
    limit_memory(memory)
    _desk, _mark = Desk(folder, how), mark


def _at_desk(job: Callable[[Desk, Task], T], tasks: Sequence[Task]) -> _Done[T]:
    """In a worker: does the tasks of a batch, at least the first of them."""
    assert _desk is not None
    answers: list[T] = []
    end = perf_counter() + _BATCH_SECONDS
    for number, task in enumerate(tasks):
        _mark.value = number
        answers.append(job(_desk, task))
        if perf_counter() > end:
            break
    _mark.value = _NOWHERE
    return _Done(tuple(answers), _desk.flush())


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
