"""Documents that workers were lost over, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from pondera.messages import Language, say
from pondera.pipeline import Failure, failed
from pondera.runs import pool
from pondera.runs.clock import Clock, now
from pondera.runs.ledger import Ledger
from pondera.runs.pool import Here, Workers
from pondera.runs.task import Answer, End, How, Seen, Task
from pondera.runs.work import Desk


class Lost:
    """Makes the rows of documents that workers were lost over. ``one_worker`` looks at their bytes: what
    hangs may be the disk that they are on."""

    def __init__(
        self, desk: Desk, ledger: Ledger, how: How, clock: Clock, one_worker: Callable[[], Workers | Here]
    ) -> None:
        self._desk = desk
        self._ledger = ledger
        self._how = how
        self._clock = clock
        self._one_worker = one_worker
        self._lookers: Workers | Here | None = None

    def keep(self, task: Task) -> dict[str, Any]:
        """Keeps the row of a document whose every attempt ended with its worker; gives what is said about
        it."""
        began = self._clock()
        if self._lookers is None:
            self._lookers = self._one_worker()
        ((looked,),) = self._lookers.settle(pool.look, [replace(task, ends=())], 1)
        answer = lost_answer(self._desk, self._how, task, looked.answer or Seen(), began)
        keep_now(self._ledger, self._desk, task, answer)
        return answer.about

    def close(self) -> None:
        self._desk.close()
        if self._lookers is not None:
            self._lookers.__exit__(None, None, None)


def keep_now(ledger: Ledger, desk: Desk, task: Task, answer: Answer) -> None:
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
