"""The file ``events.jsonl`` of a dataset: one event per line, in the order of the files."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import pyarrow as pa

from normalize.schema import DocumentRow
from pondera.runs.events import lines_of_file
from pondera.runs.ledger import Listed
from pondera.writing.names import EVENTS

_LINES = 1000


class EventFile:
    """Writes the events of a dataset's files as they are told of, in their order, behind those of the dataset
    ``base`` that it goes on from."""

    def __init__(self, folder: Path, *, base: Path | None = None, quarantined: bool = False) -> None:
        self._path = folder / EVENTS
        self._base = base
        self._quarantined = quarantined

    def __enter__(self) -> EventFile:
        if self._base is not None:
            carry_events([self._base], self._path.parent)
        self._file = self._path.open("a", encoding="utf-8", newline="\n")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def tell(self, listed: Listed, about: dict[str, Any], document: DocumentRow) -> None:
        self._file.write(lines_of_file(listed, about, document, quarantined=self._quarantined))

    def tell_plain(self, events: Sequence[str]) -> None:
        self._file.writelines(events)


def carry_events(datasets: Sequence[Path], folder: Path) -> None:
    """Writes the events of ``datasets`` to the dataset in ``folder``, each once, in the order of the
    datasets; nothing where none has any. An event names its document as the dataset did in which it was told.
    Memory: what DuckDB may hold. Raises OSError where the disk is full."""
    told = [dataset / EVENTS for dataset in datasets if (dataset / EVENTS).is_file()]
    if not told:
        return
    try:
        _carry(told, folder)
    except duckdb.IOException as refusal:
        raise OSError(str(refusal)) from refusal


def _carry(told: Sequence[Path], folder: Path) -> None:
    with (
        tempfile.TemporaryDirectory(prefix=".merging-", dir=folder) as spill,
        duckdb.connect(f"{spill}/events.duckdb", config={"memory_limit": "256MiB"}) as base,
        (folder / EVENTS).open("w", encoding="utf-8", newline="\n") as file,
    ):
        base.execute("CREATE SEQUENCE places")
        base.execute("CREATE TABLE events (place BIGINT DEFAULT nextval('places'), line VARCHAR)")
        for path in told:
            with path.open(encoding="utf-8", newline="\n") as lines:
                while some := list(islice(lines, _LINES)):
                    batch = pa.table({"line": [line.rstrip("\n") for line in some]})
                    base.register("batch", batch)
                    base.execute("INSERT INTO events (line) SELECT line FROM batch")
                    base.unregister("batch")
        found = base.execute("SELECT line FROM events GROUP BY line ORDER BY min(place)")
        while rows := found.fetchmany(_LINES):
            file.writelines(line + "\n" for (line,) in rows)
