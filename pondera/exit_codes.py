"""What the program's exit status says, the same for every command."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    CLEAN = 0
    """Done; ``check`` found nothing at or above ``--fail-on``."""
    FINDINGS = 1
    """``check`` found something at or above ``--fail-on``."""
    USAGE = 2
    """The command cannot be carried out as it was written: an unknown option, a folder that must not be
    written to."""
    UNREADABLE = 3
    """An input does not exist or could not be read (``run``: with ``--strict`` alone)."""
    INTERNAL = 4
    """A mistake of Pondera itself."""
    INTERRUPTED = 130
    """Stopped by the person at the keyboard, or by SIGTERM; the dataset is as it was before."""


class Stop(Exception):
    """Ends a command with an exit code and what its user is told: what happened and what to do about it.

    ``key`` names an entry of ``messages.toml``, ``facts`` fill its blanks.
    """

    def __init__(self, code: ExitCode, key: str, **facts: object) -> None:
        super().__init__(key, facts)
        self.code = code
        self.key = key
        self.facts = facts
