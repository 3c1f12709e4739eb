"""Files behind URLs (``s3://``, ``gs://``, ``abfs://``, ``sftp://``, ``file://``) or plain paths, by
``fsspec``."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fsspec.core import url_to_fs

from ingest.walk import is_left_out, printable
from pondera.runs.logins import without_password


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of a store."""

    name: str
    """As the dataset knows it: relative to what was given, with ``/``."""
    url: str
    size: int
    modified: int
    """Nanoseconds since 1970; 0 where the store does not tell."""


class Store:
    """A folder behind a URL. Raises OSError where the store refuses, ImportError where its client library is
    not installed."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._fs, self._root = url_to_fs(url)

    @property
    def full_url(self) -> str:
        """The folder's URL as files below it have it."""
        return _url(self._fs, self.url, self._root).rstrip("/")

    def exists(self, name: str) -> bool:
        return bool(self._fs.exists(self._at(name)))

    def fetch(self, name: str, to: Path) -> None:
        """Copies a file of the store to the disk."""
        self._fs.get_file(self._at(name), str(to))

    def put(self, path: Path, name: str) -> None:
        """Copies a file of the disk to the store; there it appears whole or not at all, as far as the store
        can do that (object stores can)."""
        target = self._at(name)
        self._fs.makedirs(posixpath.dirname(target), exist_ok=True)
        self._fs.put_file(str(path), target)

    def remove(self, name: str) -> None:
        if self._fs.exists(self._at(name)):
            self._fs.rm_file(self._at(name))

    def names(self, ending: str) -> list[str]:
        """Names of the files in the folder that end so."""
        self._fs.invalidate_cache()
        if not self._fs.exists(self._root):
            return []
        found = (posixpath.basename(path) for path in self._fs.ls(self._root, detail=False))
        return sorted(name for name in found if name.endswith(ending))

    def _at(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}" if name else self._root


def fetch_url(url: str, to: Path) -> None:
    """Copies the file behind a URL to the disk."""
    fs, path = url_to_fs(url)
    fs.get_file(path, str(to))


def walk_urls(urls: Sequence[str]) -> Iterator[Stored]:
    """The files below the given URLs: folders are walked to their ends; names are relative to the one folder
    that is given, or to the deepest one that holds all. What ``ingest.walk`` leaves out is left out. Raises
    FileNotFoundError for a URL with nothing behind it."""
    given = []
    for given_url in urls:
        fs, path = url_to_fs(given_url)
        path = path.rstrip("/")
        found = {path: fs.info(path)} if fs.isfile(path) else fs.find(path, detail=True)
        if not found:
            raise FileNotFoundError(without_password(given_url))
        base = posixpath.dirname(path) if fs.isfile(path) else path
        given.append((fs, given_url, base, found))
    common = posixpath.commonpath([base for _, _, base, _ in given])
    seen = set()
    for fs, given_url, _, found in given:
        for path, info in found.items():
            name = printable(posixpath.relpath(path, common))
            url = _url(fs, given_url, path)
            if url not in seen and not any(map(is_left_out, name.split("/"))):
                seen.add(url)
                yield Stored(name, url, int(info.get("size") or 0), _modified(info))


def _url(fs: Any, given: str, path: str) -> str:
    """The URL of a path in the store of a given URL. Where paths are those of a host (``sftp://host/path``),
    it names the host, which the store leaves out."""
    host = urlsplit(given).netloc if "://" in given else ""
    if host and path.startswith("/"):
        return f"{given.partition('://')[0]}://{host}{path}"
    return str(fs.unstrip_protocol(path))


def _modified(info: dict[str, Any]) -> int:
    for key in ("mtime", "LastModified", "last_modified", "updated", "modified"):
        value = info.get(key)
        if isinstance(value, datetime):
            return int(value.timestamp() * 1e9)
        if isinstance(value, (int, float)):
            return int(value * 1e9)
    return 0
