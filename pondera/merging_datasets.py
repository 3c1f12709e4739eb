"""Several datasets → one: what ``pondera merge`` does."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from pondera.between_documents import between
from pondera.runs.event_file import carry_events
from pondera.settings import NOTHING_SET, Settings
from pondera.writing import BY_DEFAULT, FORMATS
from pondera.writing.merging import Merged, merge
from pondera.writing.names import STATE
from pondera.writing.parts import NoDataset
from pondera.writing.publishing import is_dataset, staged
from pondera.writing.run_record import write_run_record


def merge_datasets(
    datasets: Sequence[Path],
    to: Path,
    *,
    formats: Sequence[str] = BY_DEFAULT,
    settings: Settings = NOTHING_SET,
) -> Merged:
    """Writes the dataset of all documents of ``datasets`` to the folder ``to``, which may be one of them.
    Where several have read the same bytes the last one counts: see ``writing.merging.merge``.

    Raises ``parts.NoDataset`` for a folder that holds none, ``parts.NoCells`` and ``parts.OtherColumns`` for
    one from which no whole dataset can be made, ``writing.publishing.Strangers`` where ``to`` holds files
    that are not a dataset's, ValueError for an unknown format, ``ledger.Busy`` where a run writes to ``to``,
    OSError where the disk is full.
    """
    began = datetime.now(UTC)
    if unknown := [name for name in formats if name not in FORMATS]:
        raise ValueError(f"no such format: {', '.join(unknown)}")
    formats = [name for name in FORMATS if name in formats]
    for folder in datasets:
        if not is_dataset(folder):
            raise NoDataset(folder)
    with staged(to) as folder:
        merged = merge(datasets, folder, formats, between=between(settings))
        carry_events(datasets, folder)
        record = {
            "pondera": version("pondera"),
            "python": platform.python_version(),
            "started": began.isoformat(timespec="seconds"),
            "options": {
                "merged": [str(dataset) for dataset in datasets],
                "to": str(to),
                "format": list(formats),
            },
            "counts": {
                "documents": merged.documents,
                "copies": merged.copies,
                "read_twice": merged.read_twice,
                "dropped": merged.dropped,
            },
            "same_path": list(merged.same_path),
        }
        write_run_record(folder, record)
        _forget_runs(to)
    return merged


def _forget_runs(to: Path) -> None:
    """A run into ``to`` must not go on from what an earlier one knew: the dataset holds more now, and stands
    for all of it. Raises ``ledger.Busy``."""
    from pondera.runs.ledger import Ledger

    state = to / STATE
    if state.is_dir():
        with closing(Ledger(state)):  # nobody else may be at it
            pass
        shutil.rmtree(state)
