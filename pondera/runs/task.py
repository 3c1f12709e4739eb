"""What a worker is asked to do, and what it answers: plain values that any process or machine can be sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any

from pondera.messages import Language
from pondera.settings import NOTHING_SET, Settings


@dataclass(frozen=True, slots=True)
class How:
    """All that decides, with a file's bytes and its name, what comes of it."""

    language: Language
    settings: Settings = NOTHING_SET
    code: str = ""
    """Stands for the program's version (``code.version_of_code``)."""

    @property
    def key(self) -> str:
        """Another word wherever other rows could come of the same bytes. A user's own rules are asked of the
        dataset as a whole, and do not count."""
        settings, access = self.settings, self.settings.access
        told = json.dumps(
            [
                self.code,
                str(self.language),
                _told(settings.additions),
                _told(settings.profiles),
                str(access.pdf_reader),
                _trace(access.password or ""),
            ]
        )
        return hashlib.sha256(told.encode()).hexdigest()[:16]


@cache
def _trace(password: str) -> str:
    """Another word for another password, from which nobody finds the password in reasonable time."""
    return hashlib.pbkdf2_hmac("sha256", password.encode(), b"pondera", 300_000).hex() if password else ""


def _told(value: object) -> object:
    """A value of settings as JSON can hold it, the same in every process."""
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *(_told(getattr(value, one.name)) for one in fields(value))]
    if isinstance(value, Mapping):
        return sorted(([str(key), _told(one)] for key, one in value.items()), key=json.dumps)
    if isinstance(value, Set):
        return sorted((_told(one) for one in value), key=json.dumps)
    if isinstance(value, (list, tuple)):
        return [_told(one) for one in value]
    return str(value)


@dataclass(frozen=True, slots=True)
class End:
    """How a worker ended over a task: ``kind`` is ``timeout``, ``memory``, ``killed``, ``crashed`` or
    ``exited``; ``detail`` the signal's name, the exit code, …"""

    kind: str
    detail: str = ""
    seconds: float = 0.0
    bound: float = 0.0
    """The limit that was met, in seconds or MiB."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read, or to know the digests of."""

    number: int
    """Of the file in the ledger."""
    name: str
    location: bytes = field(repr=False)
    """Its path as the system writes it (``os.fsencode``), or its URL without secrets."""
    size: int = 0
    """Of the file in bytes, as far as that is known."""
    ends: tuple[End, ...] = ()
    """How workers ended over it before."""
    waivers: str = ""
    """Of a file in a store: stands for the file of waivers beside it, empty where there is none."""

    @property
    def is_stored(self) -> bool:
        """Whether the location is a URL."""
        return b"://" in self.location

    @property
    def attempt(self) -> int:
        return len(self.ends) + 1


@dataclass(frozen=True, slots=True)
class Seen:
    """A file's bytes as they were when they were looked at; digests are empty and the size 0 where the system
    did not give them."""

    size: int = 0
    modified: int = 0
    """Nanoseconds since 1970; 0 where the store does not tell."""
    sha256: str = ""
    sha512: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of reading a file: what is said about it (``work.Desk.keep``), and the how-manieth it is of
    the entry that it will stand in."""

    about: dict[str, Any]
    row: int
