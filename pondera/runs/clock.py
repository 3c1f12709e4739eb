"""The time as runs tell it; tests give another clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def now() -> datetime:
    return datetime.now(UTC)


def told_time(moment: datetime) -> str:
    """A moment as it stands in events: ISO 8601, to the millisecond."""
    return moment.isoformat(timespec="milliseconds")
