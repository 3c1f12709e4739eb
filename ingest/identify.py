"""What a file is, by its bytes: the format, its PRONOM identifier and what that rests on."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import Format
from ingest.limits import Limits
from ingest.problems import Problem, problem


@dataclass(frozen=True, slots=True)
class Identification:
    format: Format
    puid: str = ""
    basis: str = ""
    problem: Problem | None = None
    """Why nothing can read it, where that is known from its first look."""


def identify(data: bytes, limits: Limits) -> Identification:
    if not data:
        return Identification(Format.UNKNOWN, basis="no bytes", problem=problem("empty"))
    if data[:4] == b"PK\x03\x04":
        return Identification(Format.DOCX, "fmt/412", "zip package")
    if b"%PDF-" in data[:1024]:
        return Identification(Format.PDF, "", "%PDF- header")
    if data[:8] == bytes.fromhex("d0cf11e0a1b11ae1"):
        return Identification(Format.DOC, "fmt/40", "compound file")
    if data[:5] == b"{\\rtf":
        return Identification(Format.RTF, "", "{\\rtf header")
    return Identification(Format.TEXT, "x-fmt/111", "text")
