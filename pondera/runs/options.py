"""How a run goes about its work. None of it changes what the dataset says of a document that could be
read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

TIMEOUT_SECONDS = 120.0
MEMORY_MIB = 2048
RECYCLE_AFTER = 500


@dataclass(frozen=True, slots=True)
class Bounds:
    """What reading one document may cost."""

    timeout: float = TIMEOUT_SECONDS
    """Seconds of wall time; 0: no limit."""
    memory: int = MEMORY_MIB
    """MiB of a worker's data; 0: no limit."""


@dataclass(frozen=True, slots=True)
class Options:
    workers: int | None = None
    """Processes that read; none: one per core; 0: this process reads, without limits."""
    bounds: Bounds = Bounds()
    recycle: int = RECYCLE_AFTER
    """Documents after which a worker is replaced; 0: never."""
    fresh: bool = False
    """Forget what earlier runs have read into the same folder."""
    report: bool = False
    """Write ``report.html`` beside the dataset."""
    rehash: bool = False
    """Look at the bytes of every file, also where its size and time of change are the same."""
    verify: bool = False
    """Look at the bytes of every file again at the end, and compare."""
    quarantine: Path | None = None
    """A folder for the list of what could not be read."""
    copies: bool = False
    """With ``quarantine``: copies of the files too."""
