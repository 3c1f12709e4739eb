"""What could not be read, for those who look after it: a list with reasons, and copies where they are wanted.
Originals are never touched."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any

from normalize.schema import DocumentRow
from pondera.pipeline import UNREAD
from pondera.runs.ledger import Listed
from pondera.runs.logins import NO_LOGINS, Logins

LIST = "quarantine.csv"
_FILES = "files"
_COLUMNS = ("path", "sha256", "status", "status_detail", "fault", "original", "copy")


class Quarantine:
    """Writes ``quarantine.csv`` into a folder, which it makes, as files are told of; with ``copies``, the
    files too, for which ``logins`` holds the passwords of URLs. The list that was there before stands until
    the new one is whole."""

    def __init__(self, folder: Path, *, copies: bool, logins: Logins = NO_LOGINS) -> None:
        self._folder = folder
        self._copies = copies
        self._logins = logins
        self._new = folder / f".{LIST}"

    def __enter__(self) -> Quarantine:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._file = self._new.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file, lineterminator="\r\n")
        self._writer.writerow(_COLUMNS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if kind is None:
            self._new.replace(self._folder / LIST)
        else:
            self._new.unlink()

    def tell_plain(self, events: Sequence[str]) -> None:
        """Nothing is listed of files that were read."""

    def tell(self, listed: Listed, about: dict[str, Any], document: DocumentRow) -> None:
        if document.status not in UNREAD:
            return
        original = os.fsdecode(listed.location)
        copied = ""
        if self._copies and document.sha256 and not document.duplicate_of:
            name = _FILES + "/" + document.document_id + PurePosixPath(document.path).suffix
            copied = name if fetched(self._logins.full(listed.location), self._folder / name) else ""
        shown = original.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        self._writer.writerow(
            (
                document.path,
                document.sha256,
                document.status,
                document.status_detail,
                about["fault"],
                shown,
                copied,
            )
        )


def fetched(location: bytes, copy: Path) -> bool:
    """Copies the file at a path or a URL; false where it is no longer there."""
    copy.parent.mkdir(exist_ok=True)
    try:
        if b"://" in location:
            from pondera.runs.stores import fetch_url

            fetch_url(os.fsdecode(location), copy)
        else:
            shutil.copyfile(os.fsdecode(location), copy)
    except (FileNotFoundError, PermissionError):
        return False
    return True
