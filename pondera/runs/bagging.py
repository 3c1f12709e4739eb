"""A run's originals, dataset and events as a BagIt bag (RFC 8493), by the library ``bagit``."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

import bagit

from pondera.runs.ledger import NAME, Ledger, Listed
from pondera.writing.names import OWN_FILES, OWN_PAGES, REPORT_FOLDER, STATE
from pondera.writing.publishing import is_dataset

_CHUNK = 1 << 20
_DIGESTS = ["sha256", "sha512"]


class NoRun(ValueError):
    """A folder is not what a run wrote."""


class Changed(ValueError):
    """An original is no longer what was read: ``name``."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def pack(folder: Path, bag: Path) -> int:
    """Makes the bag of a run's ``folder``: ``data/originals`` and ``data/dataset``. Gives the number of
    originals.

    Raises ``NoRun``, ``Changed``, ``ledger.Busy`` while a run writes into ``folder``, FileExistsError where
    ``bag`` exists, OSError where the disk is full. The
    bag appears whole or not at all. Originals that nobody could open are not in it; ``events.jsonl`` tells of
    them.
    """
    if not is_dataset(folder) or not (folder / STATE / NAME).is_file():
        raise NoRun(str(folder))
    if bag.exists():
        raise FileExistsError(str(bag))
    made = bag.with_name(f".{bag.name}.{secrets.token_hex(4)}")
    made.mkdir(parents=True)
    try:
        with closing(Ledger(folder / STATE)) as ledger:  # held, so that no run replaces the dataset meanwhile
            _copy_dataset(folder, made / "dataset")
            packed = sum(_copied(listed, made / "originals") for listed in ledger.listed())
        bagit.make_bag(
            str(made), {"Bag-Software-Agent": f"pondera {version('pondera')}"}, checksums=_DIGESTS
        ).validate()
        made.rename(bag)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return packed


def _copy_dataset(folder: Path, to: Path) -> None:
    """The files of a dataset, with the pages of its report."""
    to.mkdir()
    for name in OWN_FILES:
        if (folder / name).is_file():
            shutil.copyfile(folder / name, to / name)
    pages = [page for page in folder.glob(f"{REPORT_FOLDER}/*.html") if OWN_PAGES.fullmatch(page.name)]
    if pages:
        (to / REPORT_FOLDER).mkdir()
    for page in pages:
        shutil.copyfile(page, to / REPORT_FOLDER / page.name)


def _copied(listed: Listed, folder: Path) -> bool:
    """Copies an original; false for one whose bytes nobody saw. What it held when it was read is compared."""
    if listed.content.startswith("name:"):
        return False
    target = folder.joinpath(*listed.name.split("/"))
    if target.exists():  # of another folder that was read into the same dataset
        target = folder.joinpath(listed.content[:16], *listed.name.split("/"))
    target.parent.mkdir(parents=True, exist_ok=True)
    made = hashlib.sha256()
    try:
        with _original(listed.location, target.parent) as original, target.open("xb") as copy:
            while chunk := original.read(_CHUNK):
                made.update(chunk)
                copy.write(chunk)
    except (FileNotFoundError, PermissionError) as refusal:
        raise Changed(listed.name) from refusal
    if made.hexdigest() != listed.content:
        raise Changed(listed.name)
    return True


@contextmanager
def _original(location: bytes, folder: Path) -> Iterator[BinaryIO]:
    """The bytes of a file at a path, or behind a URL, of which a copy is made in ``folder`` meanwhile."""
    path = os.fsdecode(location)
    if "://" not in path:
        with Path(path).open("rb") as file:
            yield file
        return
    from pondera.runs.stores import fetch_url

    with tempfile.TemporaryDirectory(dir=folder) as copy:
        fetch_url(path, Path(copy) / "original")
        with (Path(copy) / "original").open("rb") as file:
            yield file
