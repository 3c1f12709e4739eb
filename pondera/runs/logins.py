"""Secrets in URLs: passwords (``sftp://user:password@host/…``, RFC 3986, 3.2.1) and the signatures, tokens
and keys of a query (``https://host/a.docx?sig=…``). A run needs them, and writes them nowhere."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_PLACE = re.compile(r"(?:\S*::)?[a-z][a-z0-9+.-]*://[^/]*", re.IGNORECASE)
"""Scheme with user and host of a URL, behind those that it is chained to (``zip://a.docx::sftp://host``)."""
_PASSWORD = re.compile(r"(?<![a-z0-9+.-])([a-z][a-z0-9+.-]*:/{1,2}[^/\s:@]*):[^/\s]*@", re.IGNORECASE)
"""Also where ``pathlib`` has folded the slashes."""
_SECRET = re.compile(
    r"([?&][^=&#\s]*(?:sig|signature|token|secret|passw|credential|key)[^=&#\s]*=)[^&#\s'\"]+", re.IGNORECASE
)
_HAS_QUERY = re.compile(r"https?:", re.IGNORECASE)
"""Where a question mark begins a query; in an object's key it is a sign like others."""


@dataclass(frozen=True, slots=True)
class Logins:
    """The secrets of some URLs, by what may be told of them."""

    by_place: dict[str, str] = field(default_factory=dict, repr=False)
    """Scheme, user and host → the same with the password."""
    by_url: dict[str, str] = field(default_factory=dict, repr=False)
    """A URL whose query had a secret → that URL."""

    @classmethod
    def of(cls, urls: Iterable[str]) -> Logins:
        """The first password for each user and host counts."""
        places: dict[str, str] = {}
        whole: dict[str, str] = {}
        for url in urls:
            place, _ = _parted(url)
            told, _ = _parted(without_password(url))
            if told != place:
                places.setdefault(told, place)
            if _HAS_QUERY.match(url) and _SECRET.search(url):
                whole.setdefault(without_password(url), url)
        return cls(places, whole)

    def url(self, told: str) -> str:
        """A path, or a URL that was written down, as its store is asked for it."""
        place, rest = _parted(told)
        return self.by_url.get(told) or self.by_place.get(place, place) + rest

    def full(self, location: bytes) -> bytes:
        """As ``url``, of a location as the system writes it."""
        return os.fsencode(self.url(os.fsdecode(location)))


NO_LOGINS = Logins()


def without_password(location: str) -> str:
    """A URL as it may be written down, user and host in it; a path as it is."""
    place, rest = _parted(location)
    if not place:
        return location
    return without_secrets(place) + (_SECRET.sub(r"\1…", rest) if _HAS_QUERY.match(place) else rest)


def without_secrets(text: str) -> str:
    """A text in which URLs may stand, as it may be shown and written down."""
    return _SECRET.sub(r"\1…", _PASSWORD.sub(r"\1@", text))


def _parted(location: str) -> tuple[str, str]:
    """Scheme with user and host of a URL, and what follows; nothing and all of it where it is a path."""
    found = _PLACE.match(location)
    return (found[0], location[found.end() :]) if found else ("", location)
