"""What becomes of segments once a dataset is made of them: those of which nothing is needed go, and those
that are mostly outdated, or small and many, are written anew, together. Of broken ones, what is to be read
again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pondera.runs.ledger import Ledger
from pondera.runs.segments import BrokenRecord, Segments, SegmentWriter

if TYPE_CHECKING:
    from pondera.runs.assembly import BrokenReading

_SMALL_BYTES = 32 << 20


def compact(ledger: Ledger, segments: Segments, folder: Path, *, many: int) -> list[str]:
    """Writes anew what is needed of the segments in ``folder`` that are more than half outdated, and of the
    small ones where there are more than ``many``. Gives the names of those that are gone. Killed at any
    instant, every entry stands somewhere. Raises OSError where the disk is full."""
    gone = []
    writer = SegmentWriter(folder, safe=True)
    try:
        for segment in _chosen(ledger, segments, many):
            try:
                moved = [(entry, writer.copy(segments.raw(entry))) for entry in ledger.entries(segment)]
            except BrokenRecord:  # is told, and read again, when the dataset is made the next time
                continue
            writer.flush()
            ledger.moved(segment, moved)
            segments.remove(segment)
            gone.append(segment)
    finally:
        writer.close()
    return gone


def forget_broken(ledger: Ledger, segments: Segments, broken: BrokenReading) -> None:
    """Has a reading whose record is broken read again, with all others of its segment of which that is so."""
    ledger.forget(broken.content)
    for entry in ledger.entries(broken.segment):
        try:
            segments.raw(entry)
        except BrokenRecord:
            ledger.forget_entry(entry)


def _chosen(ledger: Ledger, segments: Segments, many: int) -> list[str]:
    live, sizes = ledger.live_bytes(), segments.sizes()
    outdated = {segment for segment, size in sizes.items() if 2 * live.get(segment, 0) < size}
    small = {segment for segment, size in sizes.items() if size < _SMALL_BYTES}
    return sorted(outdated | small if len(small) > many else outdated)
