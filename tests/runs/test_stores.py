"""URLs of files in stores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fsspec", reason="the extra dask is not installed")

from fsspec.implementations.local import LocalFileSystem
from fsspec.implementations.memory import MemoryFileSystem

from pondera.runs.refusals import StoreRefused
from pondera.runs.stores import Store, _url, fetch_url, walk_urls


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


@pytest.fixture
def memory() -> Iterator[Any]:
    fs = MemoryFileSystem()
    yield fs
    fs.rm("/", recursive=True)


def test_waivers_are_no_documents_and_mark_the_one_beside_them(memory: Any) -> None:
    memory.pipe(
        {"/in/a.docx": b"a", "/in/b.docx": b"b", "/in/.c.docx": b"c", "/in/a.docx.waivers.toml": b"x"}
    )

    def marks(url: str) -> dict[str, str]:
        return {file.name: file.waivers for file in walk_urls([url])}

    first = marks("memory://in")
    assert set(first) == {"a.docx", "b.docx"}
    assert first["a.docx"] and not first["b.docx"]
    memory.pipe("/in/a.docx.waivers.toml", b"xy")
    assert marks("memory://in/a.docx") not in (first, {"a.docx": first["a.docx"]})
    assert set(marks("memory://in/a.docx.waivers.toml")) == {"a.docx.waivers.toml"}  # given by itself


def test_a_connection_that_was_lost_is_made_anew_once(
    memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.pipe("/in/a.docx", b"a")
    fetch, tried = type(memory).get_file, []

    def lost_at_first(self: Any, *rest: Any, **more: Any) -> None:
        tried.append(id(self))
        if len(tried) == 1:
            raise ConnectionError("Socket is closed")
        fetch(self, *rest, **more)

    monkeypatch.setattr(type(memory), "get_file", lost_at_first)
    fetch_url("memory://in/a.docx", tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"a"
    assert len(tried) == 2
    with pytest.raises(FileNotFoundError):
        fetch_url("memory://in/gone.docx", tmp_path / "gone")
    assert len(tried) == 3


def test_errors_of_a_client_library_are_the_system_s_and_tell_no_password(
    memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Odd(Exception):
        """Of no family."""

    def refused(*_: Any, **__: Any) -> None:
        raise Odd("no route to memory://ana:secret@host")

    monkeypatch.setattr(type(memory), "exists", refused)
    with pytest.raises(StoreRefused) as told:
        Store("memory://ana:secret@host/in").exists("a")
    assert "Odd: no route to memory://ana@host" in str(told.value)
    assert "secret" not in str(told.value)


def test_many_are_fetched_at_once(memory: Any, tmp_path: Path) -> None:
    memory.pipe({f"/out/{number}.segment": b"%d" % number for number in range(5)})
    store = Store("memory://out")
    store.fetch_all(store.names(".segment"), tmp_path)
    for number in range(5):
        assert (tmp_path / f"{number}.segment").read_bytes() == b"%d" % number
