"""The development set: real files are what they are, whatever they are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Format
from ingest.identify import identify
from ingest.limits import DEFAULT

_NAMED = {
    ".doc": Format.DOC,
    ".docx": Format.DOCX,
    ".pdf": Format.PDF,
    ".rtf": Format.RTF,
    ".odt": Format.ODT,
}


def test_practice_files_have_the_format_of_their_names(shared: Path) -> None:
    files = sorted((shared / "practice" / "files").iterdir())
    wrong = [
        path.name for path in files if identify(path.read_bytes(), DEFAULT).format is not _NAMED[path.suffix]
    ]
    assert files
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "format", "puid", "problem"),
    [
        ("empty.docx", Format.UNKNOWN, "", "empty"),
        ("not-a-document.pdf", Format.UNKNOWN, "", "unknown_format"),
        ("ips-2015-adp.doc", Format.PDF, "fmt/20", None),
        ("inp-2007-gt-truncated.doc", Format.DOC, "fmt/40", None),
        ("inp-2007-gt-8bit.doc", Format.DOC, "fmt/40", None),
        ("inp-2007-gt.rtf", Format.RTF, "fmt/45", None),
        ("inp-2007-gt.odt", Format.ODT, "fmt/1756", None),
        ("ips-2024-pmg-truncated.pdf", Format.PDF, "fmt/18", None),
    ],
)
def test_odd_files(shared: Path, name: str, format: Format, puid: str, problem: str | None) -> None:
    found = identify((shared / "corpus" / "odd" / name).read_bytes(), DEFAULT)
    assert (found.format, found.puid) == (format, puid)
    assert (found.problem.kind if found.problem else None) == problem


def test_word_files_of_the_bench(shared: Path) -> None:
    puids = [
        identify(path.read_bytes(), DEFAULT).puid for path in (shared / "bench" / "doc" / "files").iterdir()
    ]
    of_word = [puid for puid in puids if puid in {"fmt/38", "fmt/39", "fmt/40", "fmt/754", "fmt/609"}]
    assert len(of_word) >= len(puids) - 1  # one is a workbook under a wrong name
