"""What was done to each file, when, by which program and with what outcome: the lines of ``events.jsonl``.

Source of the names: PREMIS Data Dictionary for Preservation Metadata, version 3.0 (Library of Congress),
entity Event, semantic units 2.1 to 2.6; types from the Library of Congress' vocabulary of event types, with
``extraction`` for what Pondera itself is there for.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator
from typing import Any

from normalize.schema import DocumentRow
from pondera.pipeline import UNREAD
from pondera.runs.ledger import Listed

_OUTCOMES = {"ok": "success", "partial": "warning", "needs_ocr": "warning", "failed": "fail"}
_line = json.JSONEncoder(ensure_ascii=False).encode


def lines_of_reading(about: dict[str, Any], document: DocumentRow) -> str:
    """What was done to a file when it was read, an event per line. ``about``: what is said of its reading
    (``work.Desk.keep``)."""
    return "".join(_line(event) + "\n" for event in _of_reading(about, document))


def lines_of_file(listed: Listed, about: dict[str, Any], document: DocumentRow, *, quarantined: bool) -> str:
    """All that was done to a file of the dataset, an event per line."""
    later = _of_run(listed, about, document, quarantined=quarantined)
    return lines_of_reading(about, document) + "".join(_line(event) + "\n" for event in later)


def _of_reading(about: dict[str, Any], document: DocumentRow) -> Iterator[dict[str, Any]]:
    began, ended = about["began"], about["ended"]
    if not document.sha256:
        what, why = "the file's bytes were asked for", document.status_detail
        yield _event(about, document, "ingestion", began, "fail", what, why)
        return
    size = f"{document.size_bytes} bytes"
    yield _event(about, document, "ingestion", began, "success", "the file's bytes were read", size)
    yield _event(
        about,
        document,
        "message digest calculation",
        began,
        "success",
        "SHA-256 and SHA-512 of the file's bytes",
        f"sha256:{document.sha256} sha512:{about['sha512']}",
    )
    if document.duplicate_of:
        first = f"copy of {document.duplicate_of}"
        yield _event(about, document, "extraction", ended, "success", "a copy; not read again", first)
    else:
        yield from _of_content(about, document)


def _of_content(about: dict[str, Any], document: DocumentRow) -> Iterator[dict[str, Any]]:
    ended, outcome = about["ended"], _OUTCOMES[document.status]
    known = document.puid or (document.format if document.format != "unknown" else "")
    yield _event(
        about,
        document,
        "format identification",
        ended,
        "success" if known else "fail",
        "by the file's bytes (PRONOM)",
        " ".join(filter(None, (document.format, document.puid))),
    )
    what = "the file as its format has it"
    yield _event(about, document, "validation", ended, outcome, what, document.status_detail)
    lost = "; ".join(f"{end['kind']} {end['detail']}".strip() for end in about["ends"])
    done = "tables, items and figures"
    detail = f"{done}; attempts that were lost: {lost}" if lost else done
    yield _event(about, document, "extraction", ended, outcome, detail, about["fault"])


def _of_run(
    listed: Listed, about: dict[str, Any], document: DocumentRow, *, quarantined: bool
) -> Iterator[dict[str, Any]]:
    """What a run did to a file besides reading it."""
    if quarantined and document.status in UNREAD:
        detail = document.status_detail
        yield _event(about, document, "quarantine", about["ended"], "success", "listed as not read", detail)
    if listed.checked is not None:
        fits = listed.checked["sha256"] == about["sha256"] and listed.checked["sha512"] == about["sha512"]
        yield _event(
            about,
            document,
            "fixity check",
            listed.checked["at"],
            "success" if fits else "fail",
            "SHA-256 and SHA-512 calculated again and compared",
            f"sha256:{listed.checked['sha256']} sha512:{listed.checked['sha512']}",
        )


def _event(
    about: dict[str, Any], document: DocumentRow, kind: str, when: str, outcome: str, detail: str, note: str
) -> dict[str, Any]:
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


def _identifier(told: str) -> str:
    """``str(uuid.uuid5(uuid.NAMESPACE_URL, told))`` (RFC 9562, 5.5), in a third of the time."""
    made = bytearray(hashlib.sha1(uuid.NAMESPACE_URL.bytes + told.encode(), usedforsecurity=False).digest())
    made[6] = made[6] & 0x0F | 0x50
    made[8] = made[8] & 0x3F | 0x80
    digits = made.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:32]}"
