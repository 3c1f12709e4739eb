"""The hidden folder ``.pondera`` of a dataset: what was read, its ledger, the dataset of before."""

from __future__ import annotations

import json
import logging
import secrets
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from pondera.runs import ledger as ledgers
from pondera.runs.compacting import compact
from pondera.runs.ledger import Ledger
from pondera.runs.options import Options
from pondera.runs.segments import VERSION, Segments
from pondera.writing.names import OWN_FILES, RECORD, REPORT, STATE
from pondera.writing.publishing import is_dataset

log = logging.getLogger("pondera.runs")

_BASE = "base"
"""In the hidden folder: a dataset of which nothing was kept but its files."""
_MANY = 256
"""Small segments that may stay; every worker that is recycled leaves one."""
TOKEN = "made_from"
"""In ``run.json``: the hidden folder's name for itself."""


class State:
    """The hidden folder of a dataset and what it holds. Raises ``ledger.Busy``, OSError."""

    def __init__(self, to: Path, options: Options) -> None:
        self.folder = to / STATE
        self.folder.mkdir(parents=True, exist_ok=True)
        self.segments = Segments(self.folder)
        if options.fresh or self.segments.are_of_another_version():
            # The dataset itself stays, and what it has of files that are not read anew.
            with closing(self._ledger()):  # nobody else may be at it
                pass
            shutil.rmtree(self.folder)
            self.folder.mkdir()
        self.ledger = self._ledger()
        self.knows_nothing = not self.segments.sizes()
        self.token = self._token()
        if not options.fresh and is_dataset(to) and token_of(to) != self.token:
            _keep_files(to, self.folder / _BASE)
        for entry, about in self.segments.entries_after(self.ledger.ends()):
            self.ledger.recover(about, entry)

    def __enter__(self) -> State:
        return self

    def __exit__(self, *_: object) -> None:
        self.segments.close()
        self.ledger.close()

    def compact(self) -> None:
        """Has segments written anew (``compacting.compact``). Where the disk is full they stay: the dataset
        is whole without this."""
        try:
            compact(self.ledger, self.segments, self.folder, many=_MANY)
        except OSError as refusal:
            log.warning("%s: %s", self.folder, refusal)

    @property
    def base(self) -> Path | None:
        base = self.folder / _BASE
        return base if base.is_dir() else None

    def _token(self) -> str:
        """By which a dataset says that it was made of this state. It is no part of the ledger, which may be
        lost and is made anew of the segments; where these are lost, it says nothing any more."""
        file = self.folder / TOKEN
        try:
            token = file.read_text(encoding="ascii")
        except (FileNotFoundError, UnicodeDecodeError):
            token = ""
        if not token or not self.segments.sizes():
            token = secrets.token_hex(8) + VERSION
            file.write_text(token, encoding="ascii")
        return token

    def _ledger(self) -> Ledger:
        try:
            return Ledger(self.folder)
        except sqlite3.DatabaseError:  # the machine lost its power at a bad moment: the segments know it all
            ledgers.remove(self.folder)
            return Ledger(self.folder)


def token_of(to: Path) -> str:
    """By which a dataset tells from what hidden folder it was made; empty where it was made otherwise
    (merged, or by a run whose hidden folder is gone)."""
    try:
        record = json.loads((to / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(record.get(TOKEN, "")) if isinstance(record, dict) else ""


def _keep_files(to: Path, base: Path) -> None:
    """Keeps the files of a dataset, to be part of the next one."""
    made = base.with_name(base.name + ".making")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    for name in OWN_FILES:
        if name not in (RECORD, REPORT) and (to / name).is_file():
            shutil.copyfile(to / name, made / name)
    shutil.rmtree(base, ignore_errors=True)
    made.rename(base)
