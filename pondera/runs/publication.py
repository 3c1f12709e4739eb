"""What a run has read, made into the dataset in its folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pondera.between_documents import between
from pondera.runs.assembly import BrokenReading, Hearer, assemble
from pondera.runs.event_file import EventFile
from pondera.runs.options import Options
from pondera.runs.quarantine import Quarantine
from pondera.runs.state import State
from pondera.runs.summary import Summary
from pondera.settings import Settings
from pondera.writing.arrow import arrow_table
from pondera.writing.publishing import staged
from pondera.writing.run_record import write_run_record

__all__ = ["BrokenReading", "get_ready", "publish"]


def get_ready() -> None:
    """Loads what a dataset is written with: besides this module, what Arrow loads with the first rows that it
    is given."""
    arrow_table("names", [])


def publish(
    state: State,
    to: Path,
    formats: Sequence[str],
    *,
    settings: Settings,
    options: Options,
    summary: Summary,
    report: Callable[[Path], None] | None,
    record: Callable[[], dict[str, Any]],
) -> None:
    """Writes the dataset of all that the ledger lists to ``to``, at once; ``report`` adds itself to the
    dataset in the folder that it is given, ``record`` is asked for the run's record when all else is there.
    Raises ``BrokenReading``; OSError where the disk is full."""
    with staged(to) as folder:
        with ExitStack() as stack:
            told = EventFile(folder, base=state.base, quarantined=options.quarantine is not None)
            hearing: list[Hearer] = [stack.enter_context(told)]
            if options.quarantine is not None:
                listing = Quarantine(options.quarantine, copies=options.copies)
                hearing.append(stack.enter_context(listing))
            assemble(
                state.ledger,
                state.folder,
                folder,
                formats,
                base=state.base,
                between=between(settings),
                summary=summary,
                told=hearing,
            )
        if report is not None:
            report(folder)
        write_run_record(folder, record())
