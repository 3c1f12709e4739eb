"""Files behind URLs (``s3://``, ``gs://``, ``abfs://``, ``sftp://``, ``file://``) or plain paths, by
``fsspec``."""

from __future__ import annotations

import errno
import hashlib
import os
import posixpath
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fsspec.core import split_protocol, url_to_fs
from fsspec.registry import get_filesystem_class

from ingest.walk import WAIVERS, is_left_out, printable
from pondera.runs.logins import without_password, without_secrets
from pondera.runs.refusals import StoreRefused

_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of a store."""

    name: str
    """As the dataset knows it: relative to what was given, with ``/``."""
    url: str
    size: int
    modified: int
    """Nanoseconds since 1970; 0 where the store does not tell."""
    waivers: str = ""
    """Stands for the file of waivers beside it: another word where it is another one, empty where there is
    none."""


@contextmanager
def _refusals(url: str) -> Iterator[None]:
    """Errors of client libraries, which share no ancestor, as the system's; what is missing on this machine
    (a library, a scheme that nobody knows) stays what it is."""
    try:
        yield
    except (OSError, ImportError):
        raise
    except Exception as refusal:
        said = without_secrets(f"{type(refusal).__name__}: {refusal}")
        raise StoreRefused(f"{without_password(url)}: {said}") from refusal


class Store:
    """A folder behind a URL. Raises OSError where the store refuses, ImportError where its client library is
    not installed."""

    def __init__(self, url: str) -> None:
        self.url = url
        with _refusals(url):
            self._fs, self._root = url_to_fs(url)

    @property
    def full_url(self) -> str:
        """The folder's URL as files below it have it."""
        return _url(self._fs, self.url, self._root).rstrip("/")

    def exists(self, name: str) -> bool:
        with _refusals(self.url):
            return bool(self._fs.exists(self._at(name)))

    def fetch(self, name: str, to: Path) -> None:
        """Copies a file of the store to the disk."""
        with _refusals(self.url):
            self._fs.get_file(self._at(name), str(to))

    def fetch_all(self, names: Sequence[str], folder: Path) -> None:
        """Copies files of the store into a folder of the disk, several at a time where the store can."""
        for start in range(0, len(names), _AT_ONCE):
            some = names[start : start + _AT_ONCE]
            with _refusals(self.url):
                self._fs.get([self._at(name) for name in some], [str(folder / name) for name in some])

    def put(self, path: Path, name: str) -> None:
        """Copies a file of the disk to the store; there it appears whole or not at all, as far as the store
        can do that (object stores can)."""
        target = self._at(name)
        with _refusals(self.url):
            self._fs.makedirs(posixpath.dirname(target), exist_ok=True)
            self._fs.put_file(str(path), target)

    def remove(self, name: str) -> None:
        with _refusals(self.url):
            if self._fs.exists(self._at(name)):
                self._fs.rm_file(self._at(name))

    def names(self, ending: str) -> list[str]:
        """Names of the files in the folder that end so."""
        with _refusals(self.url):
            self._fs.invalidate_cache()
            if not self._fs.exists(self._root):
                return []
            found = [posixpath.basename(path) for path in self._fs.ls(self._root, detail=False)]
        return sorted(name for name in found if name.endswith(ending))

    def _at(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}" if name else self._root


def fetch_url(url: str, to: Path) -> None:
    """Copies the file behind a URL to the disk; a connection that was lost is made anew once. Raises
    OSError."""
    try:
        _fetch(url, to)
    except (FileNotFoundError, PermissionError):
        raise
    except OSError:
        _forget_connection(url)
        _fetch(url, to)


def _fetch(url: str, to: Path) -> None:
    with _refusals(url):
        fs, path = url_to_fs(url)
        fs.get_file(path, str(to))


def _forget_connection(url: str) -> None:
    """``fsspec`` keeps a connection for the next who asks the same store, be it lost or not."""
    with _refusals(url):
        get_filesystem_class(split_protocol(url)[0]).clear_instance_cache()


def walk_urls(urls: Sequence[str]) -> Iterator[Stored]:
    """The files below the given URLs: folders are walked to their ends; names are relative to the one folder
    that is given, or to the deepest one that holds all. What ``ingest.walk`` leaves out is left out. Raises
    FileNotFoundError for a URL with nothing behind it."""
    given = []
    for given_url in urls:
        with _refusals(given_url):
            fs, path = url_to_fs(given_url)
            path = path.rstrip("/")
            found, base = _below(fs, path)
        if not found:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), without_password(given_url))
        given.append((fs, given_url, path, base, found))
    common = posixpath.commonpath([base for _, _, _, base, _ in given])
    seen = set()
    for fs, given_url, itself, _, found in given:
        for path, info in found.items():
            name = printable(posixpath.relpath(path, common))
            url = _url(fs, given_url, path)
            if url not in seen and (path == itself or not _is_left_out(name)):
                seen.add(url)
                waivers = _mark(found.get(path + WAIVERS))
                yield Stored(name, url, int(info.get("size") or 0), _modified(info), waivers)


def _below(fs: Any, path: str) -> tuple[dict[str, dict[str, Any]], str]:
    """The files at or below a path, and the folder that their names are relative to."""
    if not fs.isfile(path):
        return fs.find(path, detail=True), path
    beside = [path + WAIVERS] if fs.exists(path + WAIVERS) else []
    return {one: fs.info(one) for one in (path, *beside)}, posixpath.dirname(path)


def _is_left_out(name: str) -> bool:
    return name.endswith(WAIVERS) or any(map(is_left_out, name.split("/")))


def _mark(info: dict[str, Any] | None) -> str:
    """Of a file of waivers, by what the store says of it without its bytes."""
    if info is None:
        return ""
    told = [info.get(key) for key in ("size", "ETag", "etag", "md5Hash")]
    return hashlib.sha256(repr([_modified(info), *map(str, told)]).encode()).hexdigest()[:16]


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
