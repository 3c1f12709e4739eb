"""What a worker does with files: their digests, their rows, a record of them in the worker's segment."""

from __future__ import annotations

import hashlib
import os
from dataclasses import asdict, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from time import perf_counter
from typing import Any

from ingest.walk import Missed, unreachable
from normalize.dataset import Rows
from pondera.pipeline import Outcome, missed_document, read_document
from pondera.runs.clock import Clock, now, told_time
from pondera.runs.events import lines_of_reading
from pondera.runs.logins import without_password
from pondera.runs.records import packed
from pondera.runs.segments import Entry, SegmentWriter
from pondera.runs.task import Answer, How, Seen, Task
from pondera.waivers import mark

_CHUNK = 1 << 20
OUT_OF_MEMORY = "MemoryError"


class Desk:
    """A worker's place: the segment that it writes and what it reads with. One per process. What is read is
    kept in memory until ``flush`` puts all of it into one entry."""

    def __init__(self, folder: Path, how: How, clock: Clock = now) -> None:
        self._segment = SegmentWriter(folder)
        self._how = how
        self._key = how.key
        self._clock = clock
        self._waiting: list[tuple[Rows, dict[str, Any], str]] = []

    def read(self, task: Task, fetched: Path | None = None) -> Answer:
        """Reads a file, or what was fetched of it, and keeps what came of it. Raises MemoryError where the
        document needs more than there is; all else that goes wrong is in its rows."""
        began = self._clock()
        start = perf_counter()
        path = fetched or Path(os.fsdecode(task.location))
        seen = digests(path)
        if fetched is not None:
            seen = replace(seen, modified=0)
        digested = perf_counter() - start
        outcome = read_document(path, task.name, self._how.language, self._how.settings)
        if outcome.fault == OUT_OF_MEMORY:
            raise MemoryError
        return self.keep(task, outcome, seen, began=began, digested=digested)

    def miss(self, task: Task, refusal: OSError) -> Answer:
        """Keeps the row of a file that its store did not give."""
        path = Path(PurePosixPath(task.name).name)
        outcome = missed_document(Missed(task.name, path, unreachable(refusal)), self._how.language)
        return self.keep(task, outcome, Seen(), began=self._clock())

    def keep(
        self,
        task: Task,
        outcome: Outcome,
        seen: Seen,
        *,
        began: datetime,
        digested: float = 0.0,
    ) -> Answer:
        """Keeps what came of a file."""
        document = outcome.document
        if document.sha256 != seen.sha256:  # it changed between two looks: what counts is what was read
            seen = Seen(document.size_bytes, 0, document.sha256, "")
        stages = {"digests": digested, **outcome.stages}
        about = {
            "name": task.name,
            "location": os.fsencode(without_password(os.fsdecode(task.location))).hex(),
            **asdict(seen),
            "key": self._key + _mark(task),
            "agent": f"pondera {version('pondera')}",
            "began": told_time(began),
            "ended": told_time(self._clock()),
            "seconds": round(sum(stages.values()), 6),
            "stages": {name: round(seconds, 6) for name, seconds in stages.items()},
            "status": str(document.status),
            "detail": document.status_detail,
            "format": str(document.format),
            "puid": document.puid,
            "fault": outcome.fault,
            "bound": task.ends[-1].bound if task.ends else 0.0,
            "ends": [asdict(end) for end in task.ends],
        }
        self._waiting.append((outcome.rows, about, lines_of_reading(about, document)))
        return Answer(about, len(self._waiting) - 1)

    def flush(self) -> Entry | None:
        """Puts what waits into the segment, and gives where it stands; none where nothing waits. Raises
        ``segments.NoRoom``."""
        if not self._waiting:
            return None
        start = perf_counter()
        every, told, events = zip(*self._waiting, strict=True)
        record = packed(every, events)
        digest = hashlib.sha256(record).hexdigest()[:12]
        share = round((perf_counter() - start) / len(self._waiting), 6)
        for row, about in enumerate(told):
            about["digest"] = f"{digest}{row:04x}"
            about["stages"]["packing"] = share
        entry = self._segment.write(told, record)
        self._waiting.clear()
        return entry

    def close(self) -> None:
        self._segment.close()


def _mark(task: Task) -> str:
    """Of the waivers beside a file."""
    return task.waivers if task.is_stored else mark(Path(os.fsdecode(task.location)))


def digests(path: Path) -> Seen:
    """Size, time of change and digests of a file; nothing where the system does not give its bytes, which the
    reading of it will tell."""
    sha256, sha512 = hashlib.sha256(), hashlib.sha512()
    try:
        with path.open("rb", buffering=0) as file:
            status = os.fstat(file.fileno())
            while chunk := file.read(_CHUNK):
                sha256.update(chunk)
                sha512.update(chunk)
    except OSError:
        return Seen()
    return Seen(status.st_size, status.st_mtime_ns, sha256.hexdigest(), sha512.hexdigest())
