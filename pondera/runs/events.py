"""``events.jsonl``: what was done to each file, when, by which program and with what outcome, one event per
line.

Source of the names: PREMIS Data Dictionary for Preservation Metadata, version 3.0 (Library of Congress),
entity Event, semantic units 2.1 to 2.6; types from the Library of Congress' vocabulary of event types, with
``extraction`` for what Pondera itself is there for.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import pyarrow as pa

from normalize.schema import DocumentRow
from pondera.runs.ledger import Listed
from pondera.writing.names import EVENTS

_OUTCOMES = {"ok": "success", "partial": "warning", "needs_ocr": "warning", "failed": "fail"}
_LINES = 1000
_line = json.JSONEncoder(ensure_ascii=False).encode


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
        told = events(listed, about, document, quarantined=self._quarantined)
        self._file.writelines(_line(event) + "\n" for event in told)


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


def events(
    listed: Listed, about: dict[str, Any], document: DocumentRow, *, quarantined: bool
) -> Iterator[dict[str, Any]]:
    """What was done to one file. ``about``: what is said of its reading (``work.Desk.keep``)."""

    def event(kind: str, when: str, outcome: str, detail: str, note: str = "") -> dict[str, Any]:
        told = f"{document.sha256}|{document.path}|{kind}|{when}"
        return {
            "eventIdentifier": {
                "eventIdentifierType": "UUID",
                "eventIdentifierValue": _identifier(told),
            },
            "eventType": kind,
            "eventDateTime": when,
            "eventDetailInformation": {"eventDetail": detail},
            "eventOutcomeInformation": {
                "eventOutcome": outcome,
                "eventOutcomeDetail": {"eventOutcomeDetailNote": note},
            },
            "linkingAgentIdentifier": {
                "linkingAgentIdentifierType": "software",
                "linkingAgentIdentifierValue": about["agent"],
                "linkingAgentRole": "executing program",
            },
            "linkingObjectIdentifier": {
                "linkingObjectIdentifierType": "document_id",
                "linkingObjectIdentifierValue": document.document_id,
                "path": document.path,
            },
        }

    began, ended = about["began"], about["ended"]
    if not document.sha256:
        yield event("ingestion", began, "fail", "the file's bytes were asked for", document.status_detail)
    else:
        size = f"{document.size_bytes} bytes"
        yield event("ingestion", began, "success", "the file's bytes were read", size)
        yield event(
            "message digest calculation",
            began,
            "success",
            "SHA-256 and SHA-512 of the file's bytes",
            f"sha256:{document.sha256} sha512:{about['sha512']}",
        )
        if document.duplicate_of:
            yield event(
                "extraction", ended, "success", "a copy; not read again", f"copy of {document.duplicate_of}"
            )
        else:
            yield from _of_content(event, about, document)
    if quarantined and document.status in ("failed", "needs_ocr"):
        yield event("quarantine", ended, "success", "listed as not read", document.status_detail)
    if listed.checked is not None:
        fits = listed.checked["sha256"] == about["sha256"] and listed.checked["sha512"] == about["sha512"]
        yield event(
            "fixity check",
            listed.checked["at"],
            "success" if fits else "fail",
            "SHA-256 and SHA-512 calculated again and compared",
            f"sha256:{listed.checked['sha256']} sha512:{listed.checked['sha512']}",
        )


def _identifier(told: str) -> str:
    """``str(uuid.uuid5(uuid.NAMESPACE_URL, told))`` (RFC 9562, 5.5), in a third of the time."""
    made = bytearray(hashlib.sha1(uuid.NAMESPACE_URL.bytes + told.encode(), usedforsecurity=False).digest())
    made[6] = made[6] & 0x0F | 0x50
    made[8] = made[8] & 0x3F | 0x80
    digits = made.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:32]}"


def _of_content(event: Any, about: dict[str, Any], document: DocumentRow) -> Iterator[dict[str, Any]]:
    ended, outcome = about["ended"], _OUTCOMES[document.status]
    known = document.puid or (document.format if document.format != "unknown" else "")
    yield event(
        "format identification",
        ended,
        "success" if known else "fail",
        "by the file's bytes (PRONOM)",
        " ".join(filter(None, (document.format, document.puid))),
    )
    yield event("validation", ended, outcome, "the file as its format has it", document.status_detail)
    lost = "; ".join(f"{end['kind']} {end['detail']}".strip() for end in about["ends"])
    done = "tables, items and figures"
    detail = f"{done}; attempts that were lost: {lost}" if lost else done
    yield event("extraction", ended, outcome, detail, about["fault"])
