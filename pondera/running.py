"""A run: all documents of the given paths → a dataset in a folder."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol

from ingest.walk import walk
from pondera.between_documents import between
from pondera.collection import read_all
from pondera.messages import Language
from pondera.pipeline import Outcome
from pondera.settings import NOTHING_SET, Settings
from pondera.summary import Summary
from pondera.writing import BY_DEFAULT, FORMATS
from pondera.writing.files import DatasetFiles
from pondera.writing.merging import merge
from pondera.writing.publishing import staged
from pondera.writing.run_record import write_run_record

_PART = ".read"
"""Where the rows stand as they were read, in the folder of a run, until they are merged."""


class NothingToRead(FileNotFoundError):
    """There is no document in the given paths."""


class Watcher(Protocol):
    """Is told how a run goes on."""

    def started(self, documents: int) -> None: ...

    def finished(self, outcome: Outcome) -> None: ...


class Unwatched:
    def started(self, documents: int) -> None: ...

    def finished(self, outcome: Outcome) -> None: ...


def run_collection(
    paths: Sequence[Path],
    to: Path,
    *,
    formats: Sequence[str] = BY_DEFAULT,
    language: Language,
    watcher: Watcher | None = None,
    settings: Settings = NOTHING_SET,
) -> Summary:
    """Reads every document in ``paths`` and writes the dataset to the folder ``to``.

    Raises FileNotFoundError for a path that does not exist, ``NothingToRead`` where the paths hold no
    document, ``writing.publishing.Strangers`` where ``to`` holds files that are not a dataset's, ValueError
    for an unknown format and where ``to`` is the folder that is read; whatever is wrong with a document
    stands in its row.
    """
    began, start = datetime.now(UTC), perf_counter()
    if any(path.resolve() == to.resolve() for path in paths):
        raise ValueError("the dataset cannot go into the folder that is read")
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise ValueError(f"no such format: {', '.join(unknown)}")
    formats = [name for name in FORMATS if name in formats]
    watcher = watcher or Unwatched()
    summary = Summary()
    files = list(walk(paths, leave_out=[to]))
    if not files:
        raise NothingToRead(*paths)
    with staged(to) as folder:
        part = folder / _PART
        part.mkdir()
        read = DatasetFiles(part, ["parquet"])
        watcher.started(len(files))
        for outcome in read_all(files, language, settings):
            read.write(outcome.rows)
            summary.add(outcome)
            watcher.finished(outcome)
        read.close()
        merged = merge([part], folder, formats, between=between(settings))
        shutil.rmtree(part)
        summary.add_between(merged.between)
        summary.seconds = perf_counter() - start
        write_run_record(folder, _record(began, paths, to, formats, language, settings, summary))
    return summary


def _record(
    began: datetime,
    paths: Sequence[Path],
    to: Path,
    formats: Sequence[str],
    language: Language,
    settings: Settings,
    summary: Summary,
) -> dict[str, Any]:
    additions = settings.additions
    return {
        "pondera": version("pondera"),
        "python": platform.python_version(),
        "started": began.isoformat(timespec="seconds"),
        "options": {
            "paths": [str(path) for path in paths],
            "to": str(to),
            "format": list(formats),
            "lang": str(language),
            "vocabulary": len(additions.phrases) if additions else 0,
            "institutions": len(additions.institutions) if additions else 0,
            "rules": [rule.name for rule in settings.rules],
        },
        **summary.record(),
    }
