"""In a worker of a cluster: the records in a store → the files of the dataset, in their place there."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from normalize.schema import DocumentRow
from pondera.between_documents import between
from pondera.runs.assembly import BrokenReading, Hearer, assemble
from pondera.runs.compacting import compact, forget_broken
from pondera.runs.event_file import EventFile
from pondera.runs.ledger import NAME, Ledger
from pondera.runs.logins import Logins
from pondera.runs.options import Options
from pondera.runs.pages import Pages
from pondera.runs.pool import Workers
from pondera.runs.quarantine import Quarantine
from pondera.runs.segments import ENDING, Segments
from pondera.runs.stores import Store
from pondera.runs.summary import Summary
from pondera.runs.task import How
from pondera.writing.names import DESCRIPTOR, OWN_FILES, OWN_PAGES, RECORD, REPORT, REPORT_FOLDER, STATE
from pondera.writing.run_record import write_run_record

BASE = "base"
"""In the store's hidden folder: a dataset of which nothing was kept but its files."""
PUBLISHED = "published"
COUNTED = "counted"
"""Under which the ledger knows of what the dataset in its place was made, and what was counted of it."""
_MANY = 4
"""Small segments that may stay: every batch leaves one, and every object of a store costs a request."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be made of the records in a store; ``to`` and ``quarantine`` are URLs without secrets, the
    latter may be empty."""

    to: str
    formats: Sequence[str]
    how: How
    options: Options
    quarantine: str
    fingerprint: str
    logins: Logins
    """The secrets of all URLs."""

    @property
    def state(self) -> str:
        return f"{self.to.rstrip('/')}/{STATE}"

    @property
    def with_report(self) -> bool:
        return self.options.report and any(name != "xlsx" for name in self.formats)


def publish(wanted: Wanted, summary: Summary, record: dict[str, Any]) -> Summary:
    """Makes the dataset and puts it into its place, the descriptor last. ``record`` is what ``run.json`` says
    besides counts. Raises as ``assembly.assemble``, OSError where the store refuses; where a record is
    broken, the ledger in the store knows what is to be read again."""
    start = perf_counter()
    logins = wanted.logins
    target, state = Store(logins.url(wanted.to)), Store(logins.url(wanted.state))
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        kept, made, aside = (Path(name) / part for part in ("state", "dataset", "aside"))
        kept.mkdir()
        made.mkdir()
        state.fetch(NAME, kept / NAME)
        ledger = Ledger(kept)
        stack.callback(ledger.close)
        live, there = ledger.live_bytes(), state.names(ENDING)
        state.fetch_all([segment for segment in there if segment in live], kept)
        segments = Segments(kept)
        stack.callback(segments.close)
        try:
            _make(wanted, ledger, kept, made, aside, summary, _fetched(state, BASE, kept))
        except BrokenReading as broken:
            forget_broken(ledger, segments, broken)
            ledger.close()
            state.put(kept / NAME, NAME)
            raise
        if wanted.with_report:
            _add_report(made, wanted, ledger, kept, summary)
        summary.seconds += perf_counter() - start
        write_run_record(made, {**record, **summary.record()})
        _put_dataset(made, target)
        if wanted.quarantine:
            _put_all(aside, Store(logins.url(wanted.quarantine)))
        ledger.note(PUBLISHED, wanted.fingerprint)
        ledger.note(COUNTED, json.dumps(summary.counted()))
        gone = compact(ledger, segments, kept, many=_MANY)
        for segment in segments.sizes():
            if segment not in there:
                state.put(kept / segment, segment)
        ledger.close()
        state.put(kept / NAME, NAME)
        for segment in there:
            if segment not in live or segment in gone:
                state.remove(segment)
    return summary


def _make(
    wanted: Wanted, ledger: Ledger, kept: Path, made: Path, aside: Path, summary: Summary, base: Path | None
) -> None:
    """The files of the dataset, and the list of what could not be read."""
    with ExitStack() as stack:
        events = EventFile(made, base=base, quarantined=bool(wanted.quarantine))
        hearing: list[Hearer] = [stack.enter_context(events)]
        if wanted.quarantine:
            listing = Quarantine(aside, copies=wanted.options.copies, logins=wanted.logins)
            hearing.append(stack.enter_context(listing))
        assemble(
            ledger,
            kept,
            made,
            wanted.formats,
            base=base,
            between=between(wanted.how.settings),
            summary=summary,
            told=hearing,
        )


def keep_files(target: Store, state: Store) -> None:
    """Keeps the files of a dataset, to be part of the next one; the descriptor, which says that they are all
    there, last."""
    state.remove(f"{BASE}/{DESCRIPTOR}")
    with tempfile.TemporaryDirectory() as name:
        for own in OWN_FILES:
            if own not in (RECORD, REPORT) and target.exists(own):
                target.fetch(own, Path(name) / own)
                state.put(Path(name) / own, f"{BASE}/{own}")
                (Path(name) / own).unlink()


def _fetched(state: Store, folder: str, to: Path) -> Path | None:
    """A folder of the store with a dataset, on the disk; none where there is none."""
    if not state.exists(f"{folder}/{DESCRIPTOR}"):
        return None
    (to / folder).mkdir()
    for own in OWN_FILES:
        if state.exists(f"{folder}/{own}"):
            state.fetch(f"{folder}/{own}", to / folder / own)
    return to / folder


def _add_report(made: Path, wanted: Wanted, ledger: Ledger, folder: Path, summary: Summary) -> None:
    from pondera.report.building import add_report

    def workers(_: int) -> Workers:
        return Workers(1, folder, wanted.how, wanted.options.bounds, wanted.options.recycle)

    def location(document: DocumentRow) -> bytes | None:
        found = ledger.location(document.path, document.sha256)
        return None if found is None else wanted.logins.full(found)

    start = perf_counter()
    language = wanted.how.language
    pages = Pages(workers, language, location)
    add_report(made, language, pages=pages)
    summary.report_seconds = perf_counter() - start


def _put_dataset(made: Path, target: Store) -> None:
    target.remove(DESCRIPTOR)
    pages = Store(f"{target.url.rstrip('/')}/{REPORT_FOLDER}")
    new = {page.name for page in made.glob(f"{REPORT_FOLDER}/*")}
    for page in sorted(new):
        pages.put(made / REPORT_FOLDER / page, page)
    for page in pages.names(".html"):
        if OWN_PAGES.fullmatch(page) and page not in new:
            pages.remove(page)
    for own in OWN_FILES:
        if (made / own).is_file():
            target.put(made / own, own)
        else:
            target.remove(own)


def _put_all(folder: Path, store: Store) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            store.put(path, path.relative_to(folder).as_posix())
