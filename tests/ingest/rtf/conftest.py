"""Small RTF files for the tests of its reader."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from ingest.document import Document, Format, Source, Table
from ingest.limits import DEFAULT, Limits
from ingest.rtf import read_document

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\froman\fcharset2 Symbol;}"
    r"{\f2\fmodern\fcharset128 MS Mincho;}{\f3\fswiss\fcharset204 Arial Cyr;}{\f4\fnil\fcharset2 Wingdings;}}"
)

ReadRtf = Callable[..., Document]


def document_of(data: bytes, limits: Limits = DEFAULT) -> Document:
    source = Source("a.rtf", len(data), hashlib.sha256(data).hexdigest(), Format.RTF)
    return read_document(data, source, limits, None)


@pytest.fixture(scope="session")
def read_rtf() -> ReadRtf:
    """Reads the body of an RTF file whose head has five fonts; ``whole=True`` reads bytes as they are."""

    def read(body: str | bytes, *, whole: bool = False, limits: Limits = DEFAULT) -> Document:
        raw = body.encode("latin-1") if isinstance(body, str) else body
        return document_of(raw if whole else HEAD.encode() + raw + b"}", limits)

    return read


@pytest.fixture(scope="session")
def text_of(read_rtf: ReadRtf) -> Callable[[str], str]:
    """The text of the one paragraph that a body makes."""

    def text(body: str) -> str:
        (block,) = read_rtf(body).blocks
        assert not isinstance(block, Table)
        return block.text

    return text


@pytest.fixture(scope="session")
def table_of(read_rtf: ReadRtf) -> Callable[[str], Table]:
    """The one table that a body makes."""

    def table(body: str) -> Table:
        (found,) = read_rtf(body).tables()
        return found

    return table
