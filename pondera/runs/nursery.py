"""How workers are started: by a server that was started once and has loaded what every worker needs."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing import context, forkserver, spawn
from typing import Any

EXITED_WITH_0 = 256
"""The exit code that is told of a worker which ended by itself with 0. No worker is meant to; pebble, whose
workers end so after their last task, would take it for that and wait for an answer."""

_PRELOADED = ("pondera.runs.preload",)
_starting = threading.Lock()


@contextmanager
def _without_main() -> Iterator[None]:
    """A worker has no need of the program that started the run, and importing it again would run a script
    that does not expect it."""
    told = spawn.get_preparation_data

    def without(name: str) -> dict[str, Any]:
        return {key: value for key, value in told(name).items() if not key.startswith("init_main")}

    with _starting:
        spawn.get_preparation_data = without
        try:
            yield
        finally:
            spawn.get_preparation_data = told


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """What is started inside never hears of the keyboard's interrupt, which the system sends to all processes
    of a terminal: the run hears of it, and ends its workers."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


if sys.platform == "win32":
    _Process = context.SpawnProcess
    _Context = context.SpawnContext
else:
    _Process = context.ForkServerProcess
    _Context = context.ForkServerContext


class Worker(_Process):
    @staticmethod
    def _Popen(process: Any) -> Any:  # noqa: N802  the name that multiprocessing calls
        with _without_main(), _uninterrupted():
            return _Process._Popen(process)

    def start(self) -> None:
        """Also where this process is itself a worker of something (a cluster's): the rule that such a process
        has no children guards against orphans, and ours end with their parent."""
        config = multiprocessing.current_process()._config  # type: ignore[attr-defined]
        daemon = config.pop("daemon", None)
        try:
            super().start()
        finally:
            if daemon is not None:
                config["daemon"] = daemon

    @property
    def exitcode(self) -> int | None:
        code: int | None = super().exitcode
        return EXITED_WITH_0 if code == 0 else code


class Nursery(_Context):
    Process = Worker


@cache
def nursery() -> Nursery:
    """The context in which workers are started."""
    made = Nursery()
    if sys.platform != "win32":
        made.set_forkserver_preload(list(_PRELOADED))
    return made


def prepare() -> None:
    """Has the server load what workers need while this process finds out what there is to do."""
    if sys.platform != "win32":
        nursery()
        with _uninterrupted():
            forkserver.ensure_running()
