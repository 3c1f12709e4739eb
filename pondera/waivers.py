"""The small file beside a document that says which of its findings are accepted: ``plan.docx.waivers.toml``.

::

    [[waivers]]
    finding = "d19231f5c2" # the fingerprint, as `pondera check` prints it
    reason = "The ministry's letter of 3 May allows 95 %."
"""

from __future__ import annotations

import hashlib
import stat
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ingest.walk import WAIVERS

if TYPE_CHECKING:
    from check import Waiver
    from normalize.schema import FindingRow


class WrongWaivers(ValueError):
    """Says which entry is not as it should be, or what makes the file no TOML."""


def accepted(
    findings: Sequence[FindingRow], document: Path, name: str, document_id: str
) -> tuple[FindingRow, ...]:
    """The findings of the document at a path, known as ``name``, those waived that the file beside it
    accepts; where that file cannot be used, nothing is waived, and a finding says so."""
    from check import waived, wrong_waivers

    path = document.with_name(document.name + WAIVERS)
    try:
        waivers = waivers_in(path)
    except FileNotFoundError:
        return tuple(findings)
    except (WrongWaivers, OSError) as wrong:
        said = getattr(wrong, "strerror", None) or wrong  # without the path, which is another elsewhere
        return (*findings, wrong_waivers(f"{PurePosixPath(name).name}{WAIVERS}: {said}", document_id))
    return waived(findings, waivers, document_id)


def mark(document: Path) -> str:
    """Stands for what the file beside a document says: another word for other bytes, empty where there is
    none."""
    try:
        return hashlib.sha256(_content(document.with_name(document.name + WAIVERS))).hexdigest()[:16]
    except FileNotFoundError:
        return ""
    except (WrongWaivers, OSError):
        return "unreadable"


def waivers_in(path: Path) -> tuple[Waiver, ...]:
    """The waivers of a file. Raises ``WrongWaivers`` for one that is not as it should be, OSError for one
    that cannot be read."""
    try:
        given = tomllib.loads(_content(path).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise WrongWaivers(str(wrong)) from wrong
    entries = given.get("waivers", [])
    if set(given) - {"waivers"} or not isinstance(entries, list):
        raise WrongWaivers("[[waivers]]")
    return tuple(_waiver(entry, number) for number, entry in enumerate(entries, 1))


def _content(path: Path) -> bytes:
    """The bytes of a regular file; anything else is not opened: a pipe would have its reader wait."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise WrongWaivers("no regular file")
    return path.read_bytes()


def _waiver(entry: object, number: int) -> Waiver:
    from check import Waiver

    if isinstance(entry, Mapping) and set(entry) == {"finding", "reason"}:
        finding, reason = entry["finding"], entry["reason"]
        if isinstance(finding, str) and isinstance(reason, str) and finding.strip() and reason.strip():
            return Waiver(finding.strip(), " ".join(reason.split()))
    raise WrongWaivers(f"waivers[{number}]")
