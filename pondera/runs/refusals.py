"""How a cluster and its stores refuse, whatever library says so."""

from __future__ import annotations

from typing import ClassVar


class Refused(OSError):
    """``key`` names what people are told (``messages.toml``)."""

    key: ClassVar[str] = "store-refused"


class StoreRefused(Refused):
    """A store, or the client library that asks it, gave an error of its own kind."""


class NoScheduler(Refused):
    """Nobody answers at the scheduler's address."""

    key = "no-scheduler"


class WorkersLost(Refused):
    """One worker after the other was lost over the same batch."""

    key = "workers-lost"


class OtherVersion(Refused):
    """A worker has another version of the program than the client, and would read otherwise."""

    key = "other-version"
