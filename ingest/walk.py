"""From paths that a person gives to the files below them: sorted, each once, nothing lost in silence.

What a person would not call a document of theirs is left out below a folder: hidden files, the lock files
that office programs leave beside an open document, the files of file managers, waivers. A file that is
given by itself is always taken. What cannot be reached is yielded too, with its problem.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from pathlib import Path

from ingest.problems import Problem, problem

_SYSTEM_NAMES = frozenset(
    {
        "thumbs.db",
        "ehthumbs.db",
        "ehthumbs_vista.db",
        "desktop.ini",
        "icon\r",
        "__macosx",
        "$recycle.bin",
        "system volume information",
    }
)
"""What Windows and macOS keep among a person's files, in lower case."""
_LOCK_FILE = re.compile(r"~\$|~WR[A-Z]\d{4}\.tmp$", re.IGNORECASE)
"""Word's owner file and its work files."""
WAIVERS = ".waivers.toml"
"""How the files end in which somebody accepts findings of the document beside them."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A file to read. ``name`` is how the dataset knows it: relative, with ``/``; bytes that are no UTF-8
    and control characters stand in it as ``\\xf1``."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Missed:
    """A folder or a link behind which there may be files that could not be reached."""

    name: str
    path: Path
    problem: Problem


def walk(
    given: Sequence[Path], *, leave_out: Iterable[Path] = (), tell_absent: bool = False
) -> Iterator[Found | Missed]:
    """The files in ``given``, files and folders, in the order of their names.

    Names are relative to the one folder that is given; for several paths, to the deepest folder that holds
    them all. ``leave_out`` names folders or files that are not entered below a given folder, such as the one
    that is written to. A linked folder is entered once, and not at all where it holds or lies in a given one.

    Raises OSError, before the first file, for a path that may not be looked at or does not exist; with
    ``tell_absent``, what does not exist is yielded as missed. Memory: the listings of one folder and those
    above it.
    """
    paths = [Path(os.path.abspath(path)) for path in given]  # noqa: PTH100  links keep their names
    absent = frozenset(path for path in paths if tell_absent and not os.path.lexists(path))
    for path in paths:
        if path not in absent:
            path.lstat()
    if not paths:
        return
    base = os.path.commonpath([path if _is_folder(path) else path.parent for path in paths])
    given_folders = frozenset(os.path.realpath(path) for path in paths if _is_folder(path))
    left_out = frozenset(os.path.realpath(path) for path in leave_out)
    walker = _Walker(base, given_folders, set(given_folders), left_out, absent)
    last = None
    for item in merge(*(walker.items(path) for path in sorted(set(paths))), key=lambda item: item.name):
        if item.path != last:
            yield item
        last = item.path


@dataclass(frozen=True, slots=True)
class _Folder:
    path: str
    real: str
    """Its path without links."""
    name: str
    """What the names of its files begin with: empty, or its own name with ``/``."""


@dataclass(frozen=True, slots=True)
class _Walker:
    base: str
    given: frozenset[str]
    covered: set[str]
    """Real paths of the given folders and of those that links led to: each is entered only once."""
    left_out: frozenset[str]
    absent: frozenset[Path] = frozenset()
    """Given paths that do not exist."""

    def items(self, path: Path) -> Iterator[Found | Missed]:
        """What is found at one given path, sorted by name."""
        name = printable(path.relative_to(self.base).as_posix())
        if path in self.absent:
            yield Missed(name, path, problem("absent"))
        elif _is_folder(path):
            top = _Folder(str(path), os.path.realpath(path), "" if name == "." else name + "/")
            yield from self._below(top)
        else:
            yield from _file(path, name)

    def _below(self, top: _Folder) -> Iterator[Found | Missed]:
        # Open listings instead of recursion: folders can be nested deeper than calls.
        listings = [self._listing(top)]
        while listings:
            item = next(listings[-1], None)
            if item is None:
                listings.pop()
            elif isinstance(item, _Folder):
                listings.append(self._listing(item))
            else:
                yield item

    def _listing(self, folder: _Folder) -> Iterator[Found | Missed | _Folder]:
        """A folder's content in the order of the names of all files below: a folder sorts with its ``/``."""
        entries: list[tuple[str, os.DirEntry[str]]] = []
        failure: OSError | None = None
        try:
            with os.scandir(folder.path) as listing:
                entries.extend(
                    (printable(entry.name) + "/" * _is_folder(entry), entry)
                    for entry in listing
                    if not _is_left_out(entry)
                )
        except OSError as error:
            failure = error
        if failure is not None:
            path = Path(folder.path)
            yield Missed(folder.name or printable(path.name) + "/", path, unreachable(failure))
        for shown, entry in sorted(entries, key=lambda pair: pair[0]):
            yield from self._entry(entry, folder, folder.name + shown)

    def _entry(
        self, entry: os.DirEntry[str], folder: _Folder, name: str
    ) -> Iterator[Found | Missed | _Folder]:
        is_link, is_folder = entry.is_symlink(), name.endswith("/")
        if is_folder or is_link or self.left_out:
            real = (
                os.path.realpath(entry.path) if is_link else folder.real.rstrip(os.sep) + os.sep + entry.name
            )
            if real in self.left_out:
                return
            if is_folder:
                if not self._is_reached(real, is_link=is_link):
                    yield _Folder(entry.path, real, name)
                return
        if is_link or not entry.is_file():
            yield from _file(Path(entry.path), name)
        else:
            yield Found(name, Path(entry.path))

    def _is_reached(self, real: str, *, is_link: bool) -> bool:
        """Whether a folder is entered by another way; a linked one also where it lies in a folder that is, or
        holds one that was given. A linked folder that is not counts as entered from now on."""
        if not is_link:
            return real in self.covered
        around = {real, *map(str, Path(real).parents)}
        if not around.isdisjoint(self.covered) or any(
            Path(real) in Path(other).parents for other in self.given
        ):
            return True
        self.covered.add(real)
        return False


def _file(path: Path, name: str) -> Iterator[Found | Missed]:
    """A regular file; pipes, sockets and devices are what cannot be read."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield Missed(name, path, problem("broken_link") if path.is_symlink() else unreachable(error))
        return
    if stat.S_ISREG(mode):
        yield Found(name, path)
    else:
        yield Missed(name, path, problem("special_file"))


def _is_folder(entry: os.DirEntry[str] | Path) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def is_left_out(name: str) -> bool:
    """Whether a file or folder of this name is nobody's document."""
    return name.startswith(".") or name.lower() in _SYSTEM_NAMES or _LOCK_FILE.match(name) is not None


def _is_left_out(entry: os.DirEntry[str]) -> bool:
    if is_left_out(entry.name):
        return True
    if entry.name.endswith(WAIVERS):
        return True
    if os.name != "nt":
        return False
    hidden = stat.FILE_ATTRIBUTE_HIDDEN
    return bool(getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0) & hidden)


def printable(name: str) -> str:
    """A path that can stand in any file and on any terminal."""
    if name.isascii() and name.isprintable():
        return name
    plain = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", plain)


def unreachable(error: OSError) -> Problem:
    """What to tell of a file or folder that the system did not give."""
    if isinstance(error, PermissionError):
        return problem("no_permission")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return problem("not_found")
    return problem("unreachable", reason=errno.errorcode.get(error.errno or 0, type(error).__name__))
