"""URLs of files in stores."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("fsspec", reason="the extra dask is not installed")

from fsspec.implementations.local import LocalFileSystem
from fsspec.implementations.memory import MemoryFileSystem

from pondera.runs.stores import _url


class Hosted(MemoryFileSystem):
    """A store whose paths are those of a host and do not name it."""

    protocol = "sftp"


@pytest.mark.parametrize(
    ("store", "given", "path", "expected"),
    [
        (Hosted, "sftp://me@host:22/in", "/in/a.md", "sftp://me@host:22/in/a.md"),
        (LocalFileSystem, "/in", "/in/a.md", "file:///in/a.md"),
        (LocalFileSystem, "file:///in", "/in/a.md", "file:///in/a.md"),
        (MemoryFileSystem, "memory://bucket/in", "bucket/in/a.md", "memory://bucket/in/a.md"),
    ],
)
def test_a_file_has_a_url_that_leads_to_it(store: Any, given: str, path: str, expected: str) -> None:
    assert _url(store(), given, path) == expected
