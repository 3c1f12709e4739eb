"""The files of a run appear together or not at all.

All are written to a hidden folder on the target's own file system first. A target that does not exist yet is
that folder renamed: one step. A target that exists may hold a person's other files and stays; there the old
``datapackage.json`` goes first and the new one comes last, after every other file, so that a folder with a
``datapackage.json`` is always one whole dataset. A run that is killed leaves the old dataset as it was, or,
in the instant of renaming, a folder without ``datapackage.json``; the next run clears up after it.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pondera.writing.names import DATASET, DESCRIPTOR, OWN_FILES, OWN_PAGES, REPORT_FOLDER

if sys.platform != "win32":
    import fcntl

_LOCK = ".lock"
_RENAMING = ".renaming"


class Strangers(FileExistsError):
    """The target holds files that a run would overwrite and that no run wrote."""

    def __init__(self, target: Path, names: list[str]) -> None:
        super().__init__(f"{target} holds {', '.join(names)}, which no run of Pondera wrote")
        self.target = target
        self.names = names


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """A folder to write a dataset into, which becomes (part of) ``target`` when the block ends well and is
    deleted when it does not. Raises ``Strangers`` before anything is done."""
    refuse_strangers(target)
    home, mark = _home(target)
    home.mkdir(parents=True, exist_ok=True)
    _sweep(home, mark)
    folder = home / f"{mark}{secrets.token_hex(4)}"
    folder.mkdir()
    with _locked(folder):
        try:
            yield folder
            (folder / _LOCK).unlink()
            _publish(folder, target)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def refuse_strangers(target: Path) -> None:
    """Raises ``Strangers`` where ``target`` is no dataset and yet has files by the names of one, and
    NotADirectoryError where it is a file."""
    if not target.exists():
        return
    if not target.is_dir():
        raise NotADirectoryError(target)
    pages = target / REPORT_FOLDER
    if pages.exists() and not pages.is_dir():
        raise Strangers(target, [REPORT_FOLDER])
    names = [name for name in OWN_FILES if (target / name).exists()]
    interrupted = any((left / _RENAMING).exists() for left in target.glob(".pondera-*"))
    if names and not interrupted and not is_dataset(target):
        raise Strangers(target, names)


def is_dataset(target: Path) -> bool:
    """Whether a folder holds a dataset that a run wrote."""
    try:
        descriptor = json.loads((target / DESCRIPTOR).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(descriptor, dict) and descriptor.get("name") == DATASET


def _home(target: Path) -> tuple[Path, str]:
    """Where the hidden folder stands, and how its name begins: in the target, or beside it where there is
    none yet. A name depends on the target, so that a run into another one is not swept away."""
    return (target, ".pondera-") if target.exists() else (target.parent, f".{target.name}.pondera-")


def _publish(folder: Path, target: Path) -> None:
    pages = folder / REPORT_FOLDER
    of_report = sorted(pages.iterdir()) if pages.is_dir() else []
    new = sorted(
        (file for file in folder.iterdir() if file != pages), key=lambda file: OWN_FILES.index(file.name)
    )
    for file in (*of_report, *([pages] if of_report else []), *new, folder):
        _flush(file)
    if folder.parent != target:
        with suppress(OSError):  # somebody has made the target in the meantime: it keeps what it holds
            folder.rename(target)
            _flush(target.parent)
            return
    target.mkdir(exist_ok=True)
    (folder / _RENAMING).touch()
    for name in reversed(OWN_FILES):
        (target / name).unlink(missing_ok=True)
    _replace_pages(of_report, target / REPORT_FOLDER)
    for file in new:
        file.rename(target / file.name)
    _flush(target)


def _replace_pages(new: list[Path], folder: Path) -> None:
    """The pages of the report in their folder; what else a person keeps there stays."""
    if folder.is_dir():
        for old in folder.iterdir():
            if OWN_PAGES.fullmatch(old.name):
                old.unlink()
        if not new:
            with suppress(OSError):  # something else is in it
                folder.rmdir()
    if new:
        folder.mkdir(exist_ok=True)
        for page in new:
            page.rename(folder / page.name)
        _flush(folder)


def _flush(path: Path) -> None:
    """Has the system write a file or a folder's list of names to the disk."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Holds the folder's lock, which the system lets go of however the run ends."""
    with (folder / _LOCK).open("w") as file:
        if sys.platform != "win32":
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _sweep(home: Path, mark: str) -> None:
    """Deletes the hidden folders of runs that were killed: those whose lock nobody holds. Where the system
    has no such locks (Windows) they stay."""
    if sys.platform != "win32":
        for left in home.glob(f"{mark}*"):
            with suppress(OSError), (left / _LOCK).open("a") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left, ignore_errors=True)
