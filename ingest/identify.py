"""What a file is, by its bytes: the format, its PRONOM identifier and what that rests on.

The surest marks come first: signatures at the first byte, then what may stand behind a few bytes, then
markup, then whether it is text at all. A file's name is never looked at
(``reading`` says where it promises something else).
"""

from __future__ import annotations

from ingest.document import Format
from ingest.identification.compound import SIGNATURE as COMPOUND
from ingest.identification.compound import identify_compound
from ingest.identification.kinds import Identification, by_magic, kinds, known_as
from ingest.identification.markup import identify_markup, identify_text
from ingest.identification.pages import identify_pdf, identify_rtf
from ingest.identification.zipped import identify_zip
from ingest.limits import Limits
from ingest.problems import problem
from ingest.zip_directory import END, LOCAL

__all__ = ["Identification", "identify"]

_OWNER_SIZES = frozenset({162, 165})
"""Of the file ``~$name`` that Word (162) and Excel and PowerPoint (165) keep beside an open document."""
_END_SPAN = 22 + 0xFFFF
"""Bytes at the end in which a zip package's last record begins."""
_SHOWN = 8


def identify(data: bytes, limits: Limits) -> Identification:
    """Never fails. Where no reader takes the file, ``problem`` says what it is and what to do.

    Time: linear in the size. Memory: a few MiB besides ``data``; packages within ``limits``.
    """
    if not data:
        return Identification(Format.UNKNOWN, basis="no bytes", problem=problem("empty"))
    if not data[0] and data.count(0) == len(data):
        return Identification(Format.UNKNOWN, basis="zero bytes only", problem=problem("only_zeros"))
    return (
        _by_signature(data, limits)
        or identify_pdf(data)
        or identify_markup(data)
        or identify_text(data)
        or _headless_zip(data, limits)
        or _unknown(data)
    )


def _by_signature(data: bytes, limits: Limits) -> Identification | None:
    if data.startswith((LOCAL, END)):
        return identify_zip(data, limits)
    if data.startswith(COMPOUND):
        return identify_compound(data)
    if _is_owner_file(data):
        return known_as("owner")
    return identify_rtf(data) or by_magic(data)


def _is_owner_file(data: bytes) -> bool:
    """A name's length, the name in one byte per character, its length again as a number of two bytes."""
    return len(data) in _OWNER_SIZES and 0 < data[0] < 53 and data[54] == data[0] and data[55] == 0


def _headless_zip(data: bytes, limits: Limits) -> Identification | None:
    """A package whose first bytes are damaged shows itself by its last record."""
    if END not in data[-_END_SPAN:]:
        return None
    found = identify_zip(data, limits)
    return found if found.puid != kinds()["zip"].puid else None


def _unknown(data: bytes) -> Identification:
    seen = data[:_SHOWN].hex(" ")
    return Identification(
        Format.UNKNOWN,
        basis=f"no known signature, no text; first bytes {seen}",
        problem=problem("unknown_format", seen=seen),
    )
