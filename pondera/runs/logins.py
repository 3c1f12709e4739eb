"""Passwords in URLs (``sftp://user:password@host/…``, RFC 3986, 3.2.1): a run needs them, and writes them
nowhere."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Logins:
    """The passwords of some URLs, by all that may be told of the place: scheme, user and host."""

    by_place: dict[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, urls: Iterable[str]) -> Logins:
        """The first password for each user and host counts."""
        made: dict[str, str] = {}
        for url in urls:
            place, _ = _parted(url)
            told, _ = _parted(without_password(url))
            if told != place:
                made.setdefault(told, place)
        return cls(made)

    def full(self, location: bytes) -> bytes:
        """A path, or a URL that was written down, as its store is asked for it."""
        place, rest = _parted(os.fsdecode(location))
        return os.fsencode(self.by_place.get(place, place) + rest)


NO_LOGINS = Logins()


def without_password(location: str) -> str:
    """A URL as it may be written down, user and host in it; a path as it is."""
    place, rest = _parted(location)
    scheme, _, host = place.partition("://")
    user, at, machine = host.rpartition("@")
    return f"{scheme}://{user.partition(':')[0]}@{machine}{rest}" if at else location


def _parted(location: str) -> tuple[str, str]:
    """Scheme with user and host of a URL, and what follows; nothing and all of it where it is a path."""
    scheme, mark, rest = location.partition("://")
    if not mark or "/" in scheme:
        return "", location
    host, slash, path = rest.partition("/")
    return f"{scheme}{mark}{host}", slash + path
